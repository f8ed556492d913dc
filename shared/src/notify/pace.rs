//! Notices that gather: one mail at once, then at most one per binding and pace (five minutes unless the operator says
//! otherwise), with what came meanwhile.

use std::future::Future;

use chrono::Duration;
use diesel::prelude::*;
use diesel::sql_query;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::letter::{Assigned, Goods, Letter, Shipped};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{self, Column, sql};
use crate::db::schema::{bindings, mail_paces, parties};
use crate::error::Result;
use crate::house::House;
use crate::id::{BindingId, FulfillerId, MerchantId, Owned, PartyId, kind};
use crate::outbox::{self, Kind};
use crate::party::setting::{self, Setting};
use crate::worker::{Claimed, Done, Work};

const ASSIGNED: Kind<Paced> = Kind::new("notice.assigned");
const SHIPPED: Kind<Paced> = Kind::new("notice.shipped");
/// Products a mail names.
const NAMED: i64 = 5;

/// Which binding.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Paced {
    binding: Owned<kind::Binding>,
}

/// Which notice of a binding.
#[derive(Clone, Copy)]
struct Pace {
    kind: Kind<Paced>,
    notice: &'static str,
}

const ASSIGNED_PACE: Pace = Pace {
    kind: ASSIGNED,
    notice: "assigned",
};
const SHIPPED_PACE: Pace = Pace {
    kind: SHIPPED,
    notice: "shipped",
};

/// Tells fulfillers of new work: call it in the transaction that makes assignments `assigned`, after their rows
/// (with `assigned_at = tx.now()`) are written. What the mail counts is gathered when it is sent.
///
/// # Errors
/// The database's own.
pub fn assigned(tx: &mut Tx<'_>, merchant: MerchantId, bindings: &[BindingId]) -> Result<()> {
    ask(tx, ASSIGNED_PACE, merchant, bindings)
}

/// Tells a merchant of shipped parcels: call it in the transaction that ships, after the parcels
/// (with `shipped_at = tx.now()`) are written.
///
/// # Errors
/// The database's own.
pub fn shipped(tx: &mut Tx<'_>, merchant: MerchantId, bindings: &[BindingId]) -> Result<()> {
    ask(tx, SHIPPED_PACE, merchant, bindings)
}

#[derive(QueryableByName)]
struct PaceRow {
    #[diesel(sql_type = sql::Uuid)]
    binding_id: BindingId,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    told_at: Option<Instant>,
}

fn ask(tx: &mut Tx<'_>, pace: Pace, merchant: MerchantId, bindings: &[BindingId]) -> Result<()> {
    let (now, apart) = (tx.now(), apart(tx)?);
    let jobs: Result<Vec<_>> = lock(tx, pace, merchant, bindings)?
        .into_iter()
        .map(|row| {
            let binding = Owned::new(merchant, row.binding_id);
            job(pace, binding, next(row.told_at, apart, now))
        })
        .collect();
    outbox::put_all(tx, jobs?)
}

fn job(pace: Pace, binding: Owned<kind::Binding>, at: Instant) -> Result<outbox::Job> {
    pace.kind.job(binding, &Paced { binding }, at)
}

/// Between two mails about one binding.
fn apart(tx: &mut Tx<'_>) -> Result<Duration> {
    Ok(Duration::seconds(setting::get(
        tx.conn(),
        Setting::MAIL_PACE_SECONDS,
    )?))
}

fn next(last: Option<Instant>, apart: Duration, now: Instant) -> Instant {
    last.map_or(now, |last| now.max(last + apart))
}

/// Locks the bindings' paces and reads when they were last mailed about. Whoever gathers locks them too; if it did so at
/// a moment after ours, it did not see what we write now, so the moment is taken back to before ours.
fn lock(tx: &mut Tx<'_>, pace: Pace, merchant: MerchantId, bindings: &[BindingId]) -> Result<Vec<PaceRow>> {
    let now = tx.now();
    let rows: Vec<Value> = bindings.iter().map(|id| json!({ "id": id.raw() })).collect();
    let set = backend::row_set(3, &[("id", Column::Uuid)]);
    // In one order, so that two who assign to the same bindings do not wait for each other.
    Ok(sql_query(format!(
        "INSERT INTO mail_paces (merchant_id, binding_id, notice, told_at) \
         SELECT $1, r.id, $2, NULL FROM {set} r WHERE true ORDER BY r.id \
         ON CONFLICT (merchant_id, binding_id, notice) DO UPDATE SET told_at = \
         CASE WHEN mail_paces.told_at >= $4 THEN $5 ELSE mail_paces.told_at END RETURNING binding_id, told_at"
    ))
    .bind::<sql::Uuid, _>(merchant)
    .bind::<sql::Text, _>(pace.notice)
    .bind::<sql::Text, _>(Value::from(rows).to_string())
    .bind::<sql::Instant, _>(now)
    .bind::<sql::Instant, _>(now - Duration::microseconds(1))
    .load(tx.conn())?)
}

