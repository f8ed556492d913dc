//! Signed heads in files outside the database: he who rewrites a chain must also rewrite what was already copied away.
//!
//! One file a day, one JSON line for each merchant's head that moved, each line naming the hash of the line before,
//! over all files: a line that is altered, taken out or put between breaks the row.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rows;
use crate::clock::{Instant, Zone};
use crate::db::backend::Conn;
use crate::error::{Broken, Result};
use crate::id::MerchantId;
use crate::vault::signing::{self, SigningKey};

const DOMAIN: &[u8] = b"sealship/audit-checkpoint/v1";
const EXTENSION: &str = "jsonl";
/// What the first line of all stands on.
const GENESIS: [u8; 32] = [0; 32];

/// One line of a file, as JSON; hashes, key and signature in hex.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub merchant: Uuid,
    pub seq: i64,
    pub hash: String,
    pub at: Instant,
    before: String,
    key: String,
    signature: String,
}

/// The folder of checkpoints, and what stands at the end of it.
pub struct Checkpoints {
    folder: PathBuf,
    key: SigningKey,
    zone: Zone,
    seen: Option<End>,
}

/// The newest file as it was last seen: another worker may write here too.
struct End {
    file: PathBuf,
    bytes: u64,
    tail: [u8; 32],
    last: HashMap<MerchantId, i64>,
}

impl Checkpoints {
    /// Checkpoints in `folder`, signed by `key`; the zone says when a new day's file begins.
    #[must_use]
    pub fn new(folder: PathBuf, key: SigningKey, zone: Zone) -> Self {
        Self {
            folder,
            key,
            zone,
            seen: None,
        }
    }

    /// Signs every head that moved since its last checkpoint and appends it, synced. Returns how many.
    ///
    /// # Errors
    /// The database's or the disk's own; names the first line of the newest file that is altered or not ours.
    pub fn write(&mut self, conn: &mut Conn, now: Instant) -> Result<usize> {
        let _held = self.hold()?;
        let mut end = self.end()?;
        let moved = moved(conn, &end.last)?;
        let text = self.lines(&moved, &mut end.tail, now)?;
        if !text.is_empty() {
            let today = self.folder.join(self.zone.day(now).to_string());
            // A clock that was set back must not write before what stands already.
            end.file = today.with_extension(EXTENSION).max(end.file);
            end.bytes = append(&end.file, &text)?;
            end.last
                .extend(moved.iter().map(|(merchant, seq, _)| (*merchant, *seq)));
        }
        self.seen = Some(end);
        Ok(moved.len())
    }

    /// One writer at a time, over all processes.
    fn hold(&self) -> Result<File> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&self.folder);
        made.map_err(Broken::of("make the folder of checkpoints"))?;
        let mut open = OpenOptions::new();
        let file = open
            .create(true)
            .append(true)
            .mode(0o600)
            .open(self.folder.join("lock"));
        let held = file.and_then(|file| file.lock().map(|()| file));
        Ok(held.map_err(Broken::of("lock the checkpoints"))?)
    }

    /// The end as it was seen, read anew if somebody else wrote since.
    fn end(&mut self) -> Result<End> {
        let newest = files(&self.folder)?.pop();
        let bytes = newest.as_deref().map_or(Ok(0), length)?;
        match (self.seen.take(), newest) {
            (Some(seen), Some(file)) if seen.file == file && seen.bytes == bytes => Ok(seen),
            (_, Some(file)) => self.read(file),
            (_, None) => Ok(End {
                file: PathBuf::new(),
                bytes: 0,
                tail: GENESIS,
                last: HashMap::new(),
            }),
        }
    }

    fn read(&self, file: PathBuf) -> Result<End> {
        cut_torn_end(&file)?;
        let (mut tail, mut last) = (None, HashMap::new());
        each_line(&file, |at, text| {
            let line = Line::read(text, &self.key.public(), tail).ok_or_else(|| {
                Broken::new(format!("{}: line {at} is altered or not ours", file.display()))
            })?;
            tail = Some(hash(text));
            last.insert(MerchantId::of(line.merchant), line.seq);
            Ok(true)
        })?;
        Ok(End {
            bytes: length(&file)?,
            file,
            tail: tail.unwrap_or(GENESIS),
            last,
        })
    }

    fn lines(&self, moved: &[Head], tail: &mut [u8; 32], at: Instant) -> Result<String> {
        let mut text = String::new();
        for (merchant, seq, head) in moved {
            let line = serde_json::to_string(&self.sign(*merchant, *seq, head, tail, at))?;
            *tail = hash(&line);
            text.push_str(&line);
            text.push('\n');
        }
        Ok(text)
    }

    fn sign(&self, merchant: MerchantId, seq: i64, hash: &[u8], before: &[u8], at: Instant) -> Line {
        let signature = self.key.sign(&message(merchant, seq, hash, before, at));
        Line {
            merchant: merchant.raw(),
            seq,
            hash: hex::encode(hash),
            at,
            before: hex::encode(before),
            key: hex::encode(self.key.public()),
            signature: hex::encode(signature),
        }
    }
}

