//! The audit's SQL: the head's row lock orders a merchant's writers, entries are only ever added.

use diesel::prelude::*;
use serde_json::Value;

use super::chain::{self, Body, Detail, GENESIS, Link};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{Conn, FOR_UPDATE, sql};
use crate::db::schema::{audit, audit_heads};
use crate::error::{Broken, Result};
use crate::id::MerchantId;

/// Entries read at a time.
const PAGE: i64 = 1000;

#[derive(Insertable)]
#[diesel(table_name = audit)]
struct NewEntry {
    merchant_id: MerchantId,
    seq: i64,
    at: Instant,
    purpose: String,
    actor: String,
    event: Value,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

/// An entry as it is stored.
#[derive(Queryable)]
pub(super) struct Entry {
    pub(super) seq: i64,
    at: Instant,
    purpose: String,
    actor: String,
    event: Value,
    previous: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

impl Entry {
    /// Whether it is entry `seq` and stands on `previous`.
    pub(super) fn holds(&self, merchant: MerchantId, seq: i64, previous: &[u8]) -> bool {
        let Ok(detail) = serde_json::from_value::<Detail>(self.event.clone()) else {
            return false;
        };
        let body = Body {
            purpose: self.purpose.clone(),
            actor: self.actor.clone(),
            records: detail.records,
            notes: detail.notes,
        };
        let link = Link {
            merchant,
            seq,
            at: self.at,
            previous,
        };
        self.seq == seq && self.previous == previous && self.hash == chain::hash(&link, &body)
    }
}

pub(super) fn append(tx: &mut Tx<'_>, merchant: MerchantId, bodies: Vec<Body>) -> Result<()> {
    let (mut seq, mut previous) = lock_head(tx.conn(), merchant)?;
    let at = tx.now();
    let mut entries = Vec::with_capacity(bodies.len());
    for body in bodies {
        seq += 1;
        let hash = chain::hash(
            &Link {
                merchant,
                seq,
                at,
                previous: &previous,
            },
            &body,
        );
        let event = serde_json::to_value(Detail {
            records: body.records,
            notes: body.notes,
        })?;
        let entry = NewEntry {
            merchant_id: merchant,
            seq,
            at,
            purpose: body.purpose,
            actor: body.actor,
            event,
            previous: std::mem::replace(&mut previous, hash.clone()),
            hash,
        };
        entries.push(entry);
    }
    diesel::insert_into(audit::table)
        .values(&entries)
        .execute(tx.conn())?;
    diesel::update(audit_heads::table.find(merchant))
        .set((audit_heads::seq.eq(seq), audit_heads::hash.eq(previous)))
        .execute(tx.conn())?;
    Ok(())
}

/// The head, held until the transaction ends; made if this is the merchant's first entry.
fn lock_head(conn: &mut Conn, merchant: MerchantId) -> Result<(i64, Vec<u8>)> {
    if let Some(head) = locked(conn, merchant)? {
        return Ok(head);
    }
    diesel::sql_query(
        "INSERT INTO audit_heads (merchant_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (merchant_id) DO NOTHING",
    )
    .bind::<sql::Uuid, _>(merchant)
    .bind::<sql::Binary, _>(GENESIS.as_slice())
    .execute(conn)?;
    locked(conn, merchant)?.ok_or_else(|| Broken::new("an audit head vanished").into())
}

#[derive(QueryableByName)]
struct Head {
    #[diesel(sql_type = sql::BigInt)]
    seq: i64,
    #[diesel(sql_type = sql::Binary)]
    hash: Vec<u8>,
}

fn locked(conn: &mut Conn, merchant: MerchantId) -> QueryResult<Option<(i64, Vec<u8>)>> {
    let head: Option<Head> = diesel::sql_query(format!(
        "SELECT seq, hash FROM audit_heads WHERE merchant_id = $1{FOR_UPDATE}"
    ))
    .bind::<sql::Uuid, _>(merchant)
    .get_result(conn)
    .optional()?;
    Ok(head.map(|head| (head.seq, head.hash)))
}

/// The head as it stands.
pub(super) fn head(conn: &mut Conn, merchant: MerchantId) -> QueryResult<Option<(i64, Vec<u8>)>> {
    audit_heads::table
        .find(merchant)
        .select((audit_heads::seq, audit_heads::hash))
        .first(conn)
        .optional()
}

/// Heads of merchants after `after`, by id.
pub(super) fn heads(
    conn: &mut Conn,
    after: Option<MerchantId>,
) -> QueryResult<Vec<(MerchantId, i64, Vec<u8>)>> {
    let nil = MerchantId::of(uuid::Uuid::nil());
    audit_heads::table
        .filter(audit_heads::merchant_id.gt(after.unwrap_or(nil)))
        .order(audit_heads::merchant_id)
        .limit(PAGE)
        .select((audit_heads::merchant_id, audit_heads::seq, audit_heads::hash))
        .load(conn)
}

/// Entries after `after`, in order.
pub(super) fn page(conn: &mut Conn, merchant: MerchantId, after: i64) -> QueryResult<Vec<Entry>> {
    audit::table
        .filter(audit::merchant_id.eq(merchant).and(audit::seq.gt(after)))
        .order(audit::seq)
        .limit(PAGE)
        .select((
            audit::seq,
            audit::at,
            audit::purpose,
            audit::actor,
            audit::event,
            audit::previous,
            audit::hash,
        ))
        .load(conn)
}

/// The hash of one entry.
pub(super) fn hash_of(conn: &mut Conn, merchant: MerchantId, seq: i64) -> QueryResult<Option<Vec<u8>>> {
    audit::table
        .find((merchant, seq))
        .select(audit::hash)
        .first(conn)
        .optional()
}
