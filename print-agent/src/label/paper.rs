//! Sets papers beside labels: pick lists, packing slips, hand-over lists. Their data is open and comes through a browser.

use serde_json::{Value, json};
use ticket::papers::{Paper, Sheet, sums};
use typst::foundations::Bytes;

use super::{Dots, SetError, Shelf, Wanted, coverage, export, lay_out, text::breakable};

/// A set paper.
pub struct SetPaper {
    /// How many pages it takes.
    pub pages: usize,
    /// All of them; empty where it was not wanted.
    pub pdf: Vec<u8>,
    /// A label printer's dots, page by page; none for A4.
    pub dots: Vec<Dots>,
}

const PRELUDE: &str = include_str!("papers/prelude.typ");
const PICK_LIST: &str = include_str!("papers/pick-list.typ");
const PACKING_SLIP: &str = include_str!("papers/packing-slip.typ");
const HAND_OVER: &str = include_str!("papers/hand-over.typ");

/// Sets a paper on sheets of that size; its dots are for a label printer.
pub fn set_paper(shelf: &Shelf, paper: &Paper, sheet: Sheet, wanted: Wanted) -> Result<SetPaper, SetError> {
    paper.check().map_err(SetError::Paper)?;
    let data = data(paper, sheet, wanted)?;
    let mut texts = Vec::new();
    strings(&data, &mut texts);
    let lacking = coverage::missing_of(texts.into_iter(), shelf.fonts());
    if !lacking.is_empty() {
        return Err(SetError::Glyphs(lacking));
    }
    let source = match paper {
        Paper::PickList(_) => PICK_LIST,
        Paper::PackingSlip(_) => PACKING_SLIP,
        Paper::HandOver(_) => HAND_OVER,
    };
    let data = serde_json::to_vec(&data).map_err(|_| SetError::Template { line: None })?;
    let world = shelf.paper(&format!("{PRELUDE}{source}"), Bytes::new(data));
    let outcome = lay_out(world).and_then(|document| {
        let dots = match sheet {
            Sheet::A4 => Vec::new(),
            Sheet::W76H130 => document
                .pages()
                .iter()
                .map(|page| export::dots(page, wanted.dpi))
                .collect(),
        };
        let pdf = match wanted.pdf {
            true => export::pdf(&document)?,
            false => Vec::new(),
        };
        Ok(SetPaper {
            pages: document.pages().len(),
            pdf,
            dots,
        })
    });
    comemo::evict(0);
    outcome
}

/// What the templates read: the paper with its texts made safe, the sheet, and the sums of a pick list.
fn data(paper: &Paper, sheet: Sheet, wanted: Wanted) -> Result<Value, SetError> {
    let failed = |_| SetError::Template { line: None };
    let mut data = cleaned(serde_json::to_value(paper).map_err(failed)?);
    if let Value::Object(fields) = &mut data {
        fields.insert("wide".into(), json!(sheet == Sheet::A4));
        fields.insert("shift".into(), json!(wanted.dpi.inches(wanted.shift)));
        if let Paper::PickList(list) = paper {
            let sums = serde_json::to_value(sums(&list.parcels)).map_err(failed)?;
            fields.insert("sums".into(), cleaned(sums));
        }
    }
    Ok(data)
}

fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(breakable(&text)),
        Value::Array(all) => all.into_iter().map(cleaned).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, cleaned(value)))
            .collect(),
        other => other,
    }
}

fn strings<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(all) => all.iter().for_each(|value| strings(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}
