//! A million orders from ten thousand: every row copied with new ids, numbers and days, so that shares stay as they were.
//!
//! A copy's id is the original's with another time in its first six bytes: unique, ordered by time as real ones are,
//! and computed alike for every table that names it. Receivers are shared, so masks still open.

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use shared::db::backend::{Conn, sql};
use shared::id::MerchantId;

use crate::Fallible;
use crate::base::on_postgres;
use crate::sample::{PREFIX, SPREAD};

/// Spreads the real orders over stages and origins that no door of this run leads to.
pub fn vary(conn: &mut Conn, owner: MerchantId) -> Fallible<()> {
    let n = place("external_no");
    let updates = [
        format!("UPDATE orders SET origin = 'platform' WHERE merchant_id = $1 AND {n} % 7 = 0"),
        format!("UPDATE orders SET exception = 'receiver_changed' WHERE merchant_id = $1 AND {n} % 499 = 0"),
        format!(
            "UPDATE orders SET to_ship = to_print, to_print = 0 WHERE merchant_id = $1 AND to_print > 0 AND {n} % 3 = 0"
        ),
        format!(
            "UPDATE orders SET shipped = to_print, to_print = 0 WHERE merchant_id = $1 AND to_print > 0 AND {n} % 3 = 1"
        ),
    ];
    for update in updates {
        diesel::sql_query(update)
            .bind::<sql::Uuid, _>(owner)
            .execute(conn)?;
    }
    settle(conn)
}

/// Copies everything `copies` times, each copy a little under a day older than the one before.
pub fn copy(conn: &mut Conn, owner: MerchantId, copies: usize) -> Fallible<()> {
    if on_postgres() {
        conn.batch_execute(
            "SET statement_timeout = 0; SET synchronous_commit = off; SET session_replication_role = replica",
        )?;
    } else {
        conn.batch_execute(
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA foreign_keys = OFF",
        )?;
    }
    let (first, last) = (1, i64::try_from(copies)?);
    for some in (first..=last).step_by(10) {
        for statement in statements() {
            diesel::sql_query(statement)
                .bind::<sql::BigInt, _>(some)
                .bind::<sql::BigInt, _>(last.min(some + 9))
                .bind::<sql::Uuid, _>(owner)
                .execute(conn)?;
        }
    }
    settle(conn)
}

fn settle(conn: &mut Conn) -> Fallible<()> {
    if on_postgres() {
        conn.batch_execute("VACUUM ANALYZE")?;
        return Ok(conn.batch_execute("CHECKPOINT")?);
    }
    Ok(conn.batch_execute("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")?)
}

/// The place of an order in its sample, from its number.
fn place(number: &str) -> String {
    let start = PREFIX.len() + 1;
    format!("CAST(substr({number}, {start}) AS bigint)")
}

/// The id of a copy.
fn id(column: &str) -> String {
    // 2001-01-01 and a day for each copy, in milliseconds: long before any real id.
    let time = "978307200000 + c.n * 86400000";
    if on_postgres() {
        format!("(lpad(to_hex({time}), 12, '0') || substr(replace({column}::text, '-', ''), 13))::uuid")
    } else {
        format!("unhex(printf('%012x', {time}) || substr(hex({column}), 13))")
    }
}

/// A moment of a copy.
fn moment(column: &str) -> String {
    if on_postgres() {
        format!("{column} - c.n * interval '{SPREAD} seconds'")
    } else {
        format!("strftime('%Y-%m-%d %H:%M:%S', {column}, (-c.n * {SPREAD}) || ' seconds') || '+00:00'")
    }
}

fn numbers() -> &'static str {
    if on_postgres() {
        "(SELECT n::bigint FROM generate_series($1, $2) n) c"
    } else {
        "(WITH RECURSIVE s(n) AS (SELECT $1 UNION ALL SELECT n + 1 FROM s WHERE n < $2) SELECT n FROM s) c"
    }
}

/// The originals: copies bear the time of a year in which nobody used this.
fn real(alias: &str, order: &str) -> String {
    let time = if on_postgres() {
        format!("{alias}.{order} >= '01000000-0000-0000-0000-000000000000'::uuid")
    } else {
        format!("{alias}.{order} >= x'01000000000000000000000000000000'")
    };
    format!("{alias}.merchant_id = $3 AND {time}")
}

fn statements() -> Vec<String> {
    vec![
        orders(),
        lines(),
        assignments(),
        assignment_lines(),
        parcels(),
        parcel_items(),
        waybills(),
    ]
}

fn orders() -> String {
    let number = if on_postgres() {
        format!(
            "'{PREFIX}' || lpad((c.n * 10000 + {})::text, 8, '0')",
            place("o.external_no")
        )
    } else {
        format!(
            "'{PREFIX}' || printf('%08d', c.n * 10000 + {})",
            place("o.external_no")
        )
    };
    let key = if on_postgres() {
        format!("convert_to({number}, 'UTF8')")
    } else {
        format!("CAST({number} AS BLOB)")
    };
    let tail = format!("substr({number}, 13)");
    format!(
        "INSERT INTO orders (merchant_id, id, source, external_no, number_key, number_tail, origin, state,
            close_reason, placed_at, paid_at, ship_by, closed_at, remark, seller_remark, receiver_id, receiver_write,
            province, city, region, exception, to_assign, to_accept, to_number, to_print, to_ship, shipped,
            retail_fen, created_at, version)
         SELECT o.merchant_id, {id}, o.source, {number}, {key}, {tail}, o.origin, o.state,
            o.close_reason, {placed}, {paid}, NULL, NULL, o.remark, o.seller_remark, o.receiver_id,
            o.receiver_write, o.province, o.city, o.region, o.exception, o.to_assign, o.to_accept, o.to_number,
            o.to_print, o.to_ship, o.shipped, o.retail_fen, o.created_at, o.version
         FROM {numbers} CROSS JOIN orders o WHERE {real} ORDER BY c.n, o.id",
        id = id("o.id"),
        placed = moment("o.placed_at"),
        paid = moment("o.paid_at"),
        numbers = numbers(),
        real = real("o", "id"),
    )
}

