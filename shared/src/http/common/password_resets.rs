//! A new password by mail.

use actix_web::{HttpRequest, post};
use serde_json::{Value, json};

use super::session::caller_address;
use crate::http::app::{Answer, App};
use crate::http::ask::Json;
use crate::http::problem::Refusals;
use crate::party::reset::{self, RedeemAsk, ResetAsk};

/// Sends a link to a new password; the answer is the same whether or not somebody has that address.
#[utoipa::path(tag = "session", security(()), responses((status = 202), Refusals))]
#[post("/password-resets")]
pub async fn send(request: HttpRequest, app: App, ask: Json<ResetAsk>) -> Answer<Value> {
    let (ask, _) = ask.take()?;
    let (door, address) = (app.shared_door(), caller_address(&request));
    let sent = app.work(move |house| {
        reset::ask(house.db(), door.side(), &ask, &address)?;
        Ok(json!({}))
    });
    Ok(sent.await?.accepted())
}

/// Sets the new password; every session of the person ends.
#[utoipa::path(tag = "session", security(()), responses((status = 200), Refusals))]
#[post("/password-resets/redeem")]
pub async fn redeem(app: App, ask: Json<RedeemAsk>) -> Answer<Value> {
    let (ask, _) = ask.take()?;
    let door = app.shared_door();
    app.work(move |house| {
        reset::redeem(house.db(), door.side(), &ask)?;
        Ok(json!({}))
    })
    .await
}
