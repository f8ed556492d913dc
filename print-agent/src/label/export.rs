//! From a laid out page to what printers and screens take: PDF, dots, PNG, SVG.

use typst::{foundations::Smart, utils::Scalar};
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::{Dots, Dpi, SetError};

const FAILED: SetError = SetError::Template { line: None };

/// Fonts embedded and subset, nothing that differs from one time to the next.
pub(super) fn pdf(document: &PagedDocument) -> Result<Vec<u8>, SetError> {
    let options = PdfOptions {
        tagged: false,
        creator: Smart::Custom(None),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|_| FAILED)
}

/// The printer's dots: black where a dot is more than half covered.
pub(super) fn dots(page: &Page, dpi: Dpi) -> Dots {
    let options = RenderOptions {
        pixel_per_pt: Scalar::new(dpi.per_inch() / 72.0),
        render_bleed: false,
    };
    let pixels = typst_render::render(page, &options);
    let black = pixels
        .pixels()
        .iter()
        .map(|pixel| u16::from(pixel.red()) + u16::from(pixel.green()) + u16::from(pixel.blue()) < 3 * 128);
    Dots::from_pixels(pixels.width(), pixels.height(), black)
}

/// Dots as a picture, one bit a dot.
pub fn png(dots: &Dots) -> Result<Vec<u8>, SetError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, dots.width, dots.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let white_is_one: Vec<u8> = dots.rows.iter().map(|byte| !byte).collect();
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&white_is_one))
        .map_err(|_| FAILED)?;
    Ok(bytes)
}

/// The page as outlines.
pub(super) fn svg(page: &Page) -> String {
    typst_svg::svg(page, &SvgOptions::default())
}
