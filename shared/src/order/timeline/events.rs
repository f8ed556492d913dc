//! The one query of a timeline: each kind of event with the columns it fills and where they are read.

/// The columns of one kind of event that are not null, by name.
type Parts = &'static [(&'static str, &'static str)];

/// All columns of an event and their types, in the order of a row.
const COLUMNS: [(&str, &str); 13] = [
    ("at", "timestamptz"),
    ("what", "text"),
    ("side", "text"),
    ("party", "text"),
    ("actor", "text"),
    ("assignment", "uuid"),
    ("parcel", "uuid"),
    ("refund", "uuid"),
    ("quantity", "bigint"),
    ("carrier", "text"),
    ("number", "text"),
    ("code", "text"),
    ("note", "text"),
];

const ORDER: &str = "FROM orders o WHERE o.merchant_id = $1 AND o.id = $2";
const ASSIGNMENT: &str = "FROM assignments a JOIN parties f ON f.id = a.fulfiller_id
    WHERE a.merchant_id = $1 AND a.order_id = $2";
const GIVEN: &str = "(SELECT CAST(SUM(l.quantity) AS bigint) FROM assignment_lines l
    WHERE l.merchant_id = a.merchant_id AND l.assignment_id = a.id)";
const RECALL: &str = "FROM assignments a
    JOIN recall_requests q ON q.merchant_id = a.merchant_id AND q.assignment_id = a.id
    JOIN parties f ON f.id = a.fulfiller_id WHERE a.merchant_id = $1 AND a.order_id = $2";
const PARCEL: &str = "FROM (SELECT merchant_id, parcel_id, CAST(SUM(quantity) AS bigint) AS quantity
        FROM parcel_items WHERE merchant_id = $1 AND order_id = $2 GROUP BY merchant_id, parcel_id) i
    JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
    JOIN parties f ON f.id = p.fulfiller_id WHERE p.merchant_id = $1";
const WAYBILL: &str = "FROM (SELECT DISTINCT merchant_id, parcel_id
        FROM parcel_items WHERE merchant_id = $1 AND order_id = $2) i
    JOIN waybills w ON w.merchant_id = i.merchant_id AND w.parcel_id = i.parcel_id
    JOIN parties f ON f.id = w.fulfiller_id WHERE w.merchant_id = $1";
const TICKET: &str = "FROM (SELECT DISTINCT merchant_id, parcel_id
        FROM parcel_items WHERE merchant_id = $1 AND order_id = $2) i
    JOIN tickets t ON t.merchant_id = i.merchant_id AND t.parcel_id = i.parcel_id
    JOIN parties f ON f.id = t.fulfiller_id WHERE t.state = 'printed'";
const REFUND: &str = "FROM refunds r WHERE r.merchant_id = $1 AND r.order_id = $2";

