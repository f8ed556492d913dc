//! The keys on both ends: X25519 to seal to an agent, Ed25519 to sign for platform and agent.

use aws_lc_rs::{
    encoding::{AsBigEndian, Curve25519SeedBin},
    signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey},
};
use hpke::{Deserializable as _, Kem as _, Serializable as _, kem::X25519HkdfSha256};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use zeroize::Zeroizing;

use crate::encoding::{fixed, to_text};

/// A key that is no key, or a signature that does not hold. Says nothing more: the rest helps forgers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the bytes of such a key.
    #[error("not a valid key")]
    Malformed,
    /// The signature was not made by this key over these bytes.
    #[error("the signature does not hold")]
    BadSignature,
}

type Kem = X25519HkdfSha256;

/// An agent's private X25519 key: opens tickets.
pub struct SealKey(<Kem as hpke::Kem>::PrivateKey);

impl SealKey {
    /// A fresh random key.
    pub fn generate() -> SealKey {
        SealKey(Kem::gen_keypair().0)
    }

    /// From its 32 bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<SealKey, KeyError> {
        <Kem as hpke::Kem>::PrivateKey::from_bytes(bytes)
            .map(SealKey)
            .map_err(|_| KeyError::Malformed)
    }

    /// Its 32 bytes, to be kept in a 0600 file or handed to the render child.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// The half to be registered.
    pub fn public(&self) -> SealPublic {
        SealPublic(Kem::sk_to_pk(&self.0).to_bytes().into())
    }

    pub(crate) fn inner(&self) -> &<Kem as hpke::Kem>::PrivateKey {
        &self.0
    }
}

/// An agent's public X25519 key, base64url in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealPublic([u8; 32]);

impl SealPublic {
    /// From its 32 bytes; every 32 bytes are a point, degenerate ones are refused when sealing.
    pub const fn from_bytes(bytes: [u8; 32]) -> SealPublic {
        SealPublic(bytes)
    }

    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn inner(self) -> Result<<Kem as hpke::Kem>::PublicKey, KeyError> {
        <Kem as hpke::Kem>::PublicKey::from_bytes(&self.0).map_err(|_| KeyError::Malformed)
    }
}

/// An Ed25519 signing key: the platform's for tickets, an agent's for receipts and requests.
pub struct SignKey(Ed25519KeyPair);

impl SignKey {
    /// A fresh random key.
    pub fn generate() -> Result<SignKey, KeyError> {
        Ed25519KeyPair::generate()
            .map(SignKey)
            .map_err(|_| KeyError::Malformed)
    }

    /// From its 32-byte seed.
    pub fn from_seed(seed: &[u8; 32]) -> Result<SignKey, KeyError> {
        Ed25519KeyPair::from_seed_unchecked(seed)
            .map(SignKey)
            .map_err(|_| KeyError::Malformed)
    }

    /// Its 32-byte seed, to be kept in a 0600 file.
    pub fn to_seed(&self) -> Result<Zeroizing<[u8; 32]>, KeyError> {
        let seed = self.0.seed().map_err(|_| KeyError::Malformed)?;
        let bin: Curve25519SeedBin<'_> = seed.as_be_bytes().map_err(|_| KeyError::Malformed)?;
        let bytes: [u8; 32] = bin.as_ref().try_into().map_err(|_| KeyError::Malformed)?;
        Ok(Zeroizing::new(bytes))
    }

    /// The half that verifies.
    pub fn public(&self) -> VerifyKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        VerifyKey(bytes)
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Signature {
        let mut bytes = [0; 64];
        bytes.copy_from_slice(self.0.sign(message).as_ref());
        Signature(bytes)
    }
}

/// An Ed25519 public key, base64url in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifyKey([u8; 32]);

impl VerifyKey {
    /// From its 32 bytes; what is no point verifies nothing.
    pub const fn from_bytes(bytes: [u8; 32]) -> VerifyKey {
        VerifyKey(bytes)
    }

    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), KeyError> {
        UnparsedPublicKey::new(&ED25519, &self.0)
            .verify(message, &signature.0)
            .map_err(|_| KeyError::BadSignature)
    }
}

/// An Ed25519 signature, base64url in JSON and headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature(pub(crate) [u8; 64]);

macro_rules! as_text {
    ($type:ident, $length:literal) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&to_text(&self.0))
            }
        }

        impl std::str::FromStr for $type {
            type Err = KeyError;

            fn from_str(text: &str) -> Result<$type, KeyError> {
                fixed::<$length>(text).map($type).ok_or(KeyError::Malformed)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<$type, D::Error> {
                String::deserialize(d)?.parse().map_err(D::Error::custom)
            }
        }
    };
}

as_text!(SealPublic, 32);
as_text!(VerifyKey, 32);
as_text!(Signature, 64);
