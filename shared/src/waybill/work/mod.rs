//! The worker's half of a waybill: ask the carrier outside any transaction, write down what it said in one.
//!
//! A number is bought at most once because a carrier sells at most one under a client reference, and because a
//! sending whose fate is unknown is asked about before anything else is done under that reference.

mod ask;
mod load;
mod send;
mod void;

use std::sync::Arc;

use self::send::Sent;
use super::record::{self, Came};
use super::{Errand, QUERY, TAKE};
use crate::clock::Instant;
use crate::death::Step;
use crate::error::Result;
use crate::house::House;
use crate::outbox::Kind;
use crate::vault::door::carrier::Courier;
use crate::worker::{Claimed, Done, Work, Works};

pub use void::Void;

/// Requests of one claim on their way at the same time.
const IN_FLIGHT: usize = 32;
/// Sendings that reached nobody after which a number is given up, some four minutes.
const MOST_SENDS: u32 = 8;

/// Adds what a worker does for waybills.
#[must_use]
pub fn works(works: Works, courier: &Arc<Courier>) -> Works {
    works
        .with(Take(Arc::clone(courier)))
        .with(Query(Arc::clone(courier)))
        .with(Void(Arc::clone(courier)))
}

/// Takes numbers. A job that ran before is asked about first: its sending may have arrived.
pub struct Take(Arc<Courier>);

impl Work for Take {
    type Payload = Errand;
    const KIND: Kind<Errand> = TAKE;
    const CLAIM: i64 = 200;
    const LANES: usize = 2;

    async fn work(&self, house: &House, jobs: Vec<Claimed<Errand>>) -> Result<Done> {
        let (again, fresh): (Vec<_>, Vec<_>) = jobs.into_iter().partition(|job| job.attempt > 1);
        let (mut outcomes, absent) = ask::about(house, &self.0, errands(again), TAKE.name()).await?;
        for sent in [
            send::all(house, &self.0, errands(fresh), TAKE.name()).await?,
            again_sent(house, &self.0, absent, TAKE.name()).await?,
        ] {
            outcomes.extend(sent.came);
            outcomes.extend(sent.unwritten);
        }
        Ok(recorded(house, outcomes, TAKE.name()))
    }
}

/// Asks what became of numbers nobody knows of. One the carrier never heard of is sent again under the same reference.
pub struct Query(Arc<Courier>);

impl Work for Query {
    type Payload = Errand;
    const KIND: Kind<Errand> = QUERY;

    async fn work(&self, house: &House, jobs: Vec<Claimed<Errand>>) -> Result<Done> {
        let (mut outcomes, absent) = ask::about(house, &self.0, errands(jobs), QUERY.name()).await?;
        let sent = again_sent(house, &self.0, absent, QUERY.name()).await?;
        outcomes.extend(sent.came.into_iter().map(still_unknown));
        outcomes.extend(sent.unwritten);
        Ok(recorded(house, outcomes, QUERY.name()))
    }
}

/// How often a carrier must say that it never heard of a number whose parcel changed meanwhile, before its money is free:
/// about a minute, in which what was sent has long arrived or never will.
const HEARD_NOTHING: u32 = 6;

/// Sends again what the carrier never heard of. What cannot be sent as it was is asked about for a while longer: the
/// earlier sending may yet arrive.
async fn again_sent(
    house: &House,
    courier: &Courier,
    absent: Vec<Errand>,
    kind: &'static str,
) -> Result<Sent> {
    let mut sent = send::all(house, courier, absent, kind).await?;
    let now = house.now();
    for (errand, came) in &mut sent.unwritten {
        if errand.tries < HEARD_NOTHING {
            *came = Came::Unknown {
                ask_at: later(now, errand.tries),
            };
        }
    }
    Ok(sent)
}

/// An earlier sending may yet arrive, so one that did not changes nothing.
fn still_unknown((errand, came): (Errand, Came)) -> (Errand, Came) {
    match came {
        Came::NotSent { send_at } => (errand, Came::Unknown { ask_at: send_at }),
        came => (errand, came),
    }
}

fn errands(jobs: Vec<Claimed<Errand>>) -> Vec<Errand> {
    jobs.into_iter().map(|job| job.payload).collect()
}

fn recorded(house: &House, outcomes: Vec<(Errand, Came)>, kind: &'static str) -> Done {
    let house = house.clone();
    Done::finished().recording(move |tx| {
        record::taken(tx, &outcomes)?;
        house.after(kind, Step::Recording);
        Ok(())
    })
}

/// 1, 2, 4 … seconds, at most some four minutes.
fn later(now: Instant, tries: u32) -> Instant {
    now + chrono::Duration::seconds(1 << tries.min(8))
}
