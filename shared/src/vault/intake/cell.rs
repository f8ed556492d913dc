//! One cell of a table: its text without the guards that keep spreadsheets from eating digits.

use zeroize::Zeroizing;

use super::fault::FaultCode;
use crate::vault::tag::halve;

/// How far a cell's digits can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Kept as text by its program: every digit is the user's.
    Text,
    /// Unguarded in a text file: it may have gone through a spreadsheet's number.
    Loose,
}

/// One cell.
pub(super) struct Cell {
    pub text: Zeroizing<String>,
    pub kind: Kind,
}

/// What an absent cell reads as.
pub(super) static BLANK: &str = "";

impl Cell {
    pub(super) fn text(text: &str) -> Cell {
        Cell {
            text: Zeroizing::new(text.to_owned()),
            kind: Kind::Text,
        }
    }

    /// A cell of a text file; a guard around it shows that its digits were kept.
    pub(super) fn loose(text: &str) -> Cell {
        let guarded = text.starts_with(['\t', '\'', '=', '`']) || text.ends_with('\t');
        Cell {
            text: Zeroizing::new(text.to_owned()),
            kind: if guarded { Kind::Text } else { Kind::Loose },
        }
    }

    /// A number cell, exactly where a spreadsheet's fifteen digits are exact; else in scientific notation, which
    /// every reader of digits refuses.
    pub(super) fn number(value: f64) -> Cell {
        let text = if value.abs() >= 1e15 {
            format!("{value:e}")
        } else if value.fract() == 0.0 {
            format!("{value:.0}")
        } else {
            fifteen_digits(value)
        };
        Cell {
            text: Zeroizing::new(text),
            kind: Kind::Text,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        bare(&self.text).is_empty()
    }
}

/// What a spreadsheet would show: 59.699999999999996 is 59.7.
fn fifteen_digits(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    rounded.to_string()
}

/// Without surrounding white space, invisible marks and guards: a tab, an apostrophe, `="…"`, quotation marks.
pub(super) fn bare(text: &str) -> &str {
    let mut text = text;
    loop {
        let next = unwrap_once(text.trim_matches(is_edge));
        if next.len() == text.len() {
            return next;
        }
        text = next;
    }
}

fn unwrap_once(text: &str) -> &str {
    let text = text.strip_prefix(['\'', '`']).unwrap_or(text);
    let quoted = text.strip_prefix('=').unwrap_or(text);
    if let Some(inner) = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return inner;
    }
    let number = quoted.starts_with(|c: char| c.is_ascii_digit())
        && quoted.chars().all(|c| c.is_ascii_digit() || ".eE+".contains(c));
    if number { quoted } else { text }
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Marks that show nothing and travel along when text is copied (directions, byte order). The joiner that holds an
/// emoji together is not one of them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// One clean line of at most `most` characters: breaks and tabs become spaces, invisible marks go. Control
/// characters, unreadable characters and a formula's error are faults.
pub(super) fn line(text: &str, most: usize) -> Result<Zeroizing<String>, FaultCode> {
    let text = bare(text);
    if text.chars().count() > most {
        return Err(FaultCode::TooLong);
    }
    check(text)?;
    let mut clean = Zeroizing::new(String::with_capacity(text.len()));
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        match c.is_whitespace() {
            true if clean.ends_with(' ') => (),
            true => clean.push(' '),
            false => clean.push(c),
        }
    }
    Ok(clean)
}

fn check(text: &str) -> Result<(), FaultCode> {
    if text.contains('\u{FFFD}') {
        return Err(FaultCode::BadCharacters);
    }
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(FaultCode::ControlCharacter);
    }
    const ERRORS: &[&str] = &[
        "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!",
    ];
    if ERRORS.contains(&text) {
        Err(FaultCode::FormulaError)
    } else {
        Ok(())
    }
}

/// An identifier (order number, line id, SKU): one line, half width, all its digits. `None` when blank.
pub(super) fn identifier(cell: &Cell, most: usize) -> Result<Option<String>, FaultCode> {
    let text: String = line(&cell.text, most)?.chars().map(halve).collect();
    let text = text.trim();
    if is_scientific(text) || (cell.kind == Kind::Loose && is_rounded(text)) {
        return Err(FaultCode::NumberLostDigits);
    }
    Ok((!text.is_empty()).then(|| whole(text).to_owned()))
}

/// `6.92581E+17`: digits are gone, whoever wrote it.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    // A bare "12E5" is somebody's model number; a spreadsheet writes a point or a sign.
    let marked = text.contains('.') || text.contains('+');
    marked && digits(exponent) && digits(&mantissa.replacen('.', "", 1))
}

