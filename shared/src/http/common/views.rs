//! Saved views of the consoles' pages: each person's own.

use actix_web::{delete, get, post, put};
use serde_json::{Value, json};

use crate::http::app::{Answer, App};
use crate::http::ask::{At, Json, Key, Query};
use crate::http::caller::{Any, May};
use crate::http::problem::Refusals;
use crate::http::scope;
use crate::id::ViewId;
use crate::party::view::{self, Ask, Change, View, Which};

/// One's own views in this party, at most 50.
#[utoipa::path(tag = "views", params(Which), responses((status = 200, body = Vec<View>), Refusals))]
#[get("/views")]
pub async fn list(may: May<Any, scope::PartyRead>, app: App, which: Query<Which>) -> Answer<Vec<View>> {
    app.read(may, move |conn, who| view::list(conn, who, &which))
        .await
}

/// Keeps a view under a name.
#[utoipa::path(tag = "views", request_body = Ask, responses((status = 201, body = View), Refusals))]
#[post("/views")]
pub async fn keep(may: May<Any, scope::PartyRead>, key: Key, app: App, ask: Json<Ask>) -> Answer<View> {
    Ok(app.once(may, key, ask, view::keep).await?.created())
}

/// Changes one.
#[utoipa::path(tag = "views", request_body = Change, responses((status = 200, body = View), Refusals))]
#[put("/views/{id}")]
pub async fn change(
    may: May<Any, scope::PartyRead>,
    app: App,
    id: At<ViewId>,
    ask: Json<Change>,
) -> Answer<View> {
    app.write(may, ask, move |tx, who, ask| view::change(tx, who, id.0, ask))
        .await
}

/// Forgets one.
#[utoipa::path(tag = "views", responses((status = 200), Refusals))]
#[delete("/views/{id}")]
pub async fn forget(may: May<Any, scope::PartyRead>, app: App, id: At<ViewId>) -> Answer<Value> {
    app.act(may, move |tx, who| {
        view::forget(tx, who, id.0)?;
        Ok(json!({}))
    })
    .await
}
