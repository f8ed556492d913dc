//! A kind's work without its payload type: what the engine holds in one list.

use std::future::Future;
use std::pin::Pin;

use super::rows::Leased;
use super::{Claimed, Done, Work};
use crate::error::Result;
use crate::house::House;

pub(super) type Working<'a> = Pin<Box<dyn Future<Output = Result<Done>> + Send + 'a>>;

pub(super) trait Erased: Send + Sync {
    fn kind(&self) -> &'static str;
    fn claim(&self) -> i64;
    fn lanes(&self) -> usize;
    fn attempts(&self) -> i64;
    /// `rerun` where the set, or a larger one it was part of, was worked before under this very claim.
    fn work<'a>(&'a self, house: &'a House, set: &[Leased], rerun: bool) -> Working<'a>;
    fn worn(&self, set: &[Leased]) -> Done;
}

impl<W: Work> Erased for W {
    fn kind(&self) -> &'static str {
        W::KIND.name()
    }

    fn claim(&self) -> i64 {
        W::CLAIM
    }

    fn lanes(&self) -> usize {
        W::LANES
    }

    fn attempts(&self) -> i64 {
        W::ATTEMPTS
    }

    fn work<'a>(&'a self, house: &'a House, set: &[Leased], rerun: bool) -> Working<'a> {
        let (jobs, unreadable) = read::<W>(set, rerun);
        Box::pin(async move {
            let mut done = if jobs.is_empty() {
                Done::finished()
            } else {
                Work::work(self, house, jobs).await?
            };
            for job in unreadable {
                done.dead(job, "the payload is not one of this version");
            }
            Ok(done)
        })
    }

    fn worn(&self, set: &[Leased]) -> Done {
        W::worn(read::<W>(set, true).0)
    }
}

fn read<W: Work>(set: &[Leased], rerun: bool) -> (Vec<Claimed<W::Payload>>, Vec<crate::id::JobId>) {
    let mut jobs = Vec::with_capacity(set.len());
    let mut unreadable = Vec::new();
    for leased in set {
        match serde_json::from_value(leased.payload.clone()) {
            Ok(payload) => jobs.push(Claimed {
                id: leased.id,
                key: leased.key.clone(),
                attempt: leased.attempts + i64::from(rerun),
                payload,
            }),
            Err(_) => unreadable.push(leased.id),
        }
    }
    (jobs, unreadable)
}
