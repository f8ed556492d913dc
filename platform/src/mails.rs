//! Mails, above all those that were refused.

use actix_web::{get, post};
use shared::http::{Answer, App, At, Json, Key, May, Query, Refusals, scope};
use shared::id::{Owned, kind};
use shared::notify::{self, MailAsk, MailView, TestAsk};
use shared::page::Page;
use shared::party::Platform;

/// Mails in a state, newest first: the refused ones unless told.
#[utoipa::path(tag = "mails", params(MailAsk), responses((status = 200, body = Page<MailView>), Refusals))]
#[get("/mails")]
pub async fn list(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    ask: Query<MailAsk>,
) -> Answer<Page<MailView>> {
    app.read(may, move |conn, who| notify::list(conn, who, &ask))
        .await
}

/// Queues a refused or failed mail again.
#[utoipa::path(tag = "mails", responses((status = 200, body = MailView), Refusals))]
#[post("/mails/{id}/again")]
pub async fn again(
    may: May<Platform, scope::PlatformJobs>,
    app: App,
    mail: At<Owned<kind::Mail>>,
) -> Answer<MailView> {
    app.act(may, move |tx, who| notify::again(tx, who, mail.0)).await
}

/// Sends a test mail.
#[utoipa::path(tag = "mails", request_body = TestAsk, responses((status = 200, body = MailView), Refusals))]
#[post("/mails/test")]
pub async fn test(
    may: May<Platform, scope::PlatformJobs>,
    key: Key,
    app: App,
    ask: Json<TestAsk>,
) -> Answer<MailView> {
    app.once(may, key, ask, notify::test).await
}
