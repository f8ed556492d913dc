//! The floor of `assign`: pieces moved, assignments written, counters set, in sets of 500.

use std::time::{Duration, Instant};

use shared::db::backend::Conn;
use shared::id::{Owned, kind};
use uuid::Uuid;

use super::{in_one_transaction, now};
use crate::Fallible;
use crate::base::literal;
use crate::sample::CALL;
use crate::stage::Stage;

/// The raw ids behind public ones.
pub fn prepare(_: &mut Conn, stage: &Stage, orders: &[String]) -> Fallible<Vec<Uuid>> {
    orders
        .iter()
        .map(|id| {
            let id: Owned<kind::Order> = id.parse().map_err(|_| "not an order's id")?;
            if id.owner != stage.owner {
                return Err("another merchant's order".into());
            }
            Ok(id.id.raw())
        })
        .collect()
}

/// What the calls do: an assignment takes its order's id, which is as good a UUID as any.
pub fn give(conn: &mut Conn, stage: &Stage, orders: &[Uuid]) -> Fallible<Duration> {
    let now = now();
    let (fulfiller, binding) = first(conn, stage)?;
    let (fulfiller, binding) = (literal(fulfiller), literal(binding));
    let statements = [
        format!(
            "INSERT INTO assignments (merchant_id, id, order_id, fulfiller_id, binding_id, alias, state, note,
                placed_at, held_until, ship_by, to_accept, to_number, to_print, to_ship, shipped, act_id,
                created_at, version)
             SELECT o.merchant_id, o.id, o.id, {fulfiller}, {binding}, 'DS0123456789AB', 'held', 'floor',
                o.placed_at, {now}, o.ship_by, o.to_assign, 0, 0, 0, 0, o.id, {now}, 1
             FROM orders o WHERE o.merchant_id = $1 AND o.id IN {{set}}"
        ),
        "INSERT INTO assignment_lines (merchant_id, assignment_id, line_id, order_id, product_id, quantity,
            packed, shipped, returned)
         SELECT l.merchant_id, l.order_id, l.id, l.order_id, l.product_id, l.free, 0, 0, 0
         FROM lines l WHERE l.merchant_id = $1 AND l.order_id IN {set}"
            .to_owned(),
        "UPDATE lines SET assigned = assigned + free, free = 0 WHERE merchant_id = $1 AND order_id IN {set}"
            .to_owned(),
        "UPDATE orders SET to_accept = to_assign, to_assign = 0, version = version + 1
         WHERE merchant_id = $1 AND id IN {set}"
            .to_owned(),
    ];
    timed(conn, stage, orders, &statements)
}

/// What the end of the window does: states, and a token for each receiver.
pub fn release(conn: &mut Conn, stage: &Stage, orders: &[Uuid]) -> Fallible<Duration> {
    let now = now();
    let (fulfiller, _) = first(conn, stage)?;
    let fulfiller = literal(fulfiller);
    let statements = [
        format!(
            "INSERT INTO receiver_tokens (merchant_id, id, viewer_id, same, created_at)
             SELECT t.merchant_id, o.id, {fulfiller}, t.same, {now}
             FROM orders o JOIN receiver_tags t ON t.merchant_id = o.merchant_id AND t.receiver_id = o.receiver_id
             WHERE o.merchant_id = $1 AND o.id IN {{set}} ON CONFLICT (merchant_id, viewer_id, same) DO NOTHING"
        ),
        format!(
            "UPDATE assignments SET state = 'assigned', assigned_at = {now}, accept_by = {now},
                receiver_token = id, version = version + 1 WHERE merchant_id = $1 AND id IN {{set}}"
        ),
    ];
    timed(conn, stage, orders, &statements)
}

fn timed(conn: &mut Conn, stage: &Stage, ids: &[Uuid], statements: &[String]) -> Fallible<Duration> {
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    let begun = Instant::now();
    for some in ids.chunks(CALL) {
        in_one_transaction(conn, stage.owner, some, &statements)?;
    }
    Ok(begun.elapsed())
}

fn first(_: &mut Conn, stage: &Stage) -> Fallible<(Uuid, Uuid)> {
    let factory = stage.factories.first().ok_or("no factory")?;
    let binding: Owned<kind::Binding> = factory.binding.parse().map_err(|_| "not a binding's id")?;
    Ok((factory.id.raw(), binding.id.raw()))
}
