//! A factory's packing line that accepts, declines, packs, numbers, unpacks and ships.

use serde_json::{Value, json};

use super::Actor;
use crate::live::Fallible;

/// Acts until it is over.
pub(super) async fn live(mut actor: Actor, account: String) -> Fallible<()> {
    while !actor.over() {
        match actor.dice.below(18) {
            0..=3 => answer(&mut actor, "accept", None).await?,
            4 => answer(&mut actor, "decline", Some("capacity")).await?,
            5 => fail(&mut actor).await?,
            6 => plan(&mut actor).await?,
            7 => join(&mut actor).await?,
            8..=10 => take(&mut actor, &account).await?,
            11 => give_back(&mut actor).await?,
            12 => type_numbers(&mut actor).await?,
            13 => unpack(&mut actor).await?,
            14 | 15 => ship(&mut actor).await?,
            16 => questions(&mut actor, "grant").await?,
            _ => questions(&mut actor, "deny").await?,
        }
    }
    Ok(())
}

fn ids(of: &[Value]) -> Vec<&Value> {
    of.iter().map(|one| &one["id"]).collect()
}

async fn answer(actor: &mut Actor, verb: &'static str, code: Option<&str>) -> Fallible<()> {
    let waiting = actor.some("/v1/assignments?tab=to_accept&limit=100").await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let mut ask = json!({ "assignments": ids(&waiting) });
    if let Some(code) = code {
        ask["code"] = json!(code);
    }
    actor.act(verb, &format!("/v1/assignments/{verb}"), &ask).await?;
    Ok(())
}

async fn fail(actor: &mut Actor) -> Fallible<()> {
    let accepted = actor.some("/v1/assignments?tab=to_number&limit=100").await?;
    let some: Vec<Value> = accepted.into_iter().take(2).collect();
    if !some.is_empty() {
        let ask = json!({ "assignments": ids(&some), "code": "out_of_stock", "note": "断货" });
        actor.act("fail", "/v1/assignments/fail", &ask).await?;
    }
    Ok(())
}

/// A parcel for each, or for a piece of one line.
async fn plan(actor: &mut Actor) -> Fallible<()> {
    let mut parcels = Vec::new();
    for one in actor.some("/v1/assignments?tab=to_number&limit=100").await? {
        let line = &one["goods"][0]["line"];
        parcels.push(match actor.dice.below(2) {
            0 if line.is_string() => {
                json!({ "items": [{ "assignment": one["id"], "line": line, "quantity": 1 }] })
            }
            _ => json!({ "assignments": [one["id"]] }),
        });
    }
    if !parcels.is_empty() {
        actor
            .act("plan parcels", "/v1/parcels", &json!({ "parcels": parcels }))
            .await?;
    }
    Ok(())
}

/// Two orders of one buyer in one parcel.
async fn join(actor: &mut Actor) -> Fallible<()> {
    let page = actor.door.get("/v1/assignments?tab=to_number&limit=200").await?;
    let items = page["items"].as_array().cloned().unwrap_or_default();
    let token = |one: &Value| one["receiver_token"].as_str().map(str::to_owned);
    for (n, one) in items.iter().enumerate() {
        let twin = items
            .iter()
            .skip(n + 1)
            .find(|other| token(other).is_some() && token(other) == token(one));
        if let Some(twin) = twin {
            let ask = json!({ "parcels": [{ "assignments": [one["id"], twin["id"]] }] });
            actor.act("join two orders", "/v1/parcels", &ask).await?;
            return Ok(());
        }
    }
    Ok(())
}

async fn take(actor: &mut Actor, account: &str) -> Fallible<()> {
    let mut rows: Vec<Value> = Vec::new();
    for one in actor.some("/v1/assignments?tab=to_number&limit=100").await? {
        rows.push(json!({ "assignment": one["id"], "weight_g": 500 }));
    }
    for parcel in actor.some("/v1/parcels?stage=number&limit=100").await? {
        rows.push(json!({ "parcel": parcel["id"] }));
    }
    if !rows.is_empty() {
        let ask = json!({ "carrier": "sandbox", "account": account, "rows": rows });
        actor.act("take numbers", "/v1/waybills", &ask).await?;
    }
    Ok(())
}

async fn give_back(actor: &mut Actor) -> Fallible<()> {
    let parcels = actor.some("/v1/parcels?stage=print&limit=100").await?;
    let numbered = parcels
        .iter()
        .filter(|parcel| parcel["waybill"]["id"].is_string());
    let rows: Vec<Value> = numbered
        .take(3)
        .map(|parcel| json!({ "waybill": parcel["waybill"]["id"] }))
        .collect();
    if !rows.is_empty() {
        actor
            .act("give numbers back", "/v1/waybills/void", &json!({ "rows": rows }))
            .await?;
    }
    Ok(())
}

async fn type_numbers(actor: &mut Actor) -> Fallible<()> {
    let mut rows = Vec::new();
    for parcel in actor.some("/v1/parcels?stage=number&limit=100").await? {
        let number = format!("SF{:013}", actor.fresh());
        rows.push(json!({ "parcel": parcel["id"], "carrier": "sf", "number": number }));
    }
    if !rows.is_empty() {
        actor
            .act("type numbers", "/v1/waybills/external", &json!({ "rows": rows }))
            .await?;
    }
    Ok(())
}

async fn unpack(actor: &mut Actor) -> Fallible<()> {
    let stage = if actor.dice.below(3) == 0 {
        "print"
    } else {
        "number"
    };
    let parcels = actor
        .some(&format!("/v1/parcels?stage={stage}&limit=100"))
        .await?;
    let rows: Vec<Value> = parcels
        .iter()
        .take(2)
        .map(|parcel| json!({ "parcel": parcel["id"] }))
        .collect();
    if !rows.is_empty() {
        actor
            .act("unpack", "/v1/parcels/drop", &json!({ "parcels": rows }))
            .await?;
    }
    Ok(())
}

async fn ship(actor: &mut Actor) -> Fallible<()> {
    let parcels = actor.some("/v1/parcels?stage=print&limit=100").await?;
    let rows: Vec<Value> = parcels
        .iter()
        .map(|parcel| json!({ "parcel": parcel["id"] }))
        .collect();
    if !rows.is_empty() {
        actor
            .act("ship", "/v1/parcels/ship", &json!({ "parcels": rows }))
            .await?;
    }
    Ok(())
}

async fn questions(actor: &mut Actor, verb: &'static str) -> Fallible<()> {
    for question in actor.some("/v1/recall-requests").await?.iter().take(2) {
        let id = question["id"].as_str().unwrap_or_default();
        let path = format!("/v1/recall-requests/{id}/{verb}");
        actor.act(verb, &path, &json!({ "answer": "知道了" })).await?;
    }
    Ok(())
}
