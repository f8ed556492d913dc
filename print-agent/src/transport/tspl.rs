//! TSPL, the language of TSC and of most label printers made in China: one bitmap and the order to print it.
//!
//! Source: TSC, *TSPL/TSPL2 Programming Manual*: SIZE, DENSITY, CLS, BITMAP, PRINT, `<ESC>!?`, `<ESC>!.`.

use ticket::Size;

use crate::{label::Dots, refusal::Refusal};

/// Asks for the status at any time, even in the middle of an error; answered by one byte.
pub const ASK: &[u8] = b"\x1b!?";
/// Drops what has come and is not printed yet. Taken at any time, as [`ASK`] is.
pub const CANCEL: &[u8] = b"\x1b!.";
/// Prints what the image buffer holds, once.
const ORDER: &[u8] = b"PRINT 1,1\r\n";

/// The label, and how many bytes of it at the end are the order.
pub fn write(dots: &Dots, size: Size, density: Option<u8>) -> (Vec<u8>, usize) {
    let (width, height) = size.millimetres();
    let density = density.map_or(String::new(), |density| format!("DENSITY {density}\r\n"));
    let head = format!(
        "SIZE {width} mm,{height} mm\r\n{density}DIRECTION 1,0\r\nREFERENCE 0,0\r\nCLS\r\nBITMAP 0,0,{},{},0,",
        dots.width.div_ceil(8),
        dots.height
    );
    let mut bytes = Vec::with_capacity(head.len() + dots.rows.len() + 32);
    bytes.extend_from_slice(head.as_bytes());
    // A cleared bit is a black dot here.
    bytes.extend(dots.rows.iter().map(|byte| !byte));
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(ORDER);
    (bytes, ORDER.len())
}

/// Ends a bitmap that lacks up to so many bytes and nothing else: empty lines, which as commands say nothing. For
/// printers that never said what they hold: a cancel might take labels that were reported printed.
pub fn fill_up(missing: usize) -> Vec<u8> {
    b"\r\n".repeat(missing / 2 + 1)
}

/// What a status byte says: still printing, or why it does not.
pub fn status(byte: u8) -> Result<Busy, Refusal> {
    const FAULTS: [(u8, &str); 7] = [
        (0, "cover_open"),
        (6, "cover_open"),
        (1, "paper_jam"),
        (2, "paper_out"),
        (3, "ribbon_out"),
        (7, "printer_hot"),
        (4, "printer_paused"),
    ];
    match FAULTS.iter().find(|(bit, _)| byte & (1 << bit) != 0) {
        Some((_, code)) => Err(Refusal::of(code)),
        None => Ok(Busy(byte & 0x20 != 0)),
    }
}

/// Is it printing?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy(pub bool);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_bitmap_and_then_the_order() {
        let dots = Dots {
            width: 9,
            height: 1,
            rows: vec![0b1000_0000, 0b1000_0000],
        };
        let (bytes, order) = write(&dots, Size::W76H130, Some(8));
        let (body, tail) = bytes.split_at(bytes.len() - order);
        assert_eq!(tail, b"PRINT 1,1\r\n");
        assert!(body.starts_with(b"SIZE 76 mm,130 mm\r\nDENSITY 8\r\n"));
        assert!(body.ends_with(b"BITMAP 0,0,2,1,0,\x7f\x7f\r\n"));
    }

    #[test]
    fn the_status_byte_is_told_in_words() {
        assert_eq!(status(0x00), Ok(Busy(false)));
        assert_eq!(status(0x20), Ok(Busy(true)));
        for (byte, code) in [
            (0x01, "cover_open"),
            (0x04, "paper_out"),
            (0x05, "cover_open"),
            (0x0c, "paper_out"),
            (0x10, "printer_paused"),
        ] {
            assert_eq!(status(byte).unwrap_err().code, code, "{byte:02x}");
        }
    }
}
