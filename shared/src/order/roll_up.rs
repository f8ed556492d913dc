//! The one function that writes how many pieces stand at each stage, for orders and assignments alike.

use std::collections::BTreeSet;

use diesel::RunQueryDsl;

use crate::db::backend::{id_set, sql};
use crate::db::{Noun, Tx, json_ids};
use crate::error::Result;
use crate::id::{FulfillerId, MerchantId, OrderId};

#[derive(diesel::QueryableByName)]
struct Counted {
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Bool)]
    shown: bool,
}

/// Counts the pieces of `orders` again, from lines, assignments and parcels; the end of every act that moved some.
/// The merchant and the fulfillers who see some of it are told that they stirred.
///
/// # Errors
/// When the database breaks, or pieces do not add up (a CHECK says so).
pub fn roll_up(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    count(tx, merchant, orders, &[Noun::Assignments])
}

/// The same after an act on parcels.
///
/// # Errors
/// As [`roll_up`].
pub fn roll_up_parcels(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    if !orders.is_empty() {
        tx.stir(merchant.cast(), Noun::Parcels);
    }
    count(tx, merchant, orders, &[Noun::Assignments, Noun::Parcels])
}

fn count(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId], nouns: &[Noun]) -> Result<()> {
    if orders.is_empty() {
        return Ok(());
    }
    let ids = json_ids(orders);
    let counted: Vec<Counted> = diesel::sql_query(count_assignments())
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(&ids)
        .load(tx.conn())?;
    diesel::sql_query(count_orders())
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(&ids)
        .execute(tx.conn())?;
    tx.stir(merchant.cast(), Noun::Orders);
    // What is held is nobody's business but the merchant's.
    let shown: BTreeSet<FulfillerId> = counted
        .iter()
        .filter(|row| row.shown)
        .map(|row| row.fulfiller_id)
        .collect();
    for fulfiller in shown {
        nouns.iter().for_each(|noun| tx.stir(fulfiller.cast(), *noun));
    }
    Ok(())
}

/// Lines and parcels are added up as one pile: two piles joined would tempt a planner that knows no sizes to
/// compare each with each.
fn count_assignments() -> String {
    let set = id_set(2);
    format!(
        "UPDATE assignments SET
            to_accept = CASE WHEN assignments.state IN ('held', 'assigned') THEN c.live ELSE 0 END,
            to_number = CASE WHEN assignments.state = 'accepted' THEN c.loose ELSE 0 END + c.numbering,
            to_print = c.printing, to_ship = c.shipping, shipped = c.shipped, version = assignments.version + 1
         FROM (
            SELECT assignment_id, SUM(live) AS live, SUM(loose) AS loose, SUM(shipped) AS shipped,
                   SUM(numbering) AS numbering, SUM(printing) AS printing, SUM(shipping) AS shipping
            FROM (
                SELECT assignment_id, quantity - returned AS live, quantity - returned - packed AS loose, shipped,
                       0 AS numbering, 0 AS printing, 0 AS shipping
                FROM assignment_lines WHERE merchant_id = $1 AND order_id IN {set}
                UNION ALL
                SELECT i.assignment_id, 0, 0, 0,
                       CASE WHEN p.stage = 'number' THEN i.quantity ELSE 0 END,
                       CASE WHEN p.stage = 'print' THEN i.quantity ELSE 0 END,
                       CASE WHEN p.stage = 'ship' THEN i.quantity ELSE 0 END
                FROM parcel_items i JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
                WHERE i.merchant_id = $1 AND i.order_id IN {set}
            ) pieces GROUP BY assignment_id
         ) c WHERE assignments.merchant_id = $1 AND assignments.id = c.assignment_id
         RETURNING fulfiller_id, assigned_at IS NOT NULL AS shown"
    )
}

fn count_orders() -> String {
    let set = id_set(2);
    format!(
        "UPDATE orders SET to_assign = c.to_assign, to_accept = c.to_accept, to_number = c.to_number,
                to_print = c.to_print, to_ship = c.to_ship, shipped = c.shipped, version = orders.version + 1
         FROM (
            SELECT order_id, SUM(to_assign) AS to_assign, SUM(to_accept) AS to_accept, SUM(to_number) AS to_number,
                   SUM(to_print) AS to_print, SUM(to_ship) AS to_ship, SUM(shipped) AS shipped
            FROM (
                SELECT order_id, free AS to_assign, 0 AS to_accept, 0 AS to_number, 0 AS to_print, 0 AS to_ship,
                       0 AS shipped
                FROM lines WHERE merchant_id = $1 AND order_id IN {set}
                UNION ALL
                SELECT order_id, 0, to_accept, to_number, to_print, to_ship, shipped
                FROM assignments WHERE merchant_id = $1 AND order_id IN {set}
            ) pieces GROUP BY order_id
         ) c WHERE orders.merchant_id = $1 AND orders.id = c.order_id"
    )
}
