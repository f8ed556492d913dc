//! What the template reads: a ticket's texts made safe to set, and its codes as runs of dots.

use serde::Serialize;
use ticket::{Contact, Goods, Ticket};
use zeroize::Zeroizing;

use super::{
    SetError,
    code::{self, Bars, Qr},
};

/// Dots of a millimetre at 203.2 dpi.
const DOTS: u16 = 8;
/// No field needs more to fill its place; what is beyond is marked as cut.
const MAX_CHARS: usize = 300;
/// The room a QR code has in the signature band.
const QR_ROOM: usize = 118;
/// Latin or digits without a break for this long may break anywhere.
const UNBROKEN: usize = 16;

/// Where on the paper, in dots from the template's own place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// To the right.
    pub x: i16,
    /// Down.
    pub y: i16,
}

#[derive(Serialize)]
struct Face {
    width: u16,
    height: u16,
    dx: i16,
    dy: i16,
    carrier: String,
    product: String,
    sorting: String,
    hub: String,
    made_at: String,
    number: String,
    receiver: Party,
    sender: Party,
    goods: Vec<Line>,
    seq: u32,
    total: u32,
    reprint: u32,
    shop: String,
    alias: String,
    remark: String,
    masked: bool,
    test: bool,
    bars: Bars,
    qr: Qr,
}

#[derive(Serialize)]
struct Party {
    name: String,
    phone: String,
    address: String,
}

#[derive(Serialize)]
struct Line {
    sku: String,
    name: String,
    spec: String,
    quantity: u32,
}

/// The JSON the template reads as `/data.json`.
pub(super) fn json(ticket: &Ticket, shift: Shift) -> Result<Zeroizing<Vec<u8>>, SetError> {
    let (width, height) = ticket.size.millimetres();
    let bars = code::bars(&ticket.document_id, usize::from(width * DOTS)).ok_or(SetError::BarCode)?;
    let qr = code::qr(&ticket.document_id, QR_ROOM).ok_or(SetError::BarCode)?;
    let face = Face {
        width: width * DOTS,
        height: height * DOTS,
        dx: shift.x,
        dy: shift.y,
        carrier: clean(&ticket.carrier.name),
        product: clean(&ticket.product),
        sorting: clean(&ticket.sorting_code),
        hub: clean(&ticket.hub),
        made_at: clean(&ticket.made_at),
        number: clean(&ticket.document_id),
        receiver: party(&ticket.receiver),
        sender: party(&ticket.sender),
        goods: ticket.goods.iter().map(line).collect(),
        seq: ticket.seq,
        total: ticket.total,
        reprint: ticket.print_no.saturating_sub(1),
        shop: clean(&ticket.shop),
        alias: clean(&ticket.alias),
        remark: breakable(&ticket.remark),
        masked: !ticket.plain,
        test: ticket.test_mark,
        bars,
        qr,
    };
    // Room enough that the buffer is not moved while a receiver is in it.
    let mut bytes = Zeroizing::new(Vec::with_capacity(256 * 1024));
    serde_json::to_writer(&mut *bytes, &face).map_err(|_| SetError::Template { line: None })?;
    Ok(bytes)
}

fn party(contact: &Contact) -> Party {
    Party {
        name: clean(&contact.name),
        phone: clean(&contact.phone),
        address: breakable(format!("{} {}", contact.region, contact.address).trim()),
    }
}

fn line(goods: &Goods) -> Line {
    Line {
        sku: clean(&goods.sku),
        name: breakable(&goods.name),
        spec: breakable(&goods.spec),
        quantity: goods.quantity,
    }
}

/// Runs of white space become one space; invisible characters that reorder or hide text are dropped.
pub(super) fn clean(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() && c != '\u{3000}')
        .map(|word| word.chars().filter(|c| !invisible(*c)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let text = words.join(" ");
    match text.chars().count() > MAX_CHARS {
        true => text.chars().take(MAX_CHARS).chain(['…']).collect(),
        false => text,
    }
}

/// As [`clean`], and long unbroken Latin may break across lines.
fn breakable(text: &str) -> String {
    let (mut out, mut unbroken) = (String::new(), 0);
    for c in clean(text).chars() {
        unbroken = if c.is_ascii_graphic() { unbroken + 1 } else { 0 };
        out.push(c);
        if unbroken >= UNBROKEN {
            out.push('\u{200b}');
        }
    }
    out
}

/// Characters that print nothing by design: joiners, direction marks, variation selectors.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_fit_to_set() {
        assert_eq!(clean(" 文三路\n 1\u{202e}号\t"), "文三路 1号");
        assert_eq!(clean(&"长".repeat(400)).chars().count(), MAX_CHARS + 1);
        assert!(clean(&"长".repeat(400)).ends_with('…'));
        assert_eq!(breakable("abc"), "abc");
        assert_eq!(
            breakable(&"a".repeat(17))
                .chars()
                .filter(|c| *c == '\u{200b}')
                .count(),
            2
        );
    }
}
