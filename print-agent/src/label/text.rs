//! Texts made safe to set: white space folded, invisible characters dropped, long words breakable, length bounded.

/// No field needs more to fill its place; what is beyond is marked as cut.
pub(super) const MAX_CHARS: usize = 300;
/// Latin or digits without a break for this long may break anywhere.
const UNBROKEN: usize = 16;

/// Runs of white space become one space; invisible characters that reorder or hide text are dropped.
pub(super) fn clean(text: &str) -> String {
    bounded(&folded(text), MAX_CHARS)
}

fn folded(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() && c != '\u{3000}')
        .map(|word| word.chars().filter(|c| !invisible(*c)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The beginning of a text, with a mark where more was.
pub(super) fn bounded(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// As [`clean`], and long unbroken Latin may break across lines.
pub(super) fn breakable(text: &str) -> String {
    let (mut out, mut unbroken) = (String::new(), 0);
    for c in clean(text).chars() {
        unbroken = if c.is_ascii_graphic() { unbroken + 1 } else { 0 };
        out.push(c);
        if unbroken >= UNBROKEN {
            out.push('\u{200b}');
        }
    }
    out
}

/// As [`breakable`], line by line: a designer's text keeps its lines.
pub(super) fn lines(text: &str) -> String {
    bounded(
        &text.lines().map(breakable).collect::<Vec<_>>().join("\n"),
        2 * MAX_CHARS,
    )
}

/// Characters that print nothing by design: joiners, direction marks, variation selectors.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_fit_to_set() {
        assert_eq!(clean(" 文三路\n 1\u{202e}号\t\u{0}"), "文三路 1号");
        assert_eq!(clean(&"长".repeat(400)).chars().count(), MAX_CHARS + 1);
        assert!(clean(&"长".repeat(400)).ends_with('…'));
        assert_eq!(breakable("abc"), "abc");
        let broken = breakable(&"a".repeat(17));
        assert_eq!(broken.chars().filter(|c| *c == '\u{200b}').count(), 2);
        assert_eq!(lines("甲  乙\n\n丙"), "甲 乙\n\n丙");
    }
}
