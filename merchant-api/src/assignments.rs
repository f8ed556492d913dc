//! Assigning: give pieces to fulfillers, think again, take them back; and the merchant's own packing list.

use actix_web::{get, post};
use shared::assign::{
    self, Ask as AssignAsk, Card, Counts, Done, Filter, MerchantAsk, MerchantView, Recall, RecallReply,
    Recalled, Reply, Settled, Undo,
};
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, scope};
use shared::id::{Owned, kind};
use shared::page::Page;
use shared::party::Merchant;

/// Gives pieces of orders to fulfillers, at most 500 rows; nobody sees them until the undo window is over.
#[utoipa::path(tag = "assignments", request_body = AssignAsk,
    responses((status = 200, body = Reply), Refusals))]
#[post("/assignments")]
pub async fn give(
    may: May<Merchant, scope::Assign>,
    key: Key,
    app: App,
    ask: Ask<AssignAsk>,
) -> Answer<Reply> {
    let vault = app.vault()?;
    app.once(may, key, ask, move |tx, who, ask| {
        assign::assign(tx, &vault, who, ask)
    })
    .await
}

/// The assignments of an order or of one act.
#[utoipa::path(tag = "assignments", params(MerchantAsk),
    responses((status = 200, body = Page<MerchantView>), Refusals))]
#[get("/assignments")]
pub async fn list(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    ask: Query<MerchantAsk>,
) -> Answer<Page<MerchantView>> {
    app.read(may, move |conn, who| assign::of_merchant(conn, who, &ask))
        .await
}

/// Takes back what is still held: a whole act, or some of its assignments.
#[utoipa::path(tag = "assignments", request_body = Undo, responses((status = 200, body = Rows<Done>), Refusals))]
#[post("/assignments/undo")]
pub async fn undo(
    may: May<Merchant, scope::Assign>,
    key: Key,
    app: App,
    ask: Ask<Undo>,
) -> Answer<Rows<Done>> {
    app.once(may, key, ask, assign::undo).await
}

/// Takes pieces back: at once where no number holds them, else by asking the fulfiller.
#[utoipa::path(tag = "assignments", request_body = Recall,
    responses((status = 200, body = Rows<Recalled>), Refusals))]
#[post("/assignments/recall")]
pub async fn recall(
    may: May<Merchant, scope::Assign>,
    key: Key,
    app: App,
    ask: Ask<Recall>,
) -> Answer<Rows<Recalled>> {
    app.once(may, key, ask, assign::recall).await
}

/// Takes a question back: the fulfiller goes on.
#[utoipa::path(tag = "assignments", request_body = RecallReply,
    responses((status = 200, body = Settled), Refusals))]
#[post("/recall-requests/{request}/withdraw")]
pub async fn withdraw_request(
    may: May<Merchant, scope::Assign>,
    app: App,
    request: At<Owned<kind::RecallRequest>>,
    ask: Ask<RecallReply>,
) -> Answer<Settled> {
    app.write(may, ask, move |tx, who, ask| {
        assign::withdraw(tx, who, request.0, ask)
    })
    .await
}

/// What the merchant packs himself, as a fulfiller sees his work.
#[utoipa::path(tag = "assignments", params(Filter), responses((status = 200, body = Page<Card>), Refusals))]
#[get("/own-assignments")]
pub async fn own_list(
    may: May<Merchant, scope::FulfilRead>,
    app: App,
    filter: Query<Filter>,
) -> Answer<Page<Card>> {
    let now = app.now();
    app.read(may, move |conn, who| assign::own_list(conn, who, &filter, now))
        .await
}

/// How many stand under each tab of it; counting stops at 1,000.
#[utoipa::path(tag = "assignments", responses((status = 200, body = Counts), Refusals))]
#[get("/own-assignments/counts")]
pub async fn own_counts(may: May<Merchant, scope::FulfilRead>, app: App) -> Answer<Counts> {
    app.read(may, assign::own_counts).await
}
