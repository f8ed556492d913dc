//! The people of the party.

use actix_web::{delete, get, patch};
use serde_json::{Value, json};

use crate::http::app::{Answer, App};
use crate::http::ask::{At, Json, Query};
use crate::http::caller::{Any, May};
use crate::http::problem::Refusals;
use crate::http::scope;
use crate::id::PersonId;
use crate::page::{Page, Paging};
use crate::party::member::{self, PersonView, RoleAsk};

/// The people of the party.
#[utoipa::path(tag = "people", params(Paging), responses((status = 200, body = Page<PersonView>), Refusals))]
#[get("/people")]
pub async fn list(may: May<Any, scope::People>, app: App, ask: Query<Paging>) -> Answer<Page<PersonView>> {
    app.read(may, move |conn, who| member::list(conn, who, &ask))
        .await
}

/// Changes a person's role.
#[utoipa::path(tag = "people", responses((status = 200, body = PersonView), Refusals))]
#[patch("/people/{id}")]
pub async fn change(
    may: May<Any, scope::People>,
    app: App,
    at: At<PersonId>,
    ask: Json<RoleAsk>,
) -> Answer<PersonView> {
    app.write(may, ask, move |tx, who, ask| member::change(tx, who, at.0, ask))
        .await
}

/// Takes a person out of the party.
#[utoipa::path(tag = "people", responses((status = 200), Refusals))]
#[delete("/people/{id}")]
pub async fn remove(may: May<Any, scope::People>, app: App, at: At<PersonId>) -> Answer<Value> {
    app.act(may, move |tx, who| {
        member::remove(tx, who, at.0)?;
        Ok(json!({}))
    })
    .await
}
