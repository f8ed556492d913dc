//! Ed25519 keys in files of their own, one per purpose: tickets and audit checkpoints are never signed by one key.

use std::path::Path;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use super::Error;
use super::secret::Secret;

/// A signing key; the secret half never leaves it.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// Loads the key at `path` (32 bytes of seed in hex, mode 0600), generating it where there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let seed = Secret::at(path)?;
        Ed25519KeyPair::from_seed_unchecked(seed.expose())
            .map(Self)
            .map_err(|_| Error::KeyFile {
                path: path.to_path_buf(),
                why: "is not a signing key".to_owned(),
            })
    }

    /// The 64-byte signature of `message`.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }

    /// The 32-byte public key.
    pub fn public(&self) -> Vec<u8> {
        self.0.public_key().as_ref().to_vec()
    }
}

/// Whether `signature` is that of `message` under a 32-byte public key.
pub fn verifies(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public)
        .verify(message, signature)
        .is_ok()
}

/// The platform's ticket-signing key at `path`, generated where there is none.
pub fn ticket_key(path: &Path) -> Result<ticket::SignKey, Error> {
    ticket::SignKey::from_seed(Secret::at(path)?.expose()).map_err(|_| Error::Sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::keyfile;

    #[test]
    fn signs_and_is_the_same_key_next_time() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("audit-signing");
        let (one, again) = (SigningKey::open(&path).unwrap(), SigningKey::open(&path).unwrap());
        assert_eq!(one.public(), again.public());
        let signature = one.sign(b"head");
        assert!(verifies(&again.public(), b"head", &signature));
        assert!(!verifies(&again.public(), b"heaD", &signature));
    }

    #[test]
    fn refuses_a_damaged_key() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("k");
        keyfile::replace(&path, b"abcd").unwrap();
        assert!(SigningKey::open(&path).is_err());
    }
}
