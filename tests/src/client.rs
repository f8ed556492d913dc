//! A caller at a door, in process: fluent calls, and answers that insist on the house's manners.

use std::cell::Cell;
use std::future::IntoFuture;
use std::net::SocketAddr;
use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::test::TestRequest;
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};
use shared::party::Side;

use crate::events::{self, Events};

/// A door in process.
pub type Door = Rc<dyn Fn(TestRequest) -> LocalBoxFuture<'static, ServiceResponse<BoxBody>>>;

/// How a caller proves who it is.
#[derive(Clone, Debug)]
pub enum Proof {
    /// It does not.
    Nobody,
    /// A browser's cookie, `name=value`.
    Cookie(String),
    /// A machine's token.
    Bearer(String),
}

/// A caller at one door.
#[derive(Clone)]
pub struct Client {
    door: Door,
    side: Side,
    origin: String,
    proof: Proof,
    address: SocketAddr,
}

thread_local! {
    static CALLERS: Cell<u16> = const { Cell::new(0) };
}

/// Each caller has an address of its own, as throttling sees it.
fn fresh_address() -> SocketAddr {
    let n = CALLERS.with(|n| {
        n.set(n.get() + 1);
        n.get()
    });
    let [high, low] = n.to_be_bytes();
    SocketAddr::from(([10, 1, high, low], 40_000))
}

impl Client {
    /// Nobody, at that door.
    pub fn new(door: Door, side: Side, origin: String) -> Self {
        Self {
            door,
            side,
            origin,
            proof: Proof::Nobody,
            address: fresh_address(),
        }
    }

    /// The side of the door.
    pub fn side(&self) -> Side {
        self.side
    }

    /// What it proves itself with.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// The same place, another proof.
    pub fn with(&self, proof: Proof) -> Self {
        Self {
            proof,
            ..self.clone()
        }
    }

    /// The same caller from another address.
    pub fn elsewhere(&self) -> Self {
        Self {
            address: fresh_address(),
            ..self.clone()
        }
    }

    /// The same proof at the door of another caller.
    pub fn at_door_of(&self, other: &Self) -> Self {
        Self {
            proof: self.proof.clone(),
            ..other.clone()
        }
    }

    /// GET.
    pub fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    /// POST of JSON under a fresh idempotency key.
    pub fn post(&self, path: &str, body: Value) -> Call {
        self.call(Method::POST, path)
            .json(body)
            .key(&uuid::Uuid::new_v4().to_string())
    }

    /// PUT of JSON.
    pub fn put(&self, path: &str, body: Value) -> Call {
        self.call(Method::PUT, path).json(body)
    }

    /// PATCH of JSON.
    pub fn patch(&self, path: &str, body: Value) -> Call {
        self.call(Method::PATCH, path).json(body)
    }

    /// DELETE.
    pub fn delete(&self, path: &str) -> Call {
        self.call(Method::DELETE, path)
    }

    /// Any method, no body.
    pub fn call(&self, method: Method, path: &str) -> Call {
        let mut call = Call {
            door: self.door.clone(),
            what: format!("{method} {path} at the {} door", self.side.text()),
            request: TestRequest::default()
                .method(method)
                .uri(path)
                .peer_addr(self.address),
            body: None,
            key: None,
            bare: false,
            origin: self.origin.clone(),
            may_break: false,
        };
        call.request = match &self.proof {
            Proof::Nobody => call.request,
            Proof::Cookie(cookie) => call.request.insert_header(("Cookie", cookie.clone())),
            Proof::Bearer(token) => call
                .request
                .insert_header(("Authorization", format!("Bearer {token}"))),
        };
        call
    }

    /// Signs in; keeps the cookie.
    pub async fn sign_in(&self, mail: &str, password: &str) -> Self {
        let reply = self
            .post("/v1/session", json!({ "mail": mail, "password": password }))
            .await;
        self.signed_in(&reply)
    }

    /// The caller with the cookie of a sign-in's answer.
    pub fn signed_in(&self, reply: &Reply) -> Self {
        assert_eq!(reply.status, 200, "{}: {}", reply.what, reply.text());
        let cookie = reply
            .headers
            .get("set-cookie")
            .expect("a cookie")
            .to_str()
            .unwrap();
        self.with(Proof::Cookie(cookie.split(';').next().unwrap().to_owned()))
    }
}

