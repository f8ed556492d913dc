//! Taking orders in: a set of drafts becomes sealed rows, once per (source, order number).

mod carry;
mod change;
mod fresh;
mod goods;
mod known;

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use serde::Serialize;

use super::roll_up;
use super::state::Origin;
use crate::bulk::{self, Rows};
use crate::clock::Instant;
use crate::comparison::{self, Asker, Question};
use crate::db::schema::parties;
use crate::db::{Noun, Tx};
use crate::error::{Code, Refusal, Result};
use crate::id::{MerchantId, OrderId, Owned, kind};
use crate::party::{Acting, Merchant, Platform};
use crate::vault::Vault;
use crate::vault::intake::{Draft, Fault, Item, OrdersAsk};
use known::Known;

/// What became of one draft.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Taken {
    /// The order.
    pub id: Owned<kind::Order>,
    /// The source's number.
    pub external_no: String,
    /// Whether it was new here.
    pub outcome: Outcome,
    /// What the re-import changed that somebody must look at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<&'static str>,
}

/// Whether a draft was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A new order.
    Created,
    /// Known, and something of it changed.
    Changed,
    /// Known, and nothing changed.
    Unchanged,
}

/// Whose orders they are, by which door they came, and in whose hands.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'a> {
    /// The merchant.
    pub merchant: MerchantId,
    /// The door.
    pub origin: Origin,
    /// Who brings them: he learns whether a known receiver changed.
    pub actor: &'a str,
}

impl<'a> Owner<'a> {
    fn asker(self) -> Asker<'a> {
        Asker {
            merchant: self.merchant,
            actor: self.actor,
        }
    }
}

/// Takes at most 500 drafts of one merchant: new ones are sealed and stored, known ones are compared and merged.
///
/// # Errors
/// `too_many_rows`; a draft's own refusal is in its place of the answer.
pub fn take(
    tx: &mut Tx<'_>,
    vault: &Vault,
    owner: Owner<'_>,
    drafts: &[Draft],
) -> Result<Vec<Result<Taken, Refusal>>> {
    bulk::bounded(drafts, "/orders")?;
    let twice = named_twice(drafts);
    let known = known::find(tx, owner.merchant, drafts)?;
    let products = goods::find_or_make(tx, owner.merchant, drafts)?;
    let (old, new) = split(drafts, &twice, &known);
    let made = fresh::store(tx, vault, owner, &products, &new)?;
    let merged = change::merge(tx, vault, owner, &products, &old)?;
    let touched: Vec<OrderId> = merged
        .answers
        .values()
        .flatten()
        .filter(|taken| taken.is_changed())
        .map(|t| t.id.id)
        .collect();
    roll_up(tx, owner.merchant, &touched)?;
    if !made.is_empty() {
        tx.stir(owner.merchant.cast(), Noun::Orders);
    }
    comparison::note(tx, owner.asker(), Question::Changed, merged.compared)?;
    Ok(answers(drafts, &twice, made, merged.answers))
}

/// Takes orders sent as JSON: those that cannot be read are refused in their place, the others are taken.
fn take_asked(tx: &mut Tx<'_>, vault: &Vault, owner: Owner<'_>, ask: &OrdersAsk) -> Result<Rows<Taken>> {
    bulk::bounded(&ask.orders, "/orders")?;
    let mut places = Vec::new();
    let mut drafts = Vec::new();
    for (order, row) in ask.orders.iter().zip(0..) {
        match order.draft(row) {
            Item::Draft(draft) => {
                drafts.push(*draft);
                places.push(Ok(()));
            }
            Item::Refused(refused) => places.push(Err(unreadable(&refused.faults))),
        }
    }
    let taken = if drafts.is_empty() {
        Vec::new()
    } else {
        take(tx, vault, owner, &drafts)?
    };
    let mut taken = taken.into_iter();
    Ok(Rows::of(places.into_iter().map(|place| {
        place.and_then(|()| taken.next().unwrap_or_else(|| Err(Code::Busy.into())))
    })))
}

