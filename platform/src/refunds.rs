//! Refunds of the orders the marketplace brought: it tells a merchant what buyers take back.

use actix_web::{get, post};
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, scope};
use shared::id::MerchantId;
use shared::order::refund::{self, Ask as RefundAsk, Desk, Move, Open, View};
use shared::page::Page;
use shared::party::Platform;

/// Refunds of one merchant's orders from the marketplace, newest first.
#[utoipa::path(tag = "refunds", params(RefundAsk), responses((status = 200, body = Page<View>), Refusals))]
#[get("/merchants/{merchant}/refunds")]
pub async fn list(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    merchant: At<MerchantId>,
    ask: Query<RefundAsk>,
) -> Answer<Page<View>> {
    app.read(may, move |conn, who| {
        refund::list::list(conn, &Desk::of_platform(who, merchant.0), &ask)
    })
    .await
}

/// Opens refunds of pieces of lines, at most 500.
#[utoipa::path(tag = "refunds", request_body = Open, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/merchants/{merchant}/refunds")]
pub async fn open(
    may: May<Platform, scope::PlatformIntake>,
    key: Key,
    app: App,
    merchant: At<MerchantId>,
    ask: Ask<Open>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, move |tx, who, ask| {
        refund::open(tx, &Desk::of_platform(who, merchant.0), ask)
    })
    .await
}

/// Completes refunds: free pieces are refunded; what is with a fulfiller the merchant recalls first.
#[utoipa::path(tag = "refunds", request_body = Move, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/merchants/{merchant}/refunds/complete")]
pub async fn complete(
    may: May<Platform, scope::PlatformIntake>,
    key: Key,
    app: App,
    merchant: At<MerchantId>,
    ask: Ask<Move>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, move |tx, who, ask| {
        refund::complete(tx, &Desk::of_platform(who, merchant.0), ask)
    })
    .await
}

/// Withdraws refunds the marketplace opened.
#[utoipa::path(tag = "refunds", request_body = Move, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/merchants/{merchant}/refunds/withdraw")]
pub async fn withdraw(
    may: May<Platform, scope::PlatformIntake>,
    key: Key,
    app: App,
    merchant: At<MerchantId>,
    ask: Ask<Move>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, move |tx, who, ask| {
        refund::withdraw(tx, &Desk::of_platform(who, merchant.0), ask)
    })
    .await
}
