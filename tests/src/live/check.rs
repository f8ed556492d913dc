//! What must hold over a database at rest, whatever happened before: each a query that counts what breaks it.

use diesel::QueryableByName;
use diesel::RunQueryDsl;
use shared::audit;
use shared::db::backend::{Conn, sql};
use shared::id::MerchantId;
use shared::ledger::check::discrepancies;

use super::Fallible;
use super::base::number;

/// Name and query; every query counts rows that must not be.
pub const RULES: &[(&str, &str)] = &[
    (
        "a line is free, assigned or refunded",
        "SELECT count(*) AS n FROM lines WHERE ordered <> free + assigned + refunded",
    ),
    (
        "what lines call assigned is in somebody's hands",
        "SELECT count(*) AS n FROM lines l WHERE l.assigned <> COALESCE((SELECT sum(al.quantity - al.returned)
            FROM assignment_lines al WHERE al.merchant_id = l.merchant_id AND al.line_id = l.id), 0)",
    ),
    (
        "what assignments call packed is in parcels",
        "SELECT count(*) AS n FROM assignment_lines al WHERE al.packed <> COALESCE((SELECT sum(i.quantity)
            FROM parcel_items i JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
            WHERE i.merchant_id = al.merchant_id AND i.assignment_id = al.assignment_id AND i.line_id = al.line_id
            AND p.state <> 'dropped'), 0)",
    ),
    (
        "what assignments call shipped left in parcels",
        "SELECT count(*) AS n FROM assignment_lines al WHERE al.shipped <> COALESCE((SELECT sum(i.quantity)
            FROM parcel_items i JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
            WHERE i.merchant_id = al.merchant_id AND i.assignment_id = al.assignment_id AND i.line_id = al.line_id
            AND p.shipped_at IS NOT NULL), 0)",
    ),
    (
        "an assignment's counters are its pieces",
        "SELECT count(*) AS n FROM assignments a JOIN (
            SELECT al.merchant_id, al.assignment_id, sum(al.quantity - al.returned) AS live,
                   sum(al.quantity - al.returned - al.packed) AS loose, sum(al.shipped) AS shipped
            FROM assignment_lines al GROUP BY al.merchant_id, al.assignment_id) s
            ON s.merchant_id = a.merchant_id AND s.assignment_id = a.id
         LEFT JOIN (
            SELECT i.merchant_id, i.assignment_id,
                   sum(CASE WHEN p.stage = 'number' THEN i.quantity ELSE 0 END) AS numbering,
                   sum(CASE WHEN p.stage = 'print' THEN i.quantity ELSE 0 END) AS printing,
                   sum(CASE WHEN p.stage = 'ship' THEN i.quantity ELSE 0 END) AS shipping
            FROM parcel_items i JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
            GROUP BY i.merchant_id, i.assignment_id) w
            ON w.merchant_id = a.merchant_id AND w.assignment_id = a.id
         WHERE a.to_accept <> CASE WHEN a.state IN ('held', 'assigned') THEN s.live ELSE 0 END
            OR a.to_number <> CASE WHEN a.state = 'accepted' THEN s.loose ELSE 0 END + COALESCE(w.numbering, 0)
            OR a.to_print <> COALESCE(w.printing, 0) OR a.to_ship <> COALESCE(w.shipping, 0)
            OR a.shipped <> s.shipped",
    ),
    (
        "an order's counters are its lines' and its assignments'",
        "SELECT count(*) AS n FROM orders o WHERE o.to_assign <> COALESCE((SELECT sum(l.free) FROM lines l
                WHERE l.merchant_id = o.merchant_id AND l.order_id = o.id), 0)
            OR EXISTS (SELECT 1 FROM (SELECT COALESCE(sum(a.to_accept), 0) AS accept,
                    COALESCE(sum(a.to_number), 0) AS number, COALESCE(sum(a.to_print), 0) AS print,
                    COALESCE(sum(a.to_ship), 0) AS ship, COALESCE(sum(a.shipped), 0) AS shipped
                FROM assignments a WHERE a.merchant_id = o.merchant_id AND a.order_id = o.id) s
                WHERE s.accept <> o.to_accept OR s.number <> o.to_number OR s.print <> o.to_print
                OR s.ship <> o.to_ship OR s.shipped <> o.shipped)",
    ),
    (
        "an order's pieces all stand somewhere",
        "SELECT count(*) AS n FROM orders o WHERE o.to_assign + o.to_accept + o.to_number + o.to_print
            + o.to_ship + o.shipped <> (SELECT sum(l.ordered - l.refunded) FROM lines l
            WHERE l.merchant_id = o.merchant_id AND l.order_id = o.id)",
    ),
    (
        "work that was given back holds nothing",
        "SELECT count(*) AS n FROM assignments a WHERE a.state IN ('declined', 'failed', 'recalled')
            AND EXISTS (SELECT 1 FROM assignment_lines l WHERE l.merchant_id = a.merchant_id
            AND l.assignment_id = a.id AND l.quantity <> l.returned)",
    ),
    (
        "an order was not taken twice",
        "SELECT count(*) AS n FROM (SELECT 1 AS one FROM orders GROUP BY merchant_id, source, external_no
            HAVING count(*) > 1) twice",
    ),
    (
        "every order has lines and a sealed receiver with its salt",
        "SELECT count(*) AS n FROM orders o WHERE NOT EXISTS (SELECT 1 FROM lines l
                WHERE l.merchant_id = o.merchant_id AND l.order_id = o.id)
            OR NOT EXISTS (SELECT 1 FROM receivers r JOIN receiver_salts s
                ON s.merchant_id = r.merchant_id AND s.receiver_id = r.id
                WHERE r.merchant_id = o.merchant_id AND r.id = o.receiver_id)",
    ),
    (
        "a receiver's token lives as long as somebody needs it",
        "SELECT count(*) AS n FROM assignments a WHERE a.receiver_token IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM assignments o WHERE o.merchant_id = a.merchant_id AND o.receiver_token = a.receiver_token
            AND o.state IN ('held', 'assigned', 'accepted'))",
    ),
    (
        "a parcel has one live number at most, and one that left has one",
        "SELECT count(*) AS n FROM parcels p WHERE (SELECT count(*) FROM waybills w
                WHERE w.merchant_id = p.merchant_id AND w.parcel_id = p.id
                AND w.state IN ('reserved', 'issued', 'unknown', 'external')) > 1
            OR (p.state = 'shipped' AND NOT EXISTS (SELECT 1 FROM waybills w WHERE w.merchant_id = p.merchant_id
                AND w.parcel_id = p.id AND w.state IN ('issued', 'external')))",
    ),
    (
        "a parcel waits for a number while it has none",
        "SELECT count(*) AS n FROM parcels p WHERE p.state = 'planned' AND (p.stage = 'number') = EXISTS
            (SELECT 1 FROM waybills w WHERE w.merchant_id = p.merchant_id AND w.parcel_id = p.id
            AND w.state IN ('issued', 'external'))",
    ),
    (
        "a number belongs to one waybill",
        "SELECT count(*) AS n FROM waybills w WHERE w.state IN ('issued', 'external')
            AND (w.code IS NULL OR w.code <> 'number_lost') AND NOT EXISTS
            (SELECT 1 FROM waybill_numbers n WHERE n.carrier = w.carrier AND n.number = w.number
            AND n.merchant_id = w.merchant_id AND n.waybill_id = w.id)",
    ),
    (
        "what an account holds is what awaited numbers cost",
        "SELECT count(*) AS n FROM waybill_accounts a WHERE a.held_fen <> COALESCE((SELECT sum(w.fee_fen)
            FROM waybills w WHERE w.account_party_id = a.party_id AND w.account_id = a.id
            AND w.state IN ('reserved', 'unknown')), 0)",
    ),
    (
        "what an account spent is what its numbers cost",
        "SELECT count(*) AS n FROM waybill_accounts a WHERE COALESCE((SELECT sum(l.fen) FROM ledger l
                WHERE l.party_id = a.party_id AND l.account_id = a.id AND l.kind IN ('top_up', 'correction')), 0)
            - a.balance_fen - a.held_fen <> COALESCE((SELECT sum(w.fee_fen) FROM waybills w
                WHERE w.account_party_id = a.party_id AND w.account_id = a.id AND w.state = 'issued'), 0)",
    ),
];

#[derive(QueryableByName)]
struct Merchant {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
}

/// What does not hold; empty if everything does.
pub fn broken(conn: &mut Conn) -> Fallible<Vec<String>> {
    let mut found = Vec::new();
    for (name, query) in RULES {
        match number(conn, query)? {
            0 => {}
            n => found.push(format!("{name}: {n} rows do not")),
        }
    }
    for wrong in discrepancies(conn)? {
        found.push(format!("the books do not add up: {wrong:?}"));
    }
    let audited: Vec<Merchant> = diesel::sql_query("SELECT DISTINCT merchant_id FROM audit").load(conn)?;
    for Merchant { merchant_id } in audited {
        let verdict = audit::verify(conn, merchant_id)?;
        if !matches!(verdict, audit::Verdict::Whole(_)) {
            found.push(format!("the audit of {merchant_id} is not whole: {verdict:?}"));
        }
    }
    Ok(found)
}

/// Insists that everything holds.
pub fn holds(conn: &mut Conn) -> Fallible<()> {
    match broken(conn)? {
        found if found.is_empty() => Ok(()),
        found => Err(found.join("; ").into()),
    }
}
