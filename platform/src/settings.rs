//! What the operator sets for the whole platform.

use actix_web::{get, put};
use shared::http::{Answer, App, Fresh, Json, May, Refusals, scope};
use shared::party::Platform;
use shared::party::setting::{self, Settings};

/// All settings.
#[utoipa::path(tag = "settings", responses((status = 200, body = Settings), Refusals))]
#[get("/settings")]
pub async fn show(may: May<Platform, scope::PlatformRead>, app: App) -> Answer<Settings> {
    app.read(may, |conn, _| setting::all(conn)).await
}

/// Sets all settings. Wants a step-up.
#[utoipa::path(tag = "settings", responses((status = 200, body = Settings), Refusals))]
#[put("/settings")]
pub async fn put(
    may: May<Platform, scope::Settings>,
    _fresh: Fresh,
    app: App,
    ask: Json<Settings>,
) -> Answer<Settings> {
    app.write(may, ask, setting::put).await
}
