//! Rows of assignments: locked through their orders, read with their pieces, written as states.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use serde_json::{Value, json};

use super::state::{No, NoCode, State, Sums};
use crate::clock::Instant;
use crate::db::backend::{Column, FOR_UPDATE, id_set, instant_text, row_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::{Broken, Result};
use crate::id::{ActId, AssignmentId, BindingId, FulfillerId, LineId, MerchantId, OrderId, ReceiverId};
use crate::order::Origin;

/// An assignment under its order's lock.
#[derive(Debug, Clone)]
pub(super) struct Assignment {
    pub id: AssignmentId,
    pub order: OrderId,
    pub order_open: bool,
    pub receiver: ReceiverId,
    pub origin: Origin,
    pub fulfiller: FulfillerId,
    pub binding: Option<BindingId>,
    pub state: State,
    pub asked: bool,
    pub lines: Vec<LineOf>,
}

/// The pieces of one line in one assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineOf {
    pub line: LineId,
    pub sums: Sums,
}

impl Assignment {
    pub(super) fn sums(&self) -> Sums {
        self.lines.iter().fold(Sums::default(), |all, line| Sums {
            quantity: all.quantity + line.sums.quantity,
            packed: all.packed + line.sums.packed,
            shipped: all.shipped + line.sums.shipped,
            returned: all.returned + line.sums.returned,
        })
    }
}

/// Which assignments an act is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which<'a> {
    /// These.
    Of(&'a [AssignmentId]),
    /// Those of one call.
    OfAct(ActId),
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    order_id: OrderId,
    #[diesel(sql_type = sql::Text)]
    order_state: String,
    #[diesel(sql_type = sql::Uuid)]
    receiver_id: ReceiverId,
    #[diesel(sql_type = sql::Text)]
    origin: String,
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    binding_id: Option<BindingId>,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    code: Option<String>,
    #[diesel(sql_type = sql::Text)]
    note: String,
    #[diesel(sql_type = sql::Instant)]
    held_until: Instant,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    assigned_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    accept_by: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    accepted_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    ended_at: Option<Instant>,
    #[diesel(sql_type = sql::BigInt)]
    asked: i64,
}

#[derive(QueryableByName)]
struct LineRow {
    #[diesel(sql_type = sql::Uuid)]
    assignment_id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    line_id: LineId,
    #[diesel(sql_type = sql::BigInt)]
    quantity: i64,
    #[diesel(sql_type = sql::BigInt)]
    packed: i64,
    #[diesel(sql_type = sql::BigInt)]
    shipped: i64,
    #[diesel(sql_type = sql::BigInt)]
    returned: i64,
}

impl TryFrom<Row> for Assignment {
    type Error = Broken;

    fn try_from(row: Row) -> Result<Self, Broken> {
        let state = row.state();
        Ok(Self {
            state: state.ok_or_else(|| Broken::row("assignments", "state", row.id))?,
            id: row.id,
            order: row.order_id,
            order_open: row.order_state == "open",
            receiver: row.receiver_id,
            origin: Origin::of(&row.origin).ok_or_else(|| Broken::row("orders", "origin", row.id))?,
            fulfiller: row.fulfiller_id,
            binding: row.binding_id,
            asked: row.asked > 0,
            lines: Vec::new(),
        })
    }
}

impl Row {
    fn state(&self) -> Option<State> {
        Some(match self.state.as_str() {
            "held" => State::Held {
                until: self.held_until,
            },
            "assigned" => State::Assigned {
                at: self.assigned_at?,
                accept_by: self.accept_by,
            },
            "accepted" => State::Accepted {
                at: self.accepted_at?,
            },
            "shipped" => State::Shipped {
                at: self.ended_at?,
                short: self.no(),
            },
            "declined" => State::Declined {
                no: self.no()?,
                at: self.ended_at?,
            },
            "failed" => State::Failed {
                no: self.no()?,
                at: self.ended_at?,
            },
            "recalled" => State::Recalled { at: self.ended_at? },
            _ => return None,
        })
    }

    fn no(&self) -> Option<No> {
        let code = self.code.as_deref().and_then(NoCode::of)?;
        let note = self.note.clone();
        Some(No { code, note })
    }
}

/// Locks the orders of the assignments, in the order of ids: every act does so first.
pub(super) fn lock_orders(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    let text = format!(
        "SELECT id FROM orders WHERE merchant_id = $1 AND id IN {} ORDER BY id{FOR_UPDATE}",
        id_set(2)
    );
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .execute(tx.conn())?;
    Ok(())
}

/// Locks the orders of the assignments and reads them; what is not there is absent, and so is, for a fulfiller,
/// what he was not given.
pub(super) fn lock(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    which: Which<'_>,
    viewer: Option<FulfillerId>,
) -> Result<HashMap<AssignmentId, Assignment>> {
    let mut held = BTreeSet::new();
    // What was packed together while the first were waited for is held as well.
    loop {
        let orders = orders_of(tx, merchant, which, viewer)?;
        let more: Vec<OrderId> = orders.difference(&held).copied().collect();
        if more.is_empty() {
            return load(tx, merchant, which, viewer);
        }
        lock_orders(tx, merchant, &more)?;
        held.extend(more);
    }
}

impl Which<'_> {
    /// The condition on `a`: the merchant is bind 1, the set bind 2, the viewer bind 3.
    fn condition(self) -> String {
        let column = match self {
            Self::Of(_) => "a.id",
            Self::OfAct(_) => "a.act_id",
        };
        format!(
            "a.merchant_id = $1 AND {column} IN {}
             AND ($3 IS NULL OR (a.fulfiller_id = $3 AND a.assigned_at IS NOT NULL))",
            id_set(2)
        )
    }

    fn set(self) -> String {
        match self {
            Self::Of(ids) => json_ids(ids),
            Self::OfAct(act) => json_ids(&[act]),
        }
    }
}

