//! Papers beside labels, as open data an agent sets: pick lists, packing slips, hand-over lists. No receiver at all.

use std::collections::HashMap;

use chrono::{Datelike, Duration, NaiveDate, NaiveTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

pub use ::ticket::papers::Paper;
use ::ticket::papers::{HandOver, HandOverRow, Packed, PackingSlip, PickList};

use super::contents::{self, Contents};
use super::label::{carrier_name, is_carrier};
use crate::bulk;
use crate::clock::{Instant, Zone};
use crate::db::backend::{Conn, LED_JOIN, row_set, sql};
use crate::db::schema::parties;
use crate::db::{KEY, keys};
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::{MerchantId, Owned, ParcelId, PartyId, kind};
use crate::page::{Page, Paging};
use crate::parcel::Packer;
use crate::vault::region;

/// Parcels to make papers of, at most 500, in this order.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PapersAsk)]
pub struct Ask {
    /// The parcels.
    pub parcels: Vec<Owned<kind::Parcel>>,
}

/// Which parcels left.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HandOverAsk {
    /// With this carrier.
    pub carrier: String,
    /// On this day of the platform's zone, `2026-11-23`; today unless told.
    pub day: Option<String>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// A part of a hand-over list; its rows may be joined with those of the next before it is printed.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct HandOverPage {
    /// To be handed to an agent.
    pub paper: Paper,
    /// Send it back as `cursor` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: ParcelId,
    #[diesel(sql_type = sql::Text)]
    shop: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    carrier: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    number: Option<String>,
}

#[derive(QueryableByName)]
struct Left {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: ParcelId,
    #[diesel(sql_type = sql::Text)]
    number: String,
    #[diesel(sql_type = sql::BigInt)]
    weight_g: i64,
    #[diesel(sql_type = sql::Instant)]
    shipped_at: Instant,
}

/// What to take from the shelves for these parcels.
///
/// # Errors
/// `too_many_rows`, `not_found` naming a parcel that is not the packer's, `invalid_field` for more goods than a list takes.
pub fn pick_list(conn: &mut Conn, packer: &Packer, at: (Instant, Zone), ask: &Ask) -> Result<Paper> {
    let paper = Paper::PickList(PickList {
        party: name(conn, packer)?,
        made_at: minute(at),
        parcels: packed(conn, packer, ask)?,
    });
    paper
        .check()
        .map_err(|fault| Refusal::new(Code::InvalidField).at(fault.at).saying(fault.says))?;
    Ok(paper)
}

/// A slip for each of these parcels.
///
/// # Errors
/// `too_many_rows`, `not_found` naming a parcel that is not the packer's.
pub fn packing_slips(conn: &mut Conn, packer: &Packer, at: (Instant, Zone), ask: &Ask) -> Result<Vec<Paper>> {
    let slip = |parcel| {
        Paper::PackingSlip(PackingSlip {
            made_at: minute(at),
            parcel,
        })
    };
    Ok(packed(conn, packer, ask)?.into_iter().map(slip).collect())
}

/// What a carrier's courier takes along: the packer's parcels that left on a day, in the order of leaving.
///
/// # Errors
/// `carrier_unknown`, `invalid_field` for a bad day, cursor or limit.
pub fn hand_over(
    conn: &mut Conn,
    packer: &Packer,
    (now, zone): (Instant, Zone),
    ask: &HandOverAsk,
) -> Result<HandOverPage> {
    if !is_carrier(&ask.carrier) {
        return Err(Refusal::new(Code::CarrierUnknown).at("carrier").into());
    }
    let day = day(ask.day.as_deref(), zone.day(now))?;
    let page = left(conn, packer, ask, bounds(day, zone)?)?;
    let parcels = page.items.iter().map(|row| Owned::new(row.merchant_id, row.id));
    let mut contents = contents::of(conn, parcels)?;
    let rows = page.items.into_iter().map(|row| {
        let parcel = Owned::new(row.merchant_id, row.id);
        row.handed(contents.remove(&parcel).unwrap_or_default(), zone)
    });
    let list = HandOver {
        party: name(conn, packer)?,
        carrier: carrier_name(&ask.carrier),
        day: day.to_string(),
        made_at: minute((now, zone)),
        rows: rows.collect(),
    };
    Ok(HandOverPage {
        paper: Paper::HandOver(list),
        next: page.next,
    })
}

