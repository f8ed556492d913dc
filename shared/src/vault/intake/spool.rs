//! Where an uploaded file waits to be read: on disk, sealed chunk by chunk as it arrives under a key of its own that
//! is never written beside it. No plaintext copy exists at any moment.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::{Aad, LessSafeKey, MAX_TAG_LEN, NONCE_LEN, Nonce};
use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::fault::{Fault, FaultCode};
use super::read::ReadError;
use crate::vault::Error;
use crate::vault::provider::{KeyProvider, Kind, Slot, Wrapped};
use crate::vault::secret::{Secret, random};

/// Bytes of plaintext in a chunk; the last one may hold fewer.
const CHUNK: usize = 64 * 1024;
const SEALED_CHUNK: u64 = 64 * 1024 + 16;
const MAGIC: &[u8] = b"sealship spool 1";
const EXTENSION: &str = "spool";

type SpoolId = [u8; 16];

/// A file being sealed as it arrives. Dropped before `finish`, it leaves nothing behind.
pub struct SpoolWriter {
    id: SpoolId,
    key: Secret,
    aead: LessSafeKey,
    path: PathBuf,
    file: Option<File>,
    buffer: Zeroizing<Vec<u8>>,
    number: u64,
    len: u64,
    limit: u64,
    digest: Context,
}

/// A sealed file. It stays on disk until `delete` or a sweep.
pub struct Spool {
    id: SpoolId,
    key: Secret,
    path: PathBuf,
    len: u64,
    digest: [u8; 32],
}

impl SpoolWriter {
    /// Begins a file of at most `limit` bytes in `dir`, which is made if missing.
    ///
    /// # Errors
    /// When the disk or the random generator fails.
    pub fn create(dir: &Path, limit: u64) -> Result<SpoolWriter, ReadError> {
        fs::create_dir_all(dir)?;
        let id: SpoolId = random().map_err(io::Error::other)?;
        let key = Secret::generate().map_err(io::Error::other)?;
        let aead = key.aead().map_err(io::Error::other)?;
        let path = path_of(dir, id);
        let file = create_private(&path)?;
        Ok(SpoolWriter {
            id,
            key,
            aead,
            path,
            file: Some(file),
            buffer: Zeroizing::new(Vec::with_capacity(CHUNK)),
            number: 0,
            len: 0,
            limit,
            digest: Context::new(&SHA256),
        })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// `file_too_large`, or the disk's.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        self.len = self
            .len
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.len > self.limit {
            return Err(ReadError::Refused(vec![Fault::file(FaultCode::FileTooLarge)]));
        }
        self.digest.update(bytes);
        let mut rest = bytes;
        while !rest.is_empty() {
            // A full chunk is written only when more follows: the last one is marked as such.
            if self.buffer.len() == CHUNK {
                self.write_chunk(false)?;
            }
            let room = rest.len().min(CHUNK - self.buffer.len());
            let (now, later) = rest.split_at_checked(room).unwrap_or((rest, &[]));
            self.buffer.extend_from_slice(now);
            rest = later;
        }
        Ok(())
    }

    /// Seals the last chunk and makes sure that it is on the disk.
    ///
    /// # Errors
    /// The disk's.
    pub fn finish(mut self) -> Result<Spool, ReadError> {
        self.write_chunk(true)?;
        if let Some(file) = self.file.take() {
            file.sync_all()?;
        }
        let digest = self.digest.clone().finish();
        let digest = digest.as_ref().try_into().map_err(io::Error::other)?;
        let key = Secret::from_slice(self.key.expose()).map_err(io::Error::other)?;
        Ok(Spool {
            id: self.id,
            key,
            path: self.path.clone(),
            len: self.len,
            digest,
        })
    }

    fn write_chunk(&mut self, last: bool) -> io::Result<()> {
        let aad = aad(self.id, self.number, last);
        let tag = self
            .aead
            .seal_in_place_separate_tag(nonce(self.number), Aad::from(aad.as_slice()), &mut self.buffer)
            .map_err(io::Error::other)?;
        let file = self
            .file
            .as_mut()
            .ok_or_else(|| io::Error::other("the spool is finished"))?;
        file.write_all(&self.buffer)?;
        file.write_all(tag.as_ref())?;
        self.buffer.clear();
        self.number += 1;
        Ok(())
    }
}

