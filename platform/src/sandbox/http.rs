//! The sandbox carrier's gateway: checks signature and form, sells from the ledger, and misbehaves as told.

mod admit;

use std::io;
use std::net::TcpListener;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data, Query};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::carrier::form::{self, Stamp};
use shared::carrier::sandbox::wire;
use shared::clock::Clock;

use admit::Gate;

use super::faults::{Dice, Faults, Latency};
use super::ledger::{Ended, Ledger, Refused, Sale, Take};
use super::receiver::Receiver;
use super::{Credential, Options};

/// No honest form is longer.
const MAX_BODY: usize = 16 * 1024;
/// The most sales in one answer of `/sold`.
const PAGE: usize = 10_000;
/// Longer than clients keep idle connections, so that none is closed under a request.
const KEEP_ALIVE: Duration = Duration::from_secs(180);

/// What every handler works on.
#[derive(Debug)]
pub struct Shop {
    ledger: Ledger,
    credential: Credential,
    gate: Gate,
    latency: Latency,
    faults: RwLock<Faults>,
    dice: Dice,
    clock: Clock,
}

impl Shop {
    /// Opens the ledger.
    pub fn open(options: Options) -> io::Result<Shop> {
        let (chance, _) = uuid::Uuid::new_v4().as_u64_pair();
        Ok(Shop {
            ledger: Ledger::open(&options.state, options.fsync, options.rules, chance)?,
            credential: options.credential,
            gate: Gate::default(),
            latency: options.latency,
            faults: RwLock::new(options.faults),
            dice: Dice::new(chance),
            clock: options.clock,
        })
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub fn set_faults(&self, faults: Faults) {
        *self.faults.write().unwrap_or_else(PoisonError::into_inner) = faults;
    }

    fn faults(&self) -> Faults {
        *self.faults.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The signature first, then the wait every answer takes.
    async fn receive(&self, request: &HttpRequest, body: &[u8]) -> Result<(), No> {
        let now = self.clock.now().timestamp_millis();
        self.gate
            .admit(request, body, &self.credential, now)
            .map_err(|()| No::Refused(wire::SIGNATURE))?;
        let slow = self.dice.falls(self.faults().slow);
        let wait = if slow {
            Faults::SLOW
        } else {
            self.latency.draw(&self.dice)
        };
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    /// A digest that proves which form was sent and that only the secret's holder could search for.
    fn digest(&self, body: &[u8]) -> String {
        let stamp = Stamp {
            key: "form",
            time: "",
            nonce: "",
        };
        form::mac(self.credential.secret.as_bytes(), "DIGEST", "", &stamp, body)
    }
}

/// The server on its listener, without signal handlers: its process may simply be killed.
pub fn server(listener: TcpListener, shop: Arc<Shop>) -> io::Result<actix_web::dev::Server> {
    let shop = Data::from(shop);
    let app = move || {
        App::new()
            .app_data(shop.clone())
            .app_data(web::PayloadConfig::new(MAX_BODY))
            .route("/take", web::post().to(take))
            .route("/query", web::post().to(query))
            .route("/void", web::post().to(void))
            .route("/balance", web::get().to(balance))
            .route("/sold", web::get().to(sold))
    };
    let server = HttpServer::new(app)
        .workers(2)
        .keep_alive(KEEP_ALIVE)
        .backlog(4096)
        .disable_signals();
    Ok(server.listen(listener)?.run())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeForm {
    client_ref: String,
    account: String,
    branch: String,
    product: String,
    goods: String,
    weight_g: u32,
    region: u32,
    sender: Sender,
    receiver: Receiver,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sender {
    name: String,
    phone: String,
    address: String,
}

impl TakeForm {
    fn check(&self) -> Result<(), Refused> {
        let texts = [
            &self.branch,
            &self.product,
            &self.goods,
            &self.sender.phone,
            &self.sender.address,
        ];
        let short = texts.iter().all(|text| text.chars().count() <= 256);
        let weighed = self.weight_g <= 1_000_000;
        let sent = !self.sender.name.trim().is_empty() && self.sender.name.chars().count() <= 64;
        if !short || !weighed || !sent || !reference(&self.client_ref) || !account(&self.account) {
            return Err(wire::MALFORMED);
        }
        self.receiver.check()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QueryForm {
    account: String,
    client_ref: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VoidForm {
    account: String,
    number: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BalanceForm {
    account: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SoldForm {
    #[serde(default)]
    after: usize,
    limit: Option<usize>,
}

async fn take(shop: Data<Shop>, request: HttpRequest, body: Bytes) -> Answer {
    shop.receive(&request, &body).await?;
    let faults = shop.faults();
    if shop.dice.falls(faults.error_before) {
        return Err(No::Broken);
    }
    if shop.dice.falls(faults.busy) {
        return Err(No::Busy);
    }
    let form: TakeForm = parse(&body)?;
    form.check()?;
    let at_ms = shop.clock.now().timestamp_millis();
    let TakeForm {
        client_ref,
        account,
        region,
        ..
    } = form;
    let take = Take {
        client_ref,
        account,
        region,
        form: shop.digest(&body),
        at_ms,
    };
    let sale = shop.ledger.take(&take).await??;
    if shop.dice.falls(faults.error_after) {
        return Err(No::Broken);
    }
    if shop.dice.falls(faults.drop_reply) {
        return Err(No::Cut);
    }
    Ok(HttpResponse::Ok().json(sale_json(&sale)))
}

async fn query(shop: Data<Shop>, request: HttpRequest, body: Bytes) -> Answer {
    shop.receive(&request, &body).await?;
    let form: QueryForm = parse(&body)?;
    if !account(&form.account) || !reference(&form.client_ref) {
        return Err(No::Refused(wire::MALFORMED));
    }
    let sale = shop.ledger.query(&form.client_ref).await?;
    let found = sale.map_or_else(|| json!({ "result": wire::ABSENT }), |sale| sale_json(&sale));
    Ok(HttpResponse::Ok().json(found))
}

async fn void(shop: Data<Shop>, request: HttpRequest, body: Bytes) -> Answer {
    shop.receive(&request, &body).await?;
    let form: VoidForm = parse(&body)?;
    shop.ledger.void(&form.account, &form.number).await??;
    Ok(HttpResponse::Ok().json(json!({ "result": wire::VOID })))
}

async fn balance(shop: Data<Shop>, request: HttpRequest, form: Query<BalanceForm>) -> Answer {
    shop.receive(&request, b"").await?;
    if !account(&form.account) {
        return Err(No::Refused(wire::MALFORMED));
    }
    let (fen, left) = shop.ledger.balance(&form.account)?;
    Ok(HttpResponse::Ok().json(json!({ "balance_fen": fen, "numbers_left": left })))
}

async fn sold(shop: Data<Shop>, request: HttpRequest, form: Query<SoldForm>) -> Answer {
    shop.receive(&request, b"").await?;
    let limit = form.limit.unwrap_or(PAGE).min(PAGE);
    let sales = shop.ledger.sold(form.after, limit);
    let next = (sales.len() == limit).then(|| form.after.saturating_add(limit));
    Ok(HttpResponse::Ok().json(json!({ "sold": sales, "next": next })))
}

fn sale_json(sale: &Sale) -> Value {
    json!({
        "result": if sale.voided { wire::VOID } else { wire::SOLD },
        "number": sale.number,
        "sorting_code": sale.sorting_code,
        "hub": sale.hub,
        "route": sale.route,
        "fee_fen": sale.fee_fen,
    })
}

/// The reader's own words are dropped: they may quote the form.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, No> {
    serde_json::from_slice(body).map_err(|_| No::Refused(wire::MALFORMED))
}

fn reference(text: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b":_.-".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(legal)
}

fn account(text: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=32).contains(&text.len()) && text.bytes().all(legal)
}

type Answer = Result<HttpResponse, No>;

/// Every way not to answer what was asked.
#[derive(Debug)]
enum No {
    Refused(Refused),
    Busy,
    /// 500 without a word, as real gateways do.
    Broken,
    /// The connection ends within the answer.
    Cut,
}

impl From<Refused> for No {
    fn from(code: Refused) -> No {
        No::Refused(code)
    }
}

impl From<Ended> for No {
    fn from(_: Ended) -> No {
        No::Broken
    }
}

impl std::fmt::Display for No {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{self:?}")
    }
}

impl actix_web::ResponseError for No {
    fn status_code(&self) -> StatusCode {
        match self {
            No::Refused(wire::SIGNATURE) => StatusCode::UNAUTHORIZED,
            No::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            No::Busy => StatusCode::SERVICE_UNAVAILABLE,
            No::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            No::Cut => StatusCode::OK,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        match self {
            No::Refused(code) => answer.json(json!({ "code": code })),
            No::Busy => answer.json(json!({ "code": wire::BUSY })),
            No::Broken => answer.finish(),
            No::Cut => answer.body(admit::CutShort),
        }
    }
}
