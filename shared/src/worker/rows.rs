//! The SQL of claiming and completing; every completing statement carries the fence.

use std::time::Duration;

use diesel::{QueryableByName, RunQueryDsl, sql_query};
use serde_json::{Value, json};

use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{self, Column, Conn, sql};
use crate::error::{Broken, Result};
use crate::id::JobId;

/// A claimed row.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct Leased {
    #[diesel(sql_type = sql::Uuid)]
    pub id: JobId,
    #[diesel(sql_type = sql::Text)]
    pub key: String,
    #[diesel(sql_type = sql::Json)]
    pub payload: Value,
    #[diesel(sql_type = sql::BigInt)]
    pub fence: i64,
    #[diesel(sql_type = sql::BigInt)]
    pub attempts: i64,
}

/// A job that goes back to wait, or to the dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Put {
    pub id: JobId,
    pub fence: i64,
    pub run_at: Instant,
    pub attempts: i64,
    pub why: String,
}

/// Somebody else owns one of the jobs by now: nothing of this claim may be kept.
#[derive(Debug, thiserror::Error)]
#[error("the lease ended and another worker took over")]
pub(super) struct LostFence;

#[derive(QueryableByName)]
struct KindRow {
    #[diesel(sql_type = sql::Text)]
    kind: String,
}

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = sql::Uuid)]
    id: JobId,
}

/// A twin that still runs holds back the one that waits.
const FREE: &str =
    "NOT EXISTS (SELECT 1 FROM jobs o WHERE o.kind = j.kind AND o.key = j.key AND o.state = 'leased')";

