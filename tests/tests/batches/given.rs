//! A merchant gives, thinks again, and tries again, over a thousand orders at once.

use tests::json;

use super::{all_to, begin, ended, orders, refused, seen};
use crate::pair::{Pair, text};

#[actix_web::test]
async fn all_that_match_but_for_exceptions_go_to_the_factory() {
    let pair = Pair::start().await;
    let ids = orders(&pair.merchant, "A", 1200).await;
    let except = &ids[..100];
    let selection = json!({ "filter": { "stage": "to_assign", "source": "shop" }, "except": except });
    let count = json!({ "verb": "assign", "selection": selection });
    let tally = pair
        .merchant
        .post("/v1/batches/count/orders", count)
        .keyless()
        .ok()
        .await;
    assert_eq!(tally, json!({ "matched": 1100, "eligible": 1100 }));
    let batch = begin(
        &pair.merchant,
        "assign",
        json!({ "selection": selection, "to": pair.binding }),
    )
    .await;
    assert_eq!(
        (&batch["total"], &batch["state"], &batch["actions"]),
        (&json!(1100), &json!("waiting"), &json!(["cancel"]))
    );
    assert_eq!(batch["request"]["selection"]["except"], 100);

    // What happens between the call and the walk: one more order, twenty given by hand, five closed.
    let late = orders(&pair.merchant, "LATE", 1).await;
    let rows: Vec<_> = ids[100..120]
        .iter()
        .map(|order| json!({ "order": order, "to": "self" }))
        .collect();
    let by_hand = pair
        .merchant
        .post("/v1/assignments", json!({ "rows": rows }))
        .ok()
        .await;
    let closing: Vec<_> = ids[120..125].iter().map(|id| json!({ "id": id })).collect();
    let close = json!({ "orders": closing, "reason": "cancelled" });
    pair.merchant.post("/v1/orders/close", close).ok().await;
    pair.app.work().await;

    assert_eq!(ended(&pair.merchant, &batch).await, (1075, 25));
    let view = seen(&pair.merchant, &batch).await;
    let reasons = view["reasons"].as_array().unwrap();
    let told: Vec<_> = reasons
        .iter()
        .map(|reason| (text(&reason["code"]), reason["rows"].as_i64().unwrap()))
        .collect();
    assert_eq!(
        told,
        [("nothing_free".to_owned(), 20), ("order_closed".to_owned(), 5)]
    );
    assert!(text(&reasons[0]["remedy"]).ends_with('.'));
    assert_eq!(view["actions"], json!(["retry"]));
    assert_eq!(view["progress"]["acts"].as_array().unwrap().len(), 3);
    assert!(view["started_at"].is_string() && view["ended_at"].is_string());
    let rows = refused(&pair.merchant, &batch).await;
    assert!(
        rows.iter().all(|(subject, _)| ids[100..125].contains(subject)),
        "{rows:?}"
    );
    let path = format!("/v1/batches/{}/refusals?limit=1", text(&batch["id"]));
    let first = pair.merchant.get(&path).ok().await["items"][0].clone();
    assert!(text(&first["number"]).starts_with("A-001"), "{first}");
    assert_eq!(first["title"], "Fewer pieces are free than asked for", "{first}");
    assert!(first["row"].is_number(), "{first}");
    let counts = pair.merchant.get("/v1/orders/counts").ok().await;
    assert_eq!(
        counts["to_assign"]["n"], 101,
        "the exceptions, and what came later"
    );
    assert_eq!(pair.seen(&late[0]).await["work"]["to_assign"], 1);
    assert_eq!(pair.seen(&ids[0]).await["work"]["to_assign"], 1);

    // Only what was refused, once the reason is gone.
    let act = json!({ "act": by_hand["act"] });
    let gone = pair.merchant.post("/v1/assignments/undo", act).await;
    assert_eq!(
        gone.ok()["refused"],
        20,
        "his own packing is no undo: {}",
        gone.text()
    );
    let own: Vec<_> = by_hand["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| json!({ "assignment": row["ok"]["assignment"] }))
        .collect();
    let back = pair
        .merchant
        .post("/v1/assignments/recall", json!({ "rows": own }))
        .ok()
        .await;
    assert_eq!(back["done"], 20);
    let again = json!({ "selection": { "refused_by": batch["id"] }, "to": pair.binding });
    let retry = begin(&pair.merchant, "assign", again).await;
    assert_eq!((&retry["total"], &retry["retry_of"]), (&json!(25), &batch["id"]));
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &retry).await, (20, 5));

    // Nobody has seen what the retry gave; taking the first batch back is no undo any more once it was seen.
    let undo = json!({ "selection": { "made_by": retry["id"] } });
    let undone = begin(&pair.merchant, "undo", undo).await;
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &undone).await, (20, 0));
    pair.let_pass().await;
    let late = begin(
        &pair.merchant,
        "undo",
        json!({ "selection": { "made_by": batch["id"] } }),
    )
    .await;
    let recall = json!({ "selection": { "orders": { "stage": "to_accept" }, "except": &ids[125..126] },
        "reason": "活动取消" });
    let recalled = begin(&pair.merchant, "recall", recall).await;
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &late).await, (0, 1075));
    assert_eq!(ended(&pair.merchant, &recalled).await, (1074, 0));
    let list = pair.merchant.get("/v1/batches").ok().await;
    assert_eq!(list["items"].as_array().unwrap().len(), 5);
    let held = pair.app.count("assignments", "state = 'assigned'");
    assert_eq!(held, 1, "the one that was left out");
}

