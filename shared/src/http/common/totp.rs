//! One-time codes: enrol, confirm, off.

use actix_web::{delete, post};
use serde_json::{Value, json};

use crate::http::app::{Answer, App};
use crate::http::ask::Json;
use crate::http::caller::{Fresh, Signed};
use crate::http::problem::Refusals;
use crate::party::totp::{self, CodeAsk, Enrolment};

/// Makes a secret for an authenticator; it counts once a code was confirmed. Wants a step-up.
#[utoipa::path(tag = "session", responses((status = 201, body = Enrolment), Refusals))]
#[post("/totp")]
pub async fn enrol(signed: Signed, _fresh: Fresh, app: App) -> Answer<Enrolment> {
    let door = app.shared_door();
    let made = app.work(move |house| {
        house.db().write("enrol codes", |tx| {
            totp::enrol(tx, door.side(), signed.0.person, door.seal())
        })
    });
    Ok(made.await?.created())
}

/// Switches codes on with a first right one.
#[utoipa::path(tag = "session", responses((status = 200), Refusals))]
#[post("/totp/confirm")]
pub async fn confirm(signed: Signed, app: App, ask: Json<CodeAsk>) -> Answer<Value> {
    let (ask, _) = ask.take()?;
    let door = app.shared_door();
    app.work(move |house| {
        house.db().write("confirm codes", |tx| {
            totp::confirm(tx, door.side(), signed.0.person, door.seal(), &ask)
        })?;
        Ok(json!({}))
    })
    .await
}

/// Switches codes off. Wants a step-up.
#[utoipa::path(tag = "session", responses((status = 200), Refusals))]
#[delete("/totp")]
pub async fn off(signed: Signed, _fresh: Fresh, app: App) -> Answer<Value> {
    let door = app.shared_door();
    app.work(move |house| {
        house
            .db()
            .write("codes off", |tx| totp::off(tx, door.side(), signed.0.person))?;
        Ok(json!({}))
    })
    .await
}
