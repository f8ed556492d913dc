//! Telephone numbers as people and spreadsheets write them, brought to one form: `13800138000`, `0571-88888888`,
//! `4001234567`, `+85291234567`, each with `-1234` for an extension.

use zeroize::Zeroizing;

use super::cell;
use super::fault::FaultCode::{self, MaskedReceiver, Missing, PhoneLostDigits, PhoneNotValid};
use crate::vault::plain::Plain;
use crate::vault::region::Region;
use crate::vault::tag::halve;

/// The longest text that is looked at, in characters.
const LONGEST: usize = 64;

/// The number in its one form. Eight digits count as a Hong Kong or Macao number only where the region says so.
pub(super) fn normalise(text: &str, region: Option<Region>) -> Result<Plain, FaultCode> {
    let clean = cell::line(text, LONGEST)?;
    let clean: Zeroizing<String> = Zeroizing::new(clean.chars().map(plainer).collect());
    let text = without_label(cell::bare(&clean));
    if text.is_empty() {
        return Err(Missing);
    }
    if is_masked(text) {
        return Err(MaskedReceiver);
    }
    let text = restored(text)?;
    let (number, marked) = split_marked(&text)?;
    let (number, hyphened) = canonical(number, region)?;
    match (marked, hyphened) {
        (Some(_), Some(_)) => Err(PhoneNotValid),
        (None, None) => Ok(Plain::from(number)),
        (Some(extension), None) | (None, Some(extension)) => {
            Ok(Plain::new(format!("{}-{}", *number, *extension)))
        }
    }
}

/// Half width, one kind of dash.
fn plainer(c: char) -> char {
    match halve(c) {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '_' => '-',
        '、' => ',',
        other => other,
    }
}

fn without_label(text: &str) -> &str {
    const LABELS: &[&str] = &[
        "手机号码",
        "手机号",
        "手机",
        "联系电话",
        "电话",
        "Tel",
        "tel",
        "TEL",
        "Phone",
        "Mobile",
    ];
    let bare = LABELS
        .iter()
        .find_map(|label| text.strip_prefix(label))
        .unwrap_or(text);
    bare.trim_start_matches([':', '.', ' '])
}

fn is_masked(text: &str) -> bool {
    let stars = text.contains(['*', '•', '●', '×', '∗', '※', '?']);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    stars || (text.to_ascii_lowercase().contains("xxx") && digits < 11)
}

/// Undoes what a spreadsheet did to a number, if nothing was lost.
fn restored(text: &str) -> Result<Zeroizing<String>, FaultCode> {
    if !cell::is_scientific(text) && !is_bare_scientific(text) {
        return Ok(Zeroizing::new(cell::whole(text).to_owned()));
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).ok_or(PhoneLostDigits)?;
    let digits = Zeroizing::new(mantissa.replacen('.', "", 1));
    let whole_length = mantissa.find('.').unwrap_or(mantissa.len());
    let length = whole_length
        + exponent
            .trim_start_matches('+')
            .parse::<usize>()
            .map_err(|_| PhoneLostDigits)?;
    // 1.38E+10 shows what a narrow cell showed; 1.3800138E10 is how programs print a whole number exactly.
    let exact = digits.len() == length || (!exponent.starts_with('+') && digits.len() >= 8);
    if !exact || digits.len() > length || length > 13 {
        return Err(PhoneLostDigits);
    }
    Ok(Zeroizing::new(format!("{:0<length$}", *digits)))
}

fn is_bare_scientific(text: &str) -> bool {
    text.split_once(['e', 'E']).is_some_and(|(head, tail)| {
        !head.is_empty() && !tail.is_empty() && [head, tail].concat().chars().all(|c| c.is_ascii_digit())
    })
}

type Extended<'a> = (&'a str, Option<Zeroizing<String>>);

/// Splits at a written extension mark: 转, ext, x, #, a comma.
fn split_marked(text: &str) -> Result<Extended<'_>, FaultCode> {
    const MARKS: &[&str] = &[
        "转", "轉", "分机", "分機", "ext", "EXT", "Ext", "x", "X", "#", ",", ";",
    ];
    let at = MARKS.iter().filter_map(|mark| text.find(mark)).min();
    let Some((number, tail)) = at.and_then(|at| text.split_at_checked(at)) else {
        return Ok((text, None));
    };
    let inner = tail.trim_start_matches(|c: char| !c.is_ascii_digit());
    let led_in = tail
        .chars()
        .take_while(|c| !c.is_ascii_digit())
        .all(|c| "转轉分机機号號extEXT#,;:. -()".contains(c));
    let digits = inner.trim_end_matches([')', ' ', '号', '號']);
    if !led_in || !is_extension(digits) {
        return Err(PhoneNotValid);
    }
    Ok((
        number.trim_end_matches(['(', ' ', '-']),
        Some(Zeroizing::new(digits.to_owned())),
    ))
}

