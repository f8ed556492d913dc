//! A number belongs to one parcel: what becomes of one that somebody typed and that is another's.

use chrono::Duration;
use serde_json::{Value, json};
use tests::app::{PASSWORD, Party};
use tests::client::Client;

use super::scene::{Scene, all_done, code, oks};

const NUMBER: &str = "SF1234567890123";

/// A second factory with work of the same merchant, accepted.
async fn rival(scene: &Scene) -> (Party, Value) {
    let rival = scene.app.factory("真主").await;
    let own = rival.get("/v1/party").ok().await;
    let on = json!({ "drop_shipping": true, "version": own["version"] });
    rival.patch("/v1/party", on).ok().await;
    let offer = json!({ "code": rival.code });
    let offered = scene.merchant.post("/v1/bindings", offer).ok().await;
    let path = format!("/v1/bindings/{}/accept", offered["id"].as_str().unwrap());
    let yes = json!({ "version": offered["version"] });
    rival.post(&path, yes).ok().await;
    let given = scene.give(1, &offered["id"]).await;
    let ask = json!({ "assignments": given });
    all_done(&rival.post("/v1/assignments/accept", ask).ok().await);
    (rival, given[0].clone())
}

async fn types(party: &Party, assignment: &Value, number: &str) -> Value {
    let ask = json!({ "rows": [{ "assignment": assignment, "carrier": "sf", "number": number }] });
    party.post("/v1/waybills/external", ask).ok().await
}

fn release(held: &Value) -> Value {
    json!({ "carrier": "sf", "number": NUMBER, "waybill": held["waybill"], "reason": "顺丰查证不是此件" })
}

#[actix_web::test]
async fn a_typed_number_is_taken_from_a_parcel_that_is_still_here() {
    let scene = Scene::set(1, 0, "0").await;
    let (rival, work) = rival(&scene).await;
    oks(&types(&scene.factory, &scene.given[0], NUMBER).await);
    assert_eq!(code(&types(&rival, &work, NUMBER).await, 0), Some("number_taken"));
    let operator = scene.app.operator().await;
    let path = "/v1/waybill-numbers?carrier=sf&number=sf1234567890123";
    let held = operator.get(path).ok().await;
    assert_eq!(
        (&held["fulfiller_name"], &held["state"], &held["actions"]),
        (&json!("云坊"), &json!("external"), &json!(["release"]))
    );
    let mut stale = release(&held);
    stale["waybill"] = work_waybill();
    let releasing = |ask| operator.post("/v1/waybill-numbers/release", ask);
    releasing(stale).problem("stale").await;
    let released = releasing(release(&held)).ok().await;
    assert_eq!(
        (&released["code"], &released["reason"]),
        (&json!("number_lost"), &json!("顺丰查证不是此件"))
    );
    releasing(release(&held)).problem("state_forbids").await;

    let page = scene.factory.get("/v1/parcels?stage=number").ok().await;
    let parcel = &page["items"][0];
    assert_eq!(parcel["waybill"]["code"], "number_lost", "{parcel}");
    let again = types(&scene.factory, &scene.given[0], NUMBER).await;
    assert_eq!(
        code(&again, 0),
        Some("number_taken"),
        "who lost it does not get it back"
    );
    oks(&types(&rival, &work, NUMBER).await);
    oks(&types(&scene.factory, &scene.given[0], "SF1234567890999").await);
    assert_eq!(operator.get(path).ok().await["fulfiller_name"], "真主");
}

/// An id of nobody's waybill, well formed.
fn work_waybill() -> Value {
    let merchant = uuid::Uuid::now_v7();
    json!(shared::id::Owned::new(
        shared::id::MerchantId::of(merchant),
        shared::id::WaybillId::fresh()
    ))
}

#[actix_web::test]
async fn what_left_under_anothers_number_is_flagged_for_its_merchant() {
    let scene = Scene::set(1, 0, "0").await;
    let (rival, work) = rival(&scene).await;
    let ask = json!({ "rows": [{ "assignment": scene.given[0], "carrier": "sf", "number": NUMBER }] });
    oks(&scene.factory.post("/v1/shipments", ask).ok().await);
    let operator = scene.app.operator().await;
    let held = operator
        .get(&format!("/v1/waybill-numbers?carrier=sf&number={NUMBER}"))
        .ok()
        .await;
    assert!(held["shipped_at"].is_string());
    operator
        .post("/v1/waybill-numbers/release", release(&held))
        .ok()
        .await;
    let flagged = scene.merchant.get("/v1/orders?stage=exception").ok().await;
    assert_eq!(flagged["items"].as_array().unwrap().len(), 1, "{flagged}");
    assert_eq!(flagged["items"][0]["exception"], "number_lost");
    assert_eq!(
        flagged["items"][0]["work"]["shipped"], 1,
        "it has left all the same"
    );
    oks(&types(&rival, &work, NUMBER).await);
}

/// A factory that types a number, never ships and denies keeps the merchant's goods for a week, not for ever.
#[actix_web::test]
async fn a_number_typed_and_never_used_holds_nothing_after_a_week() {
    let scene = Scene::set(1, 0, "0").await;
    oks(&types(&scene.factory, &scene.given[0], NUMBER).await);
    let recall = async |merchant: &Client| {
        let ask =
            json!({ "rows": [{ "assignment": scene.given[0] }], "reason": "买家 13800138000 等不及了" });
        merchant.post("/v1/assignments/recall", ask).ok().await
    };
    let asked = oks(&recall(&scene.merchant).await).remove(0);
    assert_eq!(asked["pieces"], 1);
    assert!(asked["request"].is_string());
    let list = scene.factory.get("/v1/recall-requests").ok().await;
    let reason = list["items"][0]["reason"].as_str().unwrap();
    assert!(
        !reason.contains("13800138000") && reason.contains("等不及"),
        "{reason}"
    );
    assert_eq!(
        code(&recall(&scene.merchant).await, 0),
        Some("state_forbids"),
        "one question at a time"
    );
    scene.app.turn(Duration::days(7) + Duration::hours(1));
    let again = async |party: &Party| {
        let door = scene.app.nobody(party.side());
        door.sign_in(&party.mail, PASSWORD).await
    };
    let (merchant, factory) = (again(&scene.merchant).await, again(&scene.factory).await);
    let back = oks(&recall(&merchant).await).remove(0);
    assert_eq!(
        (&back["state"], &back["request"]),
        (&json!("recalled"), &Value::Null)
    );
    let list = factory.get("/v1/recall-requests").ok().await;
    assert_eq!(
        list["items"].as_array().map(Vec::len),
        Some(0),
        "answered by the fact: {list}"
    );
    let gone = factory.get("/v1/parcels?stage=gone").ok().await;
    assert_eq!(gone["items"][0]["waybill"]["state"], "void", "{gone}");
    assert_eq!(
        scene.app.count("waybill_numbers", "1 = 1"),
        0,
        "the number is free"
    );
}
