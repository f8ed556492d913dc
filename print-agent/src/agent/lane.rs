//! Printing: one lane per printer, one label at a time in it, one render child per task.

use std::{collections::HashSet, path::PathBuf, sync::Arc, time::Duration};

use ticket::{Hash, Outcome, TicketRefusal};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use super::Agent;
use crate::{
    child::{
        Job, Start,
        parent::{Broken, Rendered, Task},
    },
    clock,
    printer::Printer,
    protocol::{DocumentStatus, Stage},
    queue::Turn,
    refusal::Refusal,
    transport::{Line, Sheet, Trouble, file_name},
};

/// Between looks at a printer that is not ready.
const RETRY: Duration = Duration::from_secs(2);
/// How long a stop waits for what is under way.
const FAREWELL: Duration = Duration::from_secs(40);

/// Prints until the agent stops: every printer with something to do has a lane.
pub async fn print(agent: Arc<Agent>) {
    let (mut lanes, mut busy) = (JoinSet::new(), HashSet::new());
    while !agent.stopping() {
        for printer in agent.queue().busy_printers() {
            if busy.insert(printer.clone()) {
                lanes.spawn(lane(Arc::clone(&agent), printer));
            }
        }
        tokio::select! {
            () = agent.work.notified() => {}
            Some(ended) = lanes.join_next() => if let Ok(printer) = ended { busy.remove(&printer); },
        }
    }
    // The labels at hand are finished, so that none is of unknown fate after an orderly end.
    let last = Instant::now() + FAREWELL;
    while let Ok(Some(_)) = tokio::time::timeout_at(last, lanes.join_next()).await {}
}

/// Prints what there is for one printer; gives its name back when there is nothing left.
async fn lane(agent: Arc<Agent>, name: String) -> String {
    let mut hands = Hands::default();
    while !agent.stopping() {
        let Some(turn) = agent.queue().next(&name) else {
            break;
        };
        if hands.task.as_deref() != Some(&turn.task_id) {
            hands.end_child().await;
            hands.task = Some(turn.task_id.clone());
        }
        let turnstile = agent.turnstile(&name);
        let held = turnstile.lock().await;
        let settled = one(&agent, &turn, &mut hands).await;
        drop(held);
        if let Err(refusal) = settled {
            // A child would hold what it opened for as long as a printer sleeps.
            hands.end_child().await;
            agent.queue().wait(&turn, refusal);
            rest(&agent).await;
        }
    }
    hands.end_child().await;
    if let Some(spare) = hands.spare {
        spare.end().await;
    }
    if let Some((_, line)) = hands.line {
        line.close().await;
    }
    name
}

async fn rest(agent: &Agent) {
    let until = Instant::now() + RETRY;
    while Instant::now() < until && !agent.stopping() {
        sleep(Duration::from_millis(200)).await;
    }
}

/// What a lane holds between labels.
#[derive(Default)]
struct Hands {
    task: Option<String>,
    child: Option<Task>,
    /// For the task that follows: it has read the fonts and opened nothing.
    spare: Option<Task>,
    line: Option<(Printer, Line)>,
}

impl Hands {
    async fn end_child(&mut self) {
        if let Some(child) = self.child.take() {
            child.end().await;
        }
    }

    /// The task's child; the next task's is started meanwhile, so that nobody waits for fonts.
    async fn child(&mut self, agent: &Agent, turn: &Turn) -> Result<Task, Refusal> {
        let ready = self.child.take().or_else(|| self.spare.take()?.alive());
        let child = match ready {
            Some(child) => child,
            None => start(agent).await?,
        };
        if self.spare.is_none() && agent.queue().followed(turn) {
            self.spare = start(agent).await.ok();
        }
        Ok(child)
    }

    fn line(&mut self, agent: &Agent, printer: &Printer) -> Result<&mut Line, Refusal> {
        if self.line.as_ref().is_none_or(|(known, _)| known != printer) {
            self.line = Some((printer.clone(), Line::to(printer, &agent.folder)?));
        }
        let (_, line) = self.line.as_mut().ok_or(Refusal::of("printer_unreachable"))?;
        Ok(line)
    }
}

