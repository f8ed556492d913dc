//! Secrets handed out once: 256 random bits as text; only their hash is kept.

use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{Broken, Result};

/// A fresh secret, 43 letters, digits, `-` or `_`.
///
/// # Errors
/// When the operating system has no randomness.
pub fn fresh() -> Result<String> {
    let mut bytes = [0_u8; 32];
    rand::fill(&mut bytes).map_err(|_| Broken::new("no randomness"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret: SHA-256. A secret of 256 random bits needs no slower hash.
#[must_use]
pub fn hash(secret: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, secret.as_bytes())
        .as_ref()
        .to_vec()
}
