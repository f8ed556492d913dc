//! The steps of a label from its turn to its order, each on record before it is taken.

use std::{io, time::Duration};

use ticket::Hash;

use super::{Held, Queue, Step, Turn, event::Event, journal::Written};
use crate::{clock::Moment, protocol::Stage, refusal::Refusal, transport::Spooled};

impl Queue {
    /// Before its ticket is redeemed.
    pub fn begin(&mut self, turn: &Turn) -> io::Result<()> {
        self.journal.append(&Event::Begun(turn.begun()), false)?;
        if let Some(held) = self.held(turn) {
            held.step = Step::Begun;
            // One that has waited for the platform says so until it is answered.
            if held.label.status.refusal.is_none() {
                held.label.status.status = Stage::Printing;
            }
        }
        Ok(())
    }

    /// The platform agreed, not before it was asked.
    pub fn redeemed(&mut self, turn: &Turn, asked: Moment) {
        self.step(turn, Step::Redeemed, Stage::Printing);
        if let Some(held) = self.held(turn) {
            held.spent = Some(asked);
        }
    }

    /// The platform was not reached or did nothing: the ticket is as good as before and waits.
    pub fn unspent(&mut self, turn: &Turn, refusal: Refusal) {
        let event = Event::Unspent(turn.envelope.header.ticket_id.clone());
        // Unrecorded, the platform is asked after the next start whether it is spent.
        let _ = self.journal.append(&event, false);
        if let Some(held) = self.held(turn) {
            held.step = Step::Waiting;
        }
        self.wait(turn, refusal);
        self.shorten();
    }

    /// It is set and goes to the printer.
    pub fn rendered(&mut self, turn: &Turn, hash: Hash) {
        if let Some(held) = self.held(turn) {
            held.label.status.bitmap_hash = Some(hash);
        }
        self.step(turn, Step::Redeemed, Stage::Rendered);
        self.tell(turn.number);
    }

    /// Before the printer is ordered to print it: the order is given once this is kept. `None` for a label that has
    /// ended, or whose ticket was spent longer than `bound` ago: it is not printed any more.
    pub fn sent(&mut self, turn: &Turn, bound: Duration) -> io::Result<Option<Written>> {
        let good = |held: &mut Held| held.spent.is_some_and(|spent| spent.age() <= bound);
        if !self.held(turn).is_some_and(good) {
            return Ok(None);
        }
        let id = turn.envelope.header.ticket_id.clone();
        let written = self.journal.append_later(&Event::Sent(id))?;
        self.step(turn, Step::Sent, Stage::Rendered);
        Ok(Some(written))
    }

    /// Labels whose tickets were spent longer than `bound` ago and whose printers were not ordered to print them.
    pub fn overdue(&self, bound: Duration) -> Vec<Turn> {
        let late =
            |held: &Held| held.step == Step::Redeemed && held.spent.is_some_and(|spent| spent.age() > bound);
        let all = self.entries.iter().flat_map(|(number, entry)| {
            let labels = entry.labels.iter().enumerate();
            let late = labels.filter(|(_, held)| late(held));
            late.filter_map(|(at, held)| entry.turn(*number, at, held))
        });
        all.collect()
    }

    /// A queue has a label: on record, so that it is told to forget it even after a crash.
    pub fn spooled(&mut self, spooled: &Spooled) {
        // Unrecorded, it is forgotten when it ends and not after a crash.
        let _ = self.journal.append(&Event::Spooled(spooled.clone()), false);
        self.spools.push(spooled.clone());
    }

    /// It was told.
    pub fn unspooled(&mut self, spooled: &Spooled) {
        let _ = self.journal.append(&Event::Unspooled(spooled.clone()), false);
        self.spools.retain(|known| known != spooled);
    }

    /// What queues hold and were not told to forget.
    pub fn in_spools(&self) -> Vec<Spooled> {
        self.spools.clone()
    }

    /// The order was not given after all: nothing came out.
    pub fn not_sent(&mut self, turn: &Turn) {
        // In the journal it stays sent: after a crash a person is asked once too often, never too seldom.
        self.step(turn, Step::Redeemed, Stage::Printing);
    }

    /// It waits for something a person must do; what is told its clients once.
    pub fn wait(&mut self, turn: &Turn, refusal: Refusal) {
        let Some(held) = self.held(turn) else { return };
        let same = held.label.status.refusal.as_ref() == Some(&refusal);
        held.label.status.refusal = Some(refusal);
        if held.step < Step::Sent {
            held.label.status.status = Stage::Queued;
        }
        if !same {
            self.tell(turn.number);
        }
    }

    fn step(&mut self, turn: &Turn, step: Step, stage: Stage) {
        if let Some(held) = self.held(turn) {
            held.step = step;
            held.label.status.status = stage;
            held.label.status.refusal = None;
        }
    }
}
