//! Reads hostile text: control characters are refused before parsing, query parameters by their own document.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

use super::ask::Typed;
use crate::clock;
use crate::error::{Code, Refusal};

/// Refuses NUL and control characters in the strings of a JSON text, written raw or as escapes.
/// Tab and line ends stay: a remark may have lines.
///
/// # Errors
/// `invalid_field` naming the place.
pub fn no_controls(text: &[u8]) -> Result<(), Refusal> {
    match first_control(text) {
        None => Ok(()),
        Some(place) => {
            let before = text.get(..place).unwrap_or_default();
            let line = 1 + before.iter().filter(|b| **b == b'\n').count();
            let column = before.iter().rev().take_while(|b| **b != b'\n').count();
            let at = super::pointer::at(text, line, column);
            Err(Refusal::new(Code::InvalidField)
                .at(at)
                .saying("control characters are not text"))
        }
    }
}

fn first_control(text: &[u8]) -> Option<usize> {
    let mut place = 0;
    while let Some(byte) = text.get(place) {
        match byte {
            0x7f => return Some(place),
            0xc2 if matches!(text.get(place + 1), Some(0x80..=0x9f)) => return Some(place),
            b'\\' if control_escape(text.get(place + 1..).unwrap_or_default()) => return Some(place),
            b'\\' => place += 1,
            _ => {}
        }
        place += 1;
    }
    None
}

/// True for what follows a backslash and makes a control character other than tab and line ends.
fn control_escape(after: &[u8]) -> bool {
    match after {
        [b'b' | b'f', ..] => true,
        [b'u', a, b, c, d, ..] => {
            let code = [a, b, c, d]
                .iter()
                .try_fold(0, |n, digit| Some(n * 16 + char::from(**digit).to_digit(16)?));
            matches!(code, Some(0..=8 | 11 | 12 | 14..=31 | 127..=159))
        }
        _ => false,
    }
}

/// Reads the query parameters `T` documents.
///
/// # Errors
/// `unknown_field`, `duplicate_key`, `invalid_field` naming the parameter.
pub fn query<T: DeserializeOwned + IntoParams>(text: &str) -> Result<T, Refusal> {
    let known = T::into_params(|| Some(ParameterIn::Query));
    let mut values = Map::new();
    for (name, value) in pairs(text)? {
        let Some(parameter) = known.iter().find(|p| p.name == name) else {
            let name: String = name.chars().take(64).collect();
            return Err(Refusal::new(Code::UnknownField).at(name));
        };
        let schema = serde_json::to_value(&parameter.schema).unwrap_or_default();
        let (name, value) = typed(&parameter.name, &value, &schema)?;
        if values.insert(name.clone(), value).is_some() {
            return Err(Refusal::new(Code::DuplicateKey).at(name));
        }
    }
    let names: Vec<String> = values.keys().cloned().collect();
    serde_json::from_value(Value::Object(values.clone()))
        .map_err(|_| blame(&names, &values, &known_names(&known)))
}

fn known_names(known: &[utoipa::openapi::path::Parameter]) -> Vec<(String, bool)> {
    let needed = |p: &utoipa::openapi::path::Parameter| p.required == utoipa::openapi::Required::True;
    known.iter().map(|p| (p.name.clone(), needed(p))).collect()
}

/// serde says what is wrong but not where: a missing parameter, or else one of those sent.
fn blame(sent: &[String], values: &Map<String, Value>, known: &[(String, bool)]) -> Refusal {
    let missing = known
        .iter()
        .find(|(name, needed)| *needed && !values.contains_key(name));
    match (missing, sent) {
        (Some((name, _)), _) => Refusal::new(Code::InvalidField)
            .at(name.clone())
            .saying("it is needed"),
        (None, sent) => Refusal::new(Code::InvalidField).at(sent.join(",")),
    }
}

fn pairs(text: &str) -> Result<Vec<(String, String)>, Refusal> {
    let pairs = actix_web::web::Query::<Vec<(String, String)>>::from_query(text)
        .map_err(|_| Refusal::new(Code::InvalidField).at("?"))?
        .into_inner();
    match pairs
        .iter()
        .find(|(_, value)| value.chars().any(char::is_control))
    {
        Some((name, _)) => Err(Refusal::new(Code::InvalidField)
            .at(name.chars().take(64).collect::<String>())
            .saying("control characters are not text")),
        None => Ok(pairs),
    }
}

fn typed(name: &str, text: &str, schema: &Value) -> Result<Typed, Refusal> {
    let wrong = |wanted: &str| Refusal::new(Code::InvalidField).at(name).saying(wanted);
    let value = match kind(schema) {
        "integer" => text
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| wrong("an integer"))?,
        "boolean" => text
            .parse::<bool>()
            .map(Value::from)
            .map_err(|_| wrong("true or false"))?,
        "array" => text
            .split(',')
            .filter(|part| !part.is_empty())
            .map(Value::from)
            .collect(),
        _ if schema.get("format") == Some(&Value::from("date-time")) => {
            let moment = clock::named(text).ok_or_else(|| wrong(clock::NAMED))?;
            serde_json::json!(moment)
        }
        _ => Value::from(text),
    };
    Ok((name.to_owned(), value))
}

/// The JSON type a schema asks for, whether or not null will do.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|k| *k != "null")
            .unwrap_or_default(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize, IntoParams)]
    struct Ask {
        limit: Option<i64>,
        open: Option<bool>,
        #[serde(default)]
        tabs: Vec<String>,
        q: Option<String>,
    }

    #[test]
    fn parameters_are_read_by_their_document() {
        let ask: Ask = query("limit=5&open=true&tabs=a,b&q=%E6%9D%8E+7").unwrap();
        let wanted = Ask {
            limit: Some(5),
            open: Some(true),
            tabs: vec!["a".into(), "b".into()],
            q: Some("李 7".into()),
        };
        assert_eq!(ask, wanted);
        for (text, code, at) in [
            ("limit=x", Code::InvalidField, "limit"),
            ("colour=1", Code::UnknownField, "colour"),
            ("limit=1&limit=2", Code::DuplicateKey, "limit"),
            ("q=%00", Code::InvalidField, "q"),
        ] {
            let no = query::<Ask>(text).unwrap_err();
            assert_eq!((no.code, no.at.as_deref()), (code, Some(at)));
        }
    }

    #[test]
    fn controls_are_found_raw_and_escaped() {
        for bad in [
            r#"{"a":"x\u0000"}"#,
            r#"{"a":"\u001B"}"#,
            r#"{"a":"\b"}"#,
            "{\"a\":\"\u{7f}\"}",
            "{\"a\":\"\u{85}\"}",
        ] {
            let no = no_controls(bad.as_bytes()).unwrap_err();
            assert_eq!(no.at.as_deref(), Some("/a"), "{bad}");
        }
        for good in [
            r#"{"a":"line\nline\t\\b \\u0000"}"#,
            r#"{"a":"𠮷䶮 \ud83d\ude00"}"#,
        ] {
            assert!(no_controls(good.as_bytes()).is_ok(), "{good}");
        }
    }
}
