//! What flows, day by day: for charts.

use actix_web::get;
use shared::flow::{self, Ask, Day, Punctual};
use shared::http::{Answer, App, May, Query, Refusals, scope};
use shared::party::Merchant;

/// The last days, at most 30, in the platform's zone; the last one is today so far.
#[utoipa::path(tag = "flow", params(Ask), responses((status = 200, body = Vec<Day>), Refusals))]
#[get("/flow")]
pub async fn days(may: May<Merchant, scope::OrdersRead>, app: App, ask: Query<Ask>) -> Answer<Vec<Day>> {
    let (zone, now) = (app.house().config().zone, app.now());
    app.read(may, move |conn, who| {
        flow::of_merchant(conn, who, zone, now, ask.0)
    })
    .await
}

/// How punctual each binding is, over the assignments of the last days; those with the most work first.
#[utoipa::path(tag = "flow", params(Ask), responses((status = 200, body = Vec<Punctual>), Refusals))]
#[get("/flow/bindings")]
pub async fn bindings(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    ask: Query<Ask>,
) -> Answer<Vec<Punctual>> {
    let (zone, now) = (app.house().config().zone, app.now());
    app.read(may, move |conn, who| {
        flow::bindings_of_merchant(conn, who, zone, now, ask.0)
    })
    .await
}
