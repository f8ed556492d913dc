//! The merchant's end of bindings.

use shared::binding::{self, Change, Decision, ListAsk, Offer, View, sku_map};
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, ServiceConfig};
use shared::http::scope;
use shared::id::{Owned, kind};
use shared::page::{Page, Paging};
use shared::party::Merchant;
use actix_web::{get, patch, post, put};

type Id = At<Owned<kind::Binding>>;

/// All of them.
pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(list)
        .service(offer)
        .service(one)
        .service(accept)
        .service(decline)
        .service(withdraw)
        .service(end)
        .service(change_terms)
        .service(words)
        .service(say_words);
}

/// The merchant's bindings, newest offer first.
#[utoipa::path(tag = "bindings", params(ListAsk), responses((status = 200, body = Page<View>), Refusals))]
#[get("/bindings")]
async fn list(may: May<Merchant, scope::BindingsRead>, app: App, ask: Query<ListAsk>) -> Answer<Page<View>> {
    app.read(may, move |conn, who| binding::list(conn, who, &ask)).await
}

/// Offers a binding to the factory of a public code.
#[utoipa::path(tag = "bindings", request_body = Offer, responses((status = 201, body = View), Refusals))]
#[post("/bindings")]
async fn offer(may: May<Merchant, scope::BindingsWrite>, key: Key, app: App, ask: Ask<Offer>) -> Answer<View> {
    Ok(app.once(may, key, ask, binding::offer).await?.created())
}

/// One binding.
#[utoipa::path(tag = "bindings", responses((status = 200, body = View), Refusals))]
#[get("/bindings/{id}")]
async fn one(may: May<Merchant, scope::BindingsRead>, app: App, id: Id) -> Answer<View> {
    app.read(may, move |conn, who| binding::view(conn, who, id.0)).await
}
