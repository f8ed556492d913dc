//! Who asks: two ways in, one answer. A browser has a session, a machine a token; both end as `May<S, Scope>`.

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{self, ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::{Error as ActixError, FromRequest, HttpMessage, HttpRequest, HttpResponse, web};

use super::app::Door;
use super::ask::{missing, sha256};
use super::problem::Problem;
use super::scope::{Grant, Scope};
use super::session as cookie;
use crate::error::{Code, Refusal, Result};
use crate::id::{MachineId, PartyId};
use crate::party::{self, Acting, Factory, Here, Merchant, OfSide, PartyState, Platform, Side, Who};

/// Who asks, as far as the door could find out.
#[derive(Debug, Clone)]
pub enum Caller {
    /// Nobody it knows, and what it would say to that.
    Nobody(Box<Refusal>),
    /// A person in a browser.
    Person(party::session::Live),
    /// A machine with a token: its scopes are those of the token that it still has.
    Machine(party::machine::Live),
}

/// Wraps every request of a door: finds out who asks before anything is read of what is asked.
///
/// # Errors
/// What the wrapped service says.
pub async fn identify<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> std::result::Result<ServiceResponse<BoxBody>, ActixError> {
    let found = match request.app_data::<web::Data<Door>>().cloned() {
        Some(door) => find(request.request(), door).await,
        None => Err(missing("the door")),
    };
    match found {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(problem) => Ok(request.into_response(HttpResponse::from_error(problem))),
    }
}

async fn find(request: &HttpRequest, door: web::Data<Door>) -> std::result::Result<Caller, Problem> {
    if let Some(sent) = request.headers().get(AUTHORIZATION) {
        let token = sent
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix("Bearer "))
            .map(str::to_owned);
        return Ok(web::block(move || machine(&door, token.as_deref())).await??);
    }
    let Some(secret) = cookie::secret(request, &door) else {
        return Ok(nobody(Code::SignInNeeded));
    };
    if let Err(no) = cookie::same_site(request, &door) {
        return Ok(Caller::Nobody(Box::new(no)));
    }
    let named = match cookie::named_party(request) {
        Ok(named) => named,
        Err(no) => return Ok(Caller::Nobody(Box::new(no))),
    };
    Ok(web::block(move || person(&door, &secret, named)).await??)
}

fn nobody(code: Code) -> Caller {
    Caller::Nobody(Box::new(code.into()))
}

fn machine(door: &Door, token: Option<&str>) -> Result<Caller> {
    let now = door.house().db().clock().now();
    let Some(claims) = token.and_then(|token| door.tokens().claims(token, now)) else {
        return Ok(nobody(Code::SignInNeeded));
    };
    let live = door.house().db().read("machine", |conn| {
        party::machine::live(conn, claims.party, claims.sub)
    })?;
    Ok(match live {
        None => nobody(Code::SignInNeeded),
        Some(mut live) => {
            live.scopes.retain(|scope| claims.scopes.contains(scope));
            live.until = crate::clock::Instant::from_timestamp(claims.exp, 0);
            Caller::Machine(live)
        }
    })
}

fn person(door: &Door, secret: &str, named: Option<PartyId>) -> Result<Caller> {
    let db = door.house().db();
    let now = db.clock().now();
    let hash = sha256(secret.as_bytes());
    let live = db.read("session", |conn| {
        party::session::live(conn, door.side(), &hash, named, now)
    })?;
    let Some(live) = live else {
        return Ok(nobody(Code::SignInNeeded));
    };
    if live.looks_stale(now) {
        db.write("touch session", |tx| {
            party::session::touch(tx, door.side(), live.id)
        })?;
    }
    Ok(Caller::Person(live))
}

/// Any side: for the nouns every door has.
#[derive(Debug, Clone, Copy)]
pub enum Any {}

/// What a door's handler may act as: a side, or any.
pub trait Standing: 'static {
    /// The authority handed to the domain.
    type Acting: Send + Sync + Copy + std::fmt::Debug + 'static;
    /// The authority, where this door is on that side.
    fn acting(side: Side, party: PartyId, who: Who) -> Option<Self::Acting>;
}

macro_rules! standing {
    ($($side:ident)*) => {$(
        impl Standing for $side {
            type Acting = Acting<$side>;
            fn acting(side: Side, party: PartyId, who: Who) -> Option<Acting<$side>> {
                (side == $side::SIDE).then(|| Acting::new(party, who))
            }
        }
    )*};
}
standing!(Merchant Factory Platform);