/// A call about to be made: `.await` it.
pub struct Call {
    door: Door,
    what: String,
    request: TestRequest,
    body: Option<(Vec<u8>, String)>,
    key: Option<String>,
    bare: bool,
    origin: String,
    may_break: bool,
}

impl Call {
    /// A JSON body.
    pub fn json(self, body: Value) -> Self {
        self.body(serde_json::to_vec(&body).unwrap(), "application/json")
    }

    /// Any body.
    pub fn body(self, bytes: impl Into<Vec<u8>>, content_type: &str) -> Self {
        Self {
            body: Some((bytes.into(), content_type.to_owned())),
            ..self
        }
    }

    /// Under this idempotency key.
    pub fn key(self, key: &str) -> Self {
        Self {
            key: Some(key.to_owned()),
            ..self
        }
    }

    /// Without an idempotency key.
    pub fn keyless(self) -> Self {
        Self { key: None, ..self }
    }

    /// With a header more.
    pub fn header(self, name: &'static str, value: &str) -> Self {
        Self {
            request: self.request.insert_header((name, value)),
            ..self
        }
    }

    /// Without what a console's page adds: as another site's page would call.
    pub fn cross_site(self) -> Self {
        Self { bare: true, ..self }
    }

    /// A 500 is not at once a failure of the test.
    pub fn may_break(self) -> Self {
        Self {
            may_break: true,
            ..self
        }
    }

    /// Opens a stream of events.
    pub async fn events(self) -> Events {
        let request = self
            .request
            .insert_header(("Origin", self.origin.as_str()))
            .insert_header(("Sealship-Console", "1"));
        let answer = (self.door)(request).await;
        assert!(events::streams(&answer), "{}: {}", self.what, answer.status());
        Events::of(answer)
    }

    /// Awaits and insists on success.
    pub async fn ok(self) -> Value {
        self.await.ok()
    }

    /// Awaits and insists on that refusal.
    pub async fn problem(self, code: &str) -> Value {
        self.await.problem(code)
    }
}

impl IntoFuture for Call {
    type Output = Reply;
    type IntoFuture = LocalBoxFuture<'static, Reply>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut request = self.request;
            if let Some(key) = &self.key {
                request = request.insert_header(("Idempotency-Key", key.as_str()));
            }
            if !self.bare {
                request = request
                    .insert_header(("Origin", self.origin.as_str()))
                    .insert_header(("Sealship-Console", "1"));
            }
            if let Some((bytes, kind)) = self.body {
                request = request.insert_header(("Content-Type", kind)).set_payload(bytes);
            }
            let answer = (self.door)(request).await;
            let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
            let reply = Reply {
                what: self.what,
                status,
                headers,
                body: events::read(answer).await,
            };
            reply.insist_on_manners(self.may_break);
            reply
        })
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    /// What was asked.
    pub what: String,
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: no JSON: {}", self.what, self.text()))
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Insists on success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(
            (200..300).contains(&self.status),
            "{}: {} {}",
            self.what,
            self.status,
            self.text()
        );
        self.value()
    }

    /// Insists on that refusal.
    #[track_caller]
    pub fn problem(&self, code: &str) -> Value {
        let problem = match self.status {
            400.. => self.value(),
            _ => panic!(
                "{}: {} instead of {code}: {}",
                self.what,
                self.status,
                self.text()
            ),
        };
        assert_eq!(problem["code"], code, "{}: {problem}", self.what);
        problem
    }

    /// What holds for every answer of every door.
    fn insist_on_manners(&self, may_break: bool) {
        assert!(may_break || self.status != 500, "{}: broke", self.what);
        let id = self.header("x-request-id").unwrap_or_default().to_owned();
        assert!(!id.is_empty(), "{}: no request id", self.what);
        assert_eq!(
            self.header("x-content-type-options"),
            Some("nosniff"),
            "{}",
            self.what
        );
        if self.status == 500 {
            assert!(
                self.body.is_empty(),
                "{}: a broken answer tells nothing",
                self.what
            );
        } else if self.status >= 400 {
            assert_eq!(
                self.header("content-type"),
                Some("application/problem+json"),
                "{}",
                self.what
            );
            let problem = self.value();
            for field in ["type", "title", "status", "code", "error_source", "remedy"] {
                assert!(
                    !problem[field].is_null(),
                    "{}: a problem without {field}",
                    self.what
                );
            }
            assert_eq!(problem["status"], self.status, "{}", self.what);
            assert_eq!(problem["request_id"], id, "{}", self.what);
        }
    }
}
