//! A factory's day in batches: accept, take numbers, ship; and a merchant who packs for himself by the same verbs.

use serde_json::json;
use tests::Value;

use super::{begin, ended, orders, refused, seen};
use crate::pair::{Pair, take_part, text};
use crate::waybills::scene::{FEE, Scene};

async fn matched(of: &tests::Client, noun: &str, verb: &str, selection: &Value) -> (i64, i64) {
    let ask = json!({ "verb": verb, "selection": selection });
    let tally = of.post(&format!("/v1/batches/count/{noun}"), ask).ok().await;
    (
        tally["matched"].as_i64().unwrap(),
        tally["eligible"].as_i64().unwrap(),
    )
}

#[actix_web::test]
async fn a_factory_answers_many_merchants_at_once() {
    let pair = Pair::start().await;
    let other = pair.app.merchant("小米之家").await;
    take_part(&other).await;
    let offer = json!({ "code": pair.factory.code });
    let offered = other.post("/v1/bindings", offer).ok().await;
    let binding = text(&offered["id"]);
    pair.factory
        .post(&format!("/v1/bindings/{binding}/accept"), json!({}))
        .ok()
        .await;
    for (merchant, to, count) in [(&pair.merchant, &pair.binding, 520), (&other, &binding, 30)] {
        orders(merchant, "A", count).await;
        let all = json!({ "selection": { "filter": {} }, "to": to });
        begin(merchant, "assign", all).await;
    }
    pair.app.work().await;
    pair.let_pass().await;
    let to_accept = json!({ "filter": { "tab": "to_accept" } });
    assert_eq!(
        matched(&pair.factory, "assignments", "accept", &to_accept).await,
        (550, 550)
    );
    let theirs = json!({ "filter": { "tab": "to_accept", "binding": binding } });
    let no = json!({ "selection": theirs, "code": "capacity", "note": "排满了" });
    let declined = begin(&pair.factory, "decline", no).await;
    let accepted = begin(&pair.factory, "accept", json!({ "selection": to_accept })).await;
    assert_eq!(
        (&declined["total"], &accepted["total"]),
        (&json!(30), &json!(550))
    );
    pair.app.work().await;
    assert_eq!(ended(&pair.factory, &declined).await, (30, 0));
    assert_eq!(ended(&pair.factory, &accepted).await, (520, 30));
    let rows = refused(&pair.factory, &accepted).await;
    assert!(rows.iter().all(|(_, code)| code == "state_forbids"), "{rows:?}");
    let path = format!("/v1/batches/{}/refusals", text(&accepted["id"]));
    let page = pair.factory.get(&path).ok().await;
    assert!(
        text(&page["items"][0]["number"]).starts_with("DS"),
        "the alias: {page}"
    );
    assert!(!page.to_string().contains("A-0"), "never the order's number");
    assert_eq!(pair.app.count("orders", "exception = 'declined'"), 30);
    let fail = json!({ "selection": { "filter": { "tab": "to_number" } }, "code": "out_of_stock" });
    let failed = begin(&pair.factory, "fail", fail).await;
    pair.app.work().await;
    assert_eq!(ended(&pair.factory, &failed).await, (520, 0));
    assert_eq!(pair.app.count("orders", "to_assign = 1"), 550);
    // Each side sees its own batches alone.
    let other_side = format!("/v1/batches/{}", text(&failed["id"]));
    pair.merchant.get(&other_side).problem("not_found").await;
}

