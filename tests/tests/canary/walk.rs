//! Every GET of a side's document, with every word it can be asked by and every id the side was ever told.

use std::collections::{BTreeMap, BTreeSet};

use tests::Value;

use super::story::Heard;
use crate::authority::prefix;

/// What was asked, and whether it was ever answered.
pub type Answered = BTreeMap<String, bool>;

/// Asks for all of it once; notes in `answered` which operations had something to say.
pub async fn walk(side: &Heard, answered: &mut Answered) {
    let document = side.get("/v1/openapi.json").await;
    let ids = told(side);
    for (path, item) in document["paths"].as_object().unwrap() {
        if item.get("get").is_none() {
            continue;
        }
        let answers = answered.entry(path.clone()).or_default();
        for query in queries(&item["get"]) {
            for path in filled(path, &ids) {
                *answers |= side.look(&format!("{path}{query}")).await;
            }
        }
    }
}

/// Every public id in what a side was told, by its prefix.
fn told(side: &Heard) -> BTreeMap<String, BTreeSet<String>> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let said = side.said();
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    for word in said.split(|c| !part(c)).filter(|word| word.len() >= 26) {
        if let Some((prefix, _)) = word.split_once('_').filter(|(prefix, _)| prefix.len() == 3) {
            ids.entry(prefix.to_owned()).or_default().insert(word.to_owned());
        }
    }
    ids
}

/// The path with each id that fits; as it is if it wants none.
fn filled(path: &str, ids: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else {
        return vec![path.to_owned()];
    };
    let (_, after) = rest.split_once('}').unwrap();
    let word = before.trim_end_matches('/').rsplit('/').next().unwrap();
    let known = ids.get(prefix(word, path)).into_iter().flatten();
    known.map(|id| format!("{before}{id}{after}")).collect()
}

/// What it must be asked with, and for each closed list of words each of them.
fn queries(operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let asked = || parameters.iter().filter(|one| one["in"] == "query");
    let needed: Vec<(&str, &str)> = asked()
        .filter(|one| one["required"] == true)
        .map(|one| (one["name"].as_str().unwrap(), word(one)))
        .collect();
    let mut all = vec![written(&needed)];
    for one in asked() {
        for word in one["schema"]["enum"].as_array().into_iter().flatten() {
            let name = one["name"].as_str().unwrap();
            let mut pairs: Vec<_> = needed
                .iter()
                .copied()
                .filter(|(other, _)| *other != name)
                .collect();
            pairs.push((name, word.as_str().unwrap()));
            all.push(written(&pairs));
        }
    }
    all
}

fn word(parameter: &Value) -> &str {
    let first = &parameter["schema"]["enum"][0];
    match parameter["name"].as_str().unwrap() {
        "reached" => "true",
        "carrier" => shared::carrier::sandbox::CODE,
        name => first
            .as_str()
            .unwrap_or_else(|| panic!("say in the canary what `{name}` is asked with")),
    }
}

fn written(pairs: &[(&str, &str)]) -> String {
    let words: Vec<String> = pairs
        .iter()
        .map(|(name, word)| format!("{name}={word}"))
        .collect();
    match words.is_empty() {
        true => String::new(),
        false => format!("?{}", words.join("&")),
    }
}
