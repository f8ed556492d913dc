//! The record format: how one receiver is sealed for good. A change here orphans every stored receiver, so the
//! committed vector in the tests must never change; a new format is a new suite number.
//!
//! ```text
//! info, aad  = "SEAL" ‖ suite:1 ‖ field:1 ‖ schema:2 ‖ merchant:16 ‖ record:16 ‖ dek:16 ‖ write number:8   (64 bytes)
//! key ‖ commitment = HKDF-SHA256(ikm = DEK, salt = 32 random bytes per write, info with field 0) → 32 ‖ 32
//! field      = nonce:12 ‖ AES-256-GCM(key, nonce, aad with its field, padded) ‖ tag:16
//! padded     = length:2 ‖ UTF-8 ‖ zeros up to the bucket; the bucket 0 is no bytes at all and means ""
//! ```
//! Buckets count the two length bytes: name 32, 64, 128, 256 · phone 32, 64 · address 128, 256, 512, 1024 ·
//! remark 0, 64, 256, 1024, 4096. All numbers are big-endian. What a stored length tells is therefore the bucket.

use aws_lc_rs::aead::{LessSafeKey, NONCE_LEN};
use aws_lc_rs::{constant_time, hkdf};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::plain::{Plain, PlainReceiver};
use super::secret::{self, Secret};
use super::{Error, Field};

const MAGIC: &[u8; 4] = b"SEAL";
const SUITE: u8 = 1;
const SCHEMA: u16 = 1;
/// Bytes of a per-write salt.
pub const SALT_LEN: usize = 32;
/// Randomness of one write: the salt and a nonce for each field.
const ENTROPY_LEN: usize = SALT_LEN + 4 * NONCE_LEN;

impl Field {
    /// The four sealed fields, in the order their nonces are drawn.
    pub(crate) const ALL: [Self; 4] = [Self::Name, Self::Phone, Self::Address, Self::Remark];
    /// What a mask is made of.
    pub(crate) const MASKED: [Self; 3] = [Self::Name, Self::Phone, Self::Address];

    fn code(self) -> u8 {
        match self {
            Self::Name => 1,
            Self::Phone => 2,
            Self::Address => 3,
            Self::Remark => 4,
        }
    }

    /// As the API calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Remark => "remark",
        }
    }

    fn buckets(self) -> &'static [usize] {
        match self {
            Self::Name => &[32, 64, 128, 256],
            Self::Phone => &[32, 64],
            Self::Address => &[128, 256, 512, 1024],
            Self::Remark => &[0, 64, 256, 1024, 4096],
        }
    }

    /// The most UTF-8 bytes this field may hold; intake refuses longer ones first.
    pub fn limit(self) -> usize {
        self.buckets()
            .last()
            .map_or(0, |largest| largest.saturating_sub(2))
    }
}

/// Where a sealed record belongs: it opens nowhere else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The owner.
    pub merchant: Uuid,
    /// The receiver's row.
    pub record: Uuid,
    /// 1 for the first write, one more for each overwrite.
    pub write: i64,
}

/// A merchant's data key of one month, unwrapped.
pub(crate) struct Dek {
    pub(crate) id: Uuid,
    pub(crate) secret: Secret,
}

/// A receiver at rest. The salt is stored apart: without it nothing here opens.
#[derive(Clone)]
pub struct SealedRecord {
    /// 32 bytes, fresh for each write.
    pub salt: Vec<u8>,
    /// 32 bytes binding key and place, checked before opening.
    pub commitment: Vec<u8>,
    /// nonce ‖ ciphertext ‖ tag, as are the next three.
    pub name: Vec<u8>,
    /// See `name`.
    pub phone: Vec<u8>,
    /// See `name`.
    pub address: Vec<u8>,
    /// See `name`; empty when it was not read.
    pub remark: Vec<u8>,
}

impl SealedRecord {
    fn field(&self, field: Field) -> &[u8] {
        match field {
            Field::Name => &self.name,
            Field::Phone => &self.phone,
            Field::Address => &self.address,
            Field::Remark => &self.remark,
        }
    }
}

/// The fields that were asked for, in the clear; wiped on drop.
#[derive(Default)]
pub(crate) struct Opened {
    name: Option<Plain>,
    phone: Option<Plain>,
    address: Option<Plain>,
    remark: Option<Plain>,
}

impl Opened {
    /// The field's text. Err: it was not asked for.
    pub(crate) fn text(&self, field: Field) -> Result<&str, Error> {
        let slot = match field {
            Field::Name => &self.name,
            Field::Phone => &self.phone,
            Field::Address => &self.address,
            Field::Remark => &self.remark,
        };
        slot.as_ref().map(Plain::expose).ok_or(Error::Sealed)
    }

    fn put(&mut self, field: Field, plain: Plain) {
        let slot = match field {
            Field::Name => &mut self.name,
            Field::Phone => &mut self.phone,
            Field::Address => &mut self.address,
            Field::Remark => &mut self.remark,
        };
        *slot = Some(plain);
    }
}

