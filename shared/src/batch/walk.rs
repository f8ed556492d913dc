//! How a batch's job goes through its rows: each step commits what it did, what it refused and how far it came.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde_json::{Value, json};

use super::rows::{NewRefusal, Row};
use super::{Item, Kind, State};
use crate::bulk;
use crate::clock::Instant;
use crate::db::backend::{FOR_UPDATE, sql};
use crate::db::schema::{batch_items, batch_refusals, batches};
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, OrRefuse, Result};
use crate::id::{BatchId, MachineId, MerchantId, Owned, PartyId, PersonId, PrintTaskId, ThingId, kind};
use crate::party::Who;
use crate::worker::Done;

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
    /// The last row walked.
    pub place: Option<i64>,
}

/// A row being refused.
#[derive(Debug, Clone, Default)]
pub struct Refusing {
    /// Row of the file, or place in the selection, from 1.
    pub row: Option<i64>,
    /// Column or field.
    pub column: String,
    /// Why.
    pub code: String,
    /// What the code does not say.
    pub detail: Option<String>,
    /// What it speaks of.
    pub subject: String,
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

/// A batch held by this transaction.
#[derive(QueryableByName)]
pub(super) struct Held {
    #[diesel(sql_type = sql::Uuid)]
    id: BatchId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Json)]
    request: Value,
    #[diesel(sql_type = sql::Json)]
    progress: Value,
    #[diesel(sql_type = sql::Nullable<sql::BigInt>)]
    place: Option<i64>,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    created_by: Option<PersonId>,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    machine_id: Option<MachineId>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    started_at: Option<Instant>,
}

impl Held {
    /// True while it has something left to do.
    pub(super) fn live(&self) -> Result<bool> {
        let state = State::of(&self.state).ok_or_else(|| Broken::row("batches", "state", self.id))?;
        Ok(state.live())
    }

    fn who(&self) -> Who {
        match (self.created_by, self.machine_id) {
            (Some(person), _) => Who::Person(person),
            (None, Some(machine)) => Who::Machine(machine),
            (None, None) => Who::Worker,
        }
    }
}

/// Holds the batch's row until the transaction ends: of two who walk it, or stop it, one waits.
pub(super) fn lock(tx: &mut Tx<'_>, owner: PartyId, id: BatchId) -> Result<Held> {
    diesel::sql_query(format!(
        "SELECT id, state, request, progress, place, created_by, machine_id, started_at FROM batches
         WHERE owner_id = $1 AND id = $2{FOR_UPDATE}"
    ))
    .bind::<sql::Uuid, _>(owner)
    .bind::<sql::Uuid, _>(id)
    .get_result(tx.conn())
    .or_missing()
}

/// Takes up a batch's work; None if it ended meanwhile.
pub(crate) fn take_up(tx: &mut Tx<'_>, owner: PartyId, id: BatchId) -> Result<Option<Work>> {
    let held = lock(tx, owner, id)?;
    if !held.live()? {
        return Ok(None);
    }
    begin(tx, owner, &held)?;
    let (spool, dry_run) = batches::table
        .find((owner, id))
        .select((batches::spool, batches::dry_run))
        .first(tx.conn())?;
    Ok(Some(Work {
        request: held.request,
        spool,
        dry_run,
        progress: held.progress,
    }))
}

