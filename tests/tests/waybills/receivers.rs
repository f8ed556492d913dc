//! Receivers that change under work, and what a clerk who guesses may learn.

use chrono::Duration;
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::db::Tx;
use shared::db::schema::receiver_salts;
use shared::id::ReceiverId;
use tests::client::Client;

use super::scene::{Scene, code, oks, order};

/// Brings `n` orders with these numbers to one door; answers with the rows.
async fn bring(client: &Client, path: &str, orders: &[Value]) -> Value {
    client.post(path, json!({ "orders": orders })).ok().await
}

/// The same buyer under another number.
fn same_buyer(number: &str) -> Value {
    order(number, 1)
}

async fn given(scene: &Scene, answer: &Value, to: &Value) -> Vec<Value> {
    let rows: Vec<Value> = oks(answer)
        .iter()
        .map(|row| json!({ "order": row["id"], "to": to }))
        .collect();
    let answer = scene
        .merchant
        .post("/v1/assignments", json!({ "rows": rows }))
        .ok()
        .await;
    scene.app.turn(Duration::seconds(11));
    scene.app.work().await;
    let given: Vec<Value> = oks(&answer).iter().map(|row| row["assignment"].clone()).collect();
    if to != "self" {
        let ask = json!({ "assignments": given });
        oks(&scene.factory.post("/v1/assignments/accept", ask).ok().await);
    }
    given
}

async fn card(scene: &Scene, assignment: &Value) -> Value {
    let path = format!("/v1/assignments/{}", assignment.as_str().unwrap());
    scene.factory.get(&path).ok().await
}

fn platform_path(scene: &Scene) -> String {
    format!("/v1/merchants/{}/orders", scene.merchant_id())
}

#[actix_web::test]
async fn a_changed_receiver_is_seen_at_the_next_look_and_the_number_is_taken_anew() {
    let scene = Scene::set(0, 1_000, "0").await;
    let answer = bring(&scene.merchant, "/v1/orders", &[same_buyer("A"), same_buyer("B")]).await;
    let work = given(&scene, &answer, &scene.binding).await;
    oks(&scene.take(&work[..1]).await);
    scene.settle().await;
    let before = (card(&scene, &work[0]).await, card(&scene, &work[1]).await);
    assert_eq!(
        before.0["receiver_token"], before.1["receiver_token"],
        "the same buyer"
    );
    let mut moved = same_buyer("A");
    moved["receiver"]["address"] = json!("广东省深圳市南山区北苑街道秋实路1号3栋");
    let changed = bring(&scene.merchant, "/v1/orders", &[moved]).await;
    assert_eq!(changed["rows"][0]["ok"]["exception"], "receiver_changed");
    let after = (card(&scene, &work[0]).await, card(&scene, &work[1]).await);
    assert_eq!(after.0["region"]["district"], "南山区");
    assert_ne!(
        after.0["receiver_token"], before.0["receiver_token"],
        "another receiver"
    );
    assert_eq!(
        after.1["receiver_token"], before.1["receiver_token"],
        "his work is still open"
    );
    assert!(after.0["version"].as_i64() > before.0["version"].as_i64());
    let join = json!({ "parcels": [{ "assignments": [work[0], work[1]] }] });
    let joined = scene.factory.post("/v1/parcels", join).ok().await;
    assert_eq!(code(&joined, 0), Some("receivers_differ"));
    let page = scene.factory.get("/v1/parcels?stage=print").ok().await;
    let parcel = &page["items"][0];
    assert_eq!(parcel["receiver_changed"], true);
    assert_eq!(parcel["actions"], json!(["void"]));
    let ship = json!({ "parcels": [{ "parcel": parcel["id"] }] });
    let stopped = scene.factory.post("/v1/parcels/ship", ship.clone()).ok().await;
    assert_eq!(code(&stopped, 0), Some("receiver_changed"));
    let void = json!({ "rows": [{ "waybill": parcel["waybill"]["id"] }] });
    oks(&scene.factory.post("/v1/waybills/void", void).ok().await);
    scene.settle().await;
    oks(&scene.take(&work[..1]).await);
    scene.settle().await;
    oks(&scene.factory.post("/v1/parcels/ship", ship).ok().await);
}

