//! The tasks the agent has taken, in order, and what each of their labels has come to.

use std::collections::{HashSet, VecDeque};

use ticket::{Envelope, Hash, sha256};
use tokio::sync::mpsc::Sender;

use crate::{
    protocol::{DocumentStatus, Stage, TaskStatus, notification},
    refusal::Refusal,
};

/// Labels that may wait at once.
const MAX_WAITING: usize = 1000;
/// Tasks remembered after they are done.
const MAX_REMEMBERED: usize = 500;

/// A label to print, or the reason it will not be.
pub struct Label {
    /// The ticket; taken out when its turn comes.
    pub envelope: Option<Envelope>,
    /// Its state.
    pub status: DocumentStatus,
}

/// A task and who wants to hear of it.
struct Entry {
    status: TaskStatus,
    request_id: String,
    content: Hash,
    labels: Vec<Option<Envelope>>,
    listener: Sender<String>,
}

/// The next label to print.
pub struct Turn {
    /// Its task.
    pub task_id: String,
    /// Its place in the task.
    pub at: usize,
    /// The ticket.
    pub envelope: Envelope,
    /// Where to.
    pub printer: String,
    /// No other label of this task follows.
    pub last: bool,
}

/// All tasks, oldest first.
#[derive(Default)]
pub struct Queue {
    entries: VecDeque<Entry>,
    waiting: usize,
    live_tickets: HashSet<String>,
}

impl Queue {
    /// Takes a task. The same id with the same content gives the first one's state and prints nothing.
    pub fn take(
        &mut self,
        (task_id, printer): (&str, &str),
        content: &[u8],
        labels: Vec<Label>,
        (request_id, listener): (&str, Sender<String>),
    ) -> Result<TaskStatus, Refusal> {
        let content = sha256(content);
        if let Some(known) = self.entries.iter().find(|entry| entry.status.task_id == task_id) {
            let same = known.content == content;
            return if same {
                Ok(known.status.clone())
            } else {
                Err(Refusal::of("task_conflict"))
            };
        }
        if self.waiting + labels.len() > MAX_WAITING {
            return Err(Refusal::of("queue_full"));
        }
        let (mut documents, mut envelopes) = (Vec::new(), Vec::new());
        for label in labels {
            let label = self.admit(label);
            documents.push(label.status);
            envelopes.push(label.envelope);
        }
        let mut status = TaskStatus {
            task_id: task_id.to_owned(),
            printer: printer.to_owned(),
            status: Stage::Queued,
            documents,
        };
        status.status = roll_up(&status.documents);
        let request_id = request_id.to_owned();
        let answer = status.clone();
        self.entries.push_back(Entry {
            status,
            request_id,
            content,
            labels: envelopes,
            listener,
        });
        self.forget();
        Ok(answer)
    }

    /// A ticket that waits already, in this task or another, does not wait twice.
    fn admit(&mut self, mut label: Label) -> Label {
        let Some(envelope) = &label.envelope else {
            return label;
        };
        if self.live_tickets.insert(envelope.header.ticket_id.clone()) {
            self.waiting += 1;
            return label;
        }
        label.envelope = None;
        label.status.status = Stage::Failed;
        label.status.refusal = Some(Refusal::of("already_queued"));
        label
    }

    /// The next label, in the order tasks came; it is `printing` from here.
    pub fn turn(&mut self) -> Option<Turn> {
        let entry = self
            .entries
            .iter_mut()
            .find(|entry| entry.labels.iter().any(Option::is_some))?;
        let at = entry.labels.iter().position(Option::is_some)?;
        let envelope = entry.labels.get_mut(at)?.take()?;
        self.waiting -= 1;
        entry.status.documents.get_mut(at)?.status = Stage::Printing;
        entry.status.status = Stage::Printing;
        let last = entry.labels.iter().all(Option::is_none);
        Some(Turn {
            task_id: entry.status.task_id.clone(),
            at,
            envelope,
            printer: entry.status.printer.clone(),
            last,
        })
    }

    /// What a label has come to; its client is told.
    pub fn settle(&mut self, turn: &Turn, status: DocumentStatus) {
        self.live_tickets.remove(&turn.envelope.header.ticket_id);
        let Some(entry) = self
            .entries
            .iter_mut()
            .find(|entry| entry.status.task_id == turn.task_id)
        else {
            return;
        };
        if let Some(place) = entry.status.documents.get_mut(turn.at) {
            *place = status;
        }
        entry.status.status = roll_up(&entry.status.documents);
        // A client that is gone or does not read asks getTaskStatus later.
        let _ = entry
            .listener
            .try_send(notification(&entry.request_id, &entry.status));
    }

    /// A task's state.
    pub fn status(&self, task_id: &str) -> Option<TaskStatus> {
        self.entries
            .iter()
            .map(|entry| &entry.status)
            .find(|status| status.task_id == task_id)
            .cloned()
    }

    /// Labels that wait.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    fn forget(&mut self) {
        while self.entries.len() > MAX_REMEMBERED {
            let done = |entry: &Entry| matches!(entry.status.status, Stage::Printed | Stage::Failed);
            let Some(at) = self.entries.iter().position(done) else {
                return;
            };
            self.entries.remove(at);
        }
    }
}

fn roll_up(documents: &[DocumentStatus]) -> Stage {
    let has = |stage| documents.iter().any(|document| document.status == stage);
    match (has(Stage::Printing), has(Stage::Queued)) {
        (false, false) if has(Stage::Failed) => Stage::Failed,
        (false, false) => Stage::Printed,
        (false, true) if !has(Stage::Printed) => Stage::Queued,
        _ => Stage::Printing,
    }
}

#[cfg(test)]
mod tests;
