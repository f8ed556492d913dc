//! One row's goods.

use super::cell;
use super::draft::DraftLine;
use super::fault::{Complaint, FaultCode};
use super::header::{Columns, Field};
use super::json::{Keys, LONG, SHORT};
use super::money;
use super::sheet::Row;

/// The line a row tells of, or everything that is wrong with it.
pub(super) fn line(row: &Row, columns: &Columns, keys: &mut Keys) -> Result<DraftLine, Vec<Complaint>> {
    let mut faults = Vec::new();
    let mut identifier = |field| {
        let cell = columns.cell(field, row);
        let id = cell.map_or(Ok(None), |cell| cell::identifier(cell, SHORT));
        id.map_err(|code| faults.push((field, code)))
            .ok()
            .flatten()
            .unwrap_or_default()
    };
    let (line_id, sku, barcode) = (
        identifier(Field::LineId),
        identifier(Field::Sku),
        identifier(Field::Barcode),
    );
    let mut text = |field| {
        let line = cell::line(columns.text(field, row), LONG);
        line.map_err(|code| faults.push((field, code)))
            .map(|text| text.to_string())
            .unwrap_or_default()
    };
    let (name, spec) = (text(Field::Product), text(Field::Spec));
    let mut number = |field, read: fn(&str) -> Result<i64, FaultCode>| match columns.text(field, row) {
        "" if field == Field::Price => 0,
        "" => {
            faults.push((field, FaultCode::Missing));
            0
        }
        text => read(text)
            .map_err(|code| faults.push((field, code)))
            .unwrap_or_default(),
    };
    let (quantity, price_fen) = (
        number(Field::Quantity, money::quantity),
        number(Field::Price, money::fen),
    );
    let named = [Field::Product, Field::Sku, Field::Barcode];
    if named.iter().all(|field| columns.is_blank(*field, row)) {
        faults.extend(
            named
                .iter()
                .find(|field| columns.index(**field).is_some())
                .map(|f| (*f, FaultCode::Missing)),
        );
    }
    let mut line = DraftLine {
        key: String::new(),
        sku,
        name,
        spec,
        barcode,
        quantity,
        price_fen,
    };
    if faults.is_empty() {
        match keys.of(&line_id, &line) {
            Some(key) => line.key = key,
            None => faults.push((Field::LineId, FaultCode::DuplicateLine)),
        }
    }
    if faults.is_empty() { Ok(line) } else { Err(faults) }
}
