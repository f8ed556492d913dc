//! What the journal writes down, one line each: tasks as they came, sealed, and every label's steps.

use serde::{Deserialize, Serialize};
use ticket::{Envelope, Hash, SignedReceipt, design::Custom};

use crate::{
    protocol::{DocumentStatus, Stage},
    refusal::Refusal,
    transport::Spooled,
};

/// A label the agent set out to print.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    /// About to be redeemed.
    pub ticket_id: String,
    /// The waybill number.
    pub document_id: String,
    /// Where to.
    pub printer: String,
}

/// One line. Names are at rest in journals: a new meaning is a new name.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A task was taken.
    Task(Task),
    /// A label's ticket is about to be redeemed.
    Begun(Begun),
    /// The platform was not reached, or did nothing: its ticket is not spent.
    Unspent(String),
    /// Its printer is about to be ordered to print it.
    Sent(String),
    /// It ended, and the platform is owed a receipt.
    Ended(SignedReceipt),
    /// The platform refused to redeem it: nothing was spent, nothing is owed. By journals before 0.2.
    Dropped(String),
    /// The same, with its code; also for what was refused or cancelled before it was begun.
    Refused {
        /// Whose label.
        ticket_id: String,
        /// Why.
        code: String,
    },
    /// The platform has the receipt.
    Taken(String),
    /// A queue took a label into its spool.
    Spooled(Spooled),
    /// It was told to forget it.
    Unspooled(Spooled),
    /// A task was paused or resumed.
    Paused {
        /// Which.
        task_id: String,
        /// Or resumed.
        paused: bool,
    },
}

/// A task as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Chosen by the client.
    pub task_id: String,
    /// Its printer.
    pub printer: String,
    /// Hash of what the client sent.
    pub content: Hash,
    /// None of its labels is to be begun.
    #[serde(default)]
    pub paused: bool,
    /// In its order.
    pub labels: Vec<Label>,
}

/// A label as it stands in the journal: its ticket, still sealed, until it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// The waybill number.
    pub document_id: String,
    /// Its ticket's id; absent for what was refused at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<String>,
    /// The ticket; absent when it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// What its custom area shows; absent when it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom: Option<Custom>,
    /// What became of it.
    pub stage: Stage,
    /// Why; without the words, which may name characters of a receiver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Of its dots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bitmap_hash: Option<Hash>,
}

impl Label {
    /// As clients see it.
    pub fn status(&self) -> DocumentStatus {
        let known = |code: &String| Refusal::by_code(code.clone());
        DocumentStatus {
            document_id: self.document_id.clone(),
            status: self.stage,
            refusal: self.code.as_ref().map(known),
            file: None,
            bitmap_hash: self.bitmap_hash,
        }
    }
}
