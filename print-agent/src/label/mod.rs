//! Sets one opened ticket as a label: PDF and dots from the same layout.

mod code;
mod coverage;
mod dots;
mod face;
mod world;

pub use dots::Dots;
pub use face::Shift;
pub use world::Shelf;

use ticket::{Ticket, template::Template};
use typst::{
    WorldExt as _,
    foundations::{Bytes, Smart},
    utils::Scalar,
};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;

/// A set label.
pub struct Set {
    /// One page, fonts embedded and subset.
    pub pdf: Vec<u8>,
    /// At 203.2 dpi.
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
    /// A fault of the template, at this line of it.
    #[error("template error at line {line:?}")]
    Template {
        /// From 1.
        line: Option<usize>,
    },
}

/// Sets `ticket` by `template`. Leaves nothing of it in Typst's cache, whatever the outcome.
pub fn set(shelf: &Shelf, template: &Template, ticket: &Ticket, shift: Shift) -> Result<Set, SetError> {
    let lacking = coverage::missing(ticket, shelf.fonts());
    if !lacking.is_empty() {
        return Err(SetError::Glyphs(lacking));
    }
    let data = face::json(ticket, shift)?;
    let outcome = lay_out(shelf, template.source, Bytes::new(data.to_vec()));
    comemo::evict(0);
    outcome
}

fn lay_out(shelf: &Shelf, source: &str, data: Bytes) -> Result<Set, SetError> {
    let world = world::Label::new(shelf, source, data).ok_or(SetError::Template { line: None })?;
    let document: PagedDocument = typst::compile(&world).output.map_err(|faults| {
        let place = faults.first().and_then(|fault| world.range(fault.span));
        SetError::Template {
            line: place.and_then(|place| world.line(place)),
        }
    })?;
    // One label is one page: a template that runs over is at fault.
    let [page] = document.pages() else {
        return Err(SetError::Template { line: None });
    };
    let options = PdfOptions {
        tagged: false,
        creator: Smart::Custom(None),
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|_| SetError::Template { line: None })?;
    Ok(Set {
        pdf,
        dots: raster(page),
    })
}

fn raster(page: &typst_layout::Page) -> Dots {
    let scale = Scalar::new(203.2 / 72.0);
    let pixels = typst_render::render(
        page,
        &RenderOptions {
            pixel_per_pt: scale,
            render_bleed: false,
        },
    );
    let black = pixels
        .pixels()
        .iter()
        .map(|pixel| u16::from(pixel.red()) + u16::from(pixel.green()) + u16::from(pixel.blue()) < 3 * 128);
    Dots::from_pixels(pixels.width(), pixels.height(), black)
}