fn begin(tx: &mut Tx<'_>, owner: PartyId, held: &Held) -> Result<()> {
    let now = tx.now();
    tx.stir(owner, Noun::Batches);
    diesel::update(batches::table.find((owner, held.id)))
        .set((
            batches::state.eq(State::Running.text()),
            batches::started_at.eq(held.started_at.unwrap_or(now)),
            batches::version.eq(batches::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The next rows of a batch, held by this transaction.
pub(crate) struct Chunk {
    /// Who asked.
    pub who: Who,
    /// What.
    pub request: Value,
    /// What it made so far.
    pub progress: Progress,
    /// The rows and their places; none when all were walked.
    pub items: Vec<(i64, Item)>,
}

/// What a walk made so far, as the batch shows it: names under which more is to be found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Progress {
    /// Acts by which what was assigned can be found and undone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<Owned<kind::Act>>,
    /// Print tasks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<PrintTaskId>,
}

/// Takes the next rows of a batch, at most 500; None if it ended meanwhile.
pub(crate) fn chunk(tx: &mut Tx<'_>, owner: PartyId, id: BatchId) -> Result<Option<Chunk>> {
    let held = lock(tx, owner, id)?;
    if !held.live()? {
        return Ok(None);
    }
    if held.started_at.is_none() {
        begin(tx, owner, &held)?;
    }
    let found: Vec<(i64, MerchantId, ThingId)> = batch_items::table
        .filter(batch_items::owner_id.eq(owner))
        .filter(batch_items::batch_id.eq(id))
        .filter(batch_items::ordinal.gt(held.place.unwrap_or_default()))
        .order(batch_items::ordinal)
        .limit(i64::try_from(bulk::MOST).unwrap_or(500))
        .select((
            batch_items::ordinal,
            batch_items::merchant_id,
            batch_items::thing_id,
        ))
        .load(tx.conn())?;
    let item = |(place, merchant, thing): (i64, MerchantId, ThingId)| {
        let thing = thing.raw();
        (place, Item { merchant, thing })
    };
    Ok(Some(Chunk {
        who: held.who(),
        items: found.into_iter().map(item).collect(),
        progress: serde_json::from_value(held.progress)
            .map_err(|_| Broken::row("batches", "progress", id))?,
        request: held.request,
    }))
}

impl Chunk {
    /// Only those first rows that are of one merchant: an act of one transaction is an act on one merchant's rows.
    pub(crate) fn of_one_merchant(mut self) -> Self {
        if let Some(first) = self.items.first().map(|(_, item)| item.merchant) {
            let theirs = self.items.iter().take_while(|(_, item)| item.merchant == first);
            let many = theirs.count();
            self.items.truncate(many);
        }
        self
    }
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
            batches::reasons.eq(Some(reasons(&row, &step.refused)?)),
            batches::total.eq(step.total.or(row.total)),
            batches::progress.eq(step.progress.unwrap_or(row.progress)),
            batches::place.eq(step.place.or(row.place)),
            batches::version.eq(row.version + 1),
        ))
        .execute(tx.conn())?;
    tx.stir(owner, Noun::Batches);
    Ok(true)
}

fn reasons(row: &Row, refused: &[Refusing]) -> Result<Value> {
    let kept = row.reasons.clone().unwrap_or_else(|| json!({}));
    let mut counts: BTreeMap<String, i64> =
        serde_json::from_value(kept).map_err(|_| Broken::row("batches", "reasons", row.id))?;
    for refusing in refused {
        *counts.entry(refusing.code.clone()).or_default() += 1;
    }
    Ok(json!(counts))
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
    tx.stir(owner, Noun::Batches);
    Ok(())
}

/// Fails batches of a kind that were begun before `before` and have not ended: what they read is gone.
pub(crate) fn expire(tx: &mut Tx<'_>, kind: Kind, before: Instant, code: &str) -> Result<usize> {
    let text =
        "UPDATE batches SET state = 'failed', code = $1, spool = NULL, ended_at = $2, version = version + 1
         WHERE state IN ('waiting', 'running') AND created_at < $3 AND kind = $4";
    let failed = diesel::sql_query(text)
        .bind::<sql::Text, _>(code)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Instant, _>(before)
        .bind::<sql::Text, _>(kind.text())
        .execute(tx.conn())?;
    Ok(failed)
}

/// The end of batches under which workers died again and again: they are not left running for ever.
pub(crate) fn worn(batches: Vec<(PartyId, BatchId)>) -> Done {
    Done::finished().recording(move |tx| {
        let fail = |(owner, id): &(PartyId, BatchId)| fail(tx, *owner, *id, Code::Busy.text());
        batches.iter().try_for_each(fail)
    })
}

/// Ends a batch that cannot go on, unless somebody ended it before.
pub(crate) fn fail(tx: &mut Tx<'_>, owner: PartyId, id: BatchId, code: &str) -> Result<()> {
    match lock(tx, owner, id)?.live()? {
        true => end(tx, owner, id, State::Failed, Some(code)),
        false => Ok(()),
    }
}
