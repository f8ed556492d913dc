//! ZPL, Zebra's language: one graphic field, deflated (Z64) or in plain hexadecimal, and the order to print it.
//!
//! Source: Zebra, *ZPL II Programming Guide*: ^GF with :Z64:, ^PW, ^LL, ~SD, ^PQ, ~HS, ~JA, ~JX. Never the `!` and `,`
//! run lengths: clones read them differently.

use std::io::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, write::ZlibEncoder};

use super::tspl::Busy;
use crate::{label::Dots, refusal::Refusal};

/// Asks for the status; answered by three lines, or by nothing while paper or ribbon are out or the head is open.
pub const ASK: &[u8] = b"~HS";
/// Drops everything that is not printed yet.
pub const CANCEL: &[u8] = b"~JA";
/// Drops the format that was begun and nothing else: a printer that says nothing may hold labels reported printed.
pub const DROP: &[u8] = b"~JX";
/// How an answer ends: the third line's.
const LINES: usize = 3;
/// Prints the format, once.
const ORDER: &[u8] = b"^PQ1^XZ\n";

/// The label, and how many bytes of it at the end are the order.
pub fn write(dots: &Dots, density: Option<u8>, hexadecimal: bool) -> (Vec<u8>, usize) {
    // ~SD counts to 30, ours to 15.
    let density = density.map_or(String::new(), |density| format!("~SD{:02}", density * 2));
    let (total, across) = (dots.rows.len(), dots.width.div_ceil(8));
    let head = format!(
        "{density}^XA^PW{}^LL{}^LH0,0^LS0^FO0,0^GFA,{total},{total},{across},",
        dots.width, dots.height
    );
    let mut bytes = head.into_bytes();
    match hexadecimal {
        true => bytes.extend_from_slice(hex::encode_upper(&dots.rows).as_bytes()),
        false => bytes.extend_from_slice(z64(&dots.rows).as_bytes()),
    }
    bytes.extend_from_slice(b"^FS");
    bytes.extend_from_slice(ORDER);
    (bytes, ORDER.len())
}

fn z64(rows: &[u8]) -> String {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail.
    let _ = zlib.write_all(rows);
    let text = STANDARD.encode(zlib.finish().unwrap_or_default());
    format!(":Z64:{text}:{:04X}", crc16(text.as_bytes()))
}

/// CRC-16/XMODEM over the base64 text, as the guide wants it.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| match crc & 0x8000 {
            0 => crc << 1,
            _ => (crc << 1) ^ 0x1021,
        })
    })
}

/// Is the answer to [`ASK`] all there?
pub fn complete(answer: &[u8]) -> bool {
    answer.iter().filter(|byte| **byte == b'\x03').count() >= LINES
}

/// What an answer says: labels under way, or why none comes out.
pub fn status(answer: &[u8]) -> Result<Busy, Refusal> {
    let text = String::from_utf8_lossy(answer);
    let lines: Vec<Vec<&str>> = text
        .split('\x02')
        .skip(1)
        .map(|line| line.split('\x03').next().unwrap_or_default().split(',').collect())
        .collect();
    let field = |line: usize, at: usize| {
        lines
            .get(line)
            .and_then(|line| line.get(at))
            .copied()
            .unwrap_or_default()
    };
    let set = |line, at| field(line, at).trim() == "1";
    let faults = [
        (set(1, 2), "cover_open"),
        (set(0, 1), "paper_out"),
        (set(1, 3), "ribbon_out"),
        (set(0, 10) || set(0, 11), "printer_hot"),
        (set(0, 2), "printer_paused"),
    ];
    match faults.iter().find(|(set, _)| *set) {
        Some((_, code)) => Err(Refusal::of(code)),
        None => {
            let some = |line, at| !field(line, at).trim().trim_start_matches('0').is_empty();
            Ok(Busy(some(0, 4) || some(1, 8)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_graphic_and_then_the_order() {
        let dots = Dots {
            width: 9,
            height: 1,
            rows: vec![0b1000_0000, 0b1000_0000],
        };
        let (bytes, order) = write(&dots, Some(15), true);
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "~SD30^XA^PW9^LL1^LH0,0^LS0^FO0,0^GFA,2,2,2,8080^FS^PQ1^XZ\n"
        );
        assert_eq!(order, "^PQ1^XZ\n".len());
        assert!(
            String::from_utf8(write(&dots, None, false).0)
                .unwrap()
                .contains(":Z64:")
        );
        assert_eq!(crc16(b"123456789"), 0x31c3);
    }

    fn answer(one: &str, two: &str) -> Vec<u8> {
        format!("\x02{one}\x03\r\n\x02{two}\x03\r\n\x021234,0\x03\r\n").into_bytes()
    }

    #[test]
    fn the_status_lines_are_told_in_words() {
        let (one, two) = (
            "030,0,0,1040,000,0,0,0,000,0,0,0",
            "000,0,0,0,0,2,4,0,00000000,1,000",
        );
        assert!(complete(&answer(one, two)) && !complete(b"\x02030\x03"));
        assert_eq!(status(&answer(one, two)), Ok(Busy(false)));
        assert_eq!(
            status(&answer(&one.replace("1040,000", "1040,002"), two)),
            Ok(Busy(true))
        );
        assert_eq!(
            status(&answer(one, &two.replace("00000000", "00000001"))),
            Ok(Busy(true))
        );
        let code = |one: &str, two: &str| status(&answer(one, two)).unwrap_err().code;
        assert_eq!(code("030,1,0,1040,000,0,0,0,000,0,0,0", two), "paper_out");
        assert_eq!(code("030,0,1,1040,000,0,0,0,000,0,0,0", two), "printer_paused");
        assert_eq!(code(one, "000,0,1,0,0,2,4,0,00000000,1,000"), "cover_open");
    }
}
