//! What a mail can say: counts, names of products and parties, order numbers or aliases; no type here holds a receiver.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::party::Side;

/// A mail's kind with exactly its data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Letter {
    /// To a fulfiller: new work.
    Assignment(Assigned),
    /// To the party a binding was offered to.
    BindingOffered(Offered),
    /// To the party that offered a binding.
    BindingDecided(Decided),
    /// To the other party of a binding that is ending.
    BindingEnded(Other),
    /// To a merchant: the fulfiller does not take the work.
    Declined(TurnedDown),
    /// To a merchant: the fulfiller cannot supply after all.
    Failed(TurnedDown),
    /// To a merchant: what was shipped.
    ShippedSummary(Shipped),
    /// To a fulfiller: the merchant wants pieces back.
    RecallAsked(Recalled),
    /// To a merchant: the fulfiller's answer.
    RecallAnswered(Answered),
    /// To somebody who may join a party.
    Invitation(Invited),
    /// To somebody who forgot a password.
    PasswordReset(Reset),
    /// To a party that applied.
    ApplicationDecided(Application),
    /// To see that mail works.
    Test,
}

/// New work for a fulfiller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assigned {
    /// The merchant's name.
    pub merchant: String,
    /// Assignments since the last such mail.
    pub assignments: i64,
    /// Pieces in them.
    pub pieces: i64,
    /// The five products with most pieces.
    pub products: Vec<Goods>,
    /// How many products there are beside them.
    pub more_products: i64,
    /// The earliest time to ship by.
    pub ship_by: Option<Instant>,
}

/// Pieces of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// Its name, in the fulfiller's words where there are some.
    pub name: String,
    /// Pieces.
    pub pieces: i64,
}

/// A binding was offered; the note stays in the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// The reader's side.
    pub side: Side,
    /// Who offers.
    pub by: String,
}

/// An offer was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The reader's side.
    pub side: Side,
    /// Who answered.
    pub by: String,
    /// Accepted, or declined.
    pub accepted: bool,
}

/// Something about the other party of a binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// The reader's side.
    pub side: Side,
    /// The other party's name.
    pub other: String,
}

/// Assignments declined or failed in one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedDown {
    /// The fulfiller's name.
    pub fulfiller: String,
    /// How many assignments.
    pub assignments: i64,
    /// Pieces in them.
    pub pieces: i64,
    /// The code of the act, e.g. `out_of_stock`.
    pub code: String,
    /// The merchant's order numbers; the first five are shown.
    pub orders: Vec<String>,
}

/// What was shipped since the last summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipped {
    /// The fulfiller's name.
    pub fulfiller: String,
    /// Parcels.
    pub parcels: i64,
    /// Orders in them.
    pub orders: i64,
    /// Pieces in them.
    pub pieces: i64,
}

/// Pieces a merchant wants back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalled {
    /// The merchant's name.
    pub merchant: String,
    /// Assignments asked for.
    pub assignments: i64,
    /// Pieces asked for.
    pub pieces: i64,
    /// The fulfiller's aliases of the orders; the first five are shown.
    pub aliases: Vec<String>,
}

/// A fulfiller's answer to a recall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The fulfiller's name.
    pub fulfiller: String,
    /// Granted, or denied.
    pub granted: bool,
    /// Pieces that were asked for.
    pub pieces: i64,
    /// The merchant's order numbers; the first five are shown.
    pub orders: Vec<String>,
}

/// An invitation to join a party. Wiped from the row once it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The side of the party.
    pub side: Side,
    /// The party's name.
    pub party: String,
    /// The one-time secret of the link.
    pub secret: String,
}

/// A password reset. Wiped from the row once it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reset {
    /// The side the person signs in on.
    pub side: Side,
    /// The one-time secret of the link.
    pub secret: String,
}

/// The operator's answer to an application; the note stays in the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// The side applied for.
    pub side: Side,
    /// The party's name.
    pub party: String,
    /// Approved, or refused.
    pub approved: bool,
}

impl Letter {
    /// The word in the table.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Assignment(_) => "assignment",
            Self::BindingOffered(_) => "binding_offered",
            Self::BindingDecided(_) => "binding_decided",
            Self::BindingEnded(_) => "binding_ended",
            Self::Declined(_) => "declined",
            Self::Failed(_) => "failed",
            Self::ShippedSummary(_) => "shipped_summary",
            Self::RecallAsked(_) => "recall_asked",
            Self::RecallAnswered(_) => "recall_answered",
            Self::Invitation(_) => "invitation",
            Self::PasswordReset(_) => "password_reset",
            Self::ApplicationDecided(_) => "application_decided",
            Self::Test => "test",
        }
    }
}
