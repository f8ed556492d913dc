//! Printing: one lane per printer, one label at a time in it, one render child per task.

use std::{collections::HashSet, sync::Arc, time::Duration};

use ticket::{Hash, Outcome, TicketRefusal};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{
    Agent,
    end::{close, printed, refuse},
    set::{Children, Set, redeem, set},
};
use crate::{
    clock,
    printer::Printer,
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
    loop {
        let Some(turn) = agent.queue().next(&name) else {
            break;
        };
        // What was redeemed is printed before a stop.
        if agent.stopping() && !turn.redeemed {
            break;
        }
        if hands.task.as_deref() != Some(&turn.task_id) {
            hands.children.dismiss();
            hands.task = Some(turn.task_id.clone());
        }
        let turnstile = agent.turnstile(&name);
        let held = turnstile.lock().await;
        let settled = one(&agent, &turn, &mut hands).await;
        drop(held);
        if let Err(refusal) = settled {
            hands.children.end_task().await;
            agent.queue().wait(&turn, refusal);
            if agent.stopping() {
                break;
            }
            rest(&agent).await;
        }
    }
    hands.children.end().await;
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
    children: Children,
    /// The next label of the task, set while the one before it was printed.
    ahead: Option<Set>,
    line: Option<(Printer, Line)>,
}

impl Hands {
    fn line(&mut self, agent: &Agent, printer: &Printer) -> Result<&mut Line, Refusal> {
        Ok(self.both(agent, printer)?.0)
    }

    fn both(&mut self, agent: &Agent, printer: &Printer) -> Result<(&mut Line, &mut Children), Refusal> {
        if self.line.as_ref().is_none_or(|(known, _)| known != printer) {
            self.line = Some((printer.clone(), Line::to(printer, &agent.folder)?));
        }
        let (_, line) = self.line.as_mut().ok_or(Refusal::of("printer_unreachable"))?;
        Ok((line, &mut self.children))
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
    let ahead = hands.ahead.take().filter(|set| set.serves(agent, turn, &printer));
    let set = match ahead {
        Some(set) => set,
        None => match set(agent, turn, &mut hands.children, &printer).await {
            Some(set) => set,
            None => return Ok(()),
        },
    };
    let hash = set.rendered.bitmap_hash;
    agent.queue().rendered(turn, hash);
    let sheet = Sheet {
        name,
        millimetres: set.rendered.size.millimetres(),
        bytes: set.rendered.bytes,
        order: set.rendered.order,
    };
    let (line, children) = hands.both(agent, &printer)?;
    let (ahead, handed) = tokio::join!(
        set_next(agent, turn, children),
        hand_over(agent, turn, line, &sheet, hash)
    );
    hands.ahead = ahead.filter(|_| handed.is_ok());
    handed
}

/// While one label is printed the next of its task is set, and meanwhile the ticket after that is redeemed. No more than
/// these: after a kill each costs a fresh ticket.
async fn set_next(agent: &Agent, turn: &Turn, children: &mut Children) -> Option<Set> {
    if agent.stopping() {
        return None;
    }
    let mut next = agent.queue().after(turn)?;
    let (printer, _) = fit(agent, &next).ok()?;
    if !next.redeemed && !redeem(agent, &next).await {
        return None;
    }
    next.redeemed = true;
    let (set, ()) = tokio::join!(set(agent, &next, children, &printer), redeem_after(agent, &next));
    set
}

async fn redeem_after(agent: &Agent, turn: &Turn) {
    let after = agent.queue().after(turn);
    if let Some(after) = after.filter(|after| !after.redeemed && fit(agent, after).is_ok()) {
        redeem(agent, &after).await;
    }
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
    if !sent(agent, turn).await {
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

/// On record, and on the disk.
async fn sent(agent: &Agent, turn: &Turn) -> bool {
    let written = agent.queue().sent(turn);
    match written {
        Ok(written) => written.kept().await.is_ok(),
        Err(_) => false,
    }
}
