//! The factory's end of bindings: offers, answers, terms, words for goods.

use actix_web::{get, patch, post};
use shared::binding::{self, Change, Decision, ListAsk, Offer, View, sku_map};
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, scope};
use shared::id::{Owned, kind};
use shared::page::{Page, Paging};
use shared::party::Factory;

/// The factory's bindings, newest offer first.
#[utoipa::path(tag = "bindings", params(ListAsk), responses((status = 200, body = Page<View>), Refusals))]
#[get("/bindings")]
pub async fn list(
    may: May<Factory, scope::BindingsRead>,
    app: App,
    ask: Query<ListAsk>,
) -> Answer<Page<View>> {
    app.read(may, move |conn, who| binding::list(conn, who, &ask))
        .await
}

/// Offers a binding to the merchant of a public code.
#[utoipa::path(tag = "bindings", request_body = Offer, responses((status = 201, body = View), Refusals))]
#[post("/bindings")]
pub async fn offer(
    may: May<Factory, scope::BindingsWrite>,
    key: Key,
    app: App,
    ask: Ask<Offer>,
) -> Answer<View> {
    Ok(app.once(may, key, ask, binding::offer).await?.created())
}

/// One binding.
#[utoipa::path(tag = "bindings", responses((status = 200, body = View), Refusals))]
#[get("/bindings/{binding}")]
pub async fn one(
    may: May<Factory, scope::BindingsRead>,
    app: App,
    binding: At<Owned<kind::Binding>>,
) -> Answer<View> {
    app.read(may, move |conn, who| binding::view(conn, who, binding.0))
        .await
}

/// Says yes to the merchant's offer.
#[utoipa::path(tag = "bindings", request_body = Decision, responses((status = 200, body = View), Refusals))]
#[post("/bindings/{binding}/accept")]
pub async fn accept(
    may: May<Factory, scope::BindingsWrite>,
    app: App,
    binding: At<Owned<kind::Binding>>,
    ask: Ask<Decision>,
) -> Answer<View> {
    app.write(may, ask, move |tx, who, ask| {
        binding::accept(tx, who, binding.0, ask)
    })
    .await
}

/// Says no to the merchant's offer.
#[utoipa::path(tag = "bindings", request_body = Decision, responses((status = 200, body = View), Refusals))]
#[post("/bindings/{binding}/decline")]
pub async fn decline(
    may: May<Factory, scope::BindingsWrite>,
    app: App,
    binding: At<Owned<kind::Binding>>,
    ask: Ask<Decision>,
) -> Answer<View> {
    app.write(may, ask, move |tx, who, ask| {
        binding::decline(tx, who, binding.0, ask)
    })
    .await
}

/// Takes the own offer back.
#[utoipa::path(tag = "bindings", request_body = Decision, responses((status = 200, body = View), Refusals))]
#[post("/bindings/{binding}/withdraw")]
pub async fn withdraw(
    may: May<Factory, scope::BindingsWrite>,
    app: App,
    binding: At<Owned<kind::Binding>>,
    ask: Ask<Decision>,
) -> Answer<View> {
    app.write(may, ask, move |tx, who, ask| {
        binding::withdraw(tx, who, binding.0, ask)
    })
    .await
}

/// Ends the binding: no new work, open work finishes or is recalled.
#[utoipa::path(tag = "bindings", request_body = Decision, responses((status = 200, body = View), Refusals))]
#[post("/bindings/{binding}/end")]
pub async fn end(
    may: May<Factory, scope::BindingsWrite>,
    app: App,
    binding: At<Owned<kind::Binding>>,
    ask: Ask<Decision>,
) -> Answer<View> {
    app.write(may, ask, move |tx, who, ask| {
        binding::end(tx, who, binding.0, ask)
    })
    .await
}

/// Changes the terms that are the factory's to set.
#[utoipa::path(tag = "bindings", request_body = Change, responses((status = 200, body = View), Refusals))]
#[patch("/bindings/{binding}/terms")]
pub async fn change_terms(
    may: May<Factory, scope::BindingsWrite>,
    app: App,
    binding: At<Owned<kind::Binding>>,
    ask: Ask<Change>,
) -> Answer<View> {
    app.write(may, ask, move |tx, who, ask| {
        binding::change_terms(tx, who, binding.0, ask)
    })
    .await
}

/// The words agreed for goods.
#[utoipa::path(tag = "bindings", params(Paging),
    responses((status = 200, body = Page<sku_map::Mapped>), Refusals))]
#[get("/bindings/{binding}/sku-map")]
pub async fn words(
    may: May<Factory, scope::BindingsRead>,
    app: App,
    binding: At<Owned<kind::Binding>>,
    paging: Query<Paging>,
) -> Answer<Page<sku_map::Mapped>> {
    app.read(may, move |conn, who| sku_map::list(conn, who, binding.0, &paging))
        .await
}
