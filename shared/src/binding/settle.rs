//! The last step of an ending binding: it has ended when no work is open.

use diesel::RunQueryDsl;

use crate::db::backend::{id_set, sql};
use crate::db::{Db, Noun, Tx, json_ids};
use crate::error::Result;
use crate::id::{BindingId, FulfillerId, MerchantId};

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
         WHERE merchant_id = $2 AND id IN {} AND state = 'ending' AND {NO_OPEN_WORK}
         RETURNING fulfiller_id",
        id_set(3)
    );
    let ended: Vec<EndedRow> = diesel::sql_query(text)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(bindings))
        .load(tx.conn())?;
    Ok(told(tx, merchant, &ended))
}

/// Merchants a sweep looks at in one go.
const SWEPT: i64 = 500;

#[derive(diesel::QueryableByName)]
struct MerchantRow {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
}

/// Ends what no act settled, one merchant after the other; the worker's standing duty.
///
/// # Errors
/// When the database breaks.
pub fn sweep(db: &Db) -> Result<()> {
    let ending = db.read("ending bindings", |conn| {
        let text = format!(
            "SELECT DISTINCT merchant_id FROM bindings WHERE state = 'ending' AND {NO_OPEN_WORK}
             ORDER BY merchant_id LIMIT $1"
        );
        let found: Vec<MerchantRow> = diesel::sql_query(text).bind::<sql::BigInt, _>(SWEPT).load(conn)?;
        Ok(found)
    })?;
    for row in ending {
        db.write("settle bindings", |tx| settle_all(tx, row.merchant_id))?;
    }
    Ok(())
}

#[derive(diesel::QueryableByName)]
struct EndedRow {
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
}

/// Tells both sides.
fn told(tx: &mut Tx<'_>, merchant: MerchantId, ended: &[EndedRow]) -> usize {
    for row in ended {
        tx.stir(merchant.cast(), Noun::Bindings);
        tx.stir(row.fulfiller_id.cast(), Noun::Bindings);
    }
    ended.len()
}

fn settle_all(tx: &mut Tx<'_>, merchant: MerchantId) -> Result<usize> {
    let text = format!(
        "UPDATE bindings SET state = 'ended', ended_at = $1, version = version + 1
         WHERE merchant_id = $2 AND state = 'ending' AND {NO_OPEN_WORK} RETURNING fulfiller_id"
    );
    let ended: Vec<EndedRow> = diesel::sql_query(text)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Uuid, _>(merchant)
        .load(tx.conn())?;
    Ok(told(tx, merchant, &ended))
}
