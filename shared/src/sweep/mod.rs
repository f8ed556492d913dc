//! One verb over a selection of any size: the rows that match are written down when it begins, and a job walks them,
//! 500 a transaction, with the very acts that are called inline.

mod ask;
mod begin;
mod hand;
mod selection;
mod tally;
mod verb;
mod work;

use serde::{Deserialize, Serialize};

use crate::id::{BatchId, PartyId};
use crate::outbox;

pub use ask::{
    AcceptAsk, AssignAsk, CloseAsk, PackAsk, PrintAsk, RecallAsk, RefuseAsk, ShipAsk, TakeAsk, UndoAsk,
};
pub use begin::{accept, assign, close, decline, fail, pack, print, recall, ship, take_numbers, undo};
pub use selection::{AssignmentSelection, GivenSelection, OrderSelection, ParcelSelection};
pub use tally::{
    AssignmentTally, AssignmentVerb, GivenTally, GivenVerb, OrderTally, OrderVerb, ParcelTally, ParcelVerb,
    Tally, of_assignments, of_given, of_orders, of_own_assignments, of_parcels,
};
pub use work::Sweep;

/// Which batch the job walks.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SweepJob {
    owner: PartyId,
    batch: BatchId,
}

/// Walks a batch.
pub const SWEEP: outbox::Kind<SweepJob> = outbox::Kind::new("batch.sweep");
