//! Which row of a call gets which pieces: a pure decision over what is free, in the order of the rows.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::ask::{Row, Target};
use crate::error::{Code, Refusal};
use crate::id::{BindingId, LineId, MerchantId, OrderId};

/// What the rows of a call are decided on, as it stands under the locks.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The orders named, those of this merchant.
    pub orders: HashMap<OrderId, OrderFacts>,
    /// The bindings named, those of this merchant.
    pub bindings: HashMap<BindingId, BindingFacts>,
    /// Whether the merchant has drop-shipping switched on.
    pub drop_shipping: bool,
}

/// An order as far as assigning goes.
#[derive(Debug, Default)]
pub(super) struct OrderFacts {
    pub open: bool,
    /// In the order of its lines.
    pub lines: Vec<LineFacts>,
}

#[derive(Debug, Clone)]
pub(super) struct LineFacts {
    pub id: LineId,
    pub free: i64,
    pub refund_open: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct BindingFacts {
    pub live: bool,
    pub drop_shipping: bool,
}

/// The pieces of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub order: OrderId,
    pub to: Option<BindingId>,
    pub pieces: Vec<(LineId, i64)>,
}

impl Share {
    pub(super) fn count(&self) -> i64 {
        self.pieces.iter().map(|(_, quantity)| quantity).sum()
    }
}

/// Everything given to one fulfiller of one order in one call is one assignment.
pub(super) type Together = BTreeMap<(OrderId, Option<BindingId>), BTreeMap<LineId, i64>>;

/// Decides row by row; an earlier row's pieces are not there for a later one.
pub(super) fn decide(merchant: MerchantId, facts: &Facts, rows: &[Row]) -> Vec<Result<Share, Refusal>> {
    let mut named = Named::default();
    let mut taken: HashMap<LineId, i64> = HashMap::new();
    rows.iter()
        .map(|row| {
            let to = facts.target(merchant, row.to)?;
            let order = facts.order(merchant, row)?;
            named.note(row)?;
            let pieces = order.pieces(row, &taken)?;
            for (line, quantity) in &pieces {
                *taken.entry(*line).or_default() += quantity;
            }
            Ok(Share {
                order: row.order.id,
                to,
                pieces,
            })
        })
        .collect()
}

/// The assignments the shares make.
pub(super) fn together<'a>(shares: impl Iterator<Item = &'a Share>) -> Together {
    let mut all = Together::new();
    for share in shares {
        let lines = all.entry((share.order, share.to)).or_default();
        for (line, quantity) in &share.pieces {
            *lines.entry(*line).or_default() += quantity;
        }
    }
    all
}

impl Facts {
    fn target(&self, merchant: MerchantId, to: Target) -> Result<Option<BindingId>, Refusal> {
        let Target::Binding(id) = to else {
            return Ok(None);
        };
        let known = self.bindings.get(&id.id).filter(|_| id.owner == merchant);
        let binding = known.ok_or_else(|| Refusal::new(Code::NotFound).at("to"))?;
        if !binding.live {
            return Err(Refusal::new(Code::BindingNotLive).at("to"));
        }
        if !(binding.drop_shipping && self.drop_shipping) {
            return Err(Refusal::new(Code::DropShippingOff).at("to"));
        }
        Ok(Some(id.id))
    }

    fn order(&self, merchant: MerchantId, row: &Row) -> Result<&OrderFacts, Refusal> {
        let known = self
            .orders
            .get(&row.order.id)
            .filter(|_| row.order.owner == merchant);
        let order = known.ok_or_else(|| Refusal::new(Code::NotFound).at("order"))?;
        if order.open {
            Ok(order)
        } else {
            Err(Refusal::new(Code::OrderClosed).at("order"))
        }
    }
}

impl OrderFacts {
    fn pieces(&self, row: &Row, taken: &HashMap<LineId, i64>) -> Result<Vec<(LineId, i64)>, Refusal> {
        let lines = self.asked(row)?;
        let free = |line: &LineFacts| line.free - taken.get(&line.id).copied().unwrap_or_default();
        let with_free: Vec<_> = lines
            .into_iter()
            .map(|line| (line, free(line)))
            .filter(|(_, free)| *free > 0)
            .collect();
        if with_free.iter().any(|(line, _)| line.refund_open) {
            return Err(Refusal::new(Code::RefundOpen));
        }
        let all: i64 = with_free.iter().map(|(_, free)| free).sum();
        match row.quantity {
            Some(quantity) if quantity > all => Err(few(all)),
            Some(quantity) => Ok(with_free
                .into_iter()
                .map(|(line, _)| (line.id, quantity))
                .collect()),
            None if all == 0 => Err(few(0)),
            None => Ok(with_free
                .into_iter()
                .map(|(line, free)| (line.id, free))
                .collect()),
        }
    }

    fn asked(&self, row: &Row) -> Result<Vec<&LineFacts>, Refusal> {
        match (row.line, row.quantity) {
            (None, Some(_)) => Err(Refusal::new(Code::InvalidField)
                .at("quantity")
                .saying("a quantity is of one line")),
            (_, Some(..=0)) => Err(Refusal::new(Code::InvalidField)
                .at("quantity")
                .saying("above zero")),
            (None, None) => Ok(self.lines.iter().collect()),
            (Some(id), _) => {
                let line = self
                    .lines
                    .iter()
                    .find(|line| line.id == id.id && id.owner == row.order.owner);
                line.map(|line| vec![line])
                    .ok_or_else(|| Refusal::new(Code::NotFound).at("line"))
            }
        }
    }
}

fn few(free: i64) -> Refusal {
    Refusal::new(Code::NothingFree).saying(format!("{free} are free"))
}

/// What earlier rows named, so that nothing is named twice: "all of it" beside a part of it is twice.
#[derive(Default)]
struct Named {
    orders: HashSet<OrderId>,
    lines: HashSet<LineId>,
    parts: HashSet<(LineId, Target)>,
    touched_orders: HashSet<OrderId>,
    touched_lines: HashSet<LineId>,
}

impl Named {
    fn note(&mut self, row: &Row) -> Result<(), Refusal> {
        let order = row.order.id;
        let twice = match (row.line.map(|line| line.id), row.quantity) {
            (None, _) => self.touched_orders.contains(&order),
            (Some(line), None) => self.orders.contains(&order) || self.touched_lines.contains(&line),
            (Some(line), Some(_)) => {
                self.orders.contains(&order)
                    || self.lines.contains(&line)
                    || self.parts.contains(&(line, row.to))
            }
        };
        if twice {
            return Err(Code::DuplicateKey.into());
        }
        self.keep(row);
        Ok(())
    }

    fn keep(&mut self, row: &Row) {
        self.touched_orders.insert(row.order.id);
        match (row.line.map(|line| line.id), row.quantity) {
            (None, _) => {
                self.orders.insert(row.order.id);
            }
            (Some(line), None) => {
                self.touched_lines.insert(line);
                self.lines.insert(line);
            }
            (Some(line), Some(_)) => {
                self.touched_lines.insert(line);
                self.parts.insert((line, row.to));
            }
        }
    }
}

#[cfg(test)]
mod tests;
