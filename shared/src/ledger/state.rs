//! The states of a waybill account, and the key under which it is kept.

use crate::error::{Code, Refusal};
use crate::id::{Owned, PartyId, WaybillAccountId, kind};

/// Where an account is kept: the party first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountKey {
    /// Whose it is.
    pub party: PartyId,
    /// Which.
    pub id: WaybillAccountId,
}

impl AccountKey {
    /// Its public form.
    #[must_use]
    pub const fn public(self) -> Owned<kind::WaybillAccount> {
        Owned::new(self.party.cast(), self.id)
    }
}

impl From<Owned<kind::WaybillAccount>> for AccountKey {
    fn from(public: Owned<kind::WaybillAccount>) -> Self {
        Self {
            party: public.owner.cast(),
            id: public.id,
        }
    }
}

/// What an account may do, with what is known of it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Waiting for the operator.
    Applied,
    /// Takes top-ups and pays for numbers, `price_fen` each; 0 means what the carrier asks.
    Active { price_fen: i64 },
    /// The operator said no, and why.
    Refused { note: String },
    /// No longer used.
    Closed { note: String },
}

impl State {
    /// The operator agrees.
    ///
    /// # Errors
    /// `already_decided`.
    pub fn approve(self, price_fen: i64) -> Result<Self, Refusal> {
        match self {
            Self::Applied => Ok(Self::Active { price_fen }),
            _ => Err(Code::AlreadyDecided.into()),
        }
    }

    /// The operator declines.
    ///
    /// # Errors
    /// `already_decided`.
    pub fn refuse(self, note: String) -> Result<Self, Refusal> {
        match self {
            Self::Applied => Ok(Self::Refused { note }),
            _ => Err(Code::AlreadyDecided.into()),
        }
    }

    /// No number is taken on it any more; money still held for one keeps it open.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn close(self, held_fen: i64, note: String) -> Result<Self, Refusal> {
        match self {
            Self::Active { .. } if held_fen == 0 => Ok(Self::Closed { note }),
            Self::Active { .. } => {
                Err(Refusal::new(Code::StateForbids).saying("numbers are being taken on it"))
            }
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The word in the database.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Active { .. } => "active",
            Self::Refused { .. } => "refused",
            Self::Closed { .. } => "closed",
        }
    }

    pub(super) fn note(&self) -> &str {
        match self {
            Self::Refused { note } | Self::Closed { note } => note,
            Self::Applied | Self::Active { .. } => "",
        }
    }
}
