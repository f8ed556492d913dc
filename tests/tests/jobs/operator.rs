//! The operator's door: jobs that died, mails that were refused, and another try for both.

use shared::outbox::{self, Kind};
use shared::worker::{self, Works};
use tests::{App, json};

/// A kind whose payload no worker of this version reads: it dies at its first attempt.
const ODD: Kind<serde_json::Value> = Kind::new("mail.send");

fn put_odd(app: &App, key: &'static str) {
    let put = app.house().db().write("put", |tx| {
        outbox::put(tx, ODD.job(key, &json!({ "odd": true }), tx.now())?)
    });
    put.expect("put");
}

async fn work(app: &App) {
    worker::drain(app.house(), &Works::of(app.house()).expect("works"))
        .await
        .expect("drain");
}

#[actix_web::test]
async fn dead_jobs_are_listed_replayed_and_dropped() {
    let app = App::start().await;
    app.expect_dead_jobs();
    let operator = app.operator().await;
    for key in ["a", "b", "c"] {
        put_odd(&app, key);
        work(&app).await;
        app.turn(chrono::Duration::seconds(1));
    }
    let all = operator.get("/v1/jobs").ok().await;
    let keys: Vec<_> = all["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|job| job["key"].clone())
        .collect();
    assert_eq!(keys, ["a", "b", "c"]);
    assert_eq!(all["items"][0]["actions"], json!(["replay", "drop"]));
    assert!(
        all["items"][0]["last_error"]
            .as_str()
            .is_some_and(|words| words.contains("payload"))
    );
    assert_eq!(operator.get("/v1/jobs?kind=other").ok().await["items"], json!([]));

    let first = operator.get("/v1/jobs?limit=2").ok().await;
    let next = first["next"].as_str().expect("next");
    let second = operator
        .get(&format!("/v1/jobs?limit=2&cursor={next}"))
        .ok()
        .await;
    assert_eq!(second["items"][0]["key"], "c");

    let id = |n: usize| all["items"][n]["id"].as_str().expect("id").to_owned();
    let replayed = operator
        .post(&format!("/v1/jobs/{}/replay", id(0)), json!({}))
        .ok()
        .await;
    assert_eq!(
        (&replayed["state"], &replayed["attempts"]),
        (&json!("ready"), &json!(0))
    );
    operator
        .post(&format!("/v1/jobs/{}/replay", id(0)), json!({}))
        .problem("state_forbids")
        .await;
    work(&app).await;
    operator
        .post(&format!("/v1/jobs/{}/drop", id(1)), json!({}))
        .ok()
        .await;
    operator
        .post(&format!("/v1/jobs/{}/drop", id(1)), json!({}))
        .problem("not_found")
        .await;
    let left = operator.get("/v1/jobs").ok().await;
    assert_eq!(left["items"].as_array().map(Vec::len), Some(2));
}

#[actix_web::test]
async fn a_dead_job_whose_key_waits_again_is_replayed_by_that_one() {
    let app = App::start().await;
    app.expect_dead_jobs();
    let operator = app.operator().await;
    put_odd(&app, "a");
    work(&app).await;
    put_odd(&app, "a");
    let dead = operator.get("/v1/jobs").ok().await;
    let id = dead["items"][0]["id"].as_str().expect("id");
    let twin = operator
        .post(&format!("/v1/jobs/{id}/replay"), json!({}))
        .ok()
        .await;
    assert_eq!(twin["state"], "ready");
    assert_ne!(twin["id"], id);
    assert_eq!(app.count("jobs", "kind = 'mail.send' AND key = 'a'"), 1);
}

#[actix_web::test]
async fn late_jobs_are_stuck() {
    let app = App::start().await;
    app.expect_dead_jobs();
    let operator = app.operator().await;
    put_odd(&app, "a");
    assert_eq!(
        operator.get("/v1/jobs?state=stuck").ok().await["items"],
        json!([])
    );
    app.turn(chrono::Duration::minutes(6));
    let stuck = operator.get("/v1/jobs?state=stuck").ok().await;
    assert_eq!(stuck["items"][0]["key"], "a");
    assert_eq!(stuck["items"][0]["actions"], json!([]));
}

#[actix_web::test]
async fn the_queue_is_told_by_kind() {
    let app = App::start().await;
    app.expect_dead_jobs();
    let operator = app.operator().await;
    work(&app).await;
    let mail = async || {
        let kinds = operator.get("/v1/jobs/queue").ok().await;
        let of = |one: &&tests::Value| one["kind"] == "mail.send";
        kinds.as_array().expect("kinds").iter().find(of).cloned()
    };
    assert_eq!(mail().await, None);
    put_odd(&app, "a");
    let put = app.now();
    app.turn(chrono::Duration::minutes(6));
    let queue = mail().await.expect("mail");
    let since = queue["oldest"].as_str().expect("a moment").parse();
    assert_eq!(since, Ok::<shared::clock::Instant, _>(put));
    assert_eq!(
        (&queue["waiting"], &queue["failing"], &queue["dead"]),
        (&json!(1), &json!(0), &json!(0))
    );
    app.execute("UPDATE jobs SET attempts = 2 WHERE key = 'a'");
    assert_eq!(mail().await.expect("mail")["failing"], 1);
    work(&app).await;
    let queue = mail().await.expect("mail");
    assert_eq!(
        (&queue["waiting"], &queue["dead"], &queue["oldest"]),
        (&json!(0), &json!(1), &json!(null))
    );
    let days = operator.get("/v1/flow/troubles?days=2").ok().await;
    assert_eq!(
        (&days[0]["jobs_dead"], &days[1]["jobs_dead"]),
        (&json!(0), &json!(1))
    );
}

#[actix_web::test]
async fn refused_mails_are_listed_and_sent_again() {
    let app = App::start().await;
    let operator = app.operator().await;
    let ask = json!({ "address": "nowhere" });
    operator
        .post("/v1/mails/test", ask)
        .problem("invalid_field")
        .await;
    let ask = json!({ "address": "ops@example.org", "locale": "en" });
    let sent = operator.post("/v1/mails/test", ask).ok().await;
    assert_eq!(sent["state"], "queued");
    let id = sent["id"].as_str().expect("id");
    operator
        .post(&format!("/v1/mails/{id}/again"), json!({}))
        .problem("state_forbids")
        .await;
    work(&app).await;
    let all = operator.get("/v1/mails?state=sent").ok().await;
    let mine = all["items"]
        .as_array()
        .expect("items")
        .iter()
        .find(|mail| mail["id"] == id);
    assert_eq!(mine.expect("the test mail")["address"], "ops@example.org");

    app.execute("UPDATE mails SET state = 'refused', answer = '550 no' WHERE address = 'ops@example.org'");
    let days = operator.get("/v1/flow/troubles?days=1").ok().await;
    assert_eq!(days[0]["mails_refused"], 1);
    let refused = operator.get("/v1/mails").ok().await;
    assert_eq!(
        (&refused["items"][0]["id"], &refused["items"][0]["answer"]),
        (&json!(id), &json!("550 no"))
    );
    operator
        .post(&format!("/v1/mails/{id}/again"), json!({}))
        .ok()
        .await;
    work(&app).await;
    let to_ops = app
        .house()
        .post()
        .kept()
        .into_iter()
        .filter(|mail| mail.to == "ops@example.org");
    assert_eq!(to_ops.count(), 2);
    let other = "mal_".to_owned() + &"A".repeat(43);
    operator
        .post(&format!("/v1/mails/{other}/again"), json!({}))
        .problem("not_found")
        .await;
}
