//! Orders chosen for one act over many: all that match a filter, and how many of them the act fits now.

use diesel::RunQueryDsl;

use super::filter::Filter;
use super::list::Found;
use crate::db::backend::{Conn, id_set, sql};
use crate::db::json_ids;
use crate::error::Result;
use crate::id::{MerchantId, OrderId};

/// An act on orders, and what it wants of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Paid, with free pieces.
    Assign,
    /// Not closed, and nobody works on it.
    Close,
}

impl Fit {
    const fn predicate(self) -> &'static str {
        match self {
            Self::Assign => "state = 'open' AND to_assign > 0",
            Self::Close => "state <> 'closed' AND to_accept + to_number + to_print + to_ship = 0",
        }
    }
}

/// The merchant's orders that match, those longest waiting first, at most `most`.
///
/// # Errors
/// `invalid_field` for what cannot be searched; `region_unknown`.
pub(crate) fn chosen(
    conn: &mut Conn,
    merchant: MerchantId,
    filter: &Filter,
    most: i64,
) -> Result<Vec<OrderId>> {
    filter.check()?;
    let found: Vec<Found> = filter.search(merchant, None).first(most).load(conn)?;
    let mut ids: Vec<OrderId> = found.iter().map(|row| row.id).collect();
    if !filter.by_deadline() {
        ids.reverse();
    }
    Ok(ids)
}

#[derive(diesel::QueryableByName)]
struct Counted {
    #[diesel(sql_type = sql::BigInt)]
    n: i64,
}

/// How many of these the act fits now.
///
/// # Errors
/// The database's own.
pub(crate) fn fitting(conn: &mut Conn, merchant: MerchantId, ids: &[OrderId], fit: Fit) -> Result<i64> {
    let text = format!(
        "SELECT count(*) AS n FROM orders WHERE merchant_id = $1 AND id IN {} AND {}",
        id_set(2),
        fit.predicate()
    );
    let counted: Counted = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .get_result(conn)?;
    Ok(counted.n)
}
