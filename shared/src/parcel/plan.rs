//! Planning: which pieces go into which parcel; pieces are reserved in the transaction that makes the parcel.

mod facts;
mod write;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use facts::{Loose, Share};

use super::rows::{Touched, lock_orders, roll_up};
use super::{Packer, card, price};
use crate::bulk::{self, Rows};
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{BindingId, LineId, MerchantId, OrderId, Owned, ParcelId, ReceiverId, kind};

/// Assignments one parcel may join.
const MOST_JOINED: usize = 50;
/// Items one parcel may list.
const MOST_ITEMS: usize = 200;
/// Weight a parcel may have, in gram.
const MOST_WEIGHT: i64 = 1_000_000;

/// Parcels to make, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParcelsPlan)]
pub struct PlanAsk {
    /// One for each parcel.
    pub parcels: Vec<ParcelAsk>,
}

/// A parcel to make: all that is left of some assignments with one receiver (合单), or just these pieces (拆单).
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParcelPlan)]
pub struct ParcelAsk {
    /// All pieces of these not in a parcel yet; at most 50.
    #[serde(default)]
    pub assignments: Vec<Owned<kind::Assignment>>,
    /// Or only these pieces; at most 200.
    #[serde(default)]
    pub items: Vec<ItemAsk>,
    /// Weight in gram, 0 (unknown) to 1,000,000.
    #[serde(default)]
    pub weight_g: i64,
    /// A word for the packing line, at most 60 characters.
    #[serde(default)]
    pub note: String,
}

/// Some pieces of a line of an assignment.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParcelPlanItem)]
pub struct ItemAsk {
    /// The assignment.
    pub assignment: Owned<kind::Assignment>,
    /// Its line.
    pub line: Owned<kind::Line>,
    /// How many, at least 1.
    pub quantity: i64,
}

/// A parcel about to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub key: Owned<kind::Parcel>,
    pub binding: Option<BindingId>,
    pub receiver: ReceiverId,
    pub receiver_write: i64,
    pub weight_g: i64,
    pub note: String,
    pub items: Vec<Item>,
}

/// Pieces in a draft.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub assignment: Owned<kind::Assignment>,
    pub order: OrderId,
    pub line: LineId,
    pub quantity: i64,
}

/// Makes parcels; each row is made or refused on its own.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `state_forbids`, `nothing_to_pack`, `receivers_differ`, `invalid_field`.
pub fn plan(tx: &mut Tx<'_>, packer: &Packer, ask: &PlanAsk) -> Result<Rows<card::Card>> {
    bulk::bounded(&ask.parcels, "/parcels")?;
    let (made, touched) = draw(tx, packer, &ask.parcels)?;
    roll_up(tx, &touched)?;
    let keys: Vec<_> = made.iter().filter_map(|row| row.as_ref().ok().copied()).collect();
    let mut cards = card::of_fulfiller(tx.conn(), packer.fulfiller(), &keys)?;
    let shown = made
        .into_iter()
        .map(|row| row.and_then(|key| cards.remove(&key).ok_or(Code::NotFound.into())));
    Ok(Rows::of(shown))
}

/// Makes parcels and reserves their pieces, without the roll-up: the caller does it after all it does.
pub(crate) fn draw(
    tx: &mut Tx<'_>,
    packer: &Packer,
    asks: &[ParcelAsk],
) -> Result<(Vec<Result<Owned<kind::Parcel>, Refusal>>, Touched)> {
    let named: Vec<_> = asks.iter().flat_map(ParcelAsk::named).collect();
    let touched = lock_orders(tx, packer.fulfiller(), named.iter().copied(), [])?;
    let mut loose = facts::load(tx, packer.fulfiller(), &named)?;
    let paid = price::pay(tx, packer, asks, &loose)?;
    let drafts: Vec<_> = asks
        .iter()
        .zip(paid.verdicts)
        .map(|(ask, paid)| paid.and_then(|()| ask.draft(&mut loose)))
        .collect();
    let written: Vec<&Draft> = drafts.iter().filter_map(|draft| draft.as_ref().ok()).collect();
    write::write(tx, packer.fulfiller(), &written)?;
    price::note(tx, packer, paid.compared)?;
    Ok((
        drafts.into_iter().map(|draft| draft.map(|d| d.key)).collect(),
        touched,
    ))
}

