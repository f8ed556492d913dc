//! How the rules look at source text.

use tests::source::{Source, has_word, lines_with};

use super::rules::PLAINTEXT;

pub fn within(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder))
}

/// The doors; the platform's package also holds the binary, which mounts them, and the sandbox carrier's own process.
pub fn is_door(path: &str) -> bool {
    within(path, &["merchant-api/src/", "factory-api/src/", "platform/src/"])
        && !within(path, &["platform/src/sandbox/"])
}

/// Not the binary that opens every door.
pub fn is_library(path: &str) -> bool {
    !within(path, &["platform/src/cli/"]) && !path.ends_with("/main.rs")
}

/// What a room's jobs do, which the worker's engine runs.
pub fn is_work(path: &str) -> bool {
    path.ends_with("/work.rs") || path.contains("/work/")
}

/// Unit tests in files of their own, beside the code: the module above says why they exist.
pub fn is_unit_test(path: &str) -> bool {
    path.contains("/src/") && (path.ends_with("/tests.rs") || path.contains("/tests/"))
}

pub fn is_shared(path: &str) -> bool {
    path.starts_with("shared/src/")
}

pub fn is_http(path: &str) -> bool {
    path.starts_with("shared/src/http/")
}

pub fn words_in(all: &[Source], words: &[&str], place: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in all.iter().filter(|source| place(&source.path)) {
        for word in words {
            let lines = source.lines_with(word);
            found.extend(lines.iter().map(|line| format!("{}:{line}: {word}", source.path)));
        }
    }
    found
}

pub fn places(all: &[Source], broken: impl Fn(&Source) -> Option<usize>) -> Vec<String> {
    let found = all
        .iter()
        .filter_map(|source| broken(source).map(|line| (source, line)));
    found
        .map(|(source, line)| format!("{}:{line}", source.path))
        .collect()
}

pub fn feature_switches(all: &[Source]) -> Vec<String> {
    let others = all
        .iter()
        .filter(|source| source.path != "shared/src/db/backend.rs" && !source.is_test);
    let mut found = Vec::new();
    for source in others {
        for word in [
            "cfg(feature",
            "cfg!(feature",
            "cfg(any(feature",
            "cfg(all(feature",
            "cfg(not(feature",
        ] {
            let lines = lines_with(&source.code, word);
            found.extend(lines.iter().map(|line| format!("{}:{line}", source.path)));
        }
    }
    found
}

/// Neither derived nor written by hand: Debug, Display, Clone, Serialize.
pub fn plaintext_traits(all: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in all
        .iter()
        .filter(|source| source.path.starts_with("shared/src/vault/"))
    {
        let lines: Vec<&str> = source.code.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let names = PLAINTEXT.iter().any(|name| has_word(line, name));
            let defines = names && line.contains("struct ");
            let above = lines[..at]
                .iter()
                .rev()
                .take_while(|line| line.trim_start().starts_with("#["));
            let derives = defines && above.into_iter().any(|line| speaks(line));
            let implements = names && line.trim_start().starts_with("impl") && line.contains(" for ") && {
                let (which, whom) = line.split_once(" for ").unwrap_or_default();
                speaks(which) && PLAINTEXT.iter().any(|name| has_word(whom, name))
            };
            if derives || implements {
                found.push(format!("{}:{}", source.path, at + 1));
            }
        }
    }
    found
}

fn speaks(line: &str) -> bool {
    ["Debug", "Display", "Clone", "Serialize", "Copy"]
        .iter()
        .any(|word| has_word(line, word))
}

pub fn async_over_a_connection(all: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in all.iter().filter(|source| !source.is_test) {
        for (at, _) in source.code.match_indices("async fn ") {
            let head = source.code[at..].split(['{', ';']).next().unwrap_or_default();
            let takes = outermost(head);
            if ["Tx", "Conn", "PgConnection", "SqliteConnection"]
                .iter()
                .any(|word| has_word(&takes, word))
            {
                let line = source.code[..at].lines().count();
                found.push(format!("{}:{line}", source.path));
            }
        }
    }
    found
}

/// What stands between the first parenthesis and its own end, but not what a closure among it takes.
fn outermost(head: &str) -> String {
    let mut depth = 0_usize;
    let mut takes = String::new();
    for c in head.chars() {
        depth = match c {
            '(' => depth + 1,
            ')' => depth - 1,
            _ => depth,
        };
        if depth == 1 {
            takes.push(c);
        } else if depth == 0 && c == ')' {
            break;
        }
    }
    takes
}

pub fn lints_without_reason(all: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in all {
        for mark in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
            for (at, _) in source.spoken.match_indices(mark) {
                let attribute = source.spoken[at..].split(")]").next().unwrap_or_default();
                if !attribute.contains("reason = \"") && !quoted(source, at) {
                    found.push(format!("{}:{}", source.path, source.spoken[..at].lines().count()));
                }
            }
        }
    }
    found
}

/// True if the byte at `at` is inside a string: blank in the code, where tests are blank too.
fn quoted(source: &Source, at: usize) -> bool {
    source.path.starts_with("tests/")
        && source.spoken[..at]
            .lines()
            .last()
            .is_some_and(|line| line.contains('"'))
}

pub fn vague_names(all: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in all {
        let file = source.path.rsplit('/').next().unwrap_or_default();
        if [
            "utils.rs",
            "util.rs",
            "helpers.rs",
            "helper.rs",
            "common.rs",
            "misc.rs",
        ]
        .contains(&file)
        {
            found.push(source.path.clone());
        }
        for (at, line) in source.code.lines().enumerate() {
            let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            let defines = words.any(|word| ["struct", "enum", "trait"].contains(&word));
            let name = words.next().unwrap_or_default();
            if defines
                && ["Manager", "Service", "Helper", "Util", "Utils"]
                    .iter()
                    .any(|end| name.ends_with(end))
            {
                found.push(format!("{}:{}", source.path, at + 1));
            }
        }
    }
    found
}
