//! The running agent: what its parts share, and the two loops that print labels and deliver receipts.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use ticket::{Outcome, Receipt, TicketRefusal, door::MAX_RECEIPTS};
use tokio::sync::Notify;

use crate::{
    child::{
        Start,
        parent::{Broken, Rendered, Renderer, Task},
    },
    clock,
    home::{Device, Enrolment, Home, HomeError},
    journal::{Begun, Journal},
    platform::Platform,
    printer::{Config, Configs, PDF, PdfFolder, file_name},
    protocol::{DocumentStatus, Stage},
    queue::{Queue, Turn},
    refusal::Refusal,
};

const FIRST_RETRY: Duration = Duration::from_secs(1);
const LAST_RETRY: Duration = Duration::from_secs(60);

/// Everything a running agent has.
pub struct Agent {
    home: Home,
    device: Device,
    enrolment: Option<Enrolment>,
    token: String,
    client: reqwest::Client,
    renderer: Renderer,
    folder: PdfFolder,
    queue: Mutex<Queue>,
    journal: Mutex<Journal>,
    configs: Mutex<Configs>,
    work: Notify,
    post: Notify,
    stopping: AtomicBool,
}

impl Agent {
    /// Reads the home folder; labels left unfinished by a crash become receipts of unknown fate.
    pub fn open(
        home: Home,
        renderer: Renderer,
        out: PathBuf,
        client: reqwest::Client,
    ) -> Result<Agent, HomeError> {
        let io = |path: PathBuf| move |source| HomeError::Io { path, source };
        let agent = Agent {
            device: home.device()?,
            enrolment: home.enrolment()?,
            token: home.pairing_token()?,
            journal: Mutex::new(Journal::open(&home.journal()).map_err(io(home.journal()))?),
            configs: Mutex::new(home.printers()?),
            folder: PdfFolder::open(out.clone()).map_err(io(out))?,
            queue: Mutex::default(),
            work: Notify::new(),
            post: Notify::new(),
            stopping: AtomicBool::new(false),
            home,
            client,
            renderer,
        };
        let unfinished = agent.journal().unfinished();
        for label in unfinished {
            agent.close(&label, Outcome::Unknown, None, None);
        }
        Ok(agent)
    }

    /// Where it is enrolled.
    pub fn enrolment(&self) -> Option<&Enrolment> {
        self.enrolment.as_ref()
    }

    /// What a client must show.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The tasks.
    pub fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many receipts the platform still lacks.
    pub fn owed(&self) -> usize {
        self.journal().owed_count()
    }

    /// A printer's settings.
    pub fn config(&self, printer: &str) -> Config {
        self.configs().get(printer).copied().unwrap_or_default()
    }

    /// Changes and keeps a printer's settings.
    pub fn configure(&self, printer: &str, config: Config) -> Result<(), Refusal> {
        let mut configs = self.configs();
        configs.insert(printer.to_owned(), config);
        self.home
            .keep_printers(&configs)
            .map_err(|_| Refusal::of("journal_failed"))
    }

    /// There is a new task.
    pub fn wake(&self) {
        self.work.notify_one();
    }

    /// No further label is begun; the loop ends after the one at hand.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.wake();
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn configs(&self) -> MutexGuard<'_, Configs> {
        self.configs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn platform(&self) -> Result<Platform<'_>, Refusal> {
        let enrolment = self.enrolment.as_ref().ok_or(Refusal::of("not_enrolled"))?;
        Ok(Platform {
            client: &self.client,
            enrolment,
            key: &self.device.sign,
        })
    }

    /// Signs and records a label's end; the delivery loop takes it from there.
    fn close(&self, label: &Begun, outcome: Outcome, rendered: Option<&Rendered>, code: Option<String>) {
        let receipt = Receipt {
            ticket_id: label.ticket_id.clone(),
            agent_id: self
                .enrolment
                .as_ref()
                .map(|place| place.agent_id.clone())
                .unwrap_or_default(),
            document_id: label.document_id.clone(),
            outcome,
            bitmap_hash: rendered.map(|rendered| rendered.bitmap_hash),
            printer: label.printer.clone(),
            at: clock::now(),
            code,
        };
        // Unrecorded, it is reported as unknown after the next start.
        if let Err(error) = self.journal().end(receipt.sign(&self.device.sign)) {
            tracing::error!(%error, ticket = label.ticket_id, "the receipt could not be recorded");
        }
        self.post.notify_one();
    }
}

/// Prints labels in order, one at a time, until the agent stops. One render child per task.
pub async fn print(agent: Arc<Agent>) {
    let mut child: Option<Task> = None;
    while !agent.stopping.load(Ordering::Relaxed) {
        let turn = agent.queue().turn();
        let Some(turn) = turn else {
            agent.work.notified().await;
            continue;
        };
        let status = settle(&turn, print_label(&agent, &turn, &mut child).await);
        if turn.last
            && let Some(child) = child.take()
        {
            child.end().await;
        }
        tracing::info!(document = status.document_id, outcome = ?status.status,
            code = status.refusal.as_ref().map(|refusal| refusal.code.as_ref()), "label");
        agent.queue().settle(&turn, status);
    }
    if let Some(child) = child {
        child.end().await;
    }
}

