//! How an entry is hashed over the one before, and how a whole chain is checked.
//!
//! ```text
//! hash = SHA-256("sealship/audit/v1" ‖ merchant:16 ‖ seq:8 ‖ at in µs:8 ‖ previous:32
//!        ‖ text(purpose) ‖ text(actor) ‖ count:8 ‖ record:16 … ‖ count:8 ‖ text(name) ‖ text(value) …)
//! text = length:8 ‖ UTF-8; numbers big-endian; notes in the order of their names; the first previous is 32 zeros
//! ```

use std::collections::BTreeMap;

use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rows;
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::error::Result;
use crate::id::MerchantId;

const DOMAIN: &[u8] = b"sealship/audit/v1";
/// What the first entry stands on.
pub(super) const GENESIS: [u8; 32] = [0; 32];

/// What an entry says.
pub(super) struct Body {
    pub(super) purpose: String,
    pub(super) actor: String,
    pub(super) records: Vec<Uuid>,
    pub(super) notes: BTreeMap<String, String>,
}

/// The part of a body that is kept as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Detail {
    pub(super) records: Vec<Uuid>,
    pub(super) notes: BTreeMap<String, String>,
}

/// Where an entry stands.
pub(super) struct Link<'a> {
    pub(super) merchant: MerchantId,
    pub(super) seq: i64,
    pub(super) at: Instant,
    pub(super) previous: &'a [u8],
}

/// What a check of a chain found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Every entry stands on the one before, and the head on the last: so many entries.
    Whole(i64),
    /// The first place where the chain does not hold.
    Broken {
        /// The entry that is missing, altered, or not where the head says.
        seq: i64,
    },
}

/// Checks the whole chain of a merchant, a page at a time.
///
/// # Errors
/// The database's own.
pub fn verify(conn: &mut Conn, merchant: MerchantId) -> Result<Verdict> {
    let mut previous = GENESIS.to_vec();
    let mut seq = 0;
    loop {
        let page = rows::page(conn, merchant, seq)?;
        let Some(last) = page.last().map(|entry| entry.seq) else {
            break;
        };
        for entry in page {
            seq += 1;
            match entry.holds(merchant, seq, &previous) {
                true => previous = entry.hash,
                false => return Ok(Verdict::Broken { seq }),
            }
        }
        debug_assert_eq!(seq, last, "a page that holds is gapless");
    }
    let head = rows::head(conn, merchant)?.unwrap_or((0, GENESIS.to_vec()));
    Ok(if head == (seq, previous) {
        Verdict::Whole(seq)
    } else {
        Verdict::Broken { seq: seq + 1 }
    })
}

/// The hash of an entry.
pub(super) fn hash(link: &Link<'_>, body: &Body) -> Vec<u8> {
    let mut hash = Context::new(&SHA256);
    hash.update(DOMAIN);
    hash.update(link.merchant.raw().as_bytes());
    hash.update(&link.seq.to_be_bytes());
    hash.update(&link.at.timestamp_micros().to_be_bytes());
    hash.update(link.previous);
    text(&mut hash, &body.purpose);
    text(&mut hash, &body.actor);
    count(&mut hash, body.records.len());
    for record in &body.records {
        hash.update(record.as_bytes());
    }
    count(&mut hash, body.notes.len());
    for (name, value) in &body.notes {
        text(&mut hash, name);
        text(&mut hash, value);
    }
    hash.finish().as_ref().to_vec()
}

fn text(hash: &mut Context, text: &str) {
    count(hash, text.len());
    hash.update(text.as_bytes());
}

fn count(hash: &mut Context, count: usize) {
    hash.update(&u64::try_from(count).unwrap_or(u64::MAX).to_be_bytes());
}