/// What is gathered: a binding, from after one moment to another.
struct Span {
    merchant: MerchantId,
    binding: BindingId,
    fulfiller: FulfillerId,
    after: Instant,
    until: Instant,
}

type Gather = fn(&mut Tx<'_>, &Span) -> Result<Option<(PartyId, Letter)>>;

/// Gathers, puts the mail and remembers the moment; too early, it puts itself off.
fn tell(tx: &mut Tx<'_>, pace: Pace, binding: Owned<kind::Binding>, gather: Gather) -> Result<()> {
    let now = tx.now();
    let Some(row) = lock(tx, pace, binding.owner, &[binding.id])?.pop() else {
        return Ok(());
    };
    let next = next(row.told_at, apart(tx)?, now);
    if next > now {
        return outbox::put(tx, job(pace, binding, next)?);
    }
    let span = Span {
        merchant: binding.owner,
        binding: binding.id,
        fulfiller: fulfiller(tx, binding)?,
        after: row.told_at.unwrap_or(Instant::UNIX_EPOCH),
        until: now,
    };
    let Some(letter) = gather(tx, &span)? else {
        return Ok(());
    };
    super::tell(tx, &[letter])?;
    diesel::update(mail_paces::table.find((binding.owner, binding.id, pace.notice)))
        .set(mail_paces::told_at.eq(Some(now)))
        .execute(tx.conn())?;
    Ok(())
}

fn fulfiller(tx: &mut Tx<'_>, binding: Owned<kind::Binding>) -> Result<FulfillerId> {
    Ok(bindings::table
        .find((binding.owner, binding.id))
        .select(bindings::fulfiller_id)
        .first(tx.conn())?)
}

/// Nothing outside is touched: the whole work is its record.
fn recorded(pace: Pace, jobs: &[Claimed<Paced>], gather: Gather) -> Done {
    let mut bindings: Vec<_> = jobs.iter().map(|job| job.payload.binding).collect();
    // In one order, so that two lanes do not wait for each other.
    bindings.sort_unstable();
    Done::finished().recording(move |tx| {
        bindings
            .iter()
            .try_for_each(|binding| tell(tx, pace, *binding, gather))
    })
}

/// `notice.assigned`.
pub(super) struct TellAssigned;

impl Work for TellAssigned {
    type Payload = Paced;
    const KIND: Kind<Paced> = ASSIGNED;
    const CLAIM: i64 = 10;

    fn work(&self, _: &House, jobs: Vec<Claimed<Paced>>) -> impl Future<Output = Result<Done>> + Send {
        std::future::ready(Ok(recorded(ASSIGNED_PACE, &jobs, gather_assigned)))
    }
}

/// `notice.shipped`.
pub(super) struct TellShipped;

impl Work for TellShipped {
    type Payload = Paced;
    const KIND: Kind<Paced> = SHIPPED;
    const CLAIM: i64 = 10;

    fn work(&self, _: &House, jobs: Vec<Claimed<Paced>>) -> impl Future<Output = Result<Done>> + Send {
        std::future::ready(Ok(recorded(SHIPPED_PACE, &jobs, gather_shipped)))
    }
}

#[derive(QueryableByName)]
struct AssignedRow {
    #[diesel(sql_type = sql::BigInt)]
    assignments: i64,
    #[diesel(sql_type = sql::BigInt)]
    products: i64,
    #[diesel(sql_type = sql::BigInt)]
    pieces: i64,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    ship_by: Option<Instant>,
}

#[derive(QueryableByName)]
struct GoodsRow {
    #[diesel(sql_type = sql::Text)]
    name: String,
    #[diesel(sql_type = sql::BigInt)]
    pieces: i64,
}

/// Assignments of a span that are still the fulfiller's, with their lines.
const TOLD: &str = "FROM assignments a JOIN assignment_lines l \
    ON l.merchant_id = a.merchant_id AND l.assignment_id = a.id \
    WHERE a.merchant_id = $1 AND a.binding_id = $2 AND a.assigned_at > $3 AND a.assigned_at <= $4 \
    AND a.state IN ('assigned', 'accepted', 'shipped') AND l.quantity > l.returned";

fn gather_assigned(tx: &mut Tx<'_>, span: &Span) -> Result<Option<(PartyId, Letter)>> {
    let sums: AssignedRow = sql_query(format!(
        "SELECT count(DISTINCT a.id) AS assignments, count(DISTINCT l.product_id) AS products, \
         CAST(COALESCE(sum(l.quantity - l.returned), 0) AS bigint) AS pieces, min(a.ship_by) AS ship_by {TOLD}"
    ))
    .bind::<sql::Uuid, _>(span.merchant)
    .bind::<sql::Uuid, _>(span.binding)
    .bind::<sql::Instant, _>(span.after)
    .bind::<sql::Instant, _>(span.until)
    .get_result(tx.conn())?;
    if sums.assignments == 0 {
        return Ok(None);
    }
    let products = goods(tx, span)?;
    let letter = Letter::Assignment(Assigned {
        merchant: name(tx, span.merchant.cast())?,
        assignments: sums.assignments,
        pieces: sums.pieces,
        products,
        more_products: (sums.products - NAMED).max(0),
        ship_by: sums.ship_by,
    });
    Ok(Some((span.fulfiller.cast(), letter)))
}

/// The products with most pieces, in the fulfiller's words where the binding's map has some.
fn goods(tx: &mut Tx<'_>, span: &Span) -> Result<Vec<Goods>> {
    let rows: Vec<GoodsRow> = sql_query(format!(
        "SELECT COALESCE(NULLIF(m.fulfiller_name, ''), p.name) AS name, t.pieces FROM \
         (SELECT l.product_id, CAST(sum(l.quantity - l.returned) AS bigint) AS pieces {TOLD} \
         GROUP BY l.product_id ORDER BY 2 DESC, 1 LIMIT $5) t \
         JOIN products p ON p.merchant_id = $1 AND p.id = t.product_id \
         LEFT JOIN sku_map m ON m.merchant_id = $1 AND m.binding_id = $2 AND m.product_id = t.product_id \
         ORDER BY t.pieces DESC, 1"
    ))
    .bind::<sql::Uuid, _>(span.merchant)
    .bind::<sql::Uuid, _>(span.binding)
    .bind::<sql::Instant, _>(span.after)
    .bind::<sql::Instant, _>(span.until)
    .bind::<sql::BigInt, _>(NAMED)
    .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|GoodsRow { name, pieces }| Goods { name, pieces })
        .collect())
}

