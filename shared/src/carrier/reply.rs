//! What came back from a carrier, stripped to what may leave the vault, and what it means for a number.

use std::collections::BTreeMap;

use serde_json::Value;

/// A text longer than this many characters is dropped from a reply: no field an adapter reads is longer.
const MAX_TEXT: usize = 128;

/// The end of one exchange, as the sender saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A whole answer arrived. `fields` is empty when the body was no JSON.
    Answered { status: u16, fields: Fields },
    /// Certainly nothing reached the carrier: no address, connection refused, TLS handshake failed.
    NotSent(Trouble),
    /// Something may have reached the carrier and no whole answer came back.
    Lost(Trouble),
}

/// Why an exchange ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The carrier's host did not resolve, or refused the connection, or failed the TLS handshake.
    Unreachable,
    Timeout,
    /// Cut off while sending or before the answer was whole.
    Closed,
    /// The answer was longer than [`MAX_REPLY`](super::form::MAX_REPLY).
    TooLong,
    /// An answer came, but not one this carrier's document describes.
    Unreadable,
    /// The carrier said it is too busy or broken, without acting.
    Busy,
}

impl Trouble {
    /// A stable word for logs and rows.
    pub fn code(self) -> &'static str {
        match self {
            Trouble::Unreachable => "carrier_unreachable",
            Trouble::Timeout => "carrier_timeout",
            Trouble::Closed => "carrier_closed",
            Trouble::TooLong => "carrier_reply_too_long",
            Trouble::Unreadable => "carrier_reply_unreadable",
            Trouble::Busy => "carrier_busy",
        }
    }
}

/// The whitelisted scalars of a reply, by JSON pointer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<&'static str, Value>);

impl Fields {
    /// Picks the scalars at `whitelist` out of a JSON body; objects, lists and over-long texts are left behind.
    pub fn pick(whitelist: &'static [&'static str], body: &[u8]) -> Fields {
        let Ok(value) = serde_json::from_slice::<Value>(body) else {
            return Fields::default();
        };
        let scalars = whitelist.iter().filter_map(|pointer| {
            let found = value.pointer(pointer).filter(|found| short_scalar(found))?;
            Some((*pointer, found.clone()))
        });
        Fields(scalars.collect())
    }

    /// Drops every text that tells what must not leave the vault, e.g. a receiver the carrier repeats.
    pub(crate) fn drop_texts(&mut self, tells: impl Fn(&str) -> bool) {
        self.0.retain(|_, value| !value.as_str().is_some_and(&tells));
    }

    /// The text at a pointer; `None` when absent, not a text, or empty.
    pub fn text(&self, pointer: &str) -> Option<&str> {
        self.0
            .get(pointer)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    }

    /// The whole number at a pointer.
    pub fn int(&self, pointer: &str) -> Option<i64> {
        self.0.get(pointer).and_then(Value::as_i64)
    }
}

fn short_scalar(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().count() <= MAX_TEXT,
        Value::Number(_) | Value::Bool(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// A number the carrier sold, with what its label prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    pub number: String,
    /// 三段码, like `788-F36-30`.
    pub sorting_code: String,
    /// 集包地.
    pub hub: String,
    pub route: String,
    /// What the carrier charged the settlement account, in fen.
    pub fee_fen: i64,
}

/// What a take came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakeOutcome {
    Issued(Issued),
    /// The carrier said no and sold nothing.
    Failed(Denial),
    /// This sending sold nothing: repeat it with the same client reference.
    NotSent(Trouble),
    /// A number may have been sold: query by client reference before anything else.
    Unknown(Trouble),
}

/// What a query by client reference came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryOutcome {
    Issued(Issued),
    /// The number was sold and has been voided since.
    Voided {
        number: String,
    },
    /// The carrier has sold nothing under this reference *yet*: a take still on its way may arrive later, so the
    /// only safe next step is a take with the **same** reference, never a new one.
    Absent,
    /// The carrier would not answer the question (credential, malformed): an operator's matter.
    Failed(Denial),
    /// No answer; ask again.
    Unknown(Trouble),
}

/// What a void came to. A void may always be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoidOutcome {
    /// Void now, by this request or an earlier one.
    Voided,
    Failed(Denial),
    /// No answer, or nothing sent; repeat it.
    Unknown(Trouble),
}

