//! What stands behind a handler: the house, its door, and the few ways to read, write and write once.

use std::future::{Ready, ready};
use std::path::Path;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, dev, web};
use serde::Serialize;

use super::ask::{Json, missing};
use super::caller::{May, Standing};
use super::problem::Problem;
use super::scope::Scope;
use super::token::TokenKey;
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::error::{Broken, Result};
use crate::house::House;
use crate::party::Side;
use crate::party::seal::SealKey;
use crate::vault::Vault;

/// One door of the house: its side, its name in the world, its keys.
pub struct Door {
    house: Arc<House>,
    side: Side,
    origin: String,
    tokens: TokenKey,
    seal: SealKey,
}

impl Door {
    /// Opens the door of `side`; its keys are files in `keys`, generated where there are none.
    ///
    /// # Errors
    /// Damaged or lax key files.
    pub fn open(house: Arc<House>, side: Side, keys: &Path) -> Result<Self> {
        let config = house.config();
        let door = match side {
            Side::Merchant => &config.merchant,
            Side::Factory => &config.factory,
            Side::Platform => &config.platform,
        };
        let key = |what: &str| keys.join(format!("{}-{what}", side.text()));
        Ok(Self {
            origin: door.origin.clone(),
            tokens: TokenKey::open(&key("token"), side)?,
            seal: SealKey::open(&key("seal"), side)?,
            side,
            house,
        })
    }

    /// The house.
    #[must_use]
    pub fn house(&self) -> &Arc<House> {
        &self.house
    }

    /// The side.
    #[must_use]
    pub fn side(&self) -> Side {
        self.side
    }

    /// The public origin.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The key of its tokens.
    #[must_use]
    pub fn tokens(&self) -> &TokenKey {
        &self.tokens
    }

    /// The key of its people's one-time-code secrets.
    #[must_use]
    pub fn seal(&self) -> &SealKey {
        &self.seal
    }
}

/// A handler's way into the house.
#[derive(Clone)]
pub struct App {
    door: web::Data<Door>,
    /// Method and path: the scope of idempotency keys.
    pub(super) operation: String,
}

impl FromRequest for App {
    type Error = Problem;
    type Future = Ready<std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let door = request
            .app_data::<web::Data<Door>>()
            .cloned()
            .ok_or_else(|| missing("the door"));
        let operation = format!("{} {}", request.method(), request.path());
        ready(door.map(|door| Self { door, operation }))
    }
}

impl App {
    /// The door the request came through.
    #[must_use]
    pub fn door(&self) -> &Door {
        &self.door
    }

    /// The house.
    #[must_use]
    pub fn house(&self) -> &Arc<House> {
        self.door.house()
    }

    /// The same way in, for code that runs on a thread that may block.
    #[must_use]
    pub fn shared_door(&self) -> web::Data<Door> {
        self.door.clone()
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.house().clock().now()
    }

    /// The vault, where this process holds its keys.
    ///
    /// # Errors
    /// Broken in a process that holds none.
    pub fn vault(&self) -> std::result::Result<Vault, Problem> {
        Ok(self.house().vault()?.clone())
    }

    /// Reads on behalf of the caller.
    ///
    /// # Errors
    /// What `work` says.
    pub async fn read<S, P, T>(
        &self,
        may: May<S, P>,
        work: impl FnOnce(&mut Conn, &S::Acting) -> Result<T> + Send + 'static,
    ) -> Answer<T>
    where
        S: Standing,
        P: Scope,
        T: Send + 'static,
    {
        let who = may.acting();
        let what = std::any::type_name::<P>();
        self.work(move |house| house.db().read(what, |conn| work(conn, &who)))
            .await
    }

