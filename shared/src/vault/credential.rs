//! Carrier credentials: the platform's own, sealed at rest, opened by the worker alone.
//!
//! A file per carrier under the key folder, mode 0600: `kek ‖ wrapped key` and the secret under that key, so that a
//! stolen backup of the folder without the ring says nothing.

use std::path::{Path, PathBuf};

use uuid::Uuid;
use zeroize::Zeroizing;

use super::provider::{KeyProvider, Kind, Slot, Wrapped};
use super::secret::{self, Secret};
use super::{Error, keyfile};

/// Bytes of a key wrapped by [`RingFile`](super::provider::RingFile).
const WRAPPED_LEN: usize = 32 + secret::OVERHEAD;

/// Seals a carrier's secret into the folder, replacing an older one. `carrier` is a code of `[a-z0-9_-]`.
///
/// # Errors
/// A carrier code that is no file name; a folder that cannot be written.
pub fn put(folder: &Path, provider: &dyn KeyProvider, carrier: &str, secret: &[u8]) -> Result<(), Error> {
    let path = file(folder, carrier)?;
    let key = Secret::generate()?;
    let wrapped = provider.wrap(&slot(carrier), key.expose())?;
    let sealed = secret::seal(
        &key.aead()?,
        secret::random()?,
        carrier.as_bytes(),
        secret.to_vec(),
    )?;
    let mut bytes = wrapped.kek.as_bytes().to_vec();
    bytes.extend_from_slice(&wrapped.bytes);
    bytes.extend_from_slice(&sealed);
    keyfile::replace(&path, &bytes)
}

/// Opens a carrier's secret; None where none was put.
///
/// # Errors
/// A lax or damaged file, or one sealed for another carrier.
pub fn get(
    folder: &Path,
    provider: &dyn KeyProvider,
    carrier: &str,
) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let path = file(folder, carrier)?;
    if !path.exists() {
        return Ok(None);
    }
    let bytes = keyfile::load(&path)?;
    let (kek, rest) = bytes.split_first_chunk::<16>().ok_or(Error::Sealed)?;
    let (wrapped, sealed) = rest.split_at_checked(WRAPPED_LEN).ok_or(Error::Sealed)?;
    let wrapped = Wrapped {
        kek: Uuid::from_bytes(*kek),
        bytes: wrapped.to_vec(),
    };
    let key = Secret::from_slice(&*provider.unwrap(&slot(carrier), &wrapped)?)?;
    secret::open(&key.aead()?, carrier.as_bytes(), sealed).map(Some)
}

fn slot(carrier: &str) -> Slot {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, carrier.as_bytes());
    let id = digest.as_ref().first_chunk::<16>().copied().unwrap_or_default();
    Slot {
        kind: Kind::Credential,
        merchant: Uuid::nil(),
        id: Uuid::from_bytes(id),
    }
}

fn file(folder: &Path, carrier: &str) -> Result<PathBuf, Error> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    match !carrier.is_empty() && carrier.len() <= 32 && carrier.chars().all(plain) {
        true => Ok(folder.join(format!("carrier-{carrier}"))),
        false => Err(Error::KeyFile {
            path: folder.to_path_buf(),
            why: "a carrier's code is 1 to 32 of a-z, 0-9, - and _".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::provider::RingFile;

    #[test]
    fn comes_back_for_its_carrier_only() {
        let dir = tempfile::tempdir().unwrap();
        let ring = RingFile::open(&dir.path().join("kek")).unwrap();
        put(dir.path(), &ring, "sandbox", b"the secret").unwrap();
        assert_eq!(
            get(dir.path(), &ring, "sandbox").unwrap().unwrap().as_slice(),
            b"the secret"
        );
        assert!(get(dir.path(), &ring, "sf").unwrap().is_none());
        std::fs::copy(dir.path().join("carrier-sandbox"), dir.path().join("carrier-sf")).unwrap();
        assert!(
            get(dir.path(), &ring, "sf").is_err(),
            "sealed for another carrier"
        );
    }

    #[test]
    fn a_stolen_file_without_the_ring_says_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let ring = RingFile::open(&dir.path().join("kek")).unwrap();
        put(dir.path(), &ring, "sandbox", b"the secret").unwrap();
        let bytes = std::fs::read(dir.path().join("carrier-sandbox")).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"secret"));
        let other = RingFile::open(&dir.path().join("other")).unwrap();
        assert!(get(dir.path(), &other, "sandbox").is_err());
    }

    #[test]
    fn a_code_is_no_path() {
        let dir = tempfile::tempdir().unwrap();
        let ring = RingFile::open(&dir.path().join("kek")).unwrap();
        for code in ["", "../kek", "a/b", "顺丰", "A"] {
            assert!(put(dir.path(), &ring, code, b"x").is_err(), "{code}");
        }
    }
}
