//! A party applies.

use actix_web::{HttpRequest, post};

use super::session::caller_address;
use crate::http::app::{Answer, App};
use crate::http::ask::{Json, Key};
use crate::http::problem::Refusals;
use crate::id::Id;
use crate::party::application::{self, Application, ApplicationAsk, ApplicationView};
use crate::party::throttle::{self, Subject};

/// Applies to take part; the operator decides, unless it decided to approve at once.
#[utoipa::path(tag = "party", security(()), responses((status = 201, body = ApplicationView), Refusals))]
#[post("/applications")]
pub async fn apply(
    request: HttpRequest,
    key: Key,
    app: App,
    ask: Json<ApplicationAsk>,
) -> Answer<ApplicationView> {
    let (ask, hash) = ask.take()?;
    let (side, address) = (app.door().side(), caller_address(&request));
    let checked = app.work(move |house| {
        let subject = Subject::address("application", &address);
        house.db().write("count an application", |tx| {
            throttle::attempt(tx, side, std::slice::from_ref(&subject))
        })??;
        Application::check(side, &ask)
    });
    let checked = checked.await?.into_fresh()?;
    let intent = app.intent(Id::of(uuid::Uuid::nil()), &key, hash);
    Ok(app
        .once_for(intent, move |tx| application::apply(tx, &checked))
        .await?
        .created())
}
