//! Waybill numbers that two parties say are theirs.

use actix_web::{get, post};
use shared::http::{Answer, App, Ask, Key, May, Query, Refusals, scope};
use shared::party::Platform;
use shared::waybill::contest::{self, Holder, Named, Release};

/// Who has a number.
#[utoipa::path(tag = "waybill numbers", params(Named), responses((status = 200, body = Holder), Refusals))]
#[get("/waybill-numbers")]
pub async fn holder(
    may: May<Platform, scope::PlatformRead>,
    app: App,
    named: Query<Named>,
) -> Answer<Holder> {
    app.read(may, move |conn, who| contest::holder(conn, who, &named))
        .await
}

/// Takes a typed number from who holds it. If its parcel is still there it waits for a number again, else its orders are
/// flagged `number_lost`. The next to type the number gets it; who lost it may not type it again.
#[utoipa::path(tag = "waybill numbers", request_body = Release, responses((status = 200, body = Holder), Refusals))]
#[post("/waybill-numbers/release")]
pub async fn release(
    may: May<Platform, scope::PlatformParties>,
    key: Key,
    app: App,
    ask: Ask<Release>,
) -> Answer<Holder> {
    app.once(may, key, ask, contest::release).await
}
