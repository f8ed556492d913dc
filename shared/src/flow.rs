//! What flows: orders, assignments and parcels day by day, and how punctual each binding is; for charts, bounded in days.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime, TimeZone};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::clock::{Instant, Zone};
use crate::db::backend::{Column, Conn, LED_JOIN, instant_text, row_set, sql};
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{BindingId, MerchantId, Owned, PartyId, kind};
use crate::party::{Acting, Factory, Merchant, Platform};

mod trouble;

pub use trouble::{Trouble, of_platform};

/// Days told where the caller does not say.
const USUAL: i64 = 30;
/// Days told at most.
const MOST: i64 = 30;
/// Bindings told at most, those with the most work first.
const BINDINGS: i64 = 200;

/// How far back.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Ask {
    /// Days up to today, 1 to 30; 30 unless told.
    pub days: Option<i64>,
}

/// One day in the platform's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = FlowDay)]
pub struct Day {
    /// Which.
    pub day: NaiveDate,
    /// Orders placed that day; none for a fulfiller, who is not told of orders.
    pub orders: i64,
    /// Assignments fulfillers saw for the first time.
    pub assigned: i64,
    /// Parcels that left.
    pub shipped: i64,
}

/// How a binding does, over assignments of the last days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = FlowBinding)]
pub struct Punctual {
    /// The binding.
    pub binding: Owned<kind::Binding>,
    /// Assignments waiting for an answer.
    pub waiting: i64,
    /// Assignments in work.
    pub working: i64,
    /// Assignments with a time to leave by that left in time.
    pub on_time: i64,
    /// Those that left late, or are late now.
    pub late: i64,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = sql::BigInt)]
    n: i64,
    #[diesel(sql_type = sql::BigInt)]
    many: i64,
}

/// The last days of a merchant.
///
/// # Errors
/// `invalid_field`.
pub fn of_merchant(
    conn: &mut Conn,
    who: &Acting<Merchant>,
    zone: Zone,
    now: Instant,
    ask: Ask,
) -> Result<Vec<Day>> {
    let span = Span::of(zone, now, ask)?;
    let own = "orders t ON t.merchant_id = $2 AND t.placed_at >= d.since AND t.placed_at < d.until";
    span.told(conn, who.party(), Some(own), "b.merchant_id = $2", OWN_SHIPPED)
}

/// The last days of a factory or warehouse.
///
/// # Errors
/// `invalid_field`.
pub fn of_factory(
    conn: &mut Conn,
    who: &Acting<Factory>,
    zone: Zone,
    now: Instant,
    ask: Ask,
) -> Result<Vec<Day>> {
    Span::of(zone, now, ask)?.told(conn, who.party(), None, "b.fulfiller_id = $2", "")
}

/// The last days of all parties.
///
/// # Errors
/// `invalid_field`.
pub fn of_all(conn: &mut Conn, _: &Acting<Platform>, zone: Zone, now: Instant, ask: Ask) -> Result<Vec<Day>> {
    let span = Span::of(zone, now, ask)?;
    // The bind keeps its place in a text that wants nobody's rows in particular.
    let all = "parties m ON m.kind = 'merchant' AND m.id <> $2 JOIN orders t ON t.merchant_id = m.id
        AND t.placed_at >= d.since AND t.placed_at < d.until";
    let nobody = PartyId::of(uuid::Uuid::nil());
    span.told(conn, nobody, Some(all), "b.merchant_id <> $2", OWN_SHIPPED_BY_ALL)
}

/// Parcels a merchant packed himself; the index that tells merchants of shipments holds them under no binding.
const OWN_SHIPPED: &str = "UNION ALL SELECT d.n FROM {days} d {led} parcels t ON t.merchant_id = $2
    AND t.binding_id IS NULL AND t.shipped_at IS NOT NULL AND t.shipped_at >= d.since AND t.shipped_at < d.until";
/// The same of every merchant.
const OWN_SHIPPED_BY_ALL: &str = "UNION ALL SELECT d.n FROM {days} d {led} parties m ON m.kind = 'merchant'
    JOIN parcels t ON t.merchant_id = m.id AND t.binding_id IS NULL
    AND t.shipped_at IS NOT NULL AND t.shipped_at >= d.since AND t.shipped_at < d.until";

/// Days and where they begin and end.
struct Span {
    days: Vec<NaiveDate>,
    rows: String,
}

impl Span {
    fn of(zone: Zone, now: Instant, ask: Ask) -> Result<Self> {
        let many = ask.days.unwrap_or(USUAL);
        if !(1..=MOST).contains(&many) {
            return Err(Refusal::new(Code::InvalidField)
                .at("days")
                .saying(format!("1 to {MOST}"))
                .into());
        }
        let today = zone.day(now);
        let back = |n: i64| {
            u64::try_from(n)
                .ok()
                .and_then(|n| today.checked_sub_days(Days::new(n)))
        };
        let days: Vec<NaiveDate> = (0..many).rev().filter_map(back).collect();
        let mut rows = Vec::with_capacity(days.len());
        for (n, day) in (0_i64..).zip(&days) {
            let (since, until) = (midnight(zone, *day)?, midnight(zone, next(*day)?)?);
            rows.push(json!({ "n": n, "since": instant_text(since), "until": instant_text(until) }));
        }
        let rows = json!(rows).to_string();
        Ok(Self { days, rows })
    }

