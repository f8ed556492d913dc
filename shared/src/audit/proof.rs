//! The whole audit held against itself and against what was signed outside the database: where it first breaks.

use std::fmt;
use std::path::Path;

use super::checkpoint::{self, Line};
use super::{Verdict, chain, rows};
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::error::Result;
use crate::id::MerchantId;

/// What was checked, and the first thing that does not hold.
#[derive(Debug, Default)]
pub struct Findings {
    /// Merchants whose chain was read.
    pub merchants: u64,
    /// Their entries that hold.
    pub entries: i64,
    /// Signed lines read.
    pub checkpoints: u64,
    /// The first break of each chain, the first of the files; at most 20.
    pub breaks: Vec<Break>,
}

/// A place where the audit does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Break {
    /// An entry is missing, altered, or not where the head says.
    Chain {
        /// Whose chain.
        merchant: MerchantId,
        /// The entry.
        seq: i64,
    },
    /// The chain holds by itself, and is not the one that was signed.
    Rewritten {
        /// Whose chain.
        merchant: MerchantId,
        /// The signed entry that is missing or another.
        seq: i64,
        /// When it was signed.
        at: Instant,
    },
    /// A line of the files is altered, missing, or not signed by this key.
    Line {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
    },
}

/// Breaks worth naming.
const MOST: usize = 20;

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chain { merchant, seq } => {
                write!(
                    f,
                    "{merchant}: entry {seq} is missing, altered, or not where the head says"
                )
            }
            Self::Rewritten { merchant, seq, at } => {
                write!(
                    f,
                    "{merchant}: entry {seq} is not the one signed at {at}: the chain was rewritten"
                )
            }
            Self::Line { file, line } => {
                write!(
                    f,
                    "{file}: line {line} is altered, out of its place, or not signed by this key"
                )
            }
        }
    }
}

/// Checks every chain, then every signed line in `folder` against the chains. `public` is the key's 32 bytes.
///
/// # Errors
/// The database's or the disk's own.
pub fn prove(conn: &mut Conn, folder: &Path, public: &[u8]) -> Result<Findings> {
    let mut findings = Findings::default();
    chains(conn, &mut findings)?;
    signed(conn, folder, public, &mut findings)?;
    findings.breaks.truncate(MOST);
    Ok(findings)
}

/// A public key as people write it: 64 hex digits.
#[must_use]
pub fn public_key(text: &str) -> Option<Vec<u8>> {
    hex::decode(text.trim()).ok().filter(|key| key.len() == 32)
}

fn chains(conn: &mut Conn, findings: &mut Findings) -> Result<()> {
    let mut after = None;
    loop {
        let heads = rows::heads(conn, after)?;
        after = heads.last().map(|head| head.0);
        if after.is_none() {
            return Ok(());
        }
        for (merchant, _, _) in heads {
            findings.merchants += 1;
            match chain::verify(conn, merchant)? {
                Verdict::Whole(entries) => findings.entries += entries,
                Verdict::Broken { seq } => findings.breaks.push(Break::Chain { merchant, seq }),
            }
        }
    }
}

fn signed(conn: &mut Conn, folder: &Path, public: &[u8], findings: &mut Findings) -> Result<()> {
    let mut before = Some([0; 32]);
    for file in checkpoint::files(folder)? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let known = findings.breaks.len();
        checkpoint::each_line(&file, |number, text| {
            let Some(line) = Line::read(text, public, before) else {
                findings.breaks.push(Break::Line {
                    file: name.clone(),
                    line: number,
                });
                return Ok(false);
            };
            before = Some(checkpoint::hash(text));
            findings.checkpoints += 1;
            findings.breaks.extend(against(conn, &line)?);
            Ok(findings.breaks.len() < known + MOST)
        })?;
        if findings.breaks.len() > known {
            return Ok(());
        }
    }
    Ok(())
}

fn against(conn: &mut Conn, line: &Line) -> Result<Option<Break>> {
    let merchant = MerchantId::of(line.merchant);
    let stored = rows::hash_of(conn, merchant, line.seq)?;
    let same = stored.map(hex::encode).as_ref() == Some(&line.hash);
    Ok((!same).then_some(Break::Rewritten {
        merchant,
        seq: line.seq,
        at: line.at,
    }))
}
