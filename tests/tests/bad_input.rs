//! Hostile input: every refusal is a problem with a code, a place and a remedy; nothing is echoed, nothing breaks.

use actix_web::http::Method;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::party::Side;
use tests::{App, json};

#[actix_web::test]
async fn bodies_that_are_no_bodies() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let send = |body: &[u8], kind: &str| owner.call(Method::PATCH, "/v1/party").body(body, kind);
    let json = "application/json";
    for text in [
        "",
        "{",
        "{\"version\": 2",
        "nul",
        "{\"version\": 2}}",
        "\u{feff}{}",
    ] {
        send(text.as_bytes(), json).problem("malformed_json").await;
    }
    send(b"{\"name\": \"\xff\xfe\", \"version\": 2}", json)
        .problem("malformed_json")
        .await;
    send(b"{\"name\": \"\\ud800\", \"version\": 2}", json)
        .problem("malformed_json")
        .await;
    send(b"[]", json).problem("invalid_field").await;
    send(b"version=2", "application/x-www-form-urlencoded")
        .problem("wrong_content_type")
        .await;
    send(b"{}", "text/plain").problem("wrong_content_type").await;
    send(b"{\"version\": 2}", "application/json; charset=utf-8")
        .ok()
        .await;
    let deep = "[".repeat(100_000);
    send(deep.as_bytes(), json).problem("invalid_field").await;
    let large = format!("{{\"name\": \"{}\"}}", "x".repeat(5 * 1024 * 1024));
    send(large.as_bytes(), json).problem("body_too_large").await;
    let zipped = send(b"{\"version\": 2}", json).header("Content-Encoding", "gzip");
    zipped.problem("wrong_content_type").await;
    assert_eq!(
        owner
            .call(Method::PATCH, "/v1/party")
            .problem("wrong_content_type")
            .await["at"],
        "Content-Type"
    );
}

#[actix_web::test]
async fn fields_that_are_no_fields() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let secret = "13800138000";
    for (body, code, at) in [
        (
            json!({ "version": 2, "colour": secret }),
            "unknown_field",
            "/colour",
        ),
        (json!({ "version": secret }), "invalid_field", "/version"),
        (
            json!({ "version": 2, "name": [secret] }),
            "invalid_field",
            "/name",
        ),
        (
            json!({ "version": 2, "sender": { "name": secret, "tel": secret } }),
            "unknown_field",
            "/sender/tel",
        ),
        (
            json!({ "version": 2, "name": "a\u{0}b" }),
            "invalid_field",
            "/name",
        ),
        (
            json!({ "version": 2, "name": "a\u{1b}[31m" }),
            "invalid_field",
            "/name",
        ),
        (
            json!({ "version": 2, "name": "一".repeat(10_240) }),
            "invalid_field",
            "/name",
        ),
        (json!({ "version": 1e300 }), "invalid_field", "/version"),
        (
            json!({ "version": 2, "mail": "not a mail" }),
            "invalid_field",
            "/mail",
        ),
    ] {
        let reply = owner.patch("/v1/party", body).await;
        let no = reply.problem(code);
        assert_eq!(no["at"], at, "{no}");
        assert!(!reply.text().contains(secret), "echoed: {no}");
    }
    let twice = owner
        .call(Method::PATCH, "/v1/party")
        .body("{\"version\": 2, \"version\": 3}", "application/json");
    twice.problem("duplicate_key").await;
    for name in [
        "😀 店",
        "𠮷野家",
        "䶮",
        "Ünïcödé",
        "<script>alert(1)</script>",
        "'; DROP TABLE parties; --",
    ] {
        let version = owner.get("/v1/party").ok().await["version"].clone();
        let party = owner
            .patch("/v1/party", json!({ "version": version, "name": name }))
            .ok()
            .await;
        assert_eq!(party["name"], name);
    }
}

