//! The work a factory was given: see it, take it, decline it, answer the merchant who wants it back.

use actix_web::{get, post};
use shared::assign::{
    self, Accept, Card, Counts, Done, Filter, RecallReply, Refuse, RequestAsk, RequestView, Settled,
};
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, scope};
use shared::id::{Owned, kind};
use shared::page::Page;
use shared::party::Factory;

/// The factory's assignments: work waits longest first, what is done or odd is newest first.
#[utoipa::path(tag = "assignments", params(Filter), responses((status = 200, body = Page<Card>), Refusals))]
#[get("/assignments")]
pub async fn list(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    filter: Query<Filter>,
) -> Answer<Page<Card>> {
    let now = app.now();
    app.read(may, move |conn, who| assign::list(conn, who, &filter, now))
        .await
}

/// How many stand under each tab; counting stops at 1,000.
#[utoipa::path(tag = "assignments", responses((status = 200, body = Counts), Refusals))]
#[get("/assignments/counts")]
pub async fn counts(may: May<Factory, scope::FulfilRead>, app: App) -> Answer<Counts> {
    app.read(may, assign::counts).await
}

/// One assignment.
#[utoipa::path(tag = "assignments", responses((status = 200, body = Card), Refusals))]
#[get("/assignments/{assignment}")]
pub async fn one(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    assignment: At<Owned<kind::Assignment>>,
) -> Answer<Card> {
    app.read(may, move |conn, who| assign::one(conn, who, assignment.0))
        .await
}

/// Accepts, at most 500, of any merchants.
#[utoipa::path(tag = "assignments", request_body = Accept,
    responses((status = 200, body = Rows<Done>), Refusals))]
#[post("/assignments/accept")]
pub async fn accept(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<Accept>,
) -> Answer<Rows<Done>> {
    app.once_stepwise(may, key, ask, assign::accept).await
}

/// Declines, at most 500: the pieces go back, the merchants are told.
#[utoipa::path(tag = "assignments", request_body = Refuse,
    responses((status = 200, body = Rows<Done>), Refusals))]
#[post("/assignments/decline")]
pub async fn decline(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<Refuse>,
) -> Answer<Rows<Done>> {
    app.once_stepwise(may, key, ask, assign::decline).await
}

/// Says that what was accepted cannot be supplied after all; pieces that have not left go back.
#[utoipa::path(tag = "assignments", request_body = Refuse,
    responses((status = 200, body = Rows<Done>), Refusals))]
#[post("/assignments/fail")]
pub async fn fail(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<Refuse>,
) -> Answer<Rows<Done>> {
    app.once_stepwise(may, key, ask, assign::fail).await
}

/// What merchants want back, unanswered unless told otherwise.
#[utoipa::path(tag = "assignments", params(RequestAsk),
    responses((status = 200, body = Page<RequestView>), Refusals))]
#[get("/recall-requests")]
pub async fn requests(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    ask: Query<RequestAsk>,
) -> Answer<Page<RequestView>> {
    app.read(may, move |conn, who| assign::requests(conn, who, &ask))
        .await
}

/// Gives the pieces back; numbers that hold them are voided first.
#[utoipa::path(tag = "assignments", request_body = RecallReply,
    responses((status = 200, body = Settled), Refusals))]
#[post("/recall-requests/{request}/grant")]
pub async fn grant(
    may: May<Factory, scope::FulfilWrite>,
    app: App,
    request: At<Owned<kind::RecallRequest>>,
    ask: Ask<RecallReply>,
) -> Answer<Settled> {
    app.write(may, ask, move |tx, who, ask| {
        assign::grant(tx, who, request.0, ask)
    })
    .await
}

/// Keeps the pieces.
#[utoipa::path(tag = "assignments", request_body = RecallReply,
    responses((status = 200, body = Settled), Refusals))]
#[post("/recall-requests/{request}/deny")]
pub async fn deny(
    may: May<Factory, scope::FulfilWrite>,
    app: App,
    request: At<Owned<kind::RecallRequest>>,
    ask: Ask<RecallReply>,
) -> Answer<Settled> {
    app.write(may, ask, move |tx, who, ask| {
        assign::deny(tx, who, request.0, ask)
    })
    .await
}
