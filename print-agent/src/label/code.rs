//! Bar and QR codes as runs on the printer's grid: the template draws each run as one rectangle.

use barcoders::sym::code128::Code128;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// Code 128 wants ten modules of white on either side.
const QUIET: usize = 10;

/// A bar code in dots from its own left edge.
#[derive(Serialize)]
pub struct Bars {
    /// Width of all of it, quiet zones apart.
    pub width: usize,
    /// (from, width) of each bar.
    pub runs: Vec<(usize, usize)>,
}

/// A QR code in modules.
#[derive(Serialize)]
pub struct Qr {
    /// Modules on a side.
    pub size: usize,
    /// Dots of a module.
    pub module: usize,
    /// (x, y, width) of each run.
    pub runs: Vec<(usize, usize, usize)>,
}

/// Code 128 of `number` on `room` dots: the first of these modules that leaves the quiet zones.
/// `None`: characters Code 128 does not have, or too long for the paper.
pub fn bars(number: &str, room: usize, modules: &[usize]) -> Option<Bars> {
    let cells = Code128::new(with_sets(number)?).ok()?.encode();
    let module = *modules
        .iter()
        .find(|dots| (cells.len() + 2 * QUIET) * *dots <= room)?;
    let runs = runs(cells.iter().map(|cell| *cell == 1))
        .into_iter()
        .map(|(from, length)| (from * module, length * module))
        .collect();
    Some(Bars {
        width: cells.len() * module,
        runs,
    })
}

/// Chooses the code sets: pairs of digits in C where four or more stand together, all else in B.
fn with_sets(number: &str) -> Option<String> {
    if number.is_empty() || !number.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return None;
    }
    let (mut text, mut set, mut rest) = (String::new(), ' ', number);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (next, length) = match digits {
            // An odd run gives its first digit to set B.
            _ if digits >= 4 && digits % 2 == 0 => ('\u{106}', digits),
            _ if digits >= 4 => ('\u{181}', 1),
            0 => (
                '\u{181}',
                rest.bytes().take_while(|byte| !byte.is_ascii_digit()).count(),
            ),
            _ => ('\u{181}', digits),
        };
        let (head, tail) = rest.split_at_checked(length)?;
        if next != set {
            text.push(next);
        }
        text.push_str(head);
        (set, rest) = (next, tail);
    }
    Some(text)
}

/// A QR code of `text` on `room` dots, `quiet` modules of white around it included: the first of these modules.
pub fn qr(text: &str, room: usize, quiet: usize, modules: &[usize]) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = usize::try_from(code.size()).ok()?;
    let module = *modules.iter().find(|dots| (size + 2 * quiet) * *dots <= room)?;
    let mut all = Vec::new();
    for y in 0..code.size() {
        let row = runs((0..code.size()).map(|x| code.get_module(x, y)));
        let y = usize::try_from(y).ok()?;
        all.extend(row.into_iter().map(|(x, length)| (x, y, length)));
    }
    Some(Qr {
        size,
        module,
        runs: all,
    })
}

fn runs(cells: impl Iterator<Item = bool>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, dark) in cells.enumerate() {
        match found.last_mut() {
            Some((from, length)) if dark && *from + *length == at => *length += 1,
            _ if dark => found.push((at, 1)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_chosen_for_length() {
        assert_eq!(with_sets("YT8853734286041").unwrap(), "ƁYT8Ć853734286041");
        assert_eq!(with_sets("773012345678").unwrap(), "Ć773012345678");
        assert_eq!(with_sets("SF12A345678B").unwrap(), "ƁSF12AĆ345678ƁB");
        assert!(with_sets("").is_none() && with_sets("单号1").is_none());
    }

    #[test]
    fn a_number_takes_the_widest_module_the_paper_has_room_for() {
        assert_eq!(bars("YT8853734286041", 608, &[3, 2]).unwrap().width, 145 * 3);
        assert_eq!(
            bars("ABCDEFGHIJKLMNOPQRST", 608, &[3, 2]).unwrap().width,
            (22 * 11 + 13) * 2
        );
        assert!(bars(&"A".repeat(30), 608, &[3, 2]).is_none());
    }

    #[test]
    fn runs_join_neighbours() {
        assert_eq!(runs([true, true, false, true].into_iter()), [(0, 2), (3, 1)]);
    }
}
