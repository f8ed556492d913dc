//! Parcels a recall drops, so that their pieces are loose again: those without a number, and those under one that
//! somebody typed a week ago and that never left.

use std::collections::{BTreeSet, HashMap};

use chrono::Duration;
use diesel::prelude::*;

use super::pieces::{self, Piece};
use crate::db::backend::{id_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::Result;
use crate::id::{AssignmentId, LineId, MerchantId, OrderId, ParcelId};
use crate::waybill;

/// Pieces in a parcel without number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub(super) struct Packed {
    #[diesel(sql_type = sql::Uuid)]
    pub parcel_id: ParcelId,
    #[diesel(sql_type = sql::Uuid)]
    pub assignment_id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    pub line_id: LineId,
    #[diesel(sql_type = sql::Uuid)]
    pub order_id: OrderId,
    #[diesel(sql_type = sql::BigInt)]
    pub quantity: i64,
}

/// How long a number that was only typed holds pieces against their merchant: nobody paid for it, and whoever types one
/// and never ships could keep an order open for ever.
const TYPED: Duration = Duration::days(7);

/// A parcel that may be dropped: planned, and no number is live, asked for or of unknown fate; one typed before $3 has
/// had its time.
const UNNUMBERED: &str = "p.state = 'planned' AND NOT EXISTS (
    SELECT 1 FROM waybills w WHERE w.merchant_id = p.merchant_id AND w.parcel_id = p.id
    AND (w.state IN ('reserved', 'issued', 'unknown') OR (w.state = 'external' AND w.issued_at >= $3)))";

/// What of these assignments is in such parcels.
pub(super) fn of(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    ids: &[AssignmentId],
) -> Result<HashMap<AssignmentId, Vec<Packed>>> {
    let text = format!(
        "SELECT i.parcel_id, i.assignment_id, i.line_id, i.order_id, i.quantity
         FROM parcel_items i JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
         WHERE i.merchant_id = $1 AND i.assignment_id IN {} AND {UNNUMBERED}",
        id_set(2)
    );
    let found: Vec<Packed> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .bind::<sql::Instant, _>(tx.now() - TYPED)
        .load(tx.conn())?;
    let mut all: HashMap<AssignmentId, Vec<Packed>> = HashMap::new();
    for packed in found {
        all.entry(packed.assignment_id).or_default().push(packed);
    }
    Ok(all)
}

/// Drops parcels, whoever else's pieces they hold; answers with the orders that were touched.
pub(super) fn discard(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    parcels: &BTreeSet<ParcelId>,
) -> Result<BTreeSet<OrderId>> {
    if parcels.is_empty() {
        return Ok(BTreeSet::new());
    }
    let parcels: Vec<ParcelId> = parcels.iter().copied().collect();
    let items = items(tx, merchant, &parcels)?;
    let text = format!(
        "UPDATE parcels SET state = 'dropped', stage = 'gone', ended_at = $1, version = version + 1
         WHERE merchant_id = $2 AND id IN {} AND state = 'planned'",
        id_set(3)
    );
    diesel::sql_query(text)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(&parcels))
        .execute(tx.conn())?;
    waybill::void::let_go(tx, merchant, &parcels)?;
    pieces::unpack(tx, merchant, &pieces(&items))?;
    Ok(items.iter().map(|item| item.order_id).collect())
}

fn items(tx: &mut Tx<'_>, merchant: MerchantId, parcels: &[ParcelId]) -> Result<Vec<Packed>> {
    let text = format!(
        "SELECT parcel_id, assignment_id, line_id, order_id, quantity FROM parcel_items
         WHERE merchant_id = $1 AND parcel_id IN {}",
        id_set(2)
    );
    let found = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(parcels))
        .load(tx.conn())?;
    Ok(found)
}

/// The pieces by line: several parcels may hold pieces of one line, and one statement touches a row once.
fn pieces(items: &[Packed]) -> Vec<Piece> {
    let mut sums: HashMap<(AssignmentId, LineId), i64> = HashMap::new();
    for item in items {
        *sums.entry((item.assignment_id, item.line_id)).or_default() += item.quantity;
    }
    sums.into_iter()
        .map(|((assignment, line), quantity)| Piece {
            assignment,
            line,
            quantity,
        })
        .collect()
}
