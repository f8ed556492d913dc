//! Inviting people by mail.

use actix_web::{delete, get, post};
use serde_json::{Value, json};

use crate::http::app::{Answer, App};
use crate::http::ask::{At, Json, Key};
use crate::http::caller::{Any, May};
use crate::http::problem::Refusals;
use crate::http::scope;
use crate::id::{Id, MailProofId};
use crate::party::invitation::{self, AcceptAsk, Acceptance, AcceptedView, InvitationView, InviteAsk};

/// Open invitations, the newest first.
#[utoipa::path(tag = "people", responses((status = 200, body = Vec<InvitationView>), Refusals))]
#[get("/invitations")]
pub async fn list(may: May<Any, scope::People>, app: App) -> Answer<Vec<InvitationView>> {
    let now = app.now();
    app.read(may, move |conn, who| invitation::list(conn, who, now))
        .await
}

/// Invites somebody into the party.
#[utoipa::path(tag = "people", responses((status = 201, body = InvitationView), Refusals))]
#[post("/invitations")]
pub async fn invite(
    may: May<Any, scope::People>,
    key: Key,
    app: App,
    ask: Json<InviteAsk>,
) -> Answer<InvitationView> {
    Ok(app.once(may, key, ask, invitation::invite).await?.created())
}

/// Accepts an invitation with the secret of its link.
#[utoipa::path(tag = "people", security(()), responses((status = 201, body = AcceptedView), Refusals))]
#[post("/invitations/accept")]
pub async fn accept(key: Key, app: App, ask: Json<AcceptAsk>) -> Answer<AcceptedView> {
    let (ask, hash) = ask.take()?;
    let side = app.door().side();
    let checked = app.work(move |_| Acceptance::check(&ask)).await?.into_fresh()?;
    let nobody = Id::of(uuid::Uuid::nil());
    let intent = app.intent(nobody, &key, hash);
    Ok(app
        .once_for(intent, move |tx| invitation::accept(tx, side, &checked))
        .await?
        .created())
}

/// Takes an invitation back.
#[utoipa::path(tag = "people", responses((status = 200), Refusals))]
#[delete("/invitations/{id}")]
pub async fn withdraw(may: May<Any, scope::People>, app: App, at: At<MailProofId>) -> Answer<Value> {
    app.act(may, move |tx, who| {
        invitation::withdraw(tx, who, at.0)?;
        Ok(json!({}))
    })
    .await
}
