//! Before it begins: how many rows a selection holds, exactly, and how many of them the verb fits now.

use serde::{Deserialize, Serialize};

use super::selection::{AssignmentSelection, GivenSelection, OrderSelection, ParcelSelection};
use crate::assign::chosen as assignments;
use crate::batch::Kind;
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::error::Result;
use crate::id::OrderId;
use crate::order;
use crate::parcel::chosen as parcels;
use crate::party::{Acting, Factory, Merchant, OfSide};

/// The exact answer to "all that match": what a batch begun now would walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = BatchTally)]
pub struct Tally {
    /// Rows of the selection.
    pub matched: i64,
    /// Those whose state fits the verb now; the others would be refused. A row may yet be refused for what is only
    /// known when it is done: money, caps, what a carrier says.
    pub eligible: i64,
}

/// What is to be done to orders.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderVerb {
    /// Give their free pieces.
    Assign,
    /// Close them.
    Close,
}

/// Orders to count.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchCountOrders)]
pub struct OrderTally {
    /// For what.
    pub verb: OrderVerb,
    /// Which.
    pub selection: OrderSelection,
}

/// What is to be done to assignments one gave.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GivenVerb {
    /// Take them back, or ask.
    Recall,
    /// Take back what nobody has seen.
    Undo,
}

/// Assignments one gave, to count.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchCountGiven)]
pub struct GivenTally {
    /// For what.
    pub verb: GivenVerb,
    /// Which.
    pub selection: GivenSelection,
}

/// What is to be done to assignments in one's own hands.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentVerb {
    /// Accept them.
    Accept,
    /// Decline them.
    Decline,
    /// Fail them.
    Fail,
    /// Make parcels.
    Pack,
    /// Take numbers.
    TakeNumbers,
}

/// Assignments in one's own hands, to count.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchCountAssignments)]
pub struct AssignmentTally {
    /// For what.
    pub verb: AssignmentVerb,
    /// Which.
    pub selection: AssignmentSelection,
}

/// What is to be done to parcels.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParcelVerb {
    /// Take numbers.
    TakeNumbers,
    /// Print labels.
    Print,
    /// Ship.
    Ship,
}

/// Parcels to count.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchCountParcels)]
pub struct ParcelTally {
    /// For what.
    pub verb: ParcelVerb,
    /// Which.
    pub selection: ParcelSelection,
}

/// Counts orders.
///
/// # Errors
/// As the batch itself.
pub fn of_orders(conn: &mut Conn, who: &Acting<Merchant>, ask: &OrderTally) -> Result<Tally> {
    let (kind, fit) = match ask.verb {
        OrderVerb::Assign => (Kind::Assign, order::Fit::Assign),
        OrderVerb::Close => (Kind::Close, order::Fit::Close),
    };
    let rows = ask.selection.rows(conn, who, kind)?;
    let own: Vec<OrderId> = rows
        .iter()
        .filter(|id| order::own(who, **id).is_ok())
        .map(|id| id.id)
        .collect();
    tally(rows.len(), order::fitting(conn, who.merchant(), &own, fit)?)
}

/// Counts assignments one gave.
///
/// # Errors
/// As the batch itself.
pub fn of_given(conn: &mut Conn, who: &Acting<Merchant>, ask: &GivenTally) -> Result<Tally> {
    let (kind, fit) = match ask.verb {
        GivenVerb::Recall => (Kind::Recall, assignments::Fit::Recall),
        GivenVerb::Undo => (Kind::Undo, assignments::Fit::Undo),
    };
    let rows = ask.selection.rows(conn, who, kind)?;
    let of = assignments::Of::Merchant(who.merchant());
    tally(rows.len(), assignments::fitting(conn, of, &rows, fit)?)
}

/// Counts the factory's assignments.
///
/// # Errors
/// As the batch itself.
pub fn of_assignments(
    conn: &mut Conn,
    who: &Acting<Factory>,
    ask: &AssignmentTally,
    now: Instant,
) -> Result<Tally> {
    in_hand(conn, who, ask, now)
}

/// Counts what the merchant packs himself.
///
/// # Errors
/// As the batch itself.
pub fn of_own_assignments(
    conn: &mut Conn,
    who: &Acting<Merchant>,
    ask: &AssignmentTally,
    now: Instant,
) -> Result<Tally> {
    in_hand(conn, who, ask, now)
}

fn in_hand<S: OfSide>(
    conn: &mut Conn,
    who: &Acting<S>,
    ask: &AssignmentTally,
    now: Instant,
) -> Result<Tally> {
    let (kind, fit) = match ask.verb {
        AssignmentVerb::Accept => (Kind::Accept, assignments::Fit::Answer),
        AssignmentVerb::Decline => (Kind::Decline, assignments::Fit::Answer),
        AssignmentVerb::Fail => (Kind::Fail, assignments::Fit::Fail),
        AssignmentVerb::Pack => (Kind::Pack, assignments::Fit::Pack),
        AssignmentVerb::TakeNumbers => (Kind::TakeNumbers, assignments::Fit::TakeNumbers),
    };
    let rows = ask.selection.rows(conn, who, kind, now)?;
    let of = assignments::Of::Fulfiller(who.party().cast());
    tally(rows.len(), assignments::fitting(conn, of, &rows, fit)?)
}

/// Counts parcels one packs oneself.
///
/// # Errors
/// As the batch itself.
pub fn of_parcels<S: OfSide>(conn: &mut Conn, who: &Acting<S>, ask: &ParcelTally) -> Result<Tally> {
    let (kind, fit) = match ask.verb {
        ParcelVerb::TakeNumbers => (Kind::TakeNumbers, parcels::Fit::TakeNumbers),
        ParcelVerb::Print => (Kind::Print, parcels::Fit::Print),
        ParcelVerb::Ship => (Kind::Ship, parcels::Fit::Ship),
    };
    let rows = ask.selection.rows(conn, who, kind)?;
    tally(
        rows.len(),
        parcels::fitting(conn, who.party().cast(), &rows, fit)?,
    )
}

fn tally(matched: usize, eligible: i64) -> Result<Tally> {
    let matched = i64::try_from(matched).unwrap_or(i64::MAX);
    Ok(Tally { matched, eligible })
}
