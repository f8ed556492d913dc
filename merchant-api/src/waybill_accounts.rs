//! Waybill accounts: applied for, read, closed; the operator decides and tops up.

use actix_web::{get, post};
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, scope};
use shared::id::{Owned, kind};
use shared::ledger::account::{self, Application, View};
use shared::ledger::decide::{self, Ending};
use shared::ledger::statement::{self, Entry};
use shared::page::{Page, Paging};
use shared::party::Merchant;

/// The party's waybill accounts, newest first.
#[utoipa::path(tag = "waybill accounts", params(Paging), responses((status = 200, body = Page<View>), Refusals))]
#[get("/waybill-accounts")]
pub async fn own(
    may: May<Merchant, scope::AccountsRead>,
    app: App,
    paging: Query<Paging>,
) -> Answer<Page<View>> {
    let house = app.house().clone();
    app.read(may, move |conn, who| {
        account::own(conn, who, house.carriers(), &paging)
    })
    .await
}

/// One account.
#[utoipa::path(tag = "waybill accounts", responses((status = 200, body = View), Refusals))]
#[get("/waybill-accounts/{account}")]
pub async fn one(
    may: May<Merchant, scope::AccountsRead>,
    app: App,
    id: At<Owned<kind::WaybillAccount>>,
) -> Answer<View> {
    let house = app.house().clone();
    app.read(may, move |conn, who| {
        account::one(conn, who, house.carriers(), id.0)
    })
    .await
}

/// Asks the operator for a waybill account.
#[utoipa::path(tag = "waybill accounts", request_body = Application, responses((status = 200, body = View), Refusals))]
#[post("/waybill-accounts")]
pub async fn apply(
    may: May<Merchant, scope::AccountsWrite>,
    key: Key,
    app: App,
    ask: Ask<Application>,
) -> Answer<View> {
    let house = app.house().clone();
    app.once(may, key, ask, move |tx, who, ask| {
        account::apply(tx, who, house.carriers(), ask)
    })
    .await
}

/// Closes an account no number is being taken on.
#[utoipa::path(tag = "waybill accounts", request_body = Ending, responses((status = 200, body = View), Refusals))]
#[post("/waybill-accounts/{account}/close")]
pub async fn close(
    may: May<Merchant, scope::AccountsWrite>,
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

/// What moved in an account, newest first.
#[utoipa::path(tag = "waybill accounts", params(Paging), responses((status = 200, body = Page<Entry>), Refusals))]
#[get("/waybill-accounts/{account}/ledger")]
pub async fn ledger(
    may: May<Merchant, scope::AccountsRead>,
    app: App,
    id: At<Owned<kind::WaybillAccount>>,
    paging: Query<Paging>,
) -> Answer<Page<Entry>> {
    app.read(may, move |conn, who| {
        statement::statement(conn, who, id.0, &paging)
    })
    .await
}
