//! Refunds (退款): a buyer's wish to take pieces of a line back. Open, it stops the parcel; done, the pieces are gone.

pub mod list;
mod naming;
mod rows;
pub mod state;

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::roll_up;
use crate::bulk::{self, Rows};
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{LineId, MerchantId, OrderId, Owned, RefundId, kind};
use crate::party::{Acting, Merchant, Platform};
use crate::text;
pub use list::{Ask, View};
pub(super) use rows::end_with_orders;
use rows::{Line, NewRefund, Refund};
pub use state::{Side, State, Word};

/// Characters of a reason at most.
const REASON: usize = 200;

/// Whose refunds, and from which side: the merchant's door sees all of the merchant's orders, the platform's door those
/// the marketplace brought.
#[derive(Debug, Clone)]
pub struct Desk {
    merchant: MerchantId,
    side: Side,
    actor: String,
}

impl Desk {
    /// The marketplace's, over one merchant.
    #[must_use]
    pub fn of_platform(who: &Acting<Platform>, merchant: MerchantId) -> Self {
        Self {
            merchant,
            side: Side::Platform,
            actor: who.who().to_string(),
        }
    }
}

impl From<&Acting<Merchant>> for Desk {
    fn from(who: &Acting<Merchant>) -> Self {
        Self {
            merchant: who.merchant(),
            side: Side::Merchant,
            actor: who.who().to_string(),
        }
    }
}

/// Refunds to open, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefundsOpen)]
pub struct Open {
    /// One for each line.
    pub rows: Vec<OpenRow>,
}

/// Some pieces of a line that a buyer wants to take back.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefundsOpenRow)]
pub struct OpenRow {
    /// The line.
    #[serde(default)]
    pub line: Option<Owned<kind::Line>>,
    /// Or the source's number of the order,
    #[serde(default)]
    pub external_no: Option<String>,
    /// its source,
    #[serde(default)]
    pub source: String,
    /// and the source's id of the line, where the order has more than one.
    #[serde(default)]
    pub line_id: Option<String>,
    /// How many pieces, at least 1.
    pub quantity: i64,
    /// Why, 1 to 200 characters; the fulfiller never reads it.
    pub reason: String,
}

/// Refunds to complete or to withdraw, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefundsMove)]
pub struct Move {
    /// One for each refund.
    pub rows: Vec<MoveRow>,
}

/// One refund, and the version the caller saw.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefundsMoveRow)]
pub struct MoveRow {
    /// The refund.
    pub refund: Owned<kind::Refund>,
    /// Refused as `stale` if it has another by now.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Refunds in spite of which parcels go, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RefundsOverride)]
pub struct Override {
    /// One for each refund.
    pub rows: Vec<MoveRow>,
    /// Why, 1 to 200 characters; it is kept.
    pub reason: String,
}

/// Opens refunds; each row on its own. From now on what holds these lines gets no number, no label, and does not leave.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `order_closed`, `refund_open`, `duplicate_key`, `invalid_field`.
pub fn open(tx: &mut Tx<'_>, desk: &Desk, ask: &Open) -> Result<Rows<View>> {
    bulk::bounded(&ask.rows, "/rows")?;
    let named = naming::resolve(tx, desk, &ask.rows)?;
    let ids: Vec<LineId> = named.iter().flatten().copied().collect();
    let lines = rows::lines(tx, desk, &ids)?;
    let (mut seen, now) = (HashSet::new(), tx.now());
    let mut judge = |row: &OpenRow, named: Result<LineId, Refusal>| {
        let line = row.judge(named?, &lines, &mut seen)?;
        Ok((line.order_id, desk.fresh(row, line, now)))
    };
    let mut judged = Vec::with_capacity(ask.rows.len());
    for (row, named) in ask.rows.iter().zip(named) {
        judged.push(bulk::verdict(judge(row, named))?);
    }
    let orders: Vec<OrderId> = judged.iter().flatten().map(|(order, _)| *order).collect();
    let opened: Vec<Result<RefundId, Refusal>> = judged
        .iter()
        .map(|row| row.as_ref().map(|(_, new)| new.id).map_err(Clone::clone))
        .collect();
    let fresh: Vec<NewRefund> = judged.into_iter().flatten().map(|(_, new)| new).collect();
    if !fresh.is_empty() {
        rows::insert(tx, &fresh)?;
    }
    settle(tx, desk, orders)?;
    list::shown(tx.conn(), desk, opened)
}

/// Completes refunds; each row on its own: free pieces are refunded, and an order of which nothing is left is closed.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `stale`, `already_decided`, `duplicate_key`, `cut_below_assigned`.
pub fn complete(tx: &mut Tx<'_>, desk: &Desk, ask: &Move) -> Result<Rows<View>> {
    let now = tx.now();
    let moved = judge(tx, desk, &ask.rows, |refund| {
        let next = refund.state.complete(now)?;
        refund.enough_free().map(|()| next)
    })?;
    let done: Vec<(LineId, i64)> = moved
        .next()
        .map(|(refund, _)| (refund.line, refund.quantity))
        .collect();
    if !done.is_empty() {
        rows::refund_pieces(tx, desk.merchant, &done)?;
    }
    let orders: Vec<OrderId> = moved.next().map(|(refund, _)| refund.order).collect();
    moved.store(tx, desk, &HashMap::new())?;
    settle(tx, desk, orders.clone())?;
    rows::close_empty(tx, desk.merchant, &orders)?;
    moved.shown(tx, desk)
}

/// Withdraws refunds of one's own side; each row on its own.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `stale`, `already_decided`, `duplicate_key`, `state_forbids`.
pub fn withdraw(tx: &mut Tx<'_>, desk: &Desk, ask: &Move) -> Result<Rows<View>> {
    let now = tx.now();
    let moved = judge(tx, desk, &ask.rows, |refund| {
        refund.state.withdraw(refund.opened, desk.side, now)
    })?;
    let orders = moved.next().map(|(refund, _)| refund.order).collect();
    moved.store(tx, desk, &HashMap::new())?;
    settle(tx, desk, orders)?;
    moved.shown(tx, desk)
}

/// Lets parcels go in spite of open refunds; the merchant's alone, and his reason is kept.
///
/// # Errors
/// `too_many_rows`, `invalid_field`; per row `not_found`, `stale`, `already_decided`, `duplicate_key`.
pub fn override_(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &Override) -> Result<Rows<View>> {
    let (desk, now) = (Desk::from(who), tx.now());
    let reason = text::line(&ask.reason, "/reason", REASON)?;
    let moved = judge(tx, &desk, &ask.rows, |refund| refund.state.override_(now))?;
    let why = moved
        .next()
        .map(|(refund, _)| (refund.id, reason.clone()))
        .collect();
    let orders = moved.next().map(|(refund, _)| refund.order).collect();
    moved.store(tx, &desk, &why)?;
    settle(tx, &desk, orders)?;
    moved.shown(tx, &desk)
}

impl Desk {
    /// The id among the merchant's rows; a stranger's becomes the nil id, which no row has.
    fn own<K: crate::id::Kind>(&self, id: Owned<K>) -> crate::id::Id<K> {
        if id.owner == self.merchant {
            id.id
        } else {
            crate::id::Id::of(uuid::Uuid::nil())
        }
    }

