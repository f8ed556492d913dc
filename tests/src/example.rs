//! Makes a request body out of an OpenAPI document: what is needed, of the right shape, with given ids.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Ids to put where the document wants one, by the three letters before them.
pub type Ids = BTreeMap<String, String>;

/// A body for an operation, if it takes JSON.
pub fn body(document: &Value, operation: &Value, ids: &Ids) -> Option<Value> {
    let schema = operation["requestBody"]["content"]["application/json"].get("schema")?;
    Some(of(document, schema, ids, 0))
}

/// The same body again and again: as it must be, and for each id it may also carry, with that id.
pub fn bodies(document: &Value, operation: &Value, ids: &Ids) -> Vec<Value> {
    let Some(schema) = operation["requestBody"]["content"]["application/json"].get("schema") else {
        return Vec::new();
    };
    let mut all = vec![of(document, schema, ids, 0)];
    all.extend(naming(document, schema, ids, 0));
    all
}

/// Values of a schema that carry one id more than they must.
fn naming(document: &Value, schema: &Value, ids: &Ids, depth: usize) -> Vec<Value> {
    if depth > 12 {
        return Vec::new();
    }
    if let Some(name) = schema["$ref"].as_str() {
        let target = document.pointer(name.trim_start_matches('#'));
        return naming(document, target.unwrap_or(&Value::Null), ids, depth + 1);
    }
    let choices = ["oneOf", "anyOf"].iter().filter_map(|one| schema[one].as_array());
    if let Some(some) = choices.flatten().find(|one| one["type"] != "null") {
        return naming(document, some, ids, depth + 1);
    }
    match kind(schema) {
        "array" => {
            let inside = naming(document, &schema["items"], ids, depth + 1);
            inside.into_iter().map(|one| json!([one])).collect()
        }
        "object" => naming_fields(document, schema, ids, depth),
        _ => Vec::new(),
    }
}

fn naming_fields(document: &Value, schema: &Value, ids: &Ids, depth: usize) -> Vec<Value> {
    let least = object(document, schema, ids, depth);
    let mut all = Vec::new();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let mut values = naming(document, field, ids, depth + 1);
        if least.get(name).is_none() {
            values.push(of(document, field, ids, depth + 1));
        }
        for value in values.into_iter().filter(|value| names_any(value, ids)) {
            let mut body = least.clone();
            body[name] = value;
            all.push(body);
        }
    }
    all
}

/// True if one of these ids stands in it.
#[must_use]
pub fn names_any(value: &Value, ids: &Ids) -> bool {
    match value {
        Value::String(text) => ids.values().any(|id| id == text),
        Value::Array(items) => items.iter().any(|item| names_any(item, ids)),
        Value::Object(fields) => fields.values().any(|field| names_any(field, ids)),
        _ => false,
    }
}

/// A value of a schema.
pub fn of(document: &Value, schema: &Value, ids: &Ids, depth: usize) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.trim_start_matches('#');
        let target = document
            .pointer(pointer)
            .unwrap_or_else(|| panic!("the document lacks {name}"));
        return of(document, target, ids, depth + 1);
    }
    if depth > 12 {
        return Value::Null;
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(some) = schema[choice].as_array() {
            let some = some
                .iter()
                .find(|one| one["type"] != "null")
                .unwrap_or(&Value::Null);
            return of(document, some, ids, depth + 1);
        }
    }
    if let Some(all) = schema["allOf"].as_array() {
        let parts = all.iter().map(|part| of(document, part, ids, depth + 1));
        let fields = parts.filter_map(|part| part.as_object().cloned()).flatten();
        return Value::Object(fields.collect());
    }
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    match kind(schema) {
        "object" => object(document, schema, ids, depth),
        "array" => json!([of(document, &schema["items"], ids, depth + 1)]),
        "integer" | "number" => json!(schema["minimum"].as_i64().unwrap_or(1).max(1)),
        "boolean" => json!(true),
        _ => text(schema, ids),
    }
}

fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|k| *k != "null")
            .unwrap_or("string"),
        _ if schema.get("properties").is_some() => "object",
        _ => "string",
    }
}

fn object(document: &Value, schema: &Value, ids: &Ids, depth: usize) -> Value {
    let needed: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut fields = Map::new();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if needed.contains(&name.as_str()) {
            fields.insert(name.clone(), of(document, field, ids, depth + 1));
        }
    }
    Value::Object(fields)
}

fn text(schema: &Value, ids: &Ids) -> Value {
    let said = schema["description"].as_str().unwrap_or_default();
    if let Some((prefix, _)) = said.split_once("_ and ").filter(|(prefix, _)| prefix.len() == 3) {
        return json!(
            ids.get(prefix)
                .unwrap_or_else(|| panic!("no id of kind {prefix}_ is known"))
        );
    }
    match schema["format"].as_str() {
        Some("date-time") => json!("2026-11-02T00:00:00Z"),
        Some("date") => json!("2026-11-02"),
        _ if said.contains("a binding's id") => json!(ids.get("bnd").expect("no binding is known")),
        _ => json!("some text"),
    }
}
