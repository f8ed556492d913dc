//! The parties of the platform, and what the operator decides about them.

use actix_web::{get, post};
use shared::http::{Answer, App, At, Json, May, Query, Refusals, scope};
use shared::id::PartyId;
use shared::page::Page;
use shared::party::Platform;
use shared::party::application::{self, DecideAsk, PartiesAsk, Verdict};
use shared::party::profile::PartyView;

type Decides = May<Platform, scope::PlatformParties>;

/// Parties in the order they applied.
#[utoipa::path(tag = "parties", params(PartiesAsk), responses((status = 200, body = Page<PartyView>), Refusals))]
#[get("/parties")]
pub async fn list(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    ask: Query<PartiesAsk>,
) -> Answer<Page<PartyView>> {
    app.read(may, move |conn, who| application::list(conn, who, &ask))
        .await
}

/// One party.
#[utoipa::path(tag = "parties", responses((status = 200, body = PartyView), Refusals))]
#[get("/parties/{id}")]
pub async fn one(may: May<Platform, scope::PlatformRead>, app: App, at: At<PartyId>) -> Answer<PartyView> {
    app.read(may, move |conn, who| application::one(conn, who, at.0))
        .await
}

/// Lets a party work.
#[utoipa::path(tag = "parties", responses((status = 200, body = PartyView), Refusals))]
#[post("/parties/{id}/approve")]
pub async fn approve(may: Decides, app: App, at: At<PartyId>, ask: Json<DecideAsk>) -> Answer<PartyView> {
    decide(may, app, at, ask, Verdict::Approve).await
}

/// Turns an application down.
#[utoipa::path(tag = "parties", responses((status = 200, body = PartyView), Refusals))]
#[post("/parties/{id}/refuse")]
pub async fn refuse(may: Decides, app: App, at: At<PartyId>, ask: Json<DecideAsk>) -> Answer<PartyView> {
    decide(may, app, at, ask, Verdict::Refuse).await
}

/// Stops a party.
#[utoipa::path(tag = "parties", responses((status = 200, body = PartyView), Refusals))]
#[post("/parties/{id}/suspend")]
pub async fn suspend(may: Decides, app: App, at: At<PartyId>, ask: Json<DecideAsk>) -> Answer<PartyView> {
    decide(may, app, at, ask, Verdict::Suspend).await
}

/// Lets a stopped party work again.
#[utoipa::path(tag = "parties", responses((status = 200, body = PartyView), Refusals))]
#[post("/parties/{id}/resume")]
pub async fn resume(may: Decides, app: App, at: At<PartyId>, ask: Json<DecideAsk>) -> Answer<PartyView> {
    decide(may, app, at, ask, Verdict::Resume).await
}

/// The version in the body makes a repeat harmless: it is `stale` or `already_decided`.
async fn decide(
    may: Decides,
    app: App,
    at: At<PartyId>,
    ask: Json<DecideAsk>,
    verdict: Verdict,
) -> Answer<PartyView> {
    app.write(may, ask, move |tx, who, ask| {
        application::decide(tx, who, at.0, verdict, ask)
    })
    .await
}
