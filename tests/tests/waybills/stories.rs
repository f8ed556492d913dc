//! From an accepted assignment to a parcel that left.

use serde_json::json;

use super::scene::{FEE, Scene, code, oks};

#[actix_web::test]
async fn a_number_is_taken_and_the_merchant_sees_it_when_the_parcel_leaves() {
    let scene = Scene::set(2, 1_000, "0").await;
    let taken = oks(&scene.take(&scene.given).await);
    assert_eq!(scene.money().await, (1_000 - 2 * FEE, 2 * FEE));
    scene.settle().await;
    scene.all_issued_once(&taken).await;
    assert_eq!(scene.money().await, (1_000 - 2 * FEE, 0));
    let page = scene.factory.get("/v1/parcels?stage=print").ok().await;
    let cards = page["items"].as_array().unwrap();
    assert_eq!(cards.len(), 2);
    assert!(
        cards[0]["actions"].as_array().unwrap().contains(&json!("print")),
        "{}",
        cards[0]
    );
    assert!(
        !page.to_string().contains("欧阳"),
        "the factory reads no receiver"
    );
    let ask = json!({ "parcels": [{ "parcel": cards[0]["id"], "version": cards[0]["version"] }] });
    let shipped = oks(&scene.factory.post("/v1/parcels/ship", ask.clone()).ok().await);
    assert_eq!(shipped[0]["state"], "shipped");
    let again = scene.factory.post("/v1/parcels/ship", ask).ok().await;
    assert_eq!(code(&again, 0), Some("stale"));
    let orders = scene.merchant.get("/v1/orders?stage=shipped").ok().await;
    let number = &shipped[0]["waybill"]["number"];
    assert!(
        orders.to_string().contains(number.as_str().unwrap()),
        "carrier and number at once: {orders}"
    );
    assert_eq!(orders["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn the_same_key_takes_once() {
    let scene = Scene::set(1, 1_000, "0").await;
    let ask = json!({ "carrier": "sandbox", "rows": [{ "assignment": scene.given[0] }] });
    let first = scene
        .factory
        .post("/v1/waybills", ask.clone())
        .key("k-1")
        .ok()
        .await;
    let second = scene.factory.post("/v1/waybills", ask).key("k-1").ok().await;
    assert_eq!(first, second);
    scene.settle().await;
    assert_eq!(scene.carrier.sold().len(), 1);
}

#[actix_web::test]
async fn a_void_returns_the_money_and_the_parcel_takes_another() {
    let scene = Scene::set(1, 1_000, "0").await;
    let taken = oks(&scene.take(&scene.given).await);
    scene.settle().await;
    let view = scene.waybill(&taken[0]).await;
    let ask = json!({ "rows": [{ "waybill": view["id"], "version": view["version"] }] });
    let asked = oks(&scene.factory.post("/v1/waybills/void", ask).ok().await);
    assert_eq!(asked[0]["voiding"], true);
    scene.settle().await;
    assert_eq!(scene.waybill(&view).await["state"], "void");
    assert_eq!(scene.money().await, (1_000, 0));
    let again = oks(&scene.take(&scene.given).await);
    assert_eq!(again[0]["parcel"], view["parcel"]);
    scene.settle().await;
    let now = scene.waybill(&again[0]).await;
    assert_eq!(now["state"], "issued");
    assert_ne!(now["number"], view["number"]);
    let voided = scene.carrier.sold().iter().filter(|sale| sale.voided).count();
    assert_eq!(
        (scene.carrier.sold().len(), voided),
        (2, 1),
        "sold = confirmed + voided"
    );
    assert_eq!(scene.money().await, (1_000 - FEE, 0));
}

#[actix_web::test]
async fn a_merchant_ships_what_he_kept_for_himself() {
    let scene = Scene::set(0, 0, "0").await;
    let given = scene.give(1, &json!("self")).await;
    let row = json!({ "assignment": given[0], "carrier": "zto", "number": "7700 1234 5678" });
    let answer = scene
        .merchant
        .post("/v1/shipments", json!({ "rows": [row] }))
        .ok()
        .await;
    let shipped = oks(&answer);
    assert_eq!(shipped[0]["waybill"]["number"], "770012345678");
    let page = scene.merchant.get("/v1/parcels?stage=shipped").ok().await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn only_the_factory_it_was_given_to_packs_it() {
    let scene = Scene::set(1, 1_000, "0").await;
    let stranger = scene.app.factory("别家").await;
    let parcels = json!({ "parcels": [{ "assignments": [scene.given[0]] }] });
    assert_eq!(
        code(&stranger.post("/v1/parcels", parcels.clone()).ok().await, 0),
        Some("not_found")
    );
    assert_eq!(
        code(&scene.merchant.post("/v1/parcels", parcels).ok().await, 0),
        Some("not_found")
    );
    let taken = oks(&scene.take(&scene.given).await);
    let path = format!("/v1/waybills/{}", taken[0]["id"].as_str().unwrap());
    stranger.get(&path).problem("not_found").await;
    scene.merchant.get(&path).ok().await;
    scene.settle().await;
}

#[actix_web::test]
async fn a_carrier_that_does_not_go_there_is_said_before_money_moves_or_money_comes_back() {
    let scene = Scene::set(1, 1_000, "0").await;
    scene.fault("busy=1");
    let taken = oks(&scene.take(&scene.given).await);
    scene.app.work().await;
    assert_eq!(
        scene.waybill(&taken[0]).await["state"],
        "reserved",
        "a busy carrier is asked again"
    );
    scene.no_fault();
    scene.settle().await;
    scene.all_issued_once(&taken).await;
    let operator = scene.app.operator().await;
    let days = operator.get("/v1/flow/troubles?days=1").ok().await;
    assert_eq!(
        (&days[0]["numbers"], &days[0]["numbers_refused"]),
        (&json!(1), &json!(0))
    );
}
