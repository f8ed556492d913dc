//! One task in the queue: which of its labels is next, what it has come to, who hears of it.

use tokio::sync::mpsc::Sender;

use super::{Entry, Held, Step, Turn};
use crate::protocol::{DocumentStatus, Stage, TaskStatus, notification};

/// Connections that hear of one task.
const MAX_LISTENERS: usize = 8;

impl Entry {
    pub(super) fn open(&self) -> usize {
        self.labels
            .iter()
            .filter(|held| held.label.envelope.is_some())
            .count()
    }

    /// The first label to print. Of a paused task only one the printer has already, or one that ends unprinted: a spent
    /// ticket can wait like any other.
    pub(super) fn head(&self) -> Option<usize> {
        let at = self
            .labels
            .iter()
            .position(|held| held.label.envelope.is_some())?;
        let held = self.labels.get(at)?;
        (!self.paused || held.step == Step::Sent || held.cancelled).then_some(at)
    }

    /// A label as one to print.
    pub(super) fn turn(&self, number: u64, at: usize, held: &Held) -> Option<Turn> {
        Some(Turn {
            number,
            task_id: self.task_id.clone(),
            at,
            envelope: held.label.envelope.clone()?,
            custom: held.label.custom.clone(),
            printer: self.printer.clone(),
            redeemed: held.step >= Step::Redeemed,
            resumed: held.step == Step::Begun,
            cancelled: held.cancelled,
        })
    }

    pub(super) fn status(&self) -> TaskStatus {
        let documents: Vec<DocumentStatus> =
            self.labels.iter().map(|held| held.label.status.clone()).collect();
        TaskStatus {
            task_id: self.task_id.clone(),
            printer: self.printer.clone(),
            status: roll_up(&documents),
            paused: self.paused,
            documents,
        }
    }

    pub(super) fn hear(&mut self, request_id: &str, listener: Sender<String>) {
        self.listeners
            .retain(|(_, known)| !known.is_closed() && !known.same_channel(&listener));
        if self.listeners.len() < MAX_LISTENERS {
            self.listeners.push((request_id.to_owned(), listener));
        }
    }

    pub(super) fn tell(&mut self) {
        let status = self.status();
        for (request_id, listener) in &self.listeners {
            // A client that is gone or does not read asks getTaskStatus later.
            let _ = listener.try_send(notification(request_id, &status));
        }
        if status.status.is_final() {
            self.listeners.clear();
        }
    }
}

/// What a task is, from its labels: under way while one is, then the worst that became of one.
fn roll_up(documents: &[DocumentStatus]) -> Stage {
    let has = |stage| documents.iter().any(|document| document.status == stage);
    let begun = has(Stage::Printing) || has(Stage::Rendered) || has(Stage::Printed) || has(Stage::Unknown);
    if documents.iter().all(|document| document.status.is_final()) {
        let worst = [Stage::Unknown, Stage::Failed, Stage::Cancelled];
        return worst
            .into_iter()
            .find(|stage| has(*stage))
            .unwrap_or(Stage::Printed);
    }
    match begun {
        true => Stage::Printing,
        false => Stage::Queued,
    }
}
