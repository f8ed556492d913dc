//! Every no on the wire is one shape: an RFC 9457 problem with a stable code, its source and a remedy.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use serde_json::Value;

use crate::error::{Broken, Code, Error, ErrorSource, Refusal};

/// The media type of every refusal.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What a handler returns instead of an answer; the wrapping of the door adds the request id and writes it.
#[derive(Debug)]
pub enum Problem {
    /// The domain, or the door, said no.
    Refused(Box<Refusal>),
    /// Something of ours broke: the caller gets an empty 500 and a request id, the log the rest.
    Broken(Broken),
}

/// The document a refused caller reads.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct Document {
    /// A URI naming the code.
    #[serde(rename = "type")]
    kind: String,
    /// What happened, in a few words.
    #[schema(value_type = String)]
    title: &'static str,
    /// The HTTP status again.
    status: u16,
    /// The stable code.
    #[schema(value_type = String)]
    code: &'static str,
    /// Who can mend it.
    error_source: ErrorSource,
    /// What the words of the code do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Where in the request: a JSON pointer, or a header's or parameter's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// What to do next.
    #[schema(value_type = String)]
    remedy: &'static str,
    /// Quote it to the operator.
    request_id: String,
    /// The object as it stands, for `stale`.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<Value>,
}

impl Problem {
    /// The answer as it goes out; a `Broken` is written to the log here and nowhere else.
    pub fn answer(&self, request_id: &str) -> HttpResponse {
        match self {
            Self::Refused(no) => refused(no, request_id),
            Self::Broken(broken) => {
                tracing::error!(request_id, %broken, "broken");
                HttpResponse::InternalServerError().finish()
            }
        }
    }
}

fn refused(no: &Refusal, request_id: &str) -> HttpResponse {
    let mut answer = HttpResponse::build(status(no.code));
    if let Some(seconds) = no.retry_after {
        answer.insert_header((RETRY_AFTER, seconds.to_string()));
    }
    answer.insert_header((CONTENT_TYPE, MEDIA_TYPE));
    answer.body(serde_json::to_vec(&document(no, request_id)).unwrap_or_default())
}

fn document(no: &Refusal, request_id: &str) -> Document {
    let code = no.code;
    Document {
        kind: format!("urn:sealship:problem:{}", code.text()),
        title: code.title(),
        status: code.status(),
        code: code.text(),
        error_source: code.source(),
        detail: no.detail.clone(),
        at: no.at.clone(),
        remedy: code.remedy(),
        request_id: request_id.to_owned(),
        current: no.current.clone(),
    }
}

fn status(code: Code) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What the framework itself refuses, in our words.
#[must_use]
pub fn of_status(status: StatusCode) -> Option<Problem> {
    let code = match status.as_u16() {
        400 => Code::MalformedJson,
        404 => Code::NotFound,
        405 => Code::MethodNotAllowed,
        408 | 503 => Code::Busy,
        413 => Code::BodyTooLarge,
        415 => Code::WrongContentType,
        _ => return None,
    };
    Some(code.into())
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(no) => f.write_str(no.code.text()),
            Self::Broken(broken) => broken.fmt(f),
        }
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Refused(no) => status(no.code),
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(no) => Self::Refused(Box::new(no)),
            Error::Broken(broken) => Self::Broken(broken),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(no: Refusal) -> Self {
        Self::Refused(Box::new(no))
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Refusal::new(code).into()
    }
}

impl From<Broken> for Problem {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<actix_web::error::BlockingError> for Problem {
    fn from(_: actix_web::error::BlockingError) -> Self {
        Self::Broken(Broken::new("the pool of blocking threads is gone"))
    }
}

/// Stands in `responses(…)` of an operation: what every operation may refuse.
pub struct Refusals;

impl utoipa::IntoResponses for Refusals {
    fn responses() -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>> {
        [(
            "default".to_owned(),
            utoipa::openapi::Ref::from_response_name("Problem").into(),
        )]
        .into()
    }
}
