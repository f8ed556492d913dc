//! The documents of the doors, and the pages that show them.

use std::collections::BTreeSet;

use shared::party::Side;
use tests::{App, Value, json};

#[actix_web::test]
async fn each_door_serves_its_document_and_a_page_that_needs_no_network() {
    let app = App::start().await;
    for side in [Side::Merchant, Side::Factory, Side::Platform] {
        let door = app.nobody(side);
        let document = door.get("/v1/openapi.json").ok().await;
        assert_eq!(document["openapi"], "3.1.0");
        assert!(document["paths"]["/v1/session"]["post"].is_object());
        let page = door.get("/docs/").await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(
            !page.text().contains("http://") && !page.text().contains("https://"),
            "{}",
            page.text()
        );
        assert_eq!(door.get("/docs").await.status, 307);
        assert!(door.get("/docs/swagger-ui-bundle.js").await.body.len() > 100_000);
    }
}

/// A path and a schema a line: short, and two changes of a day seldom meet in one line.
fn laid_out(document: &Value) -> String {
    let spread = |value: &Value, inner: &dyn Fn(&Value) -> String| {
        let members = value.as_object().unwrap().iter();
        let lines: Vec<String> = members
            .map(|(name, one)| format!("{}:{}", json!(name), inner(one)))
            .collect();
        format!("{{\n{}\n}}", lines.join(",\n"))
    };
    let plain = |value: &Value| value.to_string();
    let parts = document.as_object().unwrap().iter().map(|(name, part)| {
        let part = match name.as_str() {
            "paths" => spread(part, &plain),
            "components" => spread(part, &|inner: &Value| spread(inner, &plain)),
            _ => part.to_string(),
        };
        format!("{}:{part}", json!(name))
    });
    format!("{{\n{}\n}}\n", parts.collect::<Vec<_>>().join(",\n"))
}

/// What a client may rely on is in the repository, and changes only in sight.
#[actix_web::test]
async fn the_documents_are_the_committed_ones() {
    let app = App::start().await;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi");
    let refresh = std::env::var_os("SEALSHIP_REFRESH_DOCUMENTS").is_some();
    let mut changed = Vec::new();
    for side in [Side::Merchant, Side::Factory, Side::Platform] {
        let document = app.nobody(side).get("/v1/openapi.json").ok().await;
        let served = laid_out(&document);
        let path = folder.join(format!("{}.json", side.text()));
        if refresh {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, served).unwrap();
        } else if std::fs::read_to_string(&path).unwrap_or_default() != served {
            changed.push(format!("docs/openapi/{}.json", side.text()));
        }
    }
    assert!(
        changed.is_empty(),
        "{changed:?} are not what the doors serve. If the change is meant: script/openapi, and commit them."
    );
}

#[actix_web::test]
async fn every_operation_is_described() {
    let app = App::start().await;
    for side in [Side::Merchant, Side::Factory, Side::Platform] {
        let document = app.nobody(side).get("/v1/openapi.json").ok().await;
        let mut names = BTreeSet::new();
        for operation in crate::authority::operations(side) {
            let what = format!("{} {}", operation.method, operation.path);
            let item = &operation.item;
            assert!(
                names.insert(item["operationId"].as_str().unwrap().to_owned()),
                "{what}: its name is taken"
            );
            assert!(
                !item["summary"].as_str().unwrap_or_default().is_empty(),
                "{what}: no summary"
            );
            assert!(item["responses"]["default"].is_object(), "{what}: no problems");
            assert!(item["security"].is_array(), "{what}: no security");
            let named = operation.path.matches('{').count();
            let parameters = item["parameters"].as_array().unwrap();
            let in_path = parameters.iter().filter(|p| p["in"] == "path").count();
            assert_eq!(in_path, named, "{what}: path parameters");
        }
        let mut lost = BTreeSet::new();
        astray(&document, &document, &mut lost);
        assert!(
            lost.is_empty(),
            "{side:?}: references that lead nowhere (inline enums of parameters): {lost:?}"
        );
    }
}

fn astray(document: &Value, part: &Value, found: &mut BTreeSet<String>) {
    if let Some(name) = part["$ref"].as_str()
        && document.pointer(name.trim_start_matches('#')).is_none()
    {
        found.insert(name.to_owned());
    }
    match part {
        Value::Object(fields) => fields.values().for_each(|field| astray(document, field, found)),
        Value::Array(items) => items.iter().for_each(|item| astray(document, item, found)),
        _ => {}
    }
}

#[actix_web::test]
async fn a_process_says_how_it_is() {
    let app = App::start().await;
    let door = app.nobody(Side::Merchant);
    assert_eq!(door.get("/healthz").await.text(), "ok\n");
    assert_eq!(door.get("/readyz").ok().await, json!("ready"));
}

/// Two types of one name are one schema in the document, and one of them is described wrongly.
#[test]
fn no_two_types_share_the_name_of_a_schema() {
    let mut named: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    let mut twice = Vec::new();
    for source in tests::source::all()
        .unwrap()
        .iter()
        .filter(|source| !source.is_test)
    {
        for name in schemas(&source.text) {
            if let Some(other) = named.insert(name.clone(), source.path.clone()) {
                twice.push(format!("{name}: {other} and {}", source.path));
            }
        }
    }
    assert!(named.len() > 100, "only {} found", named.len());
    assert!(twice.is_empty(), "say `#[schema(as = …)]`:\n{}", twice.join("\n"));
}

/// The names under which a file's types appear in documents.
fn schemas(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !(line.starts_with("#[derive(") && line.contains("ToSchema")) {
            continue;
        }
        let mut told = None;
        for line in lines.by_ref() {
            if let Some((_, name)) = line.split_once("as = ").filter(|_| line.starts_with("#[schema")) {
                told = Some(word(name));
            }
            let declared = line
                .strip_prefix("pub struct ")
                .or(line.strip_prefix("pub enum "));
            if let Some(name) = declared {
                names.push(told.unwrap_or_else(|| word(name)));
                break;
            }
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}
