//! What parties draw on their labels, and the papers beside them, through both doors.

use serde_json::{Value, json};
use ticket::{SealKey, SignKey};

use crate::waybills::scene::{Scene, all_done, oks};

fn design() -> Value {
    json!({ "version": 1, "elements": [
        { "kind": "text", "x": 2, "y": 1, "w": 40, "h": 4, "text": "{shop} {alias}", "bold": true },
        { "kind": "items", "x": 2, "y": 6, "w": 70, "h": 20, "columns": ["name", "quantity"] },
        { "kind": "line", "x": 2, "y": 30, "w": 70, "h": 0.25 }
    ] })
}

fn draft(name: &str) -> Value {
    json!({ "name": name, "size": "76x130", "design": design() })
}

#[actix_web::test]
async fn a_template_is_made_changed_used_and_deleted_by_its_party_alone() {
    let app = tests::App::start().await;
    let (merchant, factory) = (app.merchant("花店").await, app.factory("云坊").await);
    let made = factory.post("/v1/label-templates", draft("拣货")).ok().await;
    assert_eq!(made["design"]["elements"][0]["text"], "{shop} {alias}");
    let path = format!("/v1/label-templates/{}", made["id"].as_str().unwrap());
    factory.get(&path).ok().await;
    merchant.get(&path).problem("not_found").await;
    let change = json!({ "name": "打包", "version": 1 });
    assert_eq!(factory.patch(&path, change.clone()).ok().await["version"], 2);
    factory.patch(&path, change).problem("stale").await;
    let usual = json!({ "size": "76x130", "template": made["id"] });
    factory.put("/v1/label-defaults", usual.clone()).ok().await;
    merchant
        .put("/v1/label-defaults", usual)
        .problem("not_found")
        .await;
    let wide = json!({ "size": "100x150", "template": made["id"] });
    let no = factory
        .put("/v1/label-defaults", wide)
        .problem("invalid_field")
        .await;
    assert_eq!(no["at"], "/template");
    let uses = factory.get("/v1/label-defaults").ok().await;
    assert_eq!(uses["items"][0]["template"], made["id"]);
    factory.delete(&path).ok().await;
    factory.get(&path).problem("not_found").await;
    assert_eq!(factory.get("/v1/label-defaults").ok().await["items"], json!([]));
}

#[actix_web::test]
async fn what_cannot_be_drawn_is_refused_with_its_place() {
    let app = tests::App::start().await;
    let merchant = app.merchant("花店").await;
    let cases = [
        (json!({ "text": "{phone}" }), "/design/elements/0/text"),
        (json!({ "x": 60 }), "/design/elements/0/x"),
        (json!({ "size": 1 }), "/design/elements/0/size"),
        (json!({ "columns": ["name"] }), "/design/elements/0/columns"),
    ];
    for (change, at) in cases {
        let mut draft = draft("坏");
        for (field, value) in change.as_object().unwrap() {
            draft["design"]["elements"][0][field] = value.clone();
        }
        let no = merchant
            .post("/v1/label-templates", draft)
            .problem("invalid_field")
            .await;
        assert_eq!(no["at"], at, "{no}");
    }
    let mut many = draft("多");
    many["design"]["elements"] = vec![design()["elements"][0].clone(); 41].into();
    merchant
        .post("/v1/label-templates", many)
        .problem("invalid_field")
        .await;
    let mut strange = draft("怪");
    strange["design"]["elements"][0]["colour"] = json!("red");
    merchant
        .post("/v1/label-templates", strange)
        .problem("unknown_field")
        .await;
}

/// Parcels with numbers, by the factory.
async fn numbered(scene: &Scene) -> Vec<Value> {
    let taken = scene.take(&scene.given).await;
    scene.settle().await;
    oks(&taken).iter().map(|view| view["parcel"].clone()).collect()
}

async fn agent(scene: &Scene) -> Value {
    let password = json!({ "password": tests::app::PASSWORD });
    scene.factory.post("/v1/session/step-up", password).ok().await;
    let invited = scene
        .factory
        .post("/v1/print-agents", json!({ "name": "打包台1" }))
        .ok()
        .await;
    // All that stands in the command beside the code; nobody named a page with the agent here.
    let origin = scene.app.house().config().platform.origin.as_str();
    assert_eq!(
        (&invited["platform"], &invited["packages"]),
        (&json!(origin), &Value::Null)
    );
    let (seal, sign) = (SealKey::generate(), SignKey::generate().unwrap());
    let code = invited["code"].as_str().unwrap().to_owned();
    let ask = ticket::door::EnrolAsk::new(code, "打包台1".to_owned(), seal.public(), &sign);
    let door = scene.app.nobody(shared::party::Side::Platform);
    door.post("/v1/agents/enrol", serde_json::to_value(ask).unwrap())
        .ok()
        .await;
    invited["agent"].clone()
}

/// The documents of a task asked for with `more`.
async fn documents(scene: &Scene, agent: &Value, parcels: &[Value], more: Value) -> Vec<Value> {
    let mut ask = json!({ "agent": agent, "parcels": parcels, "size": "76x130", "reason": "卡纸" });
    for (field, value) in more.as_object().unwrap() {
        ask[field] = value.clone();
    }
    let asked = scene.factory.post("/v1/prints", ask).ok().await;
    all_done(&asked);
    scene.app.work().await;
    let path = format!("/v1/prints/{}", asked["task"].as_str().unwrap());
    let task = scene.factory.get(&path).ok().await;
    task["documents"].as_array().unwrap().clone()
}

