//! What goods are called on the other side: a merchant's product in a factory's words.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Seat, rows};
use crate::bulk;
use crate::clock::Instant;
use crate::db::backend::{Column, Conn, id_set, row_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::{Owned, ProductId, kind};
use crate::page::{Page, Paging};
use crate::party::{Acting, Merchant};
use crate::text;

/// Characters of a SKU or name at most.
const WORD: usize = 120;

/// Words to set and to forget, at most 500 together.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SkuMapPut)]
pub struct Put {
    /// Set these; a product that has words gets the new ones.
    #[serde(default)]
    pub set: Vec<Entry>,
    /// Forget the words of these.
    #[serde(default)]
    pub remove: Vec<ProductId>,
}

/// One product in the factory's words.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SkuMapEntry)]
pub struct Entry {
    /// The merchant's product.
    pub product: ProductId,
    /// The factory's SKU.
    pub fulfiller_sku: String,
    /// The factory's name of it.
    #[serde(default)]
    pub fulfiller_name: String,
    /// What the merchant pays the factory a piece, in fen.
    pub supply_fen: Option<i64>,
}

/// What became of the whole call.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = SkuMapDone)]
pub struct Done {
    /// What became of each entry of `set`.
    pub set: bulk::Rows<ProductId>,
    /// How many were forgotten.
    pub removed: usize,
}

/// A product in both sides' words.
#[derive(Debug, Clone, Serialize, QueryableByName, utoipa::ToSchema)]
#[schema(as = SkuMapped)]
pub struct Mapped {
    /// The merchant's product.
    #[diesel(sql_type = sql::Uuid)]
    pub product: ProductId,
    /// The merchant's SKU.
    #[diesel(sql_type = sql::Text)]
    pub sku: String,
    /// The merchant's name of it.
    #[diesel(sql_type = sql::Text)]
    pub name: String,
    /// Colour, size and the like.
    #[diesel(sql_type = sql::Text)]
    pub spec: String,
    /// The factory's SKU.
    #[diesel(sql_type = sql::Text)]
    pub fulfiller_sku: String,
    /// The factory's name of it.
    #[diesel(sql_type = sql::Text)]
    pub fulfiller_name: String,
    /// What the merchant pays a piece, in fen.
    #[diesel(sql_type = sql::Nullable<sql::BigInt>)]
    pub supply_fen: Option<i64>,
    /// When it was last said.
    #[diesel(sql_type = sql::Instant)]
    pub changed_at: Instant,
}

/// The words agreed for a binding, in the order of products; both sides read them.
///
/// # Errors
/// `not_found`, `invalid_field` for a limit or cursor that is none.
pub fn list<S: Seat>(
    conn: &mut Conn,
    who: &Acting<S>,
    id: Owned<kind::Binding>,
    paging: &Paging,
) -> Result<Page<Mapped>> {
    super::view(conn, who, id)?;
    let limit = paging.rows()?;
    let found = diesel::sql_query(
        "SELECT m.product_id AS product, p.sku, p.name, p.spec, m.fulfiller_sku, m.fulfiller_name,
                m.supply_fen, m.changed_at
         FROM sku_map m JOIN products p ON p.merchant_id = m.merchant_id AND p.id = m.product_id
         WHERE m.merchant_id = $1 AND m.binding_id = $2 AND ($3 IS NULL OR m.product_id > $3)
         ORDER BY m.product_id LIMIT $4",
    )
    .bind::<sql::Uuid, _>(id.owner)
    .bind::<sql::Uuid, _>(id.id)
    .bind::<sql::Nullable<sql::Uuid>, _>(paging.place::<ProductId>()?)
    .bind::<sql::BigInt, _>(limit + 1)
    .load::<Mapped>(conn)?;
    Page::cut(found, limit, |row| row.product)
}

/// Sets and forgets words; a bad entry never blocks a good one.
///
/// # Errors
/// `not_found`, `too_many_rows`, `state_forbids` once the binding is over.
pub fn put(tx: &mut Tx<'_>, who: &Acting<Merchant>, id: Owned<kind::Binding>, ask: &Put) -> Result<Done> {
    if ask.set.len() + ask.remove.len() > bulk::MOST {
        return Err(Code::TooManyRows.into());
    }
    if !rows::lock(tx, who, id)?.state.live() {
        return Err(Code::StateForbids.into());
    }
    let removed = forget(tx, id, &ask.remove)?;
    let checked = check(tx, who, &ask.set)?;
    let good: Vec<&Entry> = ask
        .set
        .iter()
        .zip(&checked)
        .filter_map(|(entry, result)| result.is_ok().then_some(entry))
        .collect();
    upsert(tx, id, &good)?;
    Ok(Done {
        set: bulk::Rows::of(checked),
        removed,
    })
}

fn check(
    tx: &mut Tx<'_>,
    who: &Acting<Merchant>,
    entries: &[Entry],
) -> Result<Vec<Result<ProductId, Refusal>>> {
    let own = own_products(tx, who, entries)?;
    let mut seen = std::collections::HashSet::new();
    entries
        .iter()
        .map(|entry| {
            if let Err(no) = bulk::verdict(entry.check())? {
                return Ok(Err(no));
            }
            Ok(match (own.contains(&entry.product), seen.insert(entry.product)) {
                (false, _) => Err(Refusal::new(Code::NotFound).at("product")),
                (true, false) => Err(Refusal::new(Code::DuplicateKey).at("product")),
                (true, true) => Ok(entry.product),
            })
        })
        .collect()
}

impl Entry {
    fn check(&self) -> Result<()> {
        text::line(&self.fulfiller_sku, "fulfiller_sku", WORD)?;
        text::line_or_none(&self.fulfiller_name, "fulfiller_name", WORD)?;
        match self.supply_fen {
            Some(..=-1) => Err(Refusal::new(Code::InvalidField)
                .at("supply_fen")
                .saying("not below zero")
                .into()),
            _ => Ok(()),
        }
    }
}

#[derive(QueryableByName)]
struct ProductRow {
    #[diesel(sql_type = sql::Uuid)]
    id: ProductId,
}

fn own_products(
    tx: &mut Tx<'_>,
    who: &Acting<Merchant>,
    entries: &[Entry],
) -> Result<std::collections::HashSet<ProductId>> {
    let ids: Vec<ProductId> = entries.iter().map(|entry| entry.product).collect();
    let text = format!(
        "SELECT id FROM products WHERE merchant_id = $1 AND id IN {}",
        id_set(2)
    );
    let found: Vec<ProductRow> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(who.merchant())
        .bind::<sql::Text, _>(json_ids(&ids))
        .load(tx.conn())?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

fn upsert(tx: &mut Tx<'_>, id: Owned<kind::Binding>, entries: &[&Entry]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            json!({ "product": entry.product.raw(), "sku": entry.fulfiller_sku.trim(),
                    "name": entry.fulfiller_name.trim(), "fen": entry.supply_fen })
        })
        .collect();
    let text = format!(
        "INSERT INTO sku_map (merchant_id, binding_id, changed_at, product_id, fulfiller_sku, fulfiller_name, supply_fen)
         SELECT $1, $2, $3, r.product, r.sku, r.name, r.fen FROM {} r WHERE true
         ON CONFLICT (merchant_id, binding_id, product_id) DO UPDATE SET changed_at = excluded.changed_at,
            fulfiller_sku = excluded.fulfiller_sku, fulfiller_name = excluded.fulfiller_name,
            supply_fen = excluded.supply_fen",
        row_set(
            4,
            &[
                ("product", Column::Uuid),
                ("sku", Column::Text),
                ("name", Column::Text),
                ("fen", Column::BigInt)
            ]
        )
    );
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(id.owner)
        .bind::<sql::Uuid, _>(id.id)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(serde_json::Value::from(rows).to_string())
        .execute(tx.conn())
        .or_taken(Code::DuplicateKey)?;
    Ok(())
}

fn forget(tx: &mut Tx<'_>, id: Owned<kind::Binding>, products: &[ProductId]) -> Result<usize> {
    let text = format!(
        "DELETE FROM sku_map WHERE merchant_id = $1 AND binding_id = $2 AND product_id IN {}",
        id_set(3)
    );
    let gone = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(id.owner)
        .bind::<sql::Uuid, _>(id.id)
        .bind::<sql::Text, _>(json_ids(products))
        .execute(tx.conn())?;
    Ok(gone)
}