#[actix_web::test]
async fn another_tenants_ids_are_not_found_row_by_row() {
    let pair = Pair::start().await;
    let stranger = pair.app.merchant("别家").await;
    let theirs = orders(&stranger, "S", 3).await;
    let mut ids = orders(&pair.merchant, "A", 7).await;
    ids.splice(2..2, theirs.iter().cloned());
    let ask = json!({ "selection": { "ids": ids }, "to": pair.binding });
    let count = json!({ "verb": "assign", "selection": { "ids": ids } });
    let tally = pair.merchant.post("/v1/batches/count/orders", count).ok().await;
    assert_eq!(tally, json!({ "matched": 10, "eligible": 7 }));
    let batch = begin(&pair.merchant, "assign", ask).await;
    let path = format!("/v1/batches/{}", text(&batch["id"]));
    stranger.get(&path).problem("not_found").await;
    stranger
        .post(&format!("{path}/cancel"), json!({}))
        .problem("not_found")
        .await;
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &batch).await, (7, 3));
    let missing: Vec<_> = theirs
        .iter()
        .map(|id| (id.clone(), "not_found".to_owned()))
        .collect();
    assert_eq!(refused(&pair.merchant, &batch).await, missing);
    let theirs = json!({ "selection": { "refused_by": batch["id"] }, "to": "self" });
    stranger
        .post("/v1/batches/assign", theirs)
        .problem("not_found")
        .await;
}

#[actix_web::test]
async fn what_no_row_could_be_done_by_is_refused_at_once() {
    let pair = Pair::start().await;
    let ids = orders(&pair.merchant, "A", 2).await;
    let assign = |ask| pair.merchant.post("/v1/batches/assign", ask);
    let with = |selection| json!({ "selection": selection, "to": pair.binding });
    for (selection, code, at) in [
        (json!({}), "invalid_field", "/selection"),
        (json!({ "ids": ids, "filter": {} }), "invalid_field", "/selection"),
        (json!({ "ids": [] }), "invalid_field", "/selection/ids"),
        (
            json!({ "ids": [ids[0], ids[1], ids[0]] }),
            "duplicate_key",
            "/selection/ids/2",
        ),
        (
            json!({ "filter": { "colour": "red" } }),
            "unknown_field",
            "/selection/filter/colour",
        ),
        (
            json!({ "filter": { "number_prefix": "A" } }),
            "invalid_field",
            "number_prefix",
        ),
    ] {
        let problem = assign(with(selection)).problem(code).await;
        assert_eq!(problem["at"], at, "{problem}");
    }
    let other = Pair::start().await;
    let foreign = json!({ "selection": { "ids": ids }, "to": other.binding });
    assert_eq!(assign(foreign).problem("not_found").await["at"], "/to");
    pair.factory
        .post(
            "/v1/batches/accept",
            json!({ "selection": { "filter": { "limit": 5 } } }),
        )
        .problem("invalid_field")
        .await;
    let other = json!({ "selection": { "filter": {} }, "code": "other" });
    pair.factory
        .post("/v1/batches/decline", other)
        .problem("invalid_field")
        .await;
    let numbers = json!({ "assignments": { "filter": {} }, "carrier": "pigeon" });
    pair.factory
        .post("/v1/batches/take-numbers", numbers)
        .problem("carrier_unknown")
        .await;
    assert_eq!(pair.app.count("batches", "1 = 1"), 0);

    // One intent begins one batch, and the same key answers with it.
    let ask = with(json!({ "ids": ids }));
    assign(ask.clone())
        .keyless()
        .problem("idempotency_key_missing")
        .await;
    let first = assign(ask.clone()).key("one").await;
    let second = assign(ask).key("one").await;
    assert_eq!((second.status, second.value()), (202, first.value()));
    assert_eq!(pair.app.count("batches", "1 = 1"), 1);
    let running = json!({ "selection": { "refused_by": first.value()["id"] }, "to": "self" });
    assign(running).problem("state_forbids").await;
}

#[actix_web::test]
async fn a_batch_is_stopped_and_an_empty_one_ends() {
    let pair = Pair::start().await;
    orders(&pair.merchant, "A", 3).await;
    let batch = begin(&pair.merchant, "assign", all_to(&pair)).await;
    let path = format!("/v1/batches/{}/cancel", text(&batch["id"]));
    let stopped = pair.merchant.post(&path, json!({})).ok().await;
    assert_eq!(
        (&stopped["state"], &stopped["done"]),
        (&json!("cancelled"), &json!(0))
    );
    pair.app.work().await;
    assert_eq!(seen(&pair.merchant, &batch).await["state"], "cancelled");
    assert_eq!(pair.app.count("assignments", "1 = 1"), 0);
    pair.merchant
        .post(&path, json!({}))
        .problem("state_forbids")
        .await;
    let none = json!({ "selection": { "filter": { "stage": "shipped" } }, "to": "self" });
    let empty = begin(&pair.merchant, "assign", none).await;
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &empty).await, (0, 0));

    let close = json!({ "selection": { "filter": { "stage": "to_assign" } }, "reason": "cancelled" });
    let closed = begin(&pair.merchant, "close", close).await;
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &closed).await, (3, 0));
    assert_eq!(pair.app.count("orders", "state = 'closed'"), 3);
}
