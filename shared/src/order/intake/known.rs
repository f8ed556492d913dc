//! Orders a draft's number already stands for, locked for the rest of the transaction.

use std::collections::HashMap;

use diesel::RunQueryDsl;
use serde_json::json;

use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{Column, FOR_UPDATE, row_set, sql};
use crate::error::Result;
use crate::id::{MerchantId, OrderId, ReceiverId};
use crate::vault::intake::Draft;

#[derive(diesel::QueryableByName)]
pub(super) struct Known {
    #[diesel(sql_type = sql::Uuid)]
    pub id: OrderId,
    #[diesel(sql_type = sql::Text)]
    pub source: String,
    #[diesel(sql_type = sql::Text)]
    pub external_no: String,
    #[diesel(sql_type = sql::Text)]
    pub origin: String,
    #[diesel(sql_type = sql::Text)]
    pub state: String,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    pub paid_at: Option<Instant>,
    #[diesel(sql_type = sql::Instant)]
    pub placed_at: Instant,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    pub ship_by: Option<Instant>,
    #[diesel(sql_type = sql::Text)]
    pub remark: String,
    #[diesel(sql_type = sql::Text)]
    pub seller_remark: String,
    #[diesel(sql_type = sql::Uuid)]
    pub receiver_id: ReceiverId,
    #[diesel(sql_type = sql::BigInt)]
    pub receiver_write: i64,
    #[diesel(sql_type = sql::BigInt)]
    pub region: i64,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    pub exception: Option<String>,
}

/// The known orders of these drafts by (source, number).
pub(super) fn find(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    drafts: &[Draft],
) -> Result<HashMap<(String, String), Known>> {
    let keys: Vec<_> = drafts
        .iter()
        .map(|draft| json!({ "source": draft.source(), "number": draft.external_no }))
        .collect();
    let set = row_set(2, &[("source", Column::Text), ("number", Column::Text)]);
    let query = format!(
        "SELECT id, source, external_no, origin, state, paid_at, placed_at, ship_by, remark, seller_remark,
                receiver_id, receiver_write, region, exception
         FROM orders WHERE merchant_id = $1 AND (source, external_no) IN (SELECT source, number FROM {set} k)
         ORDER BY id{FOR_UPDATE}"
    );
    let found: Vec<Known> = diesel::sql_query(query)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(serde_json::to_string(&keys)?)
        .load(tx.conn())?;
    Ok(found
        .into_iter()
        .map(|known| ((known.source.clone(), known.external_no.clone()), known))
        .collect())
}
