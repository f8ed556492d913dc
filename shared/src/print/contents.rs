//! What is in parcels, in the packer's own words: goods, the orders they are of, remarks without the receiver's words.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::backend::{Conn, LED_JOIN, row_set, sql};
use crate::db::{KEY, keys};
use crate::error::Result;
use crate::id::{MerchantId, Owned, ParcelId, kind};

/// One parcel's contents.
#[derive(Default)]
pub(super) struct Contents {
    pub goods: Vec<Goods>,
    /// The orders as the packer knows them, each once.
    pub aliases: Vec<String>,
    /// Their sanitised remarks, each once.
    pub remarks: Vec<String>,
    /// Division code of where it goes.
    pub region: i64,
}

/// One line of goods.
pub(super) struct Goods {
    pub sku: String,
    pub name: String,
    pub spec: String,
    pub quantity: u32,
}

#[derive(QueryableByName)]
struct Item {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::Text)]
    sku: String,
    #[diesel(sql_type = sql::Text)]
    name: String,
    #[diesel(sql_type = sql::Text)]
    spec: String,
    #[diesel(sql_type = sql::BigInt)]
    quantity: i64,
}

#[derive(QueryableByName)]
struct Order {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::Text)]
    alias: String,
    #[diesel(sql_type = sql::Text)]
    remark: String,
    #[diesel(sql_type = sql::BigInt)]
    region: i64,
}

/// The contents of these parcels, in two statements. Whose they are was asked before.
pub(super) fn of(
    conn: &mut Conn,
    parcels: impl Iterator<Item = Owned<kind::Parcel>>,
) -> Result<HashMap<Owned<kind::Parcel>, Contents>> {
    let keys = keys(parcels);
    let mut all: HashMap<_, Contents> = HashMap::new();
    for item in load::<Item>(conn, &items(), &keys)? {
        let parcel = Owned::new(item.merchant_id, item.parcel_id);
        all.entry(parcel).or_default().goods.push(item.into());
    }
    for order in load::<Order>(conn, &orders(), &keys)? {
        let parcel = Owned::new(order.merchant_id, order.parcel_id);
        all.entry(parcel).or_default().add(order);
    }
    Ok(all)
}

fn load<T>(conn: &mut Conn, statement: &str, keys: &str) -> Result<Vec<T>>
where
    T: diesel::deserialize::QueryableByName<crate::db::backend::Backend> + 'static,
{
    Ok(diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys)
        .load(conn)?)
}

/// Goods in the fulfiller's own words where the binding has them.
fn items() -> String {
    format!(
        "SELECT i.merchant_id, i.parcel_id, COALESCE(k.fulfiller_sku, r.sku) AS sku, r.spec,
                CAST(SUM(i.quantity) AS BIGINT) AS quantity,
                CASE WHEN COALESCE(k.fulfiller_name, '') = '' THEN r.name ELSE k.fulfiller_name END AS name
         FROM {} q
         {LED_JOIN} parcels p ON p.merchant_id = q.merchant AND p.id = q.thing
         JOIN parcel_items i ON i.merchant_id = p.merchant_id AND i.parcel_id = p.id
         JOIN lines l ON l.merchant_id = i.merchant_id AND l.id = i.line_id
         JOIN products r ON r.merchant_id = l.merchant_id AND r.id = l.product_id
         LEFT JOIN sku_map k ON k.merchant_id = p.merchant_id AND k.binding_id = p.binding_id AND k.product_id = r.id
         GROUP BY i.merchant_id, i.parcel_id, r.id, r.sku, r.name, r.spec, k.fulfiller_sku, k.fulfiller_name
         ORDER BY i.merchant_id, i.parcel_id, sku, r.spec",
        row_set(1, KEY)
    )
}

