//! Bindings (绑定关系): a merchant and a factory that work together, on terms both can read.

mod decide;
mod list;
mod offer;
mod rows;
mod settle;
pub mod sku_map;
mod state;
mod tell;
mod terms;

use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{FulfillerId, Owned, PartyId, kind};
use crate::party::{Acting, Factory, Merchant, OfSide, Side};

pub use decide::{Decision, accept, decline, end, withdraw};
pub use list::{Ask as ListAsk, View, list, view};
pub use offer::{Offer, offer};
pub use settle::{settle, sweep};
pub use state::{Action, By, State, Word};
pub(crate) use tell::name_of;
pub use terms::{Change, Payer, Terms, Wish, change_terms};

/// The two sides a binding has; the operator is none of them.
pub trait Seat: OfSide {
    /// Which end.
    const BY: By;
    /// The side of the party at the other end.
    const OTHER: Side;
}
impl Seat for Merchant {
    const BY: By = By::Merchant;
    const OTHER: Side = Side::Factory;
}
impl Seat for Factory {
    const BY: By = By::Fulfiller;
    const OTHER: Side = Side::Merchant;
}

/// A binding as it stands.
#[derive(Debug, Clone)]
pub struct Binding {
    /// Merchant and binding.
    pub id: Owned<kind::Binding>,
    /// The factory or warehouse.
    pub fulfiller: FulfillerId,
    /// Where it stands.
    pub state: State,
    /// Who asked, when and with which words.
    pub offer: Offered,
    /// What was agreed.
    pub terms: Terms,
    /// Grows with every change.
    pub version: i64,
}

/// The offer a binding began with.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Who asked.
    pub by: By,
    /// His words.
    pub note: String,
    /// When.
    pub at: Instant,
}

impl Binding {
    /// The party at the end that `by` is not at.
    #[must_use]
    pub const fn other(&self, by: By) -> PartyId {
        match by {
            By::Merchant => self.fulfiller.cast(),
            By::Fulfiller => self.id.owner.cast(),
        }
    }
}

/// Refuses a decision on an older version than the one that stands.
fn must_be_current<S: Seat>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    binding: &Binding,
    seen: Option<i64>,
) -> Result<()> {
    match seen {
        Some(version) if version != binding.version => {
            let current = view(tx.conn(), who, binding.id)?;
            Err(Refusal::new(Code::Stale)
                .current(serde_json::to_value(current)?)
                .into())
        }
        _ => Ok(()),
    }
}
