//! The states of a refund, and who may move it on.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Code, Refusal};

/// The side that opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RefundSide)]
pub enum Side {
    /// The merchant.
    Merchant,
    /// The marketplace.
    Platform,
}

impl Side {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Platform => "platform",
        }
    }

    /// The side of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        [Self::Merchant, Self::Platform]
            .into_iter()
            .find(|side| side.text() == text)
    }
}

/// The state of a refund: a variant holds exactly what is true in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The buyer waits; it stops the parcel unless the merchant overrode it.
    Open {
        /// When he did.
        overridden_at: Option<Instant>,
    },
    /// The pieces are the buyer's no more.
    Done {
        /// Since when.
        at: Instant,
    },
    /// The buyer keeps what he ordered.
    Withdrawn {
        /// Since when.
        at: Instant,
    },
}

/// A state's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RefundWord)]
pub enum Word {
    /// The buyer waits.
    Open,
    /// The pieces were refunded.
    Done,
    /// It was taken back.
    Withdrawn,
}

impl Word {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A verb of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RefundAction)]
pub enum Action {
    /// The pieces are refunded.
    Complete,
    /// The buyer keeps what he ordered.
    Withdraw,
    /// The parcel goes in spite of it.
    Override,
}

impl State {
    /// The state's word.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Self::Open { .. } => Word::Open,
            Self::Done { .. } => Word::Done,
            Self::Withdrawn { .. } => Word::Withdrawn,
        }
    }

    /// The pieces are refunded.
    ///
    /// # Errors
    /// `already_decided`.
    pub fn complete(self, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Open { .. } => Ok(Self::Done { at }),
            Self::Done { .. } | Self::Withdrawn { .. } => Err(Code::AlreadyDecided.into()),
        }
    }

    /// Taken back by the side that opened it.
    ///
    /// # Errors
    /// `already_decided`; `state_forbids` for the other side.
    pub fn withdraw(self, opened: Side, by: Side, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Open { .. } if opened == by => Ok(Self::Withdrawn { at }),
            Self::Open { .. } => {
                Err(Refusal::new(Code::StateForbids)
                    .saying("the other side opened it: only it takes it back"))
            }
            Self::Done { .. } | Self::Withdrawn { .. } => Err(Code::AlreadyDecided.into()),
        }
    }

    /// The merchant sends the parcel in spite of it.
    ///
    /// # Errors
    /// `already_decided`.
    pub fn override_(self, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Open { overridden_at: None } => Ok(Self::Open {
                overridden_at: Some(at),
            }),
            Self::Open { .. } | Self::Done { .. } | Self::Withdrawn { .. } => {
                Err(Code::AlreadyDecided.into())
            }
        }
    }

    /// The verbs legal now for that side.
    #[must_use]
    pub fn legal(self, opened: Side, viewer: Side) -> Vec<Action> {
        let Self::Open { overridden_at } = self else {
            return Vec::new();
        };
        let verbs = [
            (Action::Complete, true),
            (Action::Withdraw, opened == viewer),
            (
                Action::Override,
                viewer == Side::Merchant && overridden_at.is_none(),
            ),
        ];
        verbs
            .into_iter()
            .filter(|(_, legal)| *legal)
            .map(|(verb, _)| verb)
            .collect()
    }
}