impl Standing for Any {
    type Acting = Here;

    fn acting(side: Side, party: PartyId, who: Who) -> Option<Here> {
        Some(Here::new(side, party, who))
    }
}

/// The proof that the caller may: signed in, of side `S`, member of an active party, with the role or scope `P`.
pub struct May<S: Standing, P: Scope> {
    acting: S::Acting,
    party: PartyId,
    scope: PhantomData<fn() -> P>,
}

impl<S: Standing, P: Scope> May<S, P> {
    /// The authority.
    #[must_use]
    pub fn acting(&self) -> S::Acting {
        self.acting
    }

    /// The party acted for.
    #[must_use]
    pub fn party(&self) -> PartyId {
        self.party
    }
}

impl<S: Standing, P: Scope> FromRequest for May<S, P> {
    type Error = Problem;
    type Future = Ready<std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(admit(request))
    }
}

fn admit<S: Standing, P: Scope>(request: &HttpRequest) -> std::result::Result<May<S, P>, Problem> {
    let door = request
        .app_data::<web::Data<Door>>()
        .ok_or_else(|| missing("the door"))?;
    let (party, state, who, granted) = standing(request, P::GRANT)?;
    if state != PartyState::Active {
        return Err(Code::PartyNotActive.into());
    }
    if !granted || !P::GRANT.on(door.side()) {
        return Err(Refusal::new(Code::Forbidden)
            .saying(format!("it takes {}", P::GRANT.text()))
            .into());
    }
    let acting = S::acting(door.side(), party, who).ok_or(Code::NotFound)?;
    Ok(May {
        acting,
        party,
        scope: PhantomData,
    })
}

fn standing(
    request: &HttpRequest,
    grant: Grant,
) -> std::result::Result<(PartyId, PartyState, Who, bool), Problem> {
    match caller(request)? {
        Caller::Nobody(no) => Err(Problem::Refused(no)),
        Caller::Person(live) => match live.seat {
            None => Err(Refusal::new(Code::Forbidden)
                .saying("choose a party: PUT /v1/session/party")
                .into()),
            Some(seat) => Ok((
                seat.party,
                seat.state,
                Who::Person(live.person),
                grant.held_by(seat.role),
            )),
        },
        Caller::Machine(live) => {
            let granted = live.scopes.iter().any(|scope| scope == grant.text());
            Ok((live.party, live.state, Who::Machine(machine_id(&live)), granted))
        }
    }
}

fn machine_id(live: &party::machine::Live) -> MachineId {
    live.id
}

/// Who asks, as [`identify`] found out.
///
/// # Errors
/// Broken where the door does not wrap its requests.
pub fn caller(request: &HttpRequest) -> std::result::Result<Caller, Problem> {
    request
        .extensions()
        .get::<Caller>()
        .cloned()
        .ok_or_else(|| missing("the caller"))
}

/// A person who is signed in, in whatever party or in none: for what concerns the session itself.
pub struct Signed(pub party::session::Live);

impl FromRequest for Signed {
    type Error = Problem;
    type Future = Ready<std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(caller(request).and_then(|caller| {
            match caller {
                Caller::Person(live) => Ok(Self(live)),
                Caller::Nobody(no) => Err(Problem::Refused(no)),
                Caller::Machine(_) => Err(Refusal::new(Code::Forbidden)
                    .saying("for people in a browser")
                    .into()),
            }
        }))
    }
}

/// A person who proved to be there a short while ago; stands beside a `May` where an act wants it.
pub struct Fresh;

impl FromRequest for Fresh {
    type Error = Problem;
    type Future = Ready<std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(fresh(request))
    }
}

fn fresh(request: &HttpRequest) -> std::result::Result<Fresh, Problem> {
    let door = request
        .app_data::<web::Data<Door>>()
        .ok_or_else(|| missing("the door"))?;
    let now = door.house().db().clock().now();
    match caller(request)? {
        Caller::Nobody(no) => Err(Problem::Refused(no)),
        Caller::Person(live) if live.is_stepped_up(now) => Ok(Fresh),
        Caller::Person(_) | Caller::Machine(_) => Err(Code::StepUpNeeded.into()),
    }
}
