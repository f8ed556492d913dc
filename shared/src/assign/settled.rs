//! What every act on assignments ends with: counters, flags, bindings that were waiting, tokens nobody needs.

use std::collections::BTreeSet;

use diesel::RunQueryDsl;

use super::rows::Assignment;
use crate::db::backend::{id_set, sql};
use crate::db::{Noun, Tx, json_ids};
use crate::error::Result;
use crate::id::{AssignmentId, BindingId, FulfillerId, MerchantId, OrderId, Owned, ReceiverTokenId};
use crate::{binding, order};

/// The word on an order whose pieces came back because the fulfiller did not take them.
pub(super) const DECLINED: &str = "declined";
/// The word on an order whose pieces came back because the fulfiller could not supply them.
pub(super) const FAILED: &str = "failed";
/// The word on an order whose pieces came back because the binding ended before anyone saw them.
pub(super) const BINDING_ENDED: &str = "binding_ended";
/// The word on an assignment whose merchant asks for pieces back.
pub(super) const RECALL_ASKED: &str = "recall_asked";

/// The orders and bindings of assignments, each once and in order.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub orders: BTreeSet<OrderId>,
    pub bindings: BTreeSet<BindingId>,
    pub closed: Vec<AssignmentId>,
}

impl Touched {
    /// Notes an assignment as its act leaves it.
    pub(super) fn note(&mut self, before: &Assignment, open: bool) {
        self.orders.insert(before.order);
        if !open {
            self.bindings.extend(before.binding);
            self.closed.push(before.id);
        }
    }

    /// The end of an act.
    pub(super) fn settle(&self, tx: &mut Tx<'_>, merchant: MerchantId) -> Result<()> {
        let orders: Vec<OrderId> = self.orders.iter().copied().collect();
        let bindings: Vec<BindingId> = self.bindings.iter().copied().collect();
        order::roll_up(tx, merchant, &orders)?;
        forget_tokens(tx, merchant, &self.closed)?;
        binding::settle(tx, merchant, &bindings)?;
        Ok(())
    }
}

/// Flags orders for the merchant's eyes; a flag that stands for something else stays.
pub(super) fn flag(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    orders: &[OrderId],
    word: &'static str,
) -> Result<()> {
    if orders.is_empty() {
        return Ok(());
    }
    let text = format!(
        "UPDATE orders SET exception = $1 WHERE merchant_id = $2 AND id IN {}
         AND (exception IS NULL OR exception IN ('declined', 'failed', 'binding_ended'))",
        id_set(3)
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(word)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes the flags of assigning off orders whose pieces were given again.
pub(super) fn unflag(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    let text = format!(
        "UPDATE orders SET exception = NULL WHERE merchant_id = $1 AND id IN {}
         AND exception IN ('declined', 'failed', 'binding_ended')",
        id_set(2)
    );
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .execute(tx.conn())?;
    Ok(())
}

#[derive(diesel::QueryableByName)]
struct FlaggedRow {
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
}

/// Flags assignments for the fulfiller's eyes, or takes the flag off.
pub(super) fn flag_assignments(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    ids: &[AssignmentId],
    word: Option<&'static str>,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let text = format!(
        "UPDATE assignments SET exception = $1, version = version + 1 WHERE merchant_id = $2 AND id IN {}
         RETURNING fulfiller_id",
        id_set(3)
    );
    let flagged: Vec<FlaggedRow> = diesel::sql_query(text)
        .bind::<sql::Nullable<sql::Text>, _>(word)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .load(tx.conn())?;
    tx.stir(merchant.cast(), Noun::Orders);
    flagged
        .iter()
        .for_each(|row| tx.stir(row.fulfiller_id.cast(), Noun::Assignments));
    Ok(())
}

#[derive(diesel::QueryableByName)]
struct TokenRow {
    #[diesel(sql_type = sql::Uuid)]
    receiver_token: ReceiverTokenId,
}

/// Forgets the receiver tokens whose last open work is among `closed`: what they linked can be linked no more.
///
/// # Errors
/// When the database breaks.
pub fn forget_tokens(tx: &mut Tx<'_>, merchant: MerchantId, closed: &[AssignmentId]) -> Result<()> {
    if closed.is_empty() {
        return Ok(());
    }
    let text = format!(
        "SELECT DISTINCT receiver_token FROM assignments
         WHERE merchant_id = $1 AND id IN {} AND receiver_token IS NOT NULL",
        id_set(2)
    );
    let found: Vec<TokenRow> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(closed))
        .load(tx.conn())?;
    let tokens = found
        .iter()
        .map(|row| Owned::new(merchant, row.receiver_token))
        .collect();
    order::token::forget(tx, &tokens)
}
