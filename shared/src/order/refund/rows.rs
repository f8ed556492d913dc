//! Rows of refunds and of the lines they are about, under the locks of their orders.

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::{Value, json};

use super::Desk;
use super::state::{Side, State};
use crate::clock::Instant;
use crate::db::backend::{Column, Conn, FOR_UPDATE, id_set, instant_text, row_set, sql};
use crate::db::schema::refunds;
use crate::db::{Tx, json_ids};
use crate::error::{Broken, Result};
use crate::id::{LineId, MerchantId, OrderId, RefundId};

/// A line as far as refunds go.
#[derive(Debug, QueryableByName)]
pub(super) struct Line {
    #[diesel(sql_type = sql::Uuid)]
    pub id: LineId,
    #[diesel(sql_type = sql::Uuid)]
    pub order_id: OrderId,
    #[diesel(sql_type = sql::Text)]
    pub order_state: String,
    #[diesel(sql_type = sql::BigInt)]
    pub unrefunded: i64,
    #[diesel(sql_type = sql::Text)]
    pub refund_state: String,
}

#[derive(QueryableByName)]
pub(super) struct Row {
    #[diesel(sql_type = sql::Uuid)]
    id: RefundId,
    #[diesel(sql_type = sql::Uuid)]
    order_id: OrderId,
    #[diesel(sql_type = sql::Uuid)]
    line_id: LineId,
    #[diesel(sql_type = sql::BigInt)]
    quantity: i64,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Text)]
    opened_side: String,
    #[diesel(sql_type = sql::Text)]
    reason: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    override_reason: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    overridden_at: Option<Instant>,
    #[diesel(sql_type = sql::Instant)]
    opened_at: Instant,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    closed_at: Option<Instant>,
    #[diesel(sql_type = sql::BigInt)]
    version: i64,
    #[diesel(sql_type = sql::BigInt)]
    free: i64,
    #[diesel(sql_type = sql::BigInt)]
    gone: i64,
}

/// A refund, and how many pieces of its line are free.
#[derive(Debug, Clone)]
pub(super) struct Refund {
    pub id: RefundId,
    pub order: OrderId,
    pub line: LineId,
    pub quantity: i64,
    pub state: State,
    pub opened: Side,
    pub reason: String,
    pub override_reason: Option<String>,
    pub overridden_at: Option<Instant>,
    pub opened_at: Instant,
    pub version: i64,
    pub free: i64,
    /// Pieces of the line that have left.
    pub gone: i64,
}

impl TryFrom<Row> for Refund {
    type Error = Broken;

    fn try_from(row: Row) -> Result<Self, Broken> {
        let broken = |column| Broken::row("refunds", column, row.id);
        let overridden_at = row.overridden_at;
        let state = match (row.state.as_str(), row.closed_at) {
            ("open", None) => State::Open { overridden_at },
            ("done", Some(at)) => State::Done { at },
            ("withdrawn", Some(at)) => State::Withdrawn { at },
            _ => return Err(broken("state")),
        };
        Ok(Self {
            id: row.id,
            order: row.order_id,
            line: row.line_id,
            quantity: row.quantity,
            state,
            opened: Side::of(&row.opened_side).ok_or_else(|| broken("opened_side"))?,
            reason: row.reason,
            override_reason: row.override_reason,
            overridden_at,
            opened_at: row.opened_at,
            version: row.version,
            free: row.free,
            gone: row.gone,
        })
    }
}

const COLUMNS: &str = "SELECT f.id, f.order_id, f.line_id, f.quantity, f.state, f.opened_side, f.reason,
        f.override_reason, f.overridden_at, f.opened_at, f.closed_at, f.version, l.free,
        (SELECT CAST(COALESCE(SUM(s.shipped), 0) AS bigint) FROM assignment_lines s
         WHERE s.merchant_id = l.merchant_id AND s.line_id = l.id) AS gone
     FROM refunds f
     JOIN lines l ON l.merchant_id = f.merchant_id AND l.id = f.line_id
     JOIN orders o ON o.merchant_id = f.merchant_id AND o.id = f.order_id";

/// Which orders the desk may touch; the merchant is bind 1.
fn within(desk: &Desk) -> &'static str {
    match desk.side {
        Side::Merchant => "o.merchant_id = $1",
        Side::Platform => "o.merchant_id = $1 AND o.origin = 'platform'",
    }
}