impl Line {
    /// A line under this key that follows the line of that hash, if it is one.
    pub(super) fn read(text: &str, public: &[u8], before: Option<[u8; 32]>) -> Option<Self> {
        let line: Self = serde_json::from_str(text).ok()?;
        let bytes = |text: &str| hex::decode(text).ok();
        let (hash, said) = (bytes(&line.hash)?, bytes(&line.before)?);
        let follows = before.is_none_or(|before| said == before);
        let message = message(MerchantId::of(line.merchant), line.seq, &hash, &said, line.at);
        let ours = bytes(&line.key)? == public;
        (follows && ours && signing::verifies(public, &message, &bytes(&line.signature)?)).then_some(line)
    }
}

type Head = (MerchantId, i64, Vec<u8>);

fn moved(conn: &mut Conn, last: &HashMap<MerchantId, i64>) -> Result<Vec<Head>> {
    let (mut moved, mut after) = (Vec::new(), None);
    loop {
        let heads = rows::heads(conn, after)?;
        after = heads.last().map(|head| head.0);
        if after.is_none() {
            return Ok(moved);
        }
        let fresh = |(merchant, seq, _): &Head| *seq > 0 && last.get(merchant).is_none_or(|last| last < seq);
        moved.extend(heads.into_iter().filter(fresh));
    }
}

/// The files of the folder, oldest first.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(Broken::of("read the folder of checkpoints"))?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(Broken::of("read the folder of checkpoints"))?
            .path();
        if path.extension().is_some_and(|extension| extension == EXTENSION) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads whole lines, numbered from 1, until `take` has enough; a last line without its end was never promised.
pub(super) fn each_line(file: &Path, mut take: impl FnMut(usize, &str) -> Result<bool>) -> Result<()> {
    let mut reader = BufReader::new(File::open(file).map_err(Broken::of("open checkpoints"))?);
    let (mut bytes, mut at) = (Vec::new(), 0);
    loop {
        bytes.clear();
        reader
            .read_until(b'\n', &mut bytes)
            .map_err(Broken::of("read checkpoints"))?;
        let Some(line) = bytes.strip_suffix(b"\n") else {
            return Ok(());
        };
        at += 1;
        // What is no text any more is an altered line, not a broken disk.
        if !take(at, &String::from_utf8_lossy(line))? {
            return Ok(());
        }
    }
}

/// A crash in the middle of a write leaves a line without its end; nothing was promised by it.
fn cut_torn_end(file: &Path) -> Result<()> {
    let text = fs::read(file).map_err(Broken::of("read checkpoints"))?;
    let whole = text
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    if whole < text.len() {
        let open = OpenOptions::new().write(true).open(file);
        open.and_then(|file| file.set_len(u64::try_from(whole).unwrap_or_default()))
            .map_err(Broken::of("cut a torn checkpoint"))?;
    }
    Ok(())
}

/// Appends, synced, and says how long the file is now.
fn append(file: &Path, text: &str) -> Result<u64> {
    let mut open = OpenOptions::new();
    let opened = open.create(true).append(true).mode(0o640).open(file);
    let done = opened.and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        file.metadata()
    });
    Ok(done.map_err(Broken::of("append a checkpoint"))?.len())
}

fn length(file: &Path) -> Result<u64> {
    Ok(fs::metadata(file)
        .map_err(Broken::of("look at checkpoints"))?
        .len())
}

/// By which the next line names this one.
pub(super) fn hash(line: &str) -> [u8; 32] {
    digest(&SHA256, line.as_bytes())
        .as_ref()
        .try_into()
        .unwrap_or(GENESIS)
}

fn message(merchant: MerchantId, seq: i64, hash: &[u8], before: &[u8], at: Instant) -> Vec<u8> {
    let mut message = DOMAIN.to_vec();
    message.extend_from_slice(merchant.raw().as_bytes());
    message.extend_from_slice(&seq.to_be_bytes());
    message.extend_from_slice(&at.timestamp_micros().to_be_bytes());
    message.extend_from_slice(before);
    message.extend_from_slice(hash);
    message
}
