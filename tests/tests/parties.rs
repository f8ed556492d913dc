//! A party applies, the operator decides, its owner sets it up.

use shared::party::Side;
use tests::app::PASSWORD;
use tests::{App, json};

#[actix_web::test]
async fn a_party_works_once_the_operator_approved() {
    let app = App::start().await;
    let door = app.nobody(Side::Merchant);
    let ask =
        json!({ "party": "大米之家", "name": "王小明", "mail": "Wang@Rice.test", "password": PASSWORD });
    let applied = door.post("/v1/applications", ask).ok().await;
    assert_eq!(applied["state"], "applied");
    let wang = door.sign_in("wang@rice.test", PASSWORD).await;
    wang.get("/v1/party").problem("party_not_active").await;
    let session = wang.get("/v1/session").ok().await;
    assert_eq!(session["parties"][0]["state"], "applied");

    let operator = app.operator().await;
    let waiting = operator.get("/v1/parties?state=applied").ok().await;
    assert_eq!(waiting["items"][0]["name"], "大米之家");
    assert_eq!(waiting["items"][0]["actions"], json!(["approve", "refuse"]));
    let path = format!("/v1/parties/{}/approve", applied["party"].as_str().unwrap());
    operator
        .post(&path, json!({ "version": 7 }))
        .problem("stale")
        .await;
    operator
        .post(&path, json!({ "version": 1, "note": "欢迎" }))
        .ok()
        .await;
    operator
        .post(&path, json!({ "version": 2 }))
        .problem("already_decided")
        .await;

    let party = wang.get("/v1/party").ok().await;
    assert_eq!(
        (&party["state"], &party["state_note"]),
        (&json!("active"), &json!("欢迎"))
    );
    let code = party["code"].as_str().unwrap();
    assert!(code.starts_with("M-") && code.len() == 8, "{code}");
    app.work().await;
    assert_eq!(app.mails_to("wang@rice.test").len(), 1, "told of the decision");
}

#[actix_web::test]
async fn refused_and_suspended_parties_do_not_work() {
    let app = App::start().await;
    let factory = app.factory("一厂").await;
    let operator = app.operator().await;
    let party = |verb: &str| format!("/v1/parties/{}/{verb}", factory.id);
    operator
        .post(&party("refuse"), json!({ "version": 2 }))
        .problem("state_forbids")
        .await;
    operator
        .post(&party("suspend"), json!({ "version": 2, "note": "欠费" }))
        .ok()
        .await;
    factory.get("/v1/party").problem("party_not_active").await;
    operator
        .post(&party("resume"), json!({ "version": 3 }))
        .ok()
        .await;
    factory.get("/v1/party").ok().await;
}

#[actix_web::test]
async fn applications_are_approved_at_once_where_the_operator_says_so() {
    let app = App::start().await;
    let operator = app.operator().await;
    let mut settings = operator.get("/v1/settings").ok().await;
    assert_eq!(settings["auto_approve"], false);
    settings["auto_approve"] = json!(true);
    operator.put("/v1/settings", settings.clone()).ok().await;
    settings["held_seconds"] = json!(999_999);
    let no = operator
        .put("/v1/settings", settings)
        .problem("invalid_field")
        .await;
    assert_eq!(no["at"], "/held_seconds");

    let ask = |mail: &str| json!({ "party": "外仓", "kind": "warehouse", "name": "李", "mail": mail, "password": PASSWORD });
    let door = app.nobody(Side::Factory);
    let applied = door.post("/v1/applications", ask("a@b.test")).ok().await;
    assert_eq!(applied["state"], "active");
    assert!(applied["code"].as_str().unwrap().starts_with("W-"));
    door.post("/v1/applications", ask("A@b.test"))
        .problem("mail_taken")
        .await;
    let merchant = app.nobody(Side::Merchant);
    let no = merchant
        .post("/v1/applications", ask("a@b.test"))
        .problem("invalid_field")
        .await;
    assert_eq!(no["at"], "/kind");
}

#[actix_web::test]
async fn an_owner_sets_the_party_up() {
    let app = App::start().await;
    let factory = app.factory("一厂").await;
    let sender = json!({ "name": "发货部", "phone": "0571-88886666", "province": "浙江省", "city": "杭州市",
        "district": "西湖区", "address": "文三路 1 号" });
    let patch =
        json!({ "name": "䶮厂𠮷", "drop_shipping": true, "locale": "en", "sender": sender, "version": 2 });
    let party = factory.patch("/v1/party", patch.clone()).ok().await;
    assert_eq!(
        (&party["name"], &party["drop_shipping"], &party["version"]),
        (&json!("䶮厂𠮷"), &json!(true), &json!(3))
    );
    assert_eq!(party["sender"], sender);
    let stale = factory.patch("/v1/party", patch).problem("stale").await;
    assert_eq!(stale["current"]["version"], 3, "the object as it stands");
    for (bad, at) in [
        (json!({ "name": "长".repeat(101), "version": 3 }), "/name"),
        (json!({ "locale": "fr", "version": 3 }), "/locale"),
        (json!({ "mail": "nobody", "version": 3 }), "/mail"),
    ] {
        assert_eq!(
            factory.patch("/v1/party", bad).problem("invalid_field").await["at"],
            at
        );
    }
}