fn packed(conn: &mut Conn, packer: &Packer, ask: &Ask) -> Result<Vec<Packed>> {
    bulk::bounded(&ask.parcels, "/parcels")?;
    let statement = format!(
        "SELECT p.merchant_id, p.id, m.name AS shop, w.carrier, w.number
         FROM {} q
         {LED_JOIN} parcels p ON p.merchant_id = q.merchant AND p.id = q.thing AND p.fulfiller_id = $2
         JOIN parties m ON m.id = p.merchant_id
         LEFT JOIN waybills w ON w.merchant_id = p.merchant_id AND w.parcel_id = p.id
              AND w.state IN ('issued', 'external')",
        row_set(1, KEY)
    );
    let rows: Vec<Row> = diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys(ask.parcels.iter().copied()))
        .bind::<sql::Uuid, _>(packer.fulfiller())
        .load(conn)?;
    let rows: HashMap<_, Row> = rows
        .into_iter()
        .map(|row| (Owned::new(row.merchant_id, row.id), row))
        .collect();
    let mut contents = contents::of(conn, rows.keys().copied())?;
    let parcel = |(place, key): (usize, &Owned<kind::Parcel>)| {
        let row = rows
            .get(key)
            .ok_or_else(|| Refusal::new(Code::NotFound).at(format!("/parcels/{place}")))?;
        let contents = contents
            .remove(key)
            .ok_or_else(|| Refusal::new(Code::DuplicateKey).at(format!("/parcels/{place}")))?;
        Ok(row.packed(contents))
    };
    ask.parcels.iter().enumerate().map(parcel).collect()
}

impl Row {
    fn packed(&self, contents: Contents) -> Packed {
        Packed {
            number: self.number.clone().unwrap_or_default(),
            carrier: self.carrier.as_deref().map(carrier_name).unwrap_or_default(),
            shop: self.shop.clone(),
            alias: contents.alias(),
            remark: contents.remark(),
            goods: contents.take_goods(),
        }
    }
}

const LEFT: &str = "
    SELECT p.merchant_id, p.id, w.number, p.weight_g, p.shipped_at
    FROM parcels p
    JOIN waybills w ON w.merchant_id = p.merchant_id AND w.parcel_id = p.id AND w.state IN ('issued', 'external')
    WHERE p.fulfiller_id = $1 AND p.shipped_at >= $2 AND p.shipped_at < $3 AND w.carrier = $4
      AND (p.shipped_at > $5 OR (p.shipped_at = $5 AND p.id > $6))
    ORDER BY p.shipped_at, p.id LIMIT $7";

fn left(
    conn: &mut Conn,
    packer: &Packer,
    ask: &HandOverAsk,
    (from, to): (Instant, Instant),
) -> Result<Page<Left>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let rows = paging.rows()?;
    // Before the first parcel of the day.
    let first = (from - Duration::microseconds(1), ParcelId::of(uuid::Uuid::nil()));
    let (at, id) = paging.place::<(Instant, ParcelId)>()?.unwrap_or(first);
    let found: Vec<Left> = diesel::sql_query(LEFT)
        .bind::<sql::Uuid, _>(packer.fulfiller())
        .bind::<sql::Instant, _>(from)
        .bind::<sql::Instant, _>(to)
        .bind::<sql::Text, _>(&ask.carrier)
        .bind::<sql::Instant, _>(at)
        .bind::<sql::Uuid, _>(id)
        .bind::<sql::BigInt, _>(rows.saturating_add(1))
        .load(conn)?;
    Page::cut(found, rows, |row| (row.shipped_at, row.id))
}

impl Left {
    fn handed(self, contents: Contents, zone: Zone) -> HandOverRow {
        let place = region::by_code(contents.region);
        let region = place.map(|place| {
            [Some(place.province), place.city]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
        });
        HandOverRow {
            number: self.number,
            region: region.unwrap_or_default().join(" "),
            pieces: contents.goods.iter().map(|goods| u64::from(goods.quantity)).sum(),
            weight_g: u64::try_from(self.weight_g).unwrap_or_default(),
            left_at: self
                .shipped_at
                .with_timezone(&zone.offset())
                .format("%H:%M")
                .to_string(),
        }
    }
}

fn name(conn: &mut Conn, packer: &Packer) -> Result<String> {
    let party: PartyId = packer.fulfiller().cast();
    parties::table
        .find(party)
        .select(parties::name)
        .first(conn)
        .or_missing()
}

fn minute((at, zone): (Instant, Zone)) -> String {
    at.with_timezone(&zone.offset())
        .format("%Y-%m-%d %H:%M")
        .to_string()
}

fn day(told: Option<&str>, today: NaiveDate) -> Result<NaiveDate> {
    let wrong = || {
        Refusal::new(Code::InvalidField)
            .at("day")
            .saying("a day, 2026-11-23")
    };
    match told {
        None => Ok(today),
        Some(text) => match text.parse::<NaiveDate>() {
            Ok(day) if (2000..2200).contains(&day.year()) => Ok(day),
            _ => Err(wrong().into()),
        },
    }
}

/// When a day begins and when it is over.
fn bounds(day: NaiveDate, zone: Zone) -> Result<(Instant, Instant)> {
    let midnight = day
        .and_time(NaiveTime::MIN)
        .and_local_timezone(zone.offset())
        .single();
    let from = midnight
        .ok_or_else(|| Refusal::new(Code::InvalidField).at("day"))?
        .to_utc();
    Ok((from, from + Duration::days(1)))
}
