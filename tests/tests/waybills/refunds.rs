//! A buyer wants goods back: the parcel waits, the merchant decides, the pieces add up.

use serde_json::{Value, json};

use super::scene::{Scene, code, oks, order};
use tests::client::Client;

async fn order_of(scene: &Scene, assignment: &Value) -> Value {
    let page = scene.merchant.get("/v1/orders?limit=200").ok().await;
    let of = |order: &&Value| {
        let given = order["assignments"].as_array().unwrap();
        given.iter().any(|one| one["id"] == *assignment)
    };
    page["items"].as_array().unwrap().iter().find(of).unwrap().clone()
}

async fn seen(client: &Client, order: &Value) -> Value {
    client
        .get(&format!("/v1/orders/{}", order["id"].as_str().unwrap()))
        .ok()
        .await
}

async fn open(client: &Client, line: &Value, quantity: i64) -> Value {
    let row = json!({ "line": line, "quantity": quantity, "reason": "买家欧阳不要了 13800138000" });
    client.post("/v1/refunds", json!({ "rows": [row] })).ok().await
}

async fn act(client: &Client, verb: &str, refund: &Value) -> Value {
    let ask = json!({ "rows": [{ "refund": refund["id"] }] });
    client.post(&format!("/v1/refunds/{verb}"), ask).ok().await
}

async fn given_of(scene: &Scene, assignment: &Value) -> Value {
    let path = format!("/v1/assignments/{}", assignment.as_str().unwrap());
    scene.factory.get(&path).ok().await
}

#[actix_web::test]
async fn an_open_refund_stops_the_parcel_until_the_merchant_decides() {
    let scene = Scene::set(2, 1_000, "0").await;
    let order = order_of(&scene, &scene.given[0]).await;
    let refund = oks(&open(&scene.merchant, &order["lines"][0]["id"], 1).await).remove(0);
    assert_eq!(refund["actions"], json!(["complete", "withdraw", "override"]));
    assert_eq!(seen(&scene.merchant, &order).await["exception"], "refund_open");
    let card = given_of(&scene, &scene.given[0]).await;
    assert_eq!(card["refund_open"], true);
    assert!(!card.to_string().contains("不要了") && !card.to_string().contains("13800138000"));
    assert_eq!(given_of(&scene, &scene.given[1]).await["refund_open"], false);
    let taken = scene.take(&scene.given).await;
    assert_eq!((code(&taken, 0), code(&taken, 1)), (Some("refund_open"), None));
    let page = scene.factory.get("/v1/parcels?stage=number").ok().await;
    let stopped = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|card| card["refund_open"] == true);
    assert_eq!(stopped.unwrap()["actions"], json!(["drop"]), "{page}");
    let early = act(&scene.merchant, "complete", &refund).await;
    assert_eq!(code(&early, 0), Some("cut_below_assigned"));
    let ask = |reason: &str| json!({ "rows": [{ "refund": refund["id"], "version": 1 }], "reason": reason });
    scene
        .merchant
        .post("/v1/refunds/override", ask(" "))
        .problem("invalid_field")
        .await;
    let overridden = oks(&scene
        .merchant
        .post("/v1/refunds/override", ask("已与买家说好"))
        .ok()
        .await);
    assert_eq!(overridden[0]["override_reason"], "已与买家说好");
    let again = scene
        .merchant
        .post("/v1/refunds/override", ask("又一次"))
        .ok()
        .await;
    assert_eq!(code(&again, 0), Some("stale"));
    assert_eq!(seen(&scene.merchant, &order).await["exception"], Value::Null);
    oks(&scene.take(&scene.given[..1]).await);
    scene.settle().await;
    told_in_order(&scene, &order).await;
}

