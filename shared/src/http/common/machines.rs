//! The party's software: machine principals.

use actix_web::{HttpRequest, delete, get, post};
use serde_json::{Value, json};

use crate::error::Result;
use crate::http::app::{Answer, App};
use crate::http::ask::{At, Json, Key};
use crate::http::caller::{self, Any, Caller, Fresh, May};
use crate::http::problem::{Problem, Refusals};
use crate::http::scope::{self, Grant};
use crate::id::{Owned, kind};
use crate::party::machine::{self, MachineAsk, MachineView, NewMachine};

/// The party's machines.
#[utoipa::path(tag = "machines", responses((status = 200, body = Vec<MachineView>), Refusals))]
#[get("/machines")]
pub async fn list(may: May<Any, scope::Machines>, app: App) -> Answer<Vec<MachineView>> {
    app.read(may, machine::list).await
}

/// Makes a machine and shows its secret once. Wants a step-up.
#[utoipa::path(tag = "machines", responses((status = 201, body = NewMachine), Refusals))]
#[post("/machines")]
pub async fn create(
    may: May<Any, scope::Machines>,
    _fresh: Fresh,
    request: HttpRequest,
    key: Key,
    app: App,
    ask: Json<MachineAsk>,
) -> Answer<NewMachine> {
    let (ask, hash) = ask.take()?;
    let grantable = grantable(&request, &app)?;
    let (who, intent) = (may.acting(), app.intent(may.party(), &key, hash));
    let made = app.once_keeping(
        intent,
        move |tx| machine::create(tx, &who, &ask, &grantable),
        kept,
    );
    Ok(made.await?.created())
}

/// A repeat is told everything but the secret.
fn kept(made: &NewMachine) -> Result<Value> {
    Ok(json!({ "machine": made.machine }))
}

/// Nobody gives what he does not hold, nor what does not exist on this side.
fn grantable(request: &HttpRequest, app: &App) -> std::result::Result<Vec<&'static str>, Problem> {
    let held = match caller::caller(request)? {
        Caller::Person(live) => live.seat.map(|seat| seat.role),
        Caller::Nobody(_) | Caller::Machine(_) => None,
    };
    let side = app.door().side();
    let gives = |grant: &&Grant| grant.on(side) && held.is_some_and(|role| grant.held_by(role));
    Ok(Grant::ALL
        .iter()
        .filter(gives)
        .map(|grant| grant.text())
        .collect())
}

/// Revokes a machine; its tokens stop counting at once.
#[utoipa::path(tag = "machines", responses((status = 200), Refusals))]
#[delete("/machines/{id}")]
pub async fn revoke(may: May<Any, scope::Machines>, app: App, at: At<Owned<kind::Machine>>) -> Answer<Value> {
    app.act(may, move |tx, who| {
        machine::revoke(tx, who, at.0)?;
        Ok(json!({}))
    })
    .await
}