/// Nothing says that whom an order is sent to now is the one whose record was deleted.
#[actix_web::test]
async fn a_shredded_receiver_brought_again_is_another_one() {
    let scene = Scene::set(0, 0, "0").await;
    let answer = bring(&scene.merchant, "/v1/orders", &[same_buyer("A")]).await;
    let work = given(&scene, &answer, &scene.binding).await;
    let before = card(&scene, &work[0]).await["receiver_token"].clone();
    let house = scene.app.house();
    let shred = |tx: &mut Tx<'_>| {
        let ids: Vec<ReceiverId> = receiver_salts::table
            .select(receiver_salts::receiver_id)
            .load(tx.conn())?;
        house.vault()?.shred(tx, scene.merchant_id(), &ids)
    };
    assert_eq!(house.db().write("shred", shred).unwrap(), 1);
    let again = bring(&scene.merchant, "/v1/orders", &[order("A", 2)]).await;
    assert_eq!(again["rows"][0]["ok"]["exception"], "receiver_changed");
    let after = card(&scene, &work[0]).await["receiver_token"].clone();
    assert!(after.is_string() && after != before, "{after}");
}

#[actix_web::test]
async fn the_last_token_of_a_receiver_nobody_sends_to_any_more_goes() {
    let scene = Scene::set(0, 0, "0").await;
    let answer = bring(&scene.merchant, "/v1/orders", &[same_buyer("A")]).await;
    let work = given(&scene, &answer, &scene.binding).await;
    let before = card(&scene, &work[0]).await["receiver_token"].clone();
    bring(&scene.merchant, "/v1/orders", &[order("A", 2)]).await;
    let after = card(&scene, &work[0]).await["receiver_token"].clone();
    assert!(after.is_string() && after != before);
    assert_eq!(scene.app.count("receiver_tokens", "1 = 1"), 1);
}

/// A merchant may not read, nor redirect, what the marketplace brought.
#[actix_web::test]
async fn the_marketplaces_orders_are_not_the_merchants_to_guess_or_to_change() {
    let scene = Scene::set(0, 0, "0").await;
    let operator = scene.app.operator().await;
    let path = platform_path(&scene);
    oks(&bring(&operator, &path, &[same_buyer("M")]).await);
    let heads = scene.app.count("audit", "1 = 1");
    for guess in [same_buyer("M"), order("M", 5)] {
        let refused = bring(&scene.merchant, "/v1/orders", &[guess]).await;
        assert_eq!(code(&refused, 0), Some("order_of_platform"));
    }
    assert_eq!(scene.app.count("audit", "1 = 1"), heads, "nothing was compared");
    let again = bring(&operator, &path, &[same_buyer("M")]).await;
    assert_eq!(again["rows"][0]["ok"]["outcome"], "unchanged");
    assert_eq!(
        scene.app.count("audit", "purpose = 'intake'"),
        heads + 1,
        "and that is on record"
    );
}

/// He cannot reserve the marketplace's numbers either: what it brings is its own from then on.
#[actix_web::test]
async fn a_number_the_merchant_brought_first_becomes_the_marketplaces() {
    let scene = Scene::set(0, 0, "0").await;
    let operator = scene.app.operator().await;
    oks(&bring(&scene.merchant, "/v1/orders", &[order("M", 9)]).await);
    oks(&bring(&operator, &platform_path(&scene), &[same_buyer("M")]).await);
    let page = scene.merchant.get("/v1/orders?origin=platform").ok().await;
    assert_eq!(page["items"][0]["external_no"], "M");
    let refused = bring(&scene.merchant, "/v1/orders", &[order("M", 9)]).await;
    assert_eq!(code(&refused, 0), Some("order_of_platform"));
}

/// Two doors, one buyer: a factory in league with a clerk must not tell him which guess was right.
#[actix_web::test]
async fn what_a_merchant_brings_is_never_linked_with_what_the_marketplace_brought() {
    let scene = Scene::set(0, 0, "0").await;
    let operator = scene.app.operator().await;
    let theirs = bring(
        &operator,
        &platform_path(&scene),
        &[same_buyer("M1"), same_buyer("M2")],
    )
    .await;
    let guess = bring(&scene.merchant, "/v1/orders", &[same_buyer("G")]).await;
    let theirs = given(&scene, &theirs, &scene.binding).await;
    let guess = given(&scene, &guess, &scene.binding).await;
    let token = |card: Value| card["receiver_token"].as_str().unwrap().to_owned();
    let (first, second) = (
        token(card(&scene, &theirs[0]).await),
        token(card(&scene, &theirs[1]).await),
    );
    assert_eq!(first, second);
    assert_ne!(first, token(card(&scene, &guess[0]).await));
}

