//! Products a draft's lines speak of: found by identity, made where missing.

use std::collections::{BTreeMap, HashMap};

use diesel::RunQueryDsl;
use serde_json::json;

use crate::db::Tx;
use crate::db::backend::{Column, row_set, sql};
use crate::error::{Broken, Result};
use crate::id::{MerchantId, ProductId};
use crate::vault::intake::{Draft, DraftLine};

/// The merchant's products by identity.
pub(super) struct Products(HashMap<String, ProductId>);

#[derive(diesel::QueryableByName)]
struct Found {
    #[diesel(sql_type = sql::Uuid)]
    id: ProductId,
    #[diesel(sql_type = sql::Text)]
    identity: String,
}

impl Products {
    /// The product of that line.
    pub(super) fn of(&self, line: &DraftLine) -> Result<ProductId> {
        let found = self.0.get(&identity(line)).copied();
        found.ok_or_else(|| Broken::new("a product was neither found nor made").into())
    }
}

/// What makes two lines the same product: the SKU where there is one, else name and spec.
pub(super) fn identity(line: &DraftLine) -> String {
    if line.sku.is_empty() {
        format!("n:{}\u{1f}{}", line.name, line.spec)
    } else {
        format!("s:{}\u{1f}{}", line.sku, line.spec)
    }
}

/// Finds the drafts' products and makes those nobody sold before; two statements, whatever the number.
pub(super) fn find_or_make(tx: &mut Tx<'_>, merchant: MerchantId, drafts: &[Draft]) -> Result<Products> {
    // In the order of identities, so that two imports never wait for each other in a circle.
    let wanted: BTreeMap<String, &DraftLine> = drafts
        .iter()
        .flat_map(|draft| &draft.lines)
        .map(|line| (identity(line), line))
        .collect();
    let found = find(tx, merchant, wanted.keys())?;
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(identity, _)| !found.contains_key(*identity))
        .collect();
    if missing.is_empty() {
        return Ok(Products(found));
    }
    make(tx, merchant, &missing)?;
    Ok(Products(find(tx, merchant, wanted.keys())?))
}

fn find<'a>(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    identities: impl Iterator<Item = &'a String>,
) -> Result<HashMap<String, ProductId>> {
    let keys: Vec<_> = identities
        .map(|identity| json!({ "identity": identity }))
        .collect();
    let set = row_set(2, &[("identity", Column::Text)]);
    let query = format!(
        "SELECT id, identity FROM products WHERE merchant_id = $1 AND identity IN (SELECT identity FROM {set} k)"
    );
    let found: Vec<Found> = diesel::sql_query(query)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(serde_json::to_string(&keys)?)
        .load(tx.conn())?;
    Ok(found.into_iter().map(|row| (row.identity, row.id)).collect())
}

fn make(tx: &mut Tx<'_>, merchant: MerchantId, missing: &[(&String, &&DraftLine)]) -> Result<()> {
    let rows: Vec<_> = missing
        .iter()
        .map(|(identity, line)| {
            json!({ "id": ProductId::fresh().raw(), "identity": identity, "sku": line.sku, "name": line.name,
                    "spec": line.spec, "barcode": line.barcode })
        })
        .collect();
    let columns = ["identity", "sku", "name", "spec", "barcode"].map(|name| (name, Column::Text));
    let set = row_set(3, &[&[("id", Column::Uuid)][..], &columns[..]].concat());
    let query = format!(
        "INSERT INTO products (merchant_id, id, identity, sku, name, spec, barcode, created_at)
         SELECT $1, k.id, k.identity, k.sku, k.name, k.spec, k.barcode, $2 FROM {set} k WHERE true
         ON CONFLICT (merchant_id, identity) DO NOTHING"
    );
    diesel::sql_query(query)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(serde_json::to_string(&rows)?)
        .execute(tx.conn())?;
    Ok(())
}
