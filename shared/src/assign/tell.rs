//! Notices about assignments: counts, aliases and order numbers, each to the side that knows them.

use diesel::prelude::*;

use super::act::Acted;
use super::pieces::Piece;
use super::rows::Assignment;
use super::state::NoCode;
use crate::binding;
use crate::db::backend::{id_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::Result;
use crate::id::{AssignmentId, FulfillerId, MerchantId, OrderId};
use crate::notify::{self, Answered, Letter, Recalled, TurnedDown};
use crate::party::{Acting, Factory, Merchant};

/// Numbers or aliases a mail names.
const NAMED: usize = 5;

#[derive(QueryableByName)]
struct Text {
    #[diesel(sql_type = sql::Text)]
    text: String,
}

/// The merchant's own numbers of some orders.
fn numbers(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<Vec<String>> {
    let some: Vec<OrderId> = orders.iter().copied().take(NAMED).collect();
    let text = format!(
        "SELECT external_no AS text FROM orders WHERE merchant_id = $1 AND id IN {} ORDER BY placed_at, id",
        id_set(2)
    );
    texts(tx, text, merchant, json_ids(&some))
}

/// A fulfiller's names of some assignments.
fn aliases(tx: &mut Tx<'_>, merchant: MerchantId, ids: &[AssignmentId]) -> Result<Vec<String>> {
    let some: Vec<AssignmentId> = ids.iter().copied().take(NAMED).collect();
    let text = format!(
        "SELECT alias AS text FROM assignments WHERE merchant_id = $1 AND id IN {} ORDER BY placed_at, id",
        id_set(2)
    );
    texts(tx, text, merchant, json_ids(&some))
}

fn texts(tx: &mut Tx<'_>, text: String, merchant: MerchantId, ids: String) -> Result<Vec<String>> {
    let found: Vec<Text> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(ids)
        .load(tx.conn())?;
    Ok(found.into_iter().map(|row| row.text).collect())
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Tells a merchant what was not taken, or not supplied after all.
pub(super) fn turned_down(
    tx: &mut Tx<'_>,
    who: &Acting<Factory>,
    merchant: MerchantId,
    acted: &Acted,
    failed: bool,
    code: NoCode,
) -> Result<()> {
    let orders: Vec<OrderId> = acted.changed.iter().map(|(before, _, _)| before.order).collect();
    let letter = TurnedDown {
        fulfiller: binding::name_of(tx.conn(), who.party())?,
        assignments: count(acted.changed.len()),
        pieces: acted.pieces(),
        code: code.text().to_owned(),
        orders: numbers(tx, merchant, &orders)?,
    };
    let letter = if failed {
        Letter::Failed(letter)
    } else {
        Letter::Declined(letter)
    };
    notify::tell(tx, &[(merchant.cast(), letter)])
}

/// Tells each fulfiller what a merchant wants back; a merchant who packs himself is not told.
pub(super) fn recall_asked(
    tx: &mut Tx<'_>,
    who: &Acting<Merchant>,
    asked: &[(&Assignment, &[Piece])],
) -> Result<()> {
    let mut fulfillers: Vec<FulfillerId> = asked
        .iter()
        .filter(|(assignment, _)| assignment.binding.is_some())
        .map(|(assignment, _)| assignment.fulfiller)
        .collect();
    fulfillers.sort_unstable();
    fulfillers.dedup();
    let merchant = binding::name_of(tx.conn(), who.party())?;
    for fulfiller in fulfillers {
        let theirs: Vec<_> = asked.iter().filter(|(of, _)| of.fulfiller == fulfiller).collect();
        let ids: Vec<AssignmentId> = theirs.iter().map(|(of, _)| of.id).collect();
        let pieces = theirs.iter().flat_map(|(_, pieces)| pieces.iter());
        let letter = Recalled {
            merchant: merchant.clone(),
            assignments: count(ids.len()),
            pieces: pieces.map(|piece| piece.quantity).sum(),
            aliases: aliases(tx, who.merchant(), &ids)?,
        };
        notify::tell(tx, &[(fulfiller.cast(), Letter::RecallAsked(letter))])?;
    }
    Ok(())
}

/// Tells a merchant the fulfiller's answer.
pub(super) fn recall_answered(
    tx: &mut Tx<'_>,
    who: &Acting<Factory>,
    merchant: MerchantId,
    assignment: &Assignment,
    granted: bool,
    pieces: i64,
) -> Result<()> {
    let letter = Answered {
        fulfiller: binding::name_of(tx.conn(), who.party())?,
        granted,
        pieces,
        orders: numbers(tx, merchant, &[assignment.order])?,
    };
    notify::tell(tx, &[(merchant.cast(), Letter::RecallAnswered(letter))])
}