/// One label from ticket to paper. `Err` when it must wait: nothing came out, and it stays the next one.
async fn one(agent: &Agent, turn: &Turn, hands: &mut Hands) -> Result<(), Refusal> {
    let (printer, name) = match fit(agent, turn) {
        Ok(fit) => fit,
        Err(refusal) => {
            match turn.redeemed || turn.cancelled {
                // A spent ticket ends with a receipt.
                true => close(agent, turn, Outcome::Failed, None, Some(refusal)),
                false => refuse(agent, turn, refusal),
            }
            return Ok(());
        }
    };
    hands.line(agent, &printer)?.ready().await?;
    if !turn.redeemed && !redeem(agent, turn).await {
        return Ok(());
    }
    let rendered = match render(agent, turn, hands, &printer).await {
        Ok(rendered) => rendered,
        Err(refusal) => {
            close(agent, turn, Outcome::Failed, None, Some(refusal));
            return Ok(());
        }
    };
    let hash = rendered.bitmap_hash;
    agent.queue().rendered(turn, hash);
    let sheet = Sheet {
        name,
        millimetres: rendered.size.millimetres(),
        bytes: rendered.bytes,
        order: rendered.order,
    };
    hand_over(agent, turn, hands.line(agent, &printer)?, &sheet, hash).await
}

/// Everything that can be said before the printer is asked.
fn fit(agent: &Agent, turn: &Turn) -> Result<(Printer, String), Refusal> {
    let header = &turn.envelope.header;
    if turn.cancelled {
        return Err(Refusal::of("cancelled"));
    }
    let printer = agent.printer(&turn.printer)?;
    let name = file_name(&header.document_id, header.print_no).ok_or(Refusal::of("bad_number"))?;
    if header.plain && printer.masked_only() {
        return Err(Refusal::of("plain_not_allowed"));
    }
    match clock::now() > header.leave_by {
        true => Err(TicketRefusal::ExpiredLeave.into()),
        false => Ok((printer, name)),
    }
}

/// Writes down what is about to happen, then asks the platform. False when the label ended here.
async fn redeem(agent: &Agent, turn: &Turn) -> bool {
    let begun = agent.queue().begin(turn);
    let platform = match agent.platform() {
        Ok(platform) if begun.is_ok() => platform,
        Ok(_) => return refused(agent, turn, Refusal::of("journal_failed")),
        Err(refusal) => return refused(agent, turn, refusal),
    };
    let Err(error) = platform.redeem(&turn.envelope.header.ticket_id).await else {
        agent.queue().redeemed(turn);
        return true;
    };
    let refusal = error.refusal();
    if turn.resumed && matches!(refusal.code.as_ref(), "already_redeemed" | "ticket_spent") {
        // Spent by this very agent just before it stopped, and nothing was printed with it.
        close(
            agent,
            turn,
            Outcome::Failed,
            None,
            Some(Refusal::of("interrupted")),
        );
    } else if error.nothing_done() {
        refuse(agent, turn, refusal);
    } else {
        // A lost answer may have spent the ticket: the receipt says that nothing was printed with it.
        close(agent, turn, Outcome::Failed, None, Some(refusal));
    }
    false
}

fn refused(agent: &Agent, turn: &Turn, refusal: Refusal) -> bool {
    refuse(agent, turn, refusal);
    false
}

/// Loads the printer, records the order, gives it.
async fn hand_over(
    agent: &Agent,
    turn: &Turn,
    line: &mut Line,
    sheet: &Sheet,
    hash: Hash,
) -> Result<(), Refusal> {
    if let Err(trouble) = line.load(sheet).await {
        return settle(agent, turn, hash, trouble);
    }
    if agent.queue().sent(turn).is_err() {
        close(
            agent,
            turn,
            Outcome::Failed,
            Some(hash),
            Some(Refusal::of("journal_failed")),
        );
        return Ok(());
    }
    let tell = |refusal| agent.queue().wait(turn, refusal);
    match line.print(sheet, &tell).await {
        Ok(file) => {
            printed(agent, turn, hash, file);
            Ok(())
        }
        Err(trouble) => {
            if matches!(trouble, Trouble::Later(_)) {
                agent.queue().not_sent(turn);
            }
            settle(agent, turn, hash, trouble)
        }
    }
}

