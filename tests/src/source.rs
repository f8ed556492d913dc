//! Source files as the tidy test reads them: code apart from comments, strings and tests.

use std::path::{Path, PathBuf};

/// Where a file's unit tests begin.
const TESTS: &str = "\n#[cfg(test)]\nmod tests {";

/// One Rust file of the workspace.
pub struct Source {
    /// From the root of the workspace, with `/`.
    pub path: String,
    /// As written.
    pub text: String,
    /// Comments are blanks; strings stand.
    pub spoken: String,
    /// Comments, strings and unit tests are blanks: what runs.
    pub code: String,
    /// True if the whole file is tests.
    pub is_test: bool,
}

impl Source {
    /// Reads a file's text.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        let spoken = blank(text, Keep::Strings);
        let code = without_tests(&blank(text, Keep::Code));
        Self {
            path: path.to_owned(),
            is_test: is_test(path),
            text: text.to_owned(),
            spoken,
            code,
        }
    }

    /// Lines of running code in which `word` stands as a whole word, counted from 1; none in a test file.
    #[must_use]
    pub fn lines_with(&self, word: &str) -> Vec<usize> {
        if self.is_test {
            return Vec::new();
        }
        lines_with(&self.code, word)
    }

    /// True if its running code says `text` as a string of its own.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        let running = self.spoken.split(TESTS).next().unwrap_or_default();
        !self.is_test && running.contains(&format!("\"{text}\""))
    }

    /// How many lines it has before its unit tests.
    #[must_use]
    pub fn length(&self) -> usize {
        let text = self
            .text
            .split("\n#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        text.lines().count()
    }
}

/// Lines of `code` in which `word` stands as a whole word, counted from 1.
#[must_use]
pub fn lines_with(code: &str, word: &str) -> Vec<usize> {
    let numbered = code.lines().enumerate();
    numbered
        .filter(|(_, line)| has_word(line, word))
        .map(|(at, _)| at + 1)
        .collect()
}

/// True if `word` stands in `line` with no letter, digit or `_` against it on a side where it has one itself.
#[must_use]
pub fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let (first, last) = (word.chars().next(), word.chars().next_back());
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let apart =
            |edge: Option<char>, next: Option<char>| !(edge.is_some_and(part) && next.is_some_and(part));
        apart(first, before) && apart(last, after)
    })
}

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file of the workspace that is ours, in path order.
///
/// # Errors
/// When a folder cannot be read.
pub fn all() -> std::io::Result<Vec<Source>> {
    let root = root();
    let mut found = Vec::new();
    for folder in [
        "shared",
        "merchant-api",
        "factory-api",
        "platform",
        "print-agent",
        "tests",
    ] {
        gather(&root.join(folder), &mut found)?;
    }
    found.sort();
    let mut sources = Vec::with_capacity(found.len());
    for path in found {
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        sources.push(Source::new(
            &name.replace('\\', "/"),
            &std::fs::read_to_string(&path)?,
        ));
    }
    Ok(sources)
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
            gather(&path, found)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// Unit tests in files of their own, and everything of the crates' `tests/` folders.
fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("/tests.rs")
}

#[derive(Clone, Copy, PartialEq)]
enum Keep {
    Code,
    Strings,
}

/// Blanks comments, and strings too unless they are kept; every line stays where it was.
fn blank(text: &str, keep: Keep) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let (end, hidden) = token(&chars, at, keep);
        for c in chars.get(at..end).unwrap_or_default() {
            out.push(if hidden && *c != '\n' { ' ' } else { *c });
        }
        at = end;
    }
    out
}

