//! Makes the queue from its journal at the start, and the journal from the queue when it has grown.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io,
    path::Path,
};

use ticket::{Outcome, SignedReceipt};

use super::{
    Entry, Held, Label, Queue, Step,
    event::{self, Begun, Event},
    journal::Journal,
};
use crate::{protocol::Stage, refusal::Refusal};

impl Queue {
    /// Reads the journal and writes it anew.
    pub fn open(path: &Path) -> io::Result<Queue> {
        let (journal, events) = Journal::open(path)?;
        let mut queue = Queue {
            journal,
            entries: BTreeMap::new(),
            numbers: HashMap::new(),
            live: HashMap::new(),
            unfinished: BTreeMap::new(),
            owed: Vec::new(),
            spools: Vec::new(),
            next_number: 1,
        };
        for event in events {
            queue.apply(event);
        }
        queue.resume();
        queue.forget();
        queue.compact()?;
        Ok(queue)
    }

    /// What was begun and not sent has not been printed: it stays in the queue, and the platform says whether its
    /// ticket was spent.
    fn resume(&mut self) {
        let begun: Vec<String> = self
            .unfinished
            .iter()
            .filter(|(_, (_, sent))| !sent)
            .map(|(id, _)| id.clone())
            .collect();
        for id in begun {
            if let Some(held) = self.place(&id) {
                held.step = Step::Begun;
                self.unfinished.remove(&id);
            }
        }
    }

    /// Labels begun before this start that did not end, and whether their printer was ordered to print them.
    pub fn unfinished(&self) -> Vec<(Begun, bool)> {
        self.unfinished.values().cloned().collect()
    }

    /// Printers that may hold a part of a label: the agent was stopped between taking it up and its end.
    pub fn torn(&self) -> HashSet<String> {
        let begun = self.entries.values().filter(|entry| {
            let mut labels = entry.labels.iter();
            labels.any(|held| held.step >= Step::Begun && held.label.envelope.is_some())
        });
        let sent = self.unfinished.values().map(|(begun, _)| begun.printer.clone());
        begun.map(|entry| entry.printer.clone()).chain(sent).collect()
    }

