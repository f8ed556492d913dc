//! Signed heads in a file outside the database: he who rewrites a chain must also rewrite what was already copied away.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rows;
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::error::{Broken, Result};
use crate::id::MerchantId;
use crate::vault::signing::{self, SigningKey};

const DOMAIN: &[u8] = b"sealship/audit-checkpoint/v1";

/// One line of the file, as JSON; key and signature in hex.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    merchant: Uuid,
    seq: i64,
    hash: String,
    at: Instant,
    key: String,
    signature: String,
}

/// A merchant whose chain no longer contains what was signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tampered {
    /// Whose chain.
    pub merchant: MerchantId,
    /// The signed entry that is missing or another.
    pub seq: i64,
}

/// The file of checkpoints, and the last one of each merchant.
pub struct Checkpoints {
    path: PathBuf,
    key: SigningKey,
    pub(super) last: HashMap<MerchantId, (i64, String)>,
}

impl Checkpoints {
    /// Opens the file at `path`; every line in it must carry this key's signature.
    ///
    /// # Errors
    /// Names the first line that is altered or signed by another key.
    pub fn open(path: &Path, key: SigningKey) -> Result<Self> {
        let mut this = Self {
            path: path.to_path_buf(),
            key,
            last: HashMap::new(),
        };
        if path.exists() {
            let file = File::open(path).map_err(Broken::of("open the checkpoints"))?;
            for (at, line) in BufReader::new(file).lines().enumerate() {
                this.take(at + 1, &line.map_err(Broken::of("read the checkpoints"))?)?;
            }
        }
        Ok(this)
    }

    /// Signs every head that moved since its last checkpoint and appends it, synced. Returns how many.
    ///
    /// # Errors
    /// The database's or the file's own.
    pub fn write(&mut self, conn: &mut Conn, now: Instant) -> Result<usize> {
        let mut lines = Vec::new();
        let mut after = None;
        loop {
            let heads = rows::heads(conn, after)?;
            after = heads.last().map(|head| head.0);
            if after.is_none() {
                break;
            }
            let moved = heads.into_iter().filter(|(merchant, seq, _)| {
                *seq > 0 && self.last.get(merchant).is_none_or(|(last, _)| last < seq)
            });
            lines.extend(moved.map(|(merchant, seq, hash)| self.sign(merchant, seq, &hash, now)));
        }
        self.append(&lines)?;
        for line in &lines {
            self.last
                .insert(MerchantId::of(line.merchant), (line.seq, line.hash.clone()));
        }
        Ok(lines.len())
    }

    /// The merchants whose last signed entry is no longer in the database as it was signed.
    ///
    /// # Errors
    /// The database's own.
    pub fn check(&self, conn: &mut Conn) -> Result<Vec<Tampered>> {
        let mut tampered = Vec::new();
        for (merchant, (seq, hash)) in &self.last {
            let stored = rows::hash_of(conn, *merchant, *seq)?;
            if stored.map(hex::encode).as_ref() != Some(hash) {
                tampered.push(Tampered {
                    merchant: *merchant,
                    seq: *seq,
                });
            }
        }
        tampered.sort_unstable_by_key(|t| t.merchant);
        Ok(tampered)
    }

    fn sign(&self, merchant: MerchantId, seq: i64, hash: &[u8], at: Instant) -> Line {
        let signature = self.key.sign(&message(merchant, seq, hash, at));
        Line {
            merchant: merchant.raw(),
            seq,
            hash: hex::encode(hash),
            at,
            key: hex::encode(self.key.public()),
            signature: hex::encode(signature),
        }
    }

    fn append(&self, lines: &[Line]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        for line in lines {
            text.push_str(&serde_json::to_string(line)?);
            text.push('\n');
        }
        let mut open = OpenOptions::new();
        let file = open.create(true).append(true).mode(0o640).open(&self.path);
        file.and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(Broken::of("append a checkpoint"))?;
        Ok(())
    }

    fn take(&mut self, at: usize, text: &str) -> Result<()> {
        let line = self
            .read(text)
            .ok_or_else(|| Broken::new(format!("checkpoint line {at} is altered or not ours")))?;
        self.last
            .insert(MerchantId::of(line.merchant), (line.seq, line.hash));
        Ok(())
    }

    fn read(&self, text: &str) -> Option<Line> {
        let line: Line = serde_json::from_str(text).ok()?;
        let (hash, signature) = (hex::decode(&line.hash).ok()?, hex::decode(&line.signature).ok()?);
        let message = message(MerchantId::of(line.merchant), line.seq, &hash, line.at);
        let ours = hex::decode(&line.key).ok()? == self.key.public();
        (ours && signing::verifies(&self.key.public(), &message, &signature)).then_some(line)
    }
}

fn message(merchant: MerchantId, seq: i64, hash: &[u8], at: Instant) -> Vec<u8> {
    let mut message = DOMAIN.to_vec();
    message.extend_from_slice(merchant.raw().as_bytes());
    message.extend_from_slice(&seq.to_be_bytes());
    message.extend_from_slice(&at.timestamp_micros().to_be_bytes());
    message.extend_from_slice(hash);
    message
}
