//! Pieces come back: at once, in part, or by asking once a number exists.

use tests::{Value, json};

use crate::pair::{Pair, codes, text};

async fn recall(pair: &Pair, id: &str, lines: Option<Value>) -> Value {
    let mut row = json!({ "assignment": id });
    if let Some(lines) = lines {
        row["lines"] = lines;
    }
    let ask = json!({ "rows": [row], "reason": "买家取消" });
    pair.merchant.post("/v1/assignments/recall", ask).ok().await
}

#[actix_web::test]
async fn before_a_number_pieces_come_back_at_once() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[2, 3]).await;
    let id = pair.accepted(&order).await;
    let line = pair.seen(&order).await["lines"][1]["id"].clone();
    let part = recall(&pair, &id, Some(json!([{ "line": line, "quantity": 1 }]))).await;
    assert_eq!(part["rows"][0]["ok"]["state"], "accepted");
    let too_many = recall(&pair, &id, Some(json!([{ "line": line, "quantity": 3 }]))).await;
    assert_eq!(codes(&too_many), ["invalid_field"]);
    let whole = recall(&pair, &id, None).await;
    assert_eq!(
        (
            &whole["rows"][0]["ok"]["state"],
            &whole["rows"][0]["ok"]["pieces"]
        ),
        (&json!("recalled"), &json!(4))
    );
    assert_eq!(pair.seen(&order).await["work"]["to_assign"], 5);
    assert_eq!(codes(&recall(&pair, &id, None).await), ["state_forbids"]);
    let given = pair
        .merchant
        .get(&format!("/v1/assignments?order={order}"))
        .ok()
        .await;
    assert_eq!(given["items"][0]["actions"], json!([]));
    assert_eq!(
        pair.app.count("receiver_tokens", "1 = 1"),
        0,
        "nothing is left to link"
    );
}

#[actix_web::test]
async fn after_a_number_the_factory_is_asked() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[3]).await;
    let id = pair.accepted(&order).await;
    let close = json!({ "orders": [{ "id": order }], "reason": "cancelled" });
    let kept = pair.merchant.post("/v1/orders/close", close).ok().await;
    assert_eq!(codes(&kept), ["order_given"], "it is recalled first");
    let typed = json!({ "rows": [{ "assignment": id, "carrier": "sf", "number": "SF1234567890123" }] });
    let typed = pair.factory.post("/v1/waybills/external", typed).ok().await;
    assert_eq!(typed["done"], 1, "{typed}");
    let asked = recall(&pair, &id, None).await;
    let question = text(&asked["rows"][0]["ok"]["request"]);
    pair.app.work().await;
    let list = pair.factory.get("/v1/recall-requests").ok().await;
    assert_eq!(list["items"][0]["reason"], "买家取消");
    assert_eq!(pair.work("exception").await[0]["recall"]["id"], json!(question));
    let path = |verb: &str| format!("/v1/recall-requests/{question}/{verb}");
    pair.factory
        .post(&path("grant"), json!({}))
        .problem("has_waybill")
        .await;
    let other = pair.app.factory("二厂").await;
    other.post(&path("deny"), json!({})).problem("not_found").await;
    let denied = pair
        .factory
        .post(&path("deny"), json!({ "answer": "已打包" }))
        .ok()
        .await;
    assert_eq!(denied["state"], "denied");
    pair.factory
        .post(&path("deny"), json!({}))
        .problem("already_decided")
        .await;
    let again = text(&recall(&pair, &id, None).await["rows"][0]["ok"]["request"]);
    let void = json!({ "rows": [{ "waybill": typed["rows"][0]["ok"]["id"] }] });
    let voided = pair.factory.post("/v1/waybills/void", void).ok().await;
    assert_eq!(voided["done"], 1, "{voided}");
    let granted = pair
        .factory
        .post(&format!("/v1/recall-requests/{again}/grant"), json!({}))
        .ok()
        .await;
    assert_eq!(granted["assignment"]["state"], "recalled");
    assert_eq!(pair.seen(&order).await["work"]["to_assign"], 3);
    assert!(pair.work("exception").await.is_empty());
}

#[actix_web::test]
async fn a_merchant_stops_asking() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[3]).await;
    let id = pair.accepted(&order).await;
    let typed = json!({ "rows": [{ "assignment": id, "carrier": "sf", "number": "SF1234567890123" }] });
    pair.factory.post("/v1/waybills/external", typed).ok().await;
    let question = text(&recall(&pair, &id, None).await["rows"][0]["ok"]["request"]);
    assert_eq!(
        codes(&recall(&pair, &id, None).await),
        ["state_forbids"],
        "one question at a time"
    );
    let path = format!("/v1/recall-requests/{question}/withdraw");
    let gone = pair.merchant.post(&path, json!({})).ok().await;
    assert_eq!(gone["state"], "withdrawn");
    assert!(pair.work("exception").await.is_empty());
    let list = pair.factory.get("/v1/recall-requests").ok().await;
    assert_eq!(list["items"], json!([]));
}
