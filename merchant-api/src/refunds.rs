//! Refunds: opened, withdrawn, completed, overridden.

use actix_web::{get, post};
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, Key, May, Query, Refusals, scope};
use shared::order::refund::{self, Ask as RefundAsk, Move, Open, Override, View};
use shared::page::Page;
use shared::party::Merchant;

/// Refunds, newest first.
#[utoipa::path(tag = "refunds", params(RefundAsk), responses((status = 200, body = Page<View>), Refusals))]
#[get("/refunds")]
pub async fn list(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    ask: Query<RefundAsk>,
) -> Answer<Page<View>> {
    app.read(may, move |conn, who| refund::list::list(conn, &who.into(), &ask))
        .await
}

/// Opens refunds of pieces of lines, at most 500: what holds them gets no number, no label, and does not leave.
#[utoipa::path(tag = "refunds", request_body = Open, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/refunds")]
pub async fn open(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<Open>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, |tx, who, ask| refund::open(tx, &who.into(), ask))
        .await
}

/// Completes refunds: free pieces are refunded; what is with a fulfiller is recalled first.
#[utoipa::path(tag = "refunds", request_body = Move, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/refunds/complete")]
pub async fn complete(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<Move>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, |tx, who, ask| {
        refund::complete(tx, &who.into(), ask)
    })
    .await
}

/// Withdraws refunds the merchant opened.
#[utoipa::path(tag = "refunds", request_body = Move, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/refunds/withdraw")]
pub async fn withdraw(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<Move>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, |tx, who, ask| {
        refund::withdraw(tx, &who.into(), ask)
    })
    .await
}

/// Lets parcels go in spite of open refunds; the reason is kept.
#[utoipa::path(tag = "refunds", request_body = Override, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/refunds/override")]
pub async fn overrule(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<Override>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, refund::override_).await
}
