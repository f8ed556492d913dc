//! The books must add up: balance is the sum of fen, held the sum of held.

use diesel::prelude::*;

use super::AccountKey;
use crate::db::backend::{Conn, sql};
use crate::error::Result;
use crate::id::{PartyId, WaybillAccountId};

/// An account whose sums are wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discrepancy {
    /// Which.
    pub account: AccountKey,
    /// The account's balance minus the sum of its entries, in fen.
    pub balance_fen: i64,
    /// What the account says is held minus the sum of its entries, in fen.
    pub held_fen: i64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    party_id: PartyId,
    #[diesel(sql_type = sql::Uuid)]
    id: WaybillAccountId,
    #[diesel(sql_type = sql::BigInt)]
    balance: i64,
    #[diesel(sql_type = sql::BigInt)]
    held: i64,
}

/// The accounts whose entries do not add up to what they say; at most 100 of them.
///
/// # Errors
/// The database's own.
pub fn discrepancies(conn: &mut Conn) -> Result<Vec<Discrepancy>> {
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT * FROM (
            SELECT a.party_id, a.id,
                   CAST(a.balance_fen - COALESCE(SUM(l.fen), 0) AS bigint) AS balance,
                   CAST(a.held_fen - COALESCE(SUM(l.held), 0) AS bigint) AS held
            FROM waybill_accounts a
            LEFT JOIN ledger l ON l.party_id = a.party_id AND l.account_id = a.id
            GROUP BY a.party_id, a.id, a.balance_fen, a.held_fen
         ) s WHERE s.balance <> 0 OR s.held <> 0 LIMIT 100",
    )
    .load(conn)?;
    let named = rows.into_iter().map(|row| Discrepancy {
        account: AccountKey {
            party: row.party_id,
            id: row.id,
        },
        balance_fen: row.balance,
        held_fen: row.held,
    });
    Ok(named.collect())
}
