//! Work over more rows than one call takes: begun by a call, done by jobs, watched by people, refused row by row.

mod rows;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::db::schema::{batch_refusals, batches};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{BatchId, PartyId, PersonId};
use crate::page::{Page, Paging};
use crate::party::{Acting, OfSide, Who};
use rows::{NewBatch, NewRefusal, Row};

/// What a batch does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Orders out of a file.
    Import,
    /// All orders that match a filter are given to a factory.
    Assign,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its job has not begun.
    Waiting,
    /// Being worked on.
    Running,
    /// Every row was done or refused.
    Done,
    /// It could not go on; `code` says why. What was done stays done.
    Failed,
    /// Somebody stopped it. What was done stays done.
    Cancelled,
}

impl State {
    const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// True while its job has something left to do.
    #[must_use]
    pub const fn live(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

impl Kind {
    const ALL: [Self; 2] = [Self::Import, Self::Assign];

    const fn text(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Assign => "assign",
        }
    }
}

/// A batch as people watch it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct View {
    /// The batch.
    pub id: BatchId,
    /// What it does.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// True if nothing will be changed.
    pub dry_run: bool,
    /// What it was asked to do.
    pub request: Value,
    /// What it found out on the way, by kind.
    pub progress: Value,
    /// Rows in all, once known.
    pub total: Option<i64>,
    /// Rows done.
    pub done: i64,
    /// Rows refused; ask for them one by one.
    pub refused: i64,
    /// Why it failed.
    pub code: Option<String>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When its job began.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Verbs legal now.
    pub actions: Vec<&'static str>,
    /// It grows with every step.
    pub version: i64,
}

/// One row that was refused: where and why, never what stood there.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Refused {
    /// Its place among the refusals, from 1.
    pub ordinal: i64,
    /// Row of the file as the user sees it, from 1.
    pub row: Option<i64>,
    /// The column's own name, or the field.
    pub column: String,
    /// The stable code.
    pub code: String,
    /// The public id or number the row speaks of, where that is no secret.
    pub subject: String,
}

/// A batch to begin.
pub struct Begin {
    /// What it does.
    pub kind: Kind,
    /// True if nothing may be changed.
    pub dry_run: bool,
    /// What it is asked to do, for people.
    pub request: Value,
    /// Where its rows are kept, sealed; for uploads.
    pub spool: Option<Vec<u8>>,
}

/// What one step achieved.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// Rows done.
    pub done: i64,
    /// Rows refused.
    pub refused: Vec<Refusing>,
    /// Rows in all, once known.
    pub total: Option<i64>,
    /// What it found out so far.
    pub progress: Option<Value>,
}

/// A row being refused.
#[derive(Debug, Clone)]
pub struct Refusing {
    /// Row of the file, from 1.
    pub row: Option<i64>,
    /// Column or field.
    pub column: String,
    /// Why.
    pub code: String,
    /// What it speaks of.
    pub subject: String,
}

/// Begins a batch of the caller's party; the caller puts the job.
///
/// # Errors
/// When the database breaks.
pub fn begin<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, begin: Begin) -> Result<View> {
    let by: Option<PersonId> = match who.who() {
        Who::Person(person) => Some(person),
        Who::Machine(_) | Who::Worker => None,
    };
    let row: Row = diesel::insert_into(batches::table)
        .values(NewBatch {
            owner_id: who.party(),
            id: BatchId::fresh(),
            kind: begin.kind.text(),
            state: State::Waiting.text(),
            dry_run: begin.dry_run,
            request: begin.request,
            spool: begin.spool,
            progress: Value::Object(serde_json::Map::new()),
            done: 0,
            refused: 0,
            created_by: by,
            created_at: tx.now(),
            version: 1,
        })
        .returning(Row::as_returning())
        .get_result(tx.conn())?;
    Ok(View::try_from(row)?)
}

/// A batch of the caller's party.
///
/// # Errors
/// `not_found`.
pub fn one<S: OfSide>(conn: &mut Conn, who: &Acting<S>, id: BatchId) -> Result<View> {
    let row = batches::table
        .find((who.party(), id))
        .select(Row::as_select())
        .first(conn)
        .or_missing()?;
    Ok(View::try_from(row)?)
}

/// The caller's batches, newest first.
///
/// # Errors
/// `invalid_field` for a bad page.
pub fn list<S: OfSide>(conn: &mut Conn, who: &Acting<S>, paging: &Paging) -> Result<Page<View>> {
    let rows = paging.rows()?;
    let mut query = batches::table
        .filter(batches::owner_id.eq(who.party()))
        .into_boxed();
    if let Some(after) = paging.place::<BatchId>()? {
        query = query.filter(batches::id.lt(after));
    }
    let found: Vec<Row> = query
        .order(batches::id.desc())
        .limit(rows + 1)
        .select(Row::as_select())
        .load(conn)?;
    let views = found
        .into_iter()
        .map(View::try_from)
        .collect::<Result<Vec<_>, Broken>>()?;
    Page::cut(views, rows, |view| view.id)
}

