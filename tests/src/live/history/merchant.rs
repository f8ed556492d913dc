//! A merchant's clerk who brings orders, gives them away, changes his mind and closes what nobody wants.

use serde_json::{Value, json};

use super::Actor;
use crate::live::Fallible;

/// An order as it was brought last: its number and the pieces of its lines.
struct Brought {
    number: String,
    pieces: Vec<u64>,
    receiver: u64,
}

/// Acts until it is over.
pub(super) async fn live(mut actor: Actor, bindings: Vec<String>) -> Fallible<()> {
    let mut brought: Vec<Brought> = Vec::new();
    while !actor.over() {
        match actor.dice.below(14) {
            0..=2 => bring(&mut actor, &mut brought).await?,
            3 => bring_again(&mut actor, &mut brought).await?,
            4..=7 => give(&mut actor, &bindings).await?,
            8 => undo(&mut actor).await?,
            9 => recall(&mut actor).await?,
            10 => withdraw(&mut actor).await?,
            11 => close(&mut actor).await?,
            12 => acknowledge(&mut actor).await?,
            _ => ship_own(&mut actor).await?,
        }
    }
    Ok(())
}

fn body(order: &Brought) -> Value {
    let line = |(n, pieces): (usize, &u64)| json!({ "line_id": n.to_string(), "sku": format!("S{n}"), "name": "杯子", "spec": "红", "quantity": pieces, "price_fen": 1990 });
    let lines: Vec<Value> = order.pieces.iter().enumerate().map(line).collect();
    json!({ "external_no": order.number, "source": "shop", "paid_at": "2026-11-02T10:00:00+08:00",
        "receiver": { "name": "欧阳锋", "phone": format!("138{:08}", order.receiver % 100_000_000),
            "address": format!("浙江省金华市义乌市北苑街道秋实路{}号3栋", order.receiver % 900 + 1) },
        "lines": lines })
}

async fn bring(actor: &mut Actor, brought: &mut Vec<Brought>) -> Fallible<()> {
    let mut fresh = Vec::new();
    for _ in 0..actor.dice.below(6) + 1 {
        let lines = actor.dice.below(3) + 1;
        fresh.push(Brought {
            number: format!("H{:010}", actor.fresh()),
            pieces: (0..lines).map(|_| actor.dice.below(4) + 1).collect(),
            // Few enough buyers that some order twice.
            receiver: actor.dice.below(40),
        });
    }
    let orders: Vec<Value> = fresh.iter().map(body).collect();
    actor
        .act("bring orders", "/v1/orders", &json!({ "orders": orders }))
        .await?;
    brought.extend(fresh);
    Ok(())
}

/// The same number again: as it was, for somebody else, with more pieces, with fewer, with another line.
async fn bring_again(actor: &mut Actor, brought: &mut [Brought]) -> Fallible<()> {
    let place = actor.dice.place(brought.len());
    let (what, who) = (actor.dice.below(5), actor.dice.below(40));
    let Some(order) = brought.get_mut(place) else {
        return Ok(());
    };
    match what {
        0 => {}
        1 => order.receiver = who,
        2 => order.pieces.push(who % 3 + 1),
        3 => order.pieces.iter_mut().for_each(|pieces| *pieces += 1),
        _ => order
            .pieces
            .iter_mut()
            .for_each(|pieces| *pieces = (*pieces - 1).max(1)),
    }
    let ask = json!({ "orders": [body(order)] });
    actor.act("bring an order again", "/v1/orders", &ask).await?;
    Ok(())
}

/// Whole orders, a line, or some pieces of it; to a factory, or kept.
async fn give(actor: &mut Actor, bindings: &[String]) -> Fallible<()> {
    let orders = actor.some("/v1/orders?stage=to_assign&limit=50").await?;
    let mut rows = Vec::new();
    for order in &orders {
        let lot = actor.dice.place(bindings.len() + 1);
        let to = bindings.get(lot).map_or("self", String::as_str);
        let mut row = json!({ "order": order["id"], "to": to });
        let how = actor.dice.below(3);
        if how > 0 {
            row["line"] = order["lines"][0]["id"].clone();
        }
        if how > 1 {
            row["quantity"] = json!(actor.dice.below(3) + 1);
        }
        rows.push(row);
    }
    if !rows.is_empty() {
        actor
            .act("assign", "/v1/assignments", &json!({ "rows": rows }))
            .await?;
    }
    Ok(())
}

