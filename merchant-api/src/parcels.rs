//! Parcels: planned, dropped, shipped.

use actix_web::{get, post};
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, Key, May, Query, Refusals, scope};
use shared::page::Page;
use shared::parcel::act::ParcelsAsk;
use shared::parcel::card::Card;
use shared::parcel::discard;
use shared::parcel::list;
use shared::parcel::plan::{self, PlanAsk};
use shared::parcel::verify;
use shared::party::Merchant;
use shared::waybill::ship::{self, ShipmentsAsk};

/// Parcels with one's own goods, at one stage or of one order, oldest first; whoever packs them.
#[utoipa::path(tag = "parcels", params(list::MerchantAsk), responses((status = 200, body = Page<Card>), Refusals))]
#[get("/parcels")]
pub async fn packing(
    may: May<Merchant, scope::FulfilRead>,
    app: App,
    ask: Query<list::MerchantAsk>,
) -> Answer<Page<Card>> {
    app.read(may, move |conn, who| list::of_merchant(conn, who, &ask))
        .await
}

/// Makes parcels of accepted assignments that one ships oneself, at most 500, joining or splitting them.
#[utoipa::path(tag = "parcels", request_body = PlanAsk, responses((status = 200, body = Rows<Card>), Refusals))]
#[post("/parcels")]
pub async fn pack(
    may: May<Merchant, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<PlanAsk>,
) -> Answer<Rows<Card>> {
    app.once(may, key, ask, |tx, who, ask| plan::plan(tx, &who.into(), ask))
        .await
}

/// Unpacks parcels without a live number.
#[utoipa::path(tag = "parcels", request_body = ParcelsAsk, responses((status = 200, body = Rows<Card>), Refusals))]
#[post("/parcels/drop")]
pub async fn unpack(
    may: May<Merchant, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<ParcelsAsk>,
) -> Answer<Rows<Card>> {
    app.once(may, key, ask, |tx, who, ask| {
        discard::discard(tx, &who.into(), ask)
    })
    .await
}

/// Marks parcels whose goods were scanned and fit their label, at most 500; refused is what may not leave.
#[utoipa::path(tag = "parcels", request_body = ParcelsAsk, responses((status = 200, body = Rows<Card>), Refusals))]
#[post("/parcels/verify")]
pub async fn check(
    may: May<Merchant, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<ParcelsAsk>,
) -> Answer<Rows<Card>> {
    app.once(may, key, ask, |tx, who, ask| verify::verify(tx, &who.into(), ask))
        .await
}

/// Ships parcels that have a number: the merchant sees carrier and number at once.
#[utoipa::path(tag = "parcels", request_body = ParcelsAsk, responses((status = 200, body = Rows<Card>), Refusals))]
#[post("/parcels/ship")]
pub async fn send_off(
    may: May<Merchant, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<ParcelsAsk>,
) -> Answer<Rows<Card>> {
    app.once(may, key, ask, |tx, who, ask| ship::ship(tx, &who.into(), ask))
        .await
}

/// Types numbers by hand and ships, in one call.
#[utoipa::path(tag = "parcels", request_body = ShipmentsAsk, responses((status = 200, body = Rows<Card>), Refusals))]
#[post("/shipments")]
pub async fn send_typed(
    may: May<Merchant, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<ShipmentsAsk>,
) -> Answer<Rows<Card>> {
    app.once(may, key, ask, |tx, who, ask| {
        ship::ship_typed(tx, &who.into(), ask)
    })
    .await
}
