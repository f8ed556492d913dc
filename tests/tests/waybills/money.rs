//! Money for one buys one, whoever asks first, and a merchant who pays is asked for his own.

use serde_json::json;

use super::scene::{FEE, Scene, code, oks};

#[actix_web::test]
async fn two_takes_race_for_the_money_of_one() {
    let scene = Scene::set(2, FEE + 1, "0").await;
    let (one, other) = tokio::join!(scene.take(&scene.given[..1]), scene.take(&scene.given[1..]));
    let codes = [code(&one, 0), code(&other, 0)];
    assert_eq!(codes.iter().flatten().collect::<Vec<_>>(), [&"balance_too_low"]);
    assert_eq!(scene.money().await, (1, FEE));
    scene.settle().await;
    assert_eq!(scene.carrier.sold().len(), 1);
    assert_eq!(scene.money().await, (1, 0));
}

#[actix_web::test]
async fn two_takes_race_for_one_parcel() {
    let scene = Scene::set(1, 10_000, "0").await;
    let (one, other) = tokio::join!(scene.take(&scene.given), scene.take(&scene.given));
    let codes = [code(&one, 0), code(&other, 0)];
    assert_eq!(codes.iter().flatten().collect::<Vec<_>>(), [&"waybill_live"]);
    scene.settle().await;
    assert_eq!(scene.carrier.sold().len(), 1);
}

#[actix_web::test]
async fn the_statement_tells_every_fen() {
    let scene = Scene::set(1, 1_000, "0").await;
    oks(&scene.take(&scene.given).await);
    scene.settle().await;
    let account = scene.factory.get("/v1/waybill-accounts").ok().await["items"][0]["id"].clone();
    let path = format!("/v1/waybill-accounts/{}/ledger", account.as_str().unwrap());
    let page = scene.factory.get(&path).ok().await;
    let kinds: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["kind"].clone())
        .collect();
    assert_eq!(kinds, [json!("spend"), json!("hold"), json!("top_up")]);
    let first = scene.factory.get(&format!("{path}?limit=2")).ok().await;
    let next = format!("{path}?limit=2&cursor={}", first["next"].as_str().unwrap());
    assert_eq!(
        scene.factory.get(&next).ok().await["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    scene.merchant.get(&path).problem("not_found").await;
    scene.app.operator().await.get(&path).ok().await;
}

#[actix_web::test]
async fn an_account_is_decided_once_and_paid_in_once() {
    let scene = Scene::set(0, 0, "0").await;
    let path = scene.account(&scene.factory, 500).await;
    let operator = scene.app.operator().await;
    let approval = json!({ "price_fen": 0 });
    operator
        .post(&format!("{path}/approve"), approval)
        .problem("already_decided")
        .await;
    let again = operator
        .post(
            &format!("{path}/top-ups"),
            json!({ "fen": 500, "reference": "B1" }),
        )
        .ok()
        .await;
    assert_eq!(again["balance_fen"], 500);
    let other = json!({ "fen": 501, "reference": "B1" });
    operator
        .post(&format!("{path}/top-ups"), other)
        .problem("duplicate_key")
        .await;
    let none = json!({ "fen": 0, "reference": "B2" });
    operator
        .post(&format!("{path}/top-ups"), none)
        .problem("invalid_field")
        .await;
    let closed = scene
        .factory
        .post(&format!("{path}/close"), json!({ "note": "换号" }))
        .ok()
        .await;
    assert_eq!(closed["state"], "closed");
    operator
        .post(&format!("{path}/top-ups"), json!({ "fen": 1, "reference": "B3" }))
        .problem("account_not_active")
        .await;
}
