//! Jobs in trouble, and what the operator does about them.

use actix_web::{get, post};
use shared::http::{Answer, App, At, May, Query, Refusals, scope};
use shared::id::JobId;
use shared::outbox::{self, JobAsk, JobView, QueueView};
use shared::page::Page;
use shared::party::Platform;

/// Jobs that gave up or are stuck, oldest first.
#[utoipa::path(tag = "jobs", params(JobAsk), responses((status = 200, body = Page<JobView>), Refusals))]
#[get("/jobs")]
pub async fn list(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    ask: Query<JobAsk>,
) -> Answer<Page<JobView>> {
    let now = app.now();
    app.read(may, move |conn, who| outbox::list(conn, who, now, &ask))
        .await
}

/// How the queue stands, by kind of job.
#[utoipa::path(tag = "jobs", responses((status = 200, body = Vec<QueueView>), Refusals))]
#[get("/jobs/queue")]
pub async fn queue(may: May<Platform, scope::PlatformRead>, app: App) -> Answer<Vec<QueueView>> {
    let now = app.now();
    app.read(may, move |conn, who| outbox::queue(conn, who, now))
        .await
}

/// Runs a dead job again, from its first attempt.
#[utoipa::path(tag = "jobs", responses((status = 200, body = JobView), Refusals))]
#[post("/jobs/{id}/replay")]
pub async fn replay(may: May<Platform, scope::PlatformJobs>, app: App, job: At<JobId>) -> Answer<JobView> {
    app.act(may, move |tx, who| outbox::replay(tx, who, job.0)).await
}

/// Gives a dead job up for good.
#[utoipa::path(tag = "jobs", responses((status = 200, body = JobView), Refusals))]
#[post("/jobs/{id}/drop")]
pub async fn drop_dead(may: May<Platform, scope::PlatformJobs>, app: App, job: At<JobId>) -> Answer<JobView> {
    app.act(may, move |tx, who| outbox::drop_dead(tx, who, job.0))
        .await
}
