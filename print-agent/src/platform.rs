//! The enrolled platform's door as the agent calls it: enrol, redeem, deliver receipts.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, StatusCode, Url, redirect};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ticket::door::{
    AGENT_HEADER, ENROL_PATH, EnrolAsk, EnrolReply, HELLO_PATH, Hello, HelloAsk, RECEIPTS_PATH,
    REDEMPTIONS_PATH, ReceiptsAsk, ReceiptsReply, RedemptionAsk, RedemptionReply, SIGNATURE_HEADER,
    TIME_HEADER, sign_request,
};
use ticket::{SignKey, SignedReceipt};

use crate::{clock, home::Enrolment, refusal::Refusal};

const PATIENCE: Duration = Duration::from_secs(10);
const MAX_REPLY: usize = 256 * 1024;

/// What went wrong with a call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The address is not one to call.
    #[error("{0}")]
    BadUrl(&'static str),
    /// The request never reached the platform.
    #[error("连不上平台 / the platform cannot be reached")]
    Unreachable,
    /// It has too much to do and did nothing.
    #[error("平台正忙，请稍后再试 / the platform is busy")]
    Busy,
    /// It may have reached it: the answer is lost.
    #[error("平台没有应答 / no answer from the platform")]
    NoAnswer,
    /// The platform said no, with its code and words.
    #[error("平台拒绝：{detail}（{code}）")]
    Refused {
        /// The problem's code.
        code: String,
        /// The problem's detail or title.
        detail: String,
    },
}

impl CallError {
    /// As the print protocol says it.
    pub fn refusal(&self) -> Refusal {
        match self {
            CallError::Refused { code, .. } => Refusal::by_code(code.clone()),
            CallError::Busy => Refusal::of("platform_busy"),
            CallError::NoAnswer => Refusal::of("platform_silent"),
            CallError::Unreachable | CallError::BadUrl(_) => Refusal::of("platform_unreachable"),
        }
    }
}

#[derive(Deserialize)]
struct Problem {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    detail: Option<String>,
    #[serde(default)]
    title: Option<String>,
}

/// The one HTTP client: no redirects, no patience beyond ten seconds.
pub fn client() -> Result<Client, CallError> {
    Client::builder()
        .timeout(PATIENCE)
        .connect_timeout(Duration::from_secs(5))
        .redirect(redirect::Policy::none())
        .user_agent(concat!("sealship-print-agent/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|_| CallError::Unreachable)
}

/// Checks a platform address: https, or http to this very machine. Gives it back without trailing slash.
pub fn check_url(url: &str) -> Result<String, CallError> {
    let parsed = Url::parse(url).map_err(|_| CallError::BadUrl("平台地址不对 / not an address"))?;
    let local = matches!(parsed.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match parsed.scheme() {
        "https" => {}
        "http" if local => {}
        _ => {
            return Err(CallError::BadUrl(
                "平台地址须以 https:// 开头 / the platform must be https",
            ));
        }
    }
    Ok(url.trim_end_matches('/').to_owned())
}

/// Enrols: the one call without a signature of its own.
pub async fn enrol(client: &Client, url: &str, ask: &EnrolAsk) -> Result<EnrolReply, CallError> {
    let body = to_body(ask)?;
    answer(
        client
            .post(format!("{url}{ENROL_PATH}"))
            .header("Content-Type", "application/json")
            .body(body),
    )
    .await
}

/// The platform as an enrolled agent calls it.
pub struct Platform<'a> {
    /// Shared client.
    pub client: &'a Client,
    /// Where and who.
    pub enrolment: Arc<Enrolment>,
    /// Signs every call.
    pub key: &'a SignKey,
}

impl Platform<'_> {
    /// Redeems a ticket: once, before it is opened.
    pub async fn redeem(&self, ticket_id: &str) -> Result<(), CallError> {
        let ask = RedemptionAsk::new(
            ticket_id.to_owned(),
            &self.enrolment.agent_id,
            clock::now(),
            self.key,
        );
        let reply: RedemptionReply = self.post(REDEMPTIONS_PATH, &ask).await?;
        match reply.ok {
            true => Ok(()),
            false => Err(CallError::Refused {
                code: "platform_refused".into(),
                detail: String::new(),
            }),
        }
    }

    /// Asks whether all is well: the clock, the enrolment.
    pub async fn hello(&self) -> Result<Hello, CallError> {
        self.post(HELLO_PATH, &HelloAsk {}).await
    }

    /// Delivers receipts.
    pub async fn deliver(&self, receipts: Vec<SignedReceipt>) -> Result<ReceiptsReply, CallError> {
        self.post(RECEIPTS_PATH, &ReceiptsAsk { receipts }).await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        ask: &(impl Serialize + Sync),
    ) -> Result<T, CallError> {
        let (body, time) = (to_body(ask)?, clock::now());
        let signature = sign_request(self.key, "POST", path, time, &body);
        let call = self
            .client
            .post(format!("{}{path}", self.enrolment.url))
            .header("Content-Type", "application/json")
            .header(AGENT_HEADER, &self.enrolment.agent_id)
            .header(TIME_HEADER, time.to_string())
            .header(SIGNATURE_HEADER, signature.to_string())
            .body(body);
        answer(call).await
    }
}

fn to_body(ask: &impl Serialize) -> Result<Vec<u8>, CallError> {
    serde_json::to_vec(ask).map_err(|_| CallError::Unreachable)
}

async fn answer<T: DeserializeOwned>(call: reqwest::RequestBuilder) -> Result<T, CallError> {
    let mut reply = call.send().await.map_err(|error| match error.is_connect() {
        true => CallError::Unreachable,
        false => CallError::NoAnswer,
    })?;
    let (status, mut body) = (reply.status(), Vec::new());
    while let Some(chunk) = reply.chunk().await.map_err(|_| CallError::NoAnswer)? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_REPLY {
            return Err(CallError::NoAnswer);
        }
    }
    if status.is_success() {
        return serde_json::from_slice(&body).map_err(|_| CallError::NoAnswer);
    }
    // These two are said before anything is done; another 5xx says nothing about what was done before it.
    if matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    ) {
        return Err(CallError::Busy);
    }
    match serde_json::from_slice::<Problem>(&body) {
        Ok(Problem {
            code: Some(code),
            detail,
            title,
        }) if status.is_client_error() => Err(CallError::Refused {
            code,
            detail: detail.or(title).unwrap_or_default(),
        }),
        _ => Err(CallError::NoAnswer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_only_to_this_machine() {
        assert_eq!(check_url("https://p.example/").unwrap(), "https://p.example");
        assert!(check_url("http://127.0.0.1:8083").is_ok() && check_url("http://localhost:1").is_ok());
        for bad in [
            "http://p.example",
            "ftp://127.0.0.1",
            "p.example",
            "http://127.0.0.1.evil.example",
        ] {
            assert!(check_url(bad).is_err(), "{bad}");
        }
    }
}
