//! What became of a claimed set: a fate for each job, and what is written together with them.

use std::collections::BTreeMap;

use crate::clock::Instant;
use crate::db::Tx;
use crate::error::Result;
use crate::id::JobId;

pub(super) type Record = Box<dyn Fn(&mut Tx<'_>) -> Result<()> + Send + Sync>;

/// What became of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is done.
    Finished,
    /// It failed and is tried again, with growing pauses unless `at` says when.
    Again {
        /// When; a pause that doubles with every attempt unless told.
        at: Option<Instant>,
        /// Why, for the operator; never a receiver's data.
        why: String,
    },
    /// It was too early; this attempt does not count.
    Later(Instant),
    /// It can never succeed by itself.
    Dead {
        /// Why, for the operator; never a receiver's data.
        why: String,
    },
}

/// The end of a claim: jobs not named otherwise are finished.
#[derive(Default)]
pub struct Done {
    fates: BTreeMap<JobId, Fate>,
    record: Vec<Record>,
}

impl Done {
    /// All jobs of the claim are finished, until told otherwise.
    #[must_use]
    pub fn finished() -> Self {
        Self::default()
    }

    /// The job failed; it is tried again after a growing pause, and is dead after its last attempt.
    pub fn again(&mut self, job: JobId, why: impl Into<String>) {
        let why = why.into();
        self.fates.insert(job, Fate::Again { at: None, why });
    }

    /// The job failed; it is tried again at `at`, and is dead after its last attempt.
    pub fn again_at(&mut self, job: JobId, at: Instant, why: impl Into<String>) {
        let why = why.into();
        self.fates.insert(job, Fate::Again { at: Some(at), why });
    }

    /// The job came too early: it runs at `at`, and this attempt does not count.
    pub fn later(&mut self, job: JobId, at: Instant) {
        self.fates.insert(job, Fate::Later(at));
    }

    /// The job can never succeed by itself: it waits for the operator.
    pub fn dead(&mut self, job: JobId, why: impl Into<String>) {
        self.fates.insert(job, Fate::Dead { why: why.into() });
    }

    /// Written in the one transaction that completes the jobs, under their fence; must be repeatable.
    #[must_use]
    pub fn recording(mut self, record: impl Fn(&mut Tx<'_>) -> Result<()> + Send + Sync + 'static) -> Self {
        self.record.push(Box::new(record));
        self
    }

    pub(super) fn fate(&self, job: JobId) -> Fate {
        self.fates.get(&job).cloned().unwrap_or(Fate::Finished)
    }

    pub(super) fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        self.record.iter().try_for_each(|record| record(tx))
    }
}
