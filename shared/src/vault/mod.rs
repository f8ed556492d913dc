//! The one place where a receiver can be read: sealed at rest, masked on read, opened only behind a door with a purpose.
//!
//! `record` is the format at rest, `tag` the blind indexes, `mask` what may be shown, `token` what goes outside,
//! `provider` and `keyfile` where keys live. Plaintext types (`plain`) are named nowhere but under this module.

use std::path::PathBuf;

pub mod keyfile;
pub mod mask;
pub(crate) mod plain;
pub mod provider;
pub mod record;
pub mod region;
pub(crate) mod secret;
pub mod signing;
pub mod tag;
pub mod token;

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
}

impl From<aws_lc_rs::error::Unspecified> for Error {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self::Sealed
    }
}
