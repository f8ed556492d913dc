//! The real story of two pairs of parties, so that every id the authority test knocks with is a row somebody has.

use std::collections::BTreeMap;

use chrono::Duration;
use shared::id::{Id, kind};
use tests::app::Party;
use tests::example::Ids;
use tests::{Client, Value, json};

use crate::pair::text;
use crate::waybills::scene::{Scene, agent, all_done, bind, oks, open_for_work, order};

/// Everything two parties that work together have: what both know, overlaid with what each has of its own.
pub struct Told {
    pub merchant: Ids,
    pub factory: Ids,
}

/// An order given to somebody.
struct Given {
    order: Value,
    line: Value,
    act: Value,
    assignment: Value,
}

/// Tells it for a pair that is bound: order, assignment, number, label, template, batch, refund, recall.
pub async fn tell(scene: &Scene, merchant: &Party, factory: &Party, binding: &Value) -> Told {
    let theirs = give(scene, merchant, binding).await;
    let own = give(scene, merchant, &json!("self")).await;
    scene.app.turn(Duration::seconds(11));
    scene.app.work().await;
    let accept = json!({ "assignments": [theirs.assignment] });
    all_done(&factory.post("/v1/assignments/accept", accept).ok().await);
    let mut shared = Ids::new();
    put(&mut shared, "bnd", binding);
    let goods = merchant.get("/v1/products").ok().await;
    put(&mut shared, "prd", &goods["items"][0]["id"]);
    let mut told = Told {
        merchant: fulfil(scene, merchant, &own, &shared).await,
        factory: fulfil(scene, factory, &theirs, &shared).await,
    };
    let asked = recall(merchant, &theirs).await;
    let refund = refund(merchant, &theirs).await;
    for ids in [&mut told.merchant, &mut told.factory] {
        put(ids, "rcl", &asked);
        put(ids, "rfd", &refund);
        put(ids, "mer", &json!(merchant.id.replacen("pty", "mer", 1)));
        put(ids, "ful", &json!(factory.id.replacen("pty", "ful", 1)));
    }
    told
}

/// A second pair whose merchant also works with the first factory, and whose factory with the first merchant.
pub async fn second_pair(scene: &Scene) -> (Party, Party, Told) {
    let (merchant, factory) = (scene.app.merchant("别家").await, scene.app.factory("二厂").await);
    open_for_work(&merchant).await;
    open_for_work(&factory).await;
    bind(&merchant, &scene.factory).await;
    bind(&scene.merchant, &factory).await;
    let binding = bind(&merchant, &factory).await;
    let told = tell(scene, &merchant, &factory, &binding).await;
    (merchant, factory, told)
}

async fn give(scene: &Scene, merchant: &Party, to: &Value) -> Given {
    let n = usize::try_from(scene.app.count("orders", "1 = 1")).unwrap();
    let brought = order(&format!("STORY-{n}"), n);
    let taken = merchant
        .post("/v1/orders", json!({ "orders": [brought] }))
        .ok()
        .await;
    let order = oks(&taken)[0]["id"].clone();
    let rows = json!({ "rows": [{ "order": order, "to": to }] });
    let given = merchant.post("/v1/assignments", rows).ok().await;
    let seen = merchant.get(&format!("/v1/orders/{}", text(&order))).ok().await;
    Given {
        line: seen["lines"][0]["id"].clone(),
        act: given["act"].clone(),
        assignment: oks(&given)[0]["assignment"].clone(),
        order,
    }
}

/// A party numbers and prints what it was given, and keeps what parties keep.
async fn fulfil(scene: &Scene, party: &Party, work: &Given, shared: &Ids) -> Ids {
    let mut ids = standing(party, &party.id).await;
    ids.extend(shared.clone());
    put(&mut ids, "ord", &work.order);
    put(&mut ids, "lin", &work.line);
    put(&mut ids, "act", &work.act);
    put(&mut ids, "asg", &work.assignment);
    let account = scene.account(party, 10_000).await;
    let account = json!(account.rsplit('/').next().unwrap());
    put(&mut ids, "wba", &account);
    let row = json!({ "assignment": work.assignment, "weight_g": 500 });
    let take = json!({ "carrier": "sandbox", "account": account, "rows": [row] });
    let taken = oks(&party.post("/v1/waybills", take).ok().await).remove(0);
    scene.settle().await;
    put(&mut ids, "wbl", &taken["id"]);
    put(&mut ids, "prc", &taken["parcel"]);
    print(scene, party, &mut ids).await;
    keep(party, &mut ids).await;
    ids
}

