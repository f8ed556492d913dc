//! What batches do and where they stand.

use serde::{Deserialize, Serialize};

/// What a batch does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BatchKind)]
pub enum Kind {
    /// Orders out of a file.
    Import,
    /// Orders are given to a fulfiller.
    Assign,
    /// Assignments are taken back, or asked back.
    Recall,
    /// Assignments nobody has seen yet are taken back.
    Undo,
    /// Orders are closed.
    Close,
    /// Assignments are accepted.
    Accept,
    /// Assignments are declined.
    Decline,
    /// Accepted assignments turn out not to be supplied.
    Fail,
    /// A parcel is made of what is left of each assignment.
    Pack,
    /// Numbers are taken from a carrier.
    TakeNumbers,
    /// Labels are printed.
    Print,
    /// Parcels leave.
    Ship,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BatchState)]
pub enum State {
    /// Its job has not begun.
    Waiting,
    /// Being worked on.
    Running,
    /// Every row was done or refused.
    Done,
    /// It could not go on; `code` says why. What was done stays done.
    Failed,
    /// Somebody stopped it. What was done stays done.
    Cancelled,
}

impl State {
    const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.text() == text)
    }

    /// True while its job has something left to do.
    #[must_use]
    pub const fn live(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::Import,
        Self::Assign,
        Self::Recall,
        Self::Undo,
        Self::Close,
        Self::Accept,
        Self::Decline,
        Self::Fail,
        Self::Pack,
        Self::TakeNumbers,
        Self::Print,
        Self::Ship,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Assign => "assign",
            Self::Recall => "recall",
            Self::Undo => "undo",
            Self::Close => "close",
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Fail => "fail",
            Self::Pack => "pack",
            Self::TakeNumbers => "take_numbers",
            Self::Print => "print",
            Self::Ship => "ship",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.text() == text)
    }
}
