//! Another tenant's thing is not found: never forbidden, never shown, never changed. And it is there: its owner finds it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use actix_web::http::Method;
use shared::party::Side;
use tests::example::Ids;
use tests::{App, Client, Reply, Value, json};

use super::{Cast, Operation, operations, story};
use crate::waybills::scene::open_for_work;

/// What may be known of anybody one works with.
const KNOWN: [&str; 3] = ["pty", "mer", "ful"];

/// The codes that tell nobody whether a thing is there: not found, and what is said before it was looked for.
const SAYS_NOTHING: [&str; 3] = ["not_found", "agent_unknown", "invalid_field"];

/// Somebody who has no business with the victims' things, and what he has himself.
struct Stranger {
    who: &'static str,
    side: Side,
    client: Client,
    own: Option<Ids>,
    /// Batches he began over the victims' things.
    begun: RefCell<BTreeSet<String>>,
}

async fn strangers(cast: &Cast) -> Vec<Stranger> {
    let app = &cast.scene.app;
    let (merchant, factory, told) = story::second_pair(&cast.scene).await;
    let stranger = |who, side, client, own| Stranger {
        who,
        side,
        client,
        own,
        begun: RefCell::default(),
    };
    let (alone, unbound) = (app.merchant("路人").await, app.factory("未绑定厂商").await);
    let warehouse = app.warehouse("别家外仓").await;
    for party in [&alone, &unbound, &warehouse] {
        open_for_work(party).await;
    }
    vec![
        stranger(
            "another merchant of the same factory",
            Side::Merchant,
            merchant.client,
            Some(told.merchant),
        ),
        stranger(
            "another factory of the same merchant",
            Side::Factory,
            factory.client,
            Some(told.factory),
        ),
        stranger("a merchant alone", Side::Merchant, alone.client, None),
        stranger("an unbound factory", Side::Factory, unbound.client, None),
        stranger("an unbound warehouse", Side::Factory, warehouse.client, None),
    ]
}

#[actix_web::test]
async fn another_tenant_finds_nothing_and_its_owner_does() {
    let cast = Cast::play().await;
    for stranger in strangers(&cast).await {
        for operation in &asked(stranger.side) {
            for victim in [Side::Merchant, Side::Factory] {
                stranger
                    .knocks(&cast.scene.app, operation, &cast.victim(victim).1)
                    .await;
            }
        }
        cast.scene.app.work().await;
        stranger.batches_did_nothing().await;
    }
    for side in [Side::Merchant, Side::Factory] {
        let (victim, ids) = cast.victim(side);
        stands(victim).await;
        owner_finds(side, victim, ids).await;
    }
}

/// Batches of one kind a party may begin before one has ended, and not more.
const FEW: usize = 8;

impl Stranger {
    /// With nothing but the victim's ids; and with what is his own but for one thing.
    async fn knocks(&self, app: &App, operation: &Operation, victims: &Ids) {
        let (mut foreign, mut looked) = (false, false);
        for ids in self.keys(victims) {
            for (call, named) in operation.calls(&self.client, &ids) {
                let theirs = secrets(victims).any(|(_, id)| named.contains(id));
                if !theirs && operation.method != Method::GET {
                    continue;
                }
                let reply = call.await;
                self.is_shown_nothing(&reply, &named, victims);
                if theirs {
                    self.finds_nothing(&reply);
                    if self.begun.borrow().len() > FEW {
                        app.work().await;
                        self.batches_did_nothing().await;
                    }
                    (foreign, looked) = (true, looked || !malformed(&reply));
                }
            }
        }
        assert!(looked || !foreign, "{}: every call was malformed", operation.path);
    }

    fn keys(&self, victims: &Ids) -> Vec<Ids> {
        let but_for_one = |(prefix, id): (&String, &String)| {
            let mut mixed = self.own.clone()?;
            mixed.insert(prefix.clone(), id.clone());
            Some(mixed)
        };
        let mut keys: Vec<Ids> = secrets(victims).filter_map(but_for_one).collect();
        keys.push(victims.clone());
        keys
    }

    /// What he named himself he may hear again, e.g. as what a batch was asked to do.
    fn is_shown_nothing(&self, reply: &Reply, named: &str, victims: &Ids) {
        let shown =
            secrets(victims).find(|(_, id)| !named.contains(*id) && reply.text().contains(id.as_str()));
        assert!(shown.is_none(), "{}: {} shows {shown:?}", self.who, reply.what);
    }

