//! What arrives at a printer as the picture it would print, by a decoder that knows nothing of the agent.

use std::io::Cursor;

use print_agent::label::{Dots, Dpi};
use ticket::Size;

use super::common::{ordinary, set_for};

/// How many dots across and down a label is set in.
fn extent(size: Size, dpi: Dpi) -> (usize, usize) {
    let set = set_for(&ordinary(size), dpi);
    (set.width as usize, set.height as usize)
}

/// Bytes of either language as the dots of a printer with that grid: what stands beside the label must be white.
pub fn decoded(label: &[u8], size: Size, dpi: Dpi) -> Dots {
    let (across, down) = extent(size, dpi);
    let (wide, black) = drawn(label, (across, down), dpi);
    let inside = |at: usize| at % wide < across && at / wide < down;
    let beside = black
        .iter()
        .enumerate()
        .filter(|(at, black)| **black && !inside(*at));
    let beside: Vec<_> = beside.map(|(at, _)| (at % wide, at / wide)).collect();
    assert!(
        beside.is_empty(),
        "{} black dots beside {across} x {down} of {wide}, from {:?} to {:?}",
        beside.len(),
        beside.first(),
        beside.last()
    );
    let whole = across <= wide && down * wide <= black.len();
    assert!(whole, "{wide} dots across, {across} wanted");
    let rows = black.chunks(wide).take(down);
    Dots::from_pixels(
        across as u32,
        down as u32,
        rows.flat_map(|row| row[..across].iter().copied()),
    )
}

/// Dots across, and all of them row by row, on a canvas of the label's own size.
fn drawn(label: &[u8], (across, down): (usize, usize), dpi: Dpi) -> (usize, Vec<bool>) {
    let per_millimetre = if dpi == Dpi::D203 { 8 } else { 12 };
    let millimetres = |dots: usize| Some(dots as f64 / f64::from(per_millimetre));
    let options = labelize::RenderOptions {
        width_mm: millimetres(across),
        height_mm: millimetres(down),
        dpmm: per_millimetre,
        ..Default::default()
    };
    let drawn = labelize::render_png(label, options).unwrap();
    let mut decoder = png::Decoder::new(Cursor::new(drawn.bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let each = info.color_type.samples();
    let black = pixels[..info.buffer_size()]
        .chunks(each)
        .map(|pixel| pixel[0] < 128)
        .collect();
    (info.width as usize, black)
}

/// The dots of a TSPL label as it came.
pub fn dots(label: &[u8]) -> Dots {
    let at = label.windows(7).position(|window| window == b"BITMAP ").unwrap();
    let rest = &label[at..];
    let head = rest
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b',')
        .nth(4)
        .unwrap()
        .0;
    let numbers: Vec<usize> = std::str::from_utf8(&rest[7..head])
        .unwrap()
        .split(',')
        .map(|number| number.parse().unwrap())
        .collect();
    let (across, height) = (numbers[2], numbers[3]);
    let size = std::str::from_utf8(&label[5..at]).unwrap();
    let width: u32 = size.split(' ').next().unwrap().parse().unwrap();
    let rows: Vec<u8> = rest[head + 1..head + 1 + across * height]
        .iter()
        .map(|byte| !byte)
        .collect();
    Dots {
        width: if across == (width as usize * 8).div_ceil(8) {
            width * 8
        } else {
            across as u32 * 8
        },
        height: height as u32,
        rows,
    }
}
