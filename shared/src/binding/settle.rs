//! The last step of an ending binding: it has ended when no work is open.

use diesel::RunQueryDsl;

use crate::db::backend::{id_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::Result;
use crate::id::{BindingId, MerchantId};

/// The job that settles what no act settled.
pub const SETTLE: &str = "binding.settle";

/// No assignment of it is held, waiting or in work.
const NO_OPEN_WORK: &str = "NOT EXISTS (SELECT 1 FROM assignments a
    WHERE a.merchant_id = bindings.merchant_id AND a.binding_id = bindings.id
    AND a.state IN ('held', 'assigned', 'accepted'))";

/// Ends those of `bindings` that are ending and have no open work; after every act that closes work.
///
/// # Errors
/// When the database breaks.
pub fn settle(tx: &mut Tx<'_>, merchant: MerchantId, bindings: &[BindingId]) -> Result<usize> {
    if bindings.is_empty() {
        return Ok(0);
    }
    let text = format!(
        "UPDATE bindings SET state = 'ended', ended_at = $1, version = version + 1
         WHERE merchant_id = $2 AND id IN {} AND state = 'ending' AND {NO_OPEN_WORK}",
        id_set(3)
    );
    let ended = diesel::sql_query(text)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(bindings))
        .execute(tx.conn())?;
    Ok(ended)
}

/// Ends every ending binding of `merchant` that has no open work, for the job that looks after all.
///
/// # Errors
/// When the database breaks.
pub fn settle_all(tx: &mut Tx<'_>, merchant: MerchantId) -> Result<usize> {
    let text = format!(
        "UPDATE bindings SET state = 'ended', ended_at = $1, version = version + 1
         WHERE merchant_id = $2 AND state = 'ending' AND {NO_OPEN_WORK}"
    );
    let ended = diesel::sql_query(text)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(ended)
}
