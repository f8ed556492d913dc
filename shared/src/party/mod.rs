//! Parties and the authority to act for one: who it is, on which side, proven by the door.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::id::{FulfillerId, MachineId, MerchantId, PartyId, PersonId};

/// The side a door opens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Merchants.
    Merchant,
    /// Factories and warehouses.
    Factory,
    /// The operator.
    Platform,
}

impl Side {
    /// The word in the database, cookies and token audiences.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Factory => "factory",
            Self::Platform => "platform",
        }
    }
}

/// A side as a type: what is for merchants cannot be handed a factory.
pub trait OfSide: 'static {
    /// The side.
    const SIDE: Side;
}
/// The merchant's side.
#[derive(Debug, Clone, Copy)]
pub enum Merchant {}
/// The factory's and warehouse's side.
#[derive(Debug, Clone, Copy)]
pub enum Factory {}
/// The operator's side.
#[derive(Debug, Clone, Copy)]
pub enum Platform {}
impl OfSide for Merchant {
    const SIDE: Side = Side::Merchant;
}
impl OfSide for Factory {
    const SIDE: Side = Side::Factory;
}
impl OfSide for Platform {
    const SIDE: Side = Side::Platform;
}

/// Who did it, for the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A person in a browser.
    Person(PersonId),
    /// A machine principal.
    Machine(MachineId),
    /// The platform itself, in a job.
    Worker,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => id.fmt(f),
            Self::Machine(id) => id.fmt(f),
            Self::Worker => f.write_str("worker"),
        }
    }
}

/// The right to act for a party of side `S`. Only a door that checked role and scope, or the worker, makes one.
#[derive(Debug)]
pub struct Acting<S: OfSide> {
    party: PartyId,
    who: Who,
    side: PhantomData<fn() -> S>,
}

impl<S: OfSide> Clone for Acting<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S: OfSide> Copy for Acting<S> {}

impl<S: OfSide> Acting<S> {
    /// For the doors (after role and scope) and the worker (on the party's standing wish).
    #[allow(dead_code, reason = "doors and worker follow")]
    pub(crate) const fn new(party: PartyId, who: Who) -> Self {
        Self {
            party,
            who,
            side: PhantomData,
        }
    }

    /// The party acted for.
    #[must_use]
    pub const fn party(&self) -> PartyId {
        self.party
    }

    /// Who acts.
    #[must_use]
    pub const fn who(&self) -> Who {
        self.who
    }
}

impl Acting<Merchant> {
    /// The party as the owner of orders.
    #[must_use]
    pub const fn merchant(&self) -> MerchantId {
        self.party.cast()
    }
}

impl Acting<Factory> {
    /// The party as one that assignments are given to.
    #[must_use]
    pub const fn fulfiller(&self) -> FulfillerId {
        self.party.cast()
    }
}
