//! What is asked for when a verb is to go over many rows: the selection, and what the inline call would be told.

use serde::Deserialize;

use super::selection::{AssignmentSelection, GivenSelection, OrderSelection, ParcelSelection};
use crate::assign::{NoCode, Target};
use crate::id::{Owned, kind};
use crate::order::CloseReason;
use crate::print::agent::AgentRef;

/// Orders to give to a fulfiller, all their free pieces.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchAssign)]
pub struct AssignAsk {
    /// Which orders.
    pub selection: OrderSelection,
    /// Whom they go to.
    pub to: Target,
}

/// Assignments to take back, or to ask back where a number holds them.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchRecall)]
pub struct RecallAsk {
    /// Which assignments.
    pub selection: GivenSelection,
    /// Why, at most 500 characters; the fulfiller reads it where it is asked.
    #[serde(default)]
    pub reason: String,
}

/// Assignments nobody has seen yet, to take back.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchUndo)]
pub struct UndoAsk {
    /// Which assignments.
    pub selection: GivenSelection,
}

/// Orders to close.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchClose)]
pub struct CloseAsk {
    /// Which orders.
    pub selection: OrderSelection,
    /// Why.
    pub reason: CloseReason,
}

/// Assignments to accept.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchAccept)]
pub struct AcceptAsk {
    /// Which assignments.
    pub selection: AssignmentSelection,
}

/// Assignments to decline or to fail.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchRefuse)]
pub struct RefuseAsk {
    /// Which assignments.
    pub selection: AssignmentSelection,
    /// Why.
    pub code: NoCode,
    /// In one's own words, at most 500 characters; needed with `other`.
    #[serde(default)]
    pub note: String,
}

/// Assignments of which what is left becomes a parcel each.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchPack)]
pub struct PackAsk {
    /// Which assignments.
    pub selection: AssignmentSelection,
    /// Weight of each parcel in gram, 0 (unknown) to 1,000,000.
    #[serde(default)]
    pub weight_g: i64,
}

/// Numbers to take from one carrier: exactly one of `assignments` and `parcels`.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchTakeNumbers)]
pub struct TakeAsk {
    /// For what is left of these, each a parcel.
    pub assignments: Option<AssignmentSelection>,
    /// Or for these parcels.
    pub parcels: Option<ParcelSelection>,
    /// The carrier's code.
    pub carrier: String,
    /// Which of one's own accounts pays; the oldest active one unless told.
    pub account: Option<Owned<kind::WaybillAccount>>,
    /// The carrier's product, by its own code; at most 60 characters.
    #[serde(default)]
    pub product: String,
    /// Weight of a parcel made on the way, in gram.
    #[serde(default)]
    pub weight_g: i64,
}

/// Labels to print, in the order of the selection; every 500 are a task, named in `progress.tasks`.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchPrint)]
pub struct PrintAsk {
    /// Which parcels.
    pub selection: ParcelSelection,
    /// The agent that prints.
    pub agent: AgentRef,
    /// The paper.
    pub size: ::ticket::Size,
    /// Why again, for labels that may exist already.
    #[serde(default)]
    pub reason: String,
}

/// Parcels to ship.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchShip)]
pub struct ShipAsk {
    /// Which parcels.
    pub selection: ParcelSelection,
}
