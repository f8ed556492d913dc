//! The absences ARCHITECTURE.md promises, held over the source text; each rule is shown to bite.

mod checks;
mod codes;
mod rules;

use tests::source::{self, Source};

/// One absence: what it says, how it is checked, and a file that breaks it.
struct Rule {
    says: &'static str,
    check: fn(&[Source]) -> Vec<String>,
    planted: (&'static str, &'static str),
}

#[test]
fn the_house_is_tidy() {
    let sources = source::all().unwrap();
    assert!(sources.len() > 100, "only {} files found", sources.len());
    let mut broken = Vec::new();
    for rule in rules::ALL {
        for place in (rule.check)(&sources) {
            broken.push(format!("{}: {place}", rule.says));
        }
    }
    assert!(
        broken.is_empty(),
        "{} breaches:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

#[test]
fn every_rule_bites() {
    for rule in rules::ALL {
        let (path, text) = rule.planted;
        let caught = (rule.check)(&[Source::new(path, text)]);
        assert!(!caught.is_empty(), "nothing caught by: {}", rule.says);
    }
}

#[test]
fn every_exception_is_still_needed() {
    let sources = source::all().unwrap();
    for (path, reason) in rules::LONG {
        let length = sources
            .iter()
            .find(|source| source.path == *path)
            .map(Source::length);
        assert!(
            length.is_some_and(|length| length > rules::LONGEST),
            "{path} is not long any more ({reason})"
        );
    }
}
