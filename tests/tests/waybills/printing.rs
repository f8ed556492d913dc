//! Labels through the doors: tickets redeemed once, receipts taken, open fates asked about, agents revoked.

use chrono::Duration;
use serde_json::{Value, json};
use shared::party::Side;
use ticket::door::{AGENT_HEADER, EnrolAsk, RedemptionAsk, SIGNATURE_HEADER, TIME_HEADER, sign_request};
use ticket::{Envelope, Outcome, Receipt, SealKey, SignKey, sha256};

use super::scene::{Scene, code, oks};

/// Numbered parcels, and an agent as the protocol knows it.
pub(super) struct Line {
    pub scene: Scene,
    pub agent: String,
    pub sign: SignKey,
    pub parcels: Vec<Value>,
}

impl Line {
    pub async fn set(orders: usize) -> Self {
        let scene = Scene::set(orders, 100_000, "0").await;
        if orders > 0 {
            oks(&scene.take(&scene.given).await);
            scene.settle().await;
        }
        let page = scene.factory.get("/v1/parcels?stage=print").ok().await;
        let parcels = page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|card| card["id"].clone())
            .collect();
        let password = json!({ "password": tests::app::PASSWORD });
        scene.factory.post("/v1/session/step-up", password).ok().await;
        let invited = scene
            .factory
            .post("/v1/print-agents", json!({ "name": "打包台1" }))
            .ok()
            .await;
        let (seal, sign) = (SealKey::generate(), SignKey::generate().unwrap());
        let ask = EnrolAsk::new(text(&invited["code"]), "打包台1".into(), seal.public(), &sign);
        let door = scene.app.nobody(Side::Platform);
        door.post("/v1/agents/enrol", serde_json::to_value(&ask).unwrap())
            .ok()
            .await;
        // A code is for one agent.
        door.post("/v1/agents/enrol", serde_json::to_value(&ask).unwrap())
            .problem("agent_code_not_valid")
            .await;
        Self {
            agent: text(&invited["agent"]),
            scene,
            sign,
            parcels,
        }
    }

    pub async fn print(&self, reason: &str) -> (String, Vec<Envelope>) {
        let ask = json!({ "agent": self.agent, "parcels": self.parcels, "size": "76x130", "reason": reason });
        let asked = self.scene.factory.post("/v1/prints", ask).ok().await;
        oks(&asked);
        self.sealed(&text(&asked["task"])).await
    }

    async fn sealed(&self, task: &str) -> (String, Vec<Envelope>) {
        self.scene.app.work().await;
        let view = self.scene.factory.get(&format!("/v1/prints/{task}")).ok().await;
        let documents = view["documents"].as_array().unwrap();
        let envelopes = documents.iter().map(|document| {
            serde_json::from_value(document["envelope"].clone()).unwrap_or_else(|_| panic!("{document}"))
        });
        (task.to_owned(), envelopes.collect())
    }

    fn signed(&self, path: &str, body: &Value) -> tests::client::Call {
        let bytes = serde_json::to_vec(body).unwrap();
        let time = self.scene.app.now().timestamp();
        let signature = sign_request(&self.sign, "POST", path, time, &bytes).to_string();
        self.scene
            .app
            .nobody(Side::Platform)
            .post(path, json!({}))
            .body(bytes, "application/json")
            .header(AGENT_HEADER, &self.agent)
            .header(TIME_HEADER, &time.to_string())
            .header(SIGNATURE_HEADER, &signature)
    }

    pub fn redeem(&self, envelope: &Envelope) -> tests::client::Call {
        let now = self.scene.app.now().timestamp();
        let ask = RedemptionAsk::new(envelope.header.ticket_id.clone(), &self.agent, now, &self.sign);
        self.signed("/v1/agents/self/redemptions", &serde_json::to_value(ask).unwrap())
    }

    pub async fn receipt(&self, envelope: &Envelope, outcome: Outcome) -> Value {
        let receipt = Receipt {
            ticket_id: envelope.header.ticket_id.clone(),
            agent_id: self.agent.clone(),
            document_id: envelope.header.document_id.clone(),
            outcome,
            bitmap_hash: Some(sha256(b"dots")),
            printer: "P".into(),
            at: self.scene.app.now().timestamp(),
            code: None,
        };
        let body = json!({ "receipts": [receipt.sign(&self.sign)] });
        self.signed("/v1/agents/self/receipts", &body).ok().await
    }

    /// Hours pass, in which the factory keeps signed in.
    async fn wait(&self, hours: usize) {
        for _ in 0..hours {
            self.scene.app.turn(Duration::hours(1));
            self.scene.factory.get("/v1/print-agents").ok().await;
        }
    }

    async fn open(&self, fate: &str) -> Vec<Value> {
        let page = self
            .scene
            .factory
            .get(&format!("/v1/labels?fate={fate}"))
            .ok()
            .await;
        page["items"].as_array().unwrap().clone()
    }

    pub async fn say(&self, envelope: &Envelope, printed: bool) -> tests::client::Call {
        let path = format!("/v1/tickets/{}/say", envelope.header.ticket_id);
        self.scene.factory.post(&path, json!({ "printed": printed }))
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_label_of_unknown_fate_is_asked_about_and_the_answer_is_on_record() {
    let line = Line::set(2).await;
    let (_, envelopes) = line.print("").await;
    for envelope in &envelopes {
        line.redeem(envelope).ok().await;
        line.redeem(envelope).problem("already_redeemed").await;
        line.receipt(envelope, Outcome::Unknown).await;
    }
    let open = line.open("unknown").await;
    assert_eq!(open.len(), 2);
    assert_eq!(
        (&open[0]["actions"], &open[0]["agent_name"]),
        (&json!(["say"]), &json!("打包台1"))
    );
    // Never silently again: without a reason it is refused, and no ticket was made.
    let ask = json!({ "agent": line.agent, "parcels": line.parcels, "size": "76x130" });
    let refused = line.scene.factory.post("/v1/prints", ask.clone()).ok().await;
    assert_eq!(code(&refused, 0), Some("reprint_reason"));
    let said = line.say(&envelopes[0], true).await.ok().await;
    assert_eq!(said["state"], "printed");
    line.say(&envelopes[0], false)
        .await
        .problem("state_forbids")
        .await;
    let said = line.say(&envelopes[1], false).await.ok().await;
    assert_eq!(said["state"], "failed");
    assert!(line.open("unknown").await.is_empty());
    assert_eq!(line.scene.app.count("label_answers", "printed"), 1);
    assert_eq!(line.scene.app.count("label_answers", "said_by IS NOT NULL"), 2);
    assert_eq!(
        line.scene.app.count("parcels", "prints = 1 AND stage = 'ship'"),
        1
    );
    // What did not come out gets a fresh ticket without a reason; what did wants one.
    let again = line.scene.factory.post("/v1/prints", ask).ok().await;
    let codes: Vec<_> = (0..2).map(|row| code(&again, row)).collect();
    assert!(
        codes.contains(&Some("reprint_reason")) && codes.contains(&None),
        "{again}"
    );
    // A late receipt does not overrule a person.
    let late = line.receipt(&envelopes[0], Outcome::Failed).await;
    assert_eq!(late["refused"][0]["code"], "state_forbids");
}

#[actix_web::test]
async fn labels_without_a_receipt_are_shown_after_a_while_and_spoken_for() {
    let line = Line::set(2).await;
    let (_, envelopes) = line.print("").await;
    line.redeem(&envelopes[0]).ok().await;
    assert!(line.open("no_receipt").await.is_empty(), "its agent may be at it");
    line.say(&envelopes[0], true).await.problem("state_forbids").await;
    line.scene.app.turn(Duration::minutes(11));
    let open = line.open("no_receipt").await;
    let states: Vec<_> = open.iter().map(|label| text(&label["state"])).collect();
    assert!(
        states.contains(&"redeemed".to_owned()) && states.contains(&"sealed".to_owned()),
        "{states:?}"
    );
    let page = line
        .scene
        .factory
        .get("/v1/labels?fate=no_receipt&limit=1")
        .ok()
        .await;
    let rest = line
        .scene
        .factory
        .get(&format!(
            "/v1/labels?fate=no_receipt&cursor={}",
            text(&page["next"])
        ))
        .ok()
        .await;
    assert_eq!(
        (
            page["items"].as_array().unwrap().len(),
            rest["items"].as_array().unwrap().len()
        ),
        (1, 1)
    );
    line.say(&envelopes[1], true).await.problem("state_forbids").await;
    line.say(&envelopes[0], false).await.ok().await;
    // A stranger's label is not there.
    let path = format!("/v1/tickets/{}/say", envelopes[0].header.ticket_id);
    line.scene
        .merchant
        .post(&path, json!({ "printed": true }))
        .problem("not_found")
        .await;
}

#[actix_web::test]
async fn a_revoked_agents_tickets_die() {
    let line = Line::set(1).await;
    let (task, envelopes) = line.print("").await;
    line.signed("/v1/agents/self/hello", &json!({})).ok().await;
    line.scene
        .factory
        .post(&format!("/v1/print-agents/{}/revoke", line.agent), json!({}))
        .ok()
        .await;
    line.redeem(&envelopes[0]).problem("agent_revoked").await;
    line.signed("/v1/agents/self/hello", &json!({}))
        .problem("agent_revoked")
        .await;
    let view = line.scene.factory.get(&format!("/v1/prints/{task}")).ok().await;
    let document = &view["documents"][0];
    assert_eq!(
        (&document["state"], &document["code"]),
        (&json!("refused"), &json!("agent_revoked"))
    );
    assert!(document["envelope"].is_null());
    let query = format!("/v1/print-agents/diagnosis?reached=true&agent={}", line.agent);
    assert_eq!(line.scene.factory.get(&query).ok().await["obstacle"], "revoked");
    assert_eq!(
        line.scene.merchant.get(&query).ok().await["obstacle"],
        "wrong_account"
    );
    let gone = line
        .scene
        .factory
        .get("/v1/print-agents/diagnosis?reached=false")
        .ok()
        .await;
    assert_eq!(gone["obstacle"], "not_running");
}

#[actix_web::test]
async fn from_the_nth_again_makes_a_task_of_the_rest() {
    let line = Line::set(3).await;
    let (task, envelopes) = line.print("").await;
    for envelope in &envelopes {
        line.redeem(envelope).ok().await;
        line.receipt(envelope, Outcome::Printed).await;
    }
    let ask = |from: i64, reason: &str| json!({ "task": task, "from": from, "reason": reason });
    let factory = &line.scene.factory;
    factory
        .post("/v1/prints/again", ask(4, "卡纸"))
        .problem("invalid_field")
        .await;
    let refused = factory.post("/v1/prints/again", ask(2, "")).ok().await;
    assert_eq!(
        (code(&refused, 0), code(&refused, 1)),
        (Some("reprint_reason"), Some("reprint_reason"))
    );
    let again = factory.post("/v1/prints/again", ask(2, "卡纸")).ok().await;
    let rows = oks(&again);
    assert_eq!((rows.len(), &rows[0]["print_no"]), (2, &json!(2)));
    let (_, fresh) = line.sealed(&text(&again["task"])).await;
    let numbers = |envelopes: &[Envelope]| {
        envelopes
            .iter()
            .map(|e| e.header.document_id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&fresh), numbers(&envelopes[1..]));
    assert_eq!(fresh[0].header.print_no, 2);
}

#[actix_web::test]
async fn a_ticket_opened_without_the_agent_says_what_it_is() {
    let line = Line::set(1).await;
    let (_, envelopes) = line.print("").await;
    let door = line.scene.app.nobody(Side::Platform);
    let told = door
        .post(
            "/v1/tickets/explain",
            serde_json::to_value(&envelopes[0]).unwrap(),
        )
        .ok()
        .await;
    assert_eq!(
        (&told["genuine"], &told["state"]),
        (&json!(true), &json!("sealed"))
    );
    assert!(text(&told["remedy"]).contains("enrol"));
    let mut bent = envelopes[0].clone();
    bent.header.print_no += 1;
    let told = door
        .post("/v1/tickets/explain", serde_json::to_value(&bent).unwrap())
        .ok()
        .await;
    assert_eq!((&told["genuine"], &told["state"]), (&json!(false), &Value::Null));
    let page = door.get("/v1/agents/about").await;
    assert!(page.text().contains("print-agent enrol"));
    line.redeem(&envelopes[0]).ok().await;
    let told = door
        .post(
            "/v1/tickets/explain",
            serde_json::to_value(&envelopes[0]).unwrap(),
        )
        .ok()
        .await;
    assert_eq!(told["state"], "redeemed");
}

#[actix_web::test]
async fn a_ticket_too_old_and_an_agents_clock_that_is_off_redeem_nothing() {
    let line = Line::set(1).await;
    let (_, envelopes) = line.print("").await;
    let old = line.redeem(&envelopes[0]);
    line.scene.app.turn(Duration::minutes(6));
    old.problem("clock_off").await;
    line.scene.app.turn(Duration::hours(24));
    line.redeem(&envelopes[0]).problem("ticket_expired").await;
    shared::worker::keep_house(line.scene.app.house()).unwrap();
    let kept = "state = 'refused' AND code = 'ticket_expired' AND envelope IS NULL";
    assert_eq!(line.scene.app.count("tickets", kept), 1, "nothing of it is kept");
}

/// What was allowed when the label was asked for is asked again when an agent opens its ticket.
#[actix_web::test]
async fn a_suspended_factorys_agent_opens_nothing_more_and_neither_what_is_being_voided() {
    let line = Line::set(2).await;
    let (_, envelopes) = line.print("").await;
    let page = line.scene.factory.get("/v1/parcels?stage=print").ok().await;
    let waybill = &page["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|card| card["id"] == line.parcels[0])
        .unwrap()["waybill"];
    let void = json!({ "rows": [{ "waybill": waybill["id"] }] });
    oks(&line.scene.factory.post("/v1/waybills/void", void).ok().await);
    line.redeem(&envelopes[0]).problem("ticket_expired").await;
    let operator = line.scene.app.operator().await;
    let parties = operator.get("/v1/parties?limit=200").ok().await;
    let factory = parties["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|party| line.scene.factory.id == text(&party["id"]))
        .unwrap();
    let path = format!("/v1/parties/{}/suspend", text(&factory["id"]));
    let ask = json!({ "version": factory["version"], "note": "泄露" });
    operator.post(&path, ask).ok().await;
    line.redeem(&envelopes[1]).problem("party_not_active").await;
}

/// A label is no archive of addresses: two days after it left, nobody makes it anew.
#[actix_web::test]
async fn what_left_is_labelled_anew_for_two_days_only() {
    let line = Line::set(1).await;
    let (_, envelopes) = line.print("").await;
    line.redeem(&envelopes[0]).ok().await;
    line.receipt(&envelopes[0], Outcome::Printed).await;
    let ship = json!({ "parcels": [{ "parcel": line.parcels[0] }] });
    oks(&line.scene.factory.post("/v1/parcels/ship", ship).ok().await);
    line.wait(47).await;
    let (_, again) = line.print("面单丢失").await;
    assert_eq!(again[0].header.print_no, 2);
    line.wait(2).await;
    let ask = json!({ "agent": line.agent, "parcels": line.parcels, "size": "76x130", "reason": "再打" });
    let late = line.scene.factory.post("/v1/prints", ask).ok().await;
    assert_eq!(code(&late, 0), Some("state_forbids"), "{late}");
    line.redeem(&again[0]).problem("state_forbids").await;
}
