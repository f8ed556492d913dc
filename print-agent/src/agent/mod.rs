//! The running agent: what its parts share.

mod bench;
mod end;
mod lane;
mod open;
mod paper;
mod post;
mod sample;
mod set;
mod spool;

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use ticket::{Hash, Outcome, Receipt, SignedReceipt};
use tokio::sync::Notify;

use crate::{
    child::parent::Renderer,
    clock,
    home::{Device, Enrolment, Home, HomeError},
    platform::Platform,
    printer::{Catalogue, Config, Printer},
    queue::{Queue, event::Begun},
    refusal::Refusal,
    transport::Folder,
    watched::Watched,
};

use bench::Benches;
pub use lane::print;
pub use paper::PrintedPaper;
pub use post::deliver;
pub use spool::forget_spooled;

/// Lines the page can look back on.
const LOG_LINES: usize = 300;

/// Everything a running agent has.
pub struct Agent {
    home: Home,
    device: Device,
    enrolment: Watched<Option<Arc<Enrolment>>>,
    token: String,
    client: reqwest::Client,
    renderer: Renderer,
    folder: Folder,
    queue: Mutex<Queue>,
    catalogue: Mutex<Catalogue>,
    benches: Benches,
    log: Mutex<VecDeque<(i64, String)>>,
    work: Notify,
    post: Notify,
    stopping: AtomicBool,
    /// How long a label whose ticket is spent waits for its printer.
    patience: Duration,
}

impl Agent {
    /// Reads the home folder; labels a crash cut off become receipts of what is known of them.
    pub fn open(
        home: Home,
        renderer: Renderer,
        out: PathBuf,
        client: reqwest::Client,
    ) -> Result<Agent, HomeError> {
        let read = home.clone();
        let enrolled = move || Ok(read.enrolment()?.map(Arc::new));
        let io = |path: PathBuf| move |source| HomeError::Io { path, source };
        let queue = Queue::open(&home.journal()).map_err(io(home.journal()))?;
        let agent = Agent {
            device: home.device()?,
            enrolment: Watched::open(home.enrolment_file(), enrolled)?,
            token: home.pairing_token()?,
            benches: Benches::new(queue.torn()),
            queue: Mutex::new(queue),
            catalogue: Mutex::new(home.printers()?),
            folder: Folder::open(out.clone()).map_err(io(out))?,
            log: Mutex::default(),
            work: Notify::new(),
            post: Notify::new(),
            stopping: AtomicBool::new(false),
            patience: home.settings()?.patience(),
            home,
            client,
            renderer,
        };
        agent.tell_of_the_crash();
        Ok(agent)
    }

    fn tell_of_the_crash(&self) {
        let unfinished = self.queue().unfinished();
        for (label, sent) in unfinished {
            let (outcome, code) = match sent {
                true => (Outcome::Unknown, "fate_unknown"),
                false => (Outcome::Failed, "interrupted"),
            };
            let receipt = self.receipt(&label, outcome, None, Some(code.into()));
            self.note(format!("{}：{}", label.document_id, Refusal::of(code).msg));
            if let Err(error) = self.queue().end_unfinished(receipt) {
                tracing::error!(%error, ticket = label.ticket_id, "the receipt could not be recorded");
            }
        }
    }

    /// Where it is enrolled: by now, for `print-agent enrol` and `allow` reach an agent that runs.
    pub fn enrolment(&self) -> Option<Arc<Enrolment>> {
        self.enrolment.now().as_ref().clone()
    }

    /// What a client must show.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Its folder.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Where the PDF printer writes.
    pub fn out(&self) -> &Path {
        self.folder.path()
    }

    /// The tasks.
    pub fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The printers.
    pub fn printers(&self) -> Vec<Printer> {
        self.catalogue().all()
    }

    /// The printer of this name, the default one for none.
    pub fn printer(&self, name: &str) -> Result<Printer, Refusal> {
        self.catalogue().find(name)
    }

    /// The printer labels go to that name none.
    pub fn default_printer(&self) -> String {
        self.catalogue().default_printer().name
    }

    /// A printer's settings.
    pub fn config(&self, printer: &str) -> Config {
        self.catalogue().config(printer)
    }

    /// Changes and keeps a printer's settings.
    pub fn configure(&self, printer: &str, config: Config) -> Result<(), Refusal> {
        self.change_printers(|catalogue| {
            catalogue.configure(printer, config);
            Ok(())
        })
    }

    /// Adds, replaces or removes a printer, for the agent's own page alone.
    pub fn change_printers(
        &self,
        change: impl FnOnce(&mut Catalogue) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut catalogue = self.catalogue();
        let mut changed = catalogue.clone();
        change(&mut changed)?;
        self.home
            .keep_printers(&changed)
            .map_err(|_| Refusal::of("journal_failed"))?;
        *catalogue = changed;
        drop(catalogue);
        self.wake();
        Ok(())
    }

    /// There is something to print.
    pub fn wake(&self) {
        self.work.notify_one();
    }

    /// No further label is begun; the loops end after the ones at hand.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.wake();
    }

    fn stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Writes a line the agent's page shows; never with a word of a receiver.
    pub fn note(&self, line: String) {
        tracing::info!("{line}");
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if log.len() >= LOG_LINES {
            log.pop_front();
        }
        log.push_back((clock::now(), line));
    }

    /// The last lines, oldest first, with their unix seconds.
    pub fn log(&self) -> Vec<(i64, String)> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.iter().cloned().collect()
    }

    fn catalogue(&self) -> MutexGuard<'_, Catalogue> {
        self.catalogue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The platform as this agent calls it.
    pub fn platform(&self) -> Result<Platform<'_>, Refusal> {
        let enrolment = self.enrolment().ok_or(Refusal::of("not_enrolled"))?;
        Ok(Platform {
            client: &self.client,
            enrolment,
            key: &self.device.sign,
        })
    }

    fn receipt(
        &self,
        label: &Begun,
        outcome: Outcome,
        hash: Option<Hash>,
        code: Option<String>,
    ) -> SignedReceipt {
        let agent_id = self.enrolment().map(|place| place.agent_id.clone());
        let receipt = Receipt {
            ticket_id: label.ticket_id.clone(),
            agent_id: agent_id.unwrap_or_default(),
            document_id: label.document_id.clone(),
            outcome,
            bitmap_hash: hash,
            printer: label.printer.clone(),
            at: clock::now(),
            code,
        };
        receipt.sign(&self.device.sign)
    }
}