/// More than fifteen digits of which all after the fifteenth are zeros, three at least.
fn is_rounded(text: &str) -> bool {
    let mut tail = text.chars().skip(15);
    text.chars().all(|c| c.is_ascii_digit()) && text.len() >= 18 && tail.all(|c| c == '0')
}

/// Of an unguarded number of sixteen or seventeen digits, whether those after the fifteenth are zeros. One such number may
/// be so by itself; where all of a file are, a spreadsheet rounded them.
pub(super) fn ends_in_zeros(cell: &Cell) -> Option<bool> {
    let text = cell.text.trim();
    let long = (16..=17).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    (long && cell.kind == Kind::Loose).then(|| text.chars().skip(15).all(|c| c == '0'))
}

/// `13800138000.0`, as programs write a whole number they hold as a fraction, is `13800138000`.
pub(super) fn whole(text: &str) -> &str {
    let Some((head, zeros)) = text.split_once('.') else {
        return text;
    };
    let plain = !head.is_empty() && head.chars().all(|c| c.is_ascii_digit());
    let zero = !zeros.is_empty() && zeros.len() <= 2 && zeros.chars().all(|c| c == '0');
    if plain && zero { head } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_fall_off() {
        for text in [
            "A1",
            "\tA1\t",
            "'A1",
            "=\"A1\"",
            "\"A1\"",
            " A1\u{3000}",
            "\u{202D}A1\u{202C}",
            "\u{FEFF}A1",
            "`A1",
            "\t'A1",
        ] {
            assert_eq!(bare(text), "A1", "{text:?}");
        }
        assert_eq!(bare("=13800138000"), "13800138000");
        assert_eq!(bare("=A1+B2"), "=A1+B2");
        assert_eq!(bare("\""), "\"");
        assert_eq!(bare("'"), "");
    }

    #[test]
    fn numbers_that_lost_digits_are_refused() {
        let id = |cell: Cell| identifier(&cell, 64);
        for text in [
            "6.92581E+17",
            "6.92581e17",
            "1E+15",
            "692581234567890000",
            "=6.9E+17",
        ] {
            assert_eq!(id(Cell::loose(text)), Err(FaultCode::NumberLostDigits), "{text}");
        }
        assert_eq!(
            id(Cell::number(692581234567890123.0)),
            Err(FaultCode::NumberLostDigits)
        );
        assert_eq!(
            id(Cell::number(123456789012345.0)).unwrap().unwrap(),
            "123456789012345"
        );
        for (text, want) in [
            ("=\"692581234567890000\"", "692581234567890000"),
            ("\t692581234567890123", "692581234567890123"),
            ("692581234567890100", "692581234567890100"),
            ("12E5", "12E5"),
            ("2026-01.5", "2026-01.5"),
            ("123.0", "123"),
            ("１２３", "123"),
        ] {
            assert_eq!(id(Cell::loose(text)).unwrap().unwrap(), want, "{text}");
        }
        assert_eq!(id(Cell::loose(" \t ")), Ok(None));
    }

    #[test]
    fn numbers_show_what_the_spreadsheet_showed() {
        for (value, want) in [
            (13800138000.0, "13800138000"),
            (59.699999999999996, "59.7"),
            (0.1 + 0.2, "0.3"),
            (-1.5, "-1.5"),
        ] {
            assert_eq!(Cell::number(value).text.as_str(), want);
        }
    }

    #[test]
    fn lines_are_clean_and_bounded() {
        let of = |text: &str| line(text, 10).map(|t| t.to_string());
        assert_eq!(of("a\r\n  b\tc").unwrap(), "a b c");
        assert_eq!(of("𠮷野👨\u{200D}👩"), Ok("𠮷野👨\u{200D}👩".to_owned()));
        assert_eq!(of("䶮"), Ok("䶮".to_owned()));
        assert_eq!(of("a\0b"), Err(FaultCode::ControlCharacter));
        assert_eq!(of("a\u{7}b"), Err(FaultCode::ControlCharacter));
        assert_eq!(of("a\u{FFFD}b"), Err(FaultCode::BadCharacters));
        assert_eq!(of("#REF!"), Err(FaultCode::FormulaError));
        assert_eq!(of(&"长".repeat(11)), Err(FaultCode::TooLong));
        assert_eq!(of(&"长".repeat(10_000)), Err(FaultCode::TooLong));
    }
}
