//! `list`: the merchant's list of orders with each filter and 500 pages deep, at 10,000 orders and at a million.

pub mod cases;
mod multiply;

use std::time::Instant;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::base::{literal, number, until};
use crate::door::{Door, all_done};
use crate::figure::{Figure, Latencies};
use crate::stage::Stage;
use crate::{Bench, Fallible, floor, sample};
use cases::{Case, Facts};

/// Orders brought through the door; the rest are copies of them.
const REAL: usize = 10_000;
/// Of these, given to factories …
const GIVEN: usize = 5_000;
/// … accepted …
const ACCEPTED: usize = 2_500;
/// … and numbered.
const NUMBERED: usize = 1_500;
/// Pages walked by cursor, fifty orders each.
const PAGES: usize = 500;
/// Calls measured at least, where a filter has fewer pages.
const SAMPLES: usize = 200;
/// Calls made before anything is measured.
pub const WARM: usize = 10;

/// Measures at 10,000, multiplies, measures again.
pub async fn run(bench: &Bench) -> Fallible<Vec<Figure>> {
    let stage = Stage::set(&bench.rig).await?;
    bring(&stage).await?;
    let mut conn = stage.base.connect()?;
    multiply::vary(&mut conn, stage.owner)?;
    let small = measure(&stage, &Facts::read(&mut conn, &stage, 0)?).await?;
    let copies = (bench.rows / REAL).saturating_sub(1);
    let begun = Instant::now();
    multiply::copy(&mut stage.base.connect()?, stage.owner, copies)?;
    let orders = number(
        &mut conn,
        &format!(
            "SELECT COUNT(*) AS n FROM orders WHERE merchant_id = {}",
            literal(stage.owner.raw())
        ),
    )?;
    eprintln!("{orders} orders after {} s of copying", begun.elapsed().as_secs());
    let large = measure(&stage, &Facts::read(&mut conn, &stage, copies)?).await?;
    Ok(small
        .into_iter()
        .zip(large)
        .flat_map(|(small, large)| report(&small, &large, usize::try_from(orders).unwrap_or_default()))
        .collect())
}

/// What one filter took: milliseconds at the 50th and 99th percentile, and the floor's.
struct Measured {
    name: String,
    calls: usize,
    pages: usize,
    p50: f64,
    p99: f64,
    floor_p50: f64,
    floor_p99: f64,
}

fn report(small: &Measured, large: &Measured, orders: usize) -> Vec<Figure> {
    let name = &large.name;
    let p99 = Figure::less(
        format!("list {name}, p99"),
        orders,
        large.p99,
        "ms",
        large.floor_p99,
    );
    let p50 = Figure::less(
        format!("list {name}, p50"),
        orders,
        large.p50,
        "ms",
        large.floor_p50,
    );
    let flat = large.p99 / small.p99;
    let flat = Figure::bare(format!("list {name}, p99 against 10,000"), large.calls, flat, "×");
    eprintln!(
        "  {name}: {} calls over {} pages, {:.1} ms p99 ({:.1} at 10,000)",
        large.calls, large.pages, large.p99, small.p99
    );
    vec![
        p99.against("≤ 30 ms", |figure| figure.value <= 30.0),
        p50,
        flat.against("≤ 1.5×", |figure| figure.value <= 1.5),
    ]
}

async fn measure(stage: &Stage, facts: &Facts) -> Fallible<Vec<Measured>> {
    let mut all = Vec::new();
    for case in cases::all(facts) {
        let (mut door, pages) = walk(&stage.merchant, &case).await?;
        let mut raw = floor::list::walk(&mut stage.base.connect()?, stage.owner, &case, SAMPLES)?;
        all.push(Measured {
            name: case.name.to_owned(),
            calls: door.len(),
            pages,
            p50: door.percentile(50),
            p99: door.percentile(99),
            floor_p50: raw.percentile(50),
            floor_p99: raw.percentile(99),
        });
    }
    Ok(all)
}

#[derive(Deserialize)]
struct Page {
    items: Vec<IgnoredAny>,
    next: Option<String>,
}

/// Pages by cursor, from the first again where a filter ends early; only the calls are on the clock.
async fn walk(door: &Door, case: &Case) -> Fallible<(Latencies, usize)> {
    let first = format!("/v1/orders?limit=50{}", case.query);
    for _ in 0..WARM {
        let page: Page = serde_json::from_slice(&door.fetch(&first).await?)?;
        if page.items.is_empty() {
            return Err(format!("no order matches {}", case.query).into());
        }
    }
    let (mut latencies, mut path, mut depth, mut deepest) = (Latencies::default(), first.clone(), 0, 0);
    loop {
        let begun = Instant::now();
        let answer = door.fetch(&path).await?;
        latencies.add(begun.elapsed());
        let page: Page = serde_json::from_slice(&answer)?;
        depth += 1;
        deepest = deepest.max(depth);
        match page.next.filter(|_| depth < PAGES) {
            Some(next) => path = format!("{first}&cursor={next}"),
            None if latencies.len() >= SAMPLES => return Ok((latencies, deepest)),
            None => (path, depth) = (first.clone(), 0),
        }
    }
}

/// Orders at every stage, brought there through the doors.
async fn bring(stage: &Stage) -> Fallible<()> {
    let (_, orders) = stage.bring(sample::bodies(0, REAL)).await?;
    // Every other one, so that every shop, product and region has orders at every stage.
    let given: Vec<String> = orders.into_iter().step_by(REAL / GIVEN).collect();
    stage.give(&given).await?;
    let mut conn = stage.base.connect()?;
    let held = "SELECT COUNT(*) AS n FROM assignments WHERE state = 'held'";
    until(&mut conn, "the undo window", held, 0).await?;
    let mut accepted = 0;
    let share = ACCEPTED / stage.factories.len();
    for factory in &stage.factories {
        let ids = crate::waybill::accept(&factory.door, share).await?;
        accepted += ids.len();
        let some = ids.get(..NUMBERED / stage.factories.len()).unwrap_or(&ids);
        for body in crate::waybill::asks(&factory.account, some) {
            let answer = factory.door.post_text("/v1/waybills", body).await?;
            all_done("waybills", &serde_json::from_slice(&answer)?)?;
        }
    }
    if accepted != ACCEPTED {
        return Err(format!("{accepted} of {ACCEPTED} assignments were accepted").into());
    }
    let issued = "SELECT COUNT(*) AS n FROM waybills WHERE state = 'issued'";
    until(&mut conn, "numbers", issued, i64::try_from(NUMBERED)?).await?;
    Ok(())
}
