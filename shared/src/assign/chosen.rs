//! Assignments chosen for one act over many: all that match, and how many of them the act fits now.

use diesel::prelude::*;
use serde_json::json;

use super::list::Filter;
use super::select::Select;
use crate::clock::Instant;
use crate::db::backend::{Column, Conn, LED_JOIN, id_set, row_set, sql};
use crate::db::json_ids;
use crate::error::Result;
use crate::id::{ActId, AssignmentId, FulfillerId, MerchantId, OrderId, Owned, kind};

/// An act on assignments, and what it wants of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Waiting for an answer.
    Answer,
    /// Accepted.
    Fail,
    /// Accepted, with pieces in no parcel.
    Pack,
    /// Accepted, with pieces that have no number.
    TakeNumbers,
    /// Open.
    Recall,
    /// Seen by nobody.
    Undo,
}

impl Fit {
    const fn predicate(self) -> &'static str {
        match self {
            Self::Answer => "a.state = 'assigned'",
            Self::Fail => "a.state = 'accepted'",
            Self::Pack => {
                "a.state = 'accepted' AND EXISTS (SELECT 1 FROM assignment_lines l \
                 WHERE l.merchant_id = a.merchant_id AND l.assignment_id = a.id \
                 AND l.packed + l.returned < l.quantity)"
            }
            Self::TakeNumbers => "a.state = 'accepted' AND a.to_number > 0",
            Self::Recall => "a.state IN ('held', 'assigned', 'accepted')",
            Self::Undo => "a.state = 'held'",
        }
    }
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: AssignmentId,
}

impl From<Key> for Owned<kind::Assignment> {
    fn from(key: Key) -> Self {
        Self::new(key.merchant_id, key.id)
    }
}

const KEY: &str = "SELECT a.merchant_id, a.id FROM assignments a";

/// The fulfiller's assignments that match, those longest waiting first, at most `most`.
///
/// # Errors
/// `region_unknown`.
pub(crate) fn of_fulfiller(
    conn: &mut Conn,
    fulfiller: FulfillerId,
    filter: &Filter,
    now: Instant,
    most: i64,
) -> Result<Vec<Owned<kind::Assignment>>> {
    let text = format!("{KEY} JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id");
    let given = Select::new(text)
        .text(" WHERE a.fulfiller_id = ")
        .uuid(fulfiller)
        .text(" AND a.assigned_at IS NOT NULL AND ")
        .text(filter.tab.unwrap_or_default().predicate());
    let found: Vec<Key> = filter
        .narrow(given, now)?
        .text(" ORDER BY a.placed_at, a.id LIMIT ")
        .integer(most)
        .done()
        .load(conn)?;
    Ok(found.into_iter().map(Owned::from).collect())
}

/// The open assignments of a merchant's orders, at one fulfiller or at all.
///
/// # Errors
/// The database's own.
pub(crate) fn open_of_orders(
    conn: &mut Conn,
    merchant: MerchantId,
    orders: &[OrderId],
    fulfiller: Option<FulfillerId>,
) -> Result<Vec<Owned<kind::Assignment>>> {
    let text = format!(
        "{KEY} WHERE a.merchant_id = $1 AND a.order_id IN {} AND ($3 IS NULL OR a.fulfiller_id = $3)
         AND a.state IN ('held', 'assigned', 'accepted') ORDER BY a.id",
        id_set(2)
    );
    let found: Vec<Key> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .bind::<sql::Nullable<sql::Uuid>, _>(fulfiller)
        .load(conn)?;
    Ok(found.into_iter().map(Owned::from).collect())
}

/// All assignments these acts of a merchant made, at most `most`.
///
/// # Errors
/// The database's own.
pub(crate) fn of_acts(
    conn: &mut Conn,
    merchant: MerchantId,
    acts: &[ActId],
    most: i64,
) -> Result<Vec<Owned<kind::Assignment>>> {
    let text = format!(
        "{KEY} WHERE a.merchant_id = $1 AND a.act_id IN {} ORDER BY a.id LIMIT $3",
        id_set(2)
    );
    let found: Vec<Key> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(acts))
        .bind::<sql::BigInt, _>(most)
        .load(conn)?;
    Ok(found.into_iter().map(Owned::from).collect())
}

/// Whose assignments are counted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    /// Those given to a fulfiller.
    Fulfiller(FulfillerId),
    /// Those of a merchant's orders.
    Merchant(MerchantId),
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = sql::BigInt)]
    n: i64,
}

/// How many of these the act fits now.
///
/// # Errors
/// The database's own.
pub(crate) fn fitting(conn: &mut Conn, of: Of, ids: &[Owned<kind::Assignment>], fit: Fit) -> Result<i64> {
    let (column, owner): (&str, uuid::Uuid) = match of {
        Of::Fulfiller(id) => ("a.fulfiller_id", id.raw()),
        Of::Merchant(id) => ("a.merchant_id", id.raw()),
    };
    let columns = [("merchant", Column::Uuid), ("thing", Column::Uuid)];
    let text = format!(
        "SELECT count(*) AS n FROM {} r
         {LED_JOIN} assignments a ON a.merchant_id = r.merchant AND a.id = r.thing
         WHERE {column} = $2 AND {}",
        row_set(1, &columns),
        fit.predicate()
    );
    let rows: Vec<_> = ids
        .iter()
        .map(|id| json!({ "merchant": id.owner.raw(), "thing": id.id.raw() }))
        .collect();
    let counted: Counted = diesel::sql_query(text)
        .bind::<sql::Text, _>(json!(rows).to_string())
        .bind::<sql::Uuid, _>(crate::id::ThingId::of(owner))
        .get_result(conn)?;
    Ok(counted.n)
}
