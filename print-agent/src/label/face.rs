//! What the template reads: a ticket's texts made safe to set, and its codes as runs of dots.

use serde::Serialize;
use ticket::{Contact, Goods, MAX_SERVICES, Ticket, design::Custom, template::Template};
use zeroize::Zeroizing;

use super::{
    SetError, Wanted,
    area::{self, Area},
    code::{self, Bars, Qr},
    dpi::Dpi,
    text::{breakable, clean},
};

/// Units of a millimetre a template draws in.
const UNITS: u16 = 8;
/// From here on a label is a wide one.
const WIDE: u16 = 100;

#[derive(Serialize)]
struct Face {
    width: u16,
    height: u16,
    /// A dot of the printer in millimetres.
    grid: f64,
    dx: i16,
    dy: i16,
    /// The virtual path of the carrier's picture; empty where there is none.
    logo: &'static str,
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
    piece: u32,
    pieces: u32,
    cod: String,
    insured: String,
    services: Vec<String>,
    shop: String,
    alias: String,
    remark: String,
    masked: bool,
    test: bool,
    bars: Bars,
    /// The bar code again, for the stub of a two-part label.
    stub: Option<Bars>,
    qr: Qr,
    custom: Option<Area>,
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

/// The label's codes on the printer's grid.
struct Codes {
    bars: Bars,
    stub: Option<Bars>,
    qr: Qr,
}

/// The JSON the template reads as `/data.json`.
pub(super) fn json(
    template: &Template,
    ticket: &Ticket,
    custom: Option<&Custom>,
    wanted: Wanted,
    logo: Option<&'static str>,
) -> Result<Zeroizing<Vec<u8>>, SetError> {
    let (width, height) = ticket.size.millimetres();
    // The first template draws its codes in eighths of a millimetre, whatever the printer.
    let dpi = if template.custom { wanted.dpi } else { Dpi::D203 };
    let codes = codes(template, ticket, dpi).ok_or(SetError::BarCode)?;
    let face = Face {
        width: width * UNITS,
        height: height * UNITS,
        grid: 25.4 / dpi.per_inch(),
        dx: wanted.shift.x,
        dy: wanted.shift.y,
        logo: logo.unwrap_or_default(),
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
        piece: ticket.piece,
        pieces: ticket.pieces,
        cod: ticket.cod_fen.map(yuan).unwrap_or_default(),
        insured: ticket.insured_fen.map(yuan).unwrap_or_default(),
        services: ticket
            .services
            .iter()
            .take(MAX_SERVICES)
            .map(|s| clean(s))
            .collect(),
        shop: clean(&ticket.shop),
        alias: clean(&ticket.alias),
        remark: breakable(&ticket.remark),
        masked: !ticket.plain,
        test: ticket.test_mark,
        bars: codes.bars,
        stub: codes.stub,
        qr: codes.qr,
        custom: custom.map(area::of),
    };
    // Room enough that the buffer is not moved while a receiver is in it.
    let mut bytes = Zeroizing::new(Vec::with_capacity(512 * 1024));
    serde_json::to_writer(&mut *bytes, &face).map_err(|_| SetError::Template { line: None })?;
    Ok(bytes)
}

fn codes(template: &Template, ticket: &Ticket, dpi: Dpi) -> Option<Codes> {
    let (width, height) = ticket.size.millimetres();
    let number = &ticket.document_id;
    let room = dpi.dots(u32::from(width * UNITS));
    if !template.custom {
        return Some(Codes {
            bars: code::bars(number, room, dpi.bars(false))?,
            stub: None,
            qr: code::qr(number, 118, 0, dpi.qr())?,
        });
    }
    let wide = width >= WIDE;
    // The heights of the signature band, less its rule.
    let qr_room = dpi.dots(if wide { 165 } else { 145 });
    Some(Codes {
        bars: code::bars(number, room, dpi.bars(wide))?,
        stub: match height >= 180 {
            true => Some(code::bars(number, dpi.dots(620), dpi.stub())?),
            false => None,
        },
        qr: code::qr(number, qr_room, 4, dpi.qr())?,
    })
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

/// Money as it is printed, `¥3,000.00`.
fn yuan(fen: u64) -> String {
    let digits = (fen / 100).to_string();
    let grouped: Vec<String> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    format!("¥{}.{:02}", grouped.join(","), fen % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped() {
        assert_eq!(yuan(12_800), "¥128.00");
        assert_eq!(yuan(300_000_005), "¥3,000,000.05");
        assert_eq!(yuan(9), "¥0.09");
    }
}
