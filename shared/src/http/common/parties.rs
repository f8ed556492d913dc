//! The party one acts for.

use actix_web::{get, patch};

use crate::http::app::{Answer, App};
use crate::http::ask::Json;
use crate::http::caller::{Any, May};
use crate::http::problem::Refusals;
use crate::http::scope;
use crate::party::profile::{self, PartyPatch, PartyView};

/// The party one acts for.
#[utoipa::path(tag = "party", responses((status = 200, body = PartyView), Refusals))]
#[get("/party")]
pub async fn show(may: May<Any, scope::PartyRead>, app: App) -> Answer<PartyView> {
    app.read(may, profile::own).await
}

/// Changes it: name, drop-shipping, language, notice address, sender.
#[utoipa::path(tag = "party", responses((status = 200, body = PartyView), Refusals))]
#[patch("/party")]
pub async fn change(may: May<Any, scope::Settings>, app: App, ask: Json<PartyPatch>) -> Answer<PartyView> {
    app.write(may, ask, profile::patch).await
}