/// Where the token at `at` ends, and whether it is hidden.
fn token(chars: &[char], at: usize, keep: Keep) -> (usize, bool) {
    let rest = chars.get(at..).unwrap_or_default();
    let hides = keep == Keep::Code;
    match rest {
        ['/', '/', ..] => (at + until(rest, |tail| tail.first() == Some(&'\n')), true),
        ['/', '*', ..] => (at + block_comment(rest), true),
        ['r', '"' | '#', ..] if !glued(chars, at) && raw_string(rest).is_some() => {
            (at + raw_string(rest).unwrap_or(1), hides)
        }
        ['"', ..] => (at + string(rest), hides),
        ['\'', '\\', ..] => (
            at + 2 + until(rest.get(2..).unwrap_or_default(), |t| t.first() == Some(&'\'')) + 1,
            hides,
        ),
        ['\'', _, '\'', ..] => (at + 3, hides),
        _ => (at + 1, false),
    }
}

/// True if the letter at `at` continues a name (`for"` is no raw string); `br"…"` is not glued.
fn glued(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    before.is_some_and(|c| (c.is_alphanumeric() || *c == '_') && *c != 'b')
}

fn until(rest: &[char], stop: impl Fn(&[char]) -> bool) -> usize {
    (0..rest.len())
        .find(|at| stop(rest.get(*at..).unwrap_or_default()))
        .unwrap_or(rest.len())
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match rest.get(at..) {
            Some(['/', '*', ..]) => (depth, at) = (depth + 1, at + 2),
            Some(['*', '/', ..]) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while let Some(c) = rest.get(at) {
        match c {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of the raw string `rest` begins with, if it is one (`r#type` is a name).
fn raw_string(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().skip(1).take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return None;
    }
    let body = rest.get(2 + hashes..)?;
    let closes = |tail: &[char]| {
        tail.first() == Some(&'"') && tail.iter().skip(1).take_while(|c| **c == '#').count() >= hashes
    };
    Some((2 + hashes + until(body, closes) + 1 + hashes).min(rest.len()))
}

/// Blanks what stands under `#[cfg(test)]`: the item up to its closing brace or semicolon.
fn without_tests(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut out = chars.clone();
    let mut at = 0;
    while at < chars.len() {
        let rest = chars.get(at..).unwrap_or_default();
        if !rest.starts_with(&mark) {
            at += 1;
            continue;
        }
        let end = at + item(rest);
        for c in out.get_mut(at..end).into_iter().flatten() {
            *c = if *c == '\n' { '\n' } else { ' ' };
        }
        at = end;
    }
    out.into_iter().collect()
}

fn item(rest: &[char]) -> usize {
    let mut depth = 0_usize;
    for (at, c) in rest.iter().enumerate() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_tests_are_not_code() {
        let source = Source::new(
            "shared/src/x.rs",
            "//! todo!\nlet a = \"dbg! \\\" dbg!\"; /* dbg! /* dbg! */ dbg! */ let b = r#\"dbg! \" dbg!\"#;\n\
             let c = 'd'; let d: &'static str = b\"dbg!\"; real();\n#[cfg(test)]\nmod tests { fn f() { dbg!(1) } }\nlast();\n",
        );
        assert!(source.lines_with("dbg!").is_empty(), "{}", source.code);
        assert_eq!(source.lines_with("real"), [3]);
        assert_eq!(source.lines_with("last"), [6]);
        assert_eq!(lines_with(&source.spoken, "dbg!"), [2, 3, 5]);
        assert_eq!(source.code.lines().count(), source.text.lines().count());
    }

    #[test]
    fn a_word_is_a_whole_word() {
        assert!(has_word("let x: Plain = y", "Plain"));
        assert!(!has_word("PlainReceiver", "Plain"));
        assert!(!has_word("is_Plain", "Plain"));
        assert!(has_word("crate::http::x", "crate::http"));
        assert!(has_word("x.transaction(|c|", ".transaction("));
        assert!(!has_word("姓Plain名", "Plain"));
    }

    #[test]
    fn lifetimes_and_names_are_no_strings() {
        let source = Source::new("a.rs", "fn f<'a>(x: &'a str) { r#type(); for_(); \"x\" }\n");
        assert_eq!(source.code, "fn f<'a>(x: &'a str) { r#type(); for_();     }\n");
    }
}
