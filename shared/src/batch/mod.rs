//! Work over more rows than one call takes: begun by a call, done by jobs, watched by people, refused row by row.

mod kind;
mod look;
mod named;
mod rows;
mod walk;

use diesel::prelude::*;
use serde_json::{Value, json};

use crate::db::backend::{Column, Conn, row_set, sql};
use crate::db::schema::batches;
use crate::db::{Noun, Tx};
use crate::error::{Code, Refusal, Result};
use crate::id::{BatchId, Id, MachineId, MerchantId, Owned, PartyId, PersonId};
use crate::party::{Acting, OfSide, Who};
use rows::{NewBatch, Row};

pub use kind::{Kind, State};
pub(crate) use look::subjects;
pub use look::{Moving, Reason, Refused, View, list, moving, one, refusals};
pub(crate) use walk::{Progress, Refusing, Step, advance, chunk, end, expire, fail, take_up, worn};

/// Rows a batch walks at most.
pub const MOST: usize = 100_000;
/// Rows one statement writes at most.
const SOME: usize = 5_000;

/// A batch to begin.
pub struct Begin {
    /// What it does.
    pub kind: Kind,
    /// True if nothing may be changed.
    pub dry_run: bool,
    /// What it is asked to do, for people and for its job.
    pub request: Value,
    /// Where its rows are kept, sealed; for uploads.
    pub spool: Option<Vec<u8>>,
    /// The rows it walks, in this order; none for uploads.
    pub items: Option<Vec<Item>>,
    /// The batch whose refusals it tries again.
    pub retry_of: Option<BatchId>,
}

/// A row to walk: whose, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The merchant whose row it is.
    pub merchant: MerchantId,
    /// Its id.
    pub thing: uuid::Uuid,
}

impl<K: crate::id::Kind> From<Owned<K>> for Item {
    fn from(id: Owned<K>) -> Self {
        Self {
            merchant: id.owner,
            thing: id.id.raw(),
        }
    }
}

impl Item {
    /// The row as an id of its kind.
    #[must_use]
    pub const fn id<K: crate::id::Kind>(self) -> Owned<K> {
        Owned::new(self.merchant, Id::of(self.thing))
    }
}

/// Batches of one kind that a party may have under way.
const MOST_OPEN: i64 = 10;

/// Refuses more of a kind than a party may have under way: each holds rows, and an import its file, until it ends.
///
/// # Errors
/// `rate_limited`.
pub fn room<S: OfSide>(conn: &mut Conn, who: &Acting<S>, kind: Kind) -> Result<()> {
    let open: i64 = batches::table
        .filter(batches::owner_id.eq(who.party()))
        .filter(batches::kind.eq(kind.text()))
        .filter(batches::ended_at.is_null())
        .count()
        .get_result(conn)?;
    match open < MOST_OPEN {
        true => Ok(()),
        false => Err(Refusal::new(Code::RateLimited)
            .saying(format!(
                "{MOST_OPEN} of these are under way: wait until one has ended"
            ))
            .after(30)
            .into()),
    }
}

/// Begins a batch of the caller's party; the caller puts the job.
///
/// # Errors
/// `too_many_rows`; `rate_limited` where too many are under way.
pub fn begin<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, begin: Begin) -> Result<View> {
    room(tx.conn(), who, begin.kind)?;
    let (person, machine) = actor(who.who());
    let total = begin.items.as_ref().map(Vec::len);
    if total.is_some_and(|total| total > MOST) {
        return Err(too_many());
    }
    let row: Row = diesel::insert_into(batches::table)
        .values(NewBatch {
            owner_id: who.party(),
            id: BatchId::fresh(),
            kind: begin.kind.text(),
            state: State::Waiting.text(),
            dry_run: begin.dry_run,
            request: begin.request,
            spool: begin.spool,
            progress: json!({}),
            total: total.and_then(|total| i64::try_from(total).ok()),
            done: 0,
            refused: 0,
            created_by: person,
            machine_id: machine,
            created_at: tx.now(),
            place: 0,
            retry_of: begin.retry_of,
            version: 1,
        })
        .returning(Row::as_returning())
        .get_result(tx.conn())?;
    write_items(tx, who.party(), row.id, &begin.items.unwrap_or_default())?;
    tx.stir(who.party(), Noun::Batches);
    Ok(View::try_from(row)?)
}

/// More rows than a batch walks.
pub(crate) fn too_many() -> crate::error::Error {
    Refusal::new(Code::TooManyRows)
        .at("/selection")
        .saying(format!(
            "a batch walks at most {MOST} rows: narrow the filter, or begin several"
        ))
        .into()
}

const fn actor(who: Who) -> (Option<PersonId>, Option<MachineId>) {
    match who {
        Who::Person(person) => (Some(person), None),
        Who::Machine(machine) => (None, Some(machine)),
        Who::Worker => (None, None),
    }
}

/// Writes down which rows are walked: what appears later is not among them.
fn write_items(tx: &mut Tx<'_>, owner: PartyId, batch: BatchId, items: &[Item]) -> Result<()> {
    let columns = [
        ("ordinal", Column::BigInt),
        ("merchant", Column::Uuid),
        ("thing", Column::Uuid),
    ];
    let text = format!(
        "INSERT INTO batch_items (owner_id, batch_id, ordinal, merchant_id, thing_id)
         SELECT $1, $2, r.ordinal, r.merchant, r.thing FROM {} r",
        row_set(3, &columns)
    );
    let numbered: Vec<Value> = items
        .iter()
        .zip(1_i64..)
        .map(|(item, ordinal)| json!({ "ordinal": ordinal, "merchant": item.merchant.raw(), "thing": item.thing }))
        .collect();
    for some in numbered.chunks(SOME) {
        diesel::sql_query(&text)
            .bind::<sql::Uuid, _>(owner)
            .bind::<sql::Uuid, _>(batch)
            .bind::<sql::Text, _>(json!(some).to_string())
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Stops a batch between two steps; what was done stays done.
///
/// # Errors
/// `not_found`, `state_forbids` once it ended.
pub fn cancel<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, id: BatchId) -> Result<View> {
    if !walk::lock(tx, who.party(), id)?.live()? {
        return Err(Refusal::new(Code::StateForbids)
            .saying("the batch has ended")
            .into());
    }
    end(tx, who.party(), id, State::Cancelled, None)?;
    one(tx.conn(), who, id)
}
