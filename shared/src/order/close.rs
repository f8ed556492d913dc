//! The ends of an order that a clerk decides: closing it, and saying an exception was seen.

use std::collections::{HashMap, HashSet};

use diesel::RunQueryDsl;
use serde::{Deserialize, Serialize};

use super::rows::StateColumns;
use super::state::{CloseReason, State};
use super::{own, refund, roll_up};
use crate::bulk::{self, Rows};
use crate::clock::Instant;
use crate::db::backend::{FOR_UPDATE, id_set, sql};
use crate::db::{Noun, Tx, json_ids};
use crate::error::{Code, Refusal, Result};
use crate::id::{MerchantId, OrderId, Owned, kind};
use crate::party::{Acting, Merchant};

/// Orders to close, at most 500.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The orders.
    pub orders: Vec<Named>,
    /// Why.
    pub reason: CloseReason,
}

/// Orders whose exception was seen, at most 500.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acknowledge {
    /// The orders.
    pub orders: Vec<Named>,
}

/// An order, at the version its caller saw.
#[derive(Debug, Clone, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The order.
    pub id: Owned<kind::Order>,
    /// Its version; absent means whatever it is now.
    pub version: Option<i64>,
}

/// An order that was changed.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Done {
    /// The order.
    pub id: Owned<kind::Order>,
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    id: OrderId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    close_reason: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    paid_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    closed_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    exception: Option<String>,
    #[diesel(sql_type = sql::BigInt)]
    in_hand: i64,
    #[diesel(sql_type = sql::BigInt)]
    version: i64,
}

/// Closes orders nobody works on; their free pieces count as refunded.
///
/// # Errors
/// `too_many_rows`; each order's own refusal is in its row.
pub fn close(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &Close) -> Result<Rows<Done>> {
    let now = tx.now();
    let (verdicts, ids) = judge(tx, who, &ask.orders, |row| closable(row, ask.reason, now))?;
    let query = format!(
        "UPDATE orders SET state = 'closed', close_reason = $1, closed_at = $2, exception = NULL
         WHERE merchant_id = $3 AND id IN {}",
        id_set(4)
    );
    diesel::sql_query(query)
        .bind::<sql::Text, _>(ask.reason.text())
        .bind::<sql::Instant, _>(now)
        .bind::<sql::Uuid, _>(who.merchant())
        .bind::<sql::Text, _>(json_ids(&ids))
        .execute(tx.conn())?;
    let lines = format!(
        "UPDATE lines SET refunded = refunded + free, free = 0 WHERE merchant_id = $1 AND order_id IN {}",
        id_set(2)
    );
    over_ids(tx, lines, who.merchant(), &ids)?;
    // Nothing of a completed order is left to take back; of any other one everything is.
    let ended = match ask.reason {
        CloseReason::Completed => refund::Word::Withdrawn,
        CloseReason::Cancelled | CloseReason::Refunded => refund::Word::Done,
    };
    refund::end_with_orders(tx, who.merchant(), &ids, ended.text(), &who.who().to_string())?;
    roll_up(tx, who.merchant(), &ids)?;
    Ok(verdicts)
}

/// Takes the exception off orders whose clerk has seen it.
///
/// # Errors
/// `too_many_rows`; each order's own refusal is in its row.
pub fn acknowledge(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &Acknowledge) -> Result<Rows<Done>> {
    let seen = |row: &Row| match row.exception {
        Some(_) => Ok(()),
        None => Err(Refusal::new(Code::StateForbids).saying("the order has no exception")),
    };
    let (verdicts, ids) = judge(tx, who, &ask.orders, seen)?;
    let query = format!(
        "UPDATE orders SET exception = NULL, version = version + 1 WHERE merchant_id = $1 AND id IN {}",
        id_set(2)
    );
    over_ids(tx, query, who.merchant(), &ids)?;
    tx.stir(who.party(), Noun::Orders);
    Ok(verdicts)
}

fn over_ids(tx: &mut Tx<'_>, query: String, merchant: MerchantId, ids: &[OrderId]) -> Result<()> {
    diesel::sql_query(query)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .execute(tx.conn())?;
    Ok(())
}

fn closable(row: &Row, reason: CloseReason, now: Instant) -> Result<(), Refusal> {
    if row.in_hand > 0 {
        return Err(Code::OrderGiven.into());
    }
    let state = State::try_from(StateColumns {
        id: row.id,
        state: &row.state,
        close_reason: row.close_reason.as_deref(),
        paid_at: row.paid_at,
        closed_at: row.closed_at,
    });
    state
        .map_err(|_| Refusal::new(Code::StateForbids))?
        .close(reason, now)
        .map(|_| ())
}

/// Locks the named orders and asks `verdict` of each; answers in the order asked, and the ids that may go on.
fn judge(
    tx: &mut Tx<'_>,
    who: &Acting<Merchant>,
    asked: &[Named],
    verdict: impl Fn(&Row) -> Result<(), Refusal>,
) -> Result<(Rows<Done>, Vec<OrderId>)> {
    bulk::bounded(asked, "/orders")?;
    let ids: Vec<OrderId> = asked
        .iter()
        .filter(|named| own(who, named.id).is_ok())
        .map(|n| n.id.id)
        .collect();
    let rows = lock(tx, who.merchant(), &ids)?;
    let mut seen = HashSet::new();
    let verdicts: Vec<Result<Done, Refusal>> = asked
        .iter()
        .map(|named| {
            let row = rows.get(&named.id.id).ok_or(Code::NotFound)?;
            if !seen.insert(named.id) {
                return Err(Code::DuplicateKey.into());
            }
            if named.version.is_some_and(|version| version != row.version) {
                return Err(Refusal::new(Code::Stale));
            }
            verdict(row).map(|()| Done { id: named.id })
        })
        .collect();
    let pass = verdicts.iter().flatten().map(|done| done.id.id).collect();
    Ok((Rows::of(verdicts), pass))
}

fn lock(tx: &mut Tx<'_>, merchant: MerchantId, ids: &[OrderId]) -> Result<HashMap<OrderId, Row>> {
    let query = format!(
        "SELECT id, state, close_reason, paid_at, closed_at, exception, version,
                to_accept + to_number + to_print + to_ship AS in_hand
         FROM orders WHERE merchant_id = $1 AND id IN {} ORDER BY id{FOR_UPDATE}",
        id_set(2)
    );
    let rows: Vec<Row> = diesel::sql_query(query)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
