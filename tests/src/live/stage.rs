//! Who takes part: a merchant bound to two factories with waybill accounts, all made through the doors.

use std::collections::VecDeque;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::{Value, json};
use shared::id::{MerchantId, PartyId};

use super::base::{Base, on_postgres};
use super::door::{Door, all_done, text};
use super::server::Server;
use super::{Fallible, Rig, sample};

/// Everybody's.
pub const PASSWORD: &str = "bench-password-2026";
/// Connections a merchant's program keeps open; SQLite has one writer, so more than two would only queue.
pub const CONNECTIONS: usize = 4;

/// A server over a fresh database, and everybody in it.
pub struct Stage {
    /// The merchant, signed in.
    pub merchant: Door,
    /// The merchant's id.
    pub owner: MerchantId,
    /// The factories.
    pub factories: Vec<Factory>,
    /// The process, stopped before its database goes.
    server: Server,
    /// The database; dropped last.
    pub base: Base,
}

/// A factory the merchant is bound to.
pub struct Factory {
    /// Signed in.
    pub door: Door,
    /// The factory.
    pub id: PartyId,
    /// The binding with the first merchant, as URLs name it.
    pub binding: String,
    /// The bindings with each merchant, in their order.
    pub bindings: Vec<String>,
    /// Its waybill account, as URLs name it.
    pub account: String,
}

/// Everybody who takes part, signed in.
pub struct People {
    /// The first operator.
    pub operator: Door,
    /// The merchants, each bound to every factory.
    pub merchants: Vec<(Door, MerchantId)>,
    /// The factories; their bindings are those with the first merchant.
    pub factories: Vec<Factory>,
}

const MERCHANTS: [&str; 3] = ["锦时家居旗舰店", "山野户外", "大米之家"];
const FACTORIES: [&str; 3] = ["云坊家纺厂", "义乌星空礼品厂", "绍兴晴川针织厂"];

impl People {
    /// Lets that many merchants and factories in, at most three of each; every pair is bound.
    pub async fn enter(server: &Server, merchants: usize, factories: usize) -> Fallible<Self> {
        let (mail, password) = server.operator.clone().ok_or("no first operator")?;
        let mut operator = Door::new(&server.platform)?;
        operator.sign_in(&mail, &password).await?;
        let mut people = Self {
            operator,
            merchants: Vec::new(),
            factories: Vec::new(),
        };
        for (n, name) in MERCHANTS.iter().enumerate().take(merchants) {
            let mail = format!("merchant{n}@example.com");
            let (door, view) = enter(&server.merchant, &people.operator, name, &mail).await?;
            let id = PartyId::from_str(&text(&view, "id")?).map_err(|_| "no party id")?;
            people.merchants.push((door, id.cast()));
        }
        for (n, name) in FACTORIES.iter().enumerate().take(factories) {
            let mail = format!("factory{n}@example.com");
            let (door, view) = enter(&server.factory, &people.operator, name, &mail).await?;
            let mut bindings = Vec::new();
            for (merchant, _) in &people.merchants {
                bindings.push(bind(merchant, &door, &text(&view, "code")?).await?);
            }
            people.factories.push(Factory {
                account: account(&door, &people.operator, name).await?,
                id: PartyId::from_str(&text(&view, "id")?).map_err(|_| "no party id")?,
                door,
                binding: bindings.first().cloned().unwrap_or_default(),
                bindings,
            });
        }
        Ok(people)
    }
}

impl Stage {
    /// Starts a server and lets everybody in.
    pub async fn set(rig: &Rig) -> Fallible<Self> {
        let base = Base::fresh(rig)?;
        let server = Server::start(&rig.sealship, &base.url, &base.data())?;
        let people = People::enter(&server, 1, 2).await?;
        let (merchant, owner) = people.merchants.into_iter().next().ok_or("no merchant")?;
        Ok(Self {
            merchant,
            owner,
            factories: people.factories,
            server,
            base,
        })
    }

    /// Where the platform's door is.
    pub fn platform(&self) -> &str {
        &self.server.platform
    }

    /// Brings orders; every one must be taken. Answers how long it took and the orders' public ids, call by call.
    pub async fn bring(&self, bodies: Vec<Bytes>) -> Fallible<(Duration, Vec<String>)> {
        let (took, answers) = self.in_parallel("/v1/orders", bodies, connections()).await?;
        let mut ids = Vec::new();
        for answer in answers {
            let answer = serde_json::from_slice(&answer)?;
            for row in all_done("orders", &answer)? {
                ids.push(text(&row, "id")?);
            }
        }
        Ok((took, ids))
    }

    /// Sends bodies to a path of the merchant's door over several connections; the clock runs from the first byte
    /// sent to the last answer read.
    pub async fn in_parallel(
        &self,
        path: &'static str,
        bodies: Vec<Bytes>,
        connections: usize,
    ) -> Fallible<(Duration, Vec<Bytes>)> {
        parallel(&self.merchant, path, bodies, connections).await
    }

