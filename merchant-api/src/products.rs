//! Products: what the merchant sells, and the barcodes on it.

use actix_web::{get, post};
use shared::bulk::Rows;
use shared::http::{Answer, App, Ask, Key, May, Query, Refusals, scope};
use shared::order::product::{self, Ask as ProductAsk, Barcodes, View};
use shared::page::Page;
use shared::party::Merchant;

/// Products, the newest first; narrowed by the beginning of SKU or name.
#[utoipa::path(tag = "products", params(ProductAsk), responses((status = 200, body = Page<View>), Refusals))]
#[get("/products")]
pub async fn list(
    may: May<Merchant, scope::OrdersRead>,
    app: App,
    ask: Query<ProductAsk>,
) -> Answer<Page<View>> {
    app.read(may, move |conn, who| product::list(conn, who, &ask))
        .await
}

/// Sets the barcodes of products, at most 500.
#[utoipa::path(tag = "products", request_body = Barcodes, responses((status = 200, body = Rows<View>), Refusals))]
#[post("/products/barcodes")]
pub async fn set_barcodes(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    ask: Ask<Barcodes>,
) -> Answer<Rows<View>> {
    app.once(may, key, ask, product::set_barcodes).await
}
