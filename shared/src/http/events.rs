//! What changed, as it changes: a stream of server-sent events that says which nouns to ask for again, never what they are.

use std::collections::{BTreeSet, HashMap};
use std::future::{Ready, ready};
use std::time::Duration;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{FromRequest, HttpRequest, HttpResponse, dev, web};
use bytes::Bytes;
use futures_util::stream;
use serde::Serialize;

use super::app::{App, Door};
use super::ask::missing;
use super::caller::{self, Caller};
use super::problem::Problem;
use super::session;
use crate::batch::{self, Moving};
use crate::clock::Instant;
use crate::db::Noun;
use crate::error::Result;
use crate::id::{BatchId, PartyId};
use crate::party::{self, PartyState, Side};
use crate::stir::{self, Watch};

/// How often a silent stream says that it is there, and whether its holder still may listen is asked.
const BEAT: Duration = Duration::from_secs(15);
/// What a browser is told to wait before it comes back, in milliseconds.
const COME_BACK: u32 = 3000;

/// What an event `stir` says.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Stirred {
    /// The nouns something of which may have changed.
    pub nouns: BTreeSet<Noun>,
}

/// The data of an event: `stir`, or `batch`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Told {
    /// Something changed.
    Stir(Stirred),
    /// How far a batch is.
    Batch(Moving),
}

/// Who wants to listen, and from where on.
pub struct Listener {
    caller: Caller,
    side: Side,
    since: Option<Instant>,
}

impl FromRequest for Listener {
    type Error = Problem;
    type Future = Ready<std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(listener(request))
    }
}

/// A browser's stream wants the same proof as an unsafe request: another site's page could hold it open.
fn listener(request: &HttpRequest) -> std::result::Result<Listener, Problem> {
    let door = request
        .app_data::<web::Data<Door>>()
        .ok_or_else(|| missing("the door"))?;
    let caller = caller::caller(request)?;
    if matches!(caller, Caller::Person(_)) {
        session::from_console(request, door)?;
    }
    let told = request
        .headers()
        .get("Last-Event-ID")
        .and_then(|value| value.to_str().ok());
    Ok(Listener {
        caller,
        side: door.side(),
        since: told
            .and_then(|id| id.parse().ok())
            .and_then(Instant::from_timestamp_micros),
    })
}

impl Listener {
    /// Opens the stream of a party's events.
    ///
    /// # Errors
    /// `rate_limited` where too many are open.
    pub async fn listen(self, app: App, party: PartyId) -> std::result::Result<HttpResponse, Problem> {
        let watch = Watch::begin(app.house(), party, self.holder())?;
        let first = self.first(&app, party).await?;
        let telling = Telling {
            watch,
            app,
            party,
            checked: None,
            told: HashMap::new(),
            first: Some(first),
            listener: self,
        };
        let events = stream::unfold(telling, |mut telling| async {
            let bytes = telling.next().await?;
            Some((Ok::<Bytes, actix_web::Error>(bytes), telling))
        });
        Ok(HttpResponse::Ok()
            .content_type("text/event-stream")
            // A proxy that gathers answers would tell them too late.
            .insert_header((
                HeaderName::from_static("x-accel-buffering"),
                HeaderValue::from_static("no"),
            ))
            .streaming(events))
    }

    fn holder(&self) -> uuid::Uuid {
        match &self.caller {
            Caller::Person(live) => live.id.raw(),
            Caller::Machine(live) => live.id.raw(),
            Caller::Nobody(_) => uuid::Uuid::nil(),
        }
    }

    /// What a stream begins with: what was missed, or that everything is to be read anew.
    async fn first(&self, app: &App, party: PartyId) -> std::result::Result<Bytes, Problem> {
        let mut text = format!("retry: {COME_BACK}\n\n");
        if let Some(then) = self.since {
            let missed = app.work(move |house| stir::missed(house, party, then)).await?;
            match missed.into_fresh()? {
                Some(nouns) if nouns.is_empty() => {}
                Some(nouns) => text.push_str(&event(app.now(), "stir", &Told::Stir(Stirred { nouns }))),
                None => text.push_str(&event(app.now(), "reset", &serde_json::json!({}))),
            }
        } else {
            text.push_str(&event(app.now(), "hello", &serde_json::json!({})));
        }
        Ok(text.into())
    }

