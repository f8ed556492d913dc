//! Saved views are a person's own, bounded, and gone with nobody else's.

use tests::{App, json};

#[actix_web::test]
async fn a_person_keeps_views_and_nobody_else_sees_them() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let staff = app.person(&owner, "auditor", "look@shop.test").await;
    let ask = |name: &str| json!({ "page": "orders", "name": name, "body": { "stage": "to_assign", "columns": ["收件人"] } });
    let made = owner.post("/v1/views", ask("待分配·浙江")).await;
    assert_eq!(made.status, 201);
    let view = made.ok();
    let path = format!("/v1/views/{}", view["id"].as_str().unwrap());
    owner
        .post("/v1/views", ask("待分配·浙江"))
        .problem("duplicate_key")
        .await;
    staff.post("/v1/views", ask("待分配·浙江")).ok().await;
    assert_eq!(
        owner
            .get("/v1/views?page=orders")
            .ok()
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(owner.get("/v1/views?page=import").ok().await, json!([]));
    staff.delete(&path).problem("not_found").await;
    let change = json!({ "name": "江浙沪", "body": {}, "version": 1 });
    staff.put(&path, change.clone()).problem("not_found").await;
    let changed = owner.put(&path, change.clone()).ok().await;
    assert_eq!(
        (&changed["name"], &changed["version"]),
        (&json!("江浙沪"), &json!(2))
    );
    let stale = owner.put(&path, change).problem("stale").await;
    assert_eq!(stale["current"]["name"], "江浙沪");
    owner.delete(&path).ok().await;
    owner.delete(&path).problem("not_found").await;
    let machine = app.machine(&owner, &["party:read"]).await;
    machine.get("/v1/views").problem("forbidden").await;
}

#[actix_web::test]
async fn views_are_small_and_few() {
    let app = App::start().await;
    let owner = app.factory("一厂").await;
    let ask = |name: String, body| json!({ "page": "accept", "name": name, "body": body });
    let large = json!({ "note": "长".repeat(3000) });
    owner
        .post("/v1/views", ask("大".to_owned(), large))
        .problem("body_too_large")
        .await;
    owner
        .post("/v1/views", ask("列".to_owned(), json!([1])))
        .problem("invalid_field")
        .await;
    owner
        .post("/v1/views", ask(" ".to_owned(), json!({})))
        .problem("invalid_field")
        .await;
    for n in 0..50 {
        owner
            .post("/v1/views", ask(format!("视图{n}"), json!({})))
            .ok()
            .await;
    }
    let last = owner.post("/v1/views", ask("再一个".to_owned(), json!({})));
    last.problem("too_many_rows").await;
}
