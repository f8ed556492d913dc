//! Assignments (代发单): pieces of orders in a fulfiller's hands, from the undo window to the last one shipped.

mod act;
mod alias;
mod answer;
mod ask;
mod card;
pub(crate) mod chosen;
mod count;
mod give;
mod given;
mod list;
mod pieces;
mod plan;
mod recall;
mod release;
mod request;
mod request_list;
mod rows;
mod select;
mod settled;
mod state;
mod tell;
mod undo;
mod unnumbered;

use crate::id::{AssignmentId, Owned, kind};
use crate::party::{Acting, Merchant};
use crate::worker::Works;

pub use act::Done;
pub use answer::{Accept, Refuse, accept, decline, fail};
pub(crate) use answer::{Answers, accept_of, decline_of, fail_of};
pub use ask::{Ask, Given, Reply, Row, Target};
pub use card::{Goods, Named, Question, Work};
pub use count::{Counts, counts, own_counts};
pub use give::assign;
pub use given::{MerchantAsk, MerchantView, of_merchant};
pub use list::{Card, Filter, RegionView, Tab, list, one, own_list};
pub use recall::{Pieces, Recall, Recalled, Wanted, recall};
pub use request::{Reply as RecallReply, Settled, Word as RequestWord, deny, grant, withdraw};
pub use request_list::{RequestAsk, RequestView, requests};
pub use settled::forget_tokens;
pub(crate) use state::No;
pub use state::{Action, NoCode, Word};
pub use undo::{Undo, undo};

/// Characters of a note, reason or answer at most.
pub(crate) const NOTE: usize = 500;

/// Adds the kinds of job that assigning needs.
pub(crate) fn works(works: Works) -> Works {
    works.with(release::Release)
}

/// The ids as they stand among the merchant's rows; a stranger's becomes the nil id, which no row has.
fn own_ids(who: &Acting<Merchant>, ids: &[Owned<kind::Assignment>]) -> Vec<AssignmentId> {
    ids.iter()
        .map(|id| {
            if id.owner == who.merchant() {
                id.id
            } else {
                AssignmentId::of(uuid::Uuid::nil())
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
