//! Printing: one lane per printer, one label at a time in it, one render child per task.

use std::{collections::HashSet, sync::Arc, time::Duration};

use ticket::{Hash, Outcome, TicketRefusal};
use tokio::{
    sync::Notify,
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{
    Agent,
    end::{close, printed, refuse},
    set::{Children, Set, redeem, set, set_redeemed},
};
use crate::{
    clock,
    printer::Printer,
    queue::Turn,
    refusal::Refusal,
    transport::{Line, News, Sheet, Trouble, file_name},
};

/// Between looks at a printer that is not ready.
const RETRY: Duration = Duration::from_secs(2);
/// Between looks for spent tickets that have waited too long.
const SWEEP: Duration = Duration::from_secs(1);
/// A label that took no longer was printed briskly: the next ones may be redeemed before their printer asks for them.
const BRISK: Duration = Duration::from_secs(10);
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
            () = sleep(SWEEP) => agent.let_go(),
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
        let settled = one(&agent, &turn, &mut hands).await;
        if let Err(refusal) = settled {
            // Nobody knows for how long: no receiver's dots are held meanwhile, its label is set anew.
            hands.ahead = None;
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
    /// The last label was printed in no time: nothing is redeemed ahead for a printer of which that is not known.
    brisk: bool,
    line: Option<(Printer, Line)>,
}

impl Hands {
    fn both(&mut self, agent: &Agent, printer: &Printer) -> Result<(&mut Line, &mut Children), Refusal> {
        if self.line.as_ref().is_none_or(|(known, _)| known != printer) {
            self.line = Some((printer.clone(), agent.line(printer)?));
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
    let turnstile = agent.turnstile(&printer);
    let _held = turnstile.lock().await;
    agent.ready(hands.both(agent, &printer)?.0, &printer).await?;
    let ahead = hands.ahead.take().filter(|set| set.serves(agent, turn, &printer));
    let set = match ahead {
        Some(set) => set,
        None => match set(agent, turn, &mut hands.children, &printer).await? {
            Some(set) => set,
            None => return Ok(()),
        },
    };
    give(agent, turn, hands, (&printer, name), set).await
}

/// Hands a set label over, and sets the next one meanwhile.
async fn give(
    agent: &Agent,
    turn: &Turn,
    hands: &mut Hands,
    (printer, name): (&Printer, String),
    set: Set,
) -> Result<(), Refusal> {
    let hash = set.rendered.bitmap_hash;
    agent.queue().rendered(turn, hash);
    let sheet = Sheet {
        name,
        millimetres: set.rendered.size.millimetres(),
        bytes: set.rendered.bytes,
        order: set.rendered.order,
    };
    let (began, brisk) = (Instant::now(), hands.brisk);
    let (line, children) = hands.both(agent, printer)?;
    let (done, handing) = (Notify::new(), hand_over(agent, turn, line, sheet, hash));
    let (ahead, handed) = tokio::join!(
        async {
            let ahead = if brisk {
                set_next(agent, turn, children).await
            } else {
                None
            };
            hold(agent, ahead, &done).await
        },
        async {
            let handed = handing.await;
            done.notify_one();
            handed
        }
    );
    hands.brisk = handed.is_ok() && began.elapsed() < BRISK;
    hands.ahead = ahead.filter(|_| handed.is_ok());
    handed
}

/// Keeps the next label until its turn, and no longer than its ticket may wait.
async fn hold(agent: &Agent, ahead: Option<Set>, done: &Notify) -> Option<Set> {
    tokio::select! {
        () = done.notified() => ahead,
        () = sleep(agent.patience) => None,
    }
}

/// While one label is printed the next of its task is set, and meanwhile the ticket after that is redeemed. No more than
/// these: after a kill each costs a fresh ticket.
async fn set_next(agent: &Agent, turn: &Turn, children: &mut Children) -> Option<Set> {
    if agent.stopping() {
        return None;
    }
    let mut next = agent.queue().after(turn)?;
    let (printer, _) = fit(agent, &next).ok()?;
    if !next.redeemed && !redeem_ahead(agent, &next).await {
        return None;
    }
    next.redeemed = true;
    let (set, ()) = tokio::join!(
        set_redeemed(agent, &next, children, &printer),
        redeem_after(agent, &next)
    );
    set
}

async fn redeem_after(agent: &Agent, turn: &Turn) {
    let after = agent.queue().after(turn);
    if let Some(after) = after.filter(|after| !after.redeemed && fit(agent, after).is_ok()) {
        redeem_ahead(agent, &after).await;
    }
}

/// What must wait is asked for again when its turn comes.
async fn redeem_ahead(agent: &Agent, turn: &Turn) -> bool {
    redeem(agent, turn).await.unwrap_or_else(|refusal| {
        agent.queue().wait(turn, refusal);
        false
    })
}

impl Agent {
    /// Ends labels whose tickets were spent too long ago and that no printer was ordered to print: a person may say by
    /// then that they did not come out, and that must stay true.
    fn let_go(&self) {
        let overdue = self.queue().overdue(self.patience);
        for turn in overdue {
            close(
                self,
                &turn,
                Outcome::Failed,
                None,
                Some(Refusal::of("waited_too_long")),
            );
        }
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
    sheet: Sheet,
    hash: Hash,
) -> Result<(), Refusal> {
    if let Err(trouble) = line.load(&sheet).await {
        return settle(agent, turn, hash, trouble);
    }
    if let Err(refusal) = sent(agent, turn).await {
        line.abandon();
        close(agent, turn, Outcome::Failed, Some(hash), Some(refusal));
        return Ok(());
    }
    let tell = |news: News<'_>| {
        if let Some(refusal) = agent.hear(news) {
            agent.queue().wait(turn, refusal);
        }
    };
    let outcome = line.print(&sheet, &tell).await;
    // Wiped before anybody hears that it is out.
    drop(sheet);
    match outcome {
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
async fn sent(agent: &Agent, turn: &Turn) -> Result<(), Refusal> {
    let written = agent.queue().sent(turn, agent.patience);
    let failed = |_| Refusal::of("journal_failed");
    match written.map_err(failed)? {
        Some(written) => written.kept().await.map_err(failed),
        None => Err(Refusal::of("waited_too_long")),
    }
}
