//! What became of a label, signed by the device that printed it.

use serde::{Deserialize, Serialize};

use crate::{Hash, KeyError, SignKey, Signature, VerifyKey, canon::Canon};

/// The fate of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReceiptOutcome)]
pub enum Outcome {
    /// The printer (or the folder) has all of it.
    Printed,
    /// Nothing was printed.
    Failed,
    /// The agent stopped in between: a person must look.
    Unknown,
}

impl Outcome {
    /// As it is written in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Printed => "printed",
            Outcome::Failed => "failed",
            Outcome::Unknown => "unknown",
        }
    }
}

/// One label's fate. No receiver in it: the bitmap hash proves which dots, not what they say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The redeemed ticket.
    pub ticket_id: String,
    /// The agent that signs.
    pub agent_id: String,
    /// The waybill number.
    pub document_id: String,
    /// What became of it.
    pub outcome: Outcome,
    /// SHA-256 over the 1-bit dots; absent when nothing was rendered.
    #[schema(value_type = Option<String>)]
    pub bitmap_hash: Option<Hash>,
    /// The printer's name as the agent lists it.
    pub printer: String,
    /// Unix seconds by the agent's clock.
    pub at: i64,
    /// The refusal's code when it failed.
    pub code: Option<String>,
}

impl Receipt {
    fn canonical(&self) -> Vec<u8> {
        let hash: &[u8] = self.bitmap_hash.as_ref().map_or(&[], |hash| hash.0.as_slice());
        Canon::new("sealship print receipt v1")
            .text(&self.ticket_id)
            .text(&self.agent_id)
            .text(&self.document_id)
            .text(self.outcome.name())
            .bytes(hash)
            .text(&self.printer)
            .integer(self.at)
            .text(self.code.as_deref().unwrap_or_default())
            .done()
    }

    /// Signs with the agent's device key.
    pub fn sign(self, device: &SignKey) -> SignedReceipt {
        let signature = device.sign(&self.canonical());
        SignedReceipt {
            receipt: self,
            signature,
        }
    }
}

/// A receipt and the device's signature over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignedReceipt {
    /// What is claimed.
    pub receipt: Receipt,
    /// Ed25519, base64url.
    #[schema(value_type = String)]
    pub signature: Signature,
}

impl SignedReceipt {
    /// Checks the device's signature; who the device belongs to and which tickets it redeemed is the caller's to know.
    pub fn verify(&self, device: &VerifyKey) -> Result<&Receipt, KeyError> {
        device.verify(&self.receipt.canonical(), &self.signature)?;
        Ok(&self.receipt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt() -> Receipt {
        Receipt {
            ticket_id: "t1".into(),
            agent_id: "a1".into(),
            document_id: "SB1".into(),
            outcome: Outcome::Printed,
            bitmap_hash: Some(crate::sha256(b"dots")),
            printer: "PDF".into(),
            at: 1_700_000_000,
            code: None,
        }
    }

    #[test]
    fn a_receipt_holds_only_as_it_was_signed() {
        let device = SignKey::generate().unwrap();
        let signed = receipt().sign(&device);
        let json = serde_json::to_string(&signed).unwrap();
        let back: SignedReceipt = serde_json::from_str(&json).unwrap();
        assert_eq!(back.verify(&device.public()).unwrap(), &receipt());
        assert!(back.verify(&SignKey::generate().unwrap().public()).is_err());
        let changes: [fn(&mut Receipt); 8] = [
            |r| r.ticket_id.push('x'),
            |r| r.agent_id.push('x'),
            |r| r.document_id.push('x'),
            |r| r.outcome = Outcome::Failed,
            |r| r.bitmap_hash = None,
            |r| r.printer.push('x'),
            |r| r.at += 1,
            |r| r.code = Some("x".into()),
        ];
        for change in changes {
            let mut altered = back.clone();
            change(&mut altered.receipt);
            assert_eq!(
                altered.verify(&device.public()).unwrap_err(),
                KeyError::BadSignature
            );
        }
    }
}
