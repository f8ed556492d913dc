//! Amounts and quantities, exact: yuan as text to fen as integers, no fraction in between.

use super::cell;
use super::fault::FaultCode;
use crate::vault::tag::halve;

/// The largest amount, in fen: a hundred million yuan.
const MOST_FEN: i64 = 10_000_000_000;

/// `¥1,234.5` → 123450. Negative amounts and fractions of a fen are faults.
pub(super) fn fen(text: &str) -> Result<i64, FaultCode> {
    let text = tidy(text)?;
    let text = text
        .trim_start_matches(['¥', '￥'])
        .trim_start_matches("RMB")
        .trim_start_matches("CNY");
    let text = text.trim_end_matches("人民币").trim_end_matches('元').trim();
    let (yuan, fraction) = text.split_once('.').unwrap_or((text, ""));
    let cents = fraction.trim_end_matches('0');
    if cents.len() > 2
        || yuan.len() > 12
        || !(is_digits(yuan) || is_grouped(yuan))
        || !is_digits_or_none(fraction)
    {
        return Err(FaultCode::MoneyNotValid);
    }
    let digits = format!("{}{cents:0<2}", yuan.replace(',', ""));
    let fen = digits.parse().map_err(|_| FaultCode::MoneyNotValid)?;
    if fen > MOST_FEN {
        Err(FaultCode::MoneyNotValid)
    } else {
        Ok(fen)
    }
}

/// A quantity from 1 to 99999, a counting word after it or not.
pub(super) fn quantity(text: &str) -> Result<i64, FaultCode> {
    const WORDS: &[char] = &[
        '件', '个', '個', '盒', '箱', '套', '包', '瓶', '袋', '只', '双', '条', '张', '份', '台', '本', '支',
        '把',
    ];
    let text = tidy(text)?;
    let text = cell::whole(text.trim_end_matches(WORDS).trim());
    if !is_digits(text) || text.len() > 9 {
        return Err(FaultCode::QuantityNotValid);
    }
    text.parse()
        .ok()
        .and_then(in_bounds)
        .ok_or(FaultCode::QuantityNotValid)
}

/// A quantity that an order line may have.
pub(super) fn in_bounds(quantity: i64) -> Option<i64> {
    (1..=99_999).contains(&quantity).then_some(quantity)
}

/// A price that an order line may have, in fen.
pub(super) fn price_in_bounds(fen: i64) -> Option<i64> {
    (0..=MOST_FEN).contains(&fen).then_some(fen)
}

fn tidy(text: &str) -> Result<String, FaultCode> {
    Ok(cell::line(text, 40)?
        .chars()
        .map(halve)
        .filter(|c| !c.is_whitespace())
        .collect())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && is_digits_or_none(text)
}

fn is_digits_or_none(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// Thousands apart by commas, as they should be: `1,234,567`.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    is_digits(first) && first.len() <= 3 && groups.all(|group| group.len() == 3 && is_digits(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let cases = [
            ("12.50", 1250),
            ("12.5", 1250),
            ("12", 1200),
            ("0.07", 7),
            ("¥1,234.50", 123_450),
            ("￥99", 9900),
            ("12.50元", 1250),
            ("１２．５０", 1250),
            ("59.70000", 5970),
            ("0", 0),
            ("1,234,567.89", 123_456_789),
            ("8.", 800),
            ("\t12.5", 1250),
        ];
        for (text, want) in cases {
            assert_eq!(fen(text), Ok(want), "{text}");
        }
        for text in [
            "-1",
            "1.234",
            "abc",
            "1,23",
            "",
            ".",
            "1.2.3",
            "1e3",
            "999999999999",
            "¥",
            "0.1元元x",
        ] {
            assert_eq!(fen(text), Err(FaultCode::MoneyNotValid), "{text}");
        }
    }

    #[test]
    fn every_amount_reads_back() {
        for amount in (0..2_000_000).step_by(37) {
            let text = format!("{}.{:02}", amount / 100, amount % 100);
            assert_eq!(fen(&text), Ok(amount), "{text}");
        }
    }

    #[test]
    fn quantities_are_whole() {
        for (text, want) in [
            ("1", 1),
            ("2.0", 2),
            ("3件", 3),
            ("99999", 99_999),
            (" 5 盒", 5),
            ("１０", 10),
        ] {
            assert_eq!(quantity(text), Ok(want), "{text}");
        }
        for text in [
            "0",
            "-1",
            "1.5",
            "100000",
            "一",
            "",
            "1e2",
            "2x",
            "99999999999999999999",
        ] {
            assert_eq!(quantity(text), Err(FaultCode::QuantityNotValid), "{text}");
        }
    }
}