impl ParcelAsk {
    /// All that is left of one assignment.
    pub(crate) fn whole(assignment: Owned<kind::Assignment>, weight_g: i64) -> Self {
        Self {
            assignments: vec![assignment],
            weight_g,
            ..Self::default()
        }
    }

    pub(super) fn named(&self) -> impl Iterator<Item = Owned<kind::Assignment>> + '_ {
        let items = self.items.iter().map(|item| item.assignment);
        self.assignments.iter().copied().chain(items)
    }

    /// Draws pieces from what is loose; refused, it has drawn nothing.
    pub(super) fn draft(&self, loose: &mut Loose) -> Result<Draft, Refusal> {
        self.check()?;
        let first = self.one_receiver(loose)?;
        let head = (first.owner, loose.get(&first).ok_or(Code::NotFound)?.clone());
        let items = self.items(loose)?;
        if items.is_empty() {
            return Err(Code::NothingToPack.into());
        }
        for item in &items {
            take(loose, item);
        }
        Ok(self.drafted(head, items))
    }

    fn drafted(&self, (merchant, head): (MerchantId, Share), items: Vec<Item>) -> Draft {
        Draft {
            key: Owned::new(merchant, ParcelId::fresh()),
            binding: head.binding,
            receiver: head.receiver,
            receiver_write: head.receiver_write,
            weight_g: self.weight_g,
            note: self.note.trim().to_owned(),
            items,
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        let fault = |at: &str, said: &str| Err(Refusal::new(Code::InvalidField).at(at).saying(said));
        let named = self.assignments.len() + self.items.len();
        if named == 0 || self.assignments.len() > MOST_JOINED || self.items.len() > MOST_ITEMS {
            return fault("/assignments", "1 to 50 assignments, or 1 to 200 items");
        }
        if !(0..=MOST_WEIGHT).contains(&self.weight_g) {
            return fault("/weight_g", "0 to 1000000");
        }
        if self.note.chars().count() > 60 || self.note.chars().any(char::is_control) {
            return fault("/note", "at most 60 characters, no control characters");
        }
        Ok(())
    }

    /// All named assignments are accepted, of one merchant and binding, and for one receiver; answers with the first.
    fn one_receiver(&self, loose: &Loose) -> Result<Owned<kind::Assignment>, Refusal> {
        let mut named = self.named();
        let first = named.next().ok_or(Code::NotFound)?;
        let head = loose.get(&first).ok_or(Code::NotFound)?;
        head.open()?;
        for other in named {
            let share = loose.get(&other).ok_or(Code::NotFound)?;
            share.open()?;
            if other.owner != first.owner || !head.same_receiver(share) {
                return Err(Code::ReceiversDiffer.into());
            }
        }
        Ok(first)
    }

    fn items(&self, loose: &Loose) -> Result<Vec<Item>, Refusal> {
        let mut sums: BTreeMap<(Owned<kind::Assignment>, LineId), i64> = BTreeMap::new();
        for assignment in &self.assignments {
            let share = loose.get(assignment).ok_or(Code::NotFound)?;
            sums.extend(
                share
                    .lines
                    .iter()
                    .filter(|(_, left)| **left > 0)
                    .map(|(line, left)| ((*assignment, *line), *left)),
            );
        }
        for item in &self.items {
            if item.quantity < 1 || item.line.owner != item.assignment.owner {
                return Err(Refusal::new(Code::InvalidField).at("/items"));
            }
            let sum = sums.entry((item.assignment, item.line.id)).or_default();
            *sum = sum.saturating_add(item.quantity);
        }
        sums.into_iter()
            .map(|((assignment, line), quantity)| item(loose, assignment, line, quantity))
            .collect()
    }
}

fn item(
    loose: &Loose,
    assignment: Owned<kind::Assignment>,
    line: LineId,
    quantity: i64,
) -> Result<Item, Refusal> {
    let share = loose.get(&assignment).ok_or(Code::NotFound)?;
    let left = *share
        .lines
        .get(&line)
        .ok_or(Refusal::new(Code::NotFound).at("/items"))?;
    if quantity > left {
        return Err(Refusal::new(Code::NothingToPack).saying(format!("{left} pieces of a line are left")));
    }
    Ok(Item {
        assignment,
        order: share.order,
        line,
        quantity,
    })
}

fn take(loose: &mut Loose, item: &Item) {
    if let Some(left) = loose
        .get_mut(&item.assignment)
        .and_then(|share| share.lines.get_mut(&item.line))
    {
        *left -= item.quantity;
    }
}

#[cfg(test)]
mod tests;
