//! The key under which a side keeps its people's one-time-code secrets.

use std::path::Path;

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use super::Side;
use crate::error::{Broken, Result};
use crate::id::PersonId;
use crate::vault::{keyfile, secret};

/// A side's sealing key, from a 0600 file of its own.
pub struct SealKey {
    side: Side,
    key: secret::Secret,
}

impl SealKey {
    /// Loads the key at `path` (32 bytes in hex), generating it where there is none.
    ///
    /// # Errors
    /// A file others may read, or a damaged one.
    pub fn open(path: &Path, side: Side) -> Result<Self> {
        let text = keyfile::load_or_generate(path, || {
            Ok(Zeroizing::new(
                hex::encode(secret::Secret::generate()?.expose()).into_bytes(),
            ))
        });
        let text = text.map_err(Broken::of("open a side's seal key"))?;
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.trim_ascii(), &mut *bytes).map_err(Broken::of("read a side's seal key"))?;
        let key = secret::Secret::from_slice(&*bytes).map_err(Broken::of("read a side's seal key"))?;
        Ok(Self { side, key })
    }

    /// Seals a secret of that person; it opens nowhere else.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn seal(&self, person: PersonId, plain: Vec<u8>) -> Result<Vec<u8>> {
        let sealed = self
            .key
            .aead()
            .and_then(|key| secret::seal(&key, secret::random()?, &self.aad(person), plain));
        Ok(sealed.map_err(Broken::of("seal a person's secret"))?)
    }

    /// Opens it again.
    ///
    /// # Errors
    /// When it is another person's, another side's, or changed.
    pub fn open_sealed(&self, person: PersonId, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let plain = self
            .key
            .aead()
            .and_then(|key| secret::open(&key, &self.aad(person), sealed));
        Ok(plain.map_err(Broken::of("open a person's secret"))?)
    }

    /// The hash of a body as it may be kept: a bare one of a short body that names a receiver could be found by trying.
    #[must_use]
    pub fn mark(&self, hash: &[u8; 32]) -> [u8; 32] {
        let own = hmac::Key::new(hmac::HMAC_SHA256, self.key.expose());
        let own = hmac::sign(&own, b"sealship idempotency 1");
        let mark = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, own.as_ref()), hash);
        let mut bytes = [0; 32];
        bytes.copy_from_slice(mark.as_ref());
        bytes
    }

    fn aad(&self, person: PersonId) -> Vec<u8> {
        format!("sealship totp 1 {} {person}", self.side.text()).into_bytes()
    }
}
