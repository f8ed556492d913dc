//! A changed remark moves nobody: numbers taken for the receiver as he was stay good.

use diesel::prelude::*;
use serde_json::{Value, json};

use crate::db::Tx;
use crate::db::backend::{Column, row_set, sql};
use crate::error::Result;
use crate::id::{MerchantId, OrderId};

/// Live numbers of parcels addressed by these orders follow the record's write, which the orders count already.
pub(super) fn numbers(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    if orders.is_empty() {
        return Ok(());
    }
    let rows: Vec<Value> = orders.iter().map(|id| json!({ "id": id.raw() })).collect();
    let set = row_set(1, &[("id", Column::Uuid)]);
    let statement = format!(
        "UPDATE waybills SET receiver_write = o.receiver_write
         FROM {set} r
         JOIN orders o ON o.id = r.id AND o.merchant_id = $2
         JOIN parcel_items i ON i.merchant_id = o.merchant_id AND i.order_id = o.id
         JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id AND p.receiver_id = o.receiver_id
         WHERE waybills.merchant_id = p.merchant_id AND waybills.parcel_id = p.id
           AND waybills.receiver_write = o.receiver_write - 1
           AND waybills.state IN ('reserved', 'issued', 'unknown', 'external')"
    );
    diesel::sql_query(statement)
        .bind::<sql::Text, _>(serde_json::to_string(&rows)?)
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(())
}