fn settle(turn: &Turn, outcome: Result<(PathBuf, Rendered), Refusal>) -> DocumentStatus {
    let document_id = turn.envelope.header.document_id.clone();
    let (status, refusal, done) = match outcome {
        Ok(done) => (Stage::Printed, None, Some(done)),
        Err(refusal) => (Stage::Failed, Some(refusal), None),
    };
    let (file, bitmap_hash) = done
        .map(|(path, rendered)| (path.display().to_string(), rendered.bitmap_hash))
        .unzip();
    DocumentStatus {
        document_id,
        status,
        refusal,
        file,
        bitmap_hash,
    }
}

/// One label from ticket to file. From the redemption on, every way out leaves a receipt.
async fn print_label(
    agent: &Agent,
    turn: &Turn,
    child: &mut Option<Task>,
) -> Result<(PathBuf, Rendered), Refusal> {
    let header = &turn.envelope.header;
    let name = file_name(&header.document_id, header.print_no).ok_or(Refusal::of("bad_number"))?;
    if header.plain {
        return Err(Refusal::of("plain_not_allowed"));
    }
    if clock::now() > header.leave_by {
        return Err(TicketRefusal::ExpiredLeave.into());
    }
    let label = Begun {
        ticket_id: header.ticket_id.clone(),
        document_id: header.document_id.clone(),
        printer: turn.printer.clone(),
    };
    redeem(agent, &label).await?;
    let outcome = match render(agent, turn, child).await {
        Ok(rendered) => match agent.folder.print(&name, &rendered.pdf) {
            Ok(path) => Ok((path, rendered)),
            Err(_) => Err(Refusal::of("output_failed")),
        },
        Err(refusal) => Err(refusal),
    };
    match &outcome {
        Ok((_, rendered)) => agent.close(&label, Outcome::Printed, Some(rendered), None),
        Err(refusal) => agent.close(&label, Outcome::Failed, None, Some(refusal.code.to_string())),
    }
    outcome
}

/// Writes down what is about to happen, then asks the platform. A lost answer may have spent the ticket: the
/// receipt says that nothing was printed with it.
async fn redeem(agent: &Agent, label: &Begun) -> Result<(), Refusal> {
    let platform = agent.platform()?;
    agent
        .journal()
        .begin(label.clone())
        .map_err(|_| Refusal::of("journal_failed"))?;
    let Err(error) = platform.redeem(&label.ticket_id).await else {
        return Ok(());
    };
    let refusal = error.refusal();
    if error.nothing_done() {
        let _ = agent.journal().drop_begun(&label.ticket_id);
    } else {
        agent.close(label, Outcome::Failed, None, Some(refusal.code.to_string()));
    }
    Err(refusal)
}

async fn render(agent: &Agent, turn: &Turn, child: &mut Option<Task>) -> Result<Rendered, Refusal> {
    let mut task = match child.take() {
        Some(task) => task,
        None => start(agent).await?,
    };
    match task
        .render(&turn.envelope, clock::now(), &agent.config(&turn.printer))
        .await
    {
        Ok(outcome) => {
            *child = Some(task);
            outcome
        }
        Err(Broken(refusal)) => {
            task.end().await;
            Err(refusal)
        }
    }
}

async fn start(agent: &Agent) -> Result<Task, Refusal> {
    let enrolment = agent.enrolment.as_ref().ok_or(Refusal::of("not_enrolled"))?;
    let start = Start {
        agent_id: enrolment.agent_id.clone(),
        platform: enrolment.platform_key,
        fonts: agent.renderer.fonts().to_owned(),
    };
    agent.renderer.start(&agent.device, start).await
}

/// Delivers receipts until the platform has them all, then waits for more; never gives up.
pub async fn deliver(agent: Arc<Agent>) {
    let mut wait = FIRST_RETRY;
    loop {
        let owed = agent.journal().owed(MAX_RECEIPTS);
        if owed.is_empty() {
            agent.post.notified().await;
            continue;
        }
        let settled = match agent.platform() {
            Ok(platform) => platform
                .deliver(owed)
                .await
                .map_err(|error| error.to_string())
                .map(|reply| {
                    for refused in &reply.refused {
                        tracing::warn!(ticket = refused.ticket_id, code = refused.code, "receipt refused");
                    }
                    let refused = reply.refused.into_iter().map(|refused| refused.ticket_id);
                    reply.taken.into_iter().chain(refused).collect::<Vec<_>>()
                }),
            Err(refusal) => Err(refusal.msg.to_string()),
        };
        let done = match settled {
            Ok(ids) => !ids.is_empty() && agent.journal().settle(ids.into_iter()).is_ok(),
            Err(error) => {
                tracing::warn!(error, "receipts are not delivered yet");
                false
            }
        };
        wait = if done { FIRST_RETRY } else { pause(wait).await };
    }
}

async fn pause(wait: Duration) -> Duration {
    tokio::time::sleep(wait).await;
    (wait * 2).min(LAST_RETRY)
}

/// The only printer there is so far.
pub fn is_printer(name: &str) -> bool {
    name == PDF
}