#[actix_web::test]
async fn paths_and_parameters_that_are_none() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let operator = app.operator().await;
    owner.get("/v1/nothing").problem("not_found").await;
    owner.get("/assets/nothing").problem("not_found").await;
    owner.get("/v1/../../etc/passwd").problem("not_found").await;
    for id in [
        "x",
        "per_",
        "per_%00",
        "ord_AAAAAAAAAAAAAAAAAAAAAA",
        "per_AAAAAAAAAAAAAAAAAAAAAA",
        &"a".repeat(5000),
    ] {
        owner
            .delete(&format!("/v1/people/{id}"))
            .problem("not_found")
            .await;
    }
    let refused = owner.call(Method::TRACE, "/v1/party").await;
    assert!([404, 405].contains(&refused.status), "{}", refused.status);
    for (query, code, at) in [
        ("limit=0", "invalid_field", "limit"),
        ("limit=201", "invalid_field", "limit"),
        ("limit=x", "invalid_field", "limit"),
        ("limit=1&limit=2", "duplicate_key", "limit"),
        ("cursor=xx", "invalid_field", "cursor"),
        ("state=open", "invalid_field", "state"),
        ("offset=3", "unknown_field", "offset"),
    ] {
        let no = operator.get(&format!("/v1/parties?{query}")).problem(code).await;
        assert_eq!(no["at"], at, "{query}");
    }
}

#[actix_web::test]
async fn wrong_bodies_never_break_any_operation() {
    let app = App::start().await;
    let operator = app.operator().await;
    let merchant = app.merchant("一号店").await;
    let factory = app.factory("一厂").await;
    let wrong: [&[u8]; 6] = [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{\"x\": 1}",
        b"{\"version\": -9223372036854775808}",
    ];
    for (client, operations) in [
        (
            merchant.client.clone(),
            crate::authority::operations(Side::Merchant),
        ),
        (
            factory.client.clone(),
            crate::authority::operations(Side::Factory),
        ),
        (operator.clone(), crate::authority::operations(Side::Platform)),
    ] {
        for operation in operations {
            for body in wrong {
                // Signing out would end the story.
                if operation.path == "/v1/session" {
                    continue;
                }
                let path = operation.path.replace('{', "x").replace('}', "");
                let call = client
                    .call(operation.method.clone(), &path)
                    .body(body, "application/json");
                let reply = call.key(&uuid::Uuid::new_v4().to_string()).await;
                assert!(reply.status != 500, "{}", reply.what);
            }
        }
    }
}

/// A moment no row can hold is refused by both databases, in a query and in a body.
#[actix_web::test]
async fn moments_out_of_this_world_are_refused() {
    let app = App::start().await;
    let (merchant, factory) = (app.merchant("花店").await, app.factory("云坊").await);
    for moment in [
        "-9999-01-01T00:00:00Z",
        "%2B275760-09-13T00:00:00Z",
        "1969-12-31T00:00:00Z",
    ] {
        for name in ["placed_from", "placed_to"] {
            let path = format!("/v1/orders?{name}={moment}");
            let no = merchant.get(&path).problem("invalid_field").await;
            assert_eq!(no["at"], name);
            let path = format!("/v1/assignments?{name}={moment}");
            factory.get(&path).problem("invalid_field").await;
        }
    }
    let filter = json!({ "placed_from": "-9999-01-01T00:00:00Z" });
    let ask = json!({ "verb": "close", "selection": { "filter": filter } });
    merchant
        .post("/v1/batches/count/orders", ask)
        .problem("invalid_field")
        .await;
    // As a cursor that somebody made up.
    let cursor = URL_SAFE_NO_PAD.encode(json!(["-9999-01-01T00:00:00Z", uuid::Uuid::nil()]).to_string());
    let reply = factory.get(&format!("/v1/parcels?cursor={cursor}")).await;
    assert!([200, 422].contains(&reply.status), "{}", reply.text());
}
