//! Receiver tokens of assignments: by them a fulfiller recognises equal receivers, given with the work and renewed when
//! an order's receiver changes under it.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde_json::{Value, json};

use super::Origin;
use crate::db::backend::{Column, FOR_UPDATE, id_set, row_set, sql};
use crate::db::{KEY, Tx, json_ids, keys};
use crate::error::{Broken, Result};
use crate::id::{AssignmentId, FulfillerId, MerchantId, OrderId, Owned, ReceiverId, ReceiverTokenId, kind};
use crate::vault::Vault;

/// An assignment that shall have a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Viewed {
    pub assignment: AssignmentId,
    pub viewer: FulfillerId,
    pub receiver: ReceiverId,
    pub origin: Origin,
}

/// Gives each assignment the token by which its fulfiller recognises equal receivers.
pub(crate) fn give(tx: &mut Tx<'_>, vault: &Vault, merchant: MerchantId, viewed: &[Viewed]) -> Result<()> {
    let mut together: BTreeMap<(FulfillerId, &str), Vec<&Viewed>> = BTreeMap::new();
    for one in viewed {
        together
            .entry((one.viewer, one.origin.text()))
            .or_default()
            .push(one);
    }
    let mut rows: Vec<Value> = Vec::with_capacity(viewed.len());
    for ((viewer, _), theirs) in together {
        let Some(first) = theirs.first() else { continue };
        let mut receivers: Vec<ReceiverId> = theirs.iter().map(|one| one.receiver).collect();
        receivers.sort_unstable();
        receivers.dedup();
        let tokens = vault.tokens_for(tx, merchant, viewer.cast(), first.origin.circle(), &receivers)?;
        let given = theirs.iter().filter_map(|one| {
            let token = tokens.get(&one.receiver)?;
            Some(json!({ "id": one.assignment.raw(), "token": token.raw() }))
        });
        rows.extend(given);
    }
    store(tx, merchant, rows)
}

fn store(tx: &mut Tx<'_>, merchant: MerchantId, rows: Vec<Value>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let text = format!(
        "UPDATE assignments SET receiver_token = r.token FROM {} r
         WHERE assignments.merchant_id = $2 AND assignments.id = r.id",
        row_set(1, &[("id", Column::Uuid), ("token", Column::Uuid)])
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Uuid)]
    receiver_token: ReceiverTokenId,
    #[diesel(sql_type = sql::Uuid)]
    receiver_id: ReceiverId,
    #[diesel(sql_type = sql::Text)]
    origin: String,
}

/// The receivers of these orders are others now: whoever works on them gets the tokens of the new ones, and tokens
/// nobody needs any more are forgotten. At most 500 orders.
pub(crate) fn renew(tx: &mut Tx<'_>, vault: &Vault, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    if orders.is_empty() {
        return Ok(());
    }
    let rows = with_token(tx, merchant, orders)?;
    let viewed = rows
        .iter()
        .map(|row| {
            Ok(Viewed {
                assignment: row.id,
                viewer: row.fulfiller_id,
                receiver: row.receiver_id,
                origin: Origin::of(&row.origin).ok_or_else(|| Broken::row("orders", "origin", row.id))?,
            })
        })
        .collect::<Result<Vec<_>, Broken>>()?;
    give(tx, vault, merchant, &viewed)?;
    let old: BTreeSet<_> = rows
        .iter()
        .map(|row| Owned::new(merchant, row.receiver_token))
        .collect();
    forget(tx, &old)
}

fn with_token(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<Vec<Row>> {
    let text = format!(
        "SELECT a.id, a.fulfiller_id, a.receiver_token, o.receiver_id, o.origin FROM assignments a
         JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
         WHERE a.merchant_id = $1 AND a.order_id IN {} AND a.receiver_token IS NOT NULL
            AND a.state IN ('held', 'assigned', 'accepted')
         ORDER BY a.id",
        id_set(2)
    );
    Ok(diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .load(tx.conn())?)
}

/// Forgets those of the tokens that no open work carries any more: what they linked can be linked no more. Named by id,
/// as the factory's side may not read tags.
pub(crate) fn forget(tx: &mut Tx<'_>, tokens: &BTreeSet<Owned<kind::ReceiverToken>>) -> Result<()> {
    if tokens.is_empty() {
        return Ok(());
    }
    let named = keys(tokens.iter().copied());
    for text in [hold(), clear(), delete()] {
        diesel::sql_query(text)
            .bind::<sql::Text, _>(&named)
            .execute(tx.conn())?;
    }
    Ok(())
}

const OPEN_WORK: &str =
    "SELECT 1 FROM assignments o WHERE o.merchant_id = r.merchant AND o.receiver_token = r.thing
     AND o.state IN ('held', 'assigned', 'accepted')";

/// First of all, so that work which begins meanwhile is either seen by what follows or makes a token of its own.
fn hold() -> String {
    format!(
        "SELECT t.id FROM receiver_tokens t WHERE (t.merchant_id, t.id) IN (SELECT r.merchant, r.thing FROM {} r)
         ORDER BY t.merchant_id, t.id{FOR_UPDATE}",
        row_set(1, KEY)
    )
}

/// What ended before still names the token: it is linked no more either.
fn clear() -> String {
    format!(
        "UPDATE assignments SET receiver_token = NULL FROM {} r WHERE assignments.merchant_id = r.merchant
         AND assignments.receiver_token = r.thing AND NOT EXISTS ({OPEN_WORK})",
        row_set(1, KEY)
    )
}

fn delete() -> String {
    format!(
        "DELETE FROM receiver_tokens WHERE (merchant_id, id) IN
            (SELECT r.merchant, r.thing FROM {} r WHERE NOT EXISTS ({OPEN_WORK}))",
        row_set(1, KEY)
    )
}