/// Each kind of event: the columns it fills, where it is read, and whether it happened.
const KINDS: &[(Parts, &str, &str)] = &[
    (
        &[("at", "o.created_at"), ("what", "'taken'"), ("side", "o.origin")],
        ORDER,
        "",
    ),
    (
        &[("at", "o.paid_at"), ("what", "'paid'"), ("side", "o.origin")],
        ORDER,
        " AND o.paid_at IS NOT NULL",
    ),
    (
        &[
            ("at", "o.closed_at"),
            ("what", "'closed'"),
            ("side", "'merchant'"),
            ("code", "o.close_reason"),
        ],
        ORDER,
        " AND o.closed_at IS NOT NULL",
    ),
    (
        &[
            ("at", "a.created_at"),
            ("what", "'assigned'"),
            ("side", "'merchant'"),
            ("party", "f.name"),
            ("assignment", "a.id"),
            ("quantity", GIVEN),
        ],
        ASSIGNMENT,
        "",
    ),
    (
        &[
            ("at", "a.assigned_at"),
            ("what", "'released'"),
            ("side", "'merchant'"),
            ("party", "f.name"),
            ("assignment", "a.id"),
        ],
        ASSIGNMENT,
        " AND a.assigned_at IS NOT NULL AND a.binding_id IS NOT NULL",
    ),
    (
        &[
            ("at", "a.accepted_at"),
            ("what", "'accepted'"),
            ("side", "'fulfiller'"),
            ("party", "f.name"),
            ("assignment", "a.id"),
        ],
        ASSIGNMENT,
        " AND a.accepted_at IS NOT NULL AND a.binding_id IS NOT NULL",
    ),
    (
        &[
            ("at", "a.ended_at"),
            ("what", "a.state"),
            (
                "side",
                "CASE WHEN a.state = 'recalled' THEN 'merchant' ELSE 'fulfiller' END",
            ),
            ("party", "f.name"),
            ("assignment", "a.id"),
            ("code", "a.code"),
            ("note", "a.note"),
        ],
        ASSIGNMENT,
        " AND a.ended_at IS NOT NULL AND a.state IN ('declined', 'failed', 'recalled')",
    ),
    (
        &[
            ("at", "q.asked_at"),
            ("what", "'recall_asked'"),
            ("side", "'merchant'"),
            ("party", "f.name"),
            ("assignment", "a.id"),
            ("note", "q.reason"),
        ],
        RECALL,
        "",
    ),
    (
        &[
            ("at", "q.answered_at"),
            ("what", "'recall_' || q.state"),
            (
                "side",
                "CASE WHEN q.state = 'withdrawn' THEN 'merchant' ELSE 'fulfiller' END",
            ),
            ("party", "f.name"),
            ("assignment", "a.id"),
            ("note", "q.answer"),
        ],
        RECALL,
        " AND q.answered_at IS NOT NULL AND q.state <> 'asked'",
    ),
    (
        &[
            ("at", "p.created_at"),
            ("what", "'packed'"),
            ("side", "'fulfiller'"),
            ("party", "f.name"),
            ("parcel", "p.id"),
            ("quantity", "i.quantity"),
        ],
        PARCEL,
        "",
    ),
    (
        &[
            ("at", "p.shipped_at"),
            ("what", "'shipped'"),
            ("side", "'fulfiller'"),
            ("party", "f.name"),
            ("parcel", "p.id"),
            ("quantity", "i.quantity"),
        ],
        PARCEL,
        " AND p.shipped_at IS NOT NULL",
    ),
    (
        &[
            ("at", "p.ended_at"),
            (
                "what",
                "CASE WHEN p.state = 'dropped' THEN 'unpacked' ELSE p.state END",
            ),
            (
                "side",
                "CASE WHEN p.state = 'dropped' THEN 'fulfiller' ELSE 'carrier' END",
            ),
            ("party", "f.name"),
            ("parcel", "p.id"),
        ],
        PARCEL,
        " AND p.ended_at IS NOT NULL AND p.state IN ('dropped', 'delivered', 'returned')",
    ),
    (
        &[
            ("at", "w.reserved_at"),
            ("what", "'number_asked'"),
            ("side", "'fulfiller'"),
            ("party", "f.name"),
            ("parcel", "w.parcel_id"),
            ("carrier", "w.carrier"),
        ],
        WAYBILL,
        " AND w.account_id IS NOT NULL",
    ),
    (
        &[
            ("at", "w.issued_at"),
            ("what", "'numbered'"),
            (
                "side",
                "CASE WHEN w.account_id IS NULL THEN 'fulfiller' ELSE 'carrier' END",
            ),
            ("party", "f.name"),
            ("parcel", "w.parcel_id"),
            ("carrier", "w.carrier"),
            ("number", "w.number"),
        ],
        WAYBILL,
        " AND w.issued_at IS NOT NULL",
    ),
    (
        &[
            ("at", "w.ended_at"),
            (
                "what",
                "CASE WHEN w.state = 'void' THEN 'number_voided' ELSE 'number_failed' END",
            ),
            (
                "side",
                "CASE WHEN w.account_id IS NULL THEN 'fulfiller' ELSE 'carrier' END",
            ),
            ("party", "f.name"),
            ("parcel", "w.parcel_id"),
            ("carrier", "w.carrier"),
            ("number", "w.number"),
            ("code", "w.code"),
        ],
        WAYBILL,
        " AND w.ended_at IS NOT NULL AND w.state IN ('void', 'failed')",
    ),
    (
        &[
            ("at", "t.ended_at"),
            ("what", "'printed'"),
            ("side", "'fulfiller'"),
            ("party", "f.name"),
            ("parcel", "t.parcel_id"),
            ("note", "t.reason"),
        ],
        TICKET,
        " AND t.ended_at IS NOT NULL",
    ),
    (
        &[
            ("at", "r.opened_at"),
            ("what", "'refund_opened'"),
            ("side", "r.opened_side"),
            ("actor", "r.opened_by"),
            ("refund", "r.id"),
            ("quantity", "r.quantity"),
            ("note", "r.reason"),
        ],
        REFUND,
        "",
    ),
    (
        &[
            ("at", "r.overridden_at"),
            ("what", "'refund_overridden'"),
            ("side", "'merchant'"),
            ("actor", "r.overridden_by"),
            ("refund", "r.id"),
            ("note", "r.override_reason"),
        ],
        REFUND,
        " AND r.overridden_at IS NOT NULL",
    ),
    (
        &[
            ("at", "r.closed_at"),
            ("what", "'refund_' || r.state"),
            ("side", "r.closed_side"),
            ("actor", "r.closed_by"),
            ("refund", "r.id"),
            ("quantity", "r.quantity"),
        ],
        REFUND,
        " AND r.closed_at IS NOT NULL",
    ),
];

pub(super) fn statement() -> String {
    let selects: Vec<String> = KINDS
        .iter()
        .map(|(parts, from, when)| format!("SELECT {} {from}{when}", columns(parts)))
        .collect();
    format!("{} ORDER BY at, what LIMIT $3", selects.join(" UNION ALL "))
}

fn columns(parts: Parts) -> String {
    let column = |(name, kind): &(&str, &str)| {
        let part = parts.iter().find(|(part, _)| part == name);
        match part {
            Some((_, text)) => format!("{text} AS {name}"),
            None => format!("CAST(NULL AS {kind}) AS {name}"),
        }
    };
    COLUMNS.iter().map(column).collect::<Vec<_>>().join(", ")
}