    /// The end of one of them.
    pub fn end_unfinished(&mut self, receipt: SignedReceipt) -> io::Result<()> {
        self.close(&receipt);
        self.keep(receipt)
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Task(task) => self.restore(task),
            Event::Begun(begun) => {
                self.unfinished.insert(begun.ticket_id.clone(), (begun, false));
            }
            Event::Spooled(spooled) => self.spools.push(spooled),
            Event::Unspooled(spooled) => self.spools.retain(|known| *known != spooled),
            Event::Unspent(id) => {
                self.unfinished.remove(&id);
            }
            Event::Sent(id) => {
                if let Some((_, sent)) = self.unfinished.get_mut(&id) {
                    *sent = true;
                }
            }
            Event::Ended(receipt) => {
                self.close(&receipt);
                self.unfinished.remove(&receipt.receipt.ticket_id);
                self.owed.push(receipt);
            }
            Event::Dropped(ticket_id) => self.refused(&ticket_id, "platform_refused".into()),
            Event::Refused { ticket_id, code } => self.refused(&ticket_id, code),
            Event::Taken(id) => self.owed.retain(|receipt| receipt.receipt.ticket_id != id),
            Event::Paused { task_id, paused } => {
                let number = self.numbers.get(&task_id);
                if let Some(entry) = number.and_then(|number| self.entries.get_mut(number)) {
                    entry.paused = paused;
                }
            }
        }
    }

    fn restore(&mut self, task: event::Task) {
        if self.numbers.contains_key(&task.task_id) {
            return;
        }
        for (at, label) in task.labels.iter().enumerate() {
            if let (Some(id), Some(_)) = (&label.ticket_id, &label.envelope) {
                self.live.insert(id.clone(), (self.next_number, at));
            }
        }
        self.put(Entry {
            labels: task.labels.into_iter().map(held).collect(),
            task_id: task.task_id,
            printer: task.printer,
            content: task.content,
            paused: task.paused,
            listeners: Vec::new(),
        });
    }

    fn close(&mut self, receipt: &SignedReceipt) {
        let receipt = &receipt.receipt;
        let stage = match receipt.outcome {
            Outcome::Printed => Stage::Printed,
            Outcome::Failed if receipt.code.as_deref() == Some("cancelled") => Stage::Cancelled,
            Outcome::Failed => Stage::Failed,
            Outcome::Unknown => Stage::Unknown,
        };
        self.ended(&receipt.ticket_id, stage, receipt.code.clone());
        let place = self.place(&receipt.ticket_id);
        if let Some(held) = place {
            held.label.status.bitmap_hash = receipt.bitmap_hash;
        }
        self.live.remove(&receipt.ticket_id);
    }

    fn refused(&mut self, ticket_id: &str, code: String) {
        self.unfinished.remove(ticket_id);
        let stage = if code == "cancelled" {
            Stage::Cancelled
        } else {
            Stage::Failed
        };
        self.ended(ticket_id, stage, Some(code));
        self.live.remove(ticket_id);
    }

    fn ended(&mut self, ticket_id: &str, stage: Stage, code: Option<String>) {
        if let Some(held) = self.place(ticket_id) {
            held.label.end();
            held.label.status.status = stage;
            held.label.status.refusal = code.map(Refusal::by_code);
        }
    }

    fn place(&mut self, ticket_id: &str) -> Option<&mut Held> {
        let (number, at) = self.live.get(ticket_id)?;
        self.entries.get_mut(number)?.labels.get_mut(*at)
    }

    /// Writes the journal anew: tasks as they stand, what is unfinished, what is owed.
    pub(super) fn compact(&mut self) -> io::Result<()> {
        let under_way = self.entries.values().flat_map(|entry| {
            let begun = entry
                .labels
                .iter()
                .filter(|held| held.label.envelope.is_some() && held.step >= Step::Begun);
            begun.filter_map(|held| {
                let header = &held.label.envelope.as_ref()?.header;
                let begun = Begun {
                    ticket_id: header.ticket_id.clone(),
                    document_id: header.document_id.clone(),
                    printer: entry.printer.clone(),
                };
                Some((begun, held.step >= Step::Sent))
            })
        });
        let unfinished: Vec<(Begun, bool)> = self.unfinished.values().cloned().chain(under_way).collect();
        let steps = unfinished.into_iter().flat_map(|(begun, sent)| {
            let order = sent.then(|| Event::Sent(begun.ticket_id.clone()));
            std::iter::once(Event::Begun(begun)).chain(order)
        });
        let tasks = self.entries.values().map(|entry| Event::Task(entry.stored()));
        let owed = self.owed.iter().cloned().map(Event::Ended);
        let spools = self.spools.iter().cloned().map(Event::Spooled);
        self.journal.rewrite(tasks.chain(steps).chain(owed).chain(spools))
    }
}

impl Entry {
    /// As the journal keeps it.
    pub(super) fn stored(&self) -> event::Task {
        event::Task {
            task_id: self.task_id.clone(),
            printer: self.printer.clone(),
            content: self.content,
            paused: self.paused,
            labels: self.labels.iter().map(stored).collect(),
        }
    }
}

fn stored(held: &Held) -> event::Label {
    let Label {
        envelope,
        custom,
        status,
    } = &held.label;
    event::Label {
        document_id: status.document_id.clone(),
        ticket_id: held.ticket_id.clone(),
        envelope: envelope.clone(),
        custom: custom.clone(),
        stage: if envelope.is_some() {
            Stage::Queued
        } else {
            status.status
        },
        code: match envelope {
            Some(_) => None,
            None => status.refusal.as_ref().map(|refusal| refusal.code.to_string()),
        },
        bitmap_hash: status.bitmap_hash,
    }
}

fn held(label: event::Label) -> Held {
    Held {
        ticket_id: label.ticket_id.clone(),
        label: Label {
            status: label.status(),
            envelope: label.envelope,
            custom: label.custom,
        },
        step: Step::Waiting,
        spent: None,
        cancelled: false,
    }
}
