//! Streams of events: what stirs is told to those whom it concerns, and to nobody else.

use chrono::Duration;
use shared::db::{Db, Noun};
use shared::id::PartyId;
use shared::party::Side;
use tests::{App, json};

use super::{all_to, begin, orders};
use crate::pair::Pair;

/// The id of the last event of a piece.
fn last_id(piece: &str) -> String {
    let mut ids = piece.lines().filter_map(|line| line.strip_prefix("id: "));
    ids.next_back().unwrap().to_owned()
}

#[actix_web::test]
async fn both_sides_hear_what_concerns_them_and_no_more() {
    let pair = Pair::start().await;
    pair.app.turn(Duration::minutes(1));
    let mut merchant = pair.merchant.get("/v1/events").events().await;
    let mut factory = pair.factory.get("/v1/events").events().await;
    let hello = merchant.next().await.unwrap();
    assert!(
        hello.starts_with("retry: 3000\n\nid: ") && hello.contains("event: hello"),
        "{hello}"
    );
    factory.next().await.unwrap();
    orders(&pair.merchant, "A", 3).await;
    let batch = begin(&pair.merchant, "assign", all_to(&pair)).await;
    let id = batch["id"].as_str().unwrap();
    merchant
        .until(&["\"orders\"", "\"batches\"", "event: batch", id])
        .await;
    pair.app.work().await;
    let told = merchant.until(&["\"state\":\"done\""]).await;
    assert!(told.contains("\"done\":3"), "{told}");
    // What is held is not the factory's yet: it hears of it when it may see it.
    pair.let_pass().await;
    let told = factory.until(&["event: stir", "assignments"]).await;
    assert!(!told.contains("orders") && !told.contains("batch"), "{told}");
    for word in ["欧阳", "138000", "A-0000", "秋实"] {
        assert!(!told.contains(word), "{word}");
    }

    // Gone and back: what was missed is told at once, and only that.
    let seen_until = last_id(&told);
    drop(factory);
    pair.app.turn(Duration::seconds(30));
    let work = pair.work("to_accept").await;
    let ids: Vec<_> = work.iter().map(|card| card["id"].clone()).collect();
    let accept = json!({ "assignments": ids });
    pair.factory.post("/v1/assignments/accept", accept).ok().await;
    let back = |id: &str| {
        pair.factory
            .get("/v1/events")
            .header("Last-Event-ID", id)
            .events()
    };
    let first = back(&seen_until).await.next().await.unwrap();
    assert!(
        first.contains("event: stir") && first.contains("assignments"),
        "{first}"
    );
    pair.app.turn(Duration::minutes(1));
    let now = pair.app.now().timestamp_micros().to_string();
    let first = back(&now).await.next().await.unwrap();
    assert!(!first.contains("event:"), "nothing was missed: {first}");
    pair.app.turn(Duration::minutes(20));
    let first = back(&now).await.next().await.unwrap();
    assert!(first.contains("event: reset"), "{first}");
}

#[actix_web::test]
async fn a_stream_is_for_the_console_and_ends_with_its_session() {
    let pair = Pair::start().await;
    pair.merchant
        .get("/v1/events")
        .cross_site()
        .problem("cross_site")
        .await;
    let machine = pair.app.machine(&pair.merchant, &["orders:read"]).await;
    let mut heard = machine.get("/v1/events").events().await;
    heard.next().await.unwrap();
    let mut stream = pair.merchant.get("/v1/events").events().await;
    stream.next().await.unwrap();
    orders(&pair.merchant, "A", 1).await;
    heard.until(&["\"orders\""]).await;
    stream.until(&["\"orders\""]).await;
    // A token lives ten minutes; the machine comes back with a new one.
    pair.app.turn(Duration::minutes(11));
    orders(&pair.merchant, "B", 1).await;
    stream.until(&["\"orders\""]).await;
    assert_eq!(heard.next().await, None, "the token is over");
    pair.merchant.delete("/v1/session").await;
    pair.app.turn(Duration::seconds(20));
    let again = pair
        .app
        .nobody(Side::Merchant)
        .sign_in(&pair.merchant.mail, tests::app::PASSWORD)
        .await;
    orders(&again, "C", 1).await;
    assert_eq!(stream.next().await, None, "the session is over");
}

#[actix_web::test]
async fn streams_are_bounded_and_end_with_the_process() {
    let app = App::start().await;
    let merchant = app.merchant("大米之家").await;
    let mut open = Vec::new();
    for _ in 0..12 {
        let mut stream = merchant.get("/v1/events").events().await;
        stream.next().await.unwrap();
        open.push(stream);
    }
    let problem = merchant.get("/v1/events").await;
    assert_eq!(problem.header("retry-after"), Some("30"));
    problem.problem("rate_limited");
    open.pop();
    let mut stream = merchant.get("/v1/events").events().await;
    stream.next().await.unwrap();
    app.door_house(Side::Merchant).hub().close();
    assert_eq!(stream.next().await, None);
}

#[actix_web::test]
async fn the_operator_hears_who_applies() {
    let app = App::start().await;
    let operator = app.operator().await;
    let mut stream = operator.get("/v1/events").events().await;
    stream.next().await.unwrap();
    app.merchant("新来的").await;
    let told = stream.until(&["\"parties\""]).await;
    assert!(!told.contains("新来的"), "{told}");
}

/// A worker is a process of its own: what it commits is heard at the doors of another.
#[actix_web::test]
async fn what_another_process_stirs_is_heard() {
    let app = App::start().await;
    let (factory, stranger) = (app.factory("一厂").await, app.factory("二厂").await);
    let mut stream = factory.get("/v1/events").events().await;
    stream.next().await.unwrap();
    let house = app.house();
    let elsewhere = Db::open(&house.config().database, house.clock().clone(), Some(1)).unwrap();
    let tell = |party: &str, noun| {
        let party: PartyId = party.parse().unwrap();
        let told = elsewhere.write("elsewhere", |tx| {
            tx.stir(party, noun);
            Ok(())
        });
        told.unwrap();
    };
    tell(&stranger.id, Noun::Accounts);
    tell(&factory.id, Noun::Printing);
    let told = stream.until(&["printing"]).await;
    assert!(!told.contains("accounts"), "another party's: {told}");
}