    /// The same where the question is a body.
    ///
    /// # Errors
    /// What the body or `work` says.
    pub async fn look<S, P, A, T>(
        &self,
        may: May<S, P>,
        ask: Json<A>,
        work: impl FnOnce(&mut Conn, &S::Acting, &A) -> Result<T> + Send + 'static,
    ) -> Answer<T>
    where
        S: Standing,
        P: Scope,
        A: Send + 'static,
        T: Send + 'static,
    {
        let (ask, _) = ask.take()?;
        self.read(may, move |conn, who| work(conn, who, &ask)).await
    }

    /// Writes on behalf of the caller, in one transaction; for what is naturally idempotent (PUT, PATCH, DELETE).
    ///
    /// # Errors
    /// What the body or `work` says.
    pub async fn write<S, P, A, T>(
        &self,
        may: May<S, P>,
        ask: Json<A>,
        work: impl Fn(&mut Tx<'_>, &S::Acting, &A) -> Result<T> + Send + 'static,
    ) -> Answer<T>
    where
        S: Standing,
        P: Scope,
        A: Send + 'static,
        T: Send + 'static,
    {
        let (ask, _) = ask.take()?;
        self.act(may, move |tx, who| work(tx, who, &ask)).await
    }

    /// The same without a body.
    ///
    /// # Errors
    /// What `work` says.
    pub async fn act<S, P, T>(
        &self,
        may: May<S, P>,
        work: impl Fn(&mut Tx<'_>, &S::Acting) -> Result<T> + Send + 'static,
    ) -> Answer<T>
    where
        S: Standing,
        P: Scope,
        T: Send + 'static,
    {
        let who = may.acting();
        let what = std::any::type_name::<P>();
        self.work(move |house| house.db().write(what, |tx| work(tx, &who)))
            .await
    }

    /// Runs blocking work over the house, on a thread that may block.
    ///
    /// # Errors
    /// What `work` says.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&House) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let house = self.house().clone();
        Ok(Reply::of(web::block(move || work(&house)).await??))
    }
}

/// What a handler returns.
pub type Answer<T> = std::result::Result<Reply<T>, Problem>;

/// A body and a status; `Stored` is the answer of the first call under the same idempotency key.
#[derive(Debug)]
pub struct Reply<T> {
    status: StatusCode,
    body: Body<T>,
}

#[derive(Debug)]
pub(super) enum Body<T> {
    Fresh(T),
    Stored(serde_json::Value),
}

impl<T> Reply<T> {
    /// 200 with a body.
    pub fn of(body: T) -> Self {
        Self {
            status: StatusCode::OK,
            body: Body::Fresh(body),
        }
    }

    pub(super) fn stored(body: serde_json::Value) -> Self {
        Self {
            status: StatusCode::OK,
            body: Body::Stored(body),
        }
    }

    /// The same with 201: it made something.
    #[must_use]
    pub fn created(self) -> Self {
        Self {
            status: StatusCode::CREATED,
            ..self
        }
    }

    /// The same with 202: it will be done.
    #[must_use]
    pub fn accepted(self) -> Self {
        Self {
            status: StatusCode::ACCEPTED,
            ..self
        }
    }

    /// The body of an answer that was made now.
    ///
    /// # Errors
    /// Broken for a stored one.
    pub fn into_fresh(self) -> Result<T> {
        let stored = || Broken::new("a stored answer where a fresh one is needed").into();
        self.fresh().ok_or_else(stored)
    }

    /// True for the answer of an earlier call under the same key.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        matches!(self.body, Body::Stored(_))
    }

    /// The body, unless it is a stored one.
    pub fn fresh(self) -> Option<T> {
        match self.body {
            Body::Fresh(body) => Some(body),
            Body::Stored(_) => None,
        }
    }
}

impl<T: Serialize> Responder for Reply<T> {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status);
        answer.insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store")));
        match self.body {
            Body::Fresh(body) => answer.json(body),
            Body::Stored(body) => {
                let replay = HeaderName::from_static("idempotent-replay");
                answer
                    .insert_header((replay, HeaderValue::from_static("true")))
                    .json(body)
            }
        }
    }
}
