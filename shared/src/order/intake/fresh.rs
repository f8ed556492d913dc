//! New orders: the receiver is sealed and every row stored, a handful of statements for the whole set.

use std::collections::HashMap;

use diesel::prelude::*;

use super::goods::Products;
use super::{Indexed, Outcome, Owner, Taken};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::schema::{lines, orders};
use crate::error::{Broken, Error, Result};
use crate::id::{LineId, MerchantId, OrderId, Owned, ProductId, ReceiverId};
use crate::order::filter::{city_of, province_of};
use crate::vault::Item;
use crate::vault::Vault;
use crate::vault::intake::{Draft, DraftLine};

/// Rows one INSERT takes: thirty columns each stay under SQLite's 32,766 binds.
const ROWS: usize = 500;

#[derive(Insertable)]
#[diesel(table_name = orders)]
struct NewOrder<'a> {
    merchant_id: MerchantId,
    id: OrderId,
    source: &'a str,
    external_no: &'a str,
    number_key: &'a [u8],
    number_tail: String,
    origin: &'static str,
    state: &'static str,
    placed_at: Instant,
    paid_at: Option<Instant>,
    ship_by: Option<Instant>,
    remark: String,
    seller_remark: &'a str,
    receiver_id: ReceiverId,
    receiver_write: i64,
    province: i64,
    city: i64,
    region: i64,
    to_assign: i64,
    to_accept: i64,
    to_number: i64,
    to_print: i64,
    to_ship: i64,
    shipped: i64,
    retail_fen: i64,
    created_at: Instant,
    version: i64,
}

#[derive(Insertable)]
#[diesel(table_name = lines)]
pub(super) struct NewLine<'a> {
    merchant_id: MerchantId,
    id: LineId,
    order_id: OrderId,
    key: &'a str,
    ordinal: i64,
    product_id: ProductId,
    placed_at: Instant,
    ordered: i64,
    free: i64,
    assigned: i64,
    refunded: i64,
    refund_state: &'static str,
    price_fen: i64,
}

/// Stores the new orders; a number that somebody else stored meanwhile makes the transaction run again.
pub(super) fn store(
    tx: &mut Tx<'_>,
    vault: &Vault,
    owner: Owner<'_>,
    products: &Products,
    drafts: &[Indexed<'_>],
) -> Result<HashMap<usize, Taken>> {
    if drafts.is_empty() {
        return Ok(HashMap::new());
    }
    let now = tx.now();
    let ids: Vec<(OrderId, ReceiverId)> = drafts
        .iter()
        .map(|_| (OrderId::fresh(), ReceiverId::fresh()))
        .collect();
    let placed = || drafts.iter().map(|(_, draft)| *draft).zip(&ids);
    let items: Vec<Item<'_>> = placed()
        .map(|(draft, (_, receiver))| Item {
            id: *receiver,
            write: 1,
            plain: &draft.receiver,
        })
        .collect();
    vault.seal_many(tx, owner.merchant, &items)?;
    let rows: Vec<NewOrder<'_>> = placed()
        .map(|(draft, ids)| new_order(owner, now, draft, *ids))
        .collect();
    diesel::insert_into(orders::table)
        .values(&rows)
        .execute(tx.conn())
        .map_err(lost_race)?;
    let mut all = Vec::new();
    for (draft, (order, _)) in placed() {
        let place = LinePlace {
            merchant: owner.merchant,
            order: *order,
            placed_at: placed_at(draft, now),
        };
        all.extend(new_lines(place, products, draft.lines.iter())?);
    }
    insert_lines(tx, &all)?;
    Ok(drafts
        .iter()
        .zip(&ids)
        .map(|((index, draft), (order, _))| (*index, created(owner, draft, *order)))
        .collect())
}

/// Inserts lines, as many at a time as a statement takes.
pub(super) fn insert_lines(tx: &mut Tx<'_>, all: &[NewLine<'_>]) -> Result<()> {
    for some in all.chunks(ROWS * 2) {
        diesel::insert_into(lines::table)
            .values(some)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Where new lines belong.
#[derive(Clone, Copy)]
pub(super) struct LinePlace {
    pub merchant: MerchantId,
    pub order: OrderId,
    pub placed_at: Instant,
}

/// The rows of new lines, all pieces free.
pub(super) fn new_lines<'a>(
    place: LinePlace,
    products: &Products,
    drafts: impl Iterator<Item = &'a DraftLine>,
) -> Result<Vec<NewLine<'a>>> {
    drafts
        .enumerate()
        .map(|(ordinal, line)| {
            Ok(NewLine {
                merchant_id: place.merchant,
                id: LineId::fresh(),
                order_id: place.order,
                key: &line.key,
                ordinal: i64::try_from(ordinal).unwrap_or(i64::MAX),
                product_id: products.of(line)?,
                placed_at: place.placed_at,
                ordered: line.quantity,
                free: line.quantity,
                assigned: 0,
                refunded: 0,
                refund_state: "none",
                price_fen: line.price_fen,
            })
        })
        .collect()
}

fn new_order<'a>(
    owner: Owner<'_>,
    now: Instant,
    draft: &'a Draft,
    (id, receiver): (OrderId, ReceiverId),
) -> NewOrder<'a> {
    let region = draft.receiver.region_code();
    let paid_at = super::paid_at(owner.origin, draft, now);
    NewOrder {
        merchant_id: owner.merchant,
        id,
        source: draft.source(),
        external_no: &draft.external_no,
        number_key: draft.external_no.as_bytes(),
        number_tail: tail(&draft.external_no),
        origin: owner.origin.text(),
        state: if paid_at.is_some() { "open" } else { "unpaid" },
        placed_at: placed_at(draft, now),
        paid_at,
        ship_by: draft.ship_by,
        remark: draft.clean_remark(),
        seller_remark: &draft.seller_remark,
        receiver_id: receiver,
        receiver_write: 1,
        province: province_of(region),
        city: city_of(region),
        region,
        to_assign: draft.lines.iter().map(|line| line.quantity).sum(),
        to_accept: 0,
        to_number: 0,
        to_print: 0,
        to_ship: 0,
        shipped: 0,
        retail_fen: retail(&draft.lines),
        created_at: now,
        version: 1,
    }
}

/// What the buyer paid for the goods; bounds of quantity and price keep it far from overflow.
pub(super) fn retail(lines: &[DraftLine]) -> i64 {
    lines
        .iter()
        .map(|line| line.price_fen.saturating_mul(line.quantity))
        .fold(0, i64::saturating_add)
}

fn placed_at(draft: &Draft, now: Instant) -> Instant {
    draft.placed_at.or(draft.paid_at).unwrap_or(now)
}

/// The last six characters, what a clerk reads out.
fn tail(number: &str) -> String {
    let surplus = number.chars().count().saturating_sub(6);
    number.chars().skip(surplus).collect()
}

fn created(owner: Owner<'_>, draft: &Draft, order: OrderId) -> Taken {
    Taken {
        id: Owned::new(owner.merchant, order),
        external_no: draft.external_no.clone(),
        outcome: Outcome::Created,
        exception: None,
    }
}

fn lost_race(cause: diesel::result::Error) -> Error {
    use diesel::result::DatabaseErrorKind::UniqueViolation;
    match cause {
        diesel::result::Error::DatabaseError(UniqueViolation, _) => Broken::race("store orders").into(),
        cause => cause.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn a_tail_is_six_characters_not_bytes() {
        assert_eq!(tail("订单号一二三四五六"), "一二三四五六");
        assert_eq!(tail("12"), "12");
    }
}
