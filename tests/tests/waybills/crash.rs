//! A carrier that fails in the middle, and the end is the same: each sold once, each paid once. A worker that dies after
//! each step is `live/step_kill.rs`: it takes a process to die.

use serde_json::Value;

use super::scene::{FEE, Scene, oks};

const MANY: usize = 12;
const MONEY: i64 = 10_000;

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
        ends_well(&scene, &taken).await;
    }
}