/// The merchant's side panel tells what happened, with the names that were recorded.
async fn told_in_order(scene: &Scene, order: &Value) {
    let path = format!("/v1/orders/{}/timeline", order["id"].as_str().unwrap());
    let timeline = scene.merchant.get(&path).ok().await;
    let events = timeline["events"].as_array().unwrap();
    let told = |what: &str| events.iter().find(|event| event["what"] == what);
    for what in [
        "taken",
        "paid",
        "assigned",
        "released",
        "accepted",
        "packed",
        "number_asked",
        "numbered",
    ] {
        assert!(told(what).is_some(), "{what}: {timeline}");
    }
    assert_eq!(told("accepted").unwrap()["party"], "云坊");
    assert_eq!(told("refund_opened").unwrap()["actor"], "王小明");
    assert_eq!(told("refund_overridden").unwrap()["note"], "已与买家说好");
    assert!(told("numbered").unwrap()["number"].is_string());
    let times: Vec<&str> = events.iter().map(|event| event["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
    let stranger = scene.app.merchant("别家").await;
    stranger.get(&path).problem("not_found").await;
}

#[actix_web::test]
async fn a_label_and_a_parcel_with_a_number_wait_too() {
    let scene = Scene::set(1, 1_000, "0").await;
    oks(&scene.take(&scene.given).await);
    scene.settle().await;
    let order = order_of(&scene, &scene.given[0]).await;
    let refund = oks(&open(&scene.merchant, &order["lines"][0]["id"], 1).await).remove(0);
    let page = scene.factory.get("/v1/parcels?stage=print").ok().await;
    assert_eq!(page["items"][0]["actions"], json!(["void"]));
    let ship = json!({ "parcels": [{ "parcel": page["items"][0]["id"] }] });
    let stopped = scene.factory.post("/v1/parcels/ship", ship.clone()).ok().await;
    assert_eq!(code(&stopped, 0), Some("refund_open"));
    let withdrawn = oks(&act(&scene.merchant, "withdraw", &refund).await);
    assert_eq!(
        (&withdrawn[0]["state"], &withdrawn[0]["actions"]),
        (&json!("withdrawn"), &json!([]))
    );
    assert_eq!(
        code(&act(&scene.merchant, "withdraw", &refund).await, 0),
        Some("already_decided")
    );
    oks(&scene.factory.post("/v1/parcels/ship", ship).ok().await);
    // What has left is not free: nothing can be completed for it.
    let late = oks(&open(&scene.merchant, &order["lines"][0]["id"], 1).await).remove(0);
    let late = act(&scene.merchant, "complete", &late).await;
    assert_eq!(code(&late, 0), Some("cut_below_assigned"));
    assert!(
        late["rows"][0]["problem"]["detail"]
            .as_str()
            .unwrap()
            .contains("1 of the line have left")
    );
}

#[actix_web::test]
async fn a_refund_of_everything_closes_the_order() {
    let scene = Scene::set(1, 0, "0").await;
    let order = order_of(&scene, &scene.given[0]).await;
    let line = &order["lines"][0]["id"];
    let refund = oks(&open(&scene.merchant, line, 1).await).remove(0);
    let recall = json!({ "rows": [{ "assignment": scene.given[0] }], "reason": "退款" });
    oks(&scene.merchant.post("/v1/assignments/recall", recall).ok().await);
    let row = json!({ "order": order["id"], "to": scene.binding });
    let again = scene
        .merchant
        .post("/v1/assignments", json!({ "rows": [row] }))
        .ok()
        .await;
    assert_eq!(
        code(&again, 0),
        Some("refund_open"),
        "nobody is given what is taken back"
    );
    let done = oks(&act(&scene.merchant, "complete", &refund).await);
    assert_eq!(done[0]["state"], "done");
    let closed = seen(&scene.merchant, &order).await;
    assert_eq!(
        (&closed["state"], &closed["reason"]),
        (&json!("closed"), &json!("refunded")),
        "{closed}"
    );
    assert_eq!(closed["lines"][0]["refund_state"], "done");
    assert_eq!(
        (&closed["lines"][0]["refunded"], &closed["work"]["to_assign"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        code(&open(&scene.merchant, line, 1).await, 0),
        Some("order_closed")
    );
}

#[actix_web::test]
async fn rows_are_judged_one_by_one_and_pieces_add_up() {
    let scene = Scene::set(0, 0, "0").await;
    let mut two = order("R-1", 7);
    two["lines"] = json!([
        { "line_id": "1", "sku": "S1", "name": "杯子", "quantity": 3, "price_fen": 100 },
        { "line_id": "2", "sku": "S2", "name": "碗", "quantity": 2, "price_fen": 100 },
    ]);
    let taken = oks(&scene
        .merchant
        .post("/v1/orders", json!({ "orders": [two] }))
        .ok()
        .await);
    let stranger = scene.app.merchant("别家").await;
    let before = seen(&scene.merchant, &taken[0]).await;
    let line = |n: usize| before["lines"][n]["id"].clone();
    let rows = json!({ "rows": [
        { "line": line(0), "quantity": 2, "reason": "破损" },
        { "line": line(0), "quantity": 1, "reason": "破损" },
        { "line": line(1), "quantity": 3, "reason": "破损" },
        { "external_no": "R-1", "source": "shop", "quantity": 1, "reason": "破损" },
        { "external_no": "R-1", "source": "shop", "line_id": "2", "quantity": 1, "reason": "破损" },
        { "external_no": "R-9", "source": "shop", "quantity": 1, "reason": "破损" },
        { "quantity": 1, "reason": "破损" },
        { "line": line(0), "quantity": 1, "reason": "" },
    ] });
    let expected = [
        None,
        Some("duplicate_key"),
        Some("invalid_field"),
        Some("invalid_field"),
        None,
        Some("not_found"),
        Some("invalid_field"),
        Some("invalid_field"),
    ];
    let foreign = stranger.post("/v1/refunds", rows.clone()).ok().await;
    assert_eq!(foreign["done"], 0);
    let answer = scene.merchant.post("/v1/refunds", rows).ok().await;
    let codes: Vec<_> = (0..expected.len()).map(|row| code(&answer, row)).collect();
    assert_eq!(codes, expected, "{answer}");
    assert_eq!(
        code(&open(&scene.merchant, &line(0), 1).await, 0),
        Some("refund_open")
    );
    let listed = scene.merchant.get("/v1/refunds?state=open").ok().await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    let cup = &answer["rows"][0]["ok"];
    let twice = json!({ "rows": [{ "refund": cup["id"] }, { "refund": cup["id"] }] });
    let done = scene.merchant.post("/v1/refunds/complete", twice).ok().await;
    assert_eq!((code(&done, 0), code(&done, 1)), (None, Some("duplicate_key")));
    let after = seen(&scene.merchant, &taken[0]).await;
    let cups = &after["lines"][0];
    assert_eq!(
        (&cups["free"], &cups["refunded"], &cups["ordered"]),
        (&json!(1), &json!(2), &json!(3))
    );
    assert_eq!(
        (&after["state"], &after["work"]["to_assign"]),
        (&json!("open"), &json!(3))
    );
    let close = json!({ "orders": [{ "id": after["id"] }], "reason": "cancelled" });
    oks(&scene.merchant.post("/v1/orders/close", close).ok().await);
    assert_eq!(
        scene.app.count("refunds", "state = 'open'"),
        0,
        "refunds end with their order"
    );
}

#[actix_web::test]
async fn the_marketplace_refunds_its_own_orders_in_its_own_words() {
    let scene = Scene::set(0, 0, "0").await;
    let operator = scene.app.operator().await;
    let path = format!("/v1/merchants/{}", scene.merchant_id());
    let theirs = order("M-1", 1);
    let mut mine = order("S-1", 2);
    mine["source"] = json!("own");
    oks(&operator
        .post(&format!("{path}/orders"), json!({ "orders": [theirs] }))
        .ok()
        .await);
    oks(&scene
        .merchant
        .post("/v1/orders", json!({ "orders": [mine] }))
        .ok()
        .await);
    let row = |source: &str, number: &str| json!({ "external_no": number, "source": source, "quantity": 1, "reason": "七天无理由" });
    let ask = json!({ "rows": [row("shop", "M-1"), row("own", "S-1")] });
    let opened = operator.post(&format!("{path}/refunds"), ask).ok().await;
    assert_eq!(
        (code(&opened, 0), code(&opened, 1)),
        (None, Some("not_found")),
        "{opened}"
    );
    let refund = &opened["rows"][0]["ok"];
    assert_eq!(refund["actions"], json!(["complete", "withdraw"]));
    let merchants = scene.merchant.get("/v1/refunds").ok().await;
    assert_eq!(merchants["items"][0]["opened_by"], "platform");
    assert_eq!(
        code(&act(&scene.merchant, "withdraw", refund).await, 0),
        Some("state_forbids")
    );
    let done = json!({ "rows": [{ "refund": refund["id"] }] });
    oks(&operator
        .post(&format!("{path}/refunds/complete"), done)
        .ok()
        .await);
    let closed = seen(&scene.merchant, &json!({ "id": refund["order"] })).await;
    assert_eq!(closed["state"], "closed");
    let listed = operator.get(&format!("{path}/refunds?state=done")).ok().await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
}
