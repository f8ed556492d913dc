//! Print agents at the operator's door: they enrol with a code, ask before they open, and deliver receipts.

use actix_web::http::header::HeaderMap;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::de::DeserializeOwned;
use shared::error::{Code, Refusal, Result};
use shared::house::House;
use shared::http::{Answer, App, Ask, Refusals, ask};
use shared::print::agent::{Enrolled, Signed};
use shared::print::explain::{self, Explained};
use shared::print::{agent, receipt, redeem as once};
use ticket::Envelope;
use ticket::door::{
    AGENT_HEADER, EnrolAsk, EnrolReply, Hello, HelloAsk, ReceiptsAsk, ReceiptsReply, RedemptionAsk,
    RedemptionReply, SIGNATURE_HEADER, TIME_HEADER,
};

/// Trades the one-time code from the console for a place at this platform.
#[utoipa::path(tag = "agents", security(()), request_body = EnrolAsk,
    responses((status = 200, body = EnrolReply), Refusals))]
#[post("/agents/enrol")]
pub async fn enrol(app: App, ask: Ask<EnrolAsk>) -> Answer<EnrolReply> {
    let (ask, _) = ask.take()?;
    app.work(move |house| {
        let origins = vec![
            house.config().merchant.origin.clone(),
            house.config().factory.origin.clone(),
        ];
        let key = house.ticket_public()?;
        house
            .db()
            .write("enrol agent", |tx| agent::enrol(tx, key, origins.clone(), &ask))
    })
    .await
}

/// Tells an agent that all is well: enrolled, not revoked, the clock near enough. Signed by the device.
#[utoipa::path(tag = "agents", security(()), request_body = HelloAsk,
    responses((status = 200, body = Hello), Refusals))]
#[post("/agents/self/hello")]
pub async fn hello(app: App, request: HttpRequest, body: web::Bytes) -> Answer<Hello> {
    signed(app, request, body, |house, agent, _: HelloAsk| {
        house.db().write("agent says hello", |tx| once::seen(tx, agent))?;
        Ok(Hello {
            time: house.clock().now().timestamp(),
        })
    })
    .await
}

/// What a sealed ticket is, and how it is printed: for people who opened one without the agent.
#[utoipa::path(tag = "agents", security(()), responses((status = 200, content_type = "text/html", body = String)))]
#[get("/agents/about")]
pub async fn about() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, "max-age=3600"))
        .insert_header((
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'",
        ))
        .body(include_str!("about-agents.html"))
}

/// Tells what a sealed ticket is, where it stands, and how to print it; the ticket itself is the credential.
#[utoipa::path(tag = "agents", security(()), request_body = Envelope,
    responses((status = 200, body = Explained), Refusals))]
#[post("/tickets/explain")]
pub async fn explain_ticket(app: App, ask: Ask<Envelope>) -> Answer<Explained> {
    let (envelope, _) = ask.take()?;
    let now = app.now();
    app.work(move |house| {
        let key = house.ticket_public()?;
        house.db().read("explain ticket", |conn| {
            explain::explain(conn, &key, &envelope, now)
        })
    })
    .await
}

/// Lets an agent open one ticket, once. Signed by the device (`Sealship-Agent`, `Sealship-Time`, `Sealship-Signature`).
#[utoipa::path(tag = "agents", security(()), request_body = RedemptionAsk,
    responses((status = 200, body = RedemptionReply), Refusals))]
#[post("/agents/self/redemptions")]
pub async fn redeem(app: App, request: HttpRequest, body: web::Bytes) -> Answer<RedemptionReply> {
    signed(app, request, body, |house, agent, ask: RedemptionAsk| {
        house
            .db()
            .write("redeem ticket", |tx| once::redeem(tx, agent, &ask))?;
        Ok(RedemptionReply { ok: true })
    })
    .await
}

/// Takes signed receipts, at most 100; what is named in neither list is to be sent again.
#[utoipa::path(tag = "agents", security(()), request_body = ReceiptsAsk,
    responses((status = 200, body = ReceiptsReply), Refusals))]
#[post("/agents/self/receipts")]
pub async fn receipts(app: App, request: HttpRequest, body: web::Bytes) -> Answer<ReceiptsReply> {
    signed(app, request, body, |house, agent, ask: ReceiptsAsk| {
        house
            .db()
            .write("take receipts", |tx| receipt::take(tx, agent, &ask))
    })
    .await
}

async fn signed<A: DeserializeOwned, T: Send + 'static>(
    app: App,
    request: HttpRequest,
    body: web::Bytes,
    work: impl FnOnce(&House, &Enrolled, A) -> Result<T> + Send + 'static,
) -> Answer<T> {
    let headers = Headers::of(request.headers())?;
    let path = request.path().to_owned();
    app.work(move |house| {
        let agent = headers.authenticate(house, &path, &body)?;
        let ask = ask::parse(&body)?;
        work(house, &agent, ask)
    })
    .await
}

struct Headers {
    agent: String,
    time: i64,
    signature: String,
}

impl Headers {
    fn of(headers: &HeaderMap) -> Result<Self, Refusal> {
        let text = |name: &'static str| {
            let value = headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned);
            value.ok_or_else(|| Refusal::new(Code::AgentSignature).at(name))
        };
        let time = text(TIME_HEADER)?.parse();
        Ok(Self {
            agent: text(AGENT_HEADER)?,
            time: time.map_err(|_| Refusal::new(Code::AgentSignature).at(TIME_HEADER))?,
            signature: text(SIGNATURE_HEADER)?,
        })
    }

    fn authenticate(&self, house: &House, path: &str, body: &[u8]) -> Result<Enrolled> {
        let now = house.db().clock().now();
        let request = Signed {
            agent: &self.agent,
            time: self.time,
            signature: &self.signature,
            method: "POST",
            path,
            body,
        };
        house
            .db()
            .read("agent", |conn| agent::authenticate(conn, &request, now))
    }
}
