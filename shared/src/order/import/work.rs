//! The job of an import: reads the spool in steps, each its own transaction, and goes on where a killed one stopped.

use std::ops::ControlFlow;

use chrono::Duration;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Ask, IMPORT, ImportJob};
use crate::batch::{self, Refusing, State, Step};
use crate::error::{Broken, Code, Error, Result};
use crate::house::House;
use crate::order::Origin;
use crate::order::intake::{self, Outcome, Owner, Taken};
use crate::outbox::{self, Kind};
use crate::vault::intake::{
    Draft, Fault, Item, Options, ReadError, Refused, Spool, Upload, sweep as sweep_spool,
};
use crate::worker::{Claimed, Done, Work};

/// Orders a step takes: few enough that a killed job repeats little.
const STEP: usize = 250;

/// Imports files.
pub struct Import;

impl Work for Import {
    type Payload = ImportJob;
    const KIND: Kind<ImportJob> = IMPORT;
    const CLAIM: i64 = 1;
    const LANES: usize = 2;
    const ATTEMPTS: i64 = 5;

    async fn work(&self, house: &House, jobs: Vec<Claimed<ImportJob>>) -> Result<Done> {
        let mut done = Done::finished();
        for job in jobs {
            let (payload, last) = (job.payload, job.attempt >= Self::ATTEMPTS);
            if let Going::On = house.blocking(move |house| run(house, payload, last)).await? {
                done.later(job.id, house.now());
            }
        }
        Ok(done)
    }

    fn worn(jobs: Vec<Claimed<ImportJob>>) -> Done {
        let batches = jobs.iter().map(|job| (job.payload.owner, job.payload.batch));
        batch::worn(batches.collect())
    }
}

/// How long a file keeps its lane where others wait: somebody's fifty rows do not wait for another's million.
const TURN: std::time::Duration = std::time::Duration::from_secs(10);

/// Whether there is more to read.
enum Going {
    On,
    Over,
}

/// What an import found out so far; kept with the batch.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Found {
    /// Orders and refusals handed over by the reader so far.
    items: u64,
    created: u64,
    changed: u64,
    unchanged: u64,
    /// Orders whose re-import somebody must look at.
    exceptions: u64,
    /// What the file is: columns, unknown columns, encoding, sheet.
    file: serde_json::Value,
}

fn run(house: &House, job: ImportJob, last: bool) -> Result<Going> {
    let Some(work) = house
        .db()
        .write("take up import", |tx| batch::take_up(tx, job.owner, job.batch))?
    else {
        return Ok(Going::Over);
    };
    let pass = work
        .spool
        .as_deref()
        .ok_or_else(|| Broken::new("an import without a spool"))?;
    let vault = house.vault()?;
    let spool = Spool::from_pass(&house.config().spool, vault.provider(), job.owner.raw(), pass)
        .map_err(Broken::of("open an import's spool"))?;
    let ask: Ask = serde_json::from_value(work.request.clone())?;
    let found: Found = serde_json::from_value(work.progress.clone()).unwrap_or_default();
    let options = ask.options(house.config().zone)?;
    let mut reader = Reader {
        house,
        job: job.clone(),
        dry_run: work.dry_run,
        skip: found.items,
        found,
        ..Reader::idle(house, job.clone())
    };
    let ended = match reader.read(&spool, &options) {
        Err(Stop::Refused(faults)) => refuse(house, &job, &faults),
        Err(Stop::Gone) => {
            tracing::error!(batch = %job.batch, folder = %house.config().spool.display(), "an upload is not in the spool");
            fail(house, &job, Code::UploadExpired)
        }
        Err(Stop::Broken(error)) if last => fail(house, &job, Code::Busy).and(Err(error)),
        Err(Stop::Broken(error)) => return Err(error),
        Err(Stop::Turn) => return Ok(Going::On),
        Err(Stop::Cancelled) => Ok(()),
        Ok(()) => house.db().write("end import", |tx| {
            batch::end(tx, job.owner, job.batch, State::Done, None)
        }),
    };
    // What could not be written down is tried again, with the file.
    ended?;
    spool.delete().map_err(Broken::of("delete a spool"))?;
    Ok(Going::Over)
}

/// How long an upload is kept at most, in hours.
const KEPT: i64 = 24;

/// Deletes uploads that were left behind, and fails the imports that would still read them.
///
/// # Errors
/// The disk's or the database's own.
pub(crate) fn sweep(house: &House) -> Result<()> {
    let before = house.now() - Duration::hours(KEPT);
    house.db().write("fail old imports", |tx| {
        batch::expire(tx, batch::Kind::Import, before, Code::UploadExpired.text())
    })?;
    sweep_spool(&house.config().spool, before).map_err(Broken::of("sweep the spool"))?;
    Ok(())
}

fn refuse(house: &House, job: &ImportJob, faults: &[Fault]) -> Result<()> {
    let code = faults.first().map_or("file_refused", |fault| fault.code.as_str());
    house.db().write("refuse import", |tx| {
        let refused = faults.iter().map(refusing).collect();
        batch::advance(
            tx,
            job.owner,
            job.batch,
            Step {
                refused,
                ..Step::default()
            },
        )?;
        batch::end(tx, job.owner, job.batch, State::Failed, Some(code))
    })
}

fn fail(house: &House, job: &ImportJob, code: Code) -> Result<()> {
    house.db().write("fail import", |tx| {
        batch::end(tx, job.owner, job.batch, State::Failed, Some(code.text()))
    })
}

