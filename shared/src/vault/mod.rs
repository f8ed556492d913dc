//! The one place where a receiver can be read: sealed at rest, masked on read, opened only behind a door with a purpose.
//!
//! `record` is the format at rest, `tag` the blind indexes, `mask` what may be shown, `token` what goes outside,
//! `provider` and `keyfile` where keys live. Plaintext types (`plain`) are named nowhere but under this module.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::clock::Zone;
use crate::error::Broken;
use crate::id::{DataKeyId, Id, MerchantId, ReceiverId};

mod cache;
pub mod credential;
pub mod door;
pub mod intake;
pub mod keyfile;
mod keys;
pub mod mask;
pub(crate) mod plain;
pub mod provider;
pub mod record;
pub mod region;
pub(crate) mod secret;
pub mod signing;
mod store;
pub mod tag;
pub mod token;
pub mod tokens;

pub use mask::MaskedReceiver;
pub use store::{Change, Item};

/// A handle to the vault: cheap to clone, shared by every thread.
#[derive(Clone)]
pub struct Vault {
    house: Arc<House>,
    reach: Reach,
}

struct House {
    provider: Arc<dyn provider::KeyProvider>,
    token: token::TokenKey,
    zone: Zone,
    data: cache::Cache<DataKeyId, record::Dek>,
    index: cache::Cache<(MerchantId, i64), tag::IndexKey>,
}

/// What a process uses its keys for (design §4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reach {
    /// Seals, masks, compares, opens behind doors.
    Whole,
    /// Seals and compares: the platform's intake.
    Seal,
}

impl Vault {
    /// Opens the vault whose key files live in `folder` (`kek`, `token`), generating what is missing.
    ///
    /// # Errors
    /// A key file others may read, or a damaged one.
    pub fn open(folder: &Path, zone: Zone) -> Result<Self, Error> {
        let ring = provider::RingFile::open(&folder.join("kek"))?;
        let token = secret::Secret::at(&folder.join("token"))?;
        Ok(Self::with(ring.shared(), &token, zone))
    }

    /// The same vault for a process that only takes receivers in: it refuses to mask or open.
    #[must_use]
    pub fn sealing_only(&self) -> Self {
        Self {
            house: self.house.clone(),
            reach: Reach::Seal,
        }
    }

    /// The key provider, for what else is sealed at rest.
    #[must_use]
    pub fn provider(&self) -> &dyn provider::KeyProvider {
        self.house.provider.as_ref()
    }

    /// The opaque token by which the world outside names this write of a receiver.
    #[must_use]
    pub fn token(&self, merchant: MerchantId, receiver: ReceiverId, write: i64) -> String {
        self.house.token.issue(&record::Place {
            merchant: merchant.raw(),
            record: receiver.raw(),
            write,
        })
    }

    /// The receiver and write a token names. The caller must still find that it belongs to the source and order
    /// number it came with, by looking the record up.
    ///
    /// # Errors
    /// [`Error::Sealed`]: malformed, forged, or another merchant's; the answers do not differ.
    pub fn read_token(&self, merchant: MerchantId, token: &str) -> Result<(ReceiverId, i64), Error> {
        let place = self.house.token.verify(merchant.raw(), token)?;
        Ok((Id::of(place.record), place.write))
    }

    fn with(provider: Arc<dyn provider::KeyProvider>, token: &secret::Secret, zone: Zone) -> Self {
        let house = House {
            provider,
            token: token::TokenKey::new(token),
            zone,
            data: cache::Cache::new(),
            index: cache::Cache::new(),
        };
        Self {
            house: Arc::new(house),
            reach: Reach::Whole,
        }
    }

    /// Refuses a process that may only seal.
    fn may_read(&self) -> Result<(), Broken> {
        match self.reach {
            Reach::Whole => Ok(()),
            Reach::Seal => Err(Broken::new("this process may seal receivers but not read them")),
        }
    }
}

/// A sealed field of a receiver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// 收件人
    Name,
    /// Mobile or landline, with its extension.
    Phone,
    /// What follows province, city and district.
    Address,
    /// As the buyer wrote it.
    Remark,
}

/// Why the vault said no. No variant carries a receiver's text or a key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A key file is missing, lax, damaged or unwritable.
    #[error("key file {}: {why}", path.display())]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// In words for the operator.
        why: String,
    },
    /// A key was wrapped under a key-encryption key this process does not hold.
    #[error("wrapped under a key-encryption key that is not in the ring")]
    UnknownKek,
    /// Another place, another key, or changed bytes: which of them is not told.
    #[error("a sealed thing does not open here")]
    Sealed,
    /// A field is longer than its largest bucket.
    #[error("{0:?} is too long")]
    TooLong(Field),
    /// A form with blanks was to be sent without a receiver.
    #[error("a form with blanks and nothing to fill them")]
    Unfilled,
    /// No secret is kept for the carrier that wants a signature.
    #[error("no credential for carrier {0}")]
    NoCredential(String),
    /// The HTTP client cannot be built.
    #[error("the TLS stack does not start")]
    Client,
}

impl From<aws_lc_rs::error::Unspecified> for Error {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self::Sealed
    }
}

impl From<Error> for crate::error::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::TooLong(field) => crate::error::Refusal::new(crate::error::Code::InvalidField)
                .at(field.name())
                .saying(format!("at most {} bytes of UTF-8", field.limit()))
                .into(),
            other => Broken::of("vault")(other).into(),
        }
    }
}