impl Drop for SpoolWriter {
    fn drop(&mut self) {
        // Still open: it was given up, or never finished.
        if self.file.take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Spool {
    /// Bytes of the file as it was sent.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// True for a file of no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// SHA-256 of the file as it was sent: to tell the same upload from another.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads it from the beginning.
    ///
    /// # Errors
    /// When it is gone, or shorter than it was.
    pub fn open(&self) -> io::Result<SpoolReader> {
        let file = File::open(&self.path)?;
        let aead = self.key.aead().map_err(io::Error::other)?;
        let chunk = Zeroizing::new(Vec::with_capacity(CHUNK + MAX_TAG_LEN));
        Ok(SpoolReader {
            file,
            aead,
            id: self.id,
            len: self.len,
            at: 0,
            held: None,
            chunk,
        })
    }

    /// Everything needed to open it again in another process, its key wrapped for this owner alone: fit to be
    /// stored.
    ///
    /// # Errors
    /// The provider's.
    pub fn pass(&self, provider: &dyn KeyProvider, owner: Uuid) -> Result<Vec<u8>, Error> {
        let wrapped = provider.wrap(&slot(owner, self.id), self.key.expose())?;
        let kek = wrapped.kek.as_bytes();
        Ok([
            &self.id[..],
            &self.len.to_be_bytes(),
            &self.digest,
            kek,
            &wrapped.bytes,
        ]
        .concat())
    }

    /// The spool in `dir` that a pass speaks of.
    ///
    /// # Errors
    /// A pass that is damaged, or another owner's.
    pub fn from_pass(
        dir: &Path,
        provider: &dyn KeyProvider,
        owner: Uuid,
        pass: &[u8],
    ) -> Result<Spool, Error> {
        let (id, rest) = pass.split_first_chunk::<16>().ok_or(Error::Sealed)?;
        let (len, rest) = rest.split_first_chunk::<8>().ok_or(Error::Sealed)?;
        let (digest, rest) = rest.split_first_chunk::<32>().ok_or(Error::Sealed)?;
        let (kek, bytes) = rest.split_first_chunk::<16>().ok_or(Error::Sealed)?;
        let wrapped = Wrapped {
            kek: Uuid::from_bytes(*kek),
            bytes: bytes.to_vec(),
        };
        let key = Secret::from_slice(&*provider.unwrap(&slot(owner, *id), &wrapped)?)?;
        Ok(Spool {
            id: *id,
            key,
            path: path_of(dir, *id),
            len: u64::from_be_bytes(*len),
            digest: *digest,
        })
    }

    /// Removes it.
    ///
    /// # Errors
    /// The disk's; a spool that is gone already is none.
    pub fn delete(self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Deletes spools in `dir` that were last written before `before`; says how many.
///
/// # Errors
/// The disk's; a missing folder is none.
pub fn sweep(dir: &Path, before: DateTime<Utc>) -> io::Result<usize> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut swept = 0;
    for entry in entries {
        let path = entry?.path();
        let written = fs::metadata(&path)?.modified()?;
        if path.extension().is_some_and(|e| e == EXTENSION) && DateTime::<Utc>::from(written) < before {
            fs::remove_file(&path)?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// Opens one chunk at a time, anywhere in the file.
pub struct SpoolReader {
    file: File,
    aead: LessSafeKey,
    id: SpoolId,
    len: u64,
    at: u64,
    held: Option<u64>,
    chunk: Zeroizing<Vec<u8>>,
}

impl SpoolReader {
    fn hold(&mut self, number: u64) -> io::Result<()> {
        if self.held == Some(number) {
            return Ok(());
        }
        self.held = None;
        self.chunk.zeroize();
        self.file
            .seek(SeekFrom::Start(number.saturating_mul(SEALED_CHUNK)))?;
        (&mut self.file).take(SEALED_CHUNK).read_to_end(&mut self.chunk)?;
        let last = number == self.len.saturating_sub(1) / chunk_len();
        let aad = aad(self.id, number, last);
        let opened = self
            .aead
            .open_in_place(nonce(number), Aad::from(aad.as_slice()), &mut self.chunk);
        let length = opened
            .map_err(|_| io::Error::other("a spool does not open with this key"))?
            .len();
        self.chunk.truncate(length);
        self.held = Some(number);
        Ok(())
    }
}

impl Read for SpoolReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // Even an empty spool proves itself.
        if (self.at >= self.len && self.held.is_some()) || out.is_empty() {
            return Ok(0);
        }
        let number = self.at.min(self.len.saturating_sub(1)) / chunk_len();
        self.hold(number)?;
        if self.at >= self.len {
            return Ok(0);
        }
        let within = usize::try_from(self.at % chunk_len()).map_err(io::Error::other)?;
        let mut rest = self.chunk.get(within..).unwrap_or_default();
        let read = rest.read(out)?;
        self.at += u64::try_from(read).map_err(io::Error::other)?;
        Ok(read)
    }
}

impl Seek for SpoolReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

fn slot(owner: Uuid, id: SpoolId) -> Slot {
    Slot {
        kind: Kind::Spool,
        merchant: owner,
        id: Uuid::from_bytes(id),
    }
}

fn chunk_len() -> u64 {
    SEALED_CHUNK - 16
}

fn path_of(dir: &Path, id: SpoolId) -> PathBuf {
    dir.join(hex::encode(id)).with_extension(EXTENSION)
}

fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The key is used for one file: the chunk's number is a nonce.
fn nonce(number: u64) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    if let Some((_, tail)) = bytes.split_last_chunk_mut::<8>() {
        *tail = number.to_be_bytes();
    }
    Nonce::assume_unique_for_key(bytes)
}

fn aad(id: SpoolId, number: u64, last: bool) -> Vec<u8> {
    [MAGIC, &id, &number.to_be_bytes(), &[u8::from(last)]].concat()
}

#[cfg(test)]
mod tests;
