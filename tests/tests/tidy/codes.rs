//! The vocabulary of refusals is closed and in use: a code nobody says is a promise nobody keeps.

use tests::source::{self, Source};

#[test]
fn every_code_is_said_somewhere() {
    let sources = source::all().unwrap();
    let unsaid: Vec<Code> = codes(&sources)
        .into_iter()
        .filter(|code| !said(&sources, code))
        .collect();
    assert!(unsaid.is_empty(), "no one says: {unsaid:?}");
}

#[test]
fn a_code_nobody_says_is_noticed() {
    let sources = source::all().unwrap();
    let silent = Code {
        name: "NoSuchCode".to_owned(),
        text: "no_such_code".to_owned(),
    };
    assert!(!said(&sources, &silent));
    assert!(codes(&sources).len() > 40);
}

#[derive(Debug)]
struct Code {
    name: String,
    text: String,
}

/// The rows of the table in `shared/src/error.rs`.
fn codes(sources: &[Source]) -> Vec<Code> {
    let table = sources.iter().find(|source| source.path == TABLE).unwrap();
    let rows = table
        .spoken
        .lines()
        .skip_while(|line| !line.starts_with("codes! {"))
        .skip(1);
    rows.take_while(|line| *line != "}").filter_map(code).collect()
}

fn code(row: &str) -> Option<Code> {
    let (name, rest) = row.split_once(" = \"")?;
    let (text, _) = rest.split_once('"')?;
    Some(Code {
        name: name.trim().to_owned(),
        text: text.to_owned(),
    })
}

/// Running code other than the table names it, or says its text (what a file's reader says becomes a code by its text).
fn said(sources: &[Source], code: &Code) -> bool {
    let word = format!("Code::{}", code.name);
    let others = sources.iter().filter(|source| source.path != TABLE);
    others
        .into_iter()
        .any(|source| !source.lines_with(&word).is_empty() || source.says(&code.text))
}

const TABLE: &str = "shared/src/error.rs";
