//! Says before printing which characters no font has: Typst would print boxes in silence.

use ticket::{Ticket, design::Custom};

use super::{area, text::clean};
use crate::fonts::Fonts;

/// The characters of ticket and custom area no font has, each once, in order of appearance.
pub(super) fn missing(ticket: &Ticket, custom: Option<&Custom>, fonts: &Fonts) -> Vec<char> {
    let mut lacking = Vec::new();
    for text in texts(ticket) {
        look(&clean(text), fonts, &mut lacking);
    }
    for text in custom.map(area::texts).unwrap_or_default() {
        look(&text, fonts, &mut lacking);
    }
    lacking
}

/// The characters of texts that no font has.
pub(super) fn missing_of<'a>(texts: impl Iterator<Item = &'a str>, fonts: &Fonts) -> Vec<char> {
    let mut lacking = Vec::new();
    texts.for_each(|text| look(text, fonts, &mut lacking));
    lacking
}

fn look(text: &str, fonts: &Fonts, lacking: &mut Vec<char>) {
    for c in text.chars() {
        if !silent(c) && !lacking.contains(&c) && !fonts.cover(c) {
            lacking.push(c);
        }
    }
}

/// White space and the break put into long words.
fn silent(c: char) -> bool {
    c.is_whitespace() || c == '\u{200b}'
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
    all.extend(ticket.services.iter().map(String::as_str));
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
