//! Workers that die, sleep too long, or take their time.

use super::*;

#[tokio::test]
async fn a_killed_workers_jobs_run_again_when_their_lease_ends() {
    let (stage, work) = (Stage::standing(), Try::doing(|_, _| What::Hang));
    put(&stage.house, TRY, 0..3);
    let (house, works) = (stage.house.clone(), work.works());
    let killed = tokio::spawn(async move { worker::run(house, works, std::future::pending()).await });
    until("three jobs begun", || work.seen().len() == 3).await;
    killed.abort();
    assert!(killed.await.expect_err("aborted").is_cancelled());

    let heir = Try::recording();
    stage.clock.turn(chrono::Duration::seconds(29));
    assert_eq!(
        worker::drain(&stage.house, &heir.works()).await.expect("drain"),
        0
    );
    stage.clock.turn(chrono::Duration::seconds(2));
    assert_eq!(
        worker::drain(&stage.house, &heir.works()).await.expect("drain"),
        3
    );
    assert!(heir.seen().iter().all(|(_, attempt)| *attempt == 2));
    assert_eq!(marks(&stage.house).len(), 3);
}

#[tokio::test]
async fn a_job_that_kills_every_worker_is_buried() {
    let (stage, work) = (Stage::standing(), Try::doing(|_, _| What::Hang));
    put(&stage.house, TRY, 0..1);
    for attempt in 1..=3 {
        let (house, works) = (stage.house.clone(), work.works());
        let killed = tokio::spawn(async move { worker::run(house, works, std::future::pending()).await });
        until("begun", || work.seen().len() == attempt).await;
        killed.abort();
        let _ = killed.await;
        house_turned(&stage.house);
    }
    worker::drain(&stage.house, &work.works()).await.expect("drain");
    assert_eq!((work.seen().len(), rows(&stage.house)[0].1.as_str()), (3, "dead"));
}

#[tokio::test]
async fn a_zombie_records_nothing() {
    let (stage, heir) = (Stage::standing(), Try::recording());
    let other = heir.clone();
    let zombie = Try::doing(move |_, _| What::Oversleep(other.works()));
    put(&stage.house, TRY, 0..5);
    worker::drain(&stage.house, &zombie.works()).await.expect("drain");
    assert_eq!((zombie.seen().len(), heir.seen().len()), (5, 5));
    let marks = marks(&stage.house);
    assert_eq!(marks.len(), 5);
    assert!(marks.values().all(|times| *times == 1), "{marks:?}");
    assert!(rows(&stage.house).is_empty());
}

#[tokio::test]
async fn a_heartbeat_keeps_long_work() {
    let stage = Stage::running(&[("SEALSHIP_LEASE_SECONDS", "1")]);
    let work = Try::doing(|_, _| What::Sleep(Duration::from_secs(4)));
    put(&stage.house, TRY, 0..2);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (house, works) = (stage.house.clone(), work.works());
    let rival = tokio::spawn(async move {
        worker::run(house, works, async {
            let _ = stopped.await;
        })
        .await;
    });
    until("both recorded", || marks(&stage.house).len() == 2).await;
    stop.send(()).expect("stop");
    rival.await.expect("rival");
    let mut seen = work.seen();
    seen.sort_unstable();
    assert_eq!(seen, [(0, 1), (1, 1)]);
}
