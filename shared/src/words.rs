//! Words people write to each other: bounded, and without control characters.

use crate::error::{Code, Refusal};

/// Characters of a note or reason at most.
pub const NOTE: usize = 500;

/// Refuses more than `most` characters and control characters other than a new line.
///
/// # Errors
/// `invalid_field` at the place named.
pub fn bounded(words: &str, most: usize, at: &str) -> Result<(), Refusal> {
    let unfit = words.chars().any(|c| c.is_control() && c != '\n');
    if unfit || words.chars().count() > most {
        return Err(Refusal::new(Code::InvalidField).at(at).saying(format!(
            "at most {most} characters, none of them control characters"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_count_not_bytes() {
        assert!(bounded(&"𠮷".repeat(500), NOTE, "/note").is_ok());
        assert!(bounded(&"𠮷".repeat(501), NOTE, "/note").is_err());
        assert!(bounded("一行\n又一行", NOTE, "/note").is_ok());
        assert!(bounded("\u{0}", NOTE, "/note").is_err());
    }
}