/// Those of `kinds` that have something to do at `now`.
pub(super) fn due(conn: &mut Conn, kinds: &[&'static str], now: Instant) -> Result<Vec<String>> {
    let kinds: Vec<Value> = kinds.iter().map(|kind| json!({ "kind": kind })).collect();
    let set = backend::row_set(1, &[("kind", Column::Text)]);
    let rows: Vec<KindRow> = sql_query(format!(
        "SELECT k.kind FROM {set} k WHERE EXISTS (SELECT 1 FROM jobs j WHERE j.kind = k.kind \
         AND j.state = 'ready' AND j.run_at <= $2 AND {FREE}) OR EXISTS (SELECT 1 FROM jobs j \
         WHERE j.kind = k.kind AND j.state = 'leased' AND j.lease_until <= $2)"
    ))
    .bind::<sql::Text, _>(Value::from(kinds).to_string())
    .bind::<sql::Instant, _>(now)
    .load(conn)?;
    Ok(rows.into_iter().map(|row| row.kind).collect())
}

/// Claims up to `most` jobs of a kind: first those whose worker went silent, then those whose time has come.
pub(super) fn claim(tx: &mut Tx<'_>, kind: &str, most: i64, lease: Duration) -> Result<Vec<Leased>> {
    let mut ids = orphans(tx, kind, most)?;
    let taken = i64::try_from(ids.len()).unwrap_or(most);
    ids.extend(ready(tx, kind, most - taken)?);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let until = tx.now() + lease;
    let ids: Vec<String> = ids.iter().map(|row| row.id.raw().to_string()).collect();
    Ok(sql_query(format!(
        "UPDATE jobs SET state = 'leased', lease_until = $1, fence = fence + 1, attempts = attempts + 1 \
         WHERE id IN {} RETURNING id, key, payload, fence, attempts",
        backend::id_set(2)
    ))
    .bind::<sql::Instant, _>(until)
    .bind::<sql::Text, _>(Value::from(ids).to_string())
    .load(tx.conn())?)
}

fn orphans(tx: &mut Tx<'_>, kind: &str, most: i64) -> Result<Vec<IdRow>> {
    let now = tx.now();
    Ok(sql_query(format!(
        "SELECT j.id FROM jobs j WHERE j.kind = $1 AND j.state = 'leased' AND j.lease_until <= $2 \
         ORDER BY j.lease_until, j.id LIMIT $3{}",
        backend::FOR_UPDATE_SKIP_LOCKED
    ))
    .bind::<sql::Text, _>(kind)
    .bind::<sql::Instant, _>(now)
    .bind::<sql::BigInt, _>(most)
    .load(tx.conn())?)
}

fn ready(tx: &mut Tx<'_>, kind: &str, most: i64) -> Result<Vec<IdRow>> {
    let now = tx.now();
    Ok(sql_query(format!(
        "SELECT j.id FROM jobs j WHERE j.kind = $1 AND j.state = 'ready' AND j.run_at <= $2 AND {FREE} \
         ORDER BY j.run_at, j.id LIMIT $3{}",
        backend::FOR_UPDATE_SKIP_LOCKED
    ))
    .bind::<sql::Text, _>(kind)
    .bind::<sql::Instant, _>(now)
    .bind::<sql::BigInt, _>(most)
    .load(tx.conn())?)
}

/// A sign of life: keeps what is still ours of the set.
pub(super) fn keep(tx: &mut Tx<'_>, set: &[(JobId, i64)], lease: Duration) -> Result<usize> {
    let until = tx.now() + lease;
    Ok(sql_query(format!(
        "UPDATE jobs SET lease_until = $1 FROM {} r \
         WHERE jobs.id = r.id AND jobs.fence = r.fence AND jobs.state = 'leased'",
        fenced(2, &[])
    ))
    .bind::<sql::Instant, _>(until)
    .bind::<sql::Text, _>(fences(set))
    .execute(tx.conn())?)
}

/// Removes finished jobs.
pub(super) fn finish(tx: &mut Tx<'_>, set: &[(JobId, i64)]) -> Result<()> {
    if set.is_empty() {
        return Ok(());
    }
    let gone = sql_query(format!(
        "DELETE FROM jobs WHERE state = 'leased' AND (id, fence) IN (SELECT r.id, r.fence FROM {} r)",
        fenced(1, &[])
    ))
    .bind::<sql::Text, _>(fences(set))
    .execute(tx.conn())?;
    held(gone, set.len())
}

/// Lets jobs wait again; where the same key was put anew meanwhile, that one stands for both.
pub(super) fn wait(tx: &mut Tx<'_>, set: &[Put]) -> Result<()> {
    if set.is_empty() {
        return Ok(());
    }
    let rows = puts(set);
    let merged = sql_query(format!(
        "DELETE FROM jobs WHERE state = 'leased' AND (id, fence) IN (SELECT r.id, r.fence FROM {} r) \
         AND EXISTS (SELECT 1 FROM jobs t WHERE t.kind = jobs.kind AND t.key = jobs.key AND t.state = 'ready')",
        fenced(1, &[])
    ))
    .bind::<sql::Text, _>(&rows)
    .execute(tx.conn())?;
    let waiting = send(tx, "ready", &rows)?;
    held(merged + waiting, set.len())
}

/// Buries jobs where the operator sees them.
pub(super) fn bury(tx: &mut Tx<'_>, set: &[Put]) -> Result<()> {
    if set.is_empty() {
        return Ok(());
    }
    let buried = send(tx, "dead", &puts(set))?;
    held(buried, set.len())
}

fn send(tx: &mut Tx<'_>, state: &str, rows: &str) -> Result<usize> {
    let set = fenced(
        2,
        &[
            ("run_at", Column::Instant),
            ("attempts", Column::BigInt),
            ("why", Column::Text),
        ],
    );
    Ok(sql_query(format!(
        "UPDATE jobs SET state = $1, run_at = r.run_at, attempts = r.attempts, last_error = r.why, \
         lease_until = NULL FROM {set} r \
         WHERE jobs.id = r.id AND jobs.fence = r.fence AND jobs.state = 'leased'"
    ))
    .bind::<sql::Text, _>(state)
    .bind::<sql::Text, _>(rows)
    .execute(tx.conn())?)
}

fn held(touched: usize, wanted: usize) -> Result<()> {
    if touched == wanted {
        Ok(())
    } else {
        Err(Broken::of("complete jobs")(LostFence).into())
    }
}

fn fenced(n: usize, more: &[(&str, Column)]) -> String {
    let mut columns = vec![("id", Column::Uuid), ("fence", Column::BigInt)];
    columns.extend_from_slice(more);
    backend::row_set(n, &columns)
}

fn fences(set: &[(JobId, i64)]) -> String {
    let rows: Vec<Value> = set
        .iter()
        .map(|(id, fence)| json!({ "id": id.raw(), "fence": fence }))
        .collect();
    Value::from(rows).to_string()
}

fn puts(set: &[Put]) -> String {
    let rows = set.iter().map(|put| {
        json!({
            "id": put.id.raw(),
            "fence": put.fence,
            "run_at": backend::instant_text(put.run_at),
            "attempts": put.attempts,
            "why": put.why,
        })
    });
    Value::from(rows.collect::<Vec<_>>()).to_string()
}
