//! The main job as the doors see it, every answer kept, every place it touched within reach.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::TcpListener;

use chrono::{DateTime, Duration};
use platform::sandbox::{self, Credential, Options, Server};
use serde_json::{Value, json};
use shared::carrier::sandbox::CODE;
use shared::clock::Clock;
use shared::vault::credential;
use shared::worker::{self, Works};
use tests::canary::{Hunt, Sighting};
use tests::{App, Client, Reply};
use ticket::{SealKey, SignKey};

use super::people::{self, ALLOWED, BUYERS};
use super::places::{self, Logs};
use super::server;
use super::walk::{Answered, walk};

/// A caller whose every answer is kept.
pub struct Heard {
    client: Client,
    said: RefCell<Vec<(String, Vec<u8>)>>,
}

impl Heard {
    fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            said: RefCell::default(),
        }
    }

    pub fn keep(&self, reply: &Reply) -> Value {
        let mut bytes = reply.body.clone();
        bytes.extend_from_slice(format!("{:?}", reply.headers).as_bytes());
        self.said.borrow_mut().push((reply.what.clone(), bytes));
        reply.ok()
    }

    pub async fn get(&self, path: &str) -> Value {
        self.keep(&self.client.get(path).await)
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        self.keep(&self.client.post(path, body).await)
    }

    /// Asks what may be refused; true if it was answered.
    pub async fn look(&self, path: &str) -> bool {
        let reply = self.client.get(path).await;
        let mut bytes = reply.body.clone();
        bytes.extend_from_slice(format!("{} {:?}", reply.what, reply.headers).as_bytes());
        self.said.borrow_mut().push((reply.what, bytes));
        reply.status == 200
    }

    /// All that was said so far, as text.
    pub fn said(&self) -> String {
        let said = self.said.borrow();
        let words = said.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes));
        words.collect::<Vec<_>>().join("\n")
    }

    pub fn search(&self, hunt: &Hunt) -> BTreeSet<Sighting> {
        let said = self.said.borrow();
        said.iter()
            .flat_map(|(what, bytes)| hunt.search(what, bytes))
            .collect()
    }
}

/// The stage of the story.
pub struct Story {
    pub app: App,
    pub carrier: Server,
    carriers_clock: Clock,
    folder: tempfile::TempDir,
    pub merchant: Heard,
    pub factory: Heard,
    binding: Value,
    /// The jobs as they waited, each time before they were done.
    pub jobs: RefCell<Vec<u8>>,
    answered: RefCell<Answered>,
    /// PostgreSQL's own files, where it is the database.
    pub server: RefCell<Option<server::Server>>,
}

