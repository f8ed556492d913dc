//! What the operator sees of jobs: the dead, the stuck, and the two things to do about them.

use diesel::prelude::*;
use diesel::sql_query;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{Conn, sql};
use crate::db::schema::jobs;
use crate::error::{Code, OrRefuse, Result};
use crate::id::JobId;
use crate::page::{Page, Paging};
use crate::party::{Acting, Platform};

/// A ready job that is this late, in minutes, is stuck; so is a lease that ended this long ago.
const LATE: i64 = 5;
/// A job that failed this often and still tries is stuck.
const OFTEN: i64 = 4;

/// What is wrong with a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Given up: it waits for a person.
    Dead,
    /// Late by five minutes, or failed four times and still trying.
    Stuck,
}

/// Which jobs.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct JobAsk {
    /// `dead` unless told.
    #[param(inline)]
    pub state: Option<Trouble>,
    /// Only this kind.
    pub kind: Option<String>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// A job in trouble. Its payload stays inside: ids say enough.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct JobView {
    /// Its id.
    pub id: JobId,
    /// What it does, e.g. `mail.send`.
    pub kind: String,
    /// What it does it to.
    pub key: String,
    /// `ready`, `leased` or `dead`.
    pub state: String,
    /// When it was put.
    pub created_at: Instant,
    /// When it runs next, or ran last.
    pub run_at: Instant,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong last.
    pub last_error: String,
    /// The verbs legal now.
    pub actions: Vec<&'static str>,
}

#[derive(QueryableByName, Queryable, Selectable)]
#[diesel(table_name = jobs)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    id: JobId,
    #[diesel(sql_type = sql::Text)]
    kind: String,
    #[diesel(sql_type = sql::Text)]
    key: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Instant)]
    created_at: Instant,
    #[diesel(sql_type = sql::Instant)]
    run_at: Instant,
    #[diesel(sql_type = sql::BigInt)]
    attempts: i64,
    #[diesel(sql_type = sql::Text)]
    last_error: String,
}

impl From<Row> for JobView {
    fn from(row: Row) -> Self {
        let dead = row.state == "dead";
        Self {
            id: row.id,
            kind: row.kind,
            key: row.key,
            state: row.state,
            created_at: row.created_at,
            run_at: row.run_at,
            attempts: row.attempts,
            last_error: row.last_error,
            actions: if dead { vec!["replay", "drop"] } else { vec![] },
        }
    }
}

/// Jobs in trouble, oldest first.
///
/// # Errors
/// `invalid_field` for a bad page; else the database's own.
pub fn list(conn: &mut Conn, _: &Acting<Platform>, now: Instant, ask: &JobAsk) -> Result<Page<JobView>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let rows = paging.rows()?;
    let place: Option<(Instant, JobId)> = paging.place()?;
    let (after, after_id) = place.unwrap_or((Instant::UNIX_EPOCH, JobId::of(uuid::Uuid::nil())));
    let found: Vec<Row> = sql_query(select(ask.state.unwrap_or(Trouble::Dead)))
        .bind::<sql::Text, _>(ask.kind.clone().unwrap_or_default())
        .bind::<sql::Instant, _>(after)
        .bind::<sql::Uuid, _>(after_id)
        .bind::<sql::Instant, _>(now - chrono::Duration::minutes(LATE))
        .bind::<sql::BigInt, _>(rows + 1)
        .load(conn)?;
    let views = found.into_iter().map(JobView::from).collect();
    Page::cut(views, rows, |view: &JobView| (view.created_at, view.id))
}

fn select(trouble: Trouble) -> String {
    let wrong = match trouble {
        // `$4` is named in both, so that both take the same binds.
        Trouble::Dead => "state = 'dead' AND $4 IS NOT NULL".to_owned(),
        Trouble::Stuck => format!(
            "state IN ('ready', 'leased') AND (attempts >= {OFTEN} \
             OR (state = 'ready' AND run_at < $4) OR (state = 'leased' AND lease_until < $4))"
        ),
    };
    format!(
        "SELECT id, kind, key, state, created_at, run_at, attempts, last_error FROM jobs \
         WHERE ($1 = '' OR kind = $1) AND (created_at > $2 OR (created_at = $2 AND id > $3)) AND {wrong} \
         ORDER BY created_at, id LIMIT $5"
    )
}

/// Runs a dead job again from its first attempt; if its key waits already, that one stands for it.
///
/// # Errors
/// `not_found`, or `state_forbids` if it is not dead.
pub fn replay(tx: &mut Tx<'_>, _: &Acting<Platform>, id: JobId) -> Result<JobView> {
    let job = dead(tx, id)?;
    if let Some(twin) = waiting(tx, &job)? {
        remove(tx, id)?;
        return Ok(twin);
    }
    let now = tx.now();
    diesel::update(jobs::table.find(id))
        .set((
            jobs::state.eq("ready"),
            jobs::run_at.eq(now),
            jobs::attempts.eq(0),
        ))
        .execute(tx.conn())?;
    tx.ring();
    view(tx, id)
}

/// Gives a dead job up for good; the answer is the job as it was.
///
/// # Errors
/// `not_found`, or `state_forbids` if it is not dead.
pub fn drop_dead(tx: &mut Tx<'_>, _: &Acting<Platform>, id: JobId) -> Result<JobView> {
    let job = dead(tx, id)?;
    remove(tx, id)?;
    Ok(job)
}

fn remove(tx: &mut Tx<'_>, id: JobId) -> Result<()> {
    diesel::delete(jobs::table.find(id)).execute(tx.conn())?;
    Ok(())
}

fn dead(tx: &mut Tx<'_>, id: JobId) -> Result<JobView> {
    let job = view(tx, id)?;
    if job.state == "dead" {
        Ok(job)
    } else {
        Err(Code::StateForbids.into())
    }
}

fn view(tx: &mut Tx<'_>, id: JobId) -> Result<JobView> {
    let row: Row = jobs::table
        .find(id)
        .select(Row::as_select())
        .first(tx.conn())
        .or_missing()?;
    Ok(row.into())
}

fn waiting(tx: &mut Tx<'_>, job: &JobView) -> Result<Option<JobView>> {
    let twin = jobs::table
        .filter(jobs::kind.eq(&job.kind).and(jobs::key.eq(&job.key)))
        .filter(diesel::dsl::sql::<sql::Bool>("state = 'ready'"));
    let row: Option<Row> = twin.select(Row::as_select()).first(tx.conn()).optional()?;
    Ok(row.map(JobView::from))
}
