//! Batches: work over many rows, watched and stopped.

use actix_web::{get, post};
use shared::batch::{self, Refused, View};
use shared::http::{Answer, App, At, May, Query, Refusals, scope};
use shared::id::BatchId;
use shared::page::{Page, Paging};
use shared::party::Factory;

/// The party's batches, newest first.
#[utoipa::path(tag = "batches", params(Paging), responses((status = 200, body = Page<View>), Refusals))]
#[get("/batches")]
pub async fn list(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    paging: Query<Paging>,
) -> Answer<Page<View>> {
    app.read(may, move |conn, who| batch::list(conn, who, &paging))
        .await
}

/// One batch as it stands.
#[utoipa::path(tag = "batches", responses((status = 200, body = View), Refusals))]
#[get("/batches/{batch}")]
pub async fn one(may: May<Factory, scope::FulfilRead>, app: App, id: At<BatchId>) -> Answer<View> {
    app.read(may, move |conn, who| batch::one(conn, who, id.0)).await
}

/// The rows it refused: row, column and code, never the value.
#[utoipa::path(tag = "batches", params(Paging), responses((status = 200, body = Page<Refused>), Refusals))]
#[get("/batches/{batch}/refusals")]
pub async fn refusals(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    id: At<BatchId>,
    paging: Query<Paging>,
) -> Answer<Page<Refused>> {
    app.read(may, move |conn, who| batch::refusals(conn, who, id.0, &paging))
        .await
}

/// Stops it; what was done stays done.
#[utoipa::path(tag = "batches", responses((status = 200, body = View), Refusals))]
#[post("/batches/{batch}/cancel")]
pub async fn cancel(may: May<Factory, scope::FulfilWrite>, app: App, id: At<BatchId>) -> Answer<View> {
    app.act(may, move |tx, who| batch::cancel(tx, who, id.0)).await
}