    fn told(
        &self,
        conn: &mut Conn,
        party: PartyId,
        orders: Option<&str>,
        bindings: &str,
        own: &str,
    ) -> Result<Vec<Day>> {
        let days = days();
        let orders = match orders {
            Some(from) => self.count(
                conn,
                party,
                &format!("SELECT d.n FROM {days} d {LED_JOIN} {from}"),
            )?,
            None => BTreeMap::new(),
        };
        let of = |table: &str, at: &str| {
            format!(
                "SELECT d.n FROM {days} d {LED_JOIN} bindings b ON {bindings}
                 JOIN {table} t ON t.merchant_id = b.merchant_id AND t.binding_id = b.id
                 AND t.{at} IS NOT NULL AND t.{at} >= d.since AND t.{at} < d.until"
            )
        };
        let assigned = self.count(conn, party, &of("assignments", "assigned_at"))?;
        let own = own.replace("{days}", &days).replace("{led}", LED_JOIN);
        let shipped = self.count(conn, party, &format!("{} {own}", of("parcels", "shipped_at")))?;
        let told = (0_i64..).zip(&self.days).map(|(n, day)| Day {
            day: *day,
            orders: at(&orders, n),
            assigned: at(&assigned, n),
            shipped: at(&shipped, n),
        });
        Ok(told.collect())
    }

    /// How many of each day, by its place.
    fn count(&self, conn: &mut Conn, party: PartyId, text: &str) -> Result<BTreeMap<i64, i64>> {
        let found: Vec<Counted> =
            diesel::sql_query(format!("SELECT n, count(*) AS many FROM ({text}) f GROUP BY n"))
                .bind::<sql::Text, _>(&self.rows)
                .bind::<sql::Uuid, _>(party)
                .load(conn)?;
        Ok(found.into_iter().map(|row| (row.n, row.many)).collect())
    }
}

/// What was counted of one day.
fn at(counts: &BTreeMap<i64, i64>, n: i64) -> i64 {
    counts.get(&n).copied().unwrap_or_default()
}

fn days() -> String {
    let columns = [
        ("n", Column::BigInt),
        ("since", Column::Instant),
        ("until", Column::Instant),
    ];
    row_set(1, &columns)
}

fn next(day: NaiveDate) -> Result<NaiveDate> {
    let next = day.succ_opt();
    Ok(next.ok_or_else(|| Broken::new("a day without a morrow"))?)
}

fn midnight(zone: Zone, day: NaiveDate) -> Result<Instant> {
    let local = zone.offset().from_local_datetime(&day.and_time(NaiveTime::MIN));
    let at = local
        .single()
        .ok_or_else(|| Broken::new("a day without a midnight"))?;
    Ok(at.to_utc())
}

#[derive(QueryableByName)]
struct PunctualRow {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: BindingId,
    #[diesel(sql_type = sql::BigInt)]
    waiting: i64,
    #[diesel(sql_type = sql::BigInt)]
    working: i64,
    #[diesel(sql_type = sql::BigInt)]
    on_time: i64,
    #[diesel(sql_type = sql::BigInt)]
    late: i64,
}

/// How the merchant's factories do.
///
/// # Errors
/// `invalid_field`.
pub fn bindings_of_merchant(
    conn: &mut Conn,
    who: &Acting<Merchant>,
    zone: Zone,
    now: Instant,
    ask: Ask,
) -> Result<Vec<Punctual>> {
    punctual(
        conn,
        "b.merchant_id",
        who.party(),
        &Span::of(zone, now, ask)?,
        zone,
        now,
    )
}

/// How the factory does for its merchants.
///
/// # Errors
/// `invalid_field`.
pub fn bindings_of_factory(
    conn: &mut Conn,
    who: &Acting<Factory>,
    zone: Zone,
    now: Instant,
    ask: Ask,
) -> Result<Vec<Punctual>> {
    punctual(
        conn,
        "b.fulfiller_id",
        who.party(),
        &Span::of(zone, now, ask)?,
        zone,
        now,
    )
}

fn punctual(
    conn: &mut Conn,
    side: &str,
    party: PartyId,
    span: &Span,
    zone: Zone,
    now: Instant,
) -> Result<Vec<Punctual>> {
    let first = span
        .days
        .first()
        .copied()
        .ok_or_else(|| Broken::new("a span of no days"))?;
    let sum = |what: &str| format!("CAST(SUM(CASE WHEN {what} THEN 1 ELSE 0 END) AS bigint)");
    let text = format!(
        "SELECT b.merchant_id, b.id, {late} AS late, {waiting} AS waiting, {working} AS working, {on_time} AS on_time
         FROM bindings b JOIN assignments a ON a.merchant_id = b.merchant_id AND a.binding_id = b.id
            AND a.assigned_at IS NOT NULL AND a.assigned_at >= $2
         WHERE {side} = $3 GROUP BY b.merchant_id, b.id ORDER BY COUNT(*) DESC, b.id LIMIT $4",
        late = sum("a.state = 'shipped' AND a.ended_at > a.ship_by \
                    OR a.state IN ('assigned', 'accepted') AND a.ship_by < $1"),
        waiting = sum("a.state = 'assigned'"),
        working = sum("a.state = 'accepted'"),
        on_time = sum("a.state = 'shipped' AND a.ended_at <= a.ship_by"),
    );
    let found: Vec<PunctualRow> = diesel::sql_query(text)
        .bind::<sql::Instant, _>(now)
        .bind::<sql::Instant, _>(midnight(zone, first)?)
        .bind::<sql::Uuid, _>(party)
        .bind::<sql::BigInt, _>(BINDINGS)
        .load(conn)?;
    let told = found.into_iter().map(|row| Punctual {
        binding: Owned::new(row.merchant_id, row.id),
        waiting: row.waiting,
        working: row.working,
        on_time: row.on_time,
        late: row.late,
    });
    Ok(told.collect())
}