    /// Gives orders to the factories in turn; answers how long the calls took and when the last window ends.
    pub async fn give(&self, orders: &[String]) -> Fallible<Duration> {
        let bindings: Vec<&str> = self
            .factories
            .iter()
            .map(|factory| factory.binding.as_str())
            .collect();
        let mut bodies = Vec::new();
        for some in orders.chunks(sample::CALL) {
            let rows: Vec<Value> = some
                .iter()
                .zip(bindings.iter().cycle())
                .map(|(order, binding)| json!({ "order": order, "to": binding }))
                .collect();
            bodies.push(json!({ "rows": rows }).to_string().into());
        }
        let (took, answers) = self.in_parallel("/v1/assignments", bodies, 2).await?;
        for answer in answers {
            all_done("assign", &serde_json::from_slice(&answer)?)?;
        }
        Ok(took)
    }
}

/// Sends bodies over several connections, each a client of its own.
pub async fn parallel(
    door: &Door,
    path: &'static str,
    bodies: Vec<Bytes>,
    connections: usize,
) -> Fallible<(Duration, Vec<Bytes>)> {
    let waiting = Arc::new(Mutex::new(VecDeque::from(bodies)));
    let mut clients = Vec::new();
    for _ in 0..connections {
        let door = door.another()?;
        door.fetch("/healthz").await?;
        clients.push(door);
    }
    let begun = Instant::now();
    let sending: Vec<_> = clients
        .into_iter()
        .map(|door| tokio::spawn(drain(door, path, Arc::clone(&waiting))))
        .collect();
    let mut answers = Vec::new();
    for sent in sending {
        answers.extend(sent.await??);
    }
    Ok((begun.elapsed(), answers))
}

async fn drain(door: Door, path: &'static str, waiting: Arc<Mutex<VecDeque<Bytes>>>) -> Fallible<Vec<Bytes>> {
    let mut answers = Vec::new();
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let Some(body) = next else {
            return Ok(answers);
        };
        answers.push(door.post_text(path, body).await?);
    }
}

/// How many connections bring orders.
pub fn connections() -> usize {
    if on_postgres() { CONNECTIONS } else { 2 }
}

async fn enter(origin: &str, operator: &Door, name: &str, mail: &str) -> Fallible<(Door, Value)> {
    let mut door = Door::new(origin)?;
    let ask =
        json!({ "party": name, "name": "张经理", "mail": mail, "password": PASSWORD, "locale": "zh-CN" });
    door.post("/v1/applications", &ask).await?;
    let waiting = operator.get("/v1/parties?state=applied").await?;
    let rows = waiting.get("items").and_then(Value::as_array);
    let of_mail = |row: &&Value| row.get("mail").and_then(Value::as_str) == Some(mail);
    if let Some(party) = rows.and_then(|rows| rows.iter().find(of_mail)) {
        let path = format!("/v1/parties/{}/approve", text(party, "id")?);
        operator
            .post(&path, &json!({ "version": party.get("version") }))
            .await?;
    }
    door.sign_in(mail, PASSWORD).await?;
    let mine = door.get("/v1/party").await?;
    let sender = json!({ "name": "云坊仓", "phone": "0579-88888888", "province": "浙江省", "city": "金华市",
                         "district": "义乌市", "address": "北苑街道秋实路88号" });
    let change = json!({ "version": mine.get("version"), "drop_shipping": true, "sender": sender });
    let view = door.patch("/v1/party", &change).await?;
    Ok((door, view))
}

async fn bind(merchant: &Door, factory: &Door, code: &str) -> Fallible<String> {
    let offer = json!({ "code": code, "note": "长期合作" });
    let offer = merchant.post("/v1/bindings", &offer).await?;
    let binding = text(&offer, "id")?;
    let version = json!({ "version": offer.get("version") });
    factory
        .post(&format!("/v1/bindings/{binding}/accept"), &version)
        .await?;
    Ok(binding)
}

async fn account(door: &Door, operator: &Door, name: &str) -> Fallible<String> {
    let ask = json!({ "carrier": "sandbox", "name": format!("{name} 测试面单"), "settlement_no": format!("ST{:08}", name.len() * 7),
                      "branch": "义乌北苑网点" });
    let asked = door.post("/v1/waybill-accounts", &ask).await?;
    let account = text(&asked, "id")?;
    let terms = json!({ "version": asked.get("version"), "price_fen": 220 });
    operator
        .post(&format!("/v1/waybill-accounts/{account}/approve"), &terms)
        .await?;
    let money =
        json!({ "fen": 500_000_000, "reference": format!("bench {mail}", mail = uuid::Uuid::new_v4()) });
    operator
        .post(&format!("/v1/waybill-accounts/{account}/top-ups"), &money)
        .await?;
    Ok(account)
}
