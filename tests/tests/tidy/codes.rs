//! The vocabulary of refusals is closed and in use: a code nobody says is a promise nobody keeps.

use tests::source::{self, Source};

#[test]
fn every_code_is_said_somewhere() {
    let sources = source::all().unwrap();
    let unsaid: Vec<String> = codes(&sources)
        .into_iter()
        .filter(|code| !said(&sources, code))
        .collect();
    assert!(unsaid.is_empty(), "no one says: {unsaid:?}");
}

#[test]
fn a_code_nobody_says_is_noticed() {
    let sources = source::all().unwrap();
    assert!(!said(&sources, "NoSuchCode"));
    assert!(codes(&sources).len() > 40);
}

/// The names in the table of `shared/src/error.rs`.
fn codes(sources: &[Source]) -> Vec<String> {
    let table = sources
        .iter()
        .find(|source| source.path == "shared/src/error.rs")
        .unwrap();
    let rows = table
        .spoken
        .lines()
        .skip_while(|line| !line.starts_with("codes! {"))
        .skip(1);
    let rows = rows
        .take_while(|line| *line != "}")
        .filter_map(|line| line.split_once(" = \""));
    rows.map(|(name, _)| name.trim().to_owned()).collect()
}

/// Running code other than the table names it.
fn said(sources: &[Source], code: &str) -> bool {
    let word = format!("Code::{code}");
    sources.iter().any(|source| !source.lines_with(&word).is_empty())
}
