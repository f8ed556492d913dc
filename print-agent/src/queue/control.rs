//! What a person does to a task under way: look, pause, resume, cancel the rest, begin again at a label.

use std::io;

use serde_json::{Value, json};
use ticket::SignedReceipt;
use tokio::sync::mpsc::Sender;

use super::{Queue, Step, event::Event};
use crate::{
    protocol::{DocumentStatus, Stage, TaskStatus},
    refusal::Refusal,
};

impl Queue {
    /// A task's state; its asker hears of it from now on.
    pub fn status(&mut self, task_id: &str, listener: Option<(&str, Sender<String>)>) -> Option<TaskStatus> {
        let entry = self.entries.get_mut(self.numbers.get(task_id)?)?;
        let status = entry.status();
        if let (Some((request_id, listener)), false) = (listener, status.status.is_final()) {
            entry.hear(request_id, listener);
        }
        Some(status)
    }

    /// The newest tasks first, at most `limit`.
    pub fn recent(&self, limit: usize) -> Vec<TaskStatus> {
        self.entries
            .values()
            .rev()
            .take(limit)
            .map(super::Entry::status)
            .collect()
    }

    /// Prints none of the task's labels until it is resumed; one that is under way is finished.
    pub fn pause(&mut self, task_id: &str, paused: bool) -> Result<TaskStatus, Refusal> {
        let number = self.number(task_id)?;
        let event = Event::Paused {
            task_id: task_id.to_owned(),
            paused,
        };
        self.journal
            .append(&event, true)
            .map_err(|_| Refusal::of("journal_failed"))?;
        self.change(number, |entry| entry.paused = paused)
    }

    /// Takes what has not been sent to the printer out of the queue.
    pub fn cancel(&mut self, task_id: &str) -> Result<TaskStatus, Refusal> {
        self.cancel_from(task_id, 0)
    }

    fn cancel_from(&mut self, task_id: &str, from: usize) -> Result<TaskStatus, Refusal> {
        let number = self.number(task_id)?;
        let Some(entry) = self.entries.get_mut(&number) else {
            return Err(Refusal::of("unknown_task"));
        };
        let mut freed = Vec::new();
        for held in entry
            .labels
            .iter_mut()
            .skip(from)
            .filter(|held| held.label.envelope.is_some())
        {
            match held.step {
                Step::Waiting => {
                    held.label.end();
                    held.label.status.status = Stage::Cancelled;
                    held.label.status.refusal = Some(Refusal::of("cancelled"));
                    freed.extend(held.ticket_id.clone());
                }
                // Its ticket may be spent: the platform is owed a receipt, the lane writes it.
                Step::Begun | Step::Redeemed => held.cancelled = true,
                Step::Sent => {}
            }
        }
        for ticket_id in freed {
            self.live.remove(&ticket_id);
            let code = "cancelled".to_owned();
            let event = Event::Refused { ticket_id, code };
            self.journal
                .append(&event, false)
                .map_err(|_| Refusal::of("journal_failed"))?;
        }
        self.change(number, |entry| entry.paused = false)
    }

    /// Cancels what is left from the `from`th label on, and says which labels a new task is to hold, in their order.
    /// Those that came out already want fresh tickets with a reason, the others without.
    pub fn again_from(&mut self, task_id: &str, from: usize) -> Result<Value, Refusal> {
        let number = self.number(task_id)?;
        let labels = self.entries.get(&number).map_or(0, |entry| entry.labels.len());
        if from == 0 || from > labels {
            return Err(Refusal::saying(
                "bad_request",
                format!("from 须在 1 到 {labels} 之间"),
            ));
        }
        let task = self.cancel_from(task_id, from - 1)?;
        let again: Vec<Value> = task.documents.iter().skip(from - 1).map(wanted).collect();
        Ok(json!({"task": task, "again": again}))
    }

    fn number(&self, task_id: &str) -> Result<u64, Refusal> {
        self.numbers
            .get(task_id)
            .copied()
            .ok_or(Refusal::of("unknown_task"))
    }

    fn change(&mut self, number: u64, change: impl FnOnce(&mut super::Entry)) -> Result<TaskStatus, Refusal> {
        let entry = self.entries.get_mut(&number).ok_or(Refusal::of("unknown_task"))?;
        change(entry);
        entry.tell();
        Ok(entry.status())
    }

    /// Receipts the platform has not taken, oldest first, at most `limit`.
    pub fn owed(&self, limit: usize) -> Vec<SignedReceipt> {
        self.owed.iter().take(limit).cloned().collect()
    }

    /// How many receipts the platform has not taken.
    pub fn owed_count(&self) -> usize {
        self.owed.len()
    }

    /// Keeps a receipt until the platform has it.
    pub(super) fn keep(&mut self, receipt: SignedReceipt) -> io::Result<()> {
        let kept = self.journal.append(&Event::Ended(receipt.clone()), false);
        self.unfinished.remove(&receipt.receipt.ticket_id);
        self.owed.push(receipt);
        kept
    }

    /// The platform has these receipts, or will never take them.
    pub fn settle(&mut self, ticket_ids: &[String]) -> io::Result<()> {
        self.owed
            .retain(|receipt| !ticket_ids.contains(&receipt.receipt.ticket_id));
        for id in ticket_ids {
            self.journal.append(&Event::Taken(id.clone()), false)?;
        }
        Ok(())
    }
}

fn wanted(document: &DocumentStatus) -> Value {
    let reason = !matches!(document.status, Stage::Failed | Stage::Cancelled);
    json!({"documentID": document.document_id, "status": document.status, "needsReason": reason})
}
