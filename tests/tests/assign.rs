//! Orders are given, held, seen, taken and turned down, through both doors.

use tests::json;

use crate::pair::{Pair, codes, text};

#[actix_web::test]
async fn what_is_given_can_be_undone_until_it_is_seen() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[2, 3]).await;
    let given = pair.give(&order).await;
    assert_eq!(given["rows"][0]["ok"]["pieces"], 5);
    assert_eq!(pair.seen(&order).await["work"]["to_accept"], 5);
    assert!(pair.work("all").await.is_empty());
    let id = text(&given["rows"][0]["ok"]["assignment"]);
    pair.factory
        .get(&format!("/v1/assignments/{id}"))
        .problem("not_found")
        .await;
    let undo = json!({ "act": given["act"] });
    let undone = pair
        .merchant
        .post("/v1/assignments/undo", undo.clone())
        .ok()
        .await;
    assert_eq!(undone["rows"][0]["ok"]["state"], "recalled");
    assert_eq!(pair.seen(&order).await["work"]["to_assign"], 5);
    pair.let_pass().await;
    assert!(pair.work("all").await.is_empty());

    let given = pair.give(&order).await;
    pair.let_pass().await;
    assert_eq!(pair.work("to_accept").await.len(), 1);
    let late = json!({ "act": given["act"] });
    let late = pair.merchant.post("/v1/assignments/undo", late).ok().await;
    assert_eq!(codes(&late), ["undo_too_late"]);
    let both = json!({ "act": given["act"], "assignments": [id] });
    pair.merchant
        .post("/v1/assignments/undo", both)
        .problem("invalid_field")
        .await;
}

#[actix_web::test]
async fn each_row_has_its_own_answer() {
    let pair = Pair::start().await;
    let (one, two) = (pair.order("A1", &[2, 3]).await, pair.order("A2", &[4]).await);
    let line = pair.seen(&one).await["lines"][1]["id"].clone();
    let foreign = Pair::start().await;
    let stranger = foreign.order("A1", &[1]).await;
    let rows = json!({ "rows": [
        { "order": one, "line": line, "quantity": 2, "to": pair.binding },
        { "order": one, "line": line, "quantity": 2, "to": "self" },
        { "order": two, "to": pair.binding },
        { "order": two, "to": pair.binding },
        { "order": stranger, "to": pair.binding },
        { "order": one, "quantity": 1, "to": "self" },
    ] });
    let given = pair.merchant.post("/v1/assignments", rows).ok().await;
    let expected = [
        "ok",
        "nothing_free",
        "ok",
        "duplicate_key",
        "not_found",
        "duplicate_key",
    ];
    assert_eq!(codes(&given), expected);
    let order = pair.seen(&one).await;
    assert_eq!(
        (&order["work"]["to_assign"], &order["work"]["to_accept"]),
        (&json!(3), &json!(2))
    );
    let none = json!({ "rows": [] });
    pair.merchant
        .post("/v1/assignments", none)
        .problem("invalid_field")
        .await;
    let row = json!({ "order": one, "to": pair.binding });
    let many = json!({ "rows": vec![row; 501] });
    pair.merchant
        .post("/v1/assignments", many)
        .problem("too_many_rows")
        .await;
}

#[actix_web::test]
async fn one_intent_gives_once() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[2]).await;
    let rows = json!({ "rows": [{ "order": order, "to": pair.binding }] });
    let call = || pair.merchant.post("/v1/assignments", rows.clone());
    call().keyless().problem("idempotency_key_missing").await;
    let first = call().key("one").ok().await;
    assert_eq!(call().key("one").ok().await, first);
    assert_eq!(codes(&call().key("two").ok().await), ["nothing_free"]);
    assert_eq!(pair.app.count("assignments", "1 = 1"), 1);
}

