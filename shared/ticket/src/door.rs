//! What an agent and the platform door say to each other over HTTP, and how the agent signs it.
//!
//! - `POST /v1/agents/enrol` [`EnrolAsk`] → [`EnrolReply`]: no login, a one-time code.
//! - `POST /v1/agents/self/redemptions` [`RedemptionAsk`] → [`RedemptionReply`]: once per ticket, before it is opened.
//! - `POST /v1/agents/self/hello` [`HelloAsk`] → [`Hello`]: is all well?
//! - `POST /v1/agents/self/receipts` [`ReceiptsAsk`] → [`ReceiptsReply`]: until every receipt is taken.
//!
//! All but the first carry [`AGENT_HEADER`], [`TIME_HEADER`], [`SIGNATURE_HEADER`].

use serde::{Deserialize, Serialize};

use crate::{KeyError, SealPublic, SignKey, Signature, SignedReceipt, VerifyKey, canon::Canon, sha256};

/// Path of enrolment.
pub const ENROL_PATH: &str = "/v1/agents/enrol";
/// Path of redemptions.
pub const REDEMPTIONS_PATH: &str = "/v1/agents/self/redemptions";
/// Path of greetings.
pub const HELLO_PATH: &str = "/v1/agents/self/hello";
/// Path of receipts.
pub const RECEIPTS_PATH: &str = "/v1/agents/self/receipts";
/// The agent's id.
pub const AGENT_HEADER: &str = "Sealship-Agent";
/// Unix seconds by the agent's clock.
pub const TIME_HEADER: &str = "Sealship-Time";
/// base64url Ed25519 signature of the request.
pub const SIGNATURE_HEADER: &str = "Sealship-Signature";
/// How far the agent's clock may be from the platform's, in seconds.
pub const MAX_SKEW: i64 = 300;
/// The most receipts in one delivery.
pub const MAX_RECEIPTS: usize = 100;

/// An agent asks to be enrolled with the one-time code from the console.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrolAsk {
    /// One-time code.
    pub code: String,
    /// What people call it, at most 60 characters.
    pub name: String,
    /// Tickets will be sealed to this key.
    #[schema(value_type = String)]
    pub seal_key: SealPublic,
    /// Requests and receipts will be signed by this key.
    #[schema(value_type = String)]
    pub sign_key: VerifyKey,
    /// Signature by `sign_key` over the rest: whoever enrols a key holds it.
    #[schema(value_type = String)]
    pub proof: Signature,
}

impl EnrolAsk {
    /// Fills in the proof.
    pub fn new(code: String, name: String, seal_key: SealPublic, device: &SignKey) -> EnrolAsk {
        let proof = device.sign(&enrolment(&code, &name, &seal_key, &device.public()));
        EnrolAsk {
            code,
            name,
            seal_key,
            sign_key: device.public(),
            proof,
        }
    }

    /// Checks the proof of possession.
    pub fn verify(&self) -> Result<(), KeyError> {
        self.sign_key.verify(
            &enrolment(&self.code, &self.name, &self.seal_key, &self.sign_key),
            &self.proof,
        )
    }
}

fn enrolment(code: &str, name: &str, seal_key: &SealPublic, sign_key: &VerifyKey) -> Vec<u8> {
    Canon::new("sealship agent enrolment v1")
        .text(code)
        .text(name)
        .bytes(seal_key.as_bytes())
        .bytes(sign_key.as_bytes())
        .done()
}

/// What the agent keeps of its enrolment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EnrolReply {
    /// Its id, in every ticket and request.
    pub agent_id: String,
    /// Signs tickets; pinned.
    #[schema(value_type = String)]
    pub platform_key: VerifyKey,
    /// Whose agent it is now, as a name to show.
    pub party: String,
    /// Web origins of the consoles that may speak to it, `https://factory.example`.
    #[serde(default)]
    pub origins: Vec<String>,
}

/// The agent is about to open this ticket; the platform agrees once.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedemptionAsk {
    /// From the ticket's header.
    pub ticket_id: String,
    /// Unix seconds by the agent's clock.
    pub at: i64,
    /// By the device key over ticket, agent and time: the record a platform keeps.
    #[schema(value_type = String)]
    pub signature: Signature,
}

impl RedemptionAsk {
    /// Signs for `agent_id`.
    pub fn new(ticket_id: String, agent_id: &str, at: i64, device: &SignKey) -> RedemptionAsk {
        let signature = device.sign(&redemption(&ticket_id, agent_id, at));
        RedemptionAsk {
            ticket_id,
            at,
            signature,
        }
    }

    /// Checks that the device itself asked.
    pub fn verify(&self, agent_id: &str, device: &VerifyKey) -> Result<(), KeyError> {
        device.verify(&redemption(&self.ticket_id, agent_id, self.at), &self.signature)
    }
}