fn orders() -> String {
    format!(
        "SELECT DISTINCT i.merchant_id, i.parcel_id, i.assignment_id, s.alias, o.remark, o.region
         FROM {} q
         {LED_JOIN} parcel_items i ON i.merchant_id = q.merchant AND i.parcel_id = q.thing
         JOIN assignments s ON s.merchant_id = i.merchant_id AND s.id = i.assignment_id
         JOIN orders o ON o.merchant_id = s.merchant_id AND o.id = s.order_id
         ORDER BY i.merchant_id, i.parcel_id, i.assignment_id",
        row_set(1, KEY)
    )
}

impl From<Item> for Goods {
    fn from(item: Item) -> Self {
        Self {
            sku: item.sku,
            name: item.name,
            spec: item.spec,
            quantity: u32::try_from(item.quantity).unwrap_or(u32::MAX),
        }
    }
}

impl From<Goods> for ::ticket::Goods {
    fn from(goods: Goods) -> Self {
        Self {
            sku: goods.sku,
            name: goods.name,
            spec: goods.spec,
            quantity: goods.quantity,
        }
    }
}

impl From<Goods> for ::ticket::design::Item {
    fn from(goods: Goods) -> Self {
        Self {
            sku: goods.sku,
            name: goods.name,
            spec: goods.spec,
            quantity: goods.quantity,
        }
    }
}

impl Contents {
    fn add(&mut self, order: Order) {
        self.region = order.region;
        if !self.aliases.contains(&order.alias) {
            self.aliases.push(order.alias);
        }
        if !order.remark.is_empty() && !self.remarks.contains(&order.remark) {
            self.remarks.push(order.remark);
        }
    }

    /// The orders in one line: a merged parcel names all of them.
    pub(super) fn alias(&self) -> String {
        self.aliases.join(" + ")
    }

    /// The remarks in one line.
    pub(super) fn remark(&self) -> String {
        self.remarks.join("；")
    }

    /// The goods, as many as a label takes; what is more is counted in its last line, so that the sum is right.
    pub(super) fn take_goods<T: From<Goods>>(mut self) -> Vec<T> {
        let fit = fitting(&self.goods);
        if fit < self.goods.len() {
            let rest = self.goods.split_off(fit.saturating_sub(1));
            self.goods.push(Goods::rest(&rest));
        }
        self.goods.into_iter().map(T::from).collect()
    }
}

/// Bytes of text the goods of one ticket may have: it is at most 64 KiB sealed, with what else it says.
const MOST_TEXT: usize = 40 * 1024;

/// How many lines from the first fit into a ticket.
fn fitting(goods: &[Goods]) -> usize {
    let mut bytes = 0;
    let fits = |line: &&Goods| {
        bytes += line.sku.len() + line.name.len() + line.spec.len() + 64;
        bytes <= MOST_TEXT
    };
    goods.iter().take(::ticket::MAX_GOODS).take_while(fits).count()
}

impl Goods {
    fn rest(lines: &[Goods]) -> Goods {
        Goods {
            sku: String::new(),
            name: format!("其余 {} 种", lines.len()),
            spec: String::new(),
            quantity: lines
                .iter()
                .fold(0, |sum, line| sum.saturating_add(line.quantity)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(count: usize, name: &str) -> Contents {
        let line = |n: usize| Goods {
            sku: format!("S{n}"),
            name: name.to_owned(),
            spec: String::new(),
            quantity: 2,
        };
        Contents {
            goods: (0..count).map(line).collect(),
            ..Contents::default()
        }
    }

    #[test]
    fn what_a_label_cannot_hold_is_counted_in_its_last_line() {
        let all: Vec<Goods> = many(200, "杯子").take_goods();
        assert_eq!((all.len(), all[199].name.as_str()), (200, "杯子"));
        let more: Vec<Goods> = many(203, "杯子").take_goods();
        assert_eq!((more.len(), more[199].name.as_str()), (200, "其余 4 种"));
        assert_eq!(more.iter().map(|line| line.quantity).sum::<u32>(), 406);
        let long: Vec<Goods> = many(150, &"长".repeat(200)).take_goods();
        assert!(long.len() < 70, "{}", long.len());
        assert_eq!(long.iter().map(|line| line.quantity).sum::<u32>(), 300);
    }
}
