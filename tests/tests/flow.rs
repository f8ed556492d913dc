//! What flows, day by day, as each side may see it.

use chrono::Duration;
use tests::app::PASSWORD;
use tests::{Value, json};

use crate::pair::{Pair, text};

fn day<'a>(days: &'a Value, day: &str) -> &'a Value {
    let all = days.as_array().unwrap();
    all.iter().find(|one| one["day"] == day).unwrap()
}

#[actix_web::test]
async fn each_side_sees_its_days() {
    let pair = Pair::start().await;
    let (one, two) = (pair.order("A1", &[1]).await, pair.order("A2", &[2]).await);
    pair.order("A3", &[1]).await;
    let assignment = pair.accepted(&one).await;
    pair.give(&two).await;
    pair.let_pass().await;
    let row = json!({ "assignment": assignment, "carrier": "sf", "number": "SF1234567890" });
    let shipped = json!({ "rows": [row] });
    let sent = pair.factory.post("/v1/shipments", shipped).ok().await;
    assert_eq!(sent["done"], 1, "{sent}");

    let merchant = pair.merchant.get("/v1/flow").ok().await;
    assert_eq!(merchant.as_array().unwrap().len(), 30);
    let expected = json!({ "day": "2026-11-02", "orders": 3, "assigned": 2, "shipped": 1 });
    assert_eq!(day(&merchant, "2026-11-02"), &expected);
    assert_eq!(day(&merchant, "2026-11-01")["orders"], 0);
    let factory = pair.factory.get("/v1/flow?days=2").ok().await;
    let expected = json!([
        { "day": "2026-11-01", "orders": 0, "assigned": 0, "shipped": 0 },
        { "day": "2026-11-02", "orders": 0, "assigned": 2, "shipped": 1 },
    ]);
    assert_eq!(factory, expected);
    let operator = pair.app.operator().await.get("/v1/flow").ok().await;
    assert_eq!(day(&operator, "2026-11-02")["orders"], 3);
    assert_eq!(day(&operator, "2026-11-02")["shipped"], 1);
    for side in [&pair.merchant, &pair.factory] {
        let bindings = side.get("/v1/flow/bindings").ok().await;
        assert_eq!(bindings[0]["binding"], json!(pair.binding));
        assert_eq!(
            (&bindings[0]["waiting"], &bindings[0]["working"]),
            (&json!(1), &json!(0))
        );
    }
    pair.merchant
        .get("/v1/flow?days=31")
        .problem("invalid_field")
        .await;

    let stranger = pair.app.merchant("别家").await;
    assert_eq!(
        day(&stranger.get("/v1/flow").ok().await, "2026-11-02")["orders"],
        0
    );

    // Two in the afternoon of the next day: the day before is another one.
    pair.app.turn(Duration::days(1));
    let again = pair
        .app
        .nobody(shared::party::Side::Merchant)
        .sign_in(&pair.merchant.mail, PASSWORD)
        .await;
    let days = again.get("/v1/flow?days=1").ok().await;
    assert_eq!(text(&days[0]["day"]), "2026-11-03");
    assert_eq!(days[0]["shipped"], 0);
}
