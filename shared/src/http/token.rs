//! What machines carry: an EdDSA token of ten minutes, made and believed by one side alone.

use std::path::Path;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::Duration;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::clock::Instant;
use crate::error::{Broken, Result};
use crate::id::{MachineId, PartyId};
use crate::party::Side;
use crate::vault::keyfile;

/// How long a token counts.
pub const LIFE: Duration = Duration::minutes(10);
const ISSUER: &str = "sealship";

/// The signing key of one side; no other side's tokens hold under it.
pub struct TokenKey {
    side: Side,
    seals: EncodingKey,
    opens: DecodingKey,
}

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    /// The machine.
    pub sub: MachineId,
    /// Whose software it is.
    pub party: PartyId,
    /// What it may do.
    pub scopes: Vec<String>,
    iat: i64,
    /// Until when it counts, unix seconds.
    pub exp: i64,
}

impl TokenKey {
    /// Loads the key at `path` (PKCS#8 in hex, mode 0600), generating it where there is none.
    ///
    /// # Errors
    /// A file others may read, or a damaged one.
    pub fn open(path: &Path, side: Side) -> Result<Self> {
        let text = keyfile::load_or_generate(path, || {
            let key = Ed25519KeyPair::generate().and_then(|key| key.to_pkcs8v1())?;
            Ok(Zeroizing::new(hex::encode(key.as_ref()).into_bytes()))
        });
        let text = text.map_err(Broken::of("open a side's token key"))?;
        let der =
            Zeroizing::new(hex::decode(text.trim_ascii()).map_err(Broken::of("read a side's token key"))?);
        let pair =
            Ed25519KeyPair::from_pkcs8(&der).map_err(|e| Broken::new(format!("a side's token key: {e}")))?;
        Ok(Self {
            side,
            seals: EncodingKey::from_ed_der(&der),
            opens: DecodingKey::from_ed_der(pair.public_key().as_ref()),
        })
    }

    /// A token for the machine, good for ten minutes from `now`.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn issue(
        &self,
        machine: MachineId,
        party: PartyId,
        scopes: Vec<String>,
        now: Instant,
    ) -> Result<String> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: self.side.text().to_owned(),
            sub: machine,
            party,
            scopes,
            iat: now.timestamp(),
            exp: (now + LIFE).timestamp(),
        };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &self.seals);
        Ok(token.map_err(Broken::of("sign a token"))?)
    }

    /// The claims of a token that holds at `now`: this side's key, this side's audience, all claims there.
    #[must_use]
    pub fn claims(&self, token: &str, now: Instant) -> Option<Claims> {
        let mut wanted = Validation::new(Algorithm::EdDSA);
        wanted.set_audience(&[self.side.text()]);
        wanted.set_issuer(&[ISSUER]);
        wanted.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        // The house has one clock, and tests turn it.
        wanted.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.opens, &wanted)
            .ok()?
            .claims;
        (claims.exp > now.timestamp() && claims.iat <= now.timestamp() + 60).then_some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn key(side: Side) -> (tempfile::TempDir, TokenKey) {
        let dir = tempfile::tempdir().unwrap();
        let key = TokenKey::open(&dir.path().join("token"), side).unwrap();
        (dir, key)
    }

    #[test]
    fn a_token_holds_for_ten_minutes_on_its_side() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let (dir, merchant) = key(Side::Merchant);
        let machine = MachineId::fresh();
        let token = merchant
            .issue(machine, PartyId::fresh(), vec!["assign".into()], now)
            .unwrap();
        assert_eq!(merchant.claims(&token, now).unwrap().sub, machine);
        assert!(merchant.claims(&token, now + LIFE).is_none());
        let again = TokenKey::open(&dir.path().join("token"), Side::Merchant).unwrap();
        assert!(again.claims(&token, now).is_some(), "the key is kept");
        let same_key_other_side = TokenKey::open(&dir.path().join("token"), Side::Factory).unwrap();
        assert!(same_key_other_side.claims(&token, now).is_none());
        assert!(key(Side::Merchant).1.claims(&token, now).is_none());
    }

    #[test]
    fn unsigned_and_shortened_tokens_are_refused() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let (_dir, merchant) = key(Side::Merchant);
        // {"alg":"none"} . {"sub":"x"} .
        assert!(
            merchant
                .claims("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", now)
                .is_none()
        );
        let claims = serde_json::json!({ "iss": ISSUER, "aud": "merchant", "exp": now.timestamp() + 60 });
        let token = jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &merchant.seals).unwrap();
        assert!(
            merchant.claims(&token, now).is_none(),
            "no sub, no party, no scopes"
        );
    }
}
