//! The carriers a number can be typed for, whether or not an adapter exists, and what a typed number looks like.

use thiserror::Error;

use super::Name;

/// One carrier of the reference list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carrier {
    /// Stable, kept in rows.
    pub code: &'static str,
    pub name: Name,
}

const fn carrier(code: &'static str, zh: &'static str, en: &'static str) -> Carrier {
    Carrier {
        code,
        name: Name { zh, en },
    }
}

/// Mainland parcel carriers, the ones clerks name most first.
pub const ALL: [Carrier; 17] = [
    carrier("sf", "顺丰速运", "SF Express"),
    carrier("zto", "中通快递", "ZTO Express"),
    carrier("yto", "圆通速递", "YTO Express"),
    carrier("sto", "申通快递", "STO Express"),
    carrier("yunda", "韵达快递", "Yunda Express"),
    carrier("jt", "极兔速递", "J&T Express"),
    carrier("jd", "京东快递", "JD Express"),
    carrier("ems", "邮政EMS", "EMS"),
    carrier("post", "邮政快递包裹", "China Post Parcel"),
    carrier("deppon", "德邦快递", "Deppon Express"),
    carrier("cainiao", "菜鸟速递", "Cainiao Express"),
    carrier("kye", "跨越速运", "KYE Express"),
    carrier("zjs", "宅急送", "ZJS Express"),
    carrier("uce", "优速快递", "UCE Express"),
    carrier("ane", "安能物流", "ANE Logistics"),
    carrier("best", "百世快运", "Best Freight"),
    carrier("other", "其他承运商", "Other carrier"),
];

/// The carrier of a code.
pub fn find(code: &str) -> Option<&'static Carrier> {
    ALL.iter().find(|carrier| carrier.code == code)
}

/// A typed number that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a waybill number is 8 to 32 letters and digits")]
pub struct NotANumber;

/// A number as typed or scanned, made canonical: white space dropped, full-width folded, upper case.
/// Generous on purpose: carriers open new number ranges without notice.
pub fn number(typed: &str) -> Result<String, NotANumber> {
    if typed.len() > 256 {
        return Err(NotANumber);
    }
    let kept = typed.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}');
    let number: String = kept.map(narrow).map(|c| c.to_ascii_uppercase()).collect();
    let legal = number
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if legal && (8..=32).contains(&number.len()) {
        Ok(number)
    } else {
        Err(NotANumber)
    }
}

fn narrow(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct() {
        let codes: std::collections::BTreeSet<_> = ALL.iter().map(|carrier| carrier.code).collect();
        assert_eq!(codes.len(), ALL.len());
        assert_eq!(find("zto").unwrap().name.zh, "中通快递");
        assert!(
            find("sandbox").is_none(),
            "the sandbox is an adapter, never a choice for typed numbers"
        );
    }

    #[test]
    fn typed_numbers_become_canonical() {
        assert_eq!(number(" sf1234 5678９0 ").unwrap(), "SF1234567890");
        assert_eq!(number("ＪＤ００１２３４５６").unwrap(), "JD00123456");
    }

    #[test]
    fn what_cannot_be_a_number_is_refused() {
        for typed in [
            "",
            "1234567",
            "SF1234567-1",
            "顺丰12345678",
            "SF12345678;",
            &"9".repeat(33),
            &" ".repeat(300),
        ] {
            assert_eq!(number(typed), Err(NotANumber), "{typed}");
        }
    }
}
