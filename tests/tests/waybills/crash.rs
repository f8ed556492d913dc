//! Fail after each step of taking numbers, run again, and the end is the same: each sold once, each paid once.

use std::time::Duration;

use serde_json::Value;
use shared::worker::{Works, drain};

use super::scene::{FEE, Scene, oks};

const MANY: usize = 12;
const MONEY: i64 = 10_000;

/// The worker dies as soon as `enough` holds: its future is dropped where it stands, nothing is tidied up.
async fn dies_when(scene: &Scene, enough: impl Fn() -> bool) {
    let works = Works::of(scene.app.house()).unwrap();
    let watch = async {
        while !enough() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        biased;
        () = watch => {}
        done = drain(scene.app.house(), &works) => drop(done.unwrap()),
    }
    // What a blocking thread had begun, it may finish: a kill could have come just after it, too.
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// Whatever happened before: every number is issued, sold once, paid once.
async fn ends_well(scene: &Scene, taken: &[Value]) {
    scene.no_fault();
    scene.settle().await;
    scene.all_issued_once(taken).await;
    let spent = FEE * i64::try_from(MANY).unwrap();
    assert_eq!(scene.money().await, (MONEY - spent, 0));
    assert_eq!(
        scene.app.count("waybill_numbers", "1 = 1"),
        i64::try_from(MANY).unwrap()
    );
}

async fn reserved() -> (Scene, Vec<Value>) {
    let scene = Scene::set(MANY, MONEY, "20..60").await;
    let taken = oks(&scene.take(&scene.given).await);
    (scene, taken)
}

#[actix_web::test]
async fn dead_after_the_claim() {
    let (scene, taken) = reserved().await;
    dies_when(&scene, || scene.app.count("jobs", "state = 'leased'") > 0).await;
    assert_eq!(
        scene.app.count("jobs", "state = 'leased'"),
        i64::try_from(MANY).unwrap()
    );
    ends_well(&scene, &taken).await;
}

#[actix_web::test]
async fn dead_after_some_were_sold() {
    let (scene, taken) = reserved().await;
    dies_when(&scene, || scene.carrier.sold().len() >= 3).await;
    assert_eq!(
        scene.app.count("waybills", "state = 'issued'"),
        0,
        "sold, and nobody wrote it down"
    );
    assert_eq!(
        scene.money().await,
        (
            MONEY - FEE * i64::try_from(MANY).unwrap(),
            FEE * i64::try_from(MANY).unwrap()
        )
    );
    ends_well(&scene, &taken).await;
}

#[actix_web::test]
async fn dead_after_all_were_sold() {
    let (scene, taken) = reserved().await;
    dies_when(&scene, || scene.carrier.sold().len() == MANY).await;
    ends_well(&scene, &taken).await;
}

#[actix_web::test]
async fn dead_again_and_again() {
    let (scene, taken) = reserved().await;
    for sold in [1, 4, 8] {
        dies_when(&scene, || scene.carrier.sold().len() >= sold).await;
        scene.app.turn(chrono::Duration::seconds(40));
    }
    ends_well(&scene, &taken).await;
}

#[actix_web::test]
async fn answers_that_never_arrive_are_asked_for() {
    let (scene, taken) = reserved().await;
    scene.fault("drop-reply=1");
    scene.app.work().await;
    assert_eq!(
        scene.app.count("waybills", "state = 'unknown'"),
        i64::try_from(MANY).unwrap()
    );
    let refused = scene.take(&scene.given).await;
    assert_eq!(refused["done"], 0, "no second number while the first is unknown");
    ends_well(&scene, &taken).await;
}

#[actix_web::test]
async fn errors_before_and_after_the_sale_look_alike_and_end_alike() {
    for fault in ["error-before=1", "error-after=1", "drop-reply=0.5"] {
        let (scene, taken) = reserved().await;
        scene.fault(fault);
        scene.app.work().await;
        dies_when(&scene, || true).await;
        ends_well(&scene, &taken).await;
    }
}