#[actix_web::test]
async fn a_merchant_who_packs_asks_whose_receivers_are_equal_on_his_budget() {
    let scene = Scene::set(0, 0, "0").await;
    let answer = bring(
        &scene.merchant,
        "/v1/orders",
        &[same_buyer("A"), same_buyer("B"), order("C", 3), same_buyer("D")],
    )
    .await;
    let work = given(&scene, &answer, &json!("self")).await;
    let list = scene.merchant.get("/v1/own-assignments").ok().await;
    assert!(
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|card| card["receiver_token"].is_null())
    );
    allow(&scene, 120).await;
    let join = |a: usize, b: usize| json!({ "parcels": [{ "assignments": [work[a], work[b]] }] });
    let joined = scene.merchant.post("/v1/parcels", join(0, 1)).ok().await;
    assert!(oks(&joined)[0]["receiver_token"].is_null());
    let no = scene.merchant.post("/v1/parcels", join(2, 3)).ok().await;
    assert_eq!(code(&no, 0), Some("receivers_differ"));
    assert_eq!(scene.app.count("audit", "purpose = 'compare'"), 2);
    let spent = scene.merchant.post("/v1/parcels", join(3, 2)).ok().await;
    assert_eq!(
        code(&spent, 0),
        Some("comparisons_spent"),
        "even if the answer is known"
    );
    let alone = json!({ "parcels": [{ "assignments": [work[3]] }] });
    oks(&scene.merchant.post("/v1/parcels", alone).ok().await);
    scene.app.turn(Duration::hours(1));
    let no = scene.merchant.post("/v1/parcels", join(2, 3)).ok().await;
    assert_eq!(code(&no, 0), Some("receivers_differ"), "a new hour");
}

/// Sets the platform's budget of comparisons.
async fn allow(scene: &Scene, comparisons: i64) {
    let operator = scene.app.operator().await;
    let mut settings = operator.get("/v1/settings").ok().await;
    settings["comparisons_per_hour"] = json!(comparisons);
    operator.put("/v1/settings", settings).ok().await;
}

#[actix_web::test]
async fn orders_brought_again_draw_on_the_same_budget_and_new_ones_do_not() {
    let scene = Scene::set(0, 0, "0").await;
    allow(&scene, 3).await;
    let many = |from: usize, to: usize| (from..to).map(|n| order(&format!("N{n}"), n)).collect::<Vec<_>>();
    oks(&bring(&scene.merchant, "/v1/orders", &many(0, 10)).await);
    assert_eq!(scene.app.count("audit", "1 = 1"), 0, "nothing was compared");
    let again = bring(&scene.merchant, "/v1/orders", &many(8, 14)).await;
    assert_eq!(again["done"], 6, "two known, four new");
    let again = bring(&scene.merchant, "/v1/orders", &many(0, 2)).await;
    assert_eq!(
        (code(&again, 0), code(&again, 1)),
        (None, Some("comparisons_spent"))
    );
    assert_eq!(
        scene.app.count("audit", "purpose = 'intake'"),
        2,
        "one entry a call"
    );
    let other = scene.app.person(&scene.merchant, "staff", "clerk@x.test").await;
    oks(&bring(&other, "/v1/orders", &many(0, 3)).await);
    let problem = &again["rows"][1]["problem"];
    assert!(
        problem["remedy"].as_str().unwrap().contains("next hour"),
        "{problem}"
    );
}

/// A buyer's new wish moves nobody: the number that was paid for stays good.
#[actix_web::test]
async fn a_changed_remark_keeps_the_number() {
    let scene = Scene::set(0, 10_000, "0").await;
    let answer = bring(&scene.merchant, "/v1/orders", &[same_buyer("A")]).await;
    let work = given(&scene, &answer, &scene.binding).await;
    oks(&scene.take(&work[..1]).await);
    scene.settle().await;
    let mut wish = same_buyer("A");
    wish["receiver"]["remark"] = json!("请尽快发货");
    let changed = bring(&scene.merchant, "/v1/orders", &[wish]).await;
    assert_eq!(changed["rows"][0]["ok"]["outcome"], "changed");
    let page = scene.factory.get("/v1/parcels?stage=print").ok().await;
    let parcel = &page["items"][0];
    assert_eq!(parcel["receiver_changed"], false, "{parcel}");
    let ship = json!({ "parcels": [{ "parcel": parcel["id"] }] });
    oks(&scene.factory.post("/v1/parcels/ship", ship).ok().await);
}
