//! The tasks the agent has taken, in order, on disk: what each label has come to, and which receipts are owed.
//!
//! A label's steps are written down before they are taken, so that after a crash its fate can be told: what was
//! not begun is printed, what was not sent was not printed, and of what was sent only a person knows.

mod control;
mod entry;
pub mod event;
mod journal;
mod replay;
mod step;

use std::{
    collections::{BTreeMap, HashMap},
    io,
};

use ticket::{Envelope, Hash, SignedReceipt, design::Custom, sha256};
use tokio::sync::mpsc::Sender;

use crate::{
    clock::Moment,
    protocol::{DocumentStatus, TaskStatus},
    refusal::Refusal,
    transport::Spooled,
};
use event::{Begun, Event};
use journal::Journal;

/// Labels that may wait at once.
const MAX_WAITING: usize = 1000;
/// Tasks remembered after they are done.
const MAX_REMEMBERED: usize = 500;

/// A label to print, or the reason it will not be.
pub struct Label {
    /// The ticket.
    pub envelope: Option<Envelope>,
    /// What its custom area shows.
    pub custom: Option<Custom>,
    /// Its state.
    pub status: DocumentStatus,
}

impl Label {
    /// What waits for nothing keeps nothing.
    fn end(&mut self) {
        self.envelope = None;
        self.custom = None;
    }
}

/// How far a label is; each step is on record before the next is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Waiting,
    Begun,
    Redeemed,
    Sent,
}

struct Held {
    label: Label,
    ticket_id: Option<String>,
    step: Step,
    /// When its ticket was spent.
    spent: Option<Moment>,
    cancelled: bool,
}

struct Entry {
    task_id: String,
    printer: String,
    content: Hash,
    paused: bool,
    labels: Vec<Held>,
    listeners: Vec<(String, Sender<String>)>,
}

/// The next label to print.
#[derive(Clone)]
pub struct Turn {
    number: u64,
    /// Its task.
    pub task_id: String,
    at: usize,
    /// The ticket.
    pub envelope: Envelope,
    /// What its custom area shows.
    pub custom: Option<Custom>,
    /// Where to.
    pub printer: String,
    /// Its ticket is spent already: it was redeemed ahead, or an earlier try found the printer not ready.
    pub redeemed: bool,
    /// It was begun before this start: its ticket may be spent, and nothing was printed with it.
    pub resumed: bool,
    /// It was cancelled after its ticket was spent.
    pub cancelled: bool,
}

impl Turn {
    /// As it stands in the journal.
    pub fn begun(&self) -> Begun {
        Begun {
            ticket_id: self.envelope.header.ticket_id.clone(),
            document_id: self.envelope.header.document_id.clone(),
            printer: self.printer.clone(),
        }
    }
}

/// All tasks by the order they came in, and the receipts the platform lacks.
pub struct Queue {
    journal: Journal,
    entries: BTreeMap<u64, Entry>,
    numbers: HashMap<String, u64>,
    /// Where the labels that are not done stand.
    live: HashMap<String, (u64, usize)>,
    /// Tickets of before this start that were begun and have no end yet.
    unfinished: BTreeMap<String, (Begun, bool)>,
    owed: Vec<SignedReceipt>,
    /// What queues hold of labels.
    spools: Vec<Spooled>,
    next_number: u64,
}

impl Queue {
    /// Takes a task; on disk when this returns. The same id with the same content gives the first one's state.
    pub fn take(
        &mut self,
        (task_id, printer): (&str, &str),
        content: &[u8],
        labels: Vec<Label>,
        listener: (&str, Sender<String>),
    ) -> Result<TaskStatus, Refusal> {
        let content = sha256(content);
        if let Some(number) = self.numbers.get(task_id).copied() {
            return self.again(number, content, listener);
        }
        if self.waiting() + labels.len() > MAX_WAITING {
            return Err(Refusal::of("queue_full"));
        }
        let number = self.next_number;
        let mut entry = Entry {
            task_id: task_id.to_owned(),
            printer: printer.to_owned(),
            content,
            paused: false,
            labels: Vec::new(),
            listeners: vec![(listener.0.to_owned(), listener.1)],
        };
        for (at, label) in labels.into_iter().enumerate() {
            entry.labels.push(self.admit((number, at), label));
        }
        if self.journal.append(&Event::Task(entry.stored()), true).is_err() {
            self.live.retain(|_, place| place.0 != number);
            return Err(Refusal::of("journal_failed"));
        }
        let status = entry.status();
        self.put(entry);
        self.forget();
        Ok(status)
    }

    fn put(&mut self, entry: Entry) {
        self.numbers.insert(entry.task_id.clone(), self.next_number);
        self.entries.insert(self.next_number, entry);
        self.next_number += 1;
    }

