//! What flows, day by day: for charts.

use actix_web::get;
use shared::flow::{self, Ask, Day, Trouble};
use shared::http::{Answer, App, May, Query, Refusals, scope};
use shared::party::Platform;

/// The last days, at most 30, in the platform's zone; the last one is today so far.
#[utoipa::path(tag = "flow", params(Ask), responses((status = 200, body = Vec<Day>), Refusals))]
#[get("/flow")]
pub async fn days(may: May<Platform, scope::PlatformRead>, app: App, ask: Query<Ask>) -> Answer<Vec<Day>> {
    let (zone, now) = (app.house().config().zone, app.now());
    app.read(may, move |conn, who| flow::of_all(conn, who, zone, now, ask.0))
        .await
}

/// What went wrong in the last days, at most 30, beside what went well: mail, waybill numbers, jobs.
#[utoipa::path(tag = "flow", params(Ask), responses((status = 200, body = Vec<Trouble>), Refusals))]
#[get("/flow/troubles")]
pub async fn troubles(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    ask: Query<Ask>,
) -> Answer<Vec<Trouble>> {
    let (zone, now) = (app.house().config().zone, app.now());
    app.read(may, move |conn, who| {
        flow::of_platform(conn, who, zone, now, ask.0)
    })
    .await
}
