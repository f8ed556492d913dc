//! One claim from its first moment to its record: heartbeat, halves when it fails, fates when it ends.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;

use super::rows::{self, Leased, LostFence, Put};
use super::{Done, Erased, Fate};
use crate::clock::Instant;
use crate::db::Tx;
use crate::death::Step;
use crate::error::{Broken, Error, Result};
use crate::house::House;
use crate::id::JobId;

/// The first pause after a failure, in seconds; each further one is twice as long.
const PAUSE: i64 = 2;
/// The longest pause, in seconds.
const LONGEST: i64 = 3600;
/// What is kept of a failure's words, in characters.
const WORDS: usize = 500;

/// Claims, works, records. How many were claimed.
///
/// # Errors
/// Only what stops a claim from being made; failures of the work end in the jobs' own rows.
pub(super) async fn round(house: &House, work: &Arc<dyn Erased>) -> Result<usize> {
    let (kind, most, lease) = (work.kind(), work.claim(), house.config().lease);
    let set = house
        .blocking(move |house| {
            house
                .db()
                .write("claim jobs", |tx| rows::claim(tx, kind, most, lease))
        })
        .await?;
    let claimed = set.len();
    if claimed > 0 {
        house.after(kind, Step::Claimed);
        let fences = set.iter().map(|job| (job.id, job.fence)).collect();
        tokio::select! {
            () = settle_all(house, work, set) => {}
            () = beat(house, fences) => {}
        }
    }
    Ok(claimed)
}

/// Extends the lease three times in its length for as long as the work takes.
async fn beat(house: &House, set: Vec<(JobId, i64)>) {
    let lease = house.config().lease;
    let set = Arc::new(set);
    loop {
        tokio::time::sleep(lease / 3).await;
        let set = Arc::clone(&set);
        let kept = house
            .blocking(move |house| house.db().write("keep jobs", |tx| rows::keep(tx, &set, lease)))
            .await;
        if let Err(error) = kept {
            tracing::warn!(%error, "no sign of life could be written");
        }
    }
}

/// A set that fails as a whole is halved until the job that poisons it is alone. The halves are told that the world may
/// have seen them already: what could not be written down may have been done.
async fn settle_all(house: &House, work: &Arc<dyn Erased>, set: Vec<Leased>) {
    let (worn, set): (Vec<_>, Vec<_>) = set.into_iter().partition(|job| job.attempts > work.attempts());
    give_up(house, work, worn, "its worker died again and again").await;
    let mut pile = vec![(set, false)];
    while let Some((set, rerun)) = pile.pop() {
        let Err(error) = settle(house, work, &set, rerun).await else {
            continue;
        };
        tracing::warn!(kind = work.kind(), jobs = set.len(), %error, "jobs failed");
        match set.len() {
            0 => {}
            _ if lost(&error) => {}
            1 => give_back(house, work, set, &error.to_string()).await,
            n => {
                let (one, other) = set.split_at(n / 2);
                pile.extend([(other.to_vec(), true), (one.to_vec(), true)]);
            }
        }
    }
}

async fn settle(house: &House, work: &Arc<dyn Erased>, set: &[Leased], rerun: bool) -> Result<()> {
    if set.is_empty() {
        return Ok(());
    }
    let working = AssertUnwindSafe(async { work.work(house, set, rerun).await }).catch_unwind();
    let done = working.await.map_err(|_| Broken::new("the work panicked"))??;
    record(house, work, set.to_vec(), done).await?;
    house.after(work.kind(), Step::Recorded);
    Ok(())
}

async fn give_back(house: &House, work: &Arc<dyn Erased>, set: Vec<Leased>, why: &str) {
    let mut done = Done::finished();
    for job in &set {
        done.again(job.id, why);
    }
    note(record(house, work, set, done).await);
}

async fn give_up(house: &House, work: &Arc<dyn Erased>, set: Vec<Leased>, why: &str) {
    if set.is_empty() {
        return;
    }
    let mut done = work.worn(&set);
    for job in &set {
        done.dead(job.id, why);
    }
    note(record(house, work, set, done).await);
}

/// What cannot even be written down waits for its lease to end.
fn note(answer: Result<()>) {
    if let Err(error) = answer {
        tracing::error!(%error, "jobs could not be completed; they run again after their lease");
    }
}

fn lost(error: &Error) -> bool {
    matches!(error, Error::Broken(broken) if broken.cause::<LostFence>().is_some())
}

/// One transaction: what the work wants written, and the jobs' ends under their fence.
async fn record(house: &House, work: &Arc<dyn Erased>, set: Vec<Leased>, done: Done) -> Result<()> {
    let (kind, most) = (work.kind(), work.attempts());
    house
        .blocking(move |house| {
            house.db().write(kind, |tx| {
                done.write(tx)?;
                complete(tx, &set, &done, most)
            })
        })
        .await
}

fn complete(tx: &mut Tx<'_>, set: &[Leased], done: &Done, most: i64) -> Result<()> {
    let now = tx.now();
    let (mut finished, mut waiting, mut dead) = (Vec::new(), Vec::new(), Vec::new());
    for job in set {
        match end(job, done.fate(job.id), now, most) {
            End::Finish => finished.push((job.id, job.fence)),
            End::Wait(put) => waiting.push(put),
            End::Bury(put) => dead.push(put),
        }
    }
    rows::finish(tx, &finished)?;
    rows::wait(tx, &waiting)?;
    rows::bury(tx, &dead)
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    Finish,
    Wait(Put),
    Bury(Put),
}

pub(super) fn end(job: &Leased, fate: Fate, now: Instant, most: i64) -> End {
    let put = |run_at, attempts, why: String| Put {
        id: job.id,
        fence: job.fence,
        run_at,
        attempts,
        why: why.chars().take(WORDS).filter(|c| *c != '\0').collect(),
    };
    match fate {
        Fate::Finished => End::Finish,
        Fate::Later(at) => End::Wait(put(at, job.attempts - 1, String::new())),
        Fate::Dead { why } => End::Bury(put(now, job.attempts, why)),
        Fate::Again { why, .. } if job.attempts >= most => End::Bury(put(now, job.attempts, why)),
        Fate::Again { at, why } => {
            let at = at.unwrap_or_else(|| now + pause(job.id, job.attempts));
            End::Wait(put(at, job.attempts, why))
        }
    }
}

/// Doubles with every attempt; up to a quarter more, drawn from the job's own id, keeps jobs from marching in step.
pub(super) fn pause(job: JobId, attempts: i64) -> chrono::Duration {
    let doublings = u32::try_from(attempts.clamp(1, 12) - 1).unwrap_or_default();
    let seconds = (PAUSE << doublings).min(LONGEST);
    let draw = job.raw().as_bytes().last().copied().unwrap_or_default();
    let draw = (i64::from(draw) + attempts * 97).rem_euclid(256);
    chrono::Duration::milliseconds(seconds * 1000 + seconds * 250 * draw / 256)
}

#[cfg(test)]
mod tests;
