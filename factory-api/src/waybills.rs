//! Waybills: taken from carriers, typed by hand, given back.

use actix_web::{get, post};
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, At, Key, May, Refusals, scope};
use shared::id::{Owned, kind};
use shared::party::Factory;
use shared::waybill::carriers;
use shared::waybill::external::{self, ExternalAsk};
use shared::waybill::list::{self, View};
use shared::waybill::take::{self, TakeAsk};
use shared::waybill::void::{self, VoidAsk};

/// The carriers numbers can be taken from, and those a number can be typed for.
#[utoipa::path(tag = "waybills", responses((status = 200, body = Vec<carriers::View>), Refusals))]
#[get("/carriers")]
pub async fn all_carriers(may: May<Factory, scope::FulfilRead>, app: App) -> Answer<Vec<carriers::View>> {
    let house = app.house().clone();
    app.read(may, move |_, _| Ok(carriers::list(house.carriers())))
        .await
}

/// Takes numbers, at most 500: money is held now, the carrier is asked within moments.
#[utoipa::path(tag = "waybills", request_body = TakeAsk, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/waybills")]
pub async fn take_numbers(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<TakeAsk>,
) -> Answer<Rows<View>> {
    let house = app.house().clone();
    app.once(may, key, ask, move |tx, who, ask| {
        take::take(tx, house.desk(), &who.into(), ask)
    })
    .await
}

/// One waybill.
#[utoipa::path(tag = "waybills", responses((status = 200, body = View), Refusals))]
#[get("/waybills/{waybill}")]
pub async fn one(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    id: At<Owned<kind::Waybill>>,
) -> Answer<View> {
    app.read(may, move |conn, who| list::get(conn, who.party(), id.0))
        .await
}

/// Gives numbers back; the money returns when the carrier has agreed.
#[utoipa::path(tag = "waybills", request_body = VoidAsk, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/waybills/void")]
pub async fn give_back(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<VoidAsk>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, |tx, who, ask| void::void(tx, &who.into(), ask))
        .await
}

/// Types numbers by hand: ready to ship at once.
#[utoipa::path(tag = "waybills", request_body = ExternalAsk, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/waybills/external")]
pub async fn type_numbers(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<ExternalAsk>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, |tx, who, ask| {
        external::external(tx, &who.into(), ask)
    })
    .await
}
