//! A batch whose worker dies, or that is stopped, in the middle: no row twice, none lost.

use std::time::Duration;

use shared::worker::{self, Works};
use tests::{Value, json};

use super::{all_to, begin, ended, orders, seen};
use crate::pair::{Pair, text};

/// Lets a worker run until that many rows were done; then it is gone, with whatever it held.
async fn dies_after(pair: &Pair, batch: &Value, rows: i64) {
    let (house, works) = (pair.app.house().clone(), Works::of(pair.app.house()).unwrap());
    let worker = tokio::spawn(async move { worker::run(house, works, std::future::pending()).await });
    for _ in 0..12_000 {
        if seen(&pair.merchant, batch).await["done"].as_i64().unwrap() >= rows {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    worker.abort();
    assert!(worker.await.unwrap_err().is_cancelled());
    assert!(pair.app.count("batches", "done > 0") > 0, "nothing was done");
}

#[actix_web::test]
async fn a_killed_workers_batch_goes_on_where_it_stopped() {
    let pair = Pair::start().await;
    orders(&pair.merchant, "A", 1300).await;
    let batch = begin(&pair.merchant, "assign", all_to(&pair)).await;
    dies_after(&pair, &batch, 500).await;
    // The step that was under way may still commit: it is whole, or it is nothing.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let half = seen(&pair.merchant, &batch).await;
    assert_eq!(half["state"], "running", "{half}");
    let done = half["done"].as_i64().unwrap();
    assert!((500..1300).contains(&done), "{half}");
    assert_eq!(
        pair.app.count("assignments", "1 = 1"),
        done,
        "the place and the effect are one"
    );
    pair.app.work().await;
    assert_eq!(
        seen(&pair.merchant, &batch).await["done"],
        done,
        "its lease still runs"
    );
    pair.app.turn(chrono::Duration::seconds(31));
    pair.app.work().await;
    assert_eq!(ended(&pair.merchant, &batch).await, (1300, 0));
    assert_eq!(pair.app.count("assignments", "1 = 1"), 1300);
    assert_eq!(pair.app.count("orders", "to_accept = 1 AND to_assign = 0"), 1300);
}

/// Whatever kills its workers, the batch is not left running for ever.
#[actix_web::test]
async fn a_batch_that_outlives_its_workers_again_and_again_ends() {
    let pair = Pair::start().await;
    pair.app.expect_dead_jobs();
    orders(&pair.merchant, "A", 3).await;
    let batch = begin(&pair.merchant, "assign", all_to(&pair)).await;
    // As a worker leaves it that dies with the job in hand, for the seventh time.
    pair.app
        .execute("UPDATE jobs SET attempts = 6 WHERE kind = 'batch.sweep'");
    pair.app.work().await;
    let view = seen(&pair.merchant, &batch).await;
    assert_eq!(
        (&view["state"], &view["code"]),
        (&json!("failed"), &json!("busy"))
    );
    assert_eq!(
        pair.app.count("jobs", "kind = 'batch.sweep' AND state = 'dead'"),
        1
    );
    assert_eq!(pair.app.count("assignments", "1 = 1"), 0);
}

#[actix_web::test]
async fn a_batch_is_stopped_between_two_steps() {
    let pair = Pair::start().await;
    orders(&pair.merchant, "A", 1300).await;
    let batch = begin(&pair.merchant, "assign", all_to(&pair)).await;
    dies_after(&pair, &batch, 500).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let path = format!("/v1/batches/{}/cancel", text(&batch["id"]));
    let stopped = pair.merchant.post(&path, json!({})).ok().await;
    let done = stopped["done"].as_i64().unwrap();
    pair.app.turn(chrono::Duration::seconds(31));
    pair.app.work().await;
    let view = seen(&pair.merchant, &batch).await;
    assert_eq!(
        (&view["state"], &view["done"]),
        (&json!("cancelled"), &json!(done))
    );
    assert_eq!(pair.app.count("assignments", "1 = 1"), done);
}

#[actix_web::test]
async fn what_the_whole_act_is_refused_for_ends_the_batch() {
    let pair = Pair::start().await;
    orders(&pair.merchant, "A", 3).await;
    let batch = begin(&pair.merchant, "assign", all_to(&pair)).await;
    let party = pair
        .app
        .operator()
        .await
        .get("/v1/parties?kind=merchant")
        .ok()
        .await;
    let version = party["items"][0]["version"].clone();
    let suspend = json!({ "version": version, "note": "欠费" });
    let path = format!("/v1/parties/{}/suspend", pair.merchant.id);
    pair.app.operator().await.post(&path, suspend).ok().await;
    pair.app.work().await;
    assert_eq!(
        pair.app
            .count("batches", "state = 'failed' AND code = 'party_not_active'"),
        1
    );
    assert_eq!(pair.app.count("assignments", "1 = 1"), 0);
    let party = pair
        .app
        .operator()
        .await
        .get("/v1/parties?kind=merchant")
        .ok()
        .await;
    let resume = json!({ "version": party["items"][0]["version"] });
    let path = format!("/v1/parties/{}/resume", pair.merchant.id);
    pair.app.operator().await.post(&path, resume).ok().await;
    let view = seen(&pair.merchant, &batch).await;
    assert!(text(&view["remedy"]).contains("operator"), "{view}");
}

#[actix_web::test]
async fn a_batch_ends_with_the_membership_of_who_began_it() {
    let pair = Pair::start().await;
    let clerk = pair
        .app
        .person(&pair.merchant, "staff", "clerk@shop.example")
        .await;
    orders(&pair.merchant, "A", 3).await;
    let batch = begin(&clerk, "assign", all_to(&pair)).await;
    let people = pair.merchant.get("/v1/people").ok().await;
    let person = people["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["mail"] == "clerk@shop.example")
        .unwrap();
    let path = format!("/v1/people/{}", text(&person["id"]));
    pair.merchant.delete(&path).ok().await;
    pair.app.work().await;
    let view = seen(&pair.merchant, &batch).await;
    assert_eq!(
        (&view["state"], &view["code"]),
        (&json!("failed"), &json!("forbidden")),
        "{view}"
    );
    assert_eq!(pair.app.count("assignments", "1 = 1"), 0);
}

/// Rows of a batch that ended are forgotten; what it was stays.
#[actix_web::test]
async fn walked_rows_are_forgotten() {
    let pair = Pair::start().await;
    orders(&pair.merchant, "A", 3).await;
    let batch = begin(&pair.merchant, "assign", all_to(&pair)).await;
    let tidy = || worker::keep_house(pair.app.house()).unwrap();
    tidy();
    assert_eq!(
        pair.app.count("batch_items", "1 = 1"),
        3,
        "a waiting batch keeps its rows"
    );
    pair.app.work().await;
    pair.app.turn(chrono::Duration::minutes(20));
    tidy();
    assert_eq!(pair.app.count("batch_items", "1 = 1"), 0);
    assert_eq!(pair.app.count("stirs", "1 = 1"), 0, "hints are kept for minutes");
    assert_eq!(ended(&pair.merchant, &batch).await, (3, 0));
}
