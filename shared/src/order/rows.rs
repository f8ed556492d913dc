//! Rows of orders and what hangs on them; a row becomes a domain value only through `TryFrom`.

use diesel::prelude::*;

use super::state::{CloseReason, Origin, State};
use crate::clock::Instant;
use crate::db::backend::{Backend, Conn};
use crate::db::schema::{assignments, lines, orders, parcel_items, parcels, parties, products, waybills};
use crate::error::{Broken, Result};
use crate::id::{
    AssignmentId, FulfillerId, LineId, MerchantId, OrderId, ParcelId, ProductId, ReceiverId, WaybillId,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = orders, check_for_backend(Backend))]
pub(super) struct OrderRow {
    pub merchant_id: MerchantId,
    pub id: OrderId,
    pub source: String,
    pub external_no: String,
    pub origin: String,
    pub state: String,
    pub close_reason: Option<String>,
    pub placed_at: Instant,
    pub paid_at: Option<Instant>,
    pub ship_by: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub remark: String,
    pub seller_remark: String,
    pub receiver_id: ReceiverId,
    pub region: i64,
    pub exception: Option<String>,
    pub to_assign: i64,
    pub to_accept: i64,
    pub to_number: i64,
    pub to_print: i64,
    pub to_ship: i64,
    pub shipped: i64,
    pub retail_fen: i64,
    pub version: i64,
}

/// The part of an order row that is its state machine.
pub(super) struct StateColumns<'a> {
    pub id: OrderId,
    pub state: &'a str,
    pub close_reason: Option<&'a str>,
    pub paid_at: Option<Instant>,
    pub closed_at: Option<Instant>,
}

impl TryFrom<StateColumns<'_>> for State {
    type Error = Broken;

    fn try_from(row: StateColumns<'_>) -> Result<Self, Broken> {
        match (
            row.state,
            row.paid_at,
            row.close_reason.and_then(CloseReason::of),
            row.closed_at,
        ) {
            ("unpaid", None, None, None) => Ok(Self::Unpaid),
            ("open", Some(paid_at), None, None) => Ok(Self::Open { paid_at }),
            ("closed", _, Some(reason), Some(closed_at)) => Ok(Self::Closed { reason, closed_at }),
            _ => Err(Broken::row("orders", "state", row.id)),
        }
    }
}

impl OrderRow {
    pub(super) fn state(&self) -> Result<State, Broken> {
        StateColumns {
            id: self.id,
            state: &self.state,
            close_reason: self.close_reason.as_deref(),
            paid_at: self.paid_at,
            closed_at: self.closed_at,
        }
        .try_into()
    }

    pub(super) fn origin(&self) -> Result<Origin, Broken> {
        Origin::of(&self.origin).ok_or_else(|| Broken::row("orders", "origin", self.id))
    }
}

#[derive(Queryable)]
pub(super) struct LineRow {
    pub order_id: OrderId,
    pub id: LineId,
    pub key: String,
    pub product_id: ProductId,
    pub sku: String,
    pub name: String,
    pub spec: String,
    pub ordered: i64,
    pub free: i64,
    pub assigned: i64,
    pub refunded: i64,
    pub refund_state: String,
    pub price_fen: i64,
}

#[derive(Queryable)]
pub(super) struct AssignmentRow {
    pub order_id: OrderId,
    pub id: AssignmentId,
    pub fulfiller_id: FulfillerId,
    pub fulfiller: String,
    pub alias: String,
    pub state: String,
    pub code: Option<String>,
    pub note: String,
    pub held_until: Instant,
    pub assigned_at: Option<Instant>,
    pub accepted_at: Option<Instant>,
    pub accept_by: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub created_at: Instant,
    pub version: i64,
}

#[derive(Queryable)]
pub(super) struct WaybillRow {
    pub order_id: OrderId,
    pub parcel_id: ParcelId,
    pub id: WaybillId,
    pub carrier: String,
    pub number: Option<String>,
    pub parcel_state: String,
    pub prints: i64,
    pub issued_at: Option<Instant>,
    pub shipped_at: Option<Instant>,
}

pub(super) fn orders_by_id(conn: &mut Conn, merchant: MerchantId, ids: &[OrderId]) -> Result<Vec<OrderRow>> {
    let found = orders::table
        .filter(orders::merchant_id.eq(merchant))
        .filter(orders::id.eq_any(ids))
        .order((orders::placed_at.desc(), orders::id.desc()))
        .select(OrderRow::as_select())
        .load(conn)?;
    Ok(found)
}

pub(super) fn lines_of(conn: &mut Conn, merchant: MerchantId, ids: &[OrderId]) -> Result<Vec<LineRow>> {
    let found = lines::table
        .inner_join(
            products::table.on(products::merchant_id
                .eq(lines::merchant_id)
                .and(products::id.eq(lines::product_id))),
        )
        .filter(lines::merchant_id.eq(merchant))
        .filter(lines::order_id.eq_any(ids))
        .order((lines::order_id, lines::ordinal, lines::id))
        .select((
            lines::order_id,
            lines::id,
            lines::key,
            lines::product_id,
            products::sku,
            products::name,
            products::spec,
            lines::ordered,
            lines::free,
            lines::assigned,
            lines::refunded,
            lines::refund_state,
            lines::price_fen,
        ))
        .load(conn)?;
    Ok(found)
}

pub(super) fn assignments_of(
    conn: &mut Conn,
    merchant: MerchantId,
    ids: &[OrderId],
) -> Result<Vec<AssignmentRow>> {
    let found = assignments::table
        .inner_join(parties::table.on(parties::id.eq(assignments::fulfiller_id)))
        .filter(assignments::merchant_id.eq(merchant))
        .filter(assignments::order_id.eq_any(ids))
        .order((assignments::order_id, assignments::created_at, assignments::id))
        .select((
            assignments::order_id,
            assignments::id,
            assignments::fulfiller_id,
            parties::name,
            assignments::alias,
            assignments::state,
            assignments::code,
            assignments::note,
            assignments::held_until,
            assignments::assigned_at,
            assignments::accepted_at,
            assignments::accept_by,
            assignments::ended_at,
            assignments::created_at,
            assignments::version,
        ))
        .load(conn)?;
    Ok(found)
}

pub(super) fn waybills_of(conn: &mut Conn, merchant: MerchantId, ids: &[OrderId]) -> Result<Vec<WaybillRow>> {
    let found = parcel_items::table
        .inner_join(
            parcels::table.on(parcels::merchant_id
                .eq(parcel_items::merchant_id)
                .and(parcels::id.eq(parcel_items::parcel_id))),
        )
        .inner_join(
            waybills::table.on(waybills::merchant_id
                .eq(parcel_items::merchant_id)
                .and(waybills::parcel_id.eq(parcel_items::parcel_id))),
        )
        .filter(parcel_items::merchant_id.eq(merchant))
        .filter(parcel_items::order_id.eq_any(ids))
        .filter(waybills::state.eq_any(["issued", "external"]))
        .order((parcel_items::order_id, parcels::id, waybills::id))
        .select((
            parcel_items::order_id,
            parcels::id,
            waybills::id,
            waybills::carrier,
            waybills::number,
            parcels::state,
            parcels::prints,
            waybills::issued_at,
            parcels::shipped_at,
        ))
        .distinct()
        .load(conn)?;
    Ok(found)
}
