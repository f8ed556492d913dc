//! Thirty-two secret bytes that wipe themselves, and the one AEAD everything here is sealed with.

use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::rand;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{Error, keyfile};

/// Bytes of a GCM tag.
const TAG_LEN: usize = 16;
/// What sealing adds to a plaintext: a nonce before it, a tag after it.
pub(crate) const OVERHEAD: usize = NONCE_LEN + TAG_LEN;

/// A 256-bit key: no Debug, no Clone, wiped on drop.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    /// A fresh key from the operating system's generator.
    pub(crate) fn generate() -> Result<Self, Error> {
        random().map(Self)
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
        bytes.try_into().map(Self).map_err(|_| Error::Sealed)
    }

    /// The key in the key file at `path` (hex), generated where there is none.
    pub(crate) fn at(path: &Path) -> Result<Self, Error> {
        let text = keyfile::load_or_generate(path, || {
            Ok(Zeroizing::new(
                hex::encode(Self::generate()?.expose()).into_bytes(),
            ))
        })?;
        let mut key = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.trim_ascii(), &mut *key).map_err(|_| Error::KeyFile {
            path: path.to_path_buf(),
            why: "is not a 256-bit key in hex".to_owned(),
        })?;
        Self::from_slice(&*key)
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// This key, ready for AES-256-GCM.
    pub(crate) fn aead(&self) -> Result<LessSafeKey, Error> {
        Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &self.0)?))
    }
}

/// `N` random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes)?;
    Ok(bytes)
}

/// Seals `plain` (wiped afterwards) as nonce ‖ ciphertext ‖ tag.
pub(crate) fn seal(
    key: &LessSafeKey,
    nonce: [u8; NONCE_LEN],
    aad: &[u8],
    mut plain: Vec<u8>,
) -> Result<Vec<u8>, Error> {
    let mut out = Vec::with_capacity(plain.len() + OVERHEAD);
    out.extend_from_slice(&nonce);
    let tag =
        key.seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut plain)?;
    // Sealed in place: what is left in `plain` is ciphertext.
    out.extend_from_slice(&plain);
    out.extend_from_slice(tag.as_ref());
    Ok(out)
}

/// Opens what [`seal`] made; the buffer wipes itself.
pub(crate) fn open(key: &LessSafeKey, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(Error::Sealed)?;
    let (body, tag) = body.split_last_chunk::<TAG_LEN>().ok_or(Error::Sealed)?;
    let mut plain = Zeroizing::new(body.to_vec());
    let nonce = Nonce::assume_unique_for_key(*nonce);
    key.open_in_place_separate_tag(nonce, Aad::from(aad), tag, &mut plain)?;
    Ok(plain)
}
