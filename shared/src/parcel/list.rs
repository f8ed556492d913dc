//! Lists of parcels: the packing line's tabs, and the parcels of a merchant's own orders.

use diesel::prelude::*;
use serde::Deserialize;

use super::card::{Card, Viewer, cards};
use super::{Packer, Stage};
use crate::carrier::carriers;
use crate::clock::Instant;
use crate::db::backend::{Backend, Conn, sql};
use crate::db::schema::{parcel_items, parcels as t, waybill_numbers, waybills};
use crate::error::{Code, Result};
use crate::id::{MerchantId, OrderId, Owned, ParcelId, kind};
use crate::page::{Page, Paging};
use crate::party::{Acting, Merchant};

/// Which parcels a fulfiller looks at.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Ask {
    /// What they wait for: number (unless told), print, ship, shipped or gone.
    #[param(inline)]
    pub stage: Option<Stage>,
    /// Only of this merchant.
    pub merchant: Option<MerchantId>,
    /// The parcel of this waybill number instead, as scanned or typed, whatever it waits for.
    pub number: Option<String>,
    /// All parcels with pieces of this assignment instead, whatever they wait for.
    pub assignment: Option<Owned<kind::Assignment>>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// Which parcels a merchant looks at.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MerchantAsk {
    /// What they wait for: number (unless told), print, ship, shipped or gone; not asked where an order is named.
    #[param(inline)]
    pub stage: Option<Stage>,
    /// All parcels of this order instead.
    pub order: Option<Owned<kind::Order>>,
    /// The parcel of this waybill number instead, as scanned or typed, whatever it waits for.
    pub number: Option<String>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

type Place = (Instant, ParcelId);
type Found = (MerchantId, ParcelId, Instant);

/// Parcels of the packer at one stage, oldest first.
///
/// # Errors
/// A bad cursor or limit, or the database's own.
pub fn of_packer(conn: &mut Conn, packer: &Packer, ask: &Ask) -> Result<Page<Card>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let mut query = t::table
        .filter(t::fulfiller_id.eq(packer.fulfiller()))
        .into_boxed();
    query = match (&ask.number, ask.assignment) {
        (Some(number), _) => query.filter(t::id.eq_any(of_number(conn, number)?)),
        (None, Some(of)) => query
            .filter(t::merchant_id.eq(of.owner))
            .filter(t::id.eq_any(in_assignment(conn, of)?)),
        (None, None) => query.filter(t::stage.eq(ask.stage.unwrap_or(Stage::Number).text())),
    };
    if let Some(merchant) = ask.merchant {
        query = query.filter(t::merchant_id.eq(merchant));
    }
    if let Some((at, id)) = paging.place::<Place>()? {
        query = query.filter(after(at, id));
    }
    let rows = paging.rows()?;
    let found = query
        .select((t::merchant_id, t::id, t::created_at))
        .order((t::created_at, t::id))
        .limit(rows.saturating_add(1))
        .load(conn)?;
    page(conn, Viewer::Fulfiller(packer.fulfiller()), found, rows)
}

/// Parcels with the merchant's goods, at one stage or of one order, oldest first.
///
/// # Errors
/// A bad cursor or limit, `not_found` for another's order, or the database's own.
pub fn of_merchant(conn: &mut Conn, who: &Acting<Merchant>, ask: &MerchantAsk) -> Result<Page<Card>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let mut query = t::table.filter(t::merchant_id.eq(who.merchant())).into_boxed();
    query = match (ask.order, &ask.number) {
        (Some(order), _) if order.owner != who.merchant() => return Err(Code::NotFound.into()),
        (Some(order), _) => query.filter(t::id.eq_any(in_order(conn, who.merchant(), order.id)?)),
        (None, Some(number)) => query.filter(t::id.eq_any(of_number(conn, number)?)),
        (None, None) => query.filter(t::stage.eq(ask.stage.unwrap_or(Stage::Number).text())),
    };
    if let Some((at, id)) = paging.place::<Place>()? {
        query = query.filter(after(at, id));
    }
    let rows = paging.rows()?;
    let found = query
        .select((t::merchant_id, t::id, t::created_at))
        .order((t::created_at, t::id))
        .limit(rows.saturating_add(1))
        .load(conn)?;
    page(conn, Viewer::Merchant(who.merchant()), found, rows)
}

/// Rows after a place: compared as a pair, which an index yields from there on.
fn after(at: Instant, id: ParcelId) -> Box<dyn BoxableExpression<t::table, Backend, SqlType = sql::Bool>> {
    let pair = diesel::dsl::sql::<sql::Bool>("(parcels.created_at, parcels.id) > (")
        .bind::<sql::Instant, _>(at)
        .sql(", ")
        .bind::<sql::Uuid, _>(id)
        .sql(")");
    Box::new(pair)
}

/// An order has few parcels; more than 500 of one are not shown.
fn in_order(conn: &mut Conn, merchant: MerchantId, order: OrderId) -> Result<Vec<ParcelId>> {
    Ok(parcel_items::table
        .filter(
            parcel_items::merchant_id
                .eq(merchant)
                .and(parcel_items::order_id.eq(order)),
        )
        .select(parcel_items::parcel_id)
        .distinct()
        .limit(500)
        .load(conn)?)
}

/// As many as an order has; whose they are, the caller still has to ask.
fn in_assignment(conn: &mut Conn, of: Owned<kind::Assignment>) -> Result<Vec<ParcelId>> {
    Ok(parcel_items::table
        .filter(
            parcel_items::merchant_id
                .eq(of.owner)
                .and(parcel_items::assignment_id.eq(of.id)),
        )
        .select(parcel_items::parcel_id)
        .distinct()
        .limit(500)
        .load(conn)?)
}

/// Whose parcel it is, the caller still has to ask: a number is unique over all merchants. What no number can be, is none's.
fn of_number(conn: &mut Conn, typed: &str) -> Result<Vec<ParcelId>> {
    let Ok(number) = carriers::number(typed) else {
        return Ok(Vec::new());
    };
    Ok(waybill_numbers::table
        .inner_join(
            waybills::table.on(waybills::merchant_id
                .eq(waybill_numbers::merchant_id)
                .and(waybills::id.eq(waybill_numbers::waybill_id))),
        )
        .filter(waybill_numbers::number.eq(number))
        .select(waybills::parcel_id)
        .limit(50)
        .load(conn)?)
}

fn page(conn: &mut Conn, viewer: Viewer, found: Vec<Found>, rows: i64) -> Result<Page<Card>> {
    let page = Page::cut(found, rows, |(_, id, at)| (*at, *id))?;
    let keys: Vec<_> = page
        .items
        .iter()
        .map(|(merchant, id, _)| Owned::new(*merchant, *id))
        .collect();
    let mut cards = cards(conn, viewer, &keys)?;
    Ok(Page {
        items: keys.iter().filter_map(|key| cards.remove(key)).collect(),
        next: page.next,
    })
}
