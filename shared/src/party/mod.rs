//! Parties and the authority to act for one: who it is, on which side, proven by the door.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::error::{Broken, Result};
use crate::id::{FulfillerId, MachineId, MerchantId, PartyId, PersonId};

pub mod application;
pub mod invitation;
pub mod machine;
pub mod member;
pub mod password;
pub mod person;
mod post;
pub mod profile;
mod proof;
pub mod public_code;
pub mod reset;
pub mod seal;
pub mod secret;
pub mod session;
pub mod setting;
pub mod sign_in;
pub(crate) mod standing;
pub mod throttle;
pub mod totp;
pub mod view;

pub use application::{FirstOperator, bootstrap};

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

impl Side {
    /// The side of that word.
    ///
    /// # Errors
    /// Broken for another word: it came from the database.
    pub fn of(text: &str) -> Result<Self> {
        match text {
            "merchant" => Ok(Self::Merchant),
            "factory" => Ok(Self::Factory),
            "platform" => Ok(Self::Platform),
            _ => Err(Broken::row("people", "side", text).into()),
        }
    }
}

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// It owns orders.
    Merchant,
    /// It makes and ships.
    Factory,
    /// It stores and ships: a factory of that kind.
    Warehouse,
    /// It runs the platform.
    Platform,
}

impl PartyKind {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Factory => "factory",
            Self::Warehouse => "warehouse",
            Self::Platform => "platform",
        }
    }

    /// The side its people sign in on.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::Merchant => Side::Merchant,
            Self::Factory | Self::Warehouse => Side::Factory,
            Self::Platform => Side::Platform,
        }
    }

    pub(crate) fn of(text: &str) -> Result<Self> {
        let all = [Self::Merchant, Self::Factory, Self::Warehouse, Self::Platform];
        let kind = all.into_iter().find(|kind| kind.text() == text);
        kind.ok_or_else(|| Broken::row("parties", "kind", text).into())
    }
}

/// Whether a party may work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartyState {
    /// It waits for the operator.
    Applied,
    /// It works.
    Active,
    /// The operator said no.
    Refused,
    /// The operator stopped it.
    Suspended,
}

impl PartyState {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Active => "active",
            Self::Refused => "refused",
            Self::Suspended => "suspended",
        }
    }

    pub(crate) fn of(text: &str) -> Result<Self> {
        let all = [Self::Applied, Self::Active, Self::Refused, Self::Suspended];
        let state = all.into_iter().find(|state| state.text() == text);
        state.ok_or_else(|| Broken::row("parties", "state", text).into())
    }
}

/// What a person is in a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything its side may.
    Owner,
    /// Does the daily work.
    Staff,
    /// Only looks.
    Auditor,
}

impl Role {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Staff => "staff",
            Self::Auditor => "auditor",
        }
    }

    pub(crate) fn of(text: &str) -> Result<Self> {
        let all = [Self::Owner, Self::Staff, Self::Auditor];
        let role = all.into_iter().find(|role| role.text() == text);
        role.ok_or_else(|| Broken::row("members", "role", text).into())
    }
}

/// The right to act for a party where the side does not matter: the nouns every door has.
#[derive(Debug, Clone, Copy)]
pub struct Here {
    side: Side,
    party: PartyId,
    who: Who,
}

impl Here {
    pub(crate) const fn new(side: Side, party: PartyId, who: Who) -> Self {
        Self { side, party, who }
    }

    /// The side of the door.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
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

    /// The person who acts; None for machines.
    #[must_use]
    pub const fn person(&self) -> Option<PersonId> {
        match self.who {
            Who::Person(id) => Some(id),
            Who::Machine(_) | Who::Worker => None,
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