fn settle(agent: &Agent, turn: &Turn, hash: Hash, trouble: Trouble) -> Result<(), Refusal> {
    match trouble {
        Trouble::Later(refusal) => return Err(refusal),
        Trouble::Never(refusal) => close(agent, turn, Outcome::Failed, Some(hash), Some(refusal)),
        Trouble::Unsure(refusal) => close(agent, turn, Outcome::Unknown, Some(hash), Some(refusal)),
    }
    Ok(())
}

async fn render(
    agent: &Agent,
    turn: &Turn,
    hands: &mut Hands,
    printer: &Printer,
) -> Result<Rendered, Refusal> {
    let mut task = hands.child(agent, turn).await?;
    let job = Job::print(
        (turn.envelope.clone(), turn.custom.clone()),
        clock::now(),
        printer,
        &agent.config(&printer.name),
    );
    match task.render(&job).await {
        Ok(outcome) => {
            hands.child = Some(task);
            outcome
        }
        Err(Broken(refusal)) => {
            task.end().await;
            Err(refusal)
        }
    }
}

pub(super) async fn start(agent: &Agent) -> Result<Task, Refusal> {
    let enrolment = agent.enrolment.as_ref().ok_or(Refusal::of("not_enrolled"))?;
    let start = Start {
        agent_id: enrolment.agent_id.clone(),
        platform: enrolment.platform_key,
        fonts: agent.renderer.fonts().to_owned(),
    };
    agent.renderer.start(&agent.device, start).await
}

fn printed(agent: &Agent, turn: &Turn, hash: Hash, file: Option<PathBuf>) {
    let status = DocumentStatus {
        status: Stage::Printed,
        file: file.map(|path| path.display().to_string()),
        bitmap_hash: Some(hash),
        ..DocumentStatus::new(turn.envelope.header.document_id.clone(), None)
    };
    end(agent, turn, Outcome::Printed, Some(hash), status);
}

/// Ends a label whose ticket is, or may be, spent.
fn close(agent: &Agent, turn: &Turn, outcome: Outcome, hash: Option<Hash>, refusal: Option<Refusal>) {
    let cancelled = refusal
        .as_ref()
        .is_some_and(|refusal| refusal.code == "cancelled");
    let status = DocumentStatus {
        status: match outcome {
            Outcome::Printed => Stage::Printed,
            Outcome::Failed if cancelled => Stage::Cancelled,
            Outcome::Failed => Stage::Failed,
            Outcome::Unknown => Stage::Unknown,
        },
        bitmap_hash: hash,
        ..DocumentStatus::new(turn.envelope.header.document_id.clone(), refusal)
    };
    end(agent, turn, outcome, hash, status);
}

fn end(agent: &Agent, turn: &Turn, outcome: Outcome, hash: Option<Hash>, status: DocumentStatus) {
    let code = status.refusal.as_ref().map(|refusal| refusal.code.to_string());
    log(agent, turn, &status);
    let receipt = agent.receipt(&turn.begun(), outcome, hash, code);
    // Unrecorded, it is reported as unknown after the next start.
    if let Err(error) = agent.queue().end(turn, receipt, status) {
        tracing::error!(%error, "the receipt could not be recorded");
    }
    agent.post.notify_one();
}

/// Ends a label whose ticket is not spent.
fn refuse(agent: &Agent, turn: &Turn, refusal: Refusal) {
    log(
        agent,
        turn,
        &DocumentStatus::new(turn.envelope.header.document_id.clone(), Some(refusal.clone())),
    );
    agent.queue().refuse(turn, refusal);
}

/// By number, printer and code: the message may name characters of a receiver.
fn log(agent: &Agent, turn: &Turn, status: &DocumentStatus) {
    let why = status
        .refusal
        .as_ref()
        .map_or("已打印", |refusal| refusal.code.as_ref());
    agent.note(format!("{} → {}：{why}", status.document_id, turn.printer));
}
