//! What a handler is handed, read strictly: JSON bodies, query parameters, ids in the path, the idempotency key.

use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{FromRequest, HttpRequest, dev, web};
use aws_lc_rs::digest;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::Problem;
use super::{pointer, strict};
use crate::error::{Broken, Code, Refusal, Result};

/// Bytes a JSON body may have: 500 rows of an order with its lines.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A strict JSON body. It is read when it arrives but refused only when it is taken, so that a stranger is
/// told that he is one before he is told what is wrong with his JSON.
pub struct Json<T> {
    parsed: std::result::Result<T, Refusal>,
    hash: [u8; 32],
}

/// The same: what a handler asks for.
pub type Ask<T> = Json<T>;

impl<T> Json<T> {
    /// The body and its SHA-256.
    ///
    /// # Errors
    /// `malformed_json`, `unknown_field`, `invalid_field`, `duplicate_key`, `body_too_large`, `wrong_content_type`.
    pub fn take(self) -> Result<(T, [u8; 32])> {
        Ok((self.parsed?, self.hash))
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let admitted = admit(request);
        let payload = payload.take();
        Box::pin(async move {
            let bytes = match admitted {
                Ok(()) => gather(payload).await,
                Err(no) => Err(no),
            };
            Ok(match bytes {
                Ok(bytes) => Self {
                    hash: sha256(&bytes),
                    parsed: parse(&bytes),
                },
                Err(no) => Self {
                    hash: [0; 32],
                    parsed: Err(no),
                },
            })
        })
    }
}

/// SHA-256.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}

fn admit(request: &HttpRequest) -> std::result::Result<(), Refusal> {
    let header = |name| request.headers().get(name).and_then(|v| v.to_str().ok());
    let kind = header(CONTENT_TYPE)
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::new(Code::WrongContentType).at("Content-Type"));
    }
    if header(CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return Err(Refusal::new(Code::WrongContentType)
            .at("Content-Encoding")
            .saying("send it uncompressed"));
    }
    match header(CONTENT_LENGTH).and_then(|n| n.parse::<usize>().ok()) {
        Some(n) if n > MOST_BYTES => Err(too_large()),
        _ => Ok(()),
    }
}

async fn gather(mut payload: dev::Payload) -> std::result::Result<web::BytesMut, Refusal> {
    let mut bytes = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Refusal::new(Code::MalformedJson).saying("the body ended early"))?;
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn too_large() -> Refusal {
    Refusal::new(Code::BodyTooLarge).saying(format!("at most {MOST_BYTES} bytes"))
}

/// Parses a JSON body strictly; words of the caller are never echoed, only names and places.
///
/// # Errors
/// `malformed_json`, `unknown_field`, `invalid_field`, `duplicate_key`.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> std::result::Result<T, Refusal> {
    strict::no_controls(bytes)?;
    serde_json::from_slice(bytes).map_err(|error| explain(bytes, &error))
}

fn explain(bytes: &[u8], error: &serde_json::Error) -> Refusal {
    if !error.is_data() {
        let place = format!("line {}, column {}", error.line(), error.column());
        return Refusal::new(Code::MalformedJson).saying(place);
    }
    let said = error.to_string();
    let code = match () {
        () if said.starts_with("unknown field") => Code::UnknownField,
        () if said.starts_with("duplicate field") => Code::DuplicateKey,
        () => Code::InvalidField,
    };
    let no = Refusal::new(code).at(pointer::at(bytes, error.line(), error.column()));
    match safe_part(&said) {
        Some(detail) => no.saying(detail),
        None => no,
    }
}

/// The part of serde's sentence that holds our words alone.
fn safe_part(said: &str) -> Option<String> {
    let said = said.split(" at line ").next().unwrap_or_default();
    if said.starts_with("missing field") || said == "not an id of this kind" {
        return Some(said.to_owned());
    }
    said.rfind("expected ")
        .and_then(|n| said.get(n..))
        .map(str::to_owned)
}

/// Strict query parameters: those `T` documents and no others, each at most once, each of its documented type.
pub struct Query<T>(pub T);

impl<T> Query<T> {
    /// The parameters.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> std::ops::Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + utoipa::IntoParams> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(
            strict::query(request.query_string())
                .map(Self)
                .map_err(Problem::from),
        )
    }
}

/// An id (or pair of them) in the path; what is no id is a thing that does not exist.
#[derive(Debug, Clone, Copy)]
pub struct At<T>(pub T);

impl<T: DeserializeOwned> FromRequest for At<T> {
    type Error = Problem;
    type Future = Ready<std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let path = web::Path::<T>::extract(request).into_inner();
        ready(
            path.map(|path| Self(path.into_inner()))
                .map_err(|_| Code::NotFound.into()),
        )
    }
}

/// The Idempotency-Key: one value per intent, the same value for its repeats.
#[derive(Debug, Clone)]
pub struct Key(String);

impl Key {
    /// The key.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl FromRequest for Key {
    type Error = Problem;
    type Future = Ready<std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(key(request).map_err(Problem::from))
    }
}

fn key(request: &HttpRequest) -> std::result::Result<Key, Refusal> {
    const NAME: &str = "Idempotency-Key";
    let mut sent = request.headers().get_all(NAME);
    let key = sent.next().ok_or(Code::KeyMissing)?.to_str().unwrap_or_default();
    let fits = (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if sent.next().is_some() || !fits {
        return Err(Refusal::new(Code::InvalidField)
            .at(NAME)
            .saying("once, 1 to 255 visible ASCII characters"));
    }
    Ok(Key(key.to_owned()))
}

/// The answer's place in the log when a value that must be there is not.
pub(crate) fn missing(what: &'static str) -> Problem {
    Problem::Broken(Broken::new(format!("{what} is not mounted")))
}

/// A JSON value of one query parameter.
pub(crate) type Typed = (String, Value);

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape is read")]
    struct Person {
        name: String,
        #[serde(default)]
        age: i64,
    }

    fn no(text: &str) -> Refusal {
        parse::<Person>(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_value_is_never_echoed() {
        let no = no(r#"{"name": "李雷", "age": "13800138000"}"#);
        assert_eq!((no.code, no.at.as_deref()), (Code::InvalidField, Some("/age")));
        assert_eq!(no.detail.as_deref(), Some("expected i64"));
    }

    #[test]
    fn each_wrong_has_its_code() {
        assert_eq!(no("{").code, Code::MalformedJson);
        assert_eq!(no(r#"{"name": "a", "nick": "b"}"#).code, Code::UnknownField);
        assert_eq!(no(r#"{"name": "a", "name": "b"}"#).code, Code::DuplicateKey);
        assert_eq!(no("{}").detail.as_deref(), Some("missing field `name`"));
        assert_eq!(no(r#"{"name": "\ud800"}"#).code, Code::MalformedJson);
        assert!(parse::<Person>(r#"{"name": "𠮷 😀"}"#.as_bytes()).is_ok());
    }
}
