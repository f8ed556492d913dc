//! A merchant, a factory that accepted his orders, an account with money, and a sandbox carrier that can misbehave.

use std::net::TcpListener;

use chrono::Duration;
use platform::sandbox::{self, Credential, Faults, Options, Server};
use serde_json::{Value, json};
use shared::ledger::check::discrepancies;
use shared::party::Side;
use shared::vault::credential;
use tests::App;
use tests::app::Party;
use tests::client::Client;
use ticket::door::EnrolAsk;
use ticket::{SealKey, SignKey};

/// What a number to Zhejiang costs at the sandbox, in fen.
pub const FEE: i64 = 120;

pub struct Scene {
    pub app: App,
    pub carrier: Server,
    pub merchant: Party,
    pub factory: Party,
    pub binding: Value,
    /// Assignments the factory accepted, one for each order.
    pub given: Vec<Value>,
}

impl Scene {
    /// `orders` accepted orders of one piece each, and `fen` in the factory's account.
    pub async fn set(orders: usize, fen: i64, latency: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let secret = Credential::generate();
        let key = secret.app_key.clone();
        let app = App::start_with(&|name| match name {
            "SEALSHIP_SANDBOX_CARRIER" => Some(url.clone()),
            "SEALSHIP_SANDBOX_KEY" => Some(key.clone()),
            _ => None,
        })
        .await;
        let (keys, vault) = (app.house().config().keys(), app.house().vault().unwrap());
        credential::put(&keys, vault.provider(), "sandbox", secret.secret.as_bytes()).unwrap();
        let mut options = Options::new(app.data().join("sandbox"), secret);
        options.fsync = false;
        options.latency = latency.parse().unwrap();
        options.clock = app.house().clock().clone();
        let carrier = sandbox::serve(listener, options).unwrap();
        let (merchant, factory) = (app.merchant("花店").await, app.factory("云坊").await);
        open_for_work(&merchant).await;
        open_for_work(&factory).await;
        let binding = bind(&merchant, &factory).await;
        let mut scene = Self {
            app,
            carrier,
            merchant,
            factory,
            binding,
            given: Vec::new(),
        };
        scene.given = scene.give(orders, &scene.binding.clone()).await;
        if orders > 0 {
            let ask = json!({ "assignments": scene.given });
            all_done(&scene.factory.post("/v1/assignments/accept", ask).ok().await);
        }
        if fen > 0 {
            scene.account(&scene.factory, fen).await;
        }
        scene
    }

    /// The merchant as the owner of orders.
    pub fn merchant_id(&self) -> shared::id::MerchantId {
        self.merchant.id.parse::<shared::id::PartyId>().unwrap().cast()
    }

    /// Brings orders and gives them to `to`; past the undo window.
    pub async fn give(&self, count: usize, to: &Value) -> Vec<Value> {
        let mut given = Vec::new();
        for chunk in (0..count).collect::<Vec<_>>().chunks(500) {
            let orders: Vec<Value> = chunk
                .iter()
                .map(|n| order(&format!("{}-{n}", uuid::Uuid::new_v4()), *n))
                .collect();
            let taken = self
                .merchant
                .post("/v1/orders", json!({ "orders": orders }))
                .ok()
                .await;
            let rows: Vec<Value> = oks(&taken)
                .iter()
                .map(|row| json!({ "order": row["id"], "to": to }))
                .collect();
            let answer = self
                .merchant
                .post("/v1/assignments", json!({ "rows": rows }))
                .ok()
                .await;
            given.extend(oks(&answer).iter().map(|row| row["assignment"].clone()));
        }
        self.app.turn(Duration::seconds(11));
        self.app.work().await;
        given
    }

    /// An active sandbox account of a party with that much money.
    pub async fn account(&self, party: &Client, fen: i64) -> String {
        let ask = json!({ "carrier": "sandbox", "name": "测试", "settlement_no": "SBX-1" });
        let account = party.post("/v1/waybill-accounts", ask).ok().await;
        let path = format!("/v1/waybill-accounts/{}", account["id"].as_str().unwrap());
        let operator = self.app.operator().await;
        let approval = json!({ "price_fen": 0, "version": account["version"] });
        operator.post(&format!("{path}/approve"), approval).ok().await;
        if fen > 0 {
            let paid = json!({ "fen": fen, "reference": "B1" });
            operator.post(&format!("{path}/top-ups"), paid).ok().await;
        }
        path
    }

    /// What the factory's account says: (balance, held). The books must add up at every moment.
    pub async fn money(&self) -> (i64, i64) {
        let wrong = self.app.house().db().read("books", discrepancies).unwrap();
        assert!(wrong.is_empty(), "{wrong:?}");
        let page = self.factory.get("/v1/waybill-accounts").ok().await;
        let account = &page["items"][0];
        (
            account["balance_fen"].as_i64().unwrap(),
            account["held_fen"].as_i64().unwrap(),
        )
    }

