//! What a merchant sells: found by how it begins, and the barcodes on it.

use tests::{Value, json};

use crate::pair::{Pair, codes, text};

fn names(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| item["sku"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn products_are_found_by_the_beginning_of_sku_or_name() {
    let pair = Pair::start().await;
    pair.order("A1", &[1, 1, 1, 1]).await;
    let stranger = pair.app.merchant("别家").await;
    let list = |query: &str| pair.merchant.get(&format!("/v1/products?{query}"));
    let first = list("limit=3").ok().await;
    assert_eq!(first["items"].as_array().unwrap().len(), 3);
    let rest = list(&format!("limit=3&cursor={}", text(&first["next"])))
        .ok()
        .await;
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    assert!(rest["next"].is_null());
    assert_eq!(
        names(&list("begins=s2").ok().await),
        ["S2"],
        "case does not matter"
    );
    assert_eq!(names(&list("begins=%E6%9D%AF").ok().await).len(), 4, "by name");
    for nothing in ["begins=2", "begins=%25", "begins=_", "begins=%E5%AD%90"] {
        assert_eq!(names(&list(nothing).ok().await).len(), 0, "{nothing}");
    }
    list("begins=").problem("invalid_field").await;
    list(&format!("begins={}", "x".repeat(61)))
        .problem("invalid_field")
        .await;
    list("limit=201").problem("invalid_field").await;
    assert_eq!(names(&stranger.get("/v1/products").ok().await).len(), 0);
}

#[actix_web::test]
async fn barcodes_are_set_row_by_row_and_the_factory_sees_them() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[1, 1]).await;
    let products = pair.merchant.get("/v1/products").ok().await;
    let id = |n: usize| products["items"][n]["id"].clone();
    let stranger = pair.app.merchant("别家").await;
    let row = |product: Value, barcode: &str| json!({ "product": product, "barcode": barcode });
    let ask = json!({ "rows": [
        row(id(0), "6901234567892"),
        row(id(0), "6901234567892"),
        row(id(1), "69 01"),
        row(id(1), &"9".repeat(49)),
    ] });
    let foreign = stranger.post("/v1/products/barcodes", ask.clone()).ok().await;
    assert_eq!(foreign["done"], 0);
    let set = pair.merchant.post("/v1/products/barcodes", ask).ok().await;
    assert_eq!(
        codes(&set),
        ["ok", "duplicate_key", "invalid_field", "invalid_field"]
    );
    assert_eq!(set["rows"][0]["ok"]["barcode"], "6901234567892");
    let assignment = pair.accepted(&order).await;
    let card = pair
        .factory
        .get(&format!("/v1/assignments/{assignment}"))
        .ok()
        .await;
    assert!(card.to_string().contains("6901234567892"), "{card}");
    let words = json!({ "set": [{ "product": id(0), "fulfiller_sku": "F-1", "fulfiller_name": "厂杯" }] });
    let path = format!("/v1/bindings/{}/sku-map", pair.binding);
    pair.merchant.put(&path, words).ok().await;
    let theirs = pair.factory.get(&path).ok().await;
    assert_eq!(theirs["items"][0]["fulfiller_sku"], "F-1");
}