    fn finds_nothing(&self, reply: &Reply) {
        let value = reply.value();
        let nothing = match reply.status {
            200..=299 => self.did_nothing(&value),
            404 | 422 => SAYS_NOTHING.contains(&value["code"].as_str().unwrap()),
            _ => false,
        };
        assert!(nothing, "{}: {} {} {value}", self.who, reply.what, reply.status);
    }

    /// Every row refused, nothing it could walk over; or a batch, which is looked at when it ran.
    fn did_nothing(&self, value: &Value) -> bool {
        if let Some(batch) = value["id"].as_str().filter(|id| id.starts_with("bat_")) {
            self.begun.borrow_mut().insert(batch.to_owned());
            return true;
        }
        let value = value.get("set").unwrap_or(value);
        let rows = value["rows"].as_array().into_iter().flatten();
        let mut codes = rows.filter_map(|row| row["problem"]["code"].as_str());
        let counted = value.get("done").or(value.get("eligible"));
        counted == Some(&json!(0)) && codes.all(|code| SAYS_NOTHING.contains(&code))
    }

    /// What he began over the victims' things walked over nothing.
    async fn batches_did_nothing(&self) {
        for batch in self.begun.take() {
            let path = format!("/v1/batches/{batch}");
            let view = self.client.get(&path).ok().await;
            let ended = (&view["state"], &view["done"]);
            assert_eq!(ended, (&json!("done"), &json!(0)), "{}: {view}", self.who);
            let refused = self.client.get(&format!("{path}/refusals")).ok().await;
            for row in refused["items"].as_array().unwrap() {
                let code = row["code"].as_str().unwrap();
                assert!(SAYS_NOTHING.contains(&code), "{}: {row}", self.who);
            }
        }
    }
}

/// What nobody but its owner may know.
fn secrets(ids: &Ids) -> impl Iterator<Item = (&String, &String)> {
    ids.iter().filter(|(prefix, _)| !KNOWN.contains(&prefix.as_str()))
}

/// The body was wrong before anything was looked for.
fn malformed(reply: &Reply) -> bool {
    reply.status == 422 && reply.value()["code"] == "invalid_field"
}

/// Nothing of a party's own was taken away.
async fn stands(victim: &Client) {
    victim.get("/v1/session").ok().await;
    for (path, what) in [
        ("/v1/machines", "nothing was revoked"),
        ("/v1/invitations", "nothing was withdrawn"),
    ] {
        let list = victim.get(path).ok().await;
        assert_eq!(list.as_array().unwrap().len(), 1, "{what}");
    }
    let people = victim.get("/v1/people").ok().await;
    assert_eq!(people["items"].as_array().unwrap().len(), 1, "nobody was removed");
}

/// What a signed-in caller can ask: what reads first, what takes away last, and last of all what ends the session.
fn asked(side: Side) -> Vec<Operation> {
    let order = [
        Method::GET,
        Method::POST,
        Method::PATCH,
        Method::PUT,
        Method::DELETE,
    ];
    let rank = |one: &Operation| {
        (
            one.path == "/v1/session",
            order.iter().position(|method| *method == one.method),
        )
    };
    let mut all = operations(side);
    all.retain(|operation| !operation.is_open());
    all.sort_by_key(rank);
    all
}

/// Each call that found nothing for a stranger finds something for its owner.
async fn owner_finds(side: Side, victim: &Client, ids: &Ids) {
    for operation in &asked(side) {
        let mut said = Vec::new();
        for (call, named) in operation.calls(victim, ids) {
            if ids.values().any(|id| named.contains(id)) {
                said.push(call.await);
            }
        }
        let told: Vec<String> = said.iter().map(Reply::text).collect();
        let found = said.is_empty() || said.iter().any(|reply| finds(operation, reply));
        assert!(
            found,
            "{side:?} {} {}: {told:?}",
            operation.method, operation.path
        );
    }
}

/// Whether its owner reads it, or is told something of it; a malformed call proves nothing.
fn finds(operation: &Operation, reply: &Reply) -> bool {
    if operation.method == Method::GET || reply.status == 404 || malformed(reply) {
        return reply.status == 200;
    }
    let value = reply.value();
    let mut rows = value["rows"].as_array().into_iter().flatten();
    rows.all(|row| row["problem"]["code"] != "not_found")
}
