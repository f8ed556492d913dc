//! The ledger's file: one JSON record a line, locked by its one writer.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use super::book::{Book, Record, Rules};

/// How often the lock is tried, 50 ms apart.
const PATIENCE: usize = 60;

/// The file at its end.
#[derive(Debug)]
pub struct Log(File);

impl Log {
    /// Writes whole lines and waits for the disk.
    pub fn append(&mut self, lines: &[u8], fsync: bool) -> io::Result<()> {
        self.0.write_all(lines)?;
        if fsync { self.0.sync_data() } else { Ok(()) }
    }
}

/// The book as the file tells it, and the file ready to append.
pub fn replay(path: &Path, rules: Rules, chance: u64) -> io::Result<(Log, Book)> {
    let mut file = open(path)?;
    let mut book = Book::new(rules, chance);
    let whole = read(&file, &mut book)?;
    file.set_len(whole)?;
    file.seek(SeekFrom::Start(whole))?;
    Ok((Log(file), book))
}

fn open(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    lock(&file)?;
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    File::open(parent)?.sync_all()?;
    Ok(file)
}

/// A service that was killed and started again at once meets the carrier of its first life, which is about to end.
fn lock(file: &File) -> io::Result<()> {
    for _ in 0..PATIENCE {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Err(io::Error::other("another sandbox carrier holds the state file"))
}

/// Applies every whole line; answers how many bytes they are.
fn read(file: &File, book: &mut Book) -> io::Result<u64> {
    let mut lines = BufReader::new(file);
    let (mut whole, mut line) = (0_u64, Vec::new());
    loop {
        line.clear();
        let read = lines.read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Ok(whole);
        }
        let record: Record = serde_json::from_slice(&line)
            .map_err(|error| io::Error::other(format!("state file, byte {whole}: {error}")))?;
        book.apply(record);
        whole = whole.saturating_add(u64::try_from(read).unwrap_or(0));
    }
}
