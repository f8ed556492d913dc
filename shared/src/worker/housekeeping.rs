//! Keeping the house: what has expired is removed, a bounded number of rows at a time.

use chrono::Duration;
use diesel::{RunQueryDsl, sql_query};

use crate::clock::Instant;
use crate::db::backend::sql;
use crate::db::stir;
use crate::error::Result;
use crate::house::House;
use crate::print::late;

/// What is removed: the table, its key, which rows, and for how long they are kept.
const EXPIRED: &[(&str, &str, &str, Duration)] = &[
    (
        "idempotency_keys",
        "party_id, scope, key",
        "created_at < $1",
        Duration::days(7),
    ),
    ("sessions", "side, id", "expires_at < $1", Duration::zero()),
    ("mail_proofs", "side, id", "expires_at < $1", Duration::days(30)),
    (
        "refresh_tokens",
        "party_id, id",
        "expires_at < $1",
        Duration::zero(),
    ),
    ("login_failures", "side, subject", "since < $1", Duration::days(1)),
    (
        "mails",
        "party_id, id",
        "state IN ('sent', 'refused', 'failed') AND created_at < $1",
        Duration::days(90),
    ),
    (
        "batch_items",
        "owner_id, batch_id, ordinal",
        ENDED,
        Duration::zero(),
    ),
    (
        "batch_refusals",
        "owner_id, batch_id, ordinal",
        ENDED,
        Duration::days(90),
    ),
    ("stirs", "party_id, at, id", "at < $1", stir::KEPT),
    (
        "comparisons",
        "merchant_id, actor, hour",
        "hour < $1",
        Duration::days(2),
    ),
];
/// Rows of a batch that ended: looked for from the batches, for of those that go on each may have a hundred thousand.
const ENDED: &str = "(owner_id, batch_id) IN (SELECT b.owner_id, b.id FROM batches b WHERE b.ended_at < $1)";
/// Rows one statement removes at most.
const SOME: i64 = 1000;
/// Statements one sweep runs at most for a table.
const ROUNDS: usize = 500;

/// Removes what has expired.
///
/// # Errors
/// The database's own.
pub fn sweep(house: &House) -> Result<()> {
    for (table, key, which, kept) in EXPIRED {
        let before = house.now() - *kept;
        for _ in 0..ROUNDS {
            if remove(house, &statement(table, key, which), before)? < SOME {
                break;
            }
        }
    }
    late::sweep(house)
}

fn statement(table: &str, key: &str, which: &str) -> String {
    format!("DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {which} LIMIT $2)")
}

fn remove(house: &House, statement: &str, before: Instant) -> Result<i64> {
    let gone = house.db().write("housekeeping", |tx| {
        Ok(sql_query(statement)
            .bind::<sql::Instant, _>(before)
            .bind::<sql::BigInt, _>(SOME)
            .execute(tx.conn())?)
    })?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