/// The rows a batch refused, in the order it met them.
///
/// # Errors
/// `not_found`, `invalid_field` for a bad page.
pub fn refusals<S: OfSide>(
    conn: &mut Conn,
    who: &Acting<S>,
    id: BatchId,
    paging: &Paging,
) -> Result<Page<Refused>> {
    one(conn, who, id)?;
    let rows = paging.rows()?;
    let after = paging.place::<i64>()?.unwrap_or(0);
    let found: Vec<(i64, Option<i64>, String, String, String)> = batch_refusals::table
        .filter(batch_refusals::owner_id.eq(who.party()))
        .filter(batch_refusals::batch_id.eq(id))
        .filter(batch_refusals::ordinal.gt(after))
        .order(batch_refusals::ordinal)
        .limit(rows + 1)
        .select((
            batch_refusals::ordinal,
            batch_refusals::place,
            batch_refusals::field,
            batch_refusals::code,
            batch_refusals::subject,
        ))
        .load(conn)?;
    let items = found
        .into_iter()
        .map(|(ordinal, row, column, code, subject)| Refused {
            ordinal,
            row,
            column,
            code,
            subject,
        })
        .collect();
    Page::cut(items, rows, |refused: &Refused| refused.ordinal)
}

/// Stops a batch; what was done stays done.
///
/// # Errors
/// `not_found`, `state_forbids` once it ended.
pub fn cancel<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, id: BatchId) -> Result<View> {
    let view = one(tx.conn(), who, id)?;
    if !view.state.live() {
        return Err(Refusal::new(Code::StateForbids)
            .saying("the batch has ended")
            .into());
    }
    end(tx, who.party(), id, State::Cancelled, None)?;
    one(tx.conn(), who, id)
}

/// What the job of a batch needs: read once when it begins or goes on.
pub(crate) struct Work {
    /// What people asked.
    pub request: Value,
    /// Its sealed spool.
    pub spool: Option<Vec<u8>>,
    /// True if nothing may be changed.
    pub dry_run: bool,
    /// What an earlier run found out.
    pub progress: Value,
}

/// Takes up a batch's work; None if it ended meanwhile.
pub(crate) fn take_up(tx: &mut Tx<'_>, owner: PartyId, id: BatchId) -> Result<Option<Work>> {
    let now = tx.now();
    let row: Row = batches::table
        .find((owner, id))
        .select(Row::as_select())
        .first(tx.conn())
        .or_missing()?;
    if !State::ALL
        .iter()
        .any(|state| state.live() && state.text() == row.state)
    {
        return Ok(None);
    }
    diesel::update(batches::table.find((owner, id)))
        .set((
            batches::state.eq(State::Running.text()),
            batches::started_at.eq(row.started_at.unwrap_or(now)),
            batches::version.eq(row.version + 1),
        ))
        .execute(tx.conn())?;
    let spool = batches::table
        .find((owner, id))
        .select(batches::spool)
        .first(tx.conn())?;
    Ok(Some(Work {
        request: row.request,
        spool,
        dry_run: row.dry_run,
        progress: row.progress,
    }))
}

/// Adds one step to a running batch, in the step's own transaction; false if somebody stopped it.
pub(crate) fn advance(tx: &mut Tx<'_>, owner: PartyId, id: BatchId, step: Step) -> Result<bool> {
    let row: Row = batches::table
        .find((owner, id))
        .select(Row::as_select())
        .first(tx.conn())
        .or_missing()?;
    if row.state != State::Running.text() {
        return Ok(false);
    }
    let refused: Vec<NewRefusal> = step
        .refused
        .iter()
        .zip(row.refused + 1..)
        .map(|(refusing, ordinal)| NewRefusal::of(owner, id, ordinal, refusing))
        .collect();
    for some in refused.chunks(1000) {
        diesel::insert_into(batch_refusals::table)
            .values(some)
            .execute(tx.conn())?;
    }
    let count = i64::try_from(refused.len()).unwrap_or(i64::MAX);
    diesel::update(batches::table.find((owner, id)))
        .set((
            batches::done.eq(row.done + step.done),
            batches::refused.eq(row.refused + count),
            batches::total.eq(step.total.or(row.total)),
            batches::progress.eq(step.progress.unwrap_or(row.progress)),
            batches::version.eq(row.version + 1),
        ))
        .execute(tx.conn())?;
    Ok(true)
}

/// Ends a batch; its spool is forgotten with it.
pub(crate) fn end(
    tx: &mut Tx<'_>,
    owner: PartyId,
    id: BatchId,
    state: State,
    code: Option<&str>,
) -> Result<()> {
    let now = tx.now();
    diesel::update(batches::table.find((owner, id)))
        .set((
            batches::state.eq(state.text()),
            batches::code.eq(code),
            batches::spool.eq(None::<Vec<u8>>),
            batches::ended_at.eq(now),
            batches::version.eq(batches::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

impl TryFrom<Row> for View {
    type Error = Broken;

    fn try_from(row: Row) -> Result<Self, Broken> {
        let kind = Kind::ALL.into_iter().find(|kind| kind.text() == row.kind);
        let state = State::ALL.into_iter().find(|state| state.text() == row.state);
        let state = state.ok_or_else(|| Broken::row("batches", "state", row.id))?;
        Ok(Self {
            id: row.id,
            kind: kind.ok_or_else(|| Broken::row("batches", "kind", row.id))?,
            state,
            dry_run: row.dry_run,
            request: row.request,
            progress: row.progress,
            total: row.total,
            done: row.done,
            refused: row.refused,
            code: row.code,
            created_at: row.created_at,
            started_at: row.started_at,
            ended_at: row.ended_at,
            actions: if state.live() { vec!["cancel"] } else { vec![] },
            version: row.version,
        })
    }
}