/// The party's own wish for a binding stands before the merchant's, and that before the usual one.
#[actix_web::test]
async fn a_label_shows_the_drawing_its_binding_asks_for() {
    let scene = Scene::set(2, 10_000, "0").await;
    let (parcels, agent) = (numbered(&scene).await, agent(&scene).await);
    let shown = documents(&scene, &agent, &parcels, json!({})).await;
    assert!(
        shown.iter().all(|document| document["custom"].is_null()),
        "{shown:?}"
    );
    let theirs = scene
        .merchant
        .post("/v1/label-templates", draft("品牌"))
        .ok()
        .await;
    let usual = json!({ "size": "76x130", "binding": scene.binding, "template": theirs["id"] });
    scene.merchant.put("/v1/label-defaults", usual).ok().await;
    let shown = documents(&scene, &agent, &parcels, json!({})).await;
    let custom = &shown[1]["custom"];
    assert_eq!(custom["template"], theirs["design"]);
    let data = &custom["data"];
    assert_eq!(
        (&data["shop"], &data["index"], &data["total"]),
        (&json!("花店"), &json!(2), &json!(2))
    );
    assert_eq!(data["goods"][0]["name"], "杯子");
    assert!(data["alias"].as_str().unwrap().len() > 4 && !data["number"].as_str().unwrap().is_empty());
    let told = shown[1].to_string();
    assert!(
        !told.contains("欧阳") && !told.contains("秋实路"),
        "no receiver travels in the open: {told}"
    );
    let mut own = draft("拣货");
    own["design"]["elements"][0]["text"] = json!("{index}");
    let own = scene.factory.post("/v1/label-templates", own).ok().await;
    let shown = documents(&scene, &agent, &parcels, json!({ "template": own["id"] })).await;
    assert_eq!(shown[0]["custom"]["template"], own["design"]);
    let other = json!({ "agent": agent, "parcels": parcels, "size": "76x130", "template": theirs["id"] });
    scene.factory.post("/v1/prints", other).problem("not_found").await;
    let path = format!("/v1/label-templates/{}", theirs["id"].as_str().unwrap());
    scene.merchant.delete(&path).ok().await;
    let shown = documents(&scene, &agent, &parcels, json!({})).await;
    assert!(shown[0]["custom"].is_null());
}

#[actix_web::test]
async fn papers_name_goods_and_numbers_and_never_a_receiver() {
    let scene = Scene::set(3, 10_000, "0").await;
    let parcels = numbered(&scene).await;
    let ask = json!({ "parcels": parcels });
    let list = scene.factory.post("/v1/papers/pick-list", ask.clone()).ok().await;
    assert_eq!(
        (&list["kind"], &list["party"]),
        (&json!("pick_list"), &json!("云坊"))
    );
    assert_eq!(list["parcels"].as_array().unwrap().len(), 3);
    assert_eq!(
        list["parcels"][0]["goods"],
        json!([{ "sku": "S1", "name": "杯子", "spec": "红", "quantity": 1 }])
    );
    let slips = scene
        .factory
        .post("/v1/papers/packing-slips", ask.clone())
        .ok()
        .await;
    assert_eq!(slips[2]["parcel"], list["parcels"][2]);
    let no = scene
        .merchant
        .post("/v1/papers/pick-list", ask)
        .problem("not_found")
        .await;
    assert_eq!(no["at"], "/parcels/0");
    let twice = json!({ "parcels": [parcels[0], parcels[0]] });
    scene
        .factory
        .post("/v1/papers/pick-list", twice)
        .problem("duplicate_key")
        .await;
    let rows: Vec<Value> = parcels.iter().map(|parcel| json!({ "parcel": parcel })).collect();
    all_done(
        &scene
            .factory
            .post("/v1/parcels/ship", json!({ "parcels": rows }))
            .ok()
            .await,
    );
    let first = scene
        .factory
        .get("/v1/papers/hand-over?carrier=sandbox&limit=2")
        .ok()
        .await;
    let rows = first["paper"]["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["region"]), (2, &json!("浙江省 金华市")));
    let next = format!(
        "/v1/papers/hand-over?carrier=sandbox&limit=2&cursor={}",
        first["next"].as_str().unwrap()
    );
    let last = scene.factory.get(&next).ok().await;
    assert_eq!(last["paper"]["rows"].as_array().unwrap().len(), 1);
    assert!(last["next"].is_null());
    for (query, code) in [
        ("carrier=nobody", "carrier_unknown"),
        ("carrier=sandbox&day=yesterday", "invalid_field"),
    ] {
        let path = format!("/v1/papers/hand-over?{query}");
        scene.factory.get(&path).problem(code).await;
    }
    let before = scene
        .factory
        .get("/v1/papers/hand-over?carrier=sandbox&day=2020-01-01")
        .ok()
        .await;
    assert_eq!(before["paper"]["rows"], json!([]));
    for told in [list, slips, first] {
        let text = told.to_string();
        assert!(
            !text.contains("欧阳") && !text.contains("138") && !text.contains("秋实路"),
            "{text}"
        );
    }
}
