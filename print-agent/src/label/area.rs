//! What the template reads of a custom area: texts filled in, everything else as it was drawn.

use serde::Serialize;
use ticket::{
    design::{Align, Column, Custom, Data, Element, Item, Kind, VAlign},
    fields,
};

use super::text::{bounded, breakable, clean, lines};

/// A custom area ready to be drawn.
#[derive(Serialize)]
pub(super) struct Area {
    elements: Vec<Drawn>,
    items: Vec<Row>,
}

#[derive(Serialize)]
struct Drawn {
    kind: Kind,
    x: f64,
    y: f64,
    w: f64,
    h: f64,
    text: String,
    size: f64,
    bold: bool,
    invert: bool,
    shrink: bool,
    align: Align,
    valign: VAlign,
    columns: Vec<Column>,
    head: bool,
    thick: f64,
}

#[derive(Serialize)]
struct Row {
    index: usize,
    sku: String,
    name: String,
    spec: String,
    quantity: u32,
}

/// The thickness of a frame that does not say.
const USUAL_THICK: f64 = 0.375;

/// Characters all texts of an area set together: a label full of the smallest type has fewer. Measuring takes time
/// with each of them, and elements may lie upon each other.
const MOST: usize = 2_400;

/// Fills in a custom area; elements with nothing to say are left out.
pub(super) fn of(custom: &Custom) -> Area {
    let mut left = MOST;
    let mut filled = |element: &Element| {
        let mut one = drawn(element, &custom.data)?;
        one.text = bounded(&one.text, room(element).min(left));
        left = left.saturating_sub(one.text.chars().count());
        Some(one)
    };
    Area {
        elements: custom.template.elements.iter().filter_map(&mut filled).collect(),
        items: custom.data.goods.iter().zip(1..).map(row).collect(),
    }
}

fn drawn(element: &Element, data: &Data) -> Option<Drawn> {
    let text = match element.kind {
        Kind::Text => lines(&fields::fill(&element.text, data)?),
        _ => String::new(),
    };
    Some(Drawn {
        kind: element.kind,
        x: element.x,
        y: element.y,
        w: element.w,
        h: element.h,
        text,
        size: element.type_height(),
        bold: element.bold,
        invert: element.invert,
        shrink: element.shrink,
        align: element.align,
        valign: element.valign,
        columns: element.columns.clone(),
        head: element.head,
        thick: element.thick.unwrap_or(USUAL_THICK),
    })
}

/// More characters than an element holds in the smallest type, so that what is cut here is cut there, with its mark.
fn room(element: &Element) -> usize {
    // Half a square of the least type: the narrowest letters in the tightest lines.
    let squares = (element.w / 1.0).ceil() * (element.h / 2.2).ceil().max(1.0);
    (0..MOST)
        .find(|n| f64::from(u32::try_from(*n).unwrap_or(u32::MAX)) >= 2.0 * squares)
        .unwrap_or(MOST)
}

fn row((item, index): (&Item, usize)) -> Row {
    Row {
        index,
        sku: clean(&item.sku),
        name: breakable(&item.name),
        spec: breakable(&item.spec),
        quantity: item.quantity,
    }
}

/// Every text that is set, as it is set.
pub(super) fn texts(custom: &Custom) -> Vec<String> {
    let area = of(custom);
    let items = area
        .items
        .into_iter()
        .flat_map(|row| [row.sku, row.name, row.spec]);
    area.elements
        .into_iter()
        .map(|one| one.text)
        .chain(items)
        .collect()
}
