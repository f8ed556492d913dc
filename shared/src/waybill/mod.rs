//! Waybills (电子面单): a number for a parcel, taken from a carrier or typed by hand, and what may happen to it.

pub(crate) mod caps;
pub mod carriers;
pub mod contest;
pub(crate) mod dossier;
pub mod external;
pub mod list;
pub(crate) mod lost;
pub(crate) mod numbers;
pub mod preflight;
pub(crate) mod purse;
pub(crate) mod record;
pub(crate) mod request;
pub(crate) mod rows;
pub mod ship;
pub mod state;
pub mod take;
pub mod target;
pub mod void;
pub mod work;

pub use state::State;

use serde::{Deserialize, Serialize};

use crate::carrier::Registry;
use crate::clock::Zone;
use crate::id::{MerchantId, Owned, WaybillId, kind};
use crate::outbox::Kind;

/// What acts on waybills need beside the database: the carriers in use, and the zone that defines a day.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The carriers numbers can be taken from.
    pub carriers: &'a Registry,
    /// The platform's time zone.
    pub zone: Zone,
}

/// What a waybill's job carries: where the row is, and how often the carrier could not be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The merchant whose row it is.
    pub merchant: MerchantId,
    /// The waybill.
    pub waybill: WaybillId,
    /// Sendings before this one that certainly reached nobody, or questions nobody answered.
    #[serde(default)]
    pub tries: u32,
}

impl Errand {
    pub(crate) fn of(waybill: Owned<kind::Waybill>) -> Self {
        Self {
            merchant: waybill.owner,
            waybill: waybill.id,
            tries: 0,
        }
    }

    pub(crate) fn again(self) -> Self {
        Self {
            tries: self.tries.saturating_add(1),
            ..self
        }
    }

    pub(crate) fn key(self) -> Owned<kind::Waybill> {
        Owned::new(self.merchant, self.waybill)
    }
}

/// Takes a number from the carrier.
pub const TAKE: Kind<Errand> = Kind::new("waybill.take");
/// Asks the carrier what became of a client reference.
pub const QUERY: Kind<Errand> = Kind::new("waybill.query");
/// Gives a number back.
pub const VOID: Kind<Errand> = Kind::new("waybill.void");

#[cfg(test)]
mod tests;
