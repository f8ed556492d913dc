//! Verbs over more rows than one call takes: counted exactly, begun as a batch, walked by a job.

use actix_web::post;
use shared::batch::View;
use shared::http::{Answer, App, Ask, Key, May, Refusals, Reply, scope};
use shared::party::Factory;
use shared::sweep::{
    self, AcceptAsk, AssignmentTally, PackAsk, ParcelTally, PrintAsk, RefuseAsk, ShipAsk, TakeAsk, Tally,
};

/// How many assignments a selection holds, exactly, and how many of them the verb fits now.
#[utoipa::path(tag = "batches", request_body = AssignmentTally, responses((status = 200, body = Tally), Refusals))]
#[post("/batches/count/assignments")]
pub async fn count_assignments(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    ask: Ask<AssignmentTally>,
) -> Answer<Tally> {
    let now = app.now();
    app.look(may, ask, move |conn, who, ask| {
        sweep::of_assignments(conn, who, ask, now)
    })
    .await
}

/// The same of parcels.
#[utoipa::path(tag = "batches", request_body = ParcelTally, responses((status = 200, body = Tally), Refusals))]
#[post("/batches/count/parcels")]
pub async fn count_parcels(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    ask: Ask<ParcelTally>,
) -> Answer<Tally> {
    app.look(may, ask, sweep::of_parcels).await
}

/// Accepts many assignments, of any merchants.
#[utoipa::path(tag = "batches", request_body = AcceptAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/accept")]
pub async fn accept(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<AcceptAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::accept).await.map(Reply::accepted)
}

/// Declines many assignments: the pieces go back, the merchants are told.
#[utoipa::path(tag = "batches", request_body = RefuseAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/decline")]
pub async fn decline(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<RefuseAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::decline).await.map(Reply::accepted)
}

/// Says of many accepted assignments that they cannot be supplied after all.
#[utoipa::path(tag = "batches", request_body = RefuseAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/fail")]
pub async fn fail(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<RefuseAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::fail).await.map(Reply::accepted)
}

/// Makes a parcel of what is left of each of many assignments.
#[utoipa::path(tag = "batches", request_body = PackAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/pack")]
pub async fn pack(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<PackAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::pack).await.map(Reply::accepted)
}

/// Takes numbers for many parcels, or for what is left of many assignments.
#[utoipa::path(tag = "batches", request_body = TakeAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/take-numbers")]
pub async fn take_numbers(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<TakeAsk>,
) -> Answer<View> {
    let house = app.house().clone();
    app.once(may, key, ask, move |tx, who, ask| {
        sweep::take_numbers(tx, house.desk(), who, ask)
    })
    .await
    .map(Reply::accepted)
}

/// Asks for the labels of many parcels; every 500 are a task, named in `progress.tasks`.
#[utoipa::path(tag = "batches", request_body = PrintAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/print")]
pub async fn print(may: May<Factory, scope::Print>, key: Key, app: App, ask: Ask<PrintAsk>) -> Answer<View> {
    app.once(may, key, ask, sweep::print).await.map(Reply::accepted)
}

/// Ships many parcels that have a number.
#[utoipa::path(tag = "batches", request_body = ShipAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/ship")]
pub async fn ship(
    may: May<Factory, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<ShipAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::ship).await.map(Reply::accepted)
}
