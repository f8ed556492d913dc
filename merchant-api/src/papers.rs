//! Papers beside labels, as open data to hand to a print agent: pick lists, packing slips, hand-over lists.

use actix_web::{get, post};
use shared::http::{Answer, App, Json, May, Query, Refusals, scope};
use shared::party::Merchant;
use shared::print::paper::{self, Ask, HandOverAsk, HandOverPage, Paper};

/// What to take from the shelves for parcels, at most 500.
#[utoipa::path(tag = "papers", request_body = Ask, responses((status = 200, body = Paper), Refusals))]
#[post("/papers/pick-list")]
pub async fn pick_list(may: May<Merchant, scope::Print>, app: App, ask: Json<Ask>) -> Answer<Paper> {
    let ((ask, _), at) = (ask.take()?, (app.now(), app.house().config().zone));
    app.read(may, move |conn, who| {
        paper::pick_list(conn, &who.into(), at, &ask)
    })
    .await
}

/// A packing slip for each of at most 500 parcels.
#[utoipa::path(tag = "papers", request_body = Ask, responses((status = 200, body = Vec<Paper>), Refusals))]
#[post("/papers/packing-slips")]
pub async fn packing_slips(may: May<Merchant, scope::Print>, app: App, ask: Json<Ask>) -> Answer<Vec<Paper>> {
    let ((ask, _), at) = (ask.take()?, (app.now(), app.house().config().zone));
    app.read(may, move |conn, who| {
        paper::packing_slips(conn, &who.into(), at, &ask)
    })
    .await
}

/// What left with a carrier on a day, for his courier to sign.
#[utoipa::path(tag = "papers", params(HandOverAsk), responses((status = 200, body = HandOverPage), Refusals))]
#[get("/papers/hand-over")]
pub async fn hand_over(
    may: May<Merchant, scope::FulfilRead>,
    app: App,
    ask: Query<HandOverAsk>,
) -> Answer<HandOverPage> {
    let at = (app.now(), app.house().config().zone);
    app.read(may, move |conn, who| {
        paper::hand_over(conn, &who.into(), at, &ask)
    })
    .await
}
