//! Waybill accounts of all parties: approved, refused, topped up, closed.

use actix_web::{get, post};
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, scope};
use shared::id::{Owned, kind};
use shared::ledger::account::{self, View};
use shared::ledger::decide::{self, Approval, Ending};
use shared::ledger::statement::{self, Entry};
use shared::ledger::top_up::{self, TopUp};
use shared::page::{Page, Paging};
use shared::party::Platform;

/// Accounts in one state, oldest first: those applied for unless told.
#[utoipa::path(tag = "waybill accounts", params(account::Ask), responses((status = 200, body = Page<View>), Refusals))]
#[get("/waybill-accounts")]
pub async fn all(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    ask: Query<account::Ask>,
) -> Answer<Page<View>> {
    let house = app.house().clone();
    app.read(may, move |conn, who| {
        account::all(conn, who, house.carriers(), &ask)
    })
    .await
}

/// One account.
#[utoipa::path(tag = "waybill accounts", responses((status = 200, body = View), Refusals))]
#[get("/waybill-accounts/{account}")]
pub async fn one(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    id: At<Owned<kind::WaybillAccount>>,
) -> Answer<View> {
    let house = app.house().clone();
    app.read(may, move |conn, who| {
        account::one(conn, who, house.carriers(), id.0)
    })
    .await
}

/// Approves an account at a price.
#[utoipa::path(tag = "waybill accounts", request_body = Approval, responses((status = 200, body = View), Refusals))]
#[post("/waybill-accounts/{account}/approve")]
pub async fn approve(
    may: May<Platform, scope::PlatformAccounts>,
    key: Key,
    app: App,
    id: At<Owned<kind::WaybillAccount>>,
    ask: Ask<Approval>,
) -> Answer<View> {
    let house = app.house().clone();
    app.once(may, key, ask, move |tx, who, ask| {
        decide::approve(tx, who, house.carriers(), id.0, ask)
    })
    .await
}

/// Refuses an account.
#[utoipa::path(tag = "waybill accounts", request_body = Ending, responses((status = 200, body = View), Refusals))]
#[post("/waybill-accounts/{account}/refuse")]
pub async fn refuse(
    may: May<Platform, scope::PlatformAccounts>,
    key: Key,
    app: App,
    id: At<Owned<kind::WaybillAccount>>,
    ask: Ask<Ending>,
) -> Answer<View> {
    let house = app.house().clone();
    app.once(may, key, ask, move |tx, who, ask| {
        decide::refuse(tx, who, house.carriers(), id.0, ask)
    })
    .await
}

/// Closes an account no number is being taken on.
#[utoipa::path(tag = "waybill accounts", request_body = Ending, responses((status = 200, body = View), Refusals))]
#[post("/waybill-accounts/{account}/close")]
pub async fn close(
    may: May<Platform, scope::PlatformAccounts>,
    key: Key,
    app: App,
    id: At<Owned<kind::WaybillAccount>>,
    ask: Ask<Ending>,
) -> Answer<View> {
    let house = app.house().clone();
    app.once(may, key, ask, move |tx, who, ask| {
        decide::close(tx, who, house.carriers(), id.0, ask)
    })
    .await
}

/// Books what a party paid in, once per reference.
#[utoipa::path(tag = "waybill accounts", request_body = TopUp, responses((status = 200, body = View), Refusals))]
#[post("/waybill-accounts/{account}/top-ups")]
pub async fn pay_in(
    may: May<Platform, scope::PlatformAccounts>,
    key: Key,
    app: App,
    id: At<Owned<kind::WaybillAccount>>,
    ask: Ask<TopUp>,
) -> Answer<View> {
    let house = app.house().clone();
    app.once(may, key, ask, move |tx, who, ask| {
        top_up::top_up(tx, who, house.carriers(), id.0, ask)
    })
    .await
}

/// What moved in an account, newest first.
#[utoipa::path(tag = "waybill accounts", params(Paging), responses((status = 200, body = Page<Entry>), Refusals))]
#[get("/waybill-accounts/{account}/ledger")]
pub async fn ledger(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    id: At<Owned<kind::WaybillAccount>>,
    paging: Query<Paging>,
) -> Answer<Page<Entry>> {
    app.read(may, move |conn, who| {
        statement::statement(conn, who, id.0, &paging)
    })
    .await
}