fn lines() -> String {
    format!(
        "INSERT INTO lines (merchant_id, id, order_id, key, ordinal, product_id, placed_at, ordered, free, assigned,
            refunded, refund_state, price_fen)
         SELECT l.merchant_id, {id}, {order}, l.key, l.ordinal, l.product_id, {placed}, l.ordered, l.free, l.assigned,
            l.refunded, l.refund_state, l.price_fen
         FROM {numbers} CROSS JOIN lines l WHERE {real} ORDER BY c.n, l.id",
        id = id("l.id"),
        order = id("l.order_id"),
        placed = moment("l.placed_at"),
        numbers = numbers(),
        real = real("l", "order_id"),
    )
}

fn assignments() -> String {
    format!(
        "INSERT INTO assignments (merchant_id, id, order_id, fulfiller_id, binding_id, alias, state, code, note,
            receiver_token, placed_at, held_until, assigned_at, accept_by, accepted_at, ship_by, ended_at, exception,
            to_accept, to_number, to_print, to_ship, shipped, act_id, created_at, version)
         SELECT a.merchant_id, {id}, {order}, a.fulfiller_id, a.binding_id, a.alias, a.state, a.code, a.note,
            a.receiver_token, {placed}, a.held_until, a.assigned_at, a.accept_by, a.accepted_at, a.ship_by, a.ended_at,
            a.exception, a.to_accept, a.to_number, a.to_print, a.to_ship, a.shipped, {act}, a.created_at, a.version
         FROM {numbers} CROSS JOIN assignments a WHERE {real} ORDER BY c.n, a.id",
        id = id("a.id"),
        order = id("a.order_id"),
        act = id("a.act_id"),
        placed = moment("a.placed_at"),
        numbers = numbers(),
        real = real("a", "order_id"),
    )
}

fn assignment_lines() -> String {
    format!(
        "INSERT INTO assignment_lines (merchant_id, assignment_id, line_id, order_id, product_id, quantity, packed,
            shipped, returned)
         SELECT a.merchant_id, {assignment}, {line}, {order}, a.product_id, a.quantity, a.packed, a.shipped, a.returned
         FROM {numbers} CROSS JOIN assignment_lines a WHERE {real} ORDER BY c.n, a.assignment_id",
        assignment = id("a.assignment_id"),
        line = id("a.line_id"),
        order = id("a.order_id"),
        numbers = numbers(),
        real = real("a", "order_id"),
    )
}

fn parcels() -> String {
    format!(
        "INSERT INTO parcels (merchant_id, id, fulfiller_id, binding_id, receiver_id, receiver_write, state, stage,
            prints, attempts, weight_g, note, created_at, shipped_at, ended_at, version)
         SELECT p.merchant_id, {id}, p.fulfiller_id, p.binding_id, p.receiver_id, p.receiver_write, p.state, p.stage,
            p.prints, p.attempts, p.weight_g, p.note, p.created_at, p.shipped_at, p.ended_at, p.version
         FROM {numbers} CROSS JOIN parcels p WHERE {real} ORDER BY c.n, p.id",
        id = id("p.id"),
        numbers = numbers(),
        real = real("p", "id"),
    )
}

fn parcel_items() -> String {
    format!(
        "INSERT INTO parcel_items (merchant_id, parcel_id, assignment_id, line_id, order_id, quantity)
         SELECT i.merchant_id, {parcel}, {assignment}, {line}, {order}, i.quantity
         FROM {numbers} CROSS JOIN parcel_items i WHERE {real} ORDER BY c.n, i.parcel_id",
        parcel = id("i.parcel_id"),
        assignment = id("i.assignment_id"),
        line = id("i.line_id"),
        order = id("i.order_id"),
        numbers = numbers(),
        real = real("i", "order_id"),
    )
}

fn waybills() -> String {
    format!(
        "INSERT INTO waybills (merchant_id, id, parcel_id, fulfiller_id, client_ref, carrier, state, account_party_id,
            account_id, number, sorting_code, hub, product, fee_fen, code, remedy, receiver_write, reserved_at,
            issued_at, ended_at, voiding, version)
         SELECT w.merchant_id, {id}, {parcel}, w.fulfiller_id, w.client_ref || '.' || c.n, w.carrier, w.state,
            w.account_party_id, w.account_id, w.number, w.sorting_code, w.hub, w.product, w.fee_fen, w.code, w.remedy,
            w.receiver_write, w.reserved_at, w.issued_at, w.ended_at, w.voiding, w.version
         FROM {numbers} CROSS JOIN waybills w WHERE {real} ORDER BY c.n, w.id",
        id = id("w.id"),
        parcel = id("w.parcel_id"),
        numbers = numbers(),
        real = real("w", "parcel_id"),
    )
}