impl Story {
    pub async fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let secret = Credential::generate();
        let (key, word) = (secret.app_key.clone(), secret.secret.clone());
        let carriers_clock = Clock::standing(DateTime::from_timestamp(1_793_599_200, 0).unwrap());
        let options = Options {
            clock: carriers_clock.clone(),
            ..Options::new(folder.path().join("ledger"), secret)
        };
        let carrier = sandbox::serve(TcpListener::bind("127.0.0.1:0").unwrap(), options).unwrap();
        let url = carrier.url();
        let app = App::start_logged(&|name| match name {
            "SEALSHIP_SANDBOX_CARRIER" => Some(url.clone()),
            "SEALSHIP_SANDBOX_KEY" => Some(key.clone()),
            _ => None,
        })
        .await;
        let house = app.house();
        credential::put(
            &house.config().keys(),
            house.vault().unwrap().provider(),
            CODE,
            word.as_bytes(),
        )
        .unwrap();
        let server = server::Server::watch(app.database());
        places::keep_jobs(&app);
        let merchant = Heard::new(&app.merchant("山野户外").await.client);
        let factory = Heard::new(&app.factory("云坊家纺厂").await.client);
        let mut story = Self {
            app,
            carrier,
            carriers_clock,
            folder,
            merchant,
            factory,
            binding: Value::Null,
            jobs: RefCell::default(),
            answered: RefCell::default(),
            server: RefCell::new(server),
        };
        story.bind().await;
        story
    }

    pub async fn bind(&mut self) {
        let sender = json!({ "name": "云坊仓", "phone": "0579-88888888", "province": "浙江省", "city": "金华市",
            "district": "义乌市", "address": "北苑街道秋实路88号" });
        let mut codes = Vec::new();
        for side in [&self.merchant, &self.factory] {
            let party = side.get("/v1/party").await;
            let on = json!({ "version": party["version"], "drop_shipping": true, "sender": sender });
            codes.push(side.keep(&side.client.patch("/v1/party", on).await)["code"].clone());
        }
        let offer = self
            .merchant
            .post("/v1/bindings", json!({ "code": codes[1], "note": "每日约500单" }))
            .await;
        self.binding = offer["id"].clone();
        let path = format!("/v1/bindings/{}/accept", text(&self.binding));
        self.factory
            .post(&path, json!({ "version": offer["version"] }))
            .await;
    }

    pub async fn account(&self) -> Value {
        let ask =
            json!({ "carrier": CODE, "name": "测试面单", "settlement_no": "ST77001", "branch": "北苑网点" });
        let asked = self.factory.post("/v1/waybill-accounts", ask).await;
        let operator = self.app.operator().await;
        let path = format!("/v1/waybill-accounts/{}", text(&asked["id"]));
        let yes = json!({ "version": asked["version"], "price_fen": 220 });
        operator.post(&format!("{path}/approve"), yes).ok().await;
        operator
            .post(
                &format!("{path}/top-ups"),
                json!({ "fen": 500_000, "reference": "T-1", "note": "首次充值" }),
            )
            .ok()
            .await;
        asked["id"].clone()
    }

    /// Uploads a file; looks into its spool before anyone reads it.
    pub async fn import(&self, hunt: &Hunt, name: &str, bytes: Vec<u8>) {
        let path = format!("/v1/imports?name={name}");
        let call = self
            .merchant
            .client
            .post(&path, Value::Null)
            .body(bytes, "application/octet-stream");
        let begun = self.merchant.keep(&call.await);
        let spool = self.app.data().join("spool");
        assert!(
            std::fs::read_dir(&spool).unwrap().count() > 0,
            "no spool: nothing was looked at"
        );
        assert_eq!(places::files(hunt, &spool), BTreeSet::new());
        // The spool is sealed whole: not even what everybody may read stands in it.
        assert_eq!(places::files(&Hunt::of(&[ALLOWED]), &spool), BTreeSet::new());
        self.work().await;
        let batch = self
            .merchant
            .get(&format!("/v1/batches/{}", text(&begun["id"])))
            .await;
        assert_eq!(
            (&batch["state"], &batch["refused"]),
            (&json!("done"), &json!(0)),
            "{name}: {batch}"
        );
    }

    pub async fn orders(&self, hunt: &Hunt) -> Vec<Value> {
        self.merchant.post("/v1/orders", people::JSON.json()).await;
        self.import(hunt, "utf8.csv", people::UTF8.csv()).await;
        self.import(hunt, "gbk.csv", people::GBK_FILE.gbk()).await;
        self.import(hunt, "book.xlsx", people::XLSX.xlsx()).await;
        let orders = self.merchant.get("/v1/orders?stage=to_assign").await;
        let orders = orders["items"].as_array().unwrap().clone();
        assert_eq!(orders.len(), BUYERS.len());
        orders
    }

    pub async fn assign(&self, orders: &[Value]) {
        let rows: Vec<Value> = orders
            .iter()
            .map(|order| json!({ "order": order["id"], "to": self.binding }))
            .collect();
        all_done(
            &self
                .merchant
                .post("/v1/assignments", json!({ "rows": rows }))
                .await,
        );
        self.turn(Duration::seconds(11));
        self.work().await;
    }

    pub async fn accept_and_number(&self, account: &Value) -> Vec<Value> {
        let waiting = self.factory.get("/v1/assignments?tab=to_accept").await;
        let ids: Vec<Value> = waiting["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].clone())
            .collect();
        assert_eq!(ids.len(), BUYERS.len());
        for id in &ids {
            self.factory.get(&format!("/v1/assignments/{}", text(id))).await;
        }
        all_done(
            &self
                .factory
                .post("/v1/assignments/accept", json!({ "assignments": ids }))
                .await,
        );
        let rows: Vec<Value> = ids.iter().map(|id| json!({ "assignment": id })).collect();
        let take = json!({ "carrier": CODE, "account": account, "rows": rows });
        all_done(&self.factory.post("/v1/waybills", take).await);
        self.work().await;
        let parcels = self.factory.get("/v1/parcels?stage=print").await;
        let parcels = parcels["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|parcel| parcel["id"].clone());
        parcels.collect()
    }

    /// An agent as the protocol knows it: two keys and a one-time code. Answers the sealed envelopes.
    pub async fn print(&self, parcels: &[Value]) -> Value {
        let password = json!({ "password": tests::app::PASSWORD });
        self.factory.post("/v1/session/step-up", password).await;
        let invited = self
            .factory
            .post("/v1/print-agents", json!({ "name": "打包台1" }))
            .await;
        let (seal, sign) = (SealKey::generate(), SignKey::generate().unwrap());
        let ask = ticket::door::EnrolAsk::new(
            text(&invited["code"]).to_owned(),
            "打包台1".to_owned(),
            seal.public(),
            &sign,
        );
        let door = self.app.nobody(shared::party::Side::Platform);
        door.post("/v1/agents/enrol", serde_json::to_value(ask).unwrap())
            .ok()
            .await;
        let print = json!({ "agent": invited["agent"], "parcels": parcels, "size": "76x130" });
        let asked = self.factory.post("/v1/prints", print).await;
        all_done(&asked);
        self.work().await;
        let task = self
            .factory
            .get(&format!("/v1/prints/{}", text(&asked["task"])))
            .await;
        assert_eq!(
            task["documents"].as_array().map(Vec::len),
            Some(parcels.len()),
            "{task}"
        );
        task
    }

    pub async fn ship(&self, parcels: &[Value]) {
        let rows: Vec<Value> = parcels.iter().map(|parcel| json!({ "parcel": parcel })).collect();
        all_done(
            &self
                .factory
                .post("/v1/parcels/ship", json!({ "parcels": rows }))
                .await,
        );
        self.turn(Duration::minutes(10));
        self.work().await;
    }

    /// Everything either side can ask for.
    pub async fn look_around(&self) {
        walk(&self.merchant, &mut Answered::new()).await;
        let mut answered = self.answered.take();
        walk(&self.factory, &mut answered).await;
        self.answered.replace(answered);
    }

    /// The factory has papers, a template and a batch, so that there is something behind each of its questions.
    pub async fn keep(&self, parcels: &[Value]) {
        let element = json!({ "kind": "text", "x": 2, "y": 1, "w": 40, "h": 4, "text": "{shop} {alias}" });
        let design = json!({ "version": 1, "elements": [element] });
        let draft = json!({ "name": "拣货", "size": "76x130", "design": design });
        self.factory.post("/v1/label-templates", draft).await;
        for paper in ["packing-slips", "pick-list"] {
            let path = format!("/v1/papers/{paper}");
            self.factory.post(&path, json!({ "parcels": parcels })).await;
        }
        let ship = json!({ "selection": { "ids": [parcels[0]] } });
        self.factory.post("/v1/batches/ship", ship).await;
        self.work().await;
    }

    /// Each of the factory's questions was answered at least once.
    pub fn everything_was_asked(&self) {
        let answered = self.answered.borrow();
        let silent: Vec<&String> = answered
            .iter()
            .filter(|(_, was)| !**was)
            .map(|(path, _)| path)
            .collect();
        assert!(silent.is_empty(), "nobody answered {silent:?}");
        assert!(answered.keys().filter(|path| path.contains('{')).count() > 8);
    }

    pub fn turn(&self, by: Duration) {
        self.app.turn(by);
        self.carriers_clock.turn(by);
    }

    /// Keeps the jobs as they wait, each with a word that everybody may read; then does them.
    pub async fn work(&self) {
        let house = self.app.house();
        self.app
            .execute(&format!("UPDATE jobs SET last_error = '{ALLOWED}'"));
        self.jobs.borrow_mut().append(&mut places::jobs(house.db()));
        worker::drain(house, &Works::of(house).unwrap()).await.unwrap();
    }

    pub fn mails(&self) -> Vec<u8> {
        let kept = self.app.house().post().kept();
        assert!(!kept.is_empty(), "no mail: nothing was looked at");
        kept.into_iter().flat_map(|sent| sent.eml.into_bytes()).collect()
    }

    /// What PostgreSQL's own files say, where it is the database.
    pub fn search_server(&self, hunt: &Hunt) -> BTreeSet<Sighting> {
        let mut server = self.server.borrow_mut();
        server
            .as_mut()
            .map(|server| server.search(hunt))
            .unwrap_or_default()
    }

    /// Everywhere a receiver could have gone.
    pub fn search(&self, hunt: &Hunt, logs: Logs) -> BTreeSet<Sighting> {
        let mut found = places::files(hunt, self.app.data());
        found.append(&mut places::files(hunt, self.folder.path()));
        found.append(&mut places::database(hunt, self.app.house().db()));
        found.append(&mut logs.search(hunt));
        found.append(&mut hunt.search("mails", &self.mails()));
        found.append(&mut hunt.search("jobs", &self.jobs.borrow()));
        found.append(&mut self.merchant.search(hunt));
        found.append(&mut self.factory.search(hunt));
        found
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn all_done(answer: &Value) {
    let rows = answer["rows"].as_array().into_iter().flatten();
    let refused: Vec<&Value> = rows.filter(|row| !row["problem"].is_null()).collect();
    assert!(refused.is_empty(), "{refused:?}");
}
