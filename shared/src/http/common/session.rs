//! Signing in and out, and what one is signed in as.

use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, HttpResponse, Responder, delete, get, post, put};

use crate::error::Result;
use crate::house::House;
use crate::http::app::{Answer, App, Door};
use crate::http::ask::{At, Json};
use crate::http::caller::Signed;
use crate::http::problem::{Problem, Refusals};
use crate::http::scope::Grant;
use crate::http::{serve, session as cookie};
use crate::id::SessionId;
use crate::party::session::{self, Live, PartyAsk, SessionRow, SessionView};
use crate::party::sign_in::{self, SignInAsk, StepUpAsk};

/// Signs a person in; the session is in a cookie.
#[utoipa::path(tag = "session", security(()), responses((status = 200, body = SessionView), Refusals))]
#[post("/session")]
pub async fn begin(
    request: HttpRequest,
    app: App,
    ask: Json<SignInAsk>,
) -> std::result::Result<HttpResponse, Problem> {
    cookie::from_console(&request, app.door())?;
    let (ask, _) = ask.take()?;
    let (door, address) = (app.shared_door(), caller_address(&request));
    let begun = app.work(move |house| {
        let (live, secret) = sign_in::sign_in(house.db(), door.side(), door.seal(), &ask, &address)?;
        Ok((view(house, &door, &live)?, secret))
    });
    let (view, secret) = begun.await?.into_fresh()?;
    let mut answer = HttpResponse::Ok();
    Ok(answer.cookie(cookie::cookie(app.door(), secret)).json(view))
}

pub(super) fn caller_address(request: &HttpRequest) -> String {
    serve::address(request).map_or_else(|| "nowhere".to_owned(), |address| address.to_string())
}

fn view(house: &House, door: &Door, live: &Live) -> Result<SessionView> {
    let mut view = house
        .db()
        .read("session", |conn| session::view(conn, door.side(), live))?;
    let held = |grant: &&Grant| grant.on(door.side()) && view.role.is_some_and(|role| grant.held_by(role));
    view.scopes = Grant::ALL.iter().filter(held).map(|grant| grant.text()).collect();
    view.development = house.config().env == crate::config::Env::Development;
    Ok(view)
}

/// Who is signed in, for which party, with which scopes.
#[utoipa::path(tag = "session", responses((status = 200, body = SessionView), Refusals))]
#[get("/session")]
pub async fn show(signed: Signed, app: App) -> Answer<SessionView> {
    let door = app.shared_door();
    app.work(move |house| view(house, &door, &signed.0)).await
}

/// Signs out: the session ends and the cookie goes.
#[utoipa::path(tag = "session", responses((status = 200), Refusals))]
#[delete("/session")]
pub async fn sign_out(signed: Signed, app: App) -> std::result::Result<HttpResponse, Problem> {
    let Signed(live) = signed;
    let door = app.shared_door();
    app.work(move |house| {
        house.db().write("sign out", |tx| {
            session::end(tx, door.side(), live.person, live.id)
        })
    })
    .await?;
    let gone: Cookie<'static> = cookie::gone(app.door());
    Ok(HttpResponse::Ok().cookie(gone).json(serde_json::json!({})))
}

/// Acts for another of one's parties from now on.
#[utoipa::path(tag = "session", responses((status = 200, body = SessionView), Refusals))]
#[put("/session/party")]
pub async fn choose_party(signed: Signed, app: App, ask: Json<PartyAsk>) -> Answer<SessionView> {
    let (ask, _) = ask.take()?;
    let door = app.shared_door();
    app.work(move |house| {
        let live = house.db().write("choose party", |tx| {
            session::choose(tx, door.side(), &signed.0, &ask)
        })?;
        view(house, &door, &live)
    })
    .await
}

/// Proves that one is still there, for acts that want a fresh proof.
#[utoipa::path(tag = "session", responses((status = 200, body = SessionView), Refusals))]
#[post("/session/step-up")]
pub async fn step_up(
    signed: Signed,
    request: HttpRequest,
    app: App,
    ask: Json<StepUpAsk>,
) -> Answer<SessionView> {
    let (ask, _) = ask.take()?;
    let (door, address) = (app.shared_door(), caller_address(&request));
    app.work(move |house| {
        let live = sign_in::step_up(house.db(), door.side(), door.seal(), &signed.0, &ask, &address)?;
        view(house, &door, &live)
    })
    .await
}

/// One's sessions.
#[utoipa::path(tag = "session", responses((status = 200, body = Vec<SessionRow>), Refusals))]
#[get("/sessions")]
pub async fn list(signed: Signed, app: App) -> Answer<Vec<SessionRow>> {
    let (door, now) = (app.shared_door(), app.now());
    app.work(move |house| {
        house.db().read("sessions", |conn| {
            session::list(conn, door.side(), &signed.0, now)
        })
    })
    .await
}

/// Ends one of one's sessions.
#[utoipa::path(tag = "session", responses((status = 200), Refusals))]
#[delete("/sessions/{id}")]
pub async fn end(signed: Signed, app: App, at: At<SessionId>) -> impl Responder {
    let door = app.shared_door();
    app.work(move |house| {
        house.db().write("end session", |tx| {
            session::end(tx, door.side(), signed.0.person, at.0)
        })?;
        Ok(serde_json::json!({}))
    })
    .await
}
