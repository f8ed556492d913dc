//! kill -9 of real processes at moments nobody chose: no number is sold or paid twice, no call is half done.
//! The long figures of the same stories are in `script/torture`.
#![allow(clippy::unwrap_used, reason = "a test that breaks should say where")]

use tests::live::{Rig, serve_kill, step_kill, worker_kill};

fn seed() -> u64 {
    let seed = std::env::var("SEALSHIP_SEED")
        .ok()
        .and_then(|text| text.parse().ok());
    let seed = seed.unwrap_or_else(|| u64::from(std::process::id()));
    println!("SEALSHIP_SEED={seed}");
    seed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_worker_sells_and_pays_every_number_once() {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::of_suite(env!("CARGO_BIN_EXE_sealship"), folder.path());
    let plan = worker_kill::Plan {
        numbers: 1_000,
        kills: 4,
        latency: "50..250",
        faults: &["drop-reply=0.02"],
        aim: 2,
        seed: seed(),
    };
    let done = worker_kill::run(&rig, &plan).await.unwrap();
    println!("{done:?}");
    assert_eq!(done.kills, plan.kills, "{done:?}");
    assert!(done.in_flight > 0, "no kill met a number on its way: {done:?}");
    assert!(done.voided > 0, "no number was given back: {done:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_dies_after_any_step_of_a_number_leaves_it_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::of_suite(env!("CARGO_BIN_EXE_sealship"), folder.path());
    step_kill::run(&rig).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_service_leaves_nothing_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::of_suite(env!("CARGO_BIN_EXE_sealship"), folder.path());
    let plan = serve_kill::Plan {
        files: 2,
        rows: 1_500,
        kills: 2,
        assigns: 2,
        patient: 0,
        seed: seed(),
    };
    let done = serve_kill::run(&rig, &plan).await.unwrap();
    println!("{done:?}");
    assert_eq!((done.import_kills, done.assign_kills), (4, 2), "{done:?}");
}
