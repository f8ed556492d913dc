//! Machine principals: scopes, short tokens, refresh tokens that count once.

use chrono::Duration;
use shared::party::Side;
use tests::client::Proof;
use tests::{App, Client, Value, json};

async fn machine(of: &Client, scopes: Value) -> Value {
    of.post("/v1/machines", json!({ "name": "erp", "scopes": scopes }))
        .ok()
        .await
}

fn secret_ask(made: &Value) -> Value {
    json!({ "grant": "secret", "machine": made["machine"]["id"], "secret": made["secret"] })
}

fn bearer(of: &Client, token: &Value) -> Client {
    of.with(Proof::Bearer(token["access_token"].as_str().unwrap().to_owned()))
}

#[actix_web::test]
async fn a_machine_does_what_its_scopes_say_for_ten_minutes() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let made = machine(&owner, json!(["party:read"])).await;
    let token = app
        .nobody(Side::Merchant)
        .post("/v1/token", secret_ask(&made))
        .ok()
        .await;
    assert_eq!(
        (&token["expires_in"], &token["scopes"]),
        (&json!(600), &json!(["party:read"]))
    );
    let erp = bearer(&owner, &token);
    assert_eq!(erp.get("/v1/party").cross_site().ok().await["name"], "一号店");
    erp.get("/v1/machines").problem("forbidden").await;
    erp.get("/v1/session").problem("forbidden").await;
    for side in [Side::Factory, Side::Platform] {
        erp.at_door_of(&app.nobody(side))
            .get("/v1/party")
            .problem("sign_in_needed")
            .await;
        app.nobody(side)
            .post("/v1/token", secret_ask(&made))
            .problem("sign_in_refused")
            .await;
    }
    app.turn(Duration::seconds(599));
    erp.get("/v1/party").ok().await;
    app.turn(Duration::seconds(1));
    erp.get("/v1/party").problem("sign_in_needed").await;
}

#[actix_web::test]
async fn a_refresh_token_used_twice_ends_its_family() {
    let app = App::start().await;
    let owner = app.factory("一厂").await;
    let made = machine(&owner, json!(["party:read"])).await;
    let door = app.nobody(Side::Factory);
    let first = door.post("/v1/token", secret_ask(&made)).ok().await;
    let refresh = |token: &Value| json!({ "grant": "refresh", "refresh_token": token["refresh_token"] });
    let second = door.post("/v1/token", refresh(&first)).ok().await;
    bearer(&owner, &second).get("/v1/party").ok().await;
    door.post("/v1/token", refresh(&first))
        .problem("sign_in_refused")
        .await;
    door.post("/v1/token", refresh(&second))
        .problem("sign_in_refused")
        .await;
    let other_family = door.post("/v1/token", secret_ask(&made)).ok().await;
    door.post("/v1/token", refresh(&other_family)).ok().await;
    app.turn(Duration::days(31));
    door.post("/v1/token", refresh(&other_family))
        .problem("sign_in_refused")
        .await;
}

#[actix_web::test]
async fn a_revoked_machine_stops_at_once() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let other = app.merchant("二号店").await;
    let made = machine(&owner, json!(["party:read"])).await;
    let door = app.nobody(Side::Merchant);
    let token = door.post("/v1/token", secret_ask(&made)).ok().await;
    let path = format!("/v1/machines/{}", made["machine"]["id"].as_str().unwrap());
    other.delete(&path).problem("not_found").await;
    owner.delete(&path).ok().await;
    bearer(&owner, &token)
        .get("/v1/party")
        .problem("sign_in_needed")
        .await;
    door.post("/v1/token", secret_ask(&made))
        .problem("sign_in_refused")
        .await;
    assert_eq!(owner.get("/v1/machines").ok().await, json!([]));
}

#[actix_web::test]
async fn nobody_gives_scopes_that_are_not_his() {
    let app = App::start().await;
    let owner = app.factory("一厂").await;
    for scopes in [
        json!(["orders:read"]),
        json!(["platform:parties"]),
        json!(["everything"]),
        json!([]),
    ] {
        let ask = json!({ "name": "erp", "scopes": scopes });
        owner.post("/v1/machines", ask).problem("invalid_field").await;
    }
}

#[actix_web::test]
async fn the_secret_is_shown_once_even_to_a_repeat() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let ask = json!({ "name": "erp", "scopes": ["party:read"] });
    let made = owner.post("/v1/machines", ask.clone()).key("one").ok().await;
    assert_eq!(made["secret"].as_str().unwrap().len(), 43);
    let again = owner.post("/v1/machines", ask).key("one").await;
    assert_eq!(again.header("idempotent-replay"), Some("true"));
    assert_eq!(again.ok(), json!({ "machine": made["machine"] }));
}

#[actix_web::test]
async fn a_changed_token_is_nobody_s() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let erp = app.machine(&owner, &["party:read"]).await;
    let Proof::Bearer(token) = erp.proof() else {
        panic!("a token")
    };
    let mut parts: Vec<&str> = token.split('.').collect();
    let claims = "eyJhdWQiOiJtZXJjaGFudCJ9";
    parts[1] = claims;
    for forged in [
        parts.join("."),
        format!("{token}x"),
        token.replace('.', ""),
        String::new(),
    ] {
        owner
            .with(Proof::Bearer(forged))
            .get("/v1/party")
            .problem("sign_in_needed")
            .await;
    }
}