/// Seals a receiver for one place. Err: a field longer than its largest bucket, or no randomness.
pub(crate) fn seal(dek: &Dek, place: &Place, plain: &PlainReceiver) -> Result<SealedRecord, Error> {
    seal_with(dek, place, plain, &secret::random()?)
}

/// Opens the named fields. Err: another place, another key, or one bit changed; it is one error for all of them.
pub(crate) fn open(
    dek: &Dek,
    place: &Place,
    sealed: &SealedRecord,
    fields: &[Field],
) -> Result<Opened, Error> {
    let (key, commitment) = derive(dek, place, &sealed.salt)?;
    constant_time::verify_slices_are_equal(&commitment, &sealed.commitment)?;
    let mut opened = Opened::default();
    for &field in fields {
        let padded = secret::open(&key, &label(field.code(), dek.id, place)?, sealed.field(field))?;
        opened.put(field, unpad(&padded)?);
    }
    Ok(opened)
}

fn seal_with(
    dek: &Dek,
    place: &Place,
    plain: &PlainReceiver,
    entropy: &[u8; ENTROPY_LEN],
) -> Result<SealedRecord, Error> {
    let (salt, nonces) = entropy.split_at_checked(SALT_LEN).ok_or(Error::Sealed)?;
    let (key, commitment) = derive(dek, place, salt)?;
    let mut nonces = nonces.as_chunks::<NONCE_LEN>().0.iter();
    let mut field = |field: Field, text: &Plain| -> Result<Vec<u8>, Error> {
        let nonce = nonces.next().ok_or(Error::Sealed)?;
        secret::seal(
            &key,
            *nonce,
            &label(field.code(), dek.id, place)?,
            pad(field, text.expose())?,
        )
    };
    Ok(SealedRecord {
        name: field(Field::Name, &plain.name)?,
        phone: field(Field::Phone, &plain.phone)?,
        address: field(Field::Address, &plain.address)?,
        remark: field(Field::Remark, &plain.remark)?,
        salt: salt.to_vec(),
        commitment: commitment.to_vec(),
    })
}

struct KeyAndCommitment;

impl hkdf::KeyType for KeyAndCommitment {
    fn len(&self) -> usize {
        64
    }
}

fn derive(dek: &Dek, place: &Place, salt: &[u8]) -> Result<(LessSafeKey, [u8; 32]), Error> {
    if salt.len() != SALT_LEN {
        return Err(Error::Sealed);
    }
    let mut okm = Zeroizing::new([0_u8; 64]);
    let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(dek.secret.expose());
    prk.expand(&[&label(0, dek.id, place)?], KeyAndCommitment)?
        .fill(&mut *okm)?;
    let (key, commitment) = okm.split_first_chunk::<32>().ok_or(Error::Sealed)?;
    let commitment = commitment.try_into().map_err(|_| Error::Sealed)?;
    Ok((Secret::from_slice(key)?.aead()?, commitment))
}

/// The 64 bytes that bind a ciphertext to its place; see the head of this file.
fn label(field: u8, dek: Uuid, place: &Place) -> Result<Vec<u8>, Error> {
    let write = u64::try_from(place.write).map_err(|_| Error::Sealed)?;
    let mut label = Vec::with_capacity(64);
    label.extend_from_slice(MAGIC);
    label.extend_from_slice(&[SUITE, field]);
    label.extend_from_slice(&SCHEMA.to_be_bytes());
    for id in [place.merchant, place.record, dek] {
        label.extend_from_slice(id.as_bytes());
    }
    label.extend_from_slice(&write.to_be_bytes());
    Ok(label)
}

fn pad(field: Field, text: &str) -> Result<Vec<u8>, Error> {
    let needed = if text.is_empty() { 0 } else { text.len() + 2 };
    let bucket = field
        .buckets()
        .iter()
        .find(|b| **b >= needed)
        .ok_or(Error::TooLong(field))?;
    let mut padded = Vec::with_capacity(*bucket);
    if *bucket > 0 {
        let length = u16::try_from(text.len()).map_err(|_| Error::TooLong(field))?;
        padded.extend_from_slice(&length.to_be_bytes());
        padded.extend_from_slice(text.as_bytes());
        padded.resize(*bucket, 0);
    }
    Ok(padded)
}

fn unpad(padded: &[u8]) -> Result<Plain, Error> {
    let Some((length, rest)) = padded.split_first_chunk::<2>() else {
        return Ok(Plain::new(String::new()));
    };
    let text = rest
        .get(..usize::from(u16::from_be_bytes(*length)))
        .ok_or(Error::Sealed)?;
    String::from_utf8(text.to_vec()).map(Plain::new).map_err(|e| {
        e.into_bytes().zeroize();
        Error::Sealed
    })
}

#[cfg(test)]
mod tests;
