//! The marketplace's own intake: orders for a merchant, sealed the moment they arrive.

use actix_web::post;
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, At, Key, May, Refusals, scope};
use shared::id::MerchantId;
use shared::order::intake::{self, Taken};
use shared::party::Platform;
use shared::vault::intake::OrdersAsk;

/// Takes in at most 500 orders of one merchant, as the marketplace that sold them.
#[utoipa::path(tag = "intake", request_body = OrdersAsk, responses((status = 200, body = Rows<Taken>), Refusals))]
#[post("/merchants/{merchant}/orders")]
pub async fn take(
    may: May<Platform, scope::PlatformIntake>,
    key: Key,
    app: App,
    merchant: At<MerchantId>,
    ask: Ask<OrdersAsk>,
) -> Answer<Rows<Taken>> {
    let vault = app.vault()?.sealing_only();
    app.once(may, key, ask, move |tx, who, ask| {
        intake::take_for(tx, &vault, who, merchant.0, ask)
    })
    .await
}
