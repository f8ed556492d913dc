//! A merchant and a factory find each other by code, agree, change terms, and part.

use tests::{App, json};

use crate::pair::{Pair, take_part, text};

#[actix_web::test]
async fn either_side_offers_and_the_other_answers() {
    let app = App::start().await;
    let (merchant, factory) = (app.merchant("大米之家").await, app.factory("一厂").await);
    let offer = json!({ "code": merchant.code.to_lowercase(), "note": "想代发您的杯子" });
    factory
        .post("/v1/bindings", offer.clone())
        .problem("drop_shipping_off")
        .await;
    take_part(&factory).await;
    factory
        .post("/v1/bindings", offer.clone())
        .problem("drop_shipping_off")
        .await;
    take_part(&merchant).await;
    let offered = factory.post("/v1/bindings", offer.clone()).ok().await;
    factory.post("/v1/bindings", offer).problem("already_bound").await;
    assert_eq!(
        (&offered["state"], &offered["actions"]),
        (&json!("offered"), &json!(["withdraw", "change_terms"]))
    );
    app.work().await;
    assert_eq!(app.mails_to(&merchant.mail).len(), 2, "approved, and asked");

    let seen = merchant.get("/v1/bindings?state=offered").ok().await;
    let seen = &seen["items"][0];
    assert_eq!(seen["other"]["name"], "一厂");
    assert_eq!(seen["note"], "想代发您的杯子");
    assert_eq!(
        seen["actions"],
        json!(["accept", "decline", "change_terms", "map_skus"])
    );
    let verb = |verb: &str| format!("/v1/bindings/{}/{verb}", text(&seen["id"]));
    factory
        .post(&verb("accept"), json!({}))
        .problem("state_forbids")
        .await;
    merchant
        .post(&verb("accept"), json!({ "version": 9 }))
        .problem("stale")
        .await;
    let active = merchant.post(&verb("accept"), json!({ "version": 1 })).ok().await;
    assert_eq!(active["state"], "active");
    merchant
        .post(&verb("decline"), json!({}))
        .problem("state_forbids")
        .await;
    app.work().await;
    assert_eq!(app.mails_to(&factory.mail).len(), 2, "approved, and answered");
}

#[actix_web::test]
async fn an_offer_needs_the_right_code() {
    let app = App::start().await;
    let (merchant, other) = (app.merchant("大米之家").await, app.merchant("小米之家").await);
    take_part(&merchant).await;
    take_part(&other).await;
    for code in [other.code.as_str(), "F-999999", "", "订单"] {
        let no = merchant.post("/v1/bindings", json!({ "code": code }));
        assert_eq!(no.problem("code_unknown").await["at"], "/code");
    }
    let own = merchant.post("/v1/bindings", json!({ "code": merchant.code }));
    own.problem("same_party").await;
    let long = json!({ "code": "F-999999", "note": "长".repeat(501) });
    merchant.post("/v1/bindings", long).problem("invalid_field").await;
}

#[actix_web::test]
async fn offers_are_counted_by_the_hour() {
    let app = App::start().await;
    let (merchant, factory) = (app.merchant("大米之家").await, app.factory("一厂").await);
    take_part(&merchant).await;
    take_part(&factory).await;
    let offer = || merchant.post("/v1/bindings", json!({ "code": factory.code }));
    for _ in 0..20 {
        let id = text(&offer().ok().await["id"]);
        let path = format!("/v1/bindings/{id}/withdraw");
        merchant.post(&path, json!({})).ok().await;
    }
    offer().problem("rate_limited").await;
    app.turn(chrono::Duration::minutes(61));
    offer().ok().await;
}

