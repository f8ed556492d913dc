//! The engine: looks what is due, keeps every kind in its own lanes, wakes when a job is put.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{Erased, Tick, Works, attempt, rows};
use crate::error::{Broken, Result};
use crate::house::House;

/// How long the engine sleeps when nobody rings: jobs of other processes and jobs whose time comes.
const POLL: Duration = Duration::from_millis(250);
/// How long it waits after the database failed.
const SULK: Duration = Duration::from_secs(1);
/// Claims after which a drain gives up: a job keeps putting itself.
const DRAIN: usize = 10_000;

/// Works until `stop` resolves; then finishes what is claimed and returns.
pub async fn run(house: House, works: Works, stop: impl Future<Output = ()>) {
    let closing = Arc::new(AtomicBool::new(false));
    let mut tasks = JoinSet::new();
    let mut ticking = JoinSet::new();
    let last: Vec<Tick> = works
        .ticks
        .iter()
        .filter(|tick| tick.at_the_end)
        .cloned()
        .collect();
    for tick in works.ticks {
        ticking.spawn(beat(house.clone(), tick));
    }
    let lanes = Lanes::of(works.works);
    let mut stop = std::pin::pin!(stop);
    loop {
        let rest = match lanes.start(&house, &closing, &mut tasks).await {
            Ok(()) => POLL,
            Err(error) => {
                tracing::error!(%error, "the worker cannot look for jobs");
                SULK
            }
        };
        tokio::select! {
            () = &mut stop => break,
            () = house.db().bell().notified() => {}
            Some(_) = tasks.join_next(), if !tasks.is_empty() => {}
            () = tokio::time::sleep(rest) => {}
        }
    }
    closing.store(true, Ordering::SeqCst);
    ticking.shutdown().await;
    while tasks.join_next().await.is_some() {}
    for tick in &last {
        once(&house, tick).await;
    }
}

/// Runs everything that is due now, one claim after another, and returns how many jobs that were.
/// For tests and steps: jobs whose time comes later stay.
///
/// # Errors
/// The database's own; or if it does not end.
pub async fn drain(house: &House, works: &Works) -> Result<usize> {
    let lanes = Lanes::of(works.works.clone());
    let mut jobs = 0;
    for _ in 0..DRAIN {
        let due = lanes.due(house).await?;
        if due.is_empty() {
            return Ok(jobs);
        }
        for lane in due {
            jobs += attempt::round(house, &lane.work).await?;
        }
    }
    Err(Broken::new("the outbox does not drain: a job keeps putting itself").into())
}

struct Lanes(BTreeMap<&'static str, Lane>);

#[derive(Clone)]
struct Lane {
    work: Arc<dyn Erased>,
    free: Arc<Semaphore>,
}

impl Lanes {
    fn of(works: Vec<Arc<dyn Erased>>) -> Self {
        let lane = |work: Arc<dyn Erased>| {
            let free = Arc::new(Semaphore::new(work.lanes()));
            (work.kind(), Lane { work, free })
        };
        Self(works.into_iter().map(lane).collect())
    }

    async fn due(&self, house: &House) -> Result<Vec<Lane>> {
        let kinds: Vec<&'static str> = self.0.keys().copied().collect();
        let now = house.now();
        let due = house
            .blocking(move |house| house.db().read("due jobs", |conn| rows::due(conn, &kinds, now)))
            .await?;
        Ok(due
            .iter()
            .filter_map(|kind| self.0.get(kind.as_str()))
            .cloned()
            .collect())
    }

    /// Starts a lane of every kind that is due and has one free: no kind waits for another.
    async fn start(&self, house: &House, closing: &Arc<AtomicBool>, tasks: &mut JoinSet<()>) -> Result<()> {
        for lane in self.due(house).await? {
            if let Ok(permit) = Arc::clone(&lane.free).try_acquire_owned() {
                let (house, closing) = (house.clone(), Arc::clone(closing));
                tasks.spawn(async move {
                    follow(&house, &lane.work, &closing).await;
                    drop(permit);
                });
            }
        }
        Ok(())
    }
}

/// Claims until nothing is left. A full claim rings, so that a second lane opens.
async fn follow(house: &House, work: &Arc<dyn Erased>, closing: &AtomicBool) {
    while !closing.load(Ordering::SeqCst) {
        match attempt::round(house, work).await {
            Ok(0) => return tokio::time::sleep(POLL).await,
            Ok(claimed) if i64::try_from(claimed).is_ok_and(|claimed| claimed < work.claim()) => return,
            Ok(_) => house.db().bell().notify_one(),
            Err(error) => {
                tracing::error!(kind = work.kind(), %error, "no claim could be made");
                return tokio::time::sleep(SULK).await;
            }
        }
    }
}

async fn beat(house: House, tick: Tick) {
    loop {
        once(&house, &tick).await;
        tokio::time::sleep(tick.every).await;
    }
}

async fn once(house: &House, tick: &Tick) {
    let run = Arc::clone(&tick.run);
    if let Err(error) = house.blocking(move |house| run(house)).await {
        tracing::error!(name = tick.name, %error, "a tick failed");
    }
}
