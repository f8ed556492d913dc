//! Taking orders in: a set of drafts becomes sealed rows, once per (source, order number).

mod change;
mod fresh;
mod goods;
mod known;

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::roll_up;
use super::state::Origin;
use crate::bulk;
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{MerchantId, OrderId, Owned, kind};
use crate::vault::Vault;
use crate::vault::intake::Draft;
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

/// Whose orders they are and by which door they came.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// The merchant.
    pub merchant: MerchantId,
    /// The door.
    pub origin: Origin,
}

/// Takes at most 500 drafts of one merchant: new ones are sealed and stored, known ones are compared and merged.
///
/// # Errors
/// `too_many_rows`; a draft's own refusal is in its place of the answer.
pub fn take(
    tx: &mut Tx<'_>,
    vault: &Vault,
    owner: Owner,
    drafts: &[Draft],
) -> Result<Vec<Result<Taken, Refusal>>> {
    bulk::bounded(drafts, "/orders")?;
    let twice = named_twice(drafts);
    let known = known::find(tx, owner.merchant, drafts)?;
    let products = goods::find_or_make(tx, owner.merchant, drafts)?;
    let (old, new) = split(drafts, &twice, &known);
    let made = fresh::store(tx, vault, owner, &products, &new)?;
    let merged = change::merge(tx, vault, owner, &products, &old)?;
    let touched: Vec<OrderId> = merged.values().filter(|taken| taken.is_changed()).map(|t| t.id.id).collect();
    roll_up(tx, owner.merchant, &touched)?;
    Ok(answers(drafts, &twice, made, merged))
}

impl Taken {
    fn is_changed(&self) -> bool {
        self.outcome == Outcome::Changed
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
    for (index, draft) in drafts.iter().enumerate().filter(|(index, _)| !twice.contains(index)) {
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
    mut merged: HashMap<usize, Taken>,
) -> Vec<Result<Taken, Refusal>> {
    (0..drafts.len())
        .map(|index| match made.remove(&index).or_else(|| merged.remove(&index)) {
            Some(taken) => Ok(taken),
            None if twice.contains(&index) => Err(Refusal::new(Code::DuplicateKey).at("/external_no")),
            None => Err(Code::OrderClosed.into()),
        })
        .collect()
}