#[actix_web::test]
async fn each_side_changes_its_own_terms_on_what_it_saw() {
    let pair = Pair::start().await;
    let path = format!("/v1/bindings/{}/terms", pair.binding);
    let change = |terms, version| json!({ "terms": terms, "version": version });
    let auto = json!({ "auto_accept": true });
    pair.merchant
        .patch(&path, change(auto.clone(), 2))
        .problem("term_not_yours")
        .await;
    let changed = pair.factory.patch(&path, change(auto, 2)).ok().await;
    assert_eq!(changed["terms"]["auto_accept"], true);
    let pays = json!({ "waybill_payer": "merchant", "daily_waybills": 100 });
    let no = pair.merchant.patch(&path, change(pays, 3));
    assert_eq!(no.problem("invalid_field").await["at"], "/terms/daily_fen");
    let pays = json!({ "waybill_payer": "merchant", "daily_waybills": 100, "daily_fen": 50_000, "carriers": ["sf"] });
    let stale = pair.merchant.patch(&path, change(pays.clone(), 2));
    assert_eq!(stale.problem("stale").await["current"]["version"], 3);
    let changed = pair.merchant.patch(&path, change(pays, 3)).ok().await;
    assert_eq!(changed["terms"]["daily_fen"], 50_000);
    let pigeon = json!({ "carriers": ["pigeon"] });
    pair.merchant
        .patch(&path, change(pigeon, 4))
        .problem("carrier_unknown")
        .await;
}

#[actix_web::test]
async fn goods_have_words_on_both_sides() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[1, 2]).await;
    let product = pair.seen(&order).await["lines"][0]["product"].clone();
    let path = format!("/v1/bindings/{}/sku-map", pair.binding);
    let word = json!({ "product": product, "fulfiller_sku": "F-9", "fulfiller_name": "一厂红杯", "supply_fen": 320 });
    let stranger = json!({ "product": "prd_AaIKF8E5cJSGvymPRFDzLg", "fulfiller_sku": "F-1" });
    let put = json!({ "set": [word, stranger, word] });
    let done = pair.merchant.put(&path, put).ok().await;
    assert_eq!(
        crate::pair::codes(&done["set"]),
        ["ok", "not_found", "duplicate_key"]
    );
    let read = pair.factory.get(&path).ok().await;
    assert_eq!(read["items"][0]["fulfiller_sku"], "F-9");
    pair.give(&order).await;
    pair.let_pass().await;
    let goods = pair.work("to_accept").await[0]["goods"].clone();
    assert_eq!(
        (
            &goods[0]["name"],
            &goods[0]["fulfiller_sku"],
            &goods[0]["supply_fen"]
        ),
        (&json!("一厂红杯"), &json!("F-9"), &json!(320))
    );
    let gone = pair
        .merchant
        .put(&path, json!({ "remove": [product] }))
        .ok()
        .await;
    assert_eq!(gone["removed"], 1);
    let read = pair.factory.get(&path).ok().await;
    assert_eq!(read["items"], json!([]));
}

#[actix_web::test]
async fn an_end_waits_for_open_work_and_is_nobody_elses_business() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[1]).await;
    let id = pair.accepted(&order).await;
    let path = format!("/v1/bindings/{}", pair.binding);
    let other = pair.app.merchant("小米之家").await;
    other.get(&path).problem("not_found").await;
    let ending = pair
        .factory
        .post(&format!("{path}/end"), json!({ "reason": "搬厂" }))
        .ok()
        .await;
    assert_eq!(
        (&ending["state"], &ending["open_work"]["n"]),
        (&json!("ending"), &json!(1))
    );
    let late = pair.order("A2", &[1]).await;
    assert_eq!(crate::pair::codes(&pair.give(&late).await), ["binding_not_live"]);
    let fails = json!({ "assignments": [id], "code": "capacity" });
    pair.factory.post("/v1/assignments/fail", fails).ok().await;
    let ended = pair.merchant.get(&path).ok().await;
    assert_eq!(
        (&ended["state"], &ended["reason"], &ended["by"]),
        (&json!("ended"), &json!("搬厂"), &json!("fulfiller"))
    );
    let offer = json!({ "code": pair.factory.code });
    pair.merchant.post("/v1/bindings", offer).ok().await;
}