/// The assignments of some orders under a tab.
async fn given(actor: &mut Actor, stage: &str) -> Fallible<Vec<Value>> {
    let mut found = Vec::new();
    for order in actor.some(&format!("/v1/orders?stage={stage}&limit=100")).await? {
        let order = order["id"].as_str().unwrap_or_default().to_owned();
        found.extend(actor.some(&format!("/v1/assignments?order={order}")).await?);
    }
    Ok(found)
}

async fn undo(actor: &mut Actor) -> Fallible<()> {
    let given = given(actor, "to_accept").await?;
    let ids: Vec<&Value> = given
        .iter()
        .filter(|one| can(one, "undo"))
        .map(|one| &one["id"])
        .collect();
    if !ids.is_empty() {
        actor
            .act("undo", "/v1/assignments/undo", &json!({ "assignments": ids }))
            .await?;
    }
    Ok(())
}

async fn recall(actor: &mut Actor) -> Fallible<()> {
    let stage = ["to_accept", "to_number", "to_print"][actor.dice.place(3)];
    let mut rows = Vec::new();
    for one in given(actor, stage).await?.iter().filter(|one| can(one, "recall")) {
        let mut row = json!({ "assignment": one["id"] });
        if actor.dice.below(2) == 0 {
            row["lines"] = json!([{ "line": one["goods"][0]["line"], "quantity": 1 }]);
        }
        rows.push(row);
    }
    if !rows.is_empty() {
        let ask = json!({ "rows": rows, "reason": "买家取消" });
        actor.act("recall", "/v1/assignments/recall", &ask).await?;
    }
    Ok(())
}

async fn withdraw(actor: &mut Actor) -> Fallible<()> {
    for one in given(actor, "to_print")
        .await?
        .iter()
        .filter(|one| can(one, "withdraw_request"))
    {
        let request = one["recall"]["id"].as_str().unwrap_or_default();
        let path = format!("/v1/recall-requests/{request}/withdraw");
        actor.act("withdraw a recall", &path, &json!({})).await?;
    }
    Ok(())
}

async fn close(actor: &mut Actor) -> Fallible<()> {
    let orders = actor.some("/v1/orders?stage=to_assign&limit=20").await?;
    let some: Vec<Value> = orders
        .iter()
        .take(2)
        .map(|order| json!({ "id": order["id"] }))
        .collect();
    if !some.is_empty() {
        let ask = json!({ "orders": some, "reason": "cancelled" });
        actor.act("close", "/v1/orders/close", &ask).await?;
    }
    Ok(())
}

async fn acknowledge(actor: &mut Actor) -> Fallible<()> {
    let orders = actor.some("/v1/orders?stage=exception&limit=20").await?;
    let some: Vec<Value> = orders
        .iter()
        .map(|order| json!({ "id": order["id"], "version": order["version"] }))
        .collect();
    if !some.is_empty() {
        actor
            .act(
                "acknowledge",
                "/v1/orders/acknowledge",
                &json!({ "orders": some }),
            )
            .await?;
    }
    Ok(())
}

async fn ship_own(actor: &mut Actor) -> Fallible<()> {
    let kept = actor.some("/v1/own-assignments?tab=to_number&limit=50").await?;
    let mut rows = Vec::new();
    for one in &kept {
        let number = format!("77{:012}", actor.fresh());
        rows.push(json!({ "assignment": one["id"], "carrier": "zto", "number": number }));
    }
    if !rows.is_empty() {
        actor
            .act("ship what was kept", "/v1/shipments", &json!({ "rows": rows }))
            .await?;
    }
    Ok(())
}

/// Whether a verb is legal now.
fn can(one: &Value, verb: &str) -> bool {
    one["actions"]
        .as_array()
        .is_some_and(|verbs| verbs.contains(&json!(verb)))
}
