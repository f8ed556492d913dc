//! Products: what a merchant sells, found by the beginning of a SKU or name, and the barcodes on them.

use std::collections::HashSet;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::bulk::{self, Rows};
use crate::clock::Instant;
use crate::db::backend::{Column, Conn, id_set, row_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::{Code, Refusal, Result};
use crate::id::{MerchantId, ProductId};
use crate::page::{Page, Paging};
use crate::party::{Acting, Merchant};
use crate::text;

/// Characters of a search at most.
const SEARCH: usize = 60;
/// Characters of a barcode at most.
const BARCODE: usize = 48;

/// One product.
#[derive(Debug, Clone, Serialize, QueryableByName, utoipa::ToSchema)]
#[schema(as = Product)]
pub struct View {
    /// The product.
    #[diesel(sql_type = sql::Uuid)]
    pub id: ProductId,
    /// The merchant's SKU; empty where orders named none.
    #[diesel(sql_type = sql::Text)]
    pub sku: String,
    /// Its name.
    #[diesel(sql_type = sql::Text)]
    pub name: String,
    /// Colour, size and the like.
    #[diesel(sql_type = sql::Text)]
    pub spec: String,
    /// The barcode on it; empty where unknown.
    #[diesel(sql_type = sql::Text)]
    pub barcode: String,
    /// When an order first named it.
    #[diesel(sql_type = sql::Instant)]
    pub created_at: Instant,
}

/// What the list is narrowed by.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = ProductsAsk)]
pub struct Ask {
    /// What SKU or name begin with, 1 to 60 characters.
    pub begins: Option<String>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// Barcodes to set, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BarcodesSet)]
pub struct Barcodes {
    /// One for each product.
    pub rows: Vec<Barcode>,
}

/// The barcode on a product.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Barcode {
    /// The product.
    pub product: ProductId,
    /// Letters, digits and `-._/`, at most 48; empty takes it off.
    pub barcode: String,
}

/// A page of the merchant's products, the newest first.
///
/// # Errors
/// `invalid_field` for a limit, cursor or search that is none.
pub fn list(conn: &mut Conn, who: &Acting<Merchant>, ask: &Ask) -> Result<Page<View>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let (limit, after) = (paging.rows()?, paging.place::<ProductId>()?);
    let begins = ask
        .begins
        .as_deref()
        .map(|begins| text::line(begins, "begins", SEARCH))
        .transpose()?;
    // Case does not matter in ASCII: SKUs are typed either way.
    let begins = begins.map(|begins| begins.to_ascii_lowercase());
    let length = begins.as_ref().map_or(0, |begins| begins.chars().count());
    let found: Vec<View> = diesel::sql_query(
        "SELECT id, sku, name, spec, barcode, created_at FROM products
         WHERE merchant_id = $1 AND ($2 IS NULL OR id < $2)
            AND ($3 IS NULL OR lower(substr(sku, 1, $4)) = $3 OR lower(substr(name, 1, $4)) = $3)
         ORDER BY id DESC LIMIT $5",
    )
    .bind::<sql::Uuid, _>(who.merchant())
    .bind::<sql::Nullable<sql::Uuid>, _>(after)
    .bind::<sql::Nullable<sql::Text>, _>(begins)
    .bind::<diesel::sql_types::Integer, _>(i32::try_from(length).unwrap_or_default())
    .bind::<sql::BigInt, _>(limit + 1)
    .load(conn)?;
    Page::cut(found, limit, |product| product.id)
}

/// Sets barcodes; each row on its own.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `duplicate_key`, `invalid_field`.
pub fn set_barcodes(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &Barcodes) -> Result<Rows<View>> {
    bulk::bounded(&ask.rows, "/rows")?;
    let ids: Vec<ProductId> = ask.rows.iter().map(|row| row.product).collect();
    let known: HashSet<ProductId> = of(tx.conn(), who.merchant(), &ids)?
        .iter()
        .map(|view| view.id)
        .collect();
    let mut seen = HashSet::new();
    let judged: Vec<Result<&Barcode, Refusal>> = ask
        .rows
        .iter()
        .map(|row| row.judge(&known, &mut seen).map(|()| row))
        .collect();
    write(tx, who.merchant(), judged.iter().flatten())?;
    let mut views: std::collections::HashMap<_, _> = of(tx.conn(), who.merchant(), &ids)?
        .into_iter()
        .map(|view| (view.id, view))
        .collect();
    Ok(Rows::of(judged.into_iter().map(|row| {
        views.remove(&row?.product).ok_or_else(|| Code::NotFound.into())
    })))
}

impl Barcode {
    fn judge(&self, known: &HashSet<ProductId>, seen: &mut HashSet<ProductId>) -> Result<(), Refusal> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '/');
        match () {
            () if !known.contains(&self.product) => Err(Refusal::new(Code::NotFound).at("product")),
            () if seen.contains(&self.product) => Err(Refusal::new(Code::DuplicateKey).at("product")),
            () if self.barcode.chars().count() > BARCODE || !self.barcode.chars().all(fits) => {
                Err(Refusal::new(Code::InvalidField)
                    .at("barcode")
                    .saying("letters, digits and -._/, at most 48"))
            }
            () => {
                seen.insert(self.product);
                Ok(())
            }
        }
    }
}

fn write<'a>(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    rows: impl Iterator<Item = &'a &'a Barcode>,
) -> Result<()> {
    let rows: Vec<Value> = rows
        .map(|row| json!({ "id": row.product.raw(), "barcode": row.barcode }))
        .collect();
    let text = format!(
        "UPDATE products SET barcode = r.barcode FROM {} r
         WHERE products.merchant_id = $2 AND products.id = r.id",
        row_set(1, &[("id", Column::Uuid), ("barcode", Column::Text)])
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(())
}

fn of(conn: &mut Conn, merchant: MerchantId, ids: &[ProductId]) -> Result<Vec<View>> {
    let text = format!(
        "SELECT id, sku, name, spec, barcode, created_at FROM products WHERE merchant_id = $1 AND id IN {}",
        id_set(2)
    );
    Ok(diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .load(conn)?)
}
