//! What a row of a bulk act means: a parcel, or an assignment whose remaining pieces become one on the way.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::db::backend::{LED_JOIN, row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::{Code, Refusal, Result};
use crate::id::{AssignmentId, MerchantId, Owned, ParcelId, kind};
use crate::parcel::rows::{Touched, lock_orders};
use crate::parcel::{Packer, ParcelAsk, plan};

/// One row's target: exactly one of the two.
#[derive(Debug, Clone, Copy, Default)]
pub struct Target {
    /// A parcel.
    pub parcel: Option<Owned<kind::Parcel>>,
    /// An assignment: what is left of it becomes a parcel; if nothing is left, its oldest parcel without a number.
    pub assignment: Option<Owned<kind::Assignment>>,
    /// Weight of a parcel made on the way, in gram.
    pub weight_g: i64,
}

/// Parcels for targets, row by row, and the orders they touch (held until the transaction ends).
pub(crate) struct Resolved {
    pub parcels: Vec<Result<Owned<kind::Parcel>, Refusal>>,
    pub touched: Touched,
}

impl Resolved {
    /// The parcels found.
    pub fn found(&self) -> Vec<Owned<kind::Parcel>> {
        self.parcels
            .iter()
            .filter_map(|row| row.as_ref().ok().copied())
            .collect()
    }
}

/// Finds or makes the parcel of each row. A parcel named twice is refused the second time.
pub(crate) fn resolve(tx: &mut Tx<'_>, packer: &Packer, rows: &[Target]) -> Result<Resolved> {
    let assignments: Vec<_> = rows.iter().filter_map(|row| row.assignment).collect();
    let parcels: Vec<_> = rows.iter().filter_map(|row| row.parcel).collect();
    let touched = lock_orders(tx, packer.fulfiller(), assignments, parcels)?;
    let mut made = make(tx, packer, rows)?.into_iter();
    let mut seen = HashSet::new();
    let mut one = |row: &Target| {
        let key = match (row.parcel, row.assignment) {
            (Some(parcel), None) => parcel,
            (None, Some(_)) => made.next().unwrap_or(Err(Code::NotFound.into()))?,
            _ => return Err(Refusal::new(Code::InvalidField).saying("name a parcel or an assignment")),
        };
        if seen.insert(key) {
            Ok(key)
        } else {
            Err(Code::DuplicateKey.into())
        }
    };
    let parcels = rows.iter().map(&mut one).collect();
    Ok(Resolved { parcels, touched })
}

/// The parcels of the rows that name an assignment, in their order.
fn make(
    tx: &mut Tx<'_>,
    packer: &Packer,
    rows: &[Target],
) -> Result<Vec<Result<Owned<kind::Parcel>, Refusal>>> {
    let named = |row: &Target| {
        row.assignment
            .filter(|_| row.parcel.is_none())
            .map(|a| (a, row.weight_g))
    };
    let named: Vec<_> = rows.iter().filter_map(named).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let asks: Vec<_> = named
        .iter()
        .map(|(assignment, weight)| ParcelAsk::whole(*assignment, *weight))
        .collect();
    let (mut made, _) = plan::draw(tx, packer, &asks)?;
    let packed = |row: &Result<_, Refusal>| row.as_ref().is_err_and(|no| no.code == Code::NothingToPack);
    let full = named
        .iter()
        .zip(&made)
        .filter(|(_, row)| packed(row))
        .map(|((assignment, _), _)| *assignment);
    let mut waiting = waiting(tx, packer, full.collect())?;
    for ((assignment, _), row) in named.iter().zip(&mut made) {
        if packed(row)
            && let Some(parcel) = waiting.get_mut(assignment).and_then(Vec::pop)
        {
            *row = Ok(parcel);
        }
    }
    Ok(made)
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    assignment_id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
}

/// Planned parcels without a number, of assignments that are wholly packed; the oldest last. Only parcels that hold
/// orders already locked: one merged with others is named by its own id.
fn waiting(
    tx: &mut Tx<'_>,
    packer: &Packer,
    assignments: Vec<Owned<kind::Assignment>>,
) -> Result<HashMap<Owned<kind::Assignment>, Vec<Owned<kind::Parcel>>>> {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    if assignments.is_empty() {
        return Ok(found);
    }
    let statement = format!(
        "SELECT DISTINCT i.merchant_id, i.assignment_id, p.id AS parcel_id, p.created_at FROM {} r
         {LED_JOIN} parcel_items i ON i.merchant_id = r.merchant AND i.assignment_id = r.thing
         JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id AND p.fulfiller_id = $2
         WHERE p.state = 'planned' AND p.stage = 'number' AND NOT EXISTS (
            SELECT 1 FROM parcel_items o WHERE o.merchant_id = p.merchant_id AND o.parcel_id = p.id
                AND o.assignment_id <> i.assignment_id)
         ORDER BY p.created_at DESC, p.id DESC",
        row_set(1, KEY)
    );
    let rows: Vec<Waiting> = diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys(assignments))
        .bind::<sql::Uuid, _>(packer.fulfiller())
        .load(tx.conn())?;
    for row in rows {
        let parcels = found
            .entry(Owned::new(row.merchant_id, row.assignment_id))
            .or_default();
        parcels.push(Owned::new(row.merchant_id, row.parcel_id));
    }
    Ok(found)
}
