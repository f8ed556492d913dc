//! `assign`: 10,000 orders given to two factories 500 a call, and how soon after the undo window they are seen.

use std::time::Instant;

use shared::db::backend::Conn;
use uuid::Uuid;

use crate::base::{literal, until};
use crate::figure::Figure;
use crate::stage::Stage;
use crate::{Bench, Fallible, floor, sample};

/// Orders measured.
const ORDERS: usize = 10_000;

/// Measures.
pub async fn run(bench: &Bench) -> Fallible<Vec<Figure>> {
    let stage = Stage::set(&bench.rig).await?;
    let bodies = sample::bodies(0, ORDERS * 2 + sample::CALL);
    let (_, orders) = stage.bring(bodies).await?;
    let (ours, raw) = orders.split_at(ORDERS);
    let mut conn = stage.base.connect()?;
    let raw = floor::assign::prepare(&mut conn, &stage, raw)?;
    let (raw, warm) = raw.split_at(ORDERS);
    let mut conn = warmed(&stage, conn, warm)?;
    let floor = floor::assign::give(&mut conn, &stage, raw)?;
    let calls = stage.give(ours).await?;
    let begun = Instant::now();
    // Each act has its own window of ten seconds; the last one ends ten seconds after the last call.
    let held = format!(
        "SELECT COUNT(*) AS n FROM assignments WHERE merchant_id = {} AND state = 'held' AND note <> 'floor'",
        literal(stage.owner.raw())
    );
    until(&mut conn, "the undo window", &held, 0).await?;
    let release = begun.elapsed().saturating_sub(std::time::Duration::from_secs(10));
    let release_floor = floor::assign::release(&mut conn, &stage, raw)?;
    let both = calls + release;
    Ok(vec![
        Figure::seconds("assign, 20 calls of 500", ORDERS, calls, floor)
            .against("≤ 5 s", |figure| figure.value <= 5.0),
        Figure::seconds(
            "assign, seen after the undo window",
            ORDERS,
            release,
            release_floor,
        ),
        Figure::seconds("assign, calls and release", ORDERS, both, floor + release_floor)
            .against("≤ 5 s", |figure| figure.value <= 5.0),
    ])
}

/// The floor's own connection, made after its tables have rows and statistics: one that planned its foreign keys
/// over empty tables would go on reading all of them.
fn warmed(stage: &Stage, mut conn: Conn, some: &[Uuid]) -> Fallible<Conn> {
    floor::assign::give(&mut conn, stage, some)?;
    floor::analyze(&mut conn)?;
    stage.base.connect()
}
