//! Jobs: once each, under a lease and a fence, through panics, kills, zombies and crowds.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::db::Tx;
use shared::db::schema::{jobs, settings};
use shared::error::{Broken, Result};
use shared::house::House;
use shared::id::JobId;
use shared::outbox::{self, Kind};
use shared::worker::{self, Claimed, Done, Work, Works};

use super::stage::Stage;

mod crowd;
mod death;

const TRY: Kind<Step> = Kind::new("test.try");

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Step {
    n: usize,
}

/// What the test work does with a claimed set.
type Act = Arc<dyn Fn(&House, &[Claimed<Step>]) -> What + Send + Sync>;

enum What {
    Record,
    Fail,
    Panic,
    Hang,
    Sleep(Duration),
    /// Lets the lease end and another worker do the same jobs in the meantime.
    Oversleep(Works),
}

#[derive(Clone)]
struct Try {
    act: Act,
    seen: Arc<Mutex<Vec<(usize, i64)>>>,
}

impl Try {
    fn doing(act: impl Fn(&House, &[Claimed<Step>]) -> What + Send + Sync + 'static) -> Self {
        Self {
            act: Arc::new(act),
            seen: Arc::default(),
        }
    }

    fn recording() -> Self {
        Self::doing(|_, _| What::Record)
    }

    /// (n, attempt) of every job as it was begun.
    fn seen(&self) -> Vec<(usize, i64)> {
        self.seen.lock().expect("seen").clone()
    }

    fn works(&self) -> Works {
        Works::default().with(self.clone())
    }
}

impl Work for Try {
    type Payload = Step;
    const KIND: Kind<Step> = TRY;
    const CLAIM: i64 = 50;
    const LANES: usize = 2;
    const ATTEMPTS: i64 = 3;

    async fn work(&self, house: &House, jobs: Vec<Claimed<Step>>) -> Result<Done> {
        let begun = jobs.iter().map(|job| (job.payload.n, job.attempt));
        self.seen.lock().expect("seen").extend(begun);
        match (self.act)(house, &jobs) {
            What::Record => {}
            What::Fail => return Err(Broken::new("the carrier is away").into()),
            What::Panic => panic!("a poisoned job"),
            What::Hang => std::future::pending().await,
            What::Sleep(pause) => tokio::time::sleep(pause).await,
            What::Oversleep(other) => {
                house_turned(house);
                worker::drain(house, &other).await?;
            }
        }
        let steps: Vec<_> = jobs.iter().map(|job| job.payload.n).collect();
        Ok(Done::finished().recording(move |tx| steps.iter().try_for_each(|n| mark(tx, *n))))
    }
}

fn house_turned(house: &House) {
    house.clock().turn(chrono::Duration::seconds(31));
}

/// Counts how often a job's record was kept.
fn mark(tx: &mut Tx<'_>, n: usize) -> Result<()> {
    let (name, now) = (format!("done-{n}"), tx.now());
    let old: Option<serde_json::Value> = settings::table
        .find(&name)
        .select(settings::value)
        .first(tx.conn())
        .optional()?;
    let times = old.and_then(|value| value["times"].as_i64()).unwrap_or_default() + 1;
    let value = serde_json::json!({ "times": times });
    diesel::insert_into(settings::table)
        .values((
            settings::name.eq(&name),
            settings::value.eq(&value),
            settings::changed_at.eq(now),
        ))
        .on_conflict(settings::name)
        .do_update()
        .set(settings::value.eq(&value))
        .execute(tx.conn())?;
    Ok(())
}

/// n → how often it was recorded.
fn marks(house: &House) -> BTreeMap<String, i64> {
    let rows: Vec<(String, serde_json::Value)> = house
        .db()
        .read("marks", |conn| {
            Ok(settings::table
                .select((settings::name, settings::value))
                .load(conn)?)
        })
        .expect("marks");
    let marks = rows.into_iter();
    marks
        .filter_map(|(name, value)| Some((name.strip_prefix("done-")?.to_owned(), value["times"].as_i64()?)))
        .collect()
}

fn put(house: &House, kind: Kind<Step>, steps: impl Iterator<Item = usize> + Clone) {
    let put = house.db().write("put", |tx| {
        let now = tx.now();
        let all: Result<Vec<_>> = steps.clone().map(|n| kind.job(n, &Step { n }, now)).collect();
        outbox::put_all(tx, all?)
    });
    put.expect("put");
}

/// (key, state, attempts, last error) of every job.
fn rows(house: &House) -> Vec<(String, String, i64, String)> {
    let read = house.db().read("rows", |conn| {
        let rows = jobs::table.select((jobs::key, jobs::state, jobs::attempts, jobs::last_error));
        Ok(rows.order((jobs::key, jobs::state)).load(conn)?)
    });
    read.expect("rows")
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not within 30 seconds: {what}");
}

#[tokio::test]
async fn a_key_waits_once_with_the_earlier_time_and_the_later_payload() {
    let (stage, work) = (Stage::standing(), Try::recording());
    let minute = |n: i64| chrono::Duration::minutes(n);
    for (n, at) in [(1, 5), (2, 3), (3, 9)] {
        let put = stage.house.db().write("put", |tx| {
            let at = tx.now() + minute(at);
            outbox::put(tx, TRY.job("same", &Step { n }, at)?)
        });
        put.expect("put");
    }
    assert_eq!(
        worker::drain(&stage.house, &work.works()).await.expect("drain"),
        0
    );
    stage.clock.turn(minute(3));
    assert_eq!(
        worker::drain(&stage.house, &work.works()).await.expect("drain"),
        1
    );
    assert_eq!(work.seen(), [(3, 1)]);
    assert!(rows(&stage.house).is_empty());
}