fn redemption(ticket_id: &str, agent_id: &str, at: i64) -> Vec<u8> {
    Canon::new("sealship ticket redemption v1")
        .text(ticket_id)
        .text(agent_id)
        .integer(at)
        .done()
}

/// The platform agreed; a refusal is a problem document instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RedemptionReply {
    /// Always true.
    pub ok: bool,
}

/// An agent asks whether all is well; who asks stands in the headers.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelloAsk {}

/// All is well: enrolled, not revoked, the clock near enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Hello {
    /// The platform's clock, unix seconds.
    pub time: i64,
}

/// Receipts to be taken, at most [`MAX_RECEIPTS`].
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptsAsk {
    /// In the order they were made.
    pub receipts: Vec<SignedReceipt>,
}

/// What the platform made of them; what is named in neither list is to be sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReceiptsReply {
    /// Ticket ids now on record (also those it had before).
    pub taken: Vec<String>,
    /// Never to be sent again.
    pub refused: Vec<ReceiptRefusal>,
}

/// A receipt the platform will never take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReceiptRefusal {
    /// Which.
    pub ticket_id: String,
    /// Stable code.
    pub code: String,
}

/// Signs an HTTP request: method in capitals, path without host and query, unix seconds, the body's bytes.
pub fn sign_request(device: &SignKey, method: &str, path: &str, time: i64, body: &[u8]) -> Signature {
    device.sign(&request(method, path, time, body))
}

/// Checks a request's signature and that its `time` is within [`MAX_SKEW`] of `now`.
pub fn verify_request(
    device: &VerifyKey,
    (method, path): (&str, &str),
    (time, now): (i64, i64),
    body: &[u8],
    signature: &Signature,
) -> Result<(), RequestRefusal> {
    device
        .verify(&request(method, path, time, body), signature)
        .map_err(|_| RequestRefusal::BadSignature)?;
    match time.abs_diff(now) > MAX_SKEW.unsigned_abs() {
        true => Err(RequestRefusal::ClockOff),
        false => Ok(()),
    }
}

fn request(method: &str, path: &str, time: i64, body: &[u8]) -> Vec<u8> {
    Canon::new("sealship agent request v1")
        .text(method)
        .text(path)
        .integer(time)
        .bytes(&sha256(body).0)
        .done()
}

/// Why a signed request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefusal {
    /// Not signed by the registered device key.
    #[error("the request is not signed by the registered device")]
    BadSignature,
    /// Signed well, but too long ago or in the future.
    #[error("the device's clock is off by more than five minutes")]
    ClockOff,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SealKey;

    #[test]
    fn a_request_holds_for_its_own_method_path_time_and_body() {
        let device = SignKey::generate().unwrap();
        let key = device.public();
        let signature = sign_request(&device, "POST", RECEIPTS_PATH, 1000, b"{}");
        let check = |line, times, body: &[u8]| verify_request(&key, line, times, body, &signature);
        assert_eq!(check(("POST", RECEIPTS_PATH), (1000, 1300), b"{}"), Ok(()));
        assert_eq!(
            check(("POST", RECEIPTS_PATH), (1000, 1301), b"{}"),
            Err(RequestRefusal::ClockOff)
        );
        assert_eq!(
            check(("POST", RECEIPTS_PATH), (1000, 699), b"{}"),
            Err(RequestRefusal::ClockOff)
        );
        assert_eq!(
            check(("GET", RECEIPTS_PATH), (1000, 1000), b"{}"),
            Err(RequestRefusal::BadSignature)
        );
        assert_eq!(
            check(("POST", REDEMPTIONS_PATH), (1000, 1000), b"{}"),
            Err(RequestRefusal::BadSignature)
        );
        assert_eq!(
            check(("POST", RECEIPTS_PATH), (1001, 1000), b"{}"),
            Err(RequestRefusal::BadSignature)
        );
        assert_eq!(
            check(("POST", RECEIPTS_PATH), (1000, 1000), b"{ }"),
            Err(RequestRefusal::BadSignature)
        );
    }

    #[test]
    fn an_enrolment_proves_the_key_it_brings() {
        let device = SignKey::generate().unwrap();
        let mut ask = EnrolAsk::new(
            "K7".into(),
            "打包台 1".into(),
            SealKey::generate().public(),
            &device,
        );
        assert!(ask.verify().is_ok());
        ask.seal_key = SealKey::generate().public();
        assert!(ask.verify().is_err());
    }

    #[test]
    fn a_redemption_is_for_one_ticket_one_agent_one_time() {
        let device = SignKey::generate().unwrap();
        let ask = RedemptionAsk::new("t1".into(), "a1", 5, &device);
        assert!(ask.verify("a1", &device.public()).is_ok());
        assert!(ask.verify("a2", &device.public()).is_err());
        assert!(
            RedemptionAsk { at: 6, ..ask }
                .verify("a1", &device.public())
                .is_err()
        );
    }
}
