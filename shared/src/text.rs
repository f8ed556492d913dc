//! What a person typed, kept in bounds: one line, a note, a mail address, a language.

use crate::error::{Code, Refusal, Result};

/// One line of text without its outer spaces: 1 to `most` characters, no control characters.
///
/// # Errors
/// `invalid_field` at `at`.
pub fn line(text: &str, at: &str, most: usize) -> Result<String> {
    match line_or_none(text, at, most)? {
        text if text.is_empty() => Err(refused(at, "it is empty")),
        text => Ok(text),
    }
}

/// The same, and empty will do.
///
/// # Errors
/// `invalid_field` at `at`.
pub fn line_or_none(text: &str, at: &str, most: usize) -> Result<String> {
    let text = text.trim();
    match () {
        () if text.chars().count() > most => Err(refused(at, &format!("at most {most} characters"))),
        () if text.chars().any(char::is_control) => Err(refused(at, "one line of text")),
        () => Ok(text.to_owned()),
    }
}

/// A note of several lines, maybe empty: at most `most` characters.
///
/// # Errors
/// `invalid_field` at `at`.
pub fn note(text: &str, at: &str, most: usize) -> Result<String> {
    let text = text.trim();
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match () {
        () if text.chars().count() > most => Err(refused(at, &format!("at most {most} characters"))),
        () if text.chars().any(control) => Err(refused(at, "control characters are not text")),
        () => Ok(text.to_owned()),
    }
}

/// A mail address in the form it is compared in: lower case, no spaces.
///
/// # Errors
/// `invalid_field` at `at`.
pub fn mail(text: &str, at: &str) -> Result<String> {
    let text = line(text, at, 254)?.to_lowercase();
    let odd = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '\\' | '(' | ')');
    let whole = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && !host.is_empty()
            && !host.contains('@')
            && !host.starts_with('.')
            && !host.ends_with('.')
    });
    match whole && !text.contains(odd) {
        true => Ok(text),
        false => Err(refused(at, "a mail address")),
    }
}

/// A language we write in: `zh-CN` or `en`.
///
/// # Errors
/// `invalid_field` at `at`.
pub fn locale(text: &str, at: &str) -> Result<String> {
    match text {
        "zh-CN" | "en" => Ok(text.to_owned()),
        _ => Err(refused(at, "zh-CN or en")),
    }
}

fn refused(at: &str, why: &str) -> crate::error::Error {
    Refusal::new(Code::InvalidField).at(at).saying(why).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(line(" 𠮷野家䶮 ", "/name", 4).unwrap(), "𠮷野家䶮");
        assert!(line("𠮷野家䶮", "/name", 3).is_err());
        assert!(line("  ", "/name", 3).is_err());
        assert!(line("a\u{0}b", "/name", 9).is_err());
        assert!(note("一\n二", "/note", 3).is_ok());
    }

    #[test]
    fn mail_addresses_are_compared_in_lower_case() {
        assert_eq!(
            mail(" Li.Lei@Example.COM ", "/mail").unwrap(),
            "li.lei@example.com"
        );
        for bad in ["a", "@b", "a@", "a@b@c", "a b@c", "a@.c", "<a@b>"] {
            assert!(mail(bad, "/mail").is_err(), "{bad}");
        }
    }
}
