//! Where key-encryption keys live: behind a trait, because a deployment may keep them in an HSM or a cloud's KMS.

use std::path::Path;
use std::sync::Arc;

use uuid::Uuid;
use zeroize::Zeroizing;

use super::secret::{self, Secret};
use super::{Error, keyfile};

/// What a wrapped key is for; a key wrapped for one use does not unwrap for another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Data keys: one per merchant and month.
    Data,
    /// Blind-index keys: one per merchant and epoch.
    Index,
    /// The platform's one key behind sealed tokens.
    Token,
    /// Carrier credentials at rest.
    Credential,
    /// The one-use key of a file that waits to be read.
    Spool,
}

impl Kind {
    fn code(self) -> u8 {
        match self {
            Self::Data => 1,
            Self::Index => 2,
            Self::Token => 3,
            Self::Credential => 4,
            Self::Spool => 5,
        }
    }
}

/// The place a wrapped key belongs to: it unwraps nowhere else.
#[derive(Clone, Copy)]
pub struct Slot {
    /// Its use.
    pub kind: Kind,
    /// Its owner; nil for the platform's own.
    pub merchant: Uuid,
    /// Its row.
    pub id: Uuid,
}

/// A key under a key-encryption key.
pub struct Wrapped {
    /// Which key-encryption key.
    pub kek: Uuid,
    /// Opaque to everyone but the provider.
    pub bytes: Vec<u8>,
}

/// Wraps and unwraps 256-bit keys; never hands out a key-encryption key.
pub trait KeyProvider: Send + Sync {
    /// Wraps under the newest key-encryption key.
    fn wrap(&self, slot: &Slot, key: &[u8; 32]) -> Result<Wrapped, Error>;
    /// Unwraps under the named one. Err: unknown `kek`, another slot, or changed bytes.
    fn unwrap(&self, slot: &Slot, wrapped: &Wrapped) -> Result<Zeroizing<[u8; 32]>, Error>;
    /// Every key-encryption key it knows, oldest first; the last wraps.
    fn keks(&self) -> Vec<Uuid>;
}

/// The default provider: a 0600 file of generated keys, `uuid hex` a line, oldest first.
pub struct RingFile {
    keks: Vec<(Uuid, Secret)>,
}

impl RingFile {
    /// Opens the ring at `path`, generating a first key where there is no file. Never a default key.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let text = keyfile::load_or_generate(path, || line().map(|l| Zeroizing::new(l.as_bytes().to_vec())))?;
        Self::parse(&text).ok_or_else(|| Error::KeyFile {
            path: path.to_path_buf(),
            why: "is not a key ring".to_owned(),
        })
    }

    /// Appends a fresh key, which wraps from now on; the old ones still unwrap.
    pub fn grow(path: &Path) -> Result<Self, Error> {
        Self::open(path)?;
        let old = keyfile::load(path)?;
        let mut text = Zeroizing::new(Vec::with_capacity(old.len() + 128));
        text.extend_from_slice(&old);
        text.extend_from_slice(line()?.as_bytes());
        keyfile::replace(path, &text)?;
        Self::open(path)
    }

    /// This ring as a shared provider.
    pub fn shared(self) -> Arc<dyn KeyProvider> {
        Arc::new(self)
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let keks = text.lines().map(parse_line).collect::<Option<Vec<_>>>()?;
        (!keks.is_empty()).then_some(Self { keks })
    }
}

impl KeyProvider for RingFile {
    fn wrap(&self, slot: &Slot, key: &[u8; 32]) -> Result<Wrapped, Error> {
        let (kek, secret) = self.keks.last().ok_or(Error::Sealed)?;
        let bytes = secret::seal(&secret.aead()?, secret::random()?, &aad(slot, *kek), key.to_vec())?;
        Ok(Wrapped { kek: *kek, bytes })
    }

    fn unwrap(&self, slot: &Slot, wrapped: &Wrapped) -> Result<Zeroizing<[u8; 32]>, Error> {
        let (kek, secret) = self
            .keks
            .iter()
            .find(|(id, _)| *id == wrapped.kek)
            .ok_or(Error::UnknownKek)?;
        let plain = secret::open(&secret.aead()?, &aad(slot, *kek), &wrapped.bytes)?;
        let key = plain.as_slice().try_into().map_err(|_| Error::Sealed)?;
        Ok(Zeroizing::new(key))
    }