#[derive(QueryableByName)]
struct OrderRow {
    #[diesel(sql_type = sql::Uuid)]
    order_id: OrderId,
}

/// The orders to lock: those of the assignments, and those that share a parcel that has not left with them.
fn orders_of(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    which: Which<'_>,
    viewer: Option<FulfillerId>,
) -> Result<BTreeSet<OrderId>> {
    let text = format!(
        "SELECT a.order_id FROM assignments a WHERE {0}
         UNION SELECT o.order_id FROM assignments a
            JOIN parcel_items i ON i.merchant_id = a.merchant_id AND i.assignment_id = a.id
            JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
            JOIN parcel_items o ON o.merchant_id = p.merchant_id AND o.parcel_id = p.id
            WHERE {0} AND p.state = 'planned'",
        which.condition()
    );
    let found: Vec<OrderRow> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(which.set())
        .bind::<sql::Nullable<sql::Uuid>, _>(viewer)
        .load(tx.conn())?;
    Ok(found.into_iter().map(|row| row.order_id).collect())
}

fn load(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    which: Which<'_>,
    viewer: Option<FulfillerId>,
) -> Result<HashMap<AssignmentId, Assignment>> {
    let text = format!(
        "SELECT a.id, a.order_id, o.state AS order_state, o.receiver_id, o.origin, a.fulfiller_id, a.binding_id, a.state,
                a.code, a.note, a.held_until, a.assigned_at, a.accept_by, a.accepted_at, a.ended_at,
                (SELECT count(*) FROM recall_requests r WHERE r.merchant_id = a.merchant_id
                    AND r.assignment_id = a.id AND r.state = 'asked') AS asked
         FROM assignments a JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
         WHERE {}",
        which.condition()
    );
    let found: Vec<Row> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(which.set())
        .bind::<sql::Nullable<sql::Uuid>, _>(viewer)
        .load(tx.conn())?;
    let mut all = HashMap::with_capacity(found.len());
    for row in found {
        all.insert(row.id, Assignment::try_from(row)?);
    }
    add_lines(tx, merchant, &mut all)?;
    Ok(all)
}

fn add_lines(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    all: &mut HashMap<AssignmentId, Assignment>,
) -> Result<()> {
    let ids: Vec<AssignmentId> = all.keys().copied().collect();
    let text = format!(
        "SELECT assignment_id, line_id, quantity, packed, shipped, returned FROM assignment_lines
         WHERE merchant_id = $1 AND assignment_id IN {} ORDER BY assignment_id, line_id",
        id_set(2)
    );
    let lines: Vec<LineRow> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(&ids))
        .load(tx.conn())?;
    for row in lines {
        if let Some(assignment) = all.get_mut(&row.assignment_id) {
            let sums = Sums {
                quantity: row.quantity,
                packed: row.packed,
                shipped: row.shipped,
                returned: row.returned,
            };
            let line = row.line_id;
            assignment.lines.push(LineOf { line, sums });
        }
    }
    Ok(())
}

/// Writes the states transitions led to, all in one statement; times of states passed through stay.
pub(super) fn store_states(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    states: &[(AssignmentId, &State)],
) -> Result<()> {
    if states.is_empty() {
        return Ok(());
    }
    let rows: Vec<Value> = states.iter().map(|(id, state)| state_row(*id, state)).collect();
    let columns = [
        ("id", Column::Uuid),
        ("state", Column::Text),
        ("code", Column::Text),
        ("note", Column::Text),
        ("assigned_at", Column::Instant),
        ("accept_by", Column::Instant),
        ("accepted_at", Column::Instant),
        ("ended_at", Column::Instant),
    ];
    let text = format!(
        "UPDATE assignments SET state = r.state, code = COALESCE(r.code, assignments.code),
                note = COALESCE(r.note, assignments.note),
                assigned_at = COALESCE(assignments.assigned_at, r.assigned_at),
                accept_by = COALESCE(r.accept_by, assignments.accept_by),
                accepted_at = COALESCE(r.accepted_at, assignments.accepted_at),
                ended_at = COALESCE(r.ended_at, assignments.ended_at)
         FROM {} r WHERE assignments.merchant_id = $2 AND assignments.id = r.id",
        row_set(1, &columns)
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(())
}

fn state_row(id: AssignmentId, state: &State) -> Value {
    let mut row = json!({ "id": id.raw(), "state": state.word().text() });
    let mut put = |name: &str, value: Value| {
        if let Some(object) = row.as_object_mut() {
            object.insert(name.to_owned(), value);
        }
    };
    match state {
        State::Held { .. } => {}
        State::Assigned { at, accept_by } => {
            put("assigned_at", instant_text(*at).into());
            put("accept_by", accept_by.map(instant_text).into());
        }
        State::Accepted { at } => {
            // Accepted as it arrived, it was never merely assigned.
            put("assigned_at", instant_text(*at).into());
            put("accepted_at", instant_text(*at).into());
        }
        State::Recalled { at } => put("ended_at", instant_text(*at).into()),
        State::Shipped { at, short: None } => put("ended_at", instant_text(*at).into()),
        State::Shipped { at, short: Some(no) } | State::Declined { at, no } | State::Failed { at, no } => {
            put("ended_at", instant_text(*at).into());
            put("code", no.code.text().into());
            put("note", no.note.as_str().into());
        }
    }
    row
}