    fn fresh(&self, row: &OpenRow, line: &Line, now: crate::clock::Instant) -> NewRefund {
        NewRefund {
            merchant_id: self.merchant,
            id: RefundId::fresh(),
            order_id: line.order_id,
            line_id: line.id,
            quantity: row.quantity,
            state: Word::Open.text(),
            opened_side: self.side.text(),
            opened_by: self.actor.clone(),
            reason: row.reason.trim().to_owned(),
            opened_at: now,
            version: 1,
        }
    }
}

impl OpenRow {
    fn judge<'a>(
        &self,
        named: LineId,
        lines: &'a HashMap<LineId, Line>,
        seen: &mut HashSet<LineId>,
    ) -> Result<&'a Line> {
        let line = lines.get(&named).ok_or(Refusal::new(Code::NotFound).at("line"))?;
        text::line(&self.reason, "reason", REASON)?;
        let no = |code, at: &str| Err(Refusal::new(code).at(at).into());
        match () {
            () if seen.contains(&line.id) => no(Code::DuplicateKey, "line"),
            () if line.order_state != "open" => Err(Code::OrderClosed.into()),
            () if line.refund_state == "open" => no(Code::RefundOpen, "line"),
            () if !(1..=line.unrefunded).contains(&self.quantity) => Err(Refusal::new(Code::InvalidField)
                .at("quantity")
                .saying(format!("1 to {}: what is not refunded yet", line.unrefunded))
                .into()),
            () => {
                seen.insert(line.id);
                Ok(line)
            }
        }
    }
}

impl Refund {
    fn enough_free(&self) -> Result<(), Refusal> {
        match self.quantity - self.free {
            ..=0 => Ok(()),
            short => Err(Refusal::new(Code::CutBelowAssigned).saying(format!(
                "{short} more must be free: recall them; {} of the line have left",
                self.gone
            ))),
        }
    }
}

/// What a call does to refunds, row by row.
struct Moved {
    rows: Vec<Result<(Refund, State), Refusal>>,
}

fn judge(
    tx: &mut Tx<'_>,
    desk: &Desk,
    asked: &[MoveRow],
    next: impl Fn(&Refund) -> Result<State, Refusal>,
) -> Result<Moved> {
    bulk::bounded(asked, "/rows")?;
    let named: Vec<RefundId> = asked.iter().map(|row| desk.own(row.refund)).collect();
    let mut found = rows::locked(tx, desk, &named)?;
    let mut seen = HashSet::new();
    let rows = asked.iter().map(|row| {
        let id = desk.own(row.refund);
        if seen.contains(&id) {
            return Err(Code::DuplicateKey.into());
        }
        let refund = found.remove(&id).ok_or(Code::NotFound)?;
        seen.insert(id);
        if row.version.is_some_and(|version| version != refund.version) {
            return Err(Code::Stale.into());
        }
        next(&refund).map(|state| (refund, state))
    });
    Ok(Moved { rows: rows.collect() })
}

impl Moved {
    fn next(&self) -> impl Iterator<Item = (&Refund, State)> {
        self.rows.iter().flatten().map(|(refund, state)| (refund, *state))
    }

    fn store(&self, tx: &mut Tx<'_>, desk: &Desk, why: &HashMap<RefundId, String>) -> Result<()> {
        let moved: Vec<_> = self.next().collect();
        match moved.is_empty() {
            true => Ok(()),
            false => rows::store(tx, desk, &moved, why),
        }
    }

    fn shown(self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Rows<View>> {
        let ids = self.rows.into_iter().map(|row| row.map(|(refund, _)| refund.id));
        list::shown(tx.conn(), desk, ids.collect())
    }
}

/// What follows from refunds that moved: marks, flags, counters.
fn settle(tx: &mut Tx<'_>, desk: &Desk, mut orders: Vec<OrderId>) -> Result<()> {
    orders.sort_unstable();
    orders.dedup();
    if orders.is_empty() {
        return Ok(());
    }
    rows::mark(tx, desk.merchant, &orders)?;
    roll_up(tx, desk.merchant, &orders)
}
