//! Batches as people watch them: one, many, and the rows they refused.

use std::collections::BTreeMap;

use chrono::Duration;
use diesel::prelude::*;
use serde::Serialize;
use serde_json::Value;

use super::rows::Row;
use super::{Kind, MOST, State, named};
use crate::clock::Instant;
use crate::db::backend::{Backend, Conn};
use crate::db::schema::{batch_refusals, batches};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{BatchId, Owned, PartyId};
use crate::page::{Page, Paging};
use crate::party::{Acting, OfSide};

/// Batches one look at what moves shows.
const SHOWN: i64 = 20;

/// A batch as people watch it; `done + refused` of `total` since `started_at` is its pace.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = Batch)]
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
    /// What it made and found out on the way, by kind.
    pub progress: Value,
    /// Rows in all, once known.
    pub total: Option<i64>,
    /// Rows done.
    pub done: i64,
    /// Rows refused; ask for them one by one.
    pub refused: i64,
    /// Why rows were refused, the most frequent reason first.
    pub reasons: Vec<Reason>,
    /// Why it failed.
    pub code: Option<String>,
    /// What to do about that.
    pub remedy: Option<String>,
    /// The batch whose refused rows it tries again.
    pub retry_of: Option<BatchId>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When its job began.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Verbs legal now; `retry` is a new batch of the same kind with `refused_by`.
    pub actions: Vec<&'static str>,
    /// It grows with every step.
    pub version: i64,
}

/// A reason, and how many rows it refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = BatchReason)]
pub struct Reason {
    /// The stable code.
    pub code: String,
    /// Rows.
    pub rows: i64,
    /// What happened; empty for a code a file's reader says.
    pub title: &'static str,
    /// What to do next.
    pub remedy: &'static str,
}

/// One row that was refused: where and why, never what stood there.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = BatchRefusal)]
pub struct Refused {
    /// Its place among the refusals, from 1.
    pub ordinal: i64,
    /// Row of the file as the user sees it, or place in the selection, from 1.
    pub row: Option<i64>,
    /// The column's own name, or the field.
    pub column: String,
    /// The stable code.
    pub code: String,
    /// What happened; empty for a code a file's reader says.
    pub title: &'static str,
    /// What the words of the code do not say.
    pub detail: Option<String>,
    /// What to do next.
    pub remedy: &'static str,
    /// The public id or number the row speaks of, where that is no secret.
    pub subject: String,
    /// The number people know it by: of the order, its alias, of the parcel.
    pub number: Option<String>,
}

/// A batch on its way, in few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, utoipa::ToSchema)]
#[diesel(table_name = batches, check_for_backend(Backend))]
#[schema(as = BatchMoving)]
pub struct Moving {
    /// The batch.
    pub id: BatchId,
    /// What it does.
    pub kind: String,
    /// Where it stands.
    pub state: String,
    /// Rows in all, once known.
    pub total: Option<i64>,
    /// Rows done.
    pub done: i64,
    /// Rows refused.
    pub refused: i64,
    /// It grows with every step.
    pub version: i64,
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

/// Those of a party's batches that are on their way or ended in the last minute.
///
/// # Errors
/// The database's own.
pub fn moving(conn: &mut Conn, party: PartyId, now: Instant) -> Result<Vec<Moving>> {
    Ok(batches::table
        .filter(batches::owner_id.eq(party))
        .filter(
            batches::ended_at
                .is_null()
                .or(batches::ended_at.gt(now - Duration::minutes(1))),
        )
        .order(batches::id.desc())
        .limit(SHOWN)
        .select(Moving::as_select())
        .load(conn)?)
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
    let found: Vec<(i64, Option<i64>, String, String, String, Option<String>)> = batch_refusals::table
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
            batch_refusals::detail,
        ))
        .load(conn)?;
    let subjects: Vec<String> = found.iter().map(|row| row.4.clone()).collect();
    let numbers = named::numbers(conn, who.party(), &subjects)?;
    let items = found
        .into_iter()
        .map(|(ordinal, row, column, code, subject, detail)| Refused {
            ordinal,
            row,
            column,
            title: Code::of(&code).map_or("", Code::title),
            remedy: Code::of(&code).map_or("", Code::remedy),
            code,
            detail,
            number: numbers.get(&subject).cloned(),
            subject,
        })
        .collect();
    Page::cut(items, rows, |refused: &Refused| refused.ordinal)
}

/// What an ended batch of that kind refused, as ids: to be tried again.
///
/// # Errors
/// `not_found` for a stranger's or another kind, `state_forbids` while it runs.
pub(crate) fn subjects<S: OfSide, K: crate::id::Kind>(
    conn: &mut Conn,
    who: &Acting<S>,
    kind: Kind,
    id: BatchId,
) -> Result<Vec<Owned<K>>> {
    const AT: &str = "/selection/refused_by";
    let view = one(conn, who, id).map_err(|error| error.at(AT))?;
    if view.kind != kind {
        return Err(Refusal::new(Code::NotFound).at(AT).into());
    }
    if view.state.live() {
        return Err(Refusal::new(Code::StateForbids)
            .at(AT)
            .saying("the batch still runs")
            .into());
    }
    let found: Vec<String> = batch_refusals::table
        .filter(batch_refusals::owner_id.eq(who.party()))
        .filter(batch_refusals::batch_id.eq(id))
        .order(batch_refusals::ordinal)
        .limit(i64::try_from(MOST).unwrap_or(i64::MAX))
        .select(batch_refusals::subject)
        .load(conn)?;
    Ok(found.iter().filter_map(|subject| subject.parse().ok()).collect())
}

fn reasons(row: &Row) -> Result<Vec<Reason>, Broken> {
    let Some(kept) = &row.reasons else {
        return Ok(Vec::new());
    };
    let kept: BTreeMap<String, i64> =
        serde_json::from_value(kept.clone()).map_err(|_| Broken::row("batches", "reasons", row.id))?;
    let reason = |(code, rows): (String, i64)| Reason {
        title: Code::of(&code).map_or("", Code::title),
        remedy: Code::of(&code).map_or("", Code::remedy),
        code,
        rows,
    };
    let mut all: Vec<Reason> = kept.into_iter().map(reason).collect();
    all.sort_by_key(|reason| std::cmp::Reverse(reason.rows));
    Ok(all)
}

const fn actions(kind: Kind, state: State, refused: i64) -> &'static [&'static str] {
    match (state.live(), kind) {
        (true, _) => &["cancel"],
        (false, Kind::Import) => &[],
        (false, _) if refused > 0 => &["retry"],
        (false, _) => &[],
    }
}

impl TryFrom<Row> for View {
    type Error = Broken;

    fn try_from(row: Row) -> Result<Self, Broken> {
        let state = State::of(&row.state).ok_or_else(|| Broken::row("batches", "state", row.id))?;
        let kind = Kind::of(&row.kind).ok_or_else(|| Broken::row("batches", "kind", row.id))?;
        let failed = row.code.as_deref().and_then(Code::of);
        Ok(Self {
            id: row.id,
            kind,
            state,
            dry_run: row.dry_run,
            reasons: reasons(&row)?,
            request: row.request,
            progress: row.progress,
            total: row.total,
            done: row.done,
            refused: row.refused,
            remedy: failed.map(|code| code.remedy().to_owned()),
            code: row.code,
            retry_of: row.retry_of,
            created_at: row.created_at,
            started_at: row.started_at,
            ended_at: row.ended_at,
            actions: actions(kind, state, row.refused).to_vec(),
            version: row.version,
        })
    }
}
