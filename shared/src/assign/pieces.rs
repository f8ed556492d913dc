//! Pieces that move: back to the merchant, or out of parcels that were dropped.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde_json::{Value, json};

use crate::db::Tx;
use crate::db::backend::{Column, row_set, sql};
use crate::error::{Code, OrRefuse, Result};
use crate::id::{AssignmentId, LineId, MerchantId};

/// Pieces of one line in one assignment that move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub assignment: AssignmentId,
    pub line: LineId,
    pub quantity: i64,
}

/// Gives pieces back: they are free again for the merchant, in two statements.
pub(super) fn give_back(tx: &mut Tx<'_>, merchant: MerchantId, pieces: &[Piece]) -> Result<()> {
    if pieces.is_empty() {
        return Ok(());
    }
    let mut by_line: BTreeMap<LineId, i64> = BTreeMap::new();
    for piece in pieces {
        *by_line.entry(piece.line).or_default() += piece.quantity;
    }
    let rows: Vec<Value> = by_line
        .iter()
        .map(|(line, quantity)| json!({ "id": line.raw(), "qty": quantity }))
        .collect();
    let lines = format!(
        "UPDATE lines SET free = lines.free + r.qty, assigned = lines.assigned - r.qty
         FROM {} r WHERE lines.merchant_id = $2 AND lines.id = r.id",
        row_set(1, &[("id", Column::Uuid), ("qty", Column::BigInt)])
    );
    diesel::sql_query(lines)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())
        .or_unbalanced(Code::StateForbids)?;
    move_pieces(
        tx,
        merchant,
        pieces,
        "returned = assignment_lines.returned + r.qty",
    )
}

/// Takes pieces out of parcels that were dropped.
pub(super) fn unpack(tx: &mut Tx<'_>, merchant: MerchantId, pieces: &[Piece]) -> Result<()> {
    move_pieces(tx, merchant, pieces, "packed = assignment_lines.packed - r.qty")
}

fn move_pieces(tx: &mut Tx<'_>, merchant: MerchantId, pieces: &[Piece], set: &'static str) -> Result<()> {
    if pieces.is_empty() {
        return Ok(());
    }
    let rows: Vec<Value> = pieces
        .iter()
        .map(|piece| {
            json!({ "assignment": piece.assignment.raw(), "line": piece.line.raw(), "qty": piece.quantity })
        })
        .collect();
    let columns = [
        ("assignment", Column::Uuid),
        ("line", Column::Uuid),
        ("qty", Column::BigInt),
    ];
    let text = format!(
        "UPDATE assignment_lines SET {set} FROM {} r WHERE assignment_lines.merchant_id = $2
         AND assignment_lines.assignment_id = r.assignment AND assignment_lines.line_id = r.line",
        row_set(1, &columns)
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())
        .or_unbalanced(Code::StateForbids)?;
    Ok(())
}
