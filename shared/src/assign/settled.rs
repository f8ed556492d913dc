//! What every act on assignments ends with: counters, flags, bindings that were waiting, tokens nobody needs.

use std::collections::BTreeSet;

use diesel::RunQueryDsl;

use super::rows::Assignment;
use crate::db::backend::{FOR_UPDATE, id_set, sql};
use crate::db::{Noun, Tx, json_ids};
use crate::error::Result;
use crate::id::{AssignmentId, BindingId, FulfillerId, MerchantId, OrderId, ReceiverTokenId};
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
    hold_tokens(tx, merchant, closed)?;
    let idle = idle_tokens(tx, merchant, closed)?;
    if idle.is_empty() {
        return Ok(());
    }
    let tokens = json_ids(&idle);
    let clear = format!(
        "UPDATE assignments SET receiver_token = NULL WHERE merchant_id = $1 AND receiver_token IN {}",
        id_set(2)
    );
    let forget = format!(
        "DELETE FROM receiver_tokens WHERE merchant_id = $1 AND id IN {}",
        id_set(2)
    );
    for text in [clear, forget] {
        diesel::sql_query(text)
            .bind::<sql::Uuid, _>(merchant)
            .bind::<sql::Text, _>(&tokens)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// First of all, so that work which begins meanwhile is either seen by what follows or makes a token of its own.
fn hold_tokens(tx: &mut Tx<'_>, merchant: MerchantId, closed: &[AssignmentId]) -> Result<()> {
    let text = format!(
        "SELECT t.id FROM receiver_tokens t WHERE t.merchant_id = $1 AND t.id IN (SELECT a.receiver_token
            FROM assignments a WHERE a.merchant_id = $1 AND a.id IN {}) ORDER BY t.id{FOR_UPDATE}",
        id_set(2)
    );
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(closed))
        .execute(tx.conn())?;
    Ok(())
}

fn idle_tokens(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    closed: &[AssignmentId],
) -> Result<Vec<ReceiverTokenId>> {
    let text = format!(
        "SELECT DISTINCT a.receiver_token FROM assignments a
         WHERE a.merchant_id = $1 AND a.id IN {} AND a.receiver_token IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM assignments o WHERE o.merchant_id = a.merchant_id
            AND o.receiver_token = a.receiver_token AND o.state IN ('held', 'assigned', 'accepted'))",
        id_set(2)
    );
    let found: Vec<TokenRow> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(closed))
        .load(tx.conn())?;
    Ok(found.into_iter().map(|row| row.receiver_token).collect())
}
