//! Signing in, staying in, getting out; what slows guessing down; one-time codes.

use chrono::Duration;
use shared::party::Side;
use tests::app::PASSWORD;
use tests::{App, Value, json};

fn code(enrolment: &Value, app: &App) -> String {
    let secret = enrolment["secret"].as_str().unwrap();
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(app.now().timestamp()).unwrap())
        .to_string()
}

#[actix_web::test]
async fn a_session_ends_by_itself_by_will_and_by_a_new_password() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let phone = app.nobody(Side::Merchant).sign_in(&owner.mail, PASSWORD).await;
    assert_eq!(owner.get("/v1/sessions").ok().await.as_array().unwrap().len(), 2);
    phone.delete("/v1/session").ok().await;
    phone.get("/v1/session").problem("sign_in_needed").await;

    app.turn(Duration::hours(11));
    owner.get("/v1/session").ok().await;
    app.turn(Duration::hours(11));
    owner.get("/v1/session").ok().await;
    app.turn(Duration::hours(13));
    owner.get("/v1/session").problem("sign_in_needed").await;

    let again = app.nobody(Side::Merchant).sign_in(&owner.mail, PASSWORD).await;
    let door = app.nobody(Side::Merchant);
    door.post("/v1/password-resets", json!({ "mail": owner.mail }))
        .ok()
        .await;
    let secret = app.mailed_secret(&owner.mail).await;
    let redeem = |password: &str| json!({ "secret": secret, "password": password });
    door.post("/v1/password-resets/redeem", redeem("1234567890"))
        .problem("weak_password")
        .await;
    door.post("/v1/password-resets/redeem", redeem("一个全新的好密码呀!"))
        .ok()
        .await;
    door.post("/v1/password-resets/redeem", redeem("一个全新的好密码呀!"))
        .problem("proof_not_valid")
        .await;
    again.get("/v1/session").problem("sign_in_needed").await;
    door.post("/v1/session", json!({ "mail": owner.mail, "password": PASSWORD }))
        .problem("sign_in_refused")
        .await;
    door.sign_in(&owner.mail, "一个全新的好密码呀!").await;
}

#[actix_web::test]
async fn one_of_many_sessions_is_ended_from_another() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let phone = app.nobody(Side::Merchant).sign_in(&owner.mail, PASSWORD).await;
    let other = app.merchant("二号店").await;
    let sessions = owner.get("/v1/sessions").ok().await;
    let lost = sessions
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["this"] == false)
        .unwrap();
    let path = format!("/v1/sessions/{}", lost["id"].as_str().unwrap());
    other.delete(&path).problem("not_found").await;
    owner.delete(&path).ok().await;
    phone.get("/v1/session").problem("sign_in_needed").await;
}

#[actix_web::test]
async fn a_session_holds_on_its_own_side_alone() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    for side in [Side::Factory, Side::Platform] {
        owner
            .at_door_of(&app.nobody(side))
            .get("/v1/session")
            .problem("sign_in_needed")
            .await;
        let ask = json!({ "mail": owner.mail, "password": PASSWORD });
        app.nobody(side)
            .post("/v1/session", ask)
            .problem("sign_in_refused")
            .await;
    }
}

#[actix_web::test]
async fn another_site_cannot_use_the_cookie() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let patch = || {
        owner
            .patch("/v1/party", json!({ "version": 2, "name": "x" }))
            .cross_site()
    };
    patch().problem("cross_site").await;
    patch()
        .header("Origin", "https://evil.test")
        .header("Sealship-Console", "1")
        .problem("cross_site")
        .await;
    patch()
        .header("Sec-Fetch-Site", "same-site")
        .problem("cross_site")
        .await;
    patch().header("Sec-Fetch-Site", "same-origin").ok().await;
    let sign_in = json!({ "mail": owner.mail, "password": PASSWORD });
    app.nobody(Side::Merchant)
        .post("/v1/session", sign_in.clone())
        .cross_site()
        .problem("cross_site")
        .await;

    let reply = app.nobody(Side::Merchant).post("/v1/session", sign_in).await;
    let cookie = reply.header("set-cookie").unwrap();
    for part in ["sealship_merchant=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(reply.header("cache-control"), Some("no-store"));
}

#[actix_web::test]
async fn behind_tls_the_cookie_is_bound_to_the_host() {
    let https = |name: &str| (name == "SEALSHIP_MERCHANT_ORIGIN").then(|| "https://shop.test".to_owned());
    let app = App::start_with(&https).await;
    let owner = app.merchant("一号店").await;
    let ask = json!({ "mail": owner.mail, "password": PASSWORD });
    let reply = app.nobody(Side::Merchant).post("/v1/session", ask).await;
    let cookie = reply.header("set-cookie").unwrap();
    assert!(
        cookie.starts_with("__Host-sealship_merchant=") && cookie.contains("Secure"),
        "{cookie}"
    );
    assert!(reply.header("strict-transport-security").is_some());
}

#[actix_web::test]
async fn guessing_is_slow_per_account() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let guess = || {
        let ask = json!({ "mail": owner.mail, "password": "wrong wrong wrong" });
        app.nobody(Side::Merchant).post("/v1/session", ask)
    };
    for _ in 0..5 {
        guess().problem("sign_in_refused").await;
    }
    let blocked = guess().await;
    blocked.problem("rate_limited");
    assert_eq!(blocked.header("retry-after"), Some("30"));
    let right = json!({ "mail": owner.mail, "password": PASSWORD });
    app.nobody(Side::Merchant)
        .post("/v1/session", right.clone())
        .problem("rate_limited")
        .await;
    app.turn(Duration::seconds(31));
    app.nobody(Side::Merchant).post("/v1/session", right).ok().await;
    guess().problem("sign_in_refused").await;
}

