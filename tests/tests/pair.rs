//! A merchant and a factory that work together: what the stories of bindings and assignments begin with.

use chrono::Duration;
use tests::app::Party;
use tests::{App, Value, json};

/// Both parties with drop-shipping on, and their binding.
pub struct Pair {
    /// The whole house.
    pub app: App,
    /// The merchant's owner.
    pub merchant: Party,
    /// The factory's owner.
    pub factory: Party,
    /// The binding's id.
    pub binding: String,
}

/// Switches drop-shipping on.
pub async fn take_part(party: &Party) {
    let mine = party.get("/v1/party").ok().await;
    let change = json!({ "version": mine["version"], "drop_shipping": true });
    party.patch("/v1/party", change).ok().await;
}

impl Pair {
    /// A pair under a fresh roof.
    pub async fn start() -> Self {
        let app = App::start().await;
        let (merchant, factory) = (app.merchant("大米之家").await, app.factory("一厂").await);
        take_part(&merchant).await;
        take_part(&factory).await;
        let offer = json!({ "code": factory.code, "note": "请多关照" });
        let offered = merchant.post("/v1/bindings", offer).ok().await;
        let binding = text(&offered["id"]);
        factory
            .post(&format!("/v1/bindings/{binding}/accept"), json!({}))
            .ok()
            .await;
        Self {
            app,
            merchant,
            factory,
            binding,
        }
    }

    /// Takes an order in; answers with its id.
    pub async fn order(&self, number: &str, quantities: &[i64]) -> String {
        let lines: Vec<Value> = quantities
            .iter()
            .enumerate()
            .map(|(n, quantity)| {
                json!({ "line_id": n.to_string(), "sku": format!("S{n}"), "name": "杯子", "spec": "红",
                        "quantity": quantity, "price_fen": 98_765 })
            })
            .collect();
        let order = json!({ "external_no": number, "source": "shop", "paid_at": "2026-11-02T10:00:00+08:00",
            "receiver": { "name": "欧阳锋", "phone": "13800138000", "address": "浙江省金华市义乌市北苑街道秋实路123号3栋" },
            "lines": lines });
        let taken = self
            .merchant
            .post("/v1/orders", json!({ "orders": [order] }))
            .ok()
            .await;
        text(&taken["rows"][0]["ok"]["id"])
    }

    /// Gives a whole order to the factory; answers with the reply.
    pub async fn give(&self, order: &str) -> Value {
        let rows = json!({ "rows": [{ "order": order, "to": self.binding }] });
        self.merchant.post("/v1/assignments", rows).ok().await
    }

    /// Lets the undo window pass.
    pub async fn let_pass(&self) {
        self.app.turn(Duration::seconds(11));
        self.app.work().await;
    }

    /// Gives a whole order, lets the window pass, has it accepted; answers with the assignment's id.
    pub async fn accepted(&self, order: &str) -> String {
        let id = text(&self.give(order).await["rows"][0]["ok"]["assignment"]);
        self.let_pass().await;
        let rows = self
            .factory
            .post("/v1/assignments/accept", json!({ "assignments": [id] }))
            .ok()
            .await;
        assert_eq!(rows["done"], 1);
        id
    }

    /// The factory's list under a tab.
    pub async fn work(&self, tab: &str) -> Vec<Value> {
        let page = self.factory.get(&format!("/v1/assignments?tab={tab}")).ok().await;
        page["items"].as_array().unwrap().clone()
    }

    /// One order as its merchant sees it.
    pub async fn seen(&self, order: &str) -> Value {
        self.merchant.get(&format!("/v1/orders/{order}")).ok().await
    }
}

/// The text of a JSON string.
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// The codes of the rows of a bulk answer; `ok` where it was done.
pub fn codes(rows: &Value) -> Vec<String> {
    let rows = rows["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row["problem"]["code"].as_str().unwrap_or("ok").to_owned())
        .collect()
}