/// What the carrier says a settlement account holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    pub fen: i64,
    /// Numbers left in the account's ranges, where the carrier says so.
    pub numbers_left: Option<i64>,
}

/// Why a carrier says no: a closed vocabulary, each with one remedy. Carriers' own words never pass through,
/// because they tend to quote the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    ReceiverPhone,
    ReceiverAddress,
    RegionNotServed,
    OutOfNumbers,
    BalanceShort,
    AccountUnknown,
    NumberUnknown,
    /// The number of this reference was voided; the next try takes a new reference.
    AlreadyVoid,
    Credential,
    Malformed,
    Other,
}

impl Denial {
    /// Every denial, for documents and tests.
    pub const ALL: [Denial; 11] = [
        Denial::ReceiverPhone,
        Denial::ReceiverAddress,
        Denial::RegionNotServed,
        Denial::OutOfNumbers,
        Denial::BalanceShort,
        Denial::AccountUnknown,
        Denial::NumberUnknown,
        Denial::AlreadyVoid,
        Denial::Credential,
        Denial::Malformed,
        Denial::Other,
    ];

    /// The stable code kept in rows and shown in problems.
    pub fn code(self) -> &'static str {
        match self {
            Denial::ReceiverPhone => "receiver_phone",
            Denial::ReceiverAddress => "receiver_address",
            Denial::RegionNotServed => "carrier_not_served",
            Denial::OutOfNumbers => "out_of_numbers",
            Denial::BalanceShort => "carrier_balance_short",
            Denial::AccountUnknown => "carrier_account_unknown",
            Denial::NumberUnknown => "number_unknown",
            Denial::AlreadyVoid => "number_void",
            Denial::Credential => "carrier_credential",
            Denial::Malformed => "carrier_malformed",
            Denial::Other => "carrier_refused",
        }
    }

    /// What to do about it, in English; screens translate by code.
    pub fn remedy(self) -> &'static str {
        match self {
            Denial::ReceiverPhone => {
                "Ask the merchant to correct the receiver's phone, then take a number again."
            }
            Denial::ReceiverAddress => {
                "Ask the merchant to correct the receiver's address, then take a number again."
            }
            Denial::RegionNotServed => "Choose a carrier that serves this region.",
            Denial::OutOfNumbers => {
                "Ask the branch for more waybill numbers, or use another waybill account."
            }
            Denial::BalanceShort => "Top up the settlement account at the carrier's branch.",
            Denial::AccountUnknown => "Check the settlement number of the waybill account with the branch.",
            Denial::NumberUnknown => "Check the number: this carrier never sold it to this account.",
            Denial::AlreadyVoid => "The number was voided: take a new one.",
            Denial::Credential => "The platform's credential for this carrier is refused: tell the operator.",
            Denial::Malformed => "The carrier could not read the request: tell the operator.",
            Denial::Other => "The carrier refused without a known reason: ask the branch.",
        }
    }

    /// The denial of a stored code.
    pub fn from_code(code: &str) -> Option<Denial> {
        Self::ALL.into_iter().find(|denial| denial.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whitelisted_short_scalars_leave() {
        let long = "长".repeat(MAX_TEXT + 1);
        let body = serde_json::json!({
            "number": "SX1", "fee": 120, "echo": {"name": "张三"}, "list": ["张三"], "long": long, "name": "张三"
        });
        let fields = Fields::pick(
            &["/number", "/fee", "/echo", "/list", "/long"],
            body.to_string().as_bytes(),
        );
        assert_eq!(fields.text("/number"), Some("SX1"));
        assert_eq!(fields.int("/fee"), Some(120));
        assert!(!format!("{fields:?}").contains('张') && !format!("{fields:?}").contains('长'));
    }

    #[test]
    fn a_body_that_is_no_json_gives_no_fields() {
        assert_eq!(Fields::pick(&["/number"], b"<html>"), Fields::default());
    }

    #[test]
    fn codes_are_distinct_and_read_back() {
        for denial in Denial::ALL {
            assert_eq!(Denial::from_code(denial.code()), Some(denial));
            assert!(denial.remedy().ends_with('.'));
        }
        assert_eq!(Denial::from_code("no_such"), None);
    }
}
