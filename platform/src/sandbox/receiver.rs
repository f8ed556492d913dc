//! A carrier's own look at a receiver: enough to refuse what is obviously wrong, and then forgotten.

use serde::Deserialize;
use shared::carrier::sandbox::wire;

/// The receiver of a take, alive for one request. No `Debug`: it must not reach a log.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    name: String,
    phone: String,
    province: String,
    city: String,
    district: String,
    address: String,
}

impl Receiver {
    /// The code of what is wrong, if anything is.
    pub fn check(&self) -> Result<(), &'static str> {
        let place = [&self.province, &self.city, &self.district];
        let place_fits =
            place.iter().all(|part| part.chars().count() <= 64) && !self.province.trim().is_empty();
        if !place_fits || !written(&self.name, 64) || !written(&self.address, 256) {
            return Err(wire::ADDRESS);
        }
        if phone(&self.phone) {
            Ok(())
        } else {
            Err(wire::PHONE)
        }
    }
}

fn written(text: &str, most: usize) -> bool {
    let masked = text.contains("**");
    !text.trim().is_empty() && text.chars().count() <= most && !masked && !text.contains('\0')
}

/// A mobile (with or without +86 and an extension), a landline with area code, a 400 number, or eight digits abroad.
fn phone(text: &str) -> bool {
    let (main, extension) = text.split_once(['-', '转', ',']).unwrap_or((text, ""));
    let tail: String = digits(extension);
    let whole = format!("{}{tail}", digits(main));
    let foreign = text
        .chars()
        .any(|c| !c.is_ascii_digit() && !" +-()（）转,".contains(c));
    !foreign && text.chars().count() <= 32 && (mobile(&digits(main)) || landline(&whole))
}

fn mobile(main: &str) -> bool {
    let main = main
        .strip_prefix("0086")
        .or_else(|| main.strip_prefix("86"))
        .unwrap_or(main);
    let mut digits = main.bytes();
    main.len() == 11 && digits.next() == Some(b'1') && matches!(digits.next(), Some(b'3'..=b'9'))
}

fn landline(whole: &str) -> bool {
    let area = whole.starts_with('0') && (10..=17).contains(&whole.len());
    let service = (whole.starts_with("400") || whole.starts_with("800")) && (10..=15).contains(&whole.len());
    let harbour =
        ["852", "853", "886"].iter().any(|code| whole.starts_with(code)) && (11..=13).contains(&whole.len());
    area || service || harbour || whole.len() == 8
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_people_have_pass() {
        for text in [
            "13800138000",
            "+86 138 0013 8000",
            "13800138000-1234",
            "13800138000转1234",
            "021-12345678",
            "0571-87654321-801",
            "(0755)26543210",
            "400-123-4567",
            "+852 6123 4567",
        ] {
            assert!(phone(text), "{text}");
        }
    }

    #[test]
    fn phones_nobody_has_do_not() {
        for text in [
            "",
            "138****8000",
            "12800138000",
            "1380013800",
            "138001380000",
            "1.38E+10",
            "电话",
            "12345",
            "1380013800x",
        ] {
            assert!(!phone(text), "{text}");
        }
    }

    #[test]
    fn masked_or_missing_addresses_are_refused() {
        let receiver = |name: &str, address: &str| Receiver {
            name: name.into(),
            phone: "13800138000".into(),
            province: "浙江省".into(),
            city: "杭州市".into(),
            district: "萧山区".into(),
            address: address.into(),
        };
        assert_eq!(receiver("䶮𠮷", "市心路1号").check(), Ok(()));
        for (name, address) in [
            ("", "市心路1号"),
            ("张**", "市心路1号"),
            ("张三", " "),
            ("张三", "市心路**号"),
        ] {
            assert_eq!(receiver(name, address).check(), Err(wire::ADDRESS));
        }
    }
}
