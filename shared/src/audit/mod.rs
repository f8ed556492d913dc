//! Who touched receivers, and why: append-only, each merchant's entries chained by hash, heads signed outside the
//! database. A door of the vault opens only for a [`Receipt`], and a receipt exists only once its entry is committed.
//!
//! Lock order: the merchant's head is locked last; note as the last step of a transaction.

mod chain;
mod checkpoint;
mod proof;
mod rows;

use std::collections::{BTreeMap, HashSet};

use crate::db::{Db, Tx};
use crate::error::{Broken, Result};
use crate::id::{MerchantId, ReceiverId};

pub use chain::{Verdict, verify};
pub use checkpoint::Checkpoints;
pub use proof::{Break, Findings, prove, public_key};

/// The most receivers one entry names; longer lists become several entries.
pub const MOST_RECORDS: usize = 200;
/// The most characters of a note's value.
const MOST_NOTE: usize = 96;

/// Why a receiver is touched.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Purpose {
    /// Door 1: a carrier is asked for a number.
    CarrierRequest,
    /// Door 2: a label is sealed to a print agent.
    PrintTicket,
    /// Door 3: a message through the platform's channel.
    Sms,
    /// Door 4: somebody of the merchant looks.
    Reveal,
    /// A later import was compared with what is stored.
    Intake,
    /// Receivers were compared with each other: merge, same?, number used for another?
    Compare,
    /// Receivers were made unreadable for good.
    Shred,
}

impl Purpose {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::CarrierRequest => "carrier_request",
            Self::PrintTicket => "print_ticket",
            Self::Sms => "sms",
            Self::Reveal => "reveal",
            Self::Intake => "intake",
            Self::Compare => "compare",
            Self::Shred => "shred",
        }
    }
}

/// What is about to be noted.
pub struct Event {
    purpose: Purpose,
    actor: String,
    records: Vec<ReceiverId>,
    notes: BTreeMap<String, String>,
}

impl Event {
    /// `actor` is a [`Who`](crate::party::Who) or `worker`; `records` may be more than one entry takes.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "ids and codes are small: a caller writes them as they are"
    )]
    pub fn new(purpose: Purpose, actor: impl ToString, records: Vec<ReceiverId>) -> Self {
        Self {
            purpose,
            actor: actor.to_string(),
            records,
            notes: BTreeMap::new(),
        }
    }

    /// Adds an id or a code: printable ASCII, at most 96 characters, never anything of a receiver.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "ids and codes are small: a caller writes them as they are"
    )]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.notes.insert(name.to_owned(), value.to_string());
        self
    }

    fn check(&self) -> Result<(), Broken> {
        let fits = |text: &String| text.len() <= MOST_NOTE && text.bytes().all(|b| b.is_ascii_graphic());
        match fits(&self.actor) && self.notes.values().all(fits) {
            true => Ok(()),
            false => Err(Broken::new("an audit note is an id or a code, in ASCII")),
        }
    }

    fn entries(&self) -> Vec<chain::Body> {
        let body = |records: &[ReceiverId]| chain::Body {
            purpose: self.purpose.text().to_owned(),
            actor: self.actor.clone(),
            records: records.iter().map(|id| id.raw()).collect(),
            notes: self.notes.clone(),
        };
        match self.records.is_empty() {
            true => vec![body(&[])],
            false => self.records.chunks(MOST_RECORDS).map(body).collect(),
        }
    }
}

/// Proof that touching these receivers for this purpose is on record. Only [`receipted`] makes one.
pub struct Receipt {
    merchant: MerchantId,
    purpose: Purpose,
    records: HashSet<ReceiverId>,
}

impl Receipt {
    /// The merchant whose receivers it names.
    #[must_use]
    pub fn merchant(&self) -> MerchantId {
        self.merchant
    }

    /// Refuses receivers it does not name, or another purpose.
    pub(crate) fn covers(&self, purpose: Purpose, mut ids: impl Iterator<Item = ReceiverId>) -> Result<()> {
        match self.purpose == purpose && ids.all(|id| self.records.contains(&id)) {
            true => Ok(()),
            false => Err(Broken::new("a receiver was asked for without an audit receipt").into()),
        }
    }
}

/// Notes events in the transaction of the act itself; they are on record when it commits.
///
/// # Errors
/// A note that is no id or code; the database's own.
pub fn note(tx: &mut Tx<'_>, merchant: MerchantId, events: &[Event]) -> Result<()> {
    for event in events {
        event.check()?;
    }
    let bodies: Vec<chain::Body> = events.iter().flat_map(Event::entries).collect();
    match bodies.is_empty() {
        true => Ok(()),
        false => rows::append(tx, merchant, bodies),
    }
}

/// Commits `work` and the event it returns, then hands out the receipt that opens the vault's doors for it.
///
/// # Errors
/// What `work` says; then nothing is on record and there is no receipt.
pub fn receipted<T>(
    db: &Db,
    what: &'static str,
    merchant: MerchantId,
    work: impl Fn(&mut Tx<'_>) -> Result<(T, Event)>,
) -> Result<(T, Receipt)> {
    db.write(what, |tx| {
        let (done, event) = work(tx)?;
        note(tx, merchant, std::slice::from_ref(&event))?;
        Ok((done, event))
    })
    .map(|(done, event)| {
        let records = event.records.into_iter().collect();
        (
            done,
            Receipt {
                merchant,
                purpose: event.purpose,
                records,
            },
        )
    })
}

#[cfg(test)]
mod tests;
