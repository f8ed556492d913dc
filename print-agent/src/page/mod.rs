//! The agent's own page on this machine: how it is, its printers, its log, a test label. Behind a password of its own.
//!
//! Printers' addresses are added here and nowhere else. The page shows no receiver: it knows none. A token in the
//! page's memory, not a cookie, says who asks, so no other page can ask in its name.

mod acts;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, HeaderName, ORIGIN},
    },
    web::{self, Data, ServiceConfig},
};
use serde::Serialize;
use ticket::{Hash, sha256};

use crate::{agent::Agent, clock, refusal::Refusal, server, watched::Watched};

const HTML: &str = include_str!("page.html");
/// The page is all of one piece: its own script and style and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; \
                      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Wrong passwords before it waits.
const GUESSES: u32 = 5;
/// How long it then waits, in seconds.
const PAUSE: i64 = 60;
/// Sessions at once; the oldest ends.
const SESSIONS: usize = 8;
/// How long one lasts, in seconds.
const LIFE: i64 = 12 * 3600;
/// The largest request.
const MAX_BODY: usize = 16 * 1024;

/// Who may use the page.
pub struct Page {
    password: Watched<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The one that opened these.
    password: Option<Arc<String>>,
    sessions: VecDeque<(Hash, i64)>,
    wrong: u32,
    wait_until: i64,
}

impl Page {
    /// With the password in the home folder.
    pub fn open(agent: &Agent) -> std::io::Result<Page> {
        let home = agent.home().clone();
        let file = home.password_file();
        Page::with(Watched::open(file, move || home.page_password()).map_err(std::io::Error::other)?)
    }

    fn with(password: Watched<String>) -> std::io::Result<Page> {
        Ok(Page {
            password,
            state: Mutex::default(),
        })
    }

    /// Trades the password for a token. Compared by hash: how far it matches shows in no timing.
    fn enter(&self, password: &str, now: i64) -> Result<String, Refusal> {
        let mut state = self.state();
        if now < state.wait_until {
            return Err(Refusal::of("too_many_guesses"));
        }
        if sha256(password.trim().as_bytes()) != sha256(self.password.now().as_bytes()) {
            state.wrong += 1;
            if state.wrong >= GUESSES {
                (state.wrong, state.wait_until) = (0, now + PAUSE);
            }
            return Err(Refusal::of("bad_password"));
        }
        state.wrong = 0;
        let token = uuid::Uuid::new_v4().simple().to_string();
        if state.sessions.len() >= SESSIONS {
            state.sessions.pop_front();
        }
        state.sessions.push_back((sha256(token.as_bytes()), now + LIFE));
        Ok(token)
    }

    /// Who entered with a password that was changed since is out again.
    fn state(&self) -> MutexGuard<'_, State> {
        let password = self.password.now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state
            .password
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, &password))
        {
            state.sessions.clear();
            state.password = Some(password);
        }
        state
    }

    fn knows(&self, token: &str, now: i64) -> bool {
        let mut state = self.state();
        state.sessions.retain(|(_, until)| *until > now);
        let token = sha256(token.as_bytes());
        state.sessions.iter().any(|(known, _)| *known == token)
    }
}

/// Everything below `/local`, and the one thing consoles may ask without being paired.
pub fn routes(config: &mut ServiceConfig) {
    config
        .app_data(web::PayloadConfig::new(MAX_BODY))
        .route("/diagnosis", web::get().to(acts::diagnosis))
        .route(
            "/diagnosis",
            web::method(actix_web::http::Method::OPTIONS).to(acts::diagnosis_asked),
        )
        .route("/local/session", web::post().to(acts::enter))
        .route("/local/status", web::get().to(acts::status))
        .route("/local/log", web::get().to(acts::log))
        .route("/local/queues", web::get().to(acts::queues))
        .route("/local/printers", web::post().to(acts::add))
        .route("/local/printers/remove", web::post().to(acts::remove))
        .route("/local/printers/test", web::post().to(acts::test))
        .route("/local/pairing", web::post().to(acts::pairing));
}

/// The page itself; it asks for the password.
pub fn show() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((HeaderName::from_static("content-security-policy"), POLICY))
        .insert_header((HeaderName::from_static("x-content-type-options"), "nosniff"))
        .insert_header((HeaderName::from_static("referrer-policy"), "no-referrer"))
        .body(HTML)
}

/// Is it this very page that asks, on this machine, by somebody who knew the password?
fn guard(request: &HttpRequest, page: &Data<Page>) -> Result<(), No> {
    own(request)?;
    match server::bearer(request).is_some_and(|token| page.knows(token, clock::now())) {
        true => Ok(()),
        false => Err(No(StatusCode::UNAUTHORIZED, Refusal::of("bad_password"))),
    }
}

/// From the page itself, or from a program; never from another page.
fn own(request: &HttpRequest) -> Result<(), No> {
    let own = server::host_is_ours(request)
        && match request.headers().contains_key(ORIGIN) {
            false => true,
            true => {
                let host = server::header(request, actix_web::http::header::HOST).unwrap_or_default();
                server::header(request, ORIGIN) == Some(&format!("http://{host}"))
            }
        };
    match own {
        true => Ok(()),
        false => Err(No(StatusCode::FORBIDDEN, Refusal::of("not_this_page"))),
    }
}

/// A refusal and its status.
struct No(StatusCode, Refusal);

impl No {
    fn answer(&self) -> HttpResponse {
        HttpResponse::build(self.0)
            .insert_header((CACHE_CONTROL, "no-store"))
            .json(&self.1)
    }
}

fn yes(body: impl Serialize) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .json(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_opens_and_guessing_waits() {
        let dir = tempfile::tempdir().unwrap();
        let home = crate::home::Home::open(dir.path()).unwrap();
        home.set_page_password("abcd-efgh").unwrap();
        let read = home.clone();
        let watched = Watched::open(home.password_file(), move || read.page_password()).unwrap();
        let page = Page::with(watched).unwrap();
        let token = page.enter(" abcd-efgh\n", 100).unwrap();
        assert!(page.knows(&token, 101) && !page.knows("other", 101) && !page.knows(&token, 101 + LIFE));
        for _ in 0..GUESSES {
            assert_eq!(page.enter("guess", 200).unwrap_err().code, "bad_password");
        }
        assert_eq!(page.enter("abcd-efgh", 201).unwrap_err().code, "too_many_guesses");
        assert!(page.enter("abcd-efgh", 200 + PAUSE).is_ok());
        let tokens: Vec<String> = (0..SESSIONS)
            .map(|_| page.enter("abcd-efgh", 300).unwrap())
            .collect();
        assert!(
            page.enter("abcd-efgh", 300).is_ok()
                && !page.knows(&tokens[0], 301)
                && page.knows(&tokens[1], 301)
        );
        home.set_page_password("ijkl-mnop").unwrap();
        assert!(!page.knows(&tokens[1], 301) && page.enter("abcd-efgh", 301).is_err());
        let token = page.enter("ijkl-mnop", 301).unwrap();
        assert!(page.knows(&token, 302));
    }
}
