//! The fulfiller's answers: it takes the work, does not take it, or cannot supply after all.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::act::{Acted, Done, Step, act, by_merchant};
use super::release::loose;
use super::rows::{Assignment, Which};
use super::settled::{self, DECLINED, FAILED};
use super::state::{No, NoCode};
use super::{NOTE, tell};
use crate::bulk::{self, Rows};
use crate::db::{Db, Tx};
use crate::error::{Code, Refusal, Result};
use crate::id::{AssignmentId, MerchantId, OrderId, Owned, kind};
use crate::party::{Acting, Factory};
use crate::text;

/// Assignments to accept, at most 500, of any merchants.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssignmentsAccept)]
pub struct Accept {
    /// The assignments.
    pub assignments: Vec<Owned<kind::Assignment>>,
}

/// Assignments to decline or to fail, at most 500, of any merchants.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssignmentsRefuse)]
pub struct Refuse {
    /// The assignments.
    pub assignments: Vec<Owned<kind::Assignment>>,
    /// Why.
    pub code: NoCode,
    /// In one's own words, at most 500 characters; needed with `other`.
    #[serde(default)]
    pub note: String,
}

impl No {
    /// The no as it was said.
    ///
    /// # Errors
    /// `invalid_field` for a note that is none, or is missing with `other`.
    pub(crate) fn said(code: NoCode, note: &str) -> Result<Self> {
        let note = text::note(note, "/note", NOTE)?;
        if code == NoCode::Other && note.is_empty() {
            return Err(Refusal::new(Code::InvalidField)
                .at("/note")
                .saying("`other` needs a note")
                .into());
        }
        Ok(Self { code, note })
    }
}

/// Accepts; one transaction per merchant, in the order of their ids. Accepting twice is accepting once.
///
/// # Errors
/// `too_many_rows`; what is wrong with a row is in its answer.
pub fn accept(db: &Db, who: &Acting<Factory>, ask: &Accept) -> Result<Rows<Done>> {
    each_merchant(db, "accept", &ask.assignments, |tx, merchant, ids| {
        accept_of(tx, who, merchant, ids)
    })
}

/// Accepts assignments of one merchant.
pub(crate) fn accept_of(
    tx: &mut Tx<'_>,
    who: &Acting<Factory>,
    merchant: MerchantId,
    ids: &[AssignmentId],
) -> Result<Answers> {
    let now = tx.now();
    let step = |assignment: &Assignment| {
        let next = assignment.state.clone().accept(now)?;
        let back = Vec::new();
        Ok(Step { next, back })
    };
    let acted = act(tx, merchant, Which::Of(ids), Some(who.fulfiller()), step)?;
    Ok(acted.answers)
}

/// Declines: the pieces are free again, the merchant is told.
///
/// # Errors
/// `too_many_rows`, `invalid_field`; what is wrong with a row is in its answer.
pub fn decline(db: &Db, who: &Acting<Factory>, ask: &Refuse) -> Result<Rows<Done>> {
    let no = No::said(ask.code, &ask.note)?;
    each_merchant(db, "decline", &ask.assignments, |tx, merchant, ids| {
        decline_of(tx, who, merchant, ids, &no)
    })
}

/// Declines assignments of one merchant.
pub(crate) fn decline_of(
    tx: &mut Tx<'_>,
    who: &Acting<Factory>,
    merchant: MerchantId,
    ids: &[AssignmentId],
    no: &No,
) -> Result<Answers> {
    let now = tx.now();
    let step = |assignment: &Assignment| {
        let next = assignment.state.clone().decline(no.clone(), now)?;
        Ok(gives_back(assignment, next))
    };
    let acted = act(tx, merchant, Which::Of(ids), Some(who.fulfiller()), step)?;
    after(tx, who, merchant, &acted, DECLINED, no)?;
    Ok(acted.answers)
}

/// Fails what was accepted: pieces that have not left are free again, the merchant is told.
///
/// # Errors
/// `too_many_rows`, `invalid_field`; what is wrong with a row is in its answer.
pub fn fail(db: &Db, who: &Acting<Factory>, ask: &Refuse) -> Result<Rows<Done>> {
    let no = No::said(ask.code, &ask.note)?;
    each_merchant(db, "fail", &ask.assignments, |tx, merchant, ids| {
        fail_of(tx, who, merchant, ids, &no)
    })
}

/// Fails accepted assignments of one merchant.
pub(crate) fn fail_of(
    tx: &mut Tx<'_>,
    who: &Acting<Factory>,
    merchant: MerchantId,
    ids: &[AssignmentId],
    no: &No,
) -> Result<Answers> {
    let now = tx.now();
    let step = |assignment: &Assignment| {
        let next = assignment
            .state
            .clone()
            .fail(no.clone(), assignment.sums(), now)?;
        Ok(gives_back(assignment, next))
    };
    let acted = act(tx, merchant, Which::Of(ids), Some(who.fulfiller()), step)?;
    after(tx, who, merchant, &acted, FAILED, no)?;
    Ok(acted.answers)
}

fn gives_back(assignment: &Assignment, next: super::state::State) -> Step {
    let back = if next == assignment.state {
        Vec::new()
    } else {
        loose(assignment).collect()
    };
    Step { next, back }
}

/// Flags the orders, answers open questions by the fact, tells the merchant.
fn after(
    tx: &mut Tx<'_>,
    who: &Acting<Factory>,
    merchant: MerchantId,
    acted: &Acted,
    word: &'static str,
    no: &No,
) -> Result<()> {
    if acted.changed.is_empty() {
        return Ok(());
    }
    let orders: Vec<OrderId> = acted.changed.iter().map(|(before, _, _)| before.order).collect();
    let asked: Vec<AssignmentId> = acted
        .changed
        .iter()
        .filter(|(before, _, _)| before.asked)
        .map(|(before, _, _)| before.id)
        .collect();
    settled::flag(tx, merchant, &orders, word)?;
    super::request::grant_by_fact(tx, merchant, &asked)?;
    tell::turned_down(tx, who, merchant, acted, word == FAILED, no.code)
}

/// An answer for each row, in their order.
pub(crate) type Answers = Vec<Result<Done, Refusal>>;

/// One transaction per merchant; the answers in the order of the request.
fn each_merchant(
    db: &Db,
    what: &'static str,
    ids: &[Owned<kind::Assignment>],
    work: impl Fn(&mut Tx<'_>, MerchantId, &[AssignmentId]) -> Result<Answers>,
) -> Result<Rows<Done>> {
    bulk::bounded(ids, "/assignments")?;
    let mut answers: BTreeMap<usize, Result<Done, Refusal>> = BTreeMap::new();
    for (merchant, theirs) in by_merchant(ids) {
        let set: Vec<AssignmentId> = theirs.iter().map(|(_, id)| *id).collect();
        let done = db.write(what, |tx| work(tx, merchant, &set))?;
        answers.extend(theirs.iter().map(|(place, _)| *place).zip(done));
    }
    Ok(Rows::of(answers.into_values()))
}
