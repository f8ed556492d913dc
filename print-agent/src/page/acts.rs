//! What the page asks and does.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderName, HeaderValue, ORIGIN, VARY},
    },
    web::{Bytes, Data, Query},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use ticket::Size;

use super::{No, Page, guard, own, yes};
use crate::{agent::Agent, clock, diagnosis, printer::Printer, refusal::Refusal, server, transport};

/// Tasks the page shows.
const TASKS: usize = 50;
/// CUPS on this machine, unless the settings name another.
const CUPS: &str = "ipp://127.0.0.1:631/";

type Answer = Result<HttpResponse, No>;

/// What every handler of the page is given.
type Room = (HttpRequest, Data<Page>, Data<Agent>);

fn either(answer: Answer) -> HttpResponse {
    answer.unwrap_or_else(|refused| refused.answer())
}

fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, No> {
    serde_json::from_slice(bytes).map_err(|error| {
        let refusal = Refusal::saying("bad_request", format!("请求格式不对：{error}"));
        No(StatusCode::BAD_REQUEST, refusal)
    })
}

fn bad(refusal: Refusal) -> No {
    No(StatusCode::UNPROCESSABLE_ENTITY, refusal)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Password {
    password: String,
}

pub(super) async fn enter(request: HttpRequest, page: Data<Page>, bytes: Bytes) -> HttpResponse {
    either((|| {
        own(&request)?;
        let ask: Password = body(&bytes)?;
        let token = page.enter(&ask.password, clock::now());
        let token = token.map_err(|refusal| No(StatusCode::UNAUTHORIZED, refusal))?;
        Ok(yes(json!({"token": token})))
    })())
}

pub(super) async fn status(room: Room) -> HttpResponse {
    let (request, page, agent) = room;
    if let Err(refused) = guard(&request, &page) {
        return refused.answer();
    }
    let found = diagnosis::examine(&agent, &[]).await;
    let enrolment = agent.enrolment();
    let enrolment = enrolment.as_deref();
    let printers: Vec<Value> = agent
        .printers()
        .iter()
        .map(|printer| json!({"printer": printer, "kind": printer.kind(), "config": agent.config(&printer.name)}))
        .collect();
    let (tasks, waiting, owed) = {
        let queue = agent.queue();
        (queue.recent(TASKS), queue.waiting(), queue.owed_count())
    };
    yes(json!({
        "version": env!("CARGO_PKG_VERSION"), "time": clock::now(), "diagnosis": found,
        "platform": enrolment.map(|place| &place.url), "party": enrolment.map(|place| &place.party),
        "agentID": enrolment.map(|place| &place.agent_id), "origins": enrolment.map(|place| &place.origins),
        "printers": printers, "out": agent.out(), "tasks": tasks, "waiting": waiting, "receiptsOwed": owed,
    }))
}

pub(super) async fn log(room: Room) -> HttpResponse {
    let (request, page, agent) = room;
    either(guard(&request, &page).map(|()| yes(json!({"lines": agent.log()}))))
}

pub(super) async fn queues(room: Room) -> HttpResponse {
    let (request, page, agent) = room;
    if let Err(refused) = guard(&request, &page) {
        return refused.answer();
    }
    let settings = agent.home().settings().unwrap_or_default();
    match transport::discover(settings.cups.as_deref().unwrap_or(CUPS)).await {
        Ok(queues) => yes(json!({"queues": queues})),
        Err(refusal) => yes(json!({"queues": [], "why": refusal})),
    }
}

pub(super) async fn add(room: Room, bytes: Bytes) -> HttpResponse {
    let (request, page, agent) = room;
    either((|| {
        guard(&request, &page)?;
        let printer: Printer = body(&bytes)?;
        let name = printer.name.clone();
        agent.change_printers(|all| all.add(printer)).map_err(bad)?;
        agent.forget_manners(&name);
        agent.note(format!("添加打印机 {name}"));
        Ok(yes(json!({"printer": name})))
    })())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    printer: String,
}

pub(super) async fn remove(room: Room, bytes: Bytes) -> HttpResponse {
    let (request, page, agent) = room;
    either((|| {
        guard(&request, &page)?;
        let ask: Named = body(&bytes)?;
        agent
            .change_printers(|all| all.remove(&ask.printer))
            .map_err(bad)?;
        agent.forget_manners(&ask.printer);
        agent.note(format!("删除打印机 {}", ask.printer));
        Ok(yes(json!({"printer": ask.printer})))
    })())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Test {
    printer: String,
    size: Size,
}

pub(super) async fn test(room: Room, bytes: Bytes) -> HttpResponse {
    let (request, page, agent) = room;
    let asked = guard(&request, &page).and_then(|()| body::<Test>(&bytes));
    let ask = match asked {
        Ok(ask) => ask,
        Err(refused) => return refused.answer(),
    };
    match agent.print_sample(&ask.printer, ask.size).await {
        Ok(code) => yes(json!({"code": code})),
        Err(refusal) => bad(refusal).answer(),
    }
}

pub(super) async fn pairing(room: Room) -> HttpResponse {
    let (request, page, agent) = room;
    either(guard(&request, &page).map(|()| yes(json!({"token": agent.token()}))))
}

#[derive(Deserialize)]
pub(super) struct Account {
    /// The agents of the account that asks, separated by commas.
    #[serde(default)]
    agents: String,
}

/// For a console that is not paired yet, from an origin the platform named, or from any while it is enrolled nowhere:
/// what stands in the way of printing.
pub(super) async fn diagnosis(
    request: HttpRequest,
    agent: Data<Agent>,
    account: Query<Account>,
) -> HttpResponse {
    if !server::host_is_ours(&request) || !server::may_ask(&request, &agent) {
        return HttpResponse::Forbidden().finish();
    }
    let agents: Vec<String> = account
        .agents
        .split(',')
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    let found = diagnosis::examine(&agent, &agents).await;
    shared(&request, yes(found))
}

/// What a browser asks before a page may ask something of this machine.
pub(super) async fn diagnosis_asked(request: HttpRequest, agent: Data<Agent>) -> HttpResponse {
    if !server::host_is_ours(&request) || !server::may_ask(&request, &agent) {
        return HttpResponse::Forbidden().finish();
    }
    shared(&request, HttpResponse::NoContent().finish())
}

/// Readable for the page that asked, and for no other.
fn shared(request: &HttpRequest, mut answer: HttpResponse) -> HttpResponse {
    let headers = answer.headers_mut();
    if let Some(origin) = request.headers().get(ORIGIN) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(VARY, HeaderValue::from_static("Origin"));
        headers.insert(
            HeaderName::from_static("access-control-allow-private-network"),
            HeaderValue::from_static("true"),
        );
    }
    answer
}