fn is_extension(digits: &str) -> bool {
    (1..=8).contains(&digits.len()) && is_digits(digits)
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Country {
    Mainland,
    HongKong,
    Macao,
    Taiwan,
}

type Number = (Zeroizing<String>, Option<Zeroizing<String>>);

fn canonical(text: &str, region: Option<Region>) -> Result<Number, FaultCode> {
    if !text.chars().all(|c| c.is_ascii_digit() || "+-() ./".contains(c)) {
        return Err(PhoneNotValid);
    }
    let (country, groups) = without_country(text).ok_or(PhoneNotValid)?;
    let mut all: Zeroizing<String> = Zeroizing::new(groups.concat());
    let mut lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    // Behind +86 an area code stands without its zero.
    if let (Some(Country::Mainland), Some(first)) = (country, lengths.first_mut())
        && all.starts_with(|c| ('2'..='9').contains(&c))
        && !["400", "800"].iter().any(|head| all.starts_with(head))
    {
        all.insert(0, '0');
        *first += 1;
    }
    for country in country.map_or_else(|| likely(region), |country| vec![country]) {
        if let Some((length, shape)) = shape(country, &all, &lengths) {
            let (number, rest) = all.split_at_checked(length).ok_or(PhoneNotValid)?;
            let extension = (!rest.is_empty()).then(|| Zeroizing::new(rest.to_owned()));
            return match extension {
                Some(extension) if !is_extension(&extension) => Err(PhoneNotValid),
                extension => Ok((shape.write(number), extension)),
            };
        }
    }
    Err(if lost_its_zero(&all, groups.len()) {
        PhoneLostDigits
    } else {
        PhoneNotValid
    })
}

fn likely(region: Option<Region>) -> Vec<Country> {
    let near = match region {
        Some(region) if region.is_hong_kong() => Some(Country::HongKong),
        Some(region) if region.is_macao() => Some(Country::Macao),
        Some(region) if region.is_taiwan() => Some(Country::Taiwan),
        _ => None,
    };
    near.into_iter().chain([Country::Mainland]).collect()
}

/// The groups of digits without a country's code in front; `None` behind a code of any other country.
fn without_country(text: &str) -> Option<(Option<Country>, Vec<&str>)> {
    let mut groups: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .collect();
    let abroad = text.trim_start_matches(['(', ' ']).starts_with('+');
    let first = groups.first_mut()?;
    let coded = first.strip_prefix("00").or_else(|| abroad.then_some(*first));
    const CODES: &[(&str, Country)] = &[
        ("86", Country::Mainland),
        ("852", Country::HongKong),
        ("853", Country::Macao),
        ("886", Country::Taiwan),
    ];
    let known = coded.and_then(|number| {
        CODES
            .iter()
            .find_map(|(code, country)| Some((number.strip_prefix(code)?, *country)))
    });
    if let Some((rest, country)) = known {
        *first = rest;
        groups.retain(|group| !group.is_empty());
        return Some((Some(country), groups));
    }
    if coded.is_some() {
        return None;
    }
    // 86-138…, 86138…: only before a whole mobile number.
    let rest = first.strip_prefix("86").unwrap_or(BLANK);
    if *first == "86" || (rest.len() == 11 && rest.starts_with('1')) {
        *first = rest;
        groups.retain(|group| !group.is_empty());
        return Some((Some(Country::Mainland), groups));
    }
    Some((None, groups))
}

const BLANK: &str = cell::BLANK;

enum Shape {
    AsIs,
    /// Area code of so many digits.
    Landline(usize),
    Abroad(&'static str),
}

impl Shape {
    fn write(&self, number: &str) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Shape::AsIs => number.to_owned(),
            Shape::Landline(area) => match number.split_at_checked(*area) {
                Some((area, local)) => format!("{area}-{local}"),
                None => number.to_owned(),
            },
            Shape::Abroad(code) => format!("+{code}{}", number.strip_prefix('0').unwrap_or(number)),
        })
    }
}

/// How many leading digits make the number, and how it is written. The length must end where a group of the
/// written digits ends, so that twelve digits in a row are no mobile number with an extension.
fn shape(country: Country, all: &str, groups: &[usize]) -> Option<(usize, Shape)> {
    let ends: Vec<usize> = groups
        .iter()
        .scan(0, |sum, length| {
            *sum += length;
            Some(*sum)
        })
        .collect();
    let of = |length: usize, shape| ends.contains(&length).then_some((length, shape));
    let second = all.chars().nth(1).unwrap_or_default();
    match country {
        Country::Mainland if all.starts_with('1') && ('3'..='9').contains(&second) => of(11, Shape::AsIs),
        Country::Mainland if all.starts_with("400") || all.starts_with("800") => of(10, Shape::AsIs),
        Country::Mainland if all.starts_with('0') => landline(all, &ends),
        Country::HongKong if all.starts_with(|c| ('2'..='9').contains(&c)) => of(8, Shape::Abroad("852")),
        Country::Macao if all.starts_with(['2', '6', '8']) => of(8, Shape::Abroad("853")),
        Country::Taiwan if all.starts_with("09") => of(10, Shape::Abroad("886")),
        Country::Taiwan if all.starts_with('9') => of(9, Shape::Abroad("886")),
        Country::Taiwan if all.starts_with('0') => {
            of(10, Shape::Abroad("886")).or(of(9, Shape::Abroad("886")))
        }
        Country::Taiwan if all.starts_with(|c| ('2'..='8').contains(&c)) => {
            of(9, Shape::Abroad("886")).or(of(8, Shape::Abroad("886")))
        }
        _ => None,
    }
}

/// Area codes: 010 and 02x have three digits, the others four (03xx–09xx).
fn landline(all: &str, ends: &[usize]) -> Option<(usize, Shape)> {
    let second = all.chars().nth(1)?;
    let area = if matches!(second, '1' | '2') { 3 } else { 4 };
    if second == '0' || all.chars().nth(area).is_none_or(|c| matches!(c, '0' | '1')) {
        return None;
    }
    [area + 8, area + 7]
        .into_iter()
        .find(|end| ends.contains(end))
        .map(|end| (end, Shape::Landline(area)))
}

/// A landline that became a number on the way and lost its leading zero.
fn lost_its_zero(all: &str, groups: usize) -> bool {
    let restored = Zeroizing::new(format!("0{all}"));
    let ends = [restored.len()];
    groups == 1 && !all.starts_with(['0', '1']) && all.len() >= 9 && landline(&restored, &ends).is_some()
}

#[cfg(test)]
mod tests;
