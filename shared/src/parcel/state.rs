//! A parcel's states, and the stage that says what it waits for.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Code, Refusal, Result};

/// Where a parcel is, with what is known there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Packed, or about to be.
    Planned,
    /// Handed to the carrier.
    Shipped { shipped_at: Instant },
    /// The carrier scanned it.
    InTransit { shipped_at: Instant },
    /// With the receiver.
    Delivered { shipped_at: Instant, ended_at: Instant },
    /// On its way back, or back.
    Returned { shipped_at: Instant, ended_at: Instant },
    /// Unpacked before it left.
    Dropped { ended_at: Instant },
}

impl State {
    /// It leaves the house.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn ship(self, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Planned => Ok(Self::Shipped { shipped_at: at }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// It is unpacked; a live number must be voided first.
    ///
    /// # Errors
    /// `waybill_live`, `state_forbids`.
    pub fn discard(self, numbered: bool, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Planned if numbered => Err(Code::WaybillLive.into()),
            Self::Planned => Ok(Self::Dropped { ended_at: at }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The word in the database.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Shipped { .. } => "shipped",
            Self::InTransit { .. } => "in_transit",
            Self::Delivered { .. } => "delivered",
            Self::Returned { .. } => "returned",
            Self::Dropped { .. } => "dropped",
        }
    }

    /// From its columns; None if they do not fit together.
    #[must_use]
    pub fn of(text: &str, shipped_at: Option<Instant>, ended_at: Option<Instant>) -> Option<Self> {
        match (text, shipped_at, ended_at) {
            ("planned", None, None) => Some(Self::Planned),
            ("shipped", Some(shipped_at), None) => Some(Self::Shipped { shipped_at }),
            ("in_transit", Some(shipped_at), None) => Some(Self::InTransit { shipped_at }),
            ("delivered", Some(shipped_at), Some(ended_at)) => Some(Self::Delivered { shipped_at, ended_at }),
            ("returned", Some(shipped_at), Some(ended_at)) => Some(Self::Returned { shipped_at, ended_at }),
            ("dropped", None, Some(ended_at)) => Some(Self::Dropped { ended_at }),
            _ => None,
        }
    }
}

/// What a parcel waits for; the tabs of the packing line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ParcelStage)]
pub enum Stage {
    /// A number.
    Number,
    /// Its first print.
    Print,
    /// To be shipped.
    Ship,
    /// Nothing: it left.
    Shipped,
    /// Nothing: it was dropped.
    Gone,
}

impl Stage {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Print => "print",
            Self::Ship => "ship",
            Self::Shipped => "shipped",
            Self::Gone => "gone",
        }
    }

    /// From its word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        [Self::Number, Self::Print, Self::Ship, Self::Shipped, Self::Gone]
            .into_iter()
            .find(|s| s.text() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_leaves_once_and_is_unpacked_only_without_a_number() {
        let at = Instant::UNIX_EPOCH;
        let shipped = State::Planned.ship(at).unwrap();
        assert_eq!(shipped, State::Shipped { shipped_at: at });
        assert_eq!(shipped.ship(at).unwrap_err().code, Code::StateForbids);
        assert_eq!(shipped.discard(false, at).unwrap_err().code, Code::StateForbids);
        assert_eq!(
            State::Planned.discard(true, at).unwrap_err().code,
            Code::WaybillLive
        );
        assert_eq!(
            State::Planned.discard(false, at).unwrap(),
            State::Dropped { ended_at: at }
        );
    }

    #[test]
    fn columns_that_do_not_fit_are_no_state() {
        let at = Some(Instant::UNIX_EPOCH);
        assert_eq!(State::of("shipped", None, None), None);
        assert_eq!(State::of("planned", at, None), None);
        for state in [State::of("delivered", at, at), State::of("dropped", None, at)] {
            assert!(state.is_some());
        }
        assert_eq!(Stage::of("ship"), Some(Stage::Ship));
    }
}
