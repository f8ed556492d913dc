//! Runs what the outbox holds: claims a set under a lease, works outside any transaction, records in one.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::audit::Checkpoints;
use crate::carrier::Adapter;
use crate::error::{Broken, Result};
use crate::house::House;
use crate::id::JobId;
use crate::outbox::Kind;
use crate::vault::door::carrier::Courier;
use crate::vault::keyfile;
use crate::vault::signing::SigningKey;

mod attempt;
mod done;
mod engine;
mod erased;
mod housekeeping;
mod rows;

pub use done::{Done, Fate};
pub use engine::{drain, run};
use erased::Erased;
pub use housekeeping::sweep as keep_house;

/// What is done with the jobs of one kind.
///
/// Work may run twice for one job (a worker can die before it records), so it asks before it repeats
/// what the world may have seen already. If a set fails as a whole it is run again in halves.
pub trait Work: Send + Sync + 'static {
    /// What a job carries.
    type Payload: Serialize + DeserializeOwned + Send + 'static;
    /// The kind.
    const KIND: Kind<Self::Payload>;
    /// Jobs a claim takes at most.
    const CLAIM: i64 = 100;
    /// Claims worked on at the same time in one process.
    const LANES: usize = 1;
    /// Attempts after which a job is dead.
    const ATTEMPTS: i64 = 12;

    /// Touches the world for these jobs and says what became of each.
    fn work(
        &self,
        house: &House,
        jobs: Vec<Claimed<Self::Payload>>,
    ) -> impl Future<Output = Result<Done>> + Send;

    /// What is written of jobs whose workers died again and again, beside that the jobs are dead: whoever waits for
    /// them should be told.
    fn worn(jobs: Vec<Claimed<Self::Payload>>) -> Done {
        drop(jobs);
        Done::finished()
    }
}

/// A job this worker owns until its lease ends.
#[derive(Debug)]
pub struct Claimed<P> {
    /// Its id.
    pub id: JobId,
    /// What it is about.
    pub key: String,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// What it carries.
    pub payload: P,
}

/// Everything a worker does.
#[derive(Default)]
pub struct Works {
    works: Vec<std::sync::Arc<dyn Erased>>,
    ticks: Vec<Tick>,
}

#[derive(Clone)]
struct Tick {
    name: &'static str,
    every: Duration,
    run: std::sync::Arc<dyn Fn(&House) -> Result<()> + Send + Sync>,
    at_the_end: bool,
}

impl Works {
    /// What the worker of this house does: everything.
    ///
    /// # Errors
    /// A damaged carrier credential; a house without the vault.
    pub fn of(house: &House) -> Result<Self> {
        let keys = house.config().keys();
        let carriers: Vec<&str> = house.carriers().iter().map(Adapter::code).collect();
        let courier = Courier::open(&keys, house.vault()?, &carriers, house.clock().clone())
            .map_err(Broken::of("open the carriers' credentials"))?;
        let works = crate::waybill::work::works(Self::usual(), &Arc::new(courier));
        let works = works
            .with(crate::order::import::Import)
            .with(crate::print::seal::Seal)
            .with(crate::sweep::Sweep);
        let works = works.tick("uploads", Duration::from_secs(600), crate::order::import::sweep);
        checkpoints(works, house)
    }

    /// What every worker does: mail, and keeping the house.
    #[must_use]
    pub fn usual() -> Self {
        let works = crate::assign::works(crate::notify::works(Self::default()));
        let works = works.tick("bindings", Duration::from_secs(60), |house| {
            crate::binding::sweep(house.db())
        });
        let works = works.tick("statistics", Duration::from_secs(2), |house| {
            house.db().refresh_statistics()
        });
        works.tick("housekeeping", Duration::from_secs(60), housekeeping::sweep)
    }

    /// Adds the work of a kind.
    #[must_use]
    pub fn with(mut self, work: impl Work) -> Self {
        self.works.push(std::sync::Arc::new(work));
        self
    }

    /// Adds something done again and again, on a thread that may block; every worker process does it.
    #[must_use]
    pub fn tick(
        mut self,
        name: &'static str,
        every: Duration,
        run: impl Fn(&House) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.ticks.push(Tick {
            name,
            every,
            run: std::sync::Arc::new(run),
            at_the_end: false,
        });
        self
    }

    /// The last tick added is done once more when the worker ends, after its jobs.
    #[must_use]
    fn and_at_the_end(mut self) -> Self {
        if let Some(tick) = self.ticks.last_mut() {
            tick.at_the_end = true;
        }
        self
    }
}

/// Signed heads of the audit, written outside the database under a key of their own.
fn checkpoints(works: Works, house: &House) -> Result<Works> {
    let config = house.config();
    let keys = config.keys();
    let key = SigningKey::open(&keys.join("audit")).map_err(Broken::of("open the audit's key"))?;
    let told = hex::encode(key.public());
    keyfile::replace(&keys.join("audit-public"), told.as_bytes())
        .map_err(Broken::of("tell the audit's key"))?;
    let points = Checkpoints::new(config.checkpoints.clone(), key, config.zone);
    let points = Mutex::new(points);
    let write = move |house: &House| {
        let mut points = points.lock().unwrap_or_else(PoisonError::into_inner);
        let now = house.now();
        house
            .db()
            .read("checkpoint", |conn| points.write(conn, now))
            .map(drop)
    };
    Ok(works
        .tick("audit checkpoints", config.checkpoint_every, write)
        .and_at_the_end())
}