async fn print(scene: &Scene, party: &Party, ids: &mut Ids) {
    let agent = agent(&scene.app, party).await;
    let ask = json!({ "agent": agent, "parcels": [ids["prc"]], "size": "76x130" });
    let asked = party.post("/v1/prints", ask).ok().await;
    all_done(&asked);
    scene.app.work().await;
    let task = party
        .get(&format!("/v1/prints/{}", text(&asked["task"])))
        .ok()
        .await;
    put(ids, "agt", &agent);
    put(ids, "ptk", &asked["task"]);
    put(
        ids,
        "tkt",
        &task["documents"][0]["envelope"]["header"]["ticket_id"],
    );
}

/// A template, a view, and a batch that was stopped before it did anything.
async fn keep(party: &Party, ids: &mut Ids) {
    let element = json!({ "kind": "text", "x": 2, "y": 1, "w": 40, "h": 4, "text": "{shop}" });
    let design = json!({ "version": 1, "elements": [element] });
    let draft = json!({ "name": "拣货", "size": "76x130", "design": design });
    let template = party.post("/v1/label-templates", draft).ok().await;
    put(ids, "tpl", &template["id"]);
    let view = json!({ "page": "parcels", "name": "今天", "body": {} });
    put(ids, "viw", &party.post("/v1/views", view).ok().await["id"]);
    let ship = json!({ "selection": { "ids": [ids["prc"]] } });
    let batch = party.post("/v1/batches/ship", ship).ok().await;
    let stop = format!("/v1/batches/{}/cancel", text(&batch["id"]));
    party.post(&stop, json!({})).ok().await;
    put(ids, "bat", &batch["id"]);
}

async fn recall(merchant: &Party, work: &Given) -> Value {
    let ask = json!({ "rows": [{ "assignment": work.assignment }], "reason": "买家取消" });
    let asked = merchant.post("/v1/assignments/recall", ask).ok().await;
    oks(&asked)[0]["request"].clone()
}

async fn refund(merchant: &Party, work: &Given) -> Value {
    let row = json!({ "line": work.line, "quantity": 1, "reason": "不要了" });
    let opened = merchant.post("/v1/refunds", json!({ "rows": [row] })).ok().await;
    oks(&opened)[0]["id"].clone()
}

/// What every party has: itself, a person, a session, a machine, an invitation.
pub async fn standing(of: &Client, party: &str) -> Ids {
    let session = of.get("/v1/session").ok().await;
    let sessions = of.get("/v1/sessions").ok().await;
    let machine = json!({ "name": "erp", "scopes": ["party:read"] });
    let machine = of.post("/v1/machines", machine).ok().await;
    let mail = format!("guest-of-{}@x.test", party[4..].to_lowercase());
    let invitation = json!({ "mail": mail, "role": "staff" });
    let invitation = of.post("/v1/invitations", invitation).ok().await;
    let mut ids: Ids = BTreeMap::new();
    put(&mut ids, "pty", &json!(party));
    put(&mut ids, "per", &session["person"]);
    put(&mut ids, "ses", &sessions[0]["id"]);
    put(&mut ids, "mch", &machine["machine"]["id"]);
    put(&mut ids, "inv", &invitation["id"]);
    ids
}

/// What the operator sees of a pair. There is one operator: nothing he has is another tenant's.
pub async fn operators(operator: &Client, told: &Told) -> Ids {
    let party = operator.get("/v1/session").ok().await["party"].clone();
    let mut ids = told.factory.clone();
    ids.extend(standing(operator, &text(&party)).await);
    ids.insert("pty".to_owned(), told.factory["pty"].clone());
    let mails = operator.get("/v1/mails?state=sent").ok().await;
    put(&mut ids, "mal", &mails["items"][0]["id"]);
    ids.insert("job".to_owned(), Id::<kind::Job>::fresh().to_string());
    ids
}

fn put(ids: &mut Ids, prefix: &str, id: &Value) {
    let id = text(id);
    assert!(id.starts_with(&format!("{prefix}_")), "{id} is no {prefix}");
    ids.insert(prefix.to_owned(), id);
}