    /// Asks for numbers for these assignments.
    pub async fn take(&self, which: &[Value]) -> Value {
        let rows: Vec<Value> = which
            .iter()
            .map(|a| json!({ "assignment": a, "weight_g": 500 }))
            .collect();
        self.factory
            .post("/v1/waybills", json!({ "carrier": "sandbox", "rows": rows }))
            .ok()
            .await
    }

    /// Works, and turns the clock as long as something waits for its time; at most some minutes of it.
    pub async fn settle(&self) {
        for _ in 0..12 {
            self.app.work().await;
            if self.app.count("jobs", "kind LIKE 'waybill.%'") == 0 {
                return;
            }
            self.app.turn(Duration::seconds(40));
        }
        panic!("waybill jobs do not end");
    }

    /// From now on the carrier misbehaves like this: `drop-reply=1`.
    pub fn fault(&self, text: &str) {
        self.carrier.set_faults(Faults::default().with(text).unwrap());
    }

    pub fn no_fault(&self) {
        self.carrier.set_faults(Faults::default());
    }

    /// The waybill as the factory sees it.
    pub async fn waybill(&self, view: &Value) -> Value {
        self.factory
            .get(&format!("/v1/waybills/{}", view["id"].as_str().unwrap()))
            .ok()
            .await
    }

    /// Everything the carrier sold is on exactly one of these waybills, and each has one.
    pub async fn all_issued_once(&self, taken: &[Value]) {
        let sold = self.carrier.sold();
        let mut bought: Vec<String> = sold.iter().map(|sale| sale.number.clone()).collect();
        let mut known = Vec::new();
        for view in taken {
            let now = self.waybill(view).await;
            assert_eq!(now["state"], "issued", "{now}");
            known.push(now["number"].as_str().unwrap().to_owned());
        }
        bought.sort();
        known.sort();
        assert_eq!(known, bought, "sold = confirmed");
    }
}

/// Switches drop-shipping on, and says whence the party sends.
pub async fn open_for_work(party: &Party) {
    let sender = json!({ "name": "云坊仓", "phone": "0571-88888888", "province": "浙江省", "city": "杭州市",
        "district": "西湖区", "address": "文三路 1 号" });
    let own = party.get("/v1/party").ok().await;
    let change = json!({ "drop_shipping": true, "sender": sender, "version": own["version"] });
    party.patch("/v1/party", change).ok().await;
}

/// Binds two that are open for work.
pub async fn bind(merchant: &Party, factory: &Party) -> Value {
    let offered = merchant
        .post("/v1/bindings", json!({ "code": factory.code }))
        .ok()
        .await;
    let path = format!("/v1/bindings/{}/accept", offered["id"].as_str().unwrap());
    let version = json!({ "version": offered["version"] });
    factory.post(&path, version).ok().await;
    offered["id"].clone()
}

/// A print agent of a party, as the protocol knows it: two keys and a one-time code. Its id.
pub async fn agent(app: &App, of: &Client) -> Value {
    let password = json!({ "password": tests::app::PASSWORD });
    of.post("/v1/session/step-up", password).ok().await;
    let invited = of
        .post("/v1/print-agents", json!({ "name": "打包台1" }))
        .ok()
        .await;
    let (seal, sign) = (SealKey::generate(), SignKey::generate().unwrap());
    let code = invited["code"].as_str().unwrap().to_owned();
    let ask = EnrolAsk::new(code, "打包台1".to_owned(), seal.public(), &sign);
    let door = app.nobody(Side::Platform);
    let enrolled = door.post("/v1/agents/enrol", serde_json::to_value(ask).unwrap());
    enrolled.ok().await;
    invited["agent"].clone()
}

/// One order of one piece; receivers differ.
pub fn order(number: &str, n: usize) -> Value {
    json!({
        "external_no": number, "source": "shop", "paid_at": "2026-11-01T10:00:00+08:00",
        "receiver": { "name": "欧阳锋", "phone": format!("138{n:08}"),
            "address": format!("浙江省金华市义乌市北苑街道秋实路{n}号3栋") },
        "lines": [{ "line_id": "1", "sku": "S1", "name": "杯子", "spec": "红", "quantity": 1, "price_fen": 1250 }]
    })
}

/// The results of a bulk act of which every row was done.
pub fn oks(answer: &Value) -> Vec<Value> {
    all_done(answer);
    answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["ok"].clone())
        .collect()
}

pub fn all_done(answer: &Value) {
    assert_eq!(answer["refused"], 0, "{answer}");
}

/// The code a row was refused with, if it was.
pub fn code(answer: &Value, row: usize) -> Option<&str> {
    answer["rows"][row]["problem"]["code"].as_str()
}
