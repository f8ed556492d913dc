//! How the queue stands, by kind of job: what the operator looks at before anything is stuck.

use diesel::prelude::*;
use diesel::sql_query;
use serde::Serialize;

use crate::clock::Instant;
use crate::db::backend::{Conn, sql};
use crate::error::Result;
use crate::party::{Acting, Platform};

/// Jobs of one kind. Done ones leave no row, so that there is nothing of them to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, QueryableByName, utoipa::ToSchema)]
pub struct QueueView {
    /// What they do, e.g. `mail.send`.
    #[diesel(sql_type = sql::Text)]
    pub kind: String,
    /// Due, under way or between two tries; what is put for later is not among them.
    #[diesel(sql_type = sql::BigInt)]
    pub waiting: i64,
    /// Those among them that failed and try again.
    #[diesel(sql_type = sql::BigInt)]
    pub failing: i64,
    /// Given up.
    #[diesel(sql_type = sql::BigInt)]
    pub dead: i64,
    /// Since when the longest waits: due since then, or failing since it was put.
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    pub oldest: Option<Instant>,
}

/// The queue by kind of job, for the kinds that have one waiting or dead.
///
/// # Errors
/// The database's own.
pub fn queue(conn: &mut Conn, _: &Acting<Platform>, now: Instant) -> Result<Vec<QueueView>> {
    // A leased job counts the try it is at.
    let failing = "(state = 'ready' AND attempts > 0 OR state = 'leased' AND attempts > 1)";
    let waiting = format!("(state = 'leased' OR state = 'ready' AND run_at <= $1 OR {failing})");
    let sum = |what: &str| format!("CAST(SUM(CASE WHEN {what} THEN 1 ELSE 0 END) AS bigint)");
    let text = format!(
        "SELECT kind, {} AS waiting, {} AS failing, {} AS dead,
            MIN(CASE WHEN {failing} THEN created_at WHEN {waiting} THEN run_at END) AS oldest
         FROM jobs WHERE state = 'dead' OR {waiting} GROUP BY kind ORDER BY kind",
        sum(&waiting),
        sum(failing),
        sum("state = 'dead'"),
    );
    Ok(sql_query(text).bind::<sql::Instant, _>(now).load(conn)?)
}
