//! What changed, told as it changes.

use actix_web::{HttpResponse, get};
use shared::db::stir::OPERATOR;
use shared::http::events::{Listener, Told};
use shared::http::{App, May, Problem, Refusals, scope};
use shared::id::PartyId;
use shared::party::Platform;

/// A stream of server-sent events: `stir` names the nouns to ask for again, `batch` tells how far one is, `reset` that
/// everything is to be read anew. Come back with `Last-Event-ID`; a line of comment every 15 seconds says that it lives.
#[utoipa::path(tag = "events", params(("Last-Event-ID" = Option<i64>, Header, description = "The id of the last event heard."),
        ("party" = Option<PartyId>, Query, description = "Which of the person's parties, where not the one chosen last.")),
    responses((status = 200, content_type = "text/event-stream", body = Told), Refusals))]
#[get("/events")]
pub async fn watch(
    _: May<Platform, scope::PlatformRead>,
    app: App,
    listener: Listener,
) -> Result<HttpResponse, Problem> {
    listener.listen(app, OPERATOR).await
}
