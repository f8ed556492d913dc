//! Writing drafts: parcels, their items, and the reserved pieces, three statements for any number.

use diesel::prelude::*;
use serde_json::json;

use super::super::rows::{Pieces, add_packed};
use super::Draft;
use crate::db::Tx;
use crate::db::backend::{Column, row_set, sql};
use crate::error::Result;
use crate::id::FulfillerId;

const PARCEL: &[(&str, Column)] = &[
    ("merchant", Column::Uuid),
    ("id", Column::Uuid),
    ("binding", Column::Uuid),
    ("receiver", Column::Uuid),
    ("receiver_write", Column::BigInt),
    ("weight", Column::BigInt),
    ("note", Column::Text),
];
const ITEM: &[(&str, Column)] = &[
    ("merchant", Column::Uuid),
    ("parcel", Column::Uuid),
    ("assignment", Column::Uuid),
    ("line", Column::Uuid),
    ("order_id", Column::Uuid),
    ("quantity", Column::BigInt),
];

/// Writes the drafts of one fulfiller.
pub(super) fn write(tx: &mut Tx<'_>, fulfiller: FulfillerId, drafts: &[&Draft]) -> Result<()> {
    if drafts.is_empty() {
        return Ok(());
    }
    parcels(tx, fulfiller, drafts)?;
    items(tx, drafts)?;
    let pieces: Vec<Pieces> = drafts
        .iter()
        .flat_map(|draft| &draft.items)
        .map(|item| Pieces {
            assignment: item.assignment,
            line: item.line,
            quantity: item.quantity,
        })
        .collect();
    add_packed(tx, &pieces)
}

fn parcels(tx: &mut Tx<'_>, fulfiller: FulfillerId, drafts: &[&Draft]) -> Result<()> {
    let row = |draft: &&Draft| {
        json!({
            "merchant": draft.key.owner.raw(), "id": draft.key.id.raw(),
            "binding": draft.binding.map(crate::id::Id::raw),
            "receiver": draft.receiver.raw(), "receiver_write": draft.receiver_write,
            "weight": draft.weight_g, "note": draft.note,
        })
    };
    let rows: Vec<_> = drafts.iter().map(row).collect();
    let statement = format!(
        "INSERT INTO parcels (merchant_id, id, fulfiller_id, binding_id, receiver_id, receiver_write, state, stage,
                              prints, attempts, weight_g, note, created_at, version)
         SELECT r.merchant, r.id, $1, r.binding, r.receiver, r.receiver_write, 'planned', 'number',
                0, 0, r.weight, r.note, $2, 1 FROM {} r",
        row_set(3, PARCEL)
    );
    diesel::sql_query(statement)
        .bind::<sql::Uuid, _>(fulfiller)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(json!(rows).to_string())
        .execute(tx.conn())?;
    Ok(())
}

fn items(tx: &mut Tx<'_>, drafts: &[&Draft]) -> Result<()> {
    let mut rows = Vec::new();
    for draft in drafts {
        rows.extend(draft.items.iter().map(|item| {
            json!({
                "merchant": draft.key.owner.raw(), "parcel": draft.key.id.raw(),
                "assignment": item.assignment.id.raw(), "line": item.line.raw(), "order_id": item.order.raw(),
                "quantity": item.quantity,
            })
        }));
    }
    let statement = format!(
        "INSERT INTO parcel_items (merchant_id, parcel_id, assignment_id, line_id, order_id, quantity)
         SELECT r.merchant, r.parcel, r.assignment, r.line, r.order_id, r.quantity FROM {} r",
        row_set(1, ITEM)
    );
    diesel::sql_query(statement)
        .bind::<sql::Text, _>(json!(rows).to_string())
        .execute(tx.conn())?;
    Ok(())
}
