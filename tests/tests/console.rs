//! The console of a door: who gets the page, under which policy, and how its files are sent.

use shared::http::Console;
use shared::http::console::File;
use shared::http::serve::Face;
use shared::party::Side;
use tests::{App, Client};

const BUILT: Console = Console {
    page: Some(
        "<!doctype html><meta property=csp-nonce nonce=__NONCE__><script nonce=\"__NONCE__\"></script>",
    ),
    files: &[File {
        name: "entry-abc123.js",
        plain: b"plain",
        brotli: Some(b"packed"),
        tag: "\"7\"",
    }],
};

async fn door(app: &App, console: Console) -> Client {
    let routes = merchant_api::routes;
    app.nobody_at(Side::Merchant, Face { routes, console }).await
}

#[actix_web::test]
async fn the_page_answers_wherever_the_browser_is_under_a_policy_of_its_own() {
    let app = App::start().await;
    let door = door(&app, BUILT).await;
    let mut nonces = Vec::new();
    for path in ["/", "/orders", "/orders/by/anything", "/invitation", "/v1x"] {
        let page = door.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        let policy = page.header("content-security-policy").unwrap();
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap()
            .to_owned();
        assert_eq!(page.text().matches(&nonce).count(), 2, "{path}");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; "),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        nonces.push(nonce);
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 5, "a nonce is used once");
}

#[actix_web::test]
async fn what_is_no_page_is_not_found() {
    let app = App::start().await;
    let door = door(&app, BUILT).await;
    for path in [
        "/v1/nothing",
        "/v1",
        "/docs/nothing",
        "/assets/nothing.js",
        "/assets",
        "/assets/../merchant.html",
    ] {
        let answer = door.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            !answer
                .header("content-security-policy")
                .unwrap()
                .contains("nonce"),
            "{path}"
        );
    }
    door.post("/orders", tests::json!({})).problem("not_found").await;
}

#[actix_web::test]
async fn files_are_packed_kept_and_known_again() {
    let app = App::start().await;
    let door = door(&app, BUILT).await;
    let plain = door.get("/assets/entry-abc123.js").await;
    assert_eq!((plain.status, plain.text().as_str()), (200, "plain"));
    assert_eq!(
        plain.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(
        plain.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    let packed = door
        .get("/assets/entry-abc123.js")
        .header("accept-encoding", "gzip, br")
        .await;
    assert_eq!(
        (packed.header("content-encoding"), packed.text().as_str()),
        (Some("br"), "packed")
    );
    assert_eq!(packed.header("vary"), Some("accept-encoding"));
    let known = door
        .get("/assets/entry-abc123.js")
        .header("if-none-match", "\"7\"")
        .await;
    assert_eq!((known.status, known.body.len()), (304, 0));
}

#[actix_web::test]
async fn a_door_built_without_its_console_says_so() {
    let app = App::start().await;
    let door = door(
        &app,
        Console {
            page: None,
            files: &[],
        },
    )
    .await;
    let page = door.get("/").await;
    assert!(page.text().contains("npm run build"), "{}", page.text());
    door.get("/v1/openapi.json").ok().await;
}
