//! The opaque token by which the world outside names a sealed receiver: no ciphertext in it, only a place and a MAC.
//!
//! ```text
//! sealed.v1.<base64url(merchant:16 ‖ record:16 ‖ write number:8 ‖ mac:32)>
//! mac = HMAC-SHA256(token key, "sealship/receiver-token/v1" ‖ merchant ‖ record ‖ write number)
//! ```
//! A token proves that this platform sealed this write; it is no permission. Whoever takes one back must also find
//! that the record belongs to the same merchant (checked here), source and order number (checked by the caller, who
//! looks the record up).

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::Error;
use super::record::Place;
use super::secret::Secret;

const PREFIX: &str = "sealed.v1.";
const DOMAIN: &[u8] = b"sealship/receiver-token/v1";
const BODY_LEN: usize = 40;
const MAC_LEN: usize = 32;

/// The platform's key behind tokens.
pub(crate) struct TokenKey(hmac::Key);

impl TokenKey {
    pub(crate) fn new(secret: &Secret) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.expose()))
    }

    /// The token of a sealed receiver: ASCII, 106 characters.
    pub(crate) fn issue(&self, place: &Place) -> String {
        let mut bytes = body(place);
        bytes.extend_from_slice(hmac::sign(&self.0, &message(&bytes)).as_ref());
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The place a token names. Err: malformed, forged, or another merchant's; the answers do not differ.
    pub(crate) fn verify(&self, merchant: Uuid, token: &str) -> Result<Place, Error> {
        let encoded = token.strip_prefix(PREFIX).ok_or(Error::Sealed)?;
        let bytes = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| Error::Sealed)?;
        let (body, mac) = bytes.split_last_chunk::<MAC_LEN>().ok_or(Error::Sealed)?;
        // Constant time, and before anything in the body is believed.
        hmac::verify(&self.0, &message(body), mac)?;
        parse(body)
            .filter(|place| place.merchant == merchant)
            .ok_or(Error::Sealed)
    }
}

fn message(body: &[u8]) -> Vec<u8> {
    [DOMAIN, body].concat()
}

fn body(place: &Place) -> Vec<u8> {
    let mut body = Vec::with_capacity(BODY_LEN + MAC_LEN);
    body.extend_from_slice(place.merchant.as_bytes());
    body.extend_from_slice(place.record.as_bytes());
    body.extend_from_slice(&place.write.to_be_bytes());
    body
}

fn parse(body: &[u8]) -> Option<Place> {
    let (merchant, rest) = body.split_first_chunk::<16>()?;
    let (record, rest) = rest.split_first_chunk::<16>()?;
    let write = i64::from_be_bytes(rest.try_into().ok()?);
    Some(Place {
        merchant: Uuid::from_bytes(*merchant),
        record: Uuid::from_bytes(*record),
        write,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place {
            merchant: Uuid::from_u128(1),
            record: Uuid::from_u128(2),
            write: 3,
        }
    }

    fn key() -> TokenKey {
        TokenKey::new(&Secret::from_slice(&[5; 32]).unwrap())
    }

    #[test]
    fn comes_back_for_its_merchant_only() {
        let token = key().issue(&place());
        assert_eq!(key().verify(Uuid::from_u128(1), &token).unwrap(), place());
        assert!(key().verify(Uuid::from_u128(9), &token).is_err());
    }

    #[test]
    fn the_format_does_not_drift() {
        assert_eq!(
            key().issue(&place()),
            "sealed.v1.AAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAIAAAAAAAAAAzisPiIyTsSyMfI5thu3-hmpLt2AbgTMvfOPr0J8Es1Q"
        );
    }

    #[test]
    fn every_changed_character_is_refused() {
        let token = key().issue(&place());
        for (at, _) in token.char_indices() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'B' { b'C' } else { b'B' };
            let forged = String::from_utf8(bytes).unwrap();
            assert!(key().verify(Uuid::from_u128(1), &forged).is_err(), "{at}");
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for text in [
            "",
            "sealed.v1.",
            "sealed.v2.AAAA",
            "sealed.v1.====",
            "收件人",
            &"A".repeat(10_000),
        ] {
            assert!(key().verify(Uuid::nil(), text).is_err());
        }
        let other = TokenKey::new(&Secret::from_slice(&[6; 32]).unwrap());
        assert!(other.verify(Uuid::from_u128(1), &key().issue(&place())).is_err());
    }
}