    /// Whether the session or machine still may listen for that party.
    fn stands(&self, house: &crate::house::House, party: PartyId) -> Result<bool> {
        let (side, now) = (self.side, house.now());
        house.db().read("listener", |conn| match &self.caller {
            Caller::Nobody(_) => Ok(false),
            Caller::Person(live) => {
                let seat = party::session::seat_now(conn, side, live, now)?;
                Ok(seat.is_some_and(|seat| {
                    seat.state == PartyState::Active && party_fits(side, party, seat.party)
                }))
            }
            Caller::Machine(live) => {
                let fresh = live.until.is_some_and(|until| until > now);
                let now = party::machine::live(conn, live.party, live.id)?;
                Ok(fresh && now.is_some_and(|now| now.state == PartyState::Active))
            }
        })
    }
}

/// The operator's stirs are kept under no party's name.
fn party_fits(side: Side, watched: PartyId, seat: PartyId) -> bool {
    side == Side::Platform || watched == seat
}

/// A stream on its way.
struct Telling {
    listener: Listener,
    watch: Watch,
    app: App,
    party: PartyId,
    checked: Option<Instant>,
    told: HashMap<BatchId, i64>,
    first: Option<Bytes>,
}

impl Telling {
    /// The next bytes; None ends the stream.
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        let heard = tokio::time::timeout(BEAT, self.watch.stirred()).await;
        if !self.still_stands().await {
            return None;
        }
        match heard {
            Ok(None) => None,
            Ok(Some(nouns)) => Some(self.told(nouns).await),
            Err(_) => {
                self.watch.keep_looking();
                Some(Bytes::from_static(b": still here\n\n"))
            }
        }
    }

    /// Asks again at most once a beat.
    async fn still_stands(&mut self) -> bool {
        let now = self.app.now();
        let beat = chrono::Duration::from_std(BEAT).unwrap_or_default();
        if self.checked.is_some_and(|at| now - at < beat) {
            return true;
        }
        self.checked = Some(now);
        let (listener, party) = (self.listener.again(), self.party);
        let stands = self.app.work(move |house| listener.stands(house, party)).await;
        stands.ok().and_then(super::app::Reply::fresh).unwrap_or_default()
    }

    async fn told(&mut self, nouns: BTreeSet<Noun>) -> Bytes {
        let mut text = String::new();
        if nouns.contains(&Noun::Batches) {
            for batch in self.moving().await {
                text.push_str(&event(self.app.now(), "batch", &Told::Batch(batch)));
            }
        }
        text.push_str(&event(self.app.now(), "stir", &Told::Stir(Stirred { nouns })));
        text.into()
    }

    /// The party's batches that moved since this stream told of them.
    async fn moving(&mut self) -> Vec<Moving> {
        let (party, now) = (self.party, self.app.now());
        let read = self
            .app
            .work(move |house| house.db().read("batches", |conn| batch::moving(conn, party, now)))
            .await;
        let mut moved = read.ok().and_then(super::app::Reply::fresh).unwrap_or_default();
        moved.retain(|batch| self.told.insert(batch.id, batch.version) != Some(batch.version));
        moved
    }
}

impl Listener {
    fn again(&self) -> Self {
        Self {
            caller: self.caller.clone(),
            side: self.side,
            since: None,
        }
    }
}

/// One event; its id is the moment from which on a stream that comes back wants to hear.
fn event(now: Instant, name: &str, data: &impl Serialize) -> String {
    let data = serde_json::to_string(data).unwrap_or_default();
    format!("id: {}\nevent: {name}\ndata: {data}\n\n", now.timestamp_micros())
}
