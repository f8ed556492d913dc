//! Tickets whose time is over: nobody can open them any more, so nothing of them is kept and their labels want fresh ones.

use diesel::prelude::*;

use crate::db::Tx;
use crate::db::backend::sql;
use crate::error::Result;
use crate::house::House;

/// Tickets one statement ends at most.
const SOME: i64 = 1000;
/// Statements of one sweep at most.
const ROUNDS: usize = 500;

/// Ends the tickets that were never opened and cannot be any more.
///
/// # Errors
/// The database's own.
pub(crate) fn sweep(house: &House) -> Result<()> {
    for _ in 0..ROUNDS {
        let ended = house.db().write("late tickets", end_some)?;
        if i64::try_from(ended).unwrap_or(SOME) < SOME {
            break;
        }
    }
    Ok(())
}

fn end_some(tx: &mut Tx<'_>) -> Result<usize> {
    let text = "UPDATE tickets SET state = 'refused', code = 'ticket_expired', envelope = NULL, ended_at = $1
         WHERE state IN ('asked', 'sealed') AND (merchant_id, id) IN (SELECT t.merchant_id, t.id FROM tickets t
            WHERE t.state IN ('asked', 'sealed') AND t.leave_by < $1 ORDER BY t.leave_by LIMIT $2)";
    let now = tx.now();
    Ok(diesel::sql_query(text)
        .bind::<sql::Instant, _>(now)
        .bind::<sql::BigInt, _>(SOME)
        .execute(tx.conn())?)
}