/// Locks the orders of the lines, and reads these; lines of others are not there.
pub(super) fn lines(tx: &mut Tx<'_>, desk: &Desk, ids: &[LineId]) -> Result<HashMap<LineId, Line>> {
    let set = id_set(2);
    lock(
        tx,
        desk.merchant,
        &format!("SELECT order_id FROM lines WHERE merchant_id = $1 AND id IN {set}"),
        &json_ids(ids),
    )?;
    let text = format!(
        "SELECT l.id, l.order_id, o.state AS order_state, l.ordered - l.refunded AS unrefunded, l.refund_state
         FROM lines l JOIN orders o ON o.merchant_id = l.merchant_id AND o.id = l.order_id
         WHERE {} AND l.id IN {set}",
        within(desk)
    );
    let found: Vec<Line> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(desk.merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .load(tx.conn())?;
    Ok(found.into_iter().map(|line| (line.id, line)).collect())
}

/// Locks the orders of the refunds, and reads these; refunds of others are not there.
pub(super) fn locked(tx: &mut Tx<'_>, desk: &Desk, ids: &[RefundId]) -> Result<HashMap<RefundId, Refund>> {
    lock(
        tx,
        desk.merchant,
        &format!(
            "SELECT order_id FROM refunds WHERE merchant_id = $1 AND id IN {}",
            id_set(2)
        ),
        &json_ids(ids),
    )?;
    let found = of(tx.conn(), desk, ids)?;
    Ok(found.into_iter().map(|refund| (refund.id, refund)).collect())
}

fn lock(tx: &mut Tx<'_>, merchant: MerchantId, orders: &str, ids: &str) -> Result<()> {
    let text =
        format!("SELECT id FROM orders WHERE merchant_id = $1 AND id IN ({orders}) ORDER BY id{FOR_UPDATE}");
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(ids)
        .execute(tx.conn())?;
    Ok(())
}

/// These refunds.
pub(super) fn of(conn: &mut Conn, desk: &Desk, ids: &[RefundId]) -> Result<Vec<Refund>> {
    let text = format!("{COLUMNS} WHERE {} AND f.id IN {}", within(desk), id_set(2));
    let found: Vec<Row> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(desk.merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .load(conn)?;
    Ok(found
        .into_iter()
        .map(Refund::try_from)
        .collect::<Result<_, Broken>>()?)
}

/// A page of them, newest first.
pub(super) fn page(
    conn: &mut Conn,
    desk: &Desk,
    state: Option<&str>,
    order: Option<OrderId>,
    after: Option<RefundId>,
    rows: i64,
) -> Result<Vec<Refund>> {
    let text = format!(
        "{COLUMNS} WHERE {} AND ($2 IS NULL OR f.state = $2) AND ($3 IS NULL OR f.order_id = $3)
            AND ($4 IS NULL OR f.id < $4)
         ORDER BY f.id DESC LIMIT $5",
        within(desk)
    );
    let found: Vec<Row> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(desk.merchant)
        .bind::<sql::Nullable<sql::Text>, _>(state)
        .bind::<sql::Nullable<sql::Uuid>, _>(order)
        .bind::<sql::Nullable<sql::Uuid>, _>(after)
        .bind::<sql::BigInt, _>(rows)
        .load(conn)?;
    Ok(found
        .into_iter()
        .map(Refund::try_from)
        .collect::<Result<_, Broken>>()?)
}

#[derive(Insertable)]
#[diesel(table_name = refunds)]
pub(super) struct NewRefund {
    pub merchant_id: MerchantId,
    pub id: RefundId,
    pub order_id: OrderId,
    pub line_id: LineId,
    pub quantity: i64,
    pub state: &'static str,
    pub opened_side: &'static str,
    pub opened_by: String,
    pub reason: String,
    pub opened_at: Instant,
    pub version: i64,
}

pub(super) fn insert(tx: &mut Tx<'_>, rows: &[NewRefund]) -> Result<()> {
    diesel::insert_into(refunds::table)
        .values(rows)
        .execute(tx.conn())?;
    Ok(())
}

/// Writes the states transitions led to; an override brings its reason.
pub(super) fn store(
    tx: &mut Tx<'_>,
    desk: &Desk,
    moved: &[(&Refund, State)],
    why: &HashMap<RefundId, String>,
) -> Result<()> {
    let rows: Vec<Value> = moved
        .iter()
        .map(|(refund, state)| row(refund, *state, why.get(&refund.id)))
        .collect();
    let columns = [
        ("id", Column::Uuid),
        ("state", Column::Text),
        ("closed_at", Column::Instant),
        ("overridden_at", Column::Instant),
        ("reason", Column::Text),
    ];
    let text = format!(
        "UPDATE refunds SET state = r.state, closed_at = r.closed_at,
                closed_by = CASE WHEN r.closed_at IS NULL THEN closed_by ELSE $1 END,
                closed_side = CASE WHEN r.closed_at IS NULL THEN closed_side ELSE $2 END,
                override_reason = COALESCE(r.reason, override_reason),
                overridden_at = COALESCE(r.overridden_at, refunds.overridden_at),
                overridden_by = CASE WHEN r.reason IS NULL THEN overridden_by ELSE $1 END,
                version = version + 1
         FROM {} r WHERE refunds.merchant_id = $4 AND refunds.id = r.id",
        row_set(3, &columns)
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(&desk.actor)
        .bind::<sql::Text, _>(desk.side.text())
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(desk.merchant)
        .execute(tx.conn())?;
    Ok(())
}

fn row(refund: &Refund, state: State, why: Option<&String>) -> Value {
    let (closed_at, overridden_at) = match state {
        State::Open { overridden_at } => (None, overridden_at),
        State::Done { at } | State::Withdrawn { at } => (Some(at), None),
    };
    json!({ "id": refund.id.raw(), "state": state.word().text(), "closed_at": closed_at.map(instant_text),
            "overridden_at": overridden_at.map(instant_text), "reason": why })
}

/// Free pieces become refunded ones.
pub(super) fn refund_pieces(tx: &mut Tx<'_>, merchant: MerchantId, done: &[(LineId, i64)]) -> Result<()> {
    let rows: Vec<Value> = done
        .iter()
        .map(|(line, quantity)| json!({ "id": line.raw(), "qty": quantity }))
        .collect();
    let text = format!(
        "UPDATE lines SET free = lines.free - r.qty, refunded = lines.refunded + r.qty
         FROM {} r WHERE lines.merchant_id = $2 AND lines.id = r.id",
        row_set(1, &[("id", Column::Uuid), ("qty", Column::BigInt)])
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(())
}

/// What the lines say of their refunds, after some of these moved; and the flag on their orders.
pub(super) fn mark(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    let set = id_set(2);
    let open = "SELECT 1 FROM refunds f WHERE f.merchant_id = $1 AND f.state = 'open' AND f";
    let lines = format!(
        "UPDATE lines SET refund_state = CASE
            WHEN EXISTS ({open}.line_id = lines.id) THEN 'open'
            WHEN refunded > 0 THEN 'done' ELSE 'none' END
         WHERE merchant_id = $1 AND order_id IN {set}"
    );
    let flag = format!(
        "UPDATE orders SET exception = CASE
            WHEN exception IS NULL AND assigned.n > 0 THEN 'refund_open' ELSE exception END
         FROM (SELECT o.id, (SELECT COUNT(*) FROM refunds f
                    JOIN lines l ON l.merchant_id = f.merchant_id AND l.id = f.line_id AND l.assigned > 0
                    WHERE f.merchant_id = $1 AND f.order_id = o.id AND f.state = 'open'
                        AND f.overridden_at IS NULL) AS n
               FROM orders o WHERE o.merchant_id = $1 AND o.id IN {set}) assigned
         WHERE orders.merchant_id = $1 AND orders.id = assigned.id"
    );
    let unflag = format!(
        "UPDATE orders SET exception = NULL WHERE merchant_id = $1 AND id IN {set} AND exception = 'refund_open'
         AND NOT EXISTS ({open}.order_id = orders.id AND f.overridden_at IS NULL)"
    );
    for text in [lines, flag, unflag] {
        over(tx, &text, merchant, orders)?;
    }
    Ok(())
}

/// Orders of which everything was refunded are over.
pub(super) fn close_empty(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    let text = format!(
        "UPDATE orders SET state = 'closed', close_reason = 'refunded', closed_at = $1, exception = NULL
         WHERE merchant_id = $2 AND id IN {} AND state = 'open' AND NOT EXISTS (
            SELECT 1 FROM lines l WHERE l.merchant_id = orders.merchant_id AND l.order_id = orders.id
                AND l.refunded < l.ordered)",
        id_set(3)
    );
    diesel::sql_query(text)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .execute(tx.conn())?;
    Ok(())
}

/// The orders end: what is still open on them ends with them.
pub(in crate::order) fn end_with_orders(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    orders: &[OrderId],
    state: &'static str,
    actor: &str,
) -> Result<()> {
    let text = format!(
        "UPDATE refunds SET state = $1, closed_at = $2, closed_by = $3, closed_side = 'merchant',
                version = version + 1
         WHERE merchant_id = $4 AND order_id IN {} AND state = 'open'",
        id_set(5)
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(state)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(actor)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .execute(tx.conn())?;
    mark(tx, merchant, orders)
}

fn over(tx: &mut Tx<'_>, text: &str, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .execute(tx.conn())?;
    Ok(())
}
