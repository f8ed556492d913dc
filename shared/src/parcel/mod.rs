//! Parcels: made first, reserving pieces of accepted assignments; a number, a print and the way out follow.

pub mod act;
pub mod card;
pub(crate) mod chosen;
pub mod discard;
pub mod list;
pub mod plan;
mod price;
pub(crate) mod rows;
pub mod state;
pub mod verify;

pub use plan::{ItemAsk, ParcelAsk};
pub use state::{Stage, State};

use crate::id::{FulfillerId, MerchantId};
use crate::party::{Acting, Factory, Merchant, Who};

/// Whoever packs: a factory or warehouse, or a merchant who ships what he kept for himself. Both doors share the
/// code below; it only ever touches rows whose fulfiller is this one.
#[derive(Debug, Clone, Copy)]
pub struct Packer {
    fulfiller: FulfillerId,
    who: Who,
    own: Option<MerchantId>,
}

impl Packer {
    /// The party as the one assignments are given to.
    #[must_use]
    pub const fn fulfiller(&self) -> FulfillerId {
        self.fulfiller
    }

    /// The merchant, where he packs himself: he alone brought receivers, and could guess others by bringing more.
    #[must_use]
    pub const fn own(&self) -> Option<MerchantId> {
        self.own
    }

    /// Who acts.
    #[must_use]
    pub const fn who(&self) -> Who {
        self.who
    }
}

impl From<&Acting<Factory>> for Packer {
    fn from(acting: &Acting<Factory>) -> Self {
        Self {
            fulfiller: acting.fulfiller(),
            who: acting.who(),
            own: None,
        }
    }
}

impl From<&Acting<Merchant>> for Packer {
    fn from(acting: &Acting<Merchant>) -> Self {
        Self {
            fulfiller: acting.party().cast(),
            who: acting.who(),
            own: Some(acting.merchant()),
        }
    }
}
