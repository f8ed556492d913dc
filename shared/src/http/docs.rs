//! The document of a door: made from its routes, completed with what every operation shares.

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

use super::problem;
use crate::error::Code;
use crate::party::Side;
use crate::vault::intake::FaultCode;

const SESSION: &str = "A person's session. It acts for the party chosen last (PUT /v1/session/party), unless the call names \
    another of the person's parties in the header Sealship-Party; a stream of events does so in its parameter party.";

/// Completes the document of a door: title, two ways in, path parameters, the idempotency header, problems.
///
/// # Errors
/// When the document cannot be written as JSON.
pub fn complete(side: Side, routes: &OpenApi) -> crate::error::Result<Value> {
    let mut document = serde_json::to_value(routes)?;
    let title = match side {
        Side::Merchant => "Sealship: the merchant's door",
        Side::Factory => "Sealship: the factory's door",
        Side::Platform => "Sealship: the operator's door",
    };
    if let Some(root) = document.as_object_mut() {
        let license = json!({ "name": "MIT OR Apache-2.0" });
        let info = json!({ "title": title, "version": env!("CARGO_PKG_VERSION"), "license": license });
        root.insert("openapi".to_owned(), json!("3.1.0"));
        root.insert("info".to_owned(), info);
    }
    components(&mut document, side)?;
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        for (path, item) in paths.iter_mut() {
            for (method, operation) in item.as_object_mut().into_iter().flatten() {
                finish(path, method, operation);
            }
        }
    }
    Ok(document)
}

fn components(document: &mut Value, side: Side) -> crate::error::Result<()> {
    let problem = serde_json::to_value(<problem::Document as utoipa::PartialSchema>::schema())?;
    let source = serde_json::to_value(<crate::error::ErrorSource as utoipa::PartialSchema>::schema())?;
    let root = document
        .as_object_mut()
        .map(|root| root.entry("components").or_insert_with(|| json!({})));
    let Some(Value::Object(parts)) = root else {
        return Ok(());
    };
    let mut put = |part: &str, name: &str, what: Value| {
        if let Value::Object(part) = parts.entry(part).or_insert_with(|| Value::Object(Map::new())) {
            part.insert(name.to_owned(), what);
        }
    };
    put("schemas", "Problem", problem);
    put("schemas", "ErrorSource", source);
    // The vocabularies as lists: clients have words for each, and see at build time when one is new.
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    put(
        "schemas",
        "Code",
        json!({ "type": "string", "enum": codes, "description": "Why a call or a row is refused." }),
    );
    if side == Side::Merchant {
        let faults: Vec<&str> = FaultCode::ALL.iter().map(|code| code.as_str()).collect();
        put(
            "schemas",
            "FileFault",
            json!({ "type": "string", "enum": faults, "description": "Why a file or a row of it is refused." }),
        );
    }
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let refusal = json!({ "description": "A refusal (RFC 9457).", "content": { problem::MEDIA_TYPE: { "schema": schema } } });
    put("responses", "Problem", refusal);
    let cookie = format!("sealship_{}", side.text());
    put(
        "securitySchemes",
        "session",
        json!({ "type": "apiKey", "in": "cookie", "name": cookie, "description": SESSION }),
    );
    put(
        "securitySchemes",
        "machine",
        json!({ "type": "http", "scheme": "bearer", "bearerFormat": "JWT" }),
    );
    Ok(())
}

fn finish(path: &str, method: &str, operation: &mut Value) {
    let Some(operation) = operation.as_object_mut() else {
        return;
    };
    // `security(())` in a handler marks what needs no caller; everything else takes either way in.
    operation
        .entry("security")
        .or_insert_with(|| json!([{ "session": [] }, { "machine": [] }]));
    operation.insert("operationId".to_owned(), json!(operation_id(path, method)));
    if let Value::Object(responses) = operation.entry("responses").or_insert_with(|| json!({})) {
        responses
            .entry("default")
            .or_insert_with(|| json!({ "$ref": "#/components/responses/Problem" }));
    }
    if let Value::Array(parameters) = operation.entry("parameters").or_insert_with(|| json!([])) {
        add_path_parameters(path, parameters);
    }
}

/// Handlers of many nouns share verbs; path and method name an operation for good.
fn operation_id(path: &str, method: &str) -> String {
    let words: Vec<&str> = path
        .split(['/', '{', '}', '-', '.'])
        .filter(|word| !word.is_empty() && *word != "v1")
        .collect();
    format!("{method}_{}", words.join("_"))
}

fn add_path_parameters(path: &str, parameters: &mut Vec<Value>) {
    for name in path.split('{').skip(1).filter_map(|part| part.split('}').next()) {
        let known = parameters
            .iter()
            .any(|p| p.get("in") == Some(&json!("path")) && p.get("name") == Some(&json!(name)));
        if !known {
            parameters.push(
                json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }),
            );
        }
    }
}