#[actix_web::test]
async fn the_factory_packs_for_people_it_cannot_read() {
    let pair = Pair::start().await;
    let order = pair.order("NUMBER-OF-THE-SHOP", &[2, 3]).await;
    pair.give(&order).await;
    pair.let_pass().await;
    let card = pair.work("to_accept").await.remove(0);
    let one = pair
        .factory
        .get(&format!("/v1/assignments/{}", text(&card["id"])));
    assert_eq!(one.ok().await, card);
    for hidden in [
        "NUMBER-OF-THE-SHOP",
        "13800138000",
        "138****8000",
        "欧阳",
        "秋实路",
        "98765",
    ] {
        assert!(!card.to_string().contains(hidden), "{hidden}");
    }
    assert_eq!(card["region"]["district"], "义乌市");
    assert_eq!(card["actions"], json!(["accept", "decline"]));
    assert!(text(&card["receiver_token"]).starts_with("rtk_"));
    let counts = pair.factory.get("/v1/assignments/counts").ok().await;
    assert_eq!(counts["to_accept"], json!({ "n": 1, "more": false }));
    let find = |query: String| pair.factory.get(&format!("/v1/assignments?{query}"));
    for (query, found) in [
        (format!("alias={}", text(&card["alias"]).to_lowercase()), 1),
        ("alias=DS000000000000".to_owned(), 0),
        ("province=330000".to_owned(), 1),
        ("province=440000".to_owned(), 0),
        (format!("binding={}", pair.binding), 1),
        (format!("product={}", text(&card["goods"][0]["product"])), 1),
        ("overdue=true".to_owned(), 0),
        ("placed_from=2026-11-03T00:00:00Z".to_owned(), 0),
    ] {
        let page = find(query.clone()).ok().await;
        assert_eq!(page["items"].as_array().unwrap().len(), found, "{query}");
    }
    find("province=330782".to_owned()).problem("region_unknown").await;
    pair.app.turn(chrono::Duration::hours(25));
    let page = pair.factory.get("/v1/assignments?overdue=true");
    // The session of the day before is over; a fresh one sees what is late.
    page.problem("sign_in_needed").await;
    let fresh = pair
        .app
        .nobody(shared::party::Side::Factory)
        .sign_in(&pair.factory.mail, tests::app::PASSWORD)
        .await;
    let page = fresh.get("/v1/assignments?overdue=true").ok().await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_no_gives_the_pieces_back_and_tells_the_merchant() {
    let pair = Pair::start().await;
    let (one, two) = (pair.order("A1", &[2]).await, pair.order("A2", &[4]).await);
    pair.give(&one).await;
    pair.give(&two).await;
    pair.let_pass().await;
    let told = pair.app.mails_to(&pair.factory.mail).len();
    assert!(told >= 2, "approved, and given work");
    let ids: Vec<_> = pair
        .work("to_accept")
        .await
        .iter()
        .map(|card| card["id"].clone())
        .collect();
    let note = json!({ "assignments": ids, "code": "other" });
    pair.factory
        .post("/v1/assignments/decline", note)
        .problem("invalid_field")
        .await;
    let no = json!({ "assignments": ids, "code": "out_of_stock", "note": "下月补货" });
    let declined = pair.factory.post("/v1/assignments/decline", no).ok().await;
    assert_eq!(declined["done"], 2);
    let order = pair.seen(&one).await;
    assert_eq!(
        (&order["exception"], &order["work"]["to_assign"]),
        (&json!("declined"), &json!(2))
    );
    let before = pair.app.mails_to(&pair.merchant.mail).len();
    pair.app.work().await;
    assert_eq!(
        pair.app.mails_to(&pair.merchant.mail).len(),
        before + 1,
        "one mail for one act"
    );
    pair.give(&one).await;
    assert_eq!(pair.seen(&one).await["exception"], json!(null));
}

#[actix_web::test]
async fn answers_go_over_many_merchants_at_once() {
    let pair = Pair::start().await;
    let ours = pair.order("A1", &[1]).await;
    pair.give(&ours).await;
    let other = pair.app.merchant("小米之家").await;
    crate::pair::take_part(&other).await;
    let offered = other
        .post("/v1/bindings", json!({ "code": pair.factory.code }))
        .ok()
        .await;
    let binding = text(&offered["id"]);
    pair.factory
        .post(&format!("/v1/bindings/{binding}/accept"), json!({}))
        .ok()
        .await;
    let second = Pair {
        merchant: other,
        binding,
        ..pair
    };
    let theirs = second.order("B1", &[1]).await;
    second.give(&theirs).await;
    second.let_pass().await;
    let ids: Vec<_> = second
        .work("to_accept")
        .await
        .iter()
        .map(|card| card["id"].clone())
        .collect();
    let accept = json!({ "assignments": ids });
    let call = || {
        second
            .factory
            .post("/v1/assignments/accept", accept.clone())
            .key("k")
    };
    let first = call().ok().await;
    assert_eq!(first["done"], 2);
    assert_eq!(call().ok().await, first, "the same key, the same answer");
}

#[actix_web::test]
async fn a_window_of_nothing_shows_at_once() {
    let pair = Pair::start().await;
    let operator = pair.app.operator().await;
    let mut settings = operator.get("/v1/settings").ok().await;
    settings["held_seconds"] = json!(0);
    operator.put("/v1/settings", settings).ok().await;
    let path = format!("/v1/bindings/{}/terms", pair.binding);
    let change = json!({ "terms": { "auto_accept": true }, "version": 2 });
    pair.factory.patch(&path, change).ok().await;
    let order = pair.order("A1", &[2]).await;
    pair.give(&order).await;
    let work = pair.work("to_number").await;
    assert_eq!((work.len(), &work[0]["state"]), (1, &json!("accepted")));
}

#[actix_web::test]
async fn a_merchant_packs_for_himself() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[2]).await;
    let rows = json!({ "rows": [{ "order": order, "to": "self" }] });
    pair.merchant.post("/v1/assignments", rows).ok().await;
    let own = pair.merchant.get("/v1/own-assignments?tab=to_number").ok().await;
    assert_eq!(own["items"][0]["alias"], "A1");
    let counts = pair.merchant.get("/v1/own-assignments/counts").ok().await;
    assert_eq!(counts["to_number"]["n"], 1);
    assert!(pair.work("all").await.is_empty());
}