    fn again(
        &mut self,
        number: u64,
        content: Hash,
        listener: (&str, Sender<String>),
    ) -> Result<TaskStatus, Refusal> {
        let entry = self.entries.get_mut(&number).ok_or(Refusal::of("unknown_task"))?;
        if entry.content != content {
            return Err(Refusal::of("task_conflict"));
        }
        entry.hear(listener.0, listener.1);
        Ok(entry.status())
    }

    /// A ticket that waits already, in this task or another, does not wait twice.
    fn admit(&mut self, place: (u64, usize), mut label: Label) -> Held {
        let ticket_id = label
            .envelope
            .as_ref()
            .map(|envelope| envelope.header.ticket_id.clone());
        if let Some(id) = &ticket_id {
            if self.live.contains_key(id) || self.unfinished.contains_key(id) {
                label = Label {
                    envelope: None,
                    custom: None,
                    status: DocumentStatus::new(
                        label.status.document_id,
                        Some(Refusal::of("already_queued")),
                    ),
                };
            } else {
                self.live.insert(id.clone(), place);
            }
        }
        Held {
            ticket_id: label.envelope.is_some().then_some(ticket_id).flatten(),
            label,
            step: Step::Waiting,
            spent: None,
            cancelled: false,
        }
    }

    /// Printers that have something to do.
    pub fn busy_printers(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for entry in self.entries.values().filter(|entry| entry.head().is_some()) {
            if !names.contains(&entry.printer) {
                names.push(entry.printer.clone());
            }
        }
        names
    }

    /// The next label of a printer, in the order tasks came; the same one until it has ended.
    pub fn next(&self, printer: &str) -> Option<Turn> {
        let mut mine = self.entries.iter().filter(|(_, entry)| entry.printer == printer);
        let (number, entry, at) = mine.find_map(|(number, entry)| Some((*number, entry, entry.head()?)))?;
        let held = entry.labels.get(at)?;
        entry.turn(number, at, held)
    }

    /// The label of the same task that follows, unless more than its ticket was dealt with.
    pub fn after(&self, turn: &Turn) -> Option<Turn> {
        let entry = self.entries.get(&turn.number).filter(|entry| !entry.paused)?;
        let mut later = entry.labels.iter().enumerate().skip(turn.at + 1);
        let (at, held) = later.find(|(_, held)| held.label.envelope.is_some())?;
        let untouched = matches!(held.step, Step::Waiting | Step::Redeemed) && !held.cancelled;
        untouched.then(|| entry.turn(turn.number, at, held))?
    }

    /// Whether another task waits for the same printer.
    pub fn followed(&self, turn: &Turn) -> bool {
        let mut later = self.entries.range(turn.number + 1..).map(|(_, entry)| entry);
        later.any(|entry| entry.printer == turn.printer && entry.head().is_some())
    }

    /// It ended, with a receipt; once.
    pub fn end(&mut self, turn: &Turn, receipt: SignedReceipt, status: DocumentStatus) -> io::Result<()> {
        if self.held(turn).is_none() {
            return Ok(());
        }
        let kept = self.keep(receipt);
        self.finish(turn, status);
        kept
    }

    /// It ended before anything was spent: no receipt is owed.
    pub fn refuse(&mut self, turn: &Turn, refusal: Refusal) {
        if self.held(turn).is_none() {
            return;
        }
        let event = Event::Refused {
            ticket_id: turn.envelope.header.ticket_id.clone(),
            code: refusal.code.to_string(),
        };
        // Unrecorded, it is tried again after the next start and refused again.
        let _ = self.journal.append(&event, false);
        let status = DocumentStatus::new(turn.envelope.header.document_id.clone(), Some(refusal));
        self.finish(turn, status);
    }

    /// A label that has not ended.
    fn held(&mut self, turn: &Turn) -> Option<&mut Held> {
        let held = self.entries.get_mut(&turn.number)?.labels.get_mut(turn.at)?;
        held.label.envelope.is_some().then_some(held)
    }

    fn finish(&mut self, turn: &Turn, status: DocumentStatus) {
        self.live.remove(&turn.envelope.header.ticket_id);
        if let Some(held) = self.held(turn) {
            held.label.end();
            held.label.status = status;
        }
        self.tell(turn.number);
        self.shorten();
    }

    fn shorten(&mut self) {
        if self.journal.is_long() {
            let _ = self.compact();
        }
    }

    fn tell(&mut self, number: u64) {
        if let Some(entry) = self.entries.get_mut(&number) {
            entry.tell();
        }
    }

    /// Labels that wait.
    pub fn waiting(&self) -> usize {
        self.live.len()
    }

    fn forget(&mut self) {
        while self.entries.len() > MAX_REMEMBERED {
            let done = self.entries.iter().find(|(_, entry)| entry.open() == 0);
            let Some(number) = done.map(|(number, _)| *number) else {
                return;
            };
            if let Some(entry) = self.entries.remove(&number) {
                self.numbers.remove(&entry.task_id);
            }
        }
    }
}

#[cfg(test)]
mod tests;
