//! Orders: bring them, find them, close them.

use actix_web::{get, post};
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, scope};
use shared::id::{Owned, kind};
use shared::order::close::{Acknowledge, Close, Done};
use shared::order::find::{Numbered, Numbers};
use shared::order::intake::{self, Taken};
use shared::order::timeline::{Timeline, timeline};
use shared::order::{self, card::Card, count};
use shared::page::Page;
use shared::party::Merchant;
use shared::vault::intake::OrdersAsk;

/// Takes in at most 500 orders; each is sealed before it is stored, and taken once per source and number.
#[utoipa::path(tag = "orders", request_body = OrdersAsk, responses((status = 200, body = Rows<Taken>), Refusals))]
#[post("/orders")]
pub async fn take(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<OrdersAsk>,
) -> Answer<Rows<Taken>> {
    let vault = app.vault()?;
    app.once(may, key, ask, move |tx, who, ask| {
        intake::take_own(tx, &vault, who, ask)
    })
    .await
}

/// The orders that match, newest first, receivers masked.
#[utoipa::path(tag = "orders", params(order::list::Ask), responses((status = 200, body = Page<Card>), Refusals))]
#[get("/orders")]
pub async fn list(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    ask: Query<order::list::Ask>,
) -> Answer<Page<Card>> {
    let vault = app.vault()?;
    app.read(may, move |conn, who| order::list::list(conn, &vault, who, &ask))
        .await
}

/// Orders by their numbers, at most 500 numbers; receivers masked.
#[utoipa::path(tag = "orders", request_body = Numbers, responses((status = 200, body = Rows<Numbered>), Refusals))]
#[post("/orders/find")]
pub async fn find(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    ask: Ask<Numbers>,
) -> Answer<Rows<Numbered>> {
    let vault = app.vault()?;
    app.look(may, ask, move |conn, who, ask| {
        order::find::find(conn, &vault, who, ask)
    })
    .await
}

/// How many orders stand under each tab; counting stops at 1,000.
#[utoipa::path(tag = "orders", responses((status = 200, body = count::Counts), Refusals))]
#[get("/orders/counts")]
pub async fn counts(may: May<Merchant, scope::OrdersRead>, app: App) -> Answer<count::Counts> {
    let now = app.now();
    app.read(may, move |conn, who| count::counts(conn, who, now))
        .await
}

/// One order.
#[utoipa::path(tag = "orders", responses((status = 200, body = Card), Refusals))]
#[get("/orders/{order}")]
pub async fn one(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    order: At<Owned<kind::Order>>,
) -> Answer<Card> {
    let vault = app.vault()?;
    app.read(may, move |conn, who| order::list::one(conn, &vault, who, order.0))
        .await
}

/// What happened to an order: who did what, when.
#[utoipa::path(tag = "orders", responses((status = 200, body = Timeline), Refusals))]
#[get("/orders/{order}/timeline")]
pub async fn history(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    order: At<Owned<kind::Order>>,
) -> Answer<Timeline> {
    app.read(may, move |conn, who| timeline(conn, who, order.0)).await
}

/// Closes orders nobody works on.
#[utoipa::path(tag = "orders", request_body = Close, responses((status = 200, body = Rows<Done>), Refusals))]
#[post("/orders/close")]
pub async fn close(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<Close>,
) -> Answer<Rows<Done>> {
    app.once(may, key, ask, order::close::close).await
}

/// Says that the exceptions of orders were seen.
#[utoipa::path(tag = "orders", request_body = Acknowledge, responses((status = 200, body = Rows<Done>), Refusals))]
#[post("/orders/acknowledge")]
pub async fn acknowledge(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<Acknowledge>,
) -> Answer<Rows<Done>> {
    app.once(may, key, ask, order::close::acknowledge).await
}
