//! What must be known of a workbook before it is opened: that it inflates to something sane, and that it is one.

use std::io::{self, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::fault::FaultCode;
use super::super::read::ReadError;
use super::refused;

/// Bytes all entries together may inflate to.
const MOST_INFLATED: u64 = 200 * 1024 * 1024;
/// Bytes of any part that is not a sheet: such parts (the shared strings) are held in memory.
const MOST_HELD: u64 = 96 * 1024 * 1024;
const MOST_ENTRIES: usize = 2_000;
/// How many times larger than packed an entry may be, once it is larger than `RATIO_FROM`.
const MOST_RATIO: u64 = 400;
const RATIO_FROM: u64 = 16 * 1024 * 1024;

/// Inflates every entry once, counting what really comes out: what the archive claims of itself is not believed.
pub(super) fn inflate_all<S: Read + Seek>(source: &mut S) -> Result<(), ReadError> {
    let mut archive = ZipArchive::new(source).map_err(broken)?;
    if archive.len() > MOST_ENTRIES {
        return Err(refused(FaultCode::ZipBomb));
    }
    let mut left = MOST_INFLATED;
    for at in 0..archive.len() {
        if archive.by_index_raw(at).map_err(broken)?.encrypted() {
            return Err(refused(FaultCode::EncryptedFile));
        }
        let entry = archive.by_index(at).map_err(broken)?;
        let packed = entry.compressed_size();
        let streamed = entry.name().map_err(broken)?.contains("worksheets/");
        let most = if streamed { left } else { MOST_HELD.min(left) };
        let most = most.min(packed.saturating_mul(MOST_RATIO).max(RATIO_FROM));
        let inflated =
            io::copy(&mut entry.take(most + 1), &mut io::sink()).map_err(|e| broken(ZipError::Io(e)))?;
        if inflated > most {
            return Err(refused(FaultCode::ZipBomb));
        }
        left -= inflated;
    }
    Ok(())
}

fn broken(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) if !is_content(error.kind()) => ReadError::Io(error),
        _ => refused(FaultCode::DamagedFile),
    }
}

/// Whether an error of reading is the file's own fault and not the disk's.
pub(super) fn is_content(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
    )
}

/// An old compound file is either an .xls or a workbook under a password, which names its parts in UTF-16.
pub(super) fn old_or_encrypted<S: Read + Seek>(source: &mut S) -> io::Result<FaultCode> {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    source.rewind()?;
    let mut window: Vec<u8> = Vec::new();
    let mut block = vec![0; 64 * 1024];
    loop {
        let read = source.read(&mut block)?;
        if read == 0 {
            return Ok(FaultCode::OldSpreadsheet);
        }
        window.extend_from_slice(block.get(..read).unwrap_or_default());
        if window.windows(name.len()).any(|part| part == name) {
            return Ok(FaultCode::EncryptedFile);
        }
        window.drain(..window.len().saturating_sub(name.len()));
    }
}
