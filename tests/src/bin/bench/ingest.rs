//! `ingest`: orders brought 500 a call over several connections, sealed as they arrive.

use std::time::Duration;

use crate::base::on_postgres;
use crate::figure::{Figure, per_second};
use crate::stage::{Stage, connections};
use crate::{Bench, Fallible, floor, sample};

/// Orders measured.
const ORDERS: usize = 20_000;
/// Orders brought before anything is measured: keys, plans and caches are made.
const WARM: usize = 2_000;
/// Orders of each of the two floors.
const FLOOR: usize = 10_000;

/// Measures; the floor is taken before and after, so that growing indexes and a busy machine weigh on both alike.
pub async fn run(bench: &Bench) -> Fallible<Vec<Figure>> {
    let stage = Stage::set(&bench.rig).await?;
    stage.bring(sample::bodies(0, WARM)).await?;
    let writers = floor_writers();
    let before = floor::ingest::run(&stage, 0, FLOOR, writers)?;
    let (took, ids) = stage.bring(sample::bodies(WARM, WARM + ORDERS)).await?;
    if ids.len() != ORDERS {
        return Err(format!("{} of {ORDERS} orders were taken", ids.len()).into());
    }
    let after = floor::ingest::run(&stage, FLOOR, FLOOR * 2, writers)?;
    let floor = per_second(FLOOR * 2, before + after);
    let mut rate = Figure::rate("ingest", ORDERS, took, floor);
    if on_postgres() {
        rate = rate.against("≥ 2000/s", |figure| figure.value >= 2000.0);
    }
    Ok(vec![rate, share(took, floor)])
}

fn share(took: Duration, floor: f64) -> Figure {
    let share = per_second(ORDERS, took) / floor * 100.0;
    Figure::bare("ingest, share of the floor", ORDERS, share, "%")
        .against("≥ 40 %", |figure| figure.value >= 40.0)
}

/// The floor writes over as many connections as the calls came; SQLite has one writer.
fn floor_writers() -> usize {
    if on_postgres() { connections() } else { 1 }
}
