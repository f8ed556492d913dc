//! `waybill`: numbers taken for accepted assignments from a sandbox carrier that answers at once, end to end.

use std::time::Instant;

use bytes::Bytes;
use serde_json::{Value, json};

use crate::base::until;
use crate::door::{Door, all_done, text};
use crate::figure::Figure;
use crate::stage::{Stage, parallel};
use crate::{Bench, Fallible, floor, sample};

/// Numbers measured.
const NUMBERS: usize = 3_000;
/// Numbers taken before anything is measured.
const WARM: usize = 500;

/// From the first call to the last number written down; the money, the carrier's answer and the roll-up included.
pub async fn run(bench: &Bench) -> Fallible<Vec<Figure>> {
    let stage = Stage::set(&bench.rig).await?;
    let all = (NUMBERS * 2 + WARM).next_multiple_of(sample::CALL);
    let (_, orders) = stage.bring(sample::bodies(0, all)).await?;
    let mut conn = stage.base.connect()?;
    let factory = stage.factories.first().ok_or("no factory")?;
    give_to(&stage, &factory.binding, &orders).await?;
    let held = "SELECT COUNT(*) AS n FROM assignments WHERE state = 'held'";
    until(&mut conn, "the undo window", held, 0).await?;
    let accepted = accept(&factory.door, all).await?;
    floor::analyze(&mut conn)?;
    let (warm, rest) = accepted.split_at(WARM);
    let (ours, raw) = rest.split_at(NUMBERS);
    take(&stage, warm).await?;
    until(&mut conn, "numbers", ISSUED, i64::try_from(WARM)?).await?;
    let floor = floor::waybill::run(&mut conn, &stage, raw.get(..NUMBERS).unwrap_or(raw))?;
    let begun = Instant::now();
    take(&stage, ours).await?;
    until(&mut conn, "numbers", ISSUED, i64::try_from(WARM + NUMBERS)?).await?;
    let took = begun.elapsed();
    let floor = crate::figure::per_second(NUMBERS, floor);
    Ok(vec![
        Figure::rate("waybill", NUMBERS, took, floor).against("≥ 300/s", |figure| figure.value >= 300.0),
    ])
}

/// Numbers a carrier gave; the floor's are not among them.
pub const ISSUED: &str = "SELECT COUNT(*) AS n FROM waybills WHERE state = 'issued' AND hub <> 'floor'";

/// Gives every order to one binding.
pub async fn give_to(stage: &Stage, binding: &str, orders: &[String]) -> Fallible<()> {
    let body = |some: &[String]| {
        let rows: Vec<Value> = some
            .iter()
            .map(|order| json!({ "order": order, "to": binding }))
            .collect();
        json!({ "rows": rows }).to_string().into()
    };
    let bodies = orders.chunks(sample::CALL).map(body).collect();
    let (_, answers) = stage.in_parallel("/v1/assignments", bodies, 2).await?;
    for answer in answers {
        all_done("assign", &serde_json::from_slice(&answer)?)?;
    }
    Ok(())
}

/// Takes a number for each assignment.
pub async fn take(stage: &Stage, assignments: &[String]) -> Fallible<()> {
    let factory = stage.factories.first().ok_or("no factory")?;
    let bodies = asks(&factory.account, assignments);
    let (_, answers) = parallel(&factory.door, "/v1/waybills", bodies, 2).await?;
    for answer in answers {
        all_done("waybills", &serde_json::from_slice(&answer)?)?;
    }
    Ok(())
}

/// The calls that take a number for each assignment.
pub fn asks(account: &str, assignments: &[String]) -> Vec<Bytes> {
    let body = |some: &[String]| {
        let rows: Vec<Value> = some.iter().map(|id| json!({ "assignment": id })).collect();
        json!({ "carrier": "sandbox", "account": account, "rows": rows })
            .to_string()
            .into()
    };
    assignments.chunks(sample::CALL).map(body).collect()
}

/// Accepts `most` of what waits at a factory's door; answers with their public ids.
pub async fn accept(door: &Door, most: usize) -> Fallible<Vec<String>> {
    let mut accepted = Vec::new();
    while accepted.len() < most {
        let page = door.get("/v1/assignments?tab=to_accept&limit=200").await?;
        let rows = page
            .get("items")
            .and_then(Value::as_array)
            .ok_or("a list without items")?;
        let ids = rows.iter().take(most - accepted.len()).map(|row| text(row, "id"));
        let ids: Vec<String> = ids.collect::<Fallible<_>>()?;
        if ids.is_empty() {
            break;
        }
        let answer = door
            .post("/v1/assignments/accept", &json!({ "assignments": ids }))
            .await?;
        all_done("accept", &answer)?;
        accepted.extend(ids);
    }
    Ok(accepted)
}
