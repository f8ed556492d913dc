//! Many jobs, many engines, many kinds.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_engines_share_a_crowd_and_do_each_job_once() {
    let (stage, work) = (Stage::running(&[]), Try::recording());
    let mut stops = Vec::new();
    let mut engines = Vec::new();
    for _ in 0..2 {
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let (house, works) = (stage.house.clone(), work.works());
        stops.push(stop);
        engines.push(tokio::spawn(async move {
            worker::run(house, works, async {
                let _ = stopped.await;
            })
            .await;
        }));
    }
    put(&stage.house, TRY, 0..1000);
    until("a thousand recorded", || marks(&stage.house).len() == 1000).await;
    drop(stops);
    for engine in engines {
        engine.await.expect("engine");
    }
    assert!(marks(&stage.house).values().all(|times| *times == 1));
    assert_eq!(work.seen().len(), 1000);
    assert!(rows(&stage.house).is_empty());
}

const SLOW: Kind<Step> = Kind::new("test.slow");

struct Slow;

impl Work for Slow {
    type Payload = Step;
    const KIND: Kind<Step> = SLOW;
    const CLAIM: i64 = 1;

    async fn work(&self, _: &House, _: Vec<Claimed<Step>>) -> Result<Done> {
        tokio::time::sleep(Duration::from_millis(200)).await;
        Ok(Done::finished())
    }
}

#[tokio::test]
async fn a_slow_kind_holds_no_other_back_and_a_stop_finishes_what_is_claimed() {
    let (stage, work) = (Stage::running(&[]), Try::recording());
    put(&stage.house, SLOW, 0..200);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (house, works) = (stage.house.clone(), work.works().with(Slow));
    let engine = tokio::spawn(async move {
        worker::run(house, works, async {
            let _ = stopped.await;
        })
        .await;
    });
    until("slow work begun", || {
        rows(&stage.house).iter().any(|row| row.1 == "leased")
    })
    .await;
    put(&stage.house, TRY, 0..10);
    until("the others are done", || marks(&stage.house).len() == 10).await;
    stop.send(()).expect("stop");
    engine.await.expect("engine");
    let left = rows(&stage.house);
    assert!(
        !left.is_empty() && left.iter().all(|row| row.1 == "ready"),
        "{left:?}"
    );
}
