//! Setting a label: its ticket is redeemed, and what it seals is opened and set in its task's child.

use std::sync::Arc;

use ticket::Outcome;

use super::{
    Agent,
    end::{close, refuse},
};
use crate::{
    child::{
        Job, Start,
        parent::{Broken, Rendered, Task},
    },
    clock::{self, Moment},
    home::Enrolment,
    platform::CallError,
    printer::{Config, Printer},
    queue::Turn,
    refusal::Refusal,
};

/// A label that is set, its ticket spent: dots for one printer as it was configured.
pub(super) struct Set {
    ticket_id: String,
    printer: Printer,
    config: Config,
    /// What goes to the printer.
    pub(super) rendered: Rendered,
}

impl Set {
    /// Whether it can be printed now: the settings may have changed since.
    pub(super) fn serves(&self, agent: &Agent, turn: &Turn, printer: &Printer) -> bool {
        self.ticket_id == turn.envelope.header.ticket_id
            && self.printer == *printer
            && self.config == agent.config(&printer.name)
    }
}

/// The processes that open labels: one task's, and one for the task that follows.
#[derive(Default)]
pub(super) struct Children {
    /// For which enrolment they open.
    place: Option<Arc<Enrolment>>,
    now: Option<Task>,
    /// It has read the fonts and opened nothing.
    spare: Option<Task>,
}

impl Children {
    /// Ends the task's child: it would hold what it opened for as long as a printer sleeps.
    pub(super) async fn end_task(&mut self) {
        if let Some(child) = self.now.take() {
            child.end().await;
        }
    }

    /// The task is done: its child ends while the next task begins.
    pub(super) fn dismiss(&mut self) {
        if let Some(child) = self.now.take() {
            tokio::spawn(child.end());
        }
    }

    /// Ends both.
    pub(super) async fn end(&mut self) {
        self.end_task().await;
        if let Some(spare) = self.spare.take() {
            spare.end().await;
        }
    }

    /// The task's child; the next task's is started meanwhile, so that nobody waits for fonts.
    async fn take(&mut self, agent: &Agent, turn: &Turn) -> Result<Task, Refusal> {
        let place = agent.enrolment();
        if self.place != place {
            self.end().await;
            self.place = place;
        }
        let ready = self.now.take().or_else(|| self.spare.take()?.alive());
        let child = match ready {
            Some(child) => child,
            None => start(agent).await?,
        };
        if self.spare.is_none() && agent.queue().followed(turn) {
            self.spare = start(agent).await.ok();
        }
        Ok(child)
    }
}

/// Redeems and sets a label; `None` when it ended here, `Err` when it must wait for the platform.
pub(super) async fn set(
    agent: &Agent,
    turn: &Turn,
    children: &mut Children,
    printer: &Printer,
) -> Result<Option<Set>, Refusal> {
    if !turn.redeemed && !redeem(agent, turn).await? {
        return Ok(None);
    }
    Ok(set_redeemed(agent, turn, children, printer).await)
}

/// Sets a label whose ticket is spent; `None` when it ended here.
pub(super) async fn set_redeemed(
    agent: &Agent,
    turn: &Turn,
    children: &mut Children,
    printer: &Printer,
) -> Option<Set> {
    let config = agent.config(&printer.name);
    match render(agent, turn, children, printer, &config).await {
        Ok(rendered) => Some(Set {
            ticket_id: turn.envelope.header.ticket_id.clone(),
            printer: printer.clone(),
            config,
            rendered,
        }),
        Err(refusal) => {
            close(agent, turn, Outcome::Failed, None, Some(refusal));
            None
        }
    }
}

/// Writes down what is about to happen, then asks the platform. False when the label ended here, `Err` when nothing was
/// done and it must wait.
pub(super) async fn redeem(agent: &Agent, turn: &Turn) -> Result<bool, Refusal> {
    let platform = match agent.platform() {
        Ok(platform) => platform,
        Err(refusal) => {
            refuse(agent, turn, refusal);
            return Ok(false);
        }
    };
    let begun = agent.queue().begin(turn);
    begun.map_err(|_| Refusal::of("journal_failed"))?;
    // Before the ticket is spent, so that it never is older than it seems.
    let asked = Moment::now();
    match platform.redeem(&turn.envelope.header.ticket_id).await {
        Ok(()) => {
            agent.queue().redeemed(turn, asked);
            Ok(true)
        }
        Err(error) => not_redeemed(agent, turn, &error).map(|()| false),
    }
}

fn not_redeemed(agent: &Agent, turn: &Turn, error: &CallError) -> Result<(), Refusal> {
    let refusal = error.refusal();
    let failed = |refusal| close(agent, turn, Outcome::Failed, None, Some(refusal));
    match error {
        CallError::Unreachable | CallError::Busy => {
            agent.queue().unspent(turn, refusal.clone());
            return Err(refusal);
        }
        // Spent by this very agent just before it stopped, and nothing was printed with it.
        _ if turn.resumed && matches!(refusal.code.as_ref(), "already_redeemed" | "ticket_spent") => {
            failed(Refusal::of("interrupted"));
        }
        // A lost answer may have spent the ticket: the receipt says that nothing was printed with it.
        CallError::NoAnswer => failed(refusal),
        CallError::BadUrl(_) | CallError::Refused { .. } => refuse(agent, turn, refusal),
    }
    Ok(())
}

async fn render(
    agent: &Agent,
    turn: &Turn,
    children: &mut Children,
    printer: &Printer,
    config: &Config,
) -> Result<Rendered, Refusal> {
    let mut task = children.take(agent, turn).await?;
    let job = Job::print(
        (turn.envelope.clone(), turn.custom.clone()),
        clock::now(),
        printer,
        config,
    );
    match task.render(&job).await {
        Ok(outcome) => {
            children.now = Some(task);
            outcome
        }
        Err(Broken(refusal)) => {
            task.end().await;
            Err(refusal)
        }
    }
}

pub(super) async fn start(agent: &Agent) -> Result<Task, Refusal> {
    let enrolment = agent.enrolment().ok_or(Refusal::of("not_enrolled"))?;
    let start = Start {
        agent_id: enrolment.agent_id.clone(),
        platform: enrolment.platform_key,
        fonts: agent.renderer.fonts(),
    };
    agent.renderer.start(&agent.device, start).await
}
