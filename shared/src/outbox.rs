//! The one way the world is touched: a job, committed together with the decision that wants it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::marker::PhantomData;

use diesel::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{self, Column, Conn, sql};
use crate::error::Result;
use crate::id::JobId;

mod dead;
mod queue;

pub use dead::{JobAsk, JobView, Trouble, drop_dead, list, replay};
pub use queue::{QueueView, queue};

/// A kind of job and the payload it carries; each is one `const` beside the work it names.
pub struct Kind<P> {
    name: &'static str,
    payload: PhantomData<fn() -> P>,
}

impl<P> Clone for Kind<P> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<P> Copy for Kind<P> {}

impl<P: Serialize> Kind<P> {
    /// A kind under its name in the table, e.g. `mail.send`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            payload: PhantomData,
        }
    }

    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// A job to run at `run_at` or later. One (kind, key) waits at most once and runs at most once at a time.
    /// The payload is a JSON object and carries no receiver's data.
    ///
    /// # Errors
    /// When the payload cannot be written as JSON.
    pub fn job(self, key: impl Display, payload: &P, run_at: Instant) -> Result<Job> {
        Ok(Job {
            kind: self.name,
            key: key.to_string(),
            payload: serde_json::to_value(payload)?,
            run_at,
        })
    }
}

/// Something to be done to the world.
#[derive(Debug, Clone)]
pub struct Job {
    kind: &'static str,
    key: String,
    payload: Value,
    run_at: Instant,
}

/// Puts a job; one of the same kind and key that still waits takes the new payload and the earlier time.
///
/// # Errors
/// The database's own.
pub fn put(tx: &mut Tx<'_>, job: Job) -> Result<()> {
    put_all(tx, vec![job])
}

/// Puts many jobs in one statement, each as [`put`] does.
///
/// # Errors
/// The database's own.
pub fn put_all(tx: &mut Tx<'_>, jobs: Vec<Job>) -> Result<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let rows: Vec<Value> = merged(jobs).into_values().map(|job| row(&job)).collect();
    diesel::sql_query(insert())
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .execute(tx.conn())?;
    tx.ring();
    Ok(())
}

/// Whether a job of a kind could begin, had somebody the time.
///
/// # Errors
/// The database's own.
pub(crate) fn waits<P: Serialize>(conn: &mut Conn, kind: Kind<P>, now: Instant) -> Result<bool> {
    use crate::db::schema::jobs;
    let ready = jobs::table
        .filter(jobs::kind.eq(kind.name()))
        .filter(jobs::state.eq("ready"))
        .filter(jobs::run_at.le(now));
    Ok(diesel::select(diesel::dsl::exists(ready)).get_result(conn)?)
}

/// One statement cannot touch a row twice, so equal keys meet here first.
fn merged(jobs: Vec<Job>) -> BTreeMap<(&'static str, String), Job> {
    let mut by_key: BTreeMap<_, Job> = BTreeMap::new();
    for mut job in jobs {
        let key = (job.kind, job.key.clone());
        if let Some(other) = by_key.get(&key) {
            job.run_at = job.run_at.min(other.run_at);
        }
        by_key.insert(key, job);
    }
    by_key
}

fn row(job: &Job) -> Value {
    json!({
        "id": JobId::fresh().raw(),
        "kind": job.kind,
        "key": job.key,
        "payload": job.payload,
        "run_at": backend::instant_text(job.run_at),
    })
}

fn insert() -> String {
    let rows = backend::row_set(
        2,
        &[
            ("id", Column::Uuid),
            ("kind", Column::Text),
            ("key", Column::Text),
            ("payload", Column::Json),
            ("run_at", Column::Instant),
        ],
    );
    format!(
        "INSERT INTO jobs (id, kind, key, payload, state, run_at, fence, attempts, last_error, created_at) \
         SELECT r.id, r.kind, r.key, r.payload, 'ready', r.run_at, 0, 0, '', $1 FROM {rows} r WHERE true \
         ON CONFLICT (kind, key) WHERE state = 'ready' DO UPDATE SET payload = excluded.payload, \
         run_at = CASE WHEN excluded.run_at < jobs.run_at THEN excluded.run_at ELSE jobs.run_at END"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_of_one_call_keep_the_earlier_time_and_the_later_payload() {
        const KIND: Kind<Value> = Kind::new("test");
        let at = |seconds| Instant::UNIX_EPOCH + chrono::Duration::seconds(seconds);
        let job = |key: &str, n: i64, seconds| KIND.job(key, &json!({ "n": n }), at(seconds)).expect("json");
        let jobs = merged(vec![job("a", 1, 5), job("b", 2, 7), job("a", 3, 9)]);
        let told: Vec<_> = jobs
            .values()
            .map(|job| (job.key.as_str(), job.payload.clone(), job.run_at))
            .collect();
        assert_eq!(
            told,
            [("a", json!({ "n": 3 }), at(5)), ("b", json!({ "n": 2 }), at(7))]
        );
    }
}
