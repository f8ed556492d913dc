//! Verbs over more rows than one call takes: counted exactly, begun as a batch, walked by a job.

use actix_web::post;
use shared::batch::View;
use shared::http::{Answer, App, Ask, Key, May, Refusals, Reply, scope};
use shared::party::Merchant;
use shared::sweep::{
    self, AssignAsk, AssignmentTally, CloseAsk, GivenTally, OrderTally, PackAsk, ParcelTally, PrintAsk,
    RecallAsk, ShipAsk, TakeAsk, Tally, UndoAsk,
};

/// How many orders a selection holds, exactly, and how many of them the verb fits now.
#[utoipa::path(tag = "batches", request_body = OrderTally, responses((status = 200, body = Tally), Refusals))]
#[post("/batches/count/orders")]
pub async fn count_orders(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    ask: Ask<OrderTally>,
) -> Answer<Tally> {
    app.look(may, ask, sweep::of_orders).await
}

/// The same of assignments given to fulfillers.
#[utoipa::path(tag = "batches", request_body = GivenTally, responses((status = 200, body = Tally), Refusals))]
#[post("/batches/count/given")]
pub async fn count_given(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    ask: Ask<GivenTally>,
) -> Answer<Tally> {
    app.look(may, ask, sweep::of_given).await
}

/// The same of what the merchant packs himself.
#[utoipa::path(tag = "batches", request_body = AssignmentTally, responses((status = 200, body = Tally), Refusals))]
#[post("/batches/count/assignments")]
pub async fn count_assignments(
    may: May<Merchant, scope::FulfilRead>,
    app: App,
    ask: Ask<AssignmentTally>,
) -> Answer<Tally> {
    let now = app.now();
    app.look(may, ask, move |conn, who, ask| {
        sweep::of_own_assignments(conn, who, ask, now)
    })
    .await
}

/// The same of parcels the merchant packs himself.
#[utoipa::path(tag = "batches", request_body = ParcelTally, responses((status = 200, body = Tally), Refusals))]
#[post("/batches/count/parcels")]
pub async fn count_parcels(
    may: May<Merchant, scope::FulfilRead>,
    app: App,
    ask: Ask<ParcelTally>,
) -> Answer<Tally> {
    app.look(may, ask, sweep::of_parcels).await
}

/// Gives all free pieces of many orders to one fulfiller; every 500 are an act, named in `progress.acts`.
#[utoipa::path(tag = "batches", request_body = AssignAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/assign")]
pub async fn assign(
    may: May<Merchant, scope::Assign>,
    key: Key,
    app: App,
    ask: Ask<AssignAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::assign).await.map(Reply::accepted)
}

/// Takes many assignments back: at once where no number holds them, else by asking.
#[utoipa::path(tag = "batches", request_body = RecallAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/recall")]
pub async fn recall(
    may: May<Merchant, scope::Assign>,
    key: Key,
    app: App,
    ask: Ask<RecallAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::recall).await.map(Reply::accepted)
}

/// Takes back many assignments nobody has seen yet, e.g. what a batch made.
#[utoipa::path(tag = "batches", request_body = UndoAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/undo")]
pub async fn undo(may: May<Merchant, scope::Assign>, key: Key, app: App, ask: Ask<UndoAsk>) -> Answer<View> {
    app.once(may, key, ask, sweep::undo).await.map(Reply::accepted)
}

/// Closes many orders nobody works on.
#[utoipa::path(tag = "batches", request_body = CloseAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/close")]
pub async fn close(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<CloseAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::close).await.map(Reply::accepted)
}

/// Makes a parcel of what is left of each of many assignments.
#[utoipa::path(tag = "batches", request_body = PackAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/pack")]
pub async fn pack(
    may: May<Merchant, scope::FulfilWrite>,
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
    may: May<Merchant, scope::FulfilWrite>,
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
pub async fn print(may: May<Merchant, scope::Print>, key: Key, app: App, ask: Ask<PrintAsk>) -> Answer<View> {
    app.once(may, key, ask, sweep::print).await.map(Reply::accepted)
}

/// Ships many parcels that have a number.
#[utoipa::path(tag = "batches", request_body = ShipAsk, responses((status = 202, body = View), Refusals))]
#[post("/batches/ship")]
pub async fn ship(
    may: May<Merchant, scope::FulfilWrite>,
    key: Key,
    app: App,
    ask: Ask<ShipAsk>,
) -> Answer<View> {
    app.once(may, key, ask, sweep::ship).await.map(Reply::accepted)
}
