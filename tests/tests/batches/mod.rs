//! Verbs over more rows than one call takes: frozen when they begin, walked by a job, watched, stopped, tried again.

mod events;
mod faults;
mod given;
mod packed;

use tests::{Client, Value, json};

use crate::pair::{Pair, text};

/// Brings that many orders of one piece; answers with their ids.
pub async fn orders(of: &Client, prefix: &str, count: usize) -> Vec<String> {
    let mut ids = Vec::with_capacity(count);
    for chunk in (0..count).collect::<Vec<_>>().chunks(500) {
        let orders: Vec<Value> = chunk
            .iter()
            .map(|n| order(&format!("{prefix}-{n:05}"), *n))
            .collect();
        let taken = of.post("/v1/orders", json!({ "orders": orders })).ok().await;
        let rows = taken["rows"].as_array().unwrap();
        ids.extend(rows.iter().map(|row| text(&row["ok"]["id"])));
    }
    ids
}

fn order(number: &str, n: usize) -> Value {
    json!({
        "external_no": number, "source": "shop", "paid_at": "2026-11-01T10:00:00+08:00",
        "receiver": { "name": "欧阳锋", "phone": format!("138{n:08}"),
            "address": format!("浙江省金华市义乌市北苑街道秋实路{n}号3栋") },
        "lines": [{ "line_id": "1", "sku": "S1", "name": "杯子", "spec": "红", "quantity": 1, "price_fen": 1250 }]
    })
}

/// Begins a batch.
pub async fn begin(of: &Client, verb: &str, ask: Value) -> Value {
    let reply = of.post(&format!("/v1/batches/{verb}"), ask).await;
    assert_eq!(reply.status, 202, "{}: {}", reply.what, reply.text());
    reply.ok()
}

/// A batch as it stands.
pub async fn seen(of: &Client, batch: &Value) -> Value {
    of.get(&format!("/v1/batches/{}", text(&batch["id"]))).ok().await
}

/// Done and refused of a batch that ended well.
pub async fn ended(of: &Client, batch: &Value) -> (i64, i64) {
    let view = seen(of, batch).await;
    assert_eq!(view["state"], "done", "{view}");
    let number = |name: &str| view[name].as_i64().unwrap();
    assert_eq!(number("done") + number("refused"), number("total"), "{view}");
    (number("done"), number("refused"))
}

/// The rows it refused, as (subject, code).
pub async fn refused(of: &Client, batch: &Value) -> Vec<(String, String)> {
    let path = format!("/v1/batches/{}/refusals?limit=200", text(&batch["id"]));
    let page = of.get(&path).ok().await;
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| (text(&item["subject"]), text(&item["code"])))
        .collect()
}

/// All that waits to be assigned, given to the pair's factory.
pub fn all_to(pair: &Pair) -> Value {
    json!({ "selection": { "filter": { "stage": "to_assign" } }, "to": pair.binding })
}