#[derive(QueryableByName)]
struct ShippedRow {
    #[diesel(sql_type = sql::BigInt)]
    parcels: i64,
    #[diesel(sql_type = sql::BigInt)]
    orders: i64,
    #[diesel(sql_type = sql::BigInt)]
    pieces: i64,
}

fn gather_shipped(tx: &mut Tx<'_>, span: &Span) -> Result<Option<(PartyId, Letter)>> {
    let sums: ShippedRow = sql_query(
        "SELECT count(DISTINCT p.id) AS parcels, count(DISTINCT i.order_id) AS orders, \
         CAST(COALESCE(sum(i.quantity), 0) AS bigint) AS pieces \
         FROM parcels p JOIN parcel_items i ON i.merchant_id = p.merchant_id AND i.parcel_id = p.id \
         WHERE p.merchant_id = $1 AND p.binding_id = $2 AND p.shipped_at IS NOT NULL \
         AND p.shipped_at > $3 AND p.shipped_at <= $4",
    )
    .bind::<sql::Uuid, _>(span.merchant)
    .bind::<sql::Uuid, _>(span.binding)
    .bind::<sql::Instant, _>(span.after)
    .bind::<sql::Instant, _>(span.until)
    .get_result(tx.conn())?;
    if sums.parcels == 0 {
        return Ok(None);
    }
    let letter = Letter::ShippedSummary(Shipped {
        fulfiller: name(tx, span.fulfiller.cast())?,
        parcels: sums.parcels,
        orders: sums.orders,
        pieces: sums.pieces,
    });
    Ok(Some((span.merchant.cast(), letter)))
}

fn name(tx: &mut Tx<'_>, party: PartyId) -> Result<String> {
    Ok(parties::table
        .find(party)
        .select(parties::name)
        .first(tx.conn())?)
}