#[tokio::test]
async fn what_a_rolled_back_decision_put_is_not_done() {
    let (stage, work) = (Stage::standing(), Try::recording());
    let refused: Result<()> = stage.house.db().write("put", |tx| {
        outbox::put(tx, TRY.job("k", &Step { n: 1 }, tx.now())?)?;
        Err(Broken::new("changed my mind").into())
    });
    assert!(refused.is_err());
    assert_eq!(
        worker::drain(&stage.house, &work.works()).await.expect("drain"),
        0
    );
}

#[tokio::test]
async fn failures_pause_longer_each_time_and_end_among_the_dead() {
    let (stage, work) = (Stage::standing(), Try::doing(|_, _| What::Fail));
    put(&stage.house, TRY, 1..2);
    for attempt in 1..=2 {
        worker::drain(&stage.house, &work.works()).await.expect("drain");
        let why = "the carrier is away".to_owned();
        assert_eq!(rows(&stage.house), [("1".into(), "ready".into(), attempt, why)]);
        assert_eq!(
            worker::drain(&stage.house, &work.works()).await.expect("drain"),
            0
        );
        stage.clock.turn(chrono::Duration::seconds(6));
    }
    worker::drain(&stage.house, &work.works()).await.expect("drain");
    assert_eq!(rows(&stage.house)[0].1, "dead");
    assert!(marks(&stage.house).is_empty());
}

#[tokio::test]
async fn one_poisoned_job_does_not_take_the_others_along() {
    for poison in [|| What::Panic, || What::Fail] {
        let stage = Stage::standing();
        let work = Try::doing(move |_, jobs| match jobs.iter().any(|job| job.payload.n == 13) {
            true => poison(),
            false => What::Record,
        });
        put(&stage.house, TRY, 0..40);
        worker::drain(&stage.house, &work.works()).await.expect("drain");
        let left = rows(&stage.house);
        assert_eq!(
            (left.len(), left[0].0.as_str(), left[0].1.as_str()),
            (1, "13", "ready")
        );
        let marks = marks(&stage.house);
        assert_eq!(marks.len(), 39);
        assert!(marks.values().all(|times| *times == 1), "{marks:?}");
        // What is worked again under one claim is told so: its first working may have reached the world.
        let seen = work.seen();
        let of = |n: usize| {
            seen.iter()
                .filter(move |(step, _)| *step == n)
                .map(|(_, attempt)| *attempt)
        };
        for n in 0..40 {
            assert_eq!(of(n).next(), Some(1));
            assert!(of(n).skip(1).all(|attempt| attempt > 1), "{n}: {seen:?}");
        }
    }
}

#[tokio::test]
async fn a_payload_of_another_version_is_buried_not_tried() {
    let (stage, work) = (Stage::standing(), Try::recording());
    const OTHER: Kind<serde_json::Value> = Kind::new("test.try");
    let put = stage.house.db().write("put", |tx| {
        outbox::put(tx, OTHER.job("odd", &serde_json::json!({ "m": "x" }), tx.now())?)
    });
    put.expect("put");
    worker::drain(&stage.house, &work.works()).await.expect("drain");
    assert_eq!(rows(&stage.house)[0].1, "dead");
    assert!(work.seen().is_empty());
}

#[tokio::test]
async fn what_is_put_again_while_it_runs_runs_again_afterwards() {
    let stage = Stage::standing();
    let first = Arc::new(AtomicUsize::new(0));
    let work = Try::doing(move |house, _| {
        if first.fetch_add(1, Ordering::SeqCst) == 0 {
            put(house, TRY, 1..2);
        }
        What::Record
    });
    put(&stage.house, TRY, 1..2);
    worker::drain(&stage.house, &work.works()).await.expect("drain");
    assert_eq!(work.seen(), [(1, 1), (1, 1)]);
}

#[tokio::test]
async fn a_failed_job_and_its_new_twin_become_one() {
    let stage = Stage::standing();
    let work = Try::doing(|house, _| {
        let put = house.db().write("put", |tx| {
            let later = tx.now() + chrono::Duration::minutes(10);
            outbox::put(tx, TRY.job(1, &Step { n: 1 }, later)?)
        });
        put.expect("put");
        What::Fail
    });
    put(&stage.house, TRY, 1..2);
    worker::drain(&stage.house, &work.works()).await.expect("drain");
    assert_eq!(
        rows(&stage.house),
        [("1".into(), "ready".into(), 0, String::new())]
    );
}

#[tokio::test]
async fn an_id_is_claimed_under_a_growing_fence() {
    let (stage, work) = (Stage::standing(), Try::doing(|_, _| What::Fail));
    put(&stage.house, TRY, 1..2);
    let fence = |stage: &Stage| -> (JobId, i64) {
        let read = stage.house.db().read("fence", |conn| {
            Ok(jobs::table.select((jobs::id, jobs::fence)).first(conn)?)
        });
        read.expect("fence")
    };
    let before = fence(&stage);
    worker::drain(&stage.house, &work.works()).await.expect("drain");
    assert_eq!(fence(&stage), (before.0, before.1 + 1));
}
