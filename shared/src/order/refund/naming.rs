//! Which line a refund is about: named by its id, or in the source's own words, which are all a marketplace knows.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use serde_json::json;

use super::{Desk, OpenRow};
use crate::db::Tx;
use crate::db::backend::{Column, LED_JOIN, row_set, sql};
use crate::error::{Code, Refusal, Result};
use crate::id::LineId;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Text)]
    source: String,
    #[diesel(sql_type = sql::Text)]
    number: String,
    #[diesel(sql_type = sql::Uuid)]
    id: LineId,
    #[diesel(sql_type = sql::Text)]
    key: String,
}

/// How the key of a line with an id of the source's begins; the others are keyed by their product.
const KEY_OF_ID: &str = "i:";

type Lines = HashMap<(String, String), Vec<(String, LineId)>>;

/// The line each row means; whether it may be touched is asked later.
pub(super) fn resolve(
    tx: &mut Tx<'_>,
    desk: &Desk,
    rows: &[OpenRow],
) -> Result<Vec<Result<LineId, Refusal>>> {
    let named: BTreeSet<(&str, &str)> = rows.iter().filter_map(OpenRow::order).collect();
    let lines = read(tx, desk, &named)?;
    Ok(rows.iter().map(|row| row.meant(desk, &lines)).collect())
}

fn read(tx: &mut Tx<'_>, desk: &Desk, named: &BTreeSet<(&str, &str)>) -> Result<Lines> {
    let mut lines = Lines::new();
    if named.is_empty() {
        return Ok(lines);
    }
    let keys: Vec<_> = named
        .iter()
        .map(|(source, number)| json!({ "source": source, "number": number }))
        .collect();
    let text = format!(
        "SELECT k.source, k.number, l.id, l.key FROM {} k
         {LED_JOIN} orders o ON o.merchant_id = $2 AND o.source = k.source AND o.external_no = k.number
         JOIN lines l ON l.merchant_id = o.merchant_id AND l.order_id = o.id",
        row_set(1, &[("source", Column::Text), ("number", Column::Text)])
    );
    let found: Vec<Row> = diesel::sql_query(text)
        .bind::<sql::Text, _>(serde_json::to_string(&keys)?)
        .bind::<sql::Uuid, _>(desk.merchant)
        .load(tx.conn())?;
    for row in found {
        lines
            .entry((row.source, row.number))
            .or_default()
            .push((row.key, row.id));
    }
    Ok(lines)
}

impl OpenRow {
    /// The order, where it is named in the source's words.
    fn order(&self) -> Option<(&str, &str)> {
        Some((self.source.trim(), self.external_no.as_deref()?.trim()))
    }

    fn meant(&self, desk: &Desk, lines: &Lines) -> Result<LineId, Refusal> {
        match (self.line, self.order()) {
            (Some(line), None) => Ok(desk.own(line)),
            (None, Some((source, number))) => {
                let lines = lines.get(&(source.to_owned(), number.to_owned()));
                self.one_of(lines.ok_or(Refusal::new(Code::NotFound).at("external_no"))?)
            }
            _ => Err(Refusal::new(Code::InvalidField)
                .at("line")
                .saying("name a line, or a source and its order number")),
        }
    }

    fn one_of(&self, lines: &[(String, LineId)]) -> Result<LineId, Refusal> {
        match (self.line_id.as_deref().map(str::trim), lines) {
            (None, [(_, only)]) => Ok(*only),
            (None, many) => Err(Refusal::new(Code::InvalidField)
                .at("line_id")
                .saying(format!("the order has {} lines: name one", many.len()))),
            (Some(wanted), many) => many
                .iter()
                .find(|(key, _)| key.strip_prefix(KEY_OF_ID) == Some(wanted))
                .map(|(_, line)| *line)
                .ok_or(Refusal::new(Code::NotFound).at("line_id")),
        }
    }
}