#[actix_web::test]
async fn numbers_for_all_that_wait_and_all_that_have_one_leave() {
    let scene = Scene::set(12, 10 * FEE, "0").await;
    let waiting = json!({ "filter": { "tab": "to_number" } });
    assert_eq!(
        matched(&scene.factory, "assignments", "take_numbers", &waiting).await,
        (12, 12)
    );
    let take = json!({ "assignments": waiting, "carrier": "sandbox", "weight_g": 500 });
    let both = json!({ "assignments": waiting, "parcels": { "filter": {} }, "carrier": "sandbox" });
    scene
        .factory
        .post("/v1/batches/take-numbers", both)
        .problem("invalid_field")
        .await;
    let taken = begin(&scene.factory, "take-numbers", take).await;
    scene.settle().await;
    assert_eq!(ended(&scene.factory, &taken).await, (10, 2));
    assert_eq!(
        seen(&scene.factory, &taken).await["reasons"][0]["code"],
        "balance_too_low"
    );
    assert_eq!(scene.carrier.sold().len(), 10);
    assert_eq!(scene.money().await, (0, 0));
    // More money, and only those two again: their parcels wait without a number.
    let operator = scene.app.operator().await;
    let account = scene.factory.get("/v1/waybill-accounts").ok().await;
    let path = format!(
        "/v1/waybill-accounts/{}/top-ups",
        text(&account["items"][0]["id"])
    );
    operator
        .post(&path, json!({ "fen": 5 * FEE, "reference": "B2" }))
        .ok()
        .await;
    let again = json!({ "assignments": { "refused_by": taken["id"] }, "carrier": "sandbox" });
    let retry = begin(&scene.factory, "take-numbers", again).await;
    scene.settle().await;
    assert_eq!(ended(&scene.factory, &retry).await, (2, 0));
    assert_eq!(scene.carrier.sold().len(), 12);

    let all = json!({ "filter": { "stage": "print" } });
    assert_eq!(matched(&scene.factory, "parcels", "ship", &all).await, (12, 12));
    assert_eq!(matched(&scene.factory, "parcels", "print", &all).await, (12, 12));
    // Two were verified at the packing table.
    let parcels = scene.factory.get("/v1/parcels?stage=print&limit=2").ok().await;
    let rows: Vec<Value> = parcels["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parcel| json!({ "parcel": parcel["id"] }))
        .collect();
    let verified = scene
        .factory
        .post("/v1/parcels/verify", json!({ "parcels": rows }))
        .ok()
        .await;
    assert_eq!(verified["done"], 2);
    for (answer, n) in [(true, 2), (false, 10)] {
        let some = json!({ "filter": { "stage": "print", "verified": answer } });
        assert_eq!(matched(&scene.factory, "parcels", "ship", &some).await, (n, n));
    }
    let unknown = json!({ "selection": all, "agent": agent_nobody_enrolled(&scene), "size": "76x130" });
    scene
        .factory
        .post("/v1/batches/print", unknown)
        .problem("agent_unknown")
        .await;
    let agent = enrolled(&scene).await;
    let print = json!({ "selection": all, "agent": agent, "size": "76x130" });
    let printed = begin(&scene.factory, "print", print).await;
    let shipped = begin(&scene.factory, "ship", json!({ "selection": all })).await;
    scene.app.work().await;
    assert_eq!(ended(&scene.factory, &printed).await, (12, 0));
    let task = seen(&scene.factory, &printed).await["progress"]["tasks"][0].clone();
    let task = scene
        .factory
        .get(&format!("/v1/prints/{}", text(&task)))
        .ok()
        .await;
    assert_eq!(task["documents"].as_array().unwrap().len(), 12);
    assert_eq!(ended(&scene.factory, &shipped).await, (12, 0));
    let orders = scene.merchant.get("/v1/orders/counts").ok().await;
    assert_eq!(orders["shipped"]["n"], 12);
}

fn agent_nobody_enrolled(scene: &Scene) -> String {
    use shared::id::{Id, Owned, PartyId, kind};
    let party: PartyId = scene.factory.id.parse().unwrap();
    Owned::<kind::PrintAgent>::new(party.cast(), Id::fresh()).to_string()
}

/// An agent with keys, as enrolment leaves it.
async fn enrolled(scene: &Scene) -> Value {
    let password = json!({ "password": tests::app::PASSWORD });
    scene.factory.post("/v1/session/step-up", password).ok().await;
    let name = json!({ "name": "打包台1" });
    let invited = scene.factory.post("/v1/print-agents", name).ok().await;
    let (seal, sign) = (ticket::SealKey::generate(), ticket::SignKey::generate().unwrap());
    let code = text(&invited["code"]);
    let ask = ticket::door::EnrolAsk::new(code, "打包台1".to_owned(), seal.public(), &sign);
    let door = scene.app.nobody(shared::party::Side::Platform);
    let ask = serde_json::to_value(ask).unwrap();
    door.post("/v1/agents/enrol", ask).ok().await;
    invited["agent"].clone()
}

#[actix_web::test]
async fn a_merchant_packs_by_the_same_verbs() {
    let pair = Pair::start().await;
    orders(&pair.merchant, "A", 8).await;
    let own = json!({ "selection": { "filter": { "stage": "to_assign" } }, "to": "self" });
    let given = begin(&pair.merchant, "assign", own).await;
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &given).await, (8, 0));
    let all = json!({ "filter": {} });
    assert_eq!(matched(&pair.merchant, "assignments", "pack", &all).await, (8, 8));
    let packed = begin(
        &pair.merchant,
        "pack",
        json!({ "selection": all, "weight_g": 300 }),
    )
    .await;
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &packed).await, (8, 0));
    let parcels = pair.merchant.get("/v1/parcels?stage=number").ok().await;
    let rows: Vec<Value> = parcels["items"].as_array().unwrap()[..6]
        .iter()
        .zip(100..)
        .map(|(parcel, n)| json!({ "parcel": parcel["id"], "carrier": "sf", "number": format!("SF1234567890{n}") }))
        .collect();
    let typed = pair
        .merchant
        .post("/v1/waybills/external", json!({ "rows": rows }))
        .ok()
        .await;
    assert_eq!(typed["done"], 6, "{typed}");
    assert_eq!(matched(&pair.merchant, "parcels", "ship", &all).await, (8, 6));
    let shipped = begin(&pair.merchant, "ship", json!({ "selection": all })).await;
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &shipped).await, (6, 2));
    let rows = refused(&pair.merchant, &shipped).await;
    assert!(rows.iter().all(|(_, code)| code == "no_number"), "{rows:?}");
    // The factory has no part in it.
    assert_eq!(matched(&pair.factory, "assignments", "pack", &all).await, (0, 0));
}
