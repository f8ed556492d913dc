//! Says before printing which characters no font has: Typst would print boxes in silence.

use ticket::Ticket;
use typst::text::Font;

use super::face::clean;

/// The characters of the ticket no font has, each once, in order of appearance.
pub(super) fn missing(ticket: &Ticket, fonts: &[Font]) -> Vec<char> {
    let mut lacking = Vec::new();
    for c in texts(ticket)
        .iter()
        .flat_map(|text| clean(text).chars().collect::<Vec<_>>())
    {
        if !c.is_whitespace() && !lacking.contains(&c) && !covered(c, fonts) {
            lacking.push(c);
        }
    }
    lacking
}

fn covered(c: char, fonts: &[Font]) -> bool {
    fonts
        .iter()
        .any(|font| font.info().coverage.contains(u32::from(c)))
}

fn texts(ticket: &Ticket) -> Vec<&str> {
    let mut all: Vec<&str> = vec![
        &ticket.document_id,
        &ticket.carrier.name,
        &ticket.product,
        &ticket.sorting_code,
        &ticket.hub,
        &ticket.made_at,
        &ticket.shop,
        &ticket.alias,
        &ticket.remark,
    ];
    for contact in [&ticket.receiver, &ticket.sender] {
        all.extend([
            &*contact.name,
            &*contact.phone,
            &*contact.region,
            &*contact.address,
        ]);
    }
    for goods in &ticket.goods {
        all.extend([&*goods.sku, &*goods.name, &*goods.spec]);
    }
    all
}
