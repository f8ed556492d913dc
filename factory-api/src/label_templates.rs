//! Label templates: what the party draws in the custom area of its labels, and where each is used unasked.

use actix_web::{delete, get, patch, post, put};
use serde_json::{Value, json};
use shared::http::{Answer, App, Ask, At, Key, May, Query, Refusals, scope};
use shared::page::{Page, Paging};
use shared::party::Factory;
use shared::print::template::{self, Change, Draft, TemplateRef, Use, UseView, View};

/// The party's label templates, newest first.
#[utoipa::path(tag = "label templates", responses((status = 200, body = Vec<View>), Refusals))]
#[get("/label-templates")]
pub async fn list(may: May<Factory, scope::FulfilRead>, app: App) -> Answer<Vec<View>> {
    app.read(may, template::list).await
}

/// Makes a label template; what cannot be drawn is refused, naming the place.
#[utoipa::path(tag = "label templates", request_body = Draft, responses((status = 200, body = View), Refusals))]
#[post("/label-templates")]
pub async fn make(may: May<Factory, scope::Print>, key: Key, app: App, ask: Ask<Draft>) -> Answer<View> {
    app.once(may, key, ask, template::make).await
}

/// One label template.
#[utoipa::path(tag = "label templates", responses((status = 200, body = View), Refusals))]
#[get("/label-templates/{template}")]
pub async fn one(may: May<Factory, scope::FulfilRead>, app: App, id: At<TemplateRef>) -> Answer<View> {
    app.read(may, move |conn, who| template::one(conn, who, id.0))
        .await
}

/// Changes a label template's name or drawing.
#[utoipa::path(tag = "label templates", request_body = Change, responses((status = 200, body = View), Refusals))]
#[patch("/label-templates/{template}")]
pub async fn change(
    may: May<Factory, scope::Print>,
    app: App,
    id: At<TemplateRef>,
    ask: Ask<Change>,
) -> Answer<View> {
    app.write(may, ask, move |tx, who, ask| template::change(tx, who, id.0, ask))
        .await
}

/// Deletes a label template; where it was used, labels carry the usual packing note again.
#[utoipa::path(tag = "label templates", responses((status = 200), Refusals))]
#[delete("/label-templates/{template}")]
pub async fn delete_one(may: May<Factory, scope::Print>, app: App, id: At<TemplateRef>) -> Answer<Value> {
    app.act(may, move |tx, who| {
        template::delete(tx, who, id.0)?;
        Ok(json!({}))
    })
    .await
}

/// Where templates are used without being asked for.
#[utoipa::path(tag = "label templates", params(Paging), responses((status = 200, body = Page<UseView>), Refusals))]
#[get("/label-defaults")]
pub async fn uses(
    may: May<Factory, scope::FulfilRead>,
    app: App,
    paging: Query<Paging>,
) -> Answer<Page<UseView>> {
    app.read(may, move |conn, who| template::uses(conn, who, &paging))
        .await
}

/// Says which template is used in a binding, or everywhere, where nothing else is asked for.
#[utoipa::path(tag = "label templates", request_body = Use, responses((status = 200, body = UseView), Refusals))]
#[put("/label-defaults")]
pub async fn use_in(may: May<Factory, scope::Print>, app: App, ask: Ask<Use>) -> Answer<UseView> {
    app.write(may, ask, template::use_in).await
}