#[actix_web::test]
async fn guessing_is_slow_per_address() {
    let app = App::start().await;
    let from = app.nobody(Side::Factory);
    let guess = |n: usize| {
        from.post(
            "/v1/session",
            json!({ "mail": format!("m{n}@f.test"), "password": "wrong wrong" }),
        )
    };
    for n in 0..30 {
        guess(n).problem("sign_in_refused").await;
    }
    guess(31).problem("rate_limited").await;
    let elsewhere = json!({ "mail": "m99@f.test", "password": "wrong wrong" });
    app.nobody(Side::Factory)
        .post("/v1/session", elsewhere)
        .problem("sign_in_refused")
        .await;
}

#[actix_web::test]
async fn a_reset_tells_nobody_who_has_an_account() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let ask = |mail: &str| {
        app.nobody(Side::Merchant)
            .post("/v1/password-resets", json!({ "mail": mail }))
    };
    let (known, unknown) = (ask(&owner.mail).await, ask("nobody@shop.test").await);
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    app.work().await;
    assert!(app.mails_to("nobody@shop.test").is_empty());
}

#[actix_web::test]
async fn one_time_codes_are_wanted_and_count_once() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let enrolment = owner.call(actix_web::http::Method::POST, "/v1/totp").ok().await;
    assert!(enrolment["url"].as_str().unwrap().starts_with("otpauth://totp/"));
    owner
        .post("/v1/totp/confirm", json!({ "totp": "000000" }))
        .problem("sign_in_refused")
        .await;
    owner
        .post("/v1/totp/confirm", json!({ "totp": code(&enrolment, &app) }))
        .ok()
        .await;

    let sign_in = |totp: Option<String>| {
        let ask = json!({ "mail": owner.mail, "password": PASSWORD, "totp": totp });
        app.nobody(Side::Merchant).post("/v1/session", ask)
    };
    sign_in(None).problem("totp_needed").await;
    sign_in(Some(code(&enrolment, &app)))
        .problem("sign_in_refused")
        .await;
    app.turn(Duration::seconds(30));
    sign_in(Some(code(&enrolment, &app))).ok().await;
    sign_in(Some(code(&enrolment, &app)))
        .problem("sign_in_refused")
        .await;
    assert_eq!(app.count("people", "totp_secret IS NOT NULL AND totp_on"), 1);

    app.turn(Duration::minutes(11));
    owner.delete("/v1/totp").problem("step_up_needed").await;
    owner
        .post("/v1/session/step-up", json!({ "password": PASSWORD }))
        .problem("totp_needed")
        .await;
    owner
        .post("/v1/session/step-up", json!({ "totp": code(&enrolment, &app) }))
        .ok()
        .await;
    owner.delete("/v1/totp").ok().await;
    sign_in(None).ok().await;
}

#[actix_web::test]
async fn a_step_up_wears_off() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let machine = json!({ "name": "erp", "scopes": ["orders:read"] });
    owner.post("/v1/machines", machine.clone()).ok().await;
    app.turn(Duration::minutes(11));
    owner
        .post("/v1/machines", machine.clone())
        .problem("step_up_needed")
        .await;
    owner
        .post("/v1/session/step-up", json!({ "password": "wrong wrong" }))
        .problem("sign_in_refused")
        .await;
    owner
        .post("/v1/session/step-up", json!({ "password": PASSWORD }))
        .ok()
        .await;
    owner.post("/v1/machines", machine).ok().await;
}

#[actix_web::test]
async fn two_pages_of_one_session_may_be_about_two_parties() {
    let app = App::start().await;
    let one = app.merchant("一号店").await;
    let two = app.merchant("二号店").await;
    let both = app.person(&one, "owner", "both@shop.test").await;
    two.post(
        "/v1/invitations",
        json!({ "mail": "both@shop.test", "role": "auditor" }),
    )
    .ok()
    .await;
    let secret = app.mailed_secret("both@shop.test").await;
    app.nobody(Side::Merchant)
        .post("/v1/invitations/accept", json!({ "secret": secret }))
        .ok()
        .await;

    let about = |party: &str, path: &str| both.get(path).header("Sealship-Party", party);
    assert_eq!(about(&one.id, "/v1/party").ok().await["name"], "一号店");
    assert_eq!(about(&two.id, "/v1/party").ok().await["name"], "二号店");
    let session = about(&two.id, "/v1/session").ok().await;
    assert_eq!(
        (&session["party"], &session["role"]),
        (&json!(two.id), &json!("auditor"))
    );
    about(&two.id, "/v1/people").problem("forbidden").await;
    about(&one.id, "/v1/people").ok().await;
    // What the session itself chose stands where a call says nothing.
    both.put("/v1/session/party", json!({ "party": two.id }))
        .ok()
        .await;
    assert_eq!(both.get("/v1/party").ok().await["name"], "二号店");
    assert_eq!(about(&one.id, "/v1/party").ok().await["name"], "一号店");

    let stranger = app.merchant("三号店").await;
    about(&stranger.id, "/v1/party").problem("forbidden").await;
    about("yihao", "/v1/party").problem("invalid_field").await;
}