    fn keks(&self) -> Vec<Uuid> {
        self.keks.iter().map(|(id, _)| *id).collect()
    }
}

/// Fixed width, 56 bytes: magic, suite, kind, two zeros, merchant, id, kek.
fn aad(slot: &Slot, kek: Uuid) -> Vec<u8> {
    let mut aad = Vec::with_capacity(56);
    aad.extend_from_slice(b"WRAP");
    aad.extend_from_slice(&[1, slot.kind.code(), 0, 0]);
    aad.extend_from_slice(slot.merchant.as_bytes());
    aad.extend_from_slice(slot.id.as_bytes());
    aad.extend_from_slice(kek.as_bytes());
    aad
}

fn line() -> Result<Zeroizing<String>, Error> {
    let digits = Zeroizing::new(hex::encode(Secret::generate()?.expose()));
    Ok(Zeroizing::new(format!(
        "{} {}\n",
        Uuid::new_v4(),
        digits.as_str()
    )))
}

fn parse_line(line: &str) -> Option<(Uuid, Secret)> {
    let (id, digits) = line.split_once(' ')?;
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(digits.trim(), &mut *bytes).ok()?;
    Some((id.parse().ok()?, Secret::from_slice(&*bytes).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot() -> Slot {
        Slot {
            kind: Kind::Data,
            merchant: Uuid::from_u128(1),
            id: Uuid::from_u128(2),
        }
    }

    #[test]
    fn unwraps_only_in_its_slot() {
        let dir = tempfile::tempdir().unwrap();
        let ring = RingFile::open(&dir.path().join("kek")).unwrap();
        let wrapped = ring.wrap(&slot(), &[7; 32]).unwrap();
        assert_eq!(*ring.unwrap(&slot(), &wrapped).unwrap(), [7; 32]);
        for wrong in [
            Slot {
                kind: Kind::Index,
                ..slot()
            },
            Slot {
                merchant: Uuid::from_u128(9),
                ..slot()
            },
            Slot {
                id: Uuid::from_u128(9),
                ..slot()
            },
        ] {
            assert!(ring.unwrap(&wrong, &wrapped).is_err());
        }
    }

    #[test]
    fn any_flipped_bit_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let ring = RingFile::open(&dir.path().join("kek")).unwrap();
        let wrapped = ring.wrap(&slot(), &[7; 32]).unwrap();
        for byte in 0..wrapped.bytes.len() {
            let mut bytes = wrapped.bytes.clone();
            bytes[byte] ^= 1;
            assert!(
                ring.unwrap(
                    &slot(),
                    &Wrapped {
                        kek: wrapped.kek,
                        bytes
                    }
                )
                .is_err()
            );
        }
    }

    #[test]
    fn a_grown_ring_still_opens_what_the_old_one_wrapped() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kek");
        let wrapped = RingFile::open(&path).unwrap().wrap(&slot(), &[7; 32]).unwrap();
        let grown = RingFile::grow(&path).unwrap();
        assert_eq!(grown.keks().len(), 2);
        assert_eq!(*grown.unwrap(&slot(), &wrapped).unwrap(), [7; 32]);
        assert_ne!(grown.wrap(&slot(), &[7; 32]).unwrap().kek, wrapped.kek);
    }

    #[test]
    fn two_installations_never_share_a_key() {
        let dir = tempfile::tempdir().unwrap();
        let one = RingFile::open(&dir.path().join("a")).unwrap();
        let two = RingFile::open(&dir.path().join("b")).unwrap();
        let wrapped = one.wrap(&slot(), &[7; 32]).unwrap();
        assert!(matches!(two.unwrap(&slot(), &wrapped), Err(Error::UnknownKek)));
    }

    #[test]
    fn refuses_a_damaged_ring() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kek");
        for text in [
            "",
            "not a ring",
            "5f0c 00",
            "00000000-0000-0000-0000-000000000001 abcd\n",
        ] {
            keyfile::replace(&path, text.as_bytes()).unwrap();
            assert!(RingFile::open(&path).is_err(), "{text:?}");
        }
    }
}