enum Stop {
    Refused(Vec<Fault>),
    Broken(Error),
    /// The file is not there any more.
    Gone,
    Cancelled,
    /// Others wait: it goes on later where it stopped.
    Turn,
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Refused(faults) => Self::Refused(faults),
            ReadError::Io(cause) if cause.kind() == std::io::ErrorKind::NotFound => Self::Gone,
            ReadError::Io(cause) => Self::Broken(Broken::of("read an upload")(cause).into()),
        }
    }
}

struct Reader<'a> {
    house: &'a House,
    job: ImportJob,
    dry_run: bool,
    skip: u64,
    found: Found,
    total: Option<i64>,
    drafts: Vec<Draft>,
    refused: Vec<Refused>,
    stop: Option<Stop>,
    /// When it came to what was not read before: each turn does some new work, however long the way there.
    begun: Option<std::time::Instant>,
}

impl<'a> Reader<'a> {
    fn idle(house: &'a House, job: ImportJob) -> Self {
        Self {
            house,
            job,
            dry_run: false,
            skip: 0,
            found: Found::default(),
            total: None,
            drafts: Vec::new(),
            refused: Vec::new(),
            stop: None,
            begun: None,
        }
    }

    fn read(&mut self, spool: &Spool, options: &Options) -> Result<(), Stop> {
        let upload = Upload::open(spool.open().map_err(ReadError::Io)?, options)?;
        self.total = i64::try_from(upload.summary().rows).ok();
        self.found.file = json!(upload.summary());
        upload.read(&mut |item| self.take(item))?;
        match self.stop.take() {
            Some(stop) => Err(stop),
            None => self.flush(),
        }
    }

    fn take(&mut self, item: Item) -> ControlFlow<()> {
        if self.skip > 0 {
            self.skip -= 1;
            return ControlFlow::Continue(());
        }
        self.begun.get_or_insert_with(std::time::Instant::now);
        if let Item::Draft(draft) = &item
            && self
                .drafts
                .iter()
                .any(|known| known.external_no == draft.external_no)
        {
            // Rows of one order that stand apart: the second part finds the first already taken.
            self.flush_or_stop()?;
        }
        match item {
            Item::Draft(draft) => self.drafts.push(*draft),
            Item::Refused(refused) => self.refused.push(refused),
        }
        if self.drafts.len() + self.refused.len() >= STEP {
            self.flush_or_stop()
        } else {
            ControlFlow::Continue(())
        }
    }

    fn flush_or_stop(&mut self) -> ControlFlow<()> {
        match self.flush().and_then(|()| self.make_way()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(stop) => {
                self.stop = Some(stop);
                ControlFlow::Break(())
            }
        }
    }

    fn make_way(&self) -> Result<(), Stop> {
        if self.begun.is_none_or(|begun| begun.elapsed() < TURN) {
            return Ok(());
        }
        let waits = self.house.db().read("imports that wait", |conn| {
            outbox::waits(conn, IMPORT, self.house.now())
        });
        match waits.map_err(Stop::Broken)? {
            true => Err(Stop::Turn),
            false => Ok(()),
        }
    }

    /// Takes what was gathered, in one transaction with the batch's progress.
    fn flush(&mut self) -> Result<(), Stop> {
        let (drafts, refused) = (
            std::mem::take(&mut self.drafts),
            std::mem::take(&mut self.refused),
        );
        let db = self.house.db();
        let (found, go_on) = db
            .write("import step", |tx| self.step(tx, &drafts, &refused))
            .map_err(Stop::Broken)?;
        self.found = found;
        if go_on { Ok(()) } else { Err(Stop::Cancelled) }
    }

    fn step(
        &self,
        tx: &mut crate::db::Tx<'_>,
        drafts: &[Draft],
        refused: &[Refused],
    ) -> Result<(Found, bool)> {
        let mut step = Step {
            total: self.total,
            ..Step::default()
        };
        let mut found = self.found.clone();
        found.items += u64::try_from(drafts.len() + refused.len()).unwrap_or_default();
        step.refused
            .extend(refused.iter().flat_map(|refused| &refused.faults).map(refusing));
        if self.dry_run || drafts.is_empty() {
            step.done = i64::try_from(drafts.len()).unwrap_or_default();
        } else {
            let owner = Owner {
                merchant: self.job.owner.cast(),
                origin: Origin::Merchant,
                actor: &self.job.actor,
            };
            let taken = intake::take(tx, self.house.vault()?, owner, drafts)?;
            for (draft, taken) in drafts.iter().zip(taken) {
                match taken {
                    Ok(taken) => found.count(&taken, &mut step),
                    Err(no) => step.refused.push(Refusing {
                        row: draft.rows.first().and_then(|row| i64::try_from(*row).ok()),
                        code: no.code.text().to_owned(),
                        subject: draft.external_no.clone(),
                        ..Refusing::default()
                    }),
                }
            }
        }
        step.progress = Some(json!(found));
        let go_on = batch::advance(tx, self.job.owner, self.job.batch, step)?;
        Ok((found, go_on))
    }
}

impl Found {
    fn count(&mut self, taken: &Taken, step: &mut Step) {
        step.done += 1;
        match taken.outcome {
            Outcome::Created => self.created += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Unchanged => self.unchanged += 1,
        }
        self.exceptions += u64::from(taken.exception.is_some());
    }
}

fn refusing(fault: &Fault) -> Refusing {
    Refusing {
        row: i64::try_from(fault.row).ok().filter(|row| *row > 0),
        column: fault.column.to_string(),
        code: fault.code.as_str().to_owned(),
        ..Refusing::default()
    }
}
