//! Whether this process lives, and whether it is of use.

use actix_web::{HttpResponse, get};
use diesel::RunQueryDsl;

use crate::http::app::{Answer, App};

/// The process lives.
#[get("/healthz")]
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// The process lives and its database answers.
#[get("/readyz")]
pub async fn readyz(app: App) -> Answer<&'static str> {
    app.work(|house| {
        house.db().read("ready", |conn| {
            diesel::sql_query("SELECT 1").execute(conn)?;
            Ok("ready")
        })
    })
    .await
}
