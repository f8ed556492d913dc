//! People of a party: invited, given roles, removed; and people who serve two parties.

use shared::party::Side;
use tests::app::{PASSWORD, Party};
use tests::{App, json};

#[actix_web::test]
async fn staff_is_invited_by_mail_and_works() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let staff = app.person(&owner, "staff", "li@shop.test").await;
    assert_eq!(staff.get("/v1/session").ok().await["role"], "staff");
    staff.get("/v1/party").ok().await;
    staff.get("/v1/people").problem("forbidden").await;
    staff
        .patch("/v1/party", json!({ "version": 2, "name": "x" }))
        .problem("forbidden")
        .await;
    let people = owner.get("/v1/people").ok().await;
    assert_eq!(people["items"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn an_invitation_counts_once_and_can_be_taken_back() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let invite = json!({ "mail": "han@shop.test", "role": "auditor" });
    let made = owner.post("/v1/invitations", invite.clone()).ok().await;
    let first = app.mailed_secret("han@shop.test").await;
    assert_eq!(
        owner.get("/v1/invitations").ok().await.as_array().unwrap().len(),
        1
    );
    owner
        .delete(&format!("/v1/invitations/{}", made["id"].as_str().unwrap()))
        .ok()
        .await;
    let door = app.nobody(Side::Merchant);
    let accept = |secret: &str| json!({ "secret": secret, "name": "韩梅梅", "password": PASSWORD });
    door.post("/v1/invitations/accept", accept(&first))
        .problem("proof_not_valid")
        .await;

    owner.post("/v1/invitations", invite.clone()).ok().await;
    let second = app.mailed_secret("han@shop.test").await;
    assert_ne!(first, second);
    let nameless = json!({ "secret": second });
    door.post("/v1/invitations/accept", nameless)
        .problem("invalid_field")
        .await;
    door.post("/v1/invitations/accept", accept(&second)).ok().await;
    door.post("/v1/invitations/accept", accept(&second))
        .problem("proof_not_valid")
        .await;
    owner.post("/v1/invitations", invite).problem("mail_taken").await;
    assert_eq!(
        app.count("mails", "kind = 'invitation' AND data <> '{}'"),
        0,
        "sent secrets are wiped"
    );
}

#[actix_web::test]
async fn an_invitation_ends_after_a_week() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    owner
        .post(
            "/v1/invitations",
            json!({ "mail": "han@shop.test", "role": "staff" }),
        )
        .ok()
        .await;
    let secret = app.mailed_secret("han@shop.test").await;
    app.turn(chrono::Duration::days(8));
    let ask = json!({ "secret": secret, "name": "韩梅梅", "password": PASSWORD });
    app.nobody(Side::Merchant)
        .post("/v1/invitations/accept", ask)
        .problem("proof_not_valid")
        .await;
}

#[actix_web::test]
async fn one_person_may_serve_two_parties() {
    let app = App::start().await;
    let one = app.merchant("一号店").await;
    let two = app.merchant("二号店").await;
    let one = proved(&app, one).await;
    two.post("/v1/invitations", json!({ "mail": one.mail, "role": "auditor" }))
        .ok()
        .await;
    let secret = app.mailed_secret(&one.mail).await;
    app.nobody(Side::Merchant)
        .post("/v1/invitations/accept", json!({ "secret": secret }))
        .ok()
        .await;

    assert_eq!(one.get("/v1/party").ok().await["name"], "一号店");
    let session = one
        .put("/v1/session/party", json!({ "party": two.id }))
        .ok()
        .await;
    assert_eq!(
        (&session["party"], &session["role"]),
        (&json!(two.id), &json!("auditor"))
    );
    assert_eq!(one.get("/v1/party").ok().await["name"], "二号店");
    one.get("/v1/people").problem("forbidden").await;

    let stranger = app.merchant("三号店").await;
    one.put("/v1/session/party", json!({ "party": stranger.id }))
        .problem("not_found")
        .await;
    let person = session["person"].as_str().unwrap();
    two.delete(&format!("/v1/people/{person}")).ok().await;
    one.get("/v1/party").problem("forbidden").await;
    one.put("/v1/session/party", json!({ "party": one.id }))
        .ok()
        .await;
    one.get("/v1/party").ok().await;
}

/// The same owner, who has shown by a mailed link whose the address is.
async fn proved(app: &App, owner: Party) -> Party {
    let door = app.nobody(Side::Merchant);
    door.post("/v1/password-resets", json!({ "mail": owner.mail }))
        .ok()
        .await;
    let secret = app.mailed_secret(&owner.mail).await;
    door.post(
        "/v1/password-resets/redeem",
        json!({ "secret": secret, "password": PASSWORD }),
    )
    .ok()
    .await;
    let client = door.sign_in(&owner.mail, PASSWORD).await;
    Party { client, ..owner }
}

#[actix_web::test]
async fn an_account_made_of_somebody_elses_address_is_theirs_once_the_mail_reaches_them() {
    let app = App::start().await;
    let shop = app.merchant("一号店").await;
    // Applied with an address that was never shown to be his.
    let squatter = app.merchant("抢注店").await;
    shop.post(
        "/v1/invitations",
        json!({ "mail": squatter.mail, "role": "owner" }),
    )
    .ok()
    .await;
    let secret = app.mailed_secret(&squatter.mail).await;
    let door = app.nobody(Side::Merchant);
    door.post("/v1/invitations/accept", json!({ "secret": secret }))
        .problem("invalid_field")
        .await;
    let own = "真正的主人用的好密码!";
    door.post(
        "/v1/invitations/accept",
        json!({ "secret": secret, "name": "真主人", "password": own }),
    )
    .ok()
    .await;

    squatter.get("/v1/session").problem("sign_in_needed").await;
    let again = json!({ "mail": squatter.mail, "password": PASSWORD });
    door.post("/v1/session", again).problem("sign_in_refused").await;
    let owner = door.sign_in(&squatter.mail, own).await;
    let session = owner.get("/v1/session").ok().await;
    assert_eq!(session["name"], "真主人");
    let parties = session["parties"].as_array().unwrap();
    assert!(parties.iter().any(|party| party["party"] == shop.id), "{session}");
}

#[actix_web::test]
async fn a_party_keeps_an_owner() {
    let app = App::start().await;
    let owner = app.factory("一厂").await;
    let me = owner.get("/v1/session").ok().await["person"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/v1/people/{me}");
    owner
        .patch(&path, json!({ "role": "staff", "version": 1 }))
        .problem("last_owner")
        .await;
    owner.delete(&path).problem("last_owner").await;
    let second = app.person(&owner, "owner", "two@factory.test").await;
    owner
        .patch(&path, json!({ "role": "staff", "version": 9 }))
        .problem("stale")
        .await;
    owner
        .patch(&path, json!({ "role": "staff", "version": 1 }))
        .ok()
        .await;
    owner.get("/v1/people").problem("forbidden").await;
    second.delete(&path).ok().await;
    owner.get("/v1/party").problem("forbidden").await;
}
