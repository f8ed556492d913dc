//! Printing: agents invited and revoked, labels asked for, what became of them, what stands in the way.

use actix_web::{get, patch, post};
use shared::http::{Answer, App, Ask, At, Fresh, Key, May, Query, Refusals, scope};
use shared::id::{Owned, PrintTaskId, kind};
use shared::page::Page;
use shared::party::Merchant;
use shared::print::again::{self, Again};
use shared::print::agent::{self, AgentRef, AgentView, Rename};
use shared::print::diagnosis::{self, Diagnosis, Found};
use shared::print::documents::{self, TaskView};
use shared::print::fate::{self, OpenLabel, Said, Say};
use shared::print::invite::{Invitation, Invite, Place};
use shared::print::task::{self, Task};

/// Invites a print agent; the answer shows its one-time code once.
#[utoipa::path(tag = "printing", request_body = Invite, responses((status = 200, body = Invitation), Refusals))]
#[post("/print-agents")]
pub async fn invite(
    may: May<Merchant, scope::Settings>,
    _: Fresh,
    app: App,
    ask: Ask<Invite>,
) -> Answer<Invitation> {
    let place = Place::from(app.house().config());
    app.write(may, ask, move |tx, who, ask| agent::invite(tx, who, &place, ask))
        .await
}

/// The party's print agents.
#[utoipa::path(tag = "printing", responses((status = 200, body = Vec<AgentView>), Refusals))]
#[get("/print-agents")]
pub async fn agents(may: May<Merchant, scope::FulfilRead>, app: App) -> Answer<Vec<AgentView>> {
    app.read(may, agent::list).await
}

/// Gives an agent another name.
#[utoipa::path(tag = "printing", request_body = Rename, responses((status = 200, body = AgentView), Refusals))]
#[patch("/print-agents/{agent}")]
pub async fn rename(
    may: May<Merchant, scope::Settings>,
    app: App,
    id: At<AgentRef>,
    ask: Ask<Rename>,
) -> Answer<AgentView> {
    app.write(may, ask, move |tx, who, ask| agent::rename(tx, who, id.0, ask))
        .await
}

/// Revokes an agent: its tickets die.
#[utoipa::path(tag = "printing", responses((status = 200, body = AgentView), Refusals))]
#[post("/print-agents/{agent}/revoke")]
pub async fn revoke(may: May<Merchant, scope::Settings>, app: App, id: At<AgentRef>) -> Answer<AgentView> {
    app.act(may, move |tx, who| agent::revoke(tx, who, id.0)).await
}

/// Asks for labels, at most 500, in order; the tickets are sealed within seconds.
#[utoipa::path(tag = "printing", request_body = task::Ask, responses((status = 200, body = Task), Refusals))]
#[post("/prints")]
pub async fn print(
    may: May<Merchant, scope::Print>,
    key: Key,
    app: App,
    ask: Ask<task::Ask>,
) -> Answer<Task> {
    app.once(may, key, ask, task::ask).await
}

/// A task: the sealed tickets to hand to the agent, and what became of each label.
#[utoipa::path(tag = "printing", responses((status = 200, body = TaskView), Refusals))]
#[get("/prints/{task}")]
pub async fn one(may: May<Merchant, scope::Print>, app: App, id: At<PrintTaskId>) -> Answer<TaskView> {
    let zone = app.house().config().zone;
    app.read(may, move |conn, who| documents::view(conn, who, zone, id.0))
        .await
}

/// Asks for a task's labels anew, from the Nth on, in their order.
#[utoipa::path(tag = "printing", request_body = Again, responses((status = 200, body = Task), Refusals))]
#[post("/prints/again")]
pub async fn from_the_nth(
    may: May<Merchant, scope::Print>,
    key: Key,
    app: App,
    ask: Ask<Again>,
) -> Answer<Task> {
    app.once(may, key, ask, again::again).await
}

/// Labels whose fate is open, the longest waiting first.
#[utoipa::path(tag = "printing", params(fate::Ask), responses((status = 200, body = Page<OpenLabel>), Refusals))]
#[get("/labels")]
pub async fn labels(
    may: May<Merchant, scope::Print>,
    app: App,
    ask: Query<fate::Ask>,
) -> Answer<Page<OpenLabel>> {
    let now = app.now();
    app.read(may, move |conn, who| fate::open(conn, who, &ask, now))
        .await
}

/// A person's word on a label whose agent cannot tell: it came out, or it did not.
#[utoipa::path(tag = "printing", request_body = Say, responses((status = 200, body = Said), Refusals))]
#[post("/tickets/{ticket}/say")]
pub async fn say(
    may: May<Merchant, scope::Print>,
    key: Key,
    app: App,
    id: At<Owned<kind::Ticket>>,
    ask: Ask<Say>,
) -> Answer<Said> {
    app.once(may, key, ask, move |tx, who, ask| fate::say(tx, who, id.0, *ask))
        .await
}

/// What stands between this browser and a printed label, from what it found of the agent beside it.
#[utoipa::path(tag = "printing", params(Found), responses((status = 200, body = Diagnosis), Refusals))]
#[get("/print-agents/diagnosis")]
pub async fn diagnose(
    may: May<Merchant, scope::FulfilRead>,
    app: App,
    found: Query<Found>,
) -> Answer<Diagnosis> {
    let (place, now) = (Place::from(app.house().config()), app.now());
    app.read(may, move |conn, who| {
        diagnosis::diagnose(conn, who, &place, &found, now)
    })
    .await
}