/// The marketplace's orders for one of its merchants.
///
/// # Errors
/// `not_found` if there is no such active merchant; `too_many_rows`.
pub fn take_for(
    tx: &mut Tx<'_>,
    vault: &Vault,
    who: &Acting<Platform>,
    merchant: MerchantId,
    ask: &OrdersAsk,
) -> Result<Rows<Taken>> {
    let known: i64 = parties::table
        .filter(parties::id.eq(merchant))
        .filter(parties::kind.eq("merchant"))
        .filter(parties::state.eq("active"))
        .count()
        .get_result(tx.conn())?;
    if known != 1 {
        return Err(Code::NotFound.into());
    }
    let actor = who.who().to_string();
    let owner = Owner {
        merchant,
        origin: Origin::Platform,
        actor: &actor,
    };
    take_asked(tx, vault, owner, ask)
}

/// A merchant's own orders.
///
/// # Errors
/// `too_many_rows`.
pub fn take_own(
    tx: &mut Tx<'_>,
    vault: &Vault,
    who: &Acting<Merchant>,
    ask: &OrdersAsk,
) -> Result<Rows<Taken>> {
    let actor = who.who().to_string();
    let owner = Owner {
        merchant: who.merchant(),
        origin: Origin::Merchant,
        actor: &actor,
    };
    take_asked(tx, vault, owner, ask)
}

/// The first thing wrong with an order names its code; the rest is in the detail, field by field, never the value.
fn unreadable(faults: &[Fault]) -> Refusal {
    let all: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.column, fault.code.as_str()))
        .collect();
    let first = faults.first();
    let code = first
        .and_then(|fault| Code::of(fault.code.as_str()))
        .unwrap_or(Code::InvalidField);
    let at = first
        .map(|fault| format!("/{}", fault.column))
        .unwrap_or_default();
    Refusal::new(code).at(at).saying(all.join("; "))
}

impl Taken {
    fn is_changed(&self) -> bool {
        self.outcome == Outcome::Changed
    }
}

/// When the buyer paid. What a merchant brings himself he wants sent: it counts as paid unless he knows better;
/// the marketplace knows, and may bring an order before it is paid.
fn paid_at(origin: Origin, draft: &Draft, now: Instant) -> Option<Instant> {
    match origin {
        Origin::Platform => draft.paid_at,
        Origin::Merchant => draft.paid_at.or(draft.placed_at).or(Some(now)),
    }
}

/// Numbers that stand in one call twice: which of the two is meant cannot be known.
fn named_twice(drafts: &[Draft]) -> HashSet<usize> {
    let mut first: HashMap<(&str, &str), usize> = HashMap::new();
    let mut twice = HashSet::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Some(earlier) = first.insert((draft.source(), &draft.external_no), index) {
            twice.extend([earlier, index]);
        }
    }
    twice
}

type Indexed<'a> = (usize, &'a Draft);

fn split<'a>(
    drafts: &'a [Draft],
    twice: &HashSet<usize>,
    known: &'a HashMap<(String, String), Known>,
) -> (Vec<(Indexed<'a>, &'a Known)>, Vec<Indexed<'a>>) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for (index, draft) in drafts
        .iter()
        .enumerate()
        .filter(|(index, _)| !twice.contains(index))
    {
        match known.get(&(draft.source().to_owned(), draft.external_no.clone())) {
            Some(known) => old.push(((index, draft), known)),
            None => new.push((index, draft)),
        }
    }
    (old, new)
}

fn answers(
    drafts: &[Draft],
    twice: &HashSet<usize>,
    mut made: HashMap<usize, Taken>,
    mut merged: HashMap<usize, Result<Taken, Refusal>>,
) -> Vec<Result<Taken, Refusal>> {
    (0..drafts.len())
        .map(
            |index| match made.remove(&index).map(Ok).or_else(|| merged.remove(&index)) {
                Some(answer) => answer,
                None if twice.contains(&index) => Err(Refusal::new(Code::DuplicateKey).at("/external_no")),
                None => Err(Code::OrderClosed.into()),
            },
        )
        .collect()
}
