//! Sets labels and papers: PDF and dots from the same layout.

mod area;
mod code;
mod coverage;
mod dots;
mod dpi;
mod export;
mod face;
mod paper;
mod preview;
mod text;
mod world;

pub use dots::Dots;
pub use dpi::Dpi;
pub use export::png;
pub use paper::{SetPaper, set_paper};
pub use preview::{NOBODY, Picture, placeholder, preview};
pub use world::Shelf;

use ticket::{
    Ticket,
    design::{Custom, Fault},
    template::Template,
};
use typst::{WorldExt as _, foundations::Bytes};
use typst_layout::PagedDocument;

/// Where on the paper, in the printer's dots from the template's own place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// To the right.
    pub x: i16,
    /// Down.
    pub y: i16,
}

/// What is wanted of a label: for which printer, and in which forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The printer's grid: bars stand on it, and dots are its dots.
    pub dpi: Dpi,
    /// Where on the paper.
    pub shift: Shift,
    /// Whether the PDF is wanted beside the dots.
    pub pdf: bool,
}

impl Wanted {
    /// Dots and a PDF at 203 dpi, where nothing is known of the printer.
    pub const USUAL: Wanted = Wanted {
        dpi: Dpi::D203,
        shift: Shift { x: 0, y: 0 },
        pdf: true,
    };
}

/// A set label.
pub struct Set {
    /// One page, fonts embedded and subset; empty where it was not wanted.
    pub pdf: Vec<u8>,
    /// The printer's dots.
    pub dots: Dots,
}

/// Why a label cannot be set. Carries no text of the ticket but the characters a font lacks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// No font has these; printing would put boxes in a name.
    #[error("no font has {}", .0.iter().collect::<String>())]
    Glyphs(Vec<char>),
    /// The waybill number has no Code 128 that fits the paper.
    #[error("the number does not fit a bar code")]
    BarCode,
    /// The custom area cannot be drawn.
    #[error("custom area: {0}")]
    Custom(Fault),
    /// The template is older than custom areas.
    #[error("the template draws no custom area")]
    NoCustom,
    /// A font that was there when the agent started is not any more.
    #[error("a font is gone or damaged")]
    Font,
    /// More than a paper may hold.
    #[error("paper: {0}")]
    Paper(Fault),
    /// A fault of the template, at this line of it.
    #[error("template error at line {line:?}")]
    Template {
        /// From 1.
        line: Option<usize>,
    },
}

/// Sets `ticket` with its packing note for a 203 dpi printer.
pub fn set(shelf: &Shelf, template: &Template, ticket: &Ticket, shift: Shift) -> Result<Set, SetError> {
    let wanted = Wanted {
        shift,
        ..Wanted::USUAL
    };
    set_for(shelf, template, ticket, None, wanted)
}

/// Sets `ticket` by `template` for a printer. Leaves nothing of it in Typst's cache, whatever the outcome.
pub fn set_for(
    shelf: &Shelf,
    template: &Template,
    ticket: &Ticket,
    custom: Option<&Custom>,
    wanted: Wanted,
) -> Result<Set, SetError> {
    let compile = |data: Bytes| {
        let world = shelf.label(template, &ticket.carrier.code, data);
        lay_out(world).and_then(|document| finish(&document, wanted))
    };
    with_data(shelf, template, (ticket, custom), wanted, compile)
}

/// Checks what is to be set, hands its data to `compile`, and empties the cache after it.
fn with_data<T>(
    shelf: &Shelf,
    template: &Template,
    (ticket, custom): (&Ticket, Option<&Custom>),
    wanted: Wanted,
    compile: impl FnOnce(Bytes) -> Result<T, SetError>,
) -> Result<T, SetError> {
    if let Some(custom) = custom {
        if !template.custom {
            return Err(SetError::NoCustom);
        }
        custom.check(ticket.size).map_err(SetError::Custom)?;
    }
    let lacking = coverage::missing(ticket, custom, shelf.fonts());
    if !lacking.is_empty() {
        return Err(SetError::Glyphs(lacking));
    }
    let data = face::json(template, ticket, custom, wanted, shelf.logo(&ticket.carrier.code))?;
    let outcome = compile(Bytes::new(data.to_vec()));
    comemo::evict(0);
    outcome
}

fn lay_out(world: Option<world::Given<'_>>) -> Result<PagedDocument, SetError> {
    let world = world.ok_or(SetError::Template { line: None })?;
    let document = typst::compile(&world).output.map_err(|faults| {
        let fault = faults.first().map(|fault| fault.span);
        let line = fault.and_then(|span| world.line(span.id()?, world.range(span)?));
        SetError::Template { line }
    });
    match world.lost() {
        true => Err(SetError::Font),
        false => document,
    }
}

/// One label is one page: a template that runs over is at fault.
fn finish(document: &PagedDocument, wanted: Wanted) -> Result<Set, SetError> {
    let [page] = document.pages() else {
        return Err(SetError::Template { line: None });
    };
    if !wanted.pdf {
        let dots = export::dots(page, wanted.dpi);
        return Ok(Set {
            pdf: Vec::new(),
            dots,
        });
    }
    // A receipt names the dots even of what goes out as a page.
    std::thread::scope(|scope| {
        let dots = scope.spawn(|| export::dots(page, wanted.dpi));
        let pdf = export::pdf(document);
        let dots = dots.join().map_err(|_| SetError::Template { line: None })?;
        Ok(Set { pdf: pdf?, dots })
    })
}