#[actix_web::test]
async fn a_stage_asked_of_one_fulfiller_is_that_fulfillers() {
    let pair = Pair::start().await;
    let order = pair.order("A1", &[2, 3]).await;
    let lines = pair.seen(&order).await["lines"].clone();
    let rows = json!({ "rows": [
        { "order": order, "line": lines[0]["id"], "to": "self" },
        { "order": order, "line": lines[1]["id"], "to": pair.binding },
    ] });
    let given = pair.merchant.post("/v1/assignments", rows).ok().await;
    assert_eq!(codes(&given), ["ok", "ok"]);
    pair.let_pass().await;
    let found = async |stage: &str, fulfiller: &str| {
        let path = format!("/v1/orders?stage={stage}&fulfiller={fulfiller}");
        let page = pair.merchant.get(&path).ok().await;
        page["items"].as_array().unwrap().len()
    };
    let as_fulfiller = |party: &str| party.replace("pty_", "ful_");
    let (own, factory) = (&as_fulfiller(&pair.merchant.id), &as_fulfiller(&pair.factory.id));
    // The factory has not accepted; the merchant's own half waits for a number.
    assert_eq!(found("to_number", own).await, 1);
    assert_eq!(found("to_accept", factory).await, 1);
    assert_eq!(found("to_number", factory).await, 0);
    assert_eq!(found("to_accept", own).await, 0);
    // With a product beside it, the pieces must still be that fulfiller's.
    let product = &lines[1]["product"];
    let both = |stage| {
        format!(
            "/v1/orders?stage={stage}&fulfiller={factory}&product={}",
            text(product)
        )
    };
    let page = pair.merchant.get(&both("to_number")).ok().await;
    assert_eq!(page["items"], json!([]));
    let page = pair.merchant.get(&both("to_accept")).ok().await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
}
