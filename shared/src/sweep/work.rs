//! The job of a batch: goes on where the last step stopped, a step a transaction, and makes room for others in between.

use std::time::Duration;

use serde::Deserialize;

use super::hand::Hand;
use super::verb::{Verb, Verdicts};
use super::{SWEEP, SweepJob};
use crate::batch::{self, Item, Refusing, State, Step};
use crate::bulk::RowProblem;
use crate::db::Tx;
use crate::error::{Broken, Error, Result};
use crate::house::House;
use crate::outbox::Kind;
use crate::worker::{Claimed, Done, Work};

/// How long a batch keeps its lane before it stands in line again.
const TURN: Duration = Duration::from_secs(5);

/// Walks batches.
pub struct Sweep;

impl Work for Sweep {
    type Payload = SweepJob;
    const KIND: Kind<SweepJob> = SWEEP;
    const CLAIM: i64 = 1;
    const LANES: usize = 2;
    const ATTEMPTS: i64 = 6;

    async fn work(&self, house: &House, jobs: Vec<Claimed<SweepJob>>) -> Result<Done> {
        let mut done = Done::finished();
        for job in jobs {
            let last = job.attempt >= Self::ATTEMPTS;
            if let Going::On = turn(house, job.payload, last).await? {
                done.later(job.id, house.now());
            }
        }
        Ok(done)
    }

    fn worn(jobs: Vec<Claimed<SweepJob>>) -> Done {
        let batches = jobs.iter().map(|job| (job.payload.owner, job.payload.batch));
        batch::worn(batches.collect())
    }
}

/// Whether there is more to walk.
enum Going {
    On,
    Over,
}

async fn turn(house: &House, job: SweepJob, last: bool) -> Result<Going> {
    let begun = std::time::Instant::now();
    loop {
        let stepped = house.blocking(move |house| step(house, job, last)).await?;
        if matches!(stepped, Going::Over) || begun.elapsed() > TURN {
            return Ok(stepped);
        }
    }
}

/// One step. What the whole act is refused for ends the batch; what broke is tried again, at last it ends the batch too.
fn step(house: &House, job: SweepJob, last: bool) -> Result<Going> {
    let stepped = house.db().write("batch step", |tx| walk(tx, house, job));
    let code = match &stepped {
        Err(Error::Refused(no)) => no.code.text(),
        Err(Error::Broken(_)) if last => "busy",
        _ => return stepped,
    };
    house
        .db()
        .write("batch fails", |tx| batch::fail(tx, job.owner, job.batch, code))?;
    match stepped {
        Err(Error::Refused(_)) => Ok(Going::Over),
        broken => broken,
    }
}

/// What a batch was begun with.
#[derive(Deserialize)]
struct Request {
    verb: Verb,
}

/// The next rows: their effect, their refusals and the place are one transaction, so that no row is done twice.
fn walk(tx: &mut Tx<'_>, house: &House, job: SweepJob) -> Result<Going> {
    let Some(chunk) = batch::chunk(tx, job.owner, job.batch)? else {
        return Ok(Going::Over);
    };
    let Request { verb } = serde_json::from_value(chunk.request.clone())
        .map_err(|_| Broken::row("batches", "request", job.batch))?;
    let mut chunk = if verb.apart() {
        chunk.of_one_merchant()
    } else {
        chunk
    };
    let Some((place, _)) = chunk.items.last().copied() else {
        batch::end(tx, job.owner, job.batch, State::Done, None)?;
        return Ok(Going::Over);
    };
    let hand = Hand::of(tx, house, job.owner, chunk.who)?;
    let items: Vec<Item> = chunk.items.iter().map(|(_, item)| *item).collect();
    let verdicts = verb.step(tx, &hand, &items, &mut chunk.progress)?;
    let step = Step {
        progress: Some(serde_json::to_value(&chunk.progress)?),
        place: Some(place),
        ..achieved(&verb, &chunk.items, verdicts)?
    };
    batch::advance(tx, job.owner, job.batch, step)?;
    Ok(Going::On)
}

fn achieved(verb: &Verb, items: &[(i64, Item)], verdicts: Verdicts) -> Result<Step> {
    if verdicts.len() != items.len() {
        return Err(Broken::new("an act answered for other rows than it was given").into());
    }
    let refused: Vec<Refusing> = items
        .iter()
        .zip(verdicts)
        .filter_map(|((place, item), no)| Some(refusing(verb, *place, *item, no?)))
        .collect();
    Ok(Step {
        done: i64::try_from(items.len() - refused.len()).unwrap_or_default(),
        refused,
        ..Step::default()
    })
}

fn refusing(verb: &Verb, place: i64, item: Item, no: RowProblem) -> Refusing {
    Refusing {
        row: Some(place),
        column: no.at.unwrap_or_default(),
        code: no.code.to_owned(),
        detail: no.detail,
        subject: verb.subject(item),
    }
}
