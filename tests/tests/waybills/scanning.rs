//! A scanner's day: the number finds its parcel, what was checked is on record until the label changes.

use serde_json::{Value, json};

use super::scene::{Scene, code, oks};

async fn numbered(scene: &Scene) -> (Value, String) {
    let taken = oks(&scene.take(&scene.given).await);
    scene.settle().await;
    let view = scene.waybill(&taken[0]).await;
    let number = view["number"].as_str().unwrap().to_owned();
    (view, number)
}

fn only(page: &Value) -> &Value {
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{page}");
    &items[0]
}

#[actix_web::test]
async fn a_number_finds_its_parcel_on_both_sides_and_nobody_elses() {
    let scene = Scene::set(2, 1_000, "0").await;
    let (view, number) = numbered(&scene).await;
    // As an input method in full width writes it, percent-encoded.
    let wide: String = number
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
        .collect();
    let wide: String = wide.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for typed in [number.clone(), number.to_lowercase(), wide] {
        let path = format!("/v1/parcels?number={typed}");
        for client in [&scene.factory, &scene.merchant] {
            let page = client.get(&path).ok().await;
            assert_eq!(only(&page)["id"], view["parcel"]);
        }
        let stranger = scene.app.factory("别家").await;
        assert_eq!(stranger.get(&path).ok().await["items"], json!([]));
    }
    let page = scene
        .factory
        .get(&format!("/v1/parcels?number={number}"))
        .ok()
        .await;
    let item = &only(&page)["items"][0];
    assert!(item["barcode"].is_string() && item["recall"].is_null() && item["exception"].is_null());
    let path = format!("/v1/parcels?assignment={}", item["assignment"].as_str().unwrap());
    assert_eq!(
        only(&scene.factory.get(&path).ok().await)["id"],
        view["parcel"],
        "an order's card finds its parcels"
    );
    let stranger = scene.app.factory("又一家").await;
    assert_eq!(stranger.get(&path).ok().await["items"], json!([]));
    for none in ["6901234567892", "12", "%E5%8D%95"] {
        let page = scene
            .factory
            .get(&format!("/v1/parcels?number={none}"))
            .ok()
            .await;
        assert_eq!(page["items"], json!([]), "{none}");
    }
}

#[actix_web::test]
async fn what_was_checked_is_on_record_until_its_label_changes() {
    let scene = Scene::set(1, 1_000, "0").await;
    let ask = |parcel: &Value| json!({ "parcels": [{ "parcel": parcel }] });
    let taken = oks(&scene.take(&scene.given).await);
    let early = scene
        .factory
        .post("/v1/parcels/verify", ask(&taken[0]["parcel"]))
        .ok()
        .await;
    assert_eq!(code(&early, 0), Some("no_number"), "{early}");
    scene.settle().await;
    let view = scene.waybill(&taken[0]).await;
    let parcel = &view["parcel"];
    let stranger = scene.app.factory("别家").await;
    let theirs = stranger.post("/v1/parcels/verify", ask(parcel)).ok().await;
    assert_eq!(code(&theirs, 0), Some("not_found"));
    let before = scene.factory.get("/v1/parcels?stage=print").ok().await;
    assert!(only(&before)["verified_at"].is_null());
    assert!(
        only(&before)["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("verify"))
    );
    let checked = oks(&scene.factory.post("/v1/parcels/verify", ask(parcel)).ok().await);
    assert!(checked[0]["verified_at"].is_string(), "{}", checked[0]);
    let void = json!({ "rows": [{ "waybill": view["id"] }] });
    oks(&scene.factory.post("/v1/waybills/void", void).ok().await);
    scene.settle().await;
    let bare = scene.factory.get("/v1/parcels?stage=number").ok().await;
    assert!(only(&bare)["verified_at"].is_null(), "no label, nothing checked");
    scene.app.turn(chrono::Duration::seconds(5));
    oks(&scene.take(&scene.given).await);
    scene.settle().await;
    let now = scene.factory.get("/v1/parcels?stage=print").ok().await;
    assert!(
        only(&now)["verified_at"].is_null(),
        "a new label is checked anew: {now}"
    );
    oks(&scene.factory.post("/v1/parcels/verify", ask(parcel)).ok().await);
    oks(&scene.factory.post("/v1/parcels/ship", ask(parcel)).ok().await);
    let gone = scene.factory.post("/v1/parcels/verify", ask(parcel)).ok().await;
    assert_eq!(code(&gone, 0), Some("state_forbids"));
}
