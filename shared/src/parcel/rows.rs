//! What parcels, assignments and orders look like as sets of keys, and the locks every act on them takes first.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde_json::json;

use crate::db::backend::{Column, LED_JOIN, for_update_of, row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::Result;
use crate::id::{FulfillerId, MerchantId, OrderId, Owned, kind};
use crate::order;

/// The orders an act touches, by merchant.
pub(crate) type Touched = BTreeMap<MerchantId, BTreeSet<OrderId>>;

#[derive(QueryableByName)]
struct OrderKey {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: OrderId,
}

/// Holds the orders behind these assignments and in these parcels of `fulfiller` until the transaction ends, all in
/// key order: the first thing every act here does.
pub(crate) fn lock_orders(
    tx: &mut Tx<'_>,
    fulfiller: FulfillerId,
    assignments: impl IntoIterator<Item = Owned<kind::Assignment>>,
    parcels: impl IntoIterator<Item = Owned<kind::Parcel>>,
) -> Result<Touched> {
    let statement = format!(
        "SELECT o.merchant_id, o.id FROM (
            SELECT a.merchant_id, a.order_id FROM {} r
            {LED_JOIN} assignments a ON a.merchant_id = r.merchant AND a.id = r.thing AND a.fulfiller_id = $2
            UNION
            SELECT i.merchant_id, i.order_id FROM {} r
            {LED_JOIN} parcels p ON p.merchant_id = r.merchant AND p.id = r.thing AND p.fulfiller_id = $2
            JOIN parcel_items i ON i.merchant_id = p.merchant_id AND i.parcel_id = p.id
         ) k {LED_JOIN} orders o ON o.merchant_id = k.merchant_id AND o.id = k.order_id
         ORDER BY o.merchant_id, o.id{}",
        row_set(1, KEY),
        row_set(3, KEY),
        for_update_of("o")
    );
    let rows: Vec<OrderKey> = diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys(assignments))
        .bind::<sql::Uuid, _>(fulfiller)
        .bind::<sql::Text, _>(keys(parcels))
        .load(tx.conn())?;
    let mut touched = Touched::new();
    for row in rows {
        touched.entry(row.merchant_id).or_default().insert(row.id);
    }
    Ok(touched)
}

/// Counts the touched orders again: the end of every act here.
pub(crate) fn roll_up(tx: &mut Tx<'_>, touched: &Touched) -> Result<()> {
    for (merchant, orders) in touched {
        let orders: Vec<OrderId> = orders.iter().copied().collect();
        order::roll_up_parcels(tx, *merchant, &orders)?;
    }
    Ok(())
}

/// Adds (or, when negative, takes back) packed pieces; the CHECK refuses more than there are.
pub(crate) fn add_packed(tx: &mut Tx<'_>, pieces: &[Pieces]) -> Result<()> {
    add(tx, "packed", pieces)
}

/// Adds shipped pieces; the CHECK refuses more than were packed.
pub(crate) fn add_shipped(tx: &mut Tx<'_>, pieces: &[Pieces]) -> Result<()> {
    add(tx, "shipped", pieces)
}

/// Pieces of a line of an assignment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pieces {
    pub assignment: Owned<kind::Assignment>,
    pub line: crate::id::LineId,
    pub quantity: i64,
}

const PIECES: &[(&str, Column)] = &[
    ("merchant", Column::Uuid),
    ("assignment", Column::Uuid),
    ("line", Column::Uuid),
    ("pieces", Column::BigInt),
];

fn add(tx: &mut Tx<'_>, column: &str, pieces: &[Pieces]) -> Result<()> {
    let mut sums: BTreeMap<_, i64> = BTreeMap::new();
    for piece in pieces {
        let sum = sums.entry((piece.assignment, piece.line)).or_default();
        *sum = sum.saturating_add(piece.quantity);
    }
    let row = |((assignment, line), sum): (&(Owned<kind::Assignment>, crate::id::LineId), &i64)| json!({"merchant": assignment.owner.raw(), "assignment": assignment.id.raw(), "line": line.raw(), "pieces": sum});
    let rows: Vec<_> = sums.iter().map(row).collect();
    let statement = format!(
        "UPDATE assignment_lines SET {column} = {column} + r.pieces FROM {} r \
         WHERE merchant_id = r.merchant AND assignment_id = r.assignment AND line_id = r.line",
        row_set(1, PIECES)
    );
    diesel::sql_query(statement)
        .bind::<sql::Text, _>(json!(rows).to_string())
        .execute(tx.conn())?;
    Ok(())
}
