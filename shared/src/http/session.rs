//! The cookie of a door, and the proof that a browser's request comes from this console's own pages.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::Method;
use actix_web::http::header::ORIGIN;

use super::app::Door;
use crate::error::{Code, Refusal};
use crate::id::PartyId;

/// The header a console's own script adds: another site cannot without being asked by a pre-flight.
pub const CONSOLE: &str = "Sealship-Console";

/// The header, and the parameter of a stream that can have none, that names which of a person's parties a call is for.
const PARTY: &str = "Sealship-Party";
const PARTY_OF_STREAM: &str = "party=";

/// Which party a browser's call is for, where it says so.
///
/// # Errors
/// `invalid_field` for what is no id.
pub fn named_party(request: &HttpRequest) -> Result<Option<PartyId>, Refusal> {
    let header = request
        .headers()
        .get(PARTY)
        .map(|value| value.to_str().unwrap_or_default());
    let streamed = || {
        let stream = request.path().ends_with("/events");
        let mut pairs = request.query_string().split('&').filter(|_| stream);
        pairs.find_map(|pair| pair.strip_prefix(PARTY_OF_STREAM))
    };
    let Some(text) = header.or_else(streamed) else {
        return Ok(None);
    };
    let id = text.parse().map_err(|_| {
        Refusal::new(Code::InvalidField)
            .at(PARTY)
            .saying("the id of one of your parties")
    })?;
    Ok(Some(id))
}

/// The cookie's name: one per side, so that one browser may be signed in at several doors of one host.
#[must_use]
pub fn name(door: &Door) -> String {
    let host = if secure(door) { "__Host-" } else { "" };
    format!("{host}sealship_{}", door.side().text())
}

fn secure(door: &Door) -> bool {
    door.origin().starts_with("https://")
}

/// The cookie that carries `secret`; it lives as long as the browser does, the session on the server is shorter.
#[must_use]
pub fn cookie(door: &Door, secret: String) -> Cookie<'static> {
    Cookie::build(name(door), secret)
        .http_only(true)
        .secure(secure(door))
        .same_site(SameSite::Strict)
        .path("/")
        .finish()
}

/// The cookie that takes it back.
#[must_use]
pub fn gone(door: &Door) -> Cookie<'static> {
    let mut gone = cookie(door, String::new());
    gone.make_removal();
    gone
}

/// The secret the browser sent.
#[must_use]
pub fn secret(request: &HttpRequest, door: &Door) -> Option<String> {
    request
        .cookie(&name(door))
        .map(|cookie| cookie.value().to_owned())
}

/// Refuses an unsafe request that another site's page may have caused.
///
/// # Errors
/// `cross_site`.
pub fn same_site(request: &HttpRequest, door: &Door) -> Result<(), Refusal> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    from_console(request, door)
}

/// The same proof whatever the method: streams of events want it too.
///
/// # Errors
/// `cross_site`.
pub fn from_console(request: &HttpRequest, door: &Door) -> Result<(), Refusal> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let fetched_here = header("Sec-Fetch-Site") == Some("same-origin");
    let exact_origin = header(ORIGIN.as_str()) == Some(door.origin()) && header(CONSOLE) == Some("1");
    match fetched_here || exact_origin {
        true => Ok(()),
        false => Err(Code::CrossSite.into()),
    }
}
