//! The one function that writes how many pieces stand at each stage, for orders and assignments alike.

use diesel::RunQueryDsl;

use crate::db::backend::{id_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::Result;
use crate::id::{MerchantId, OrderId};

/// Counts the pieces of `orders` again, from lines, assignments and parcels; the end of every act that moved some.
///
/// # Errors
/// When the database breaks, or pieces do not add up (a CHECK says so).
pub fn roll_up(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<()> {
    if orders.is_empty() {
        return Ok(());
    }
    let ids = json_ids(orders);
    for statement in [count_assignments(), count_orders()] {
        diesel::sql_query(statement)
            .bind::<sql::Uuid, _>(merchant)
            .bind::<sql::Text, _>(&ids)
            .execute(tx.conn())?;
    }
    Ok(())
}

fn count_assignments() -> String {
    let set = id_set(2);
    format!(
        "UPDATE assignments SET to_accept = c.to_accept, to_number = c.to_number, to_print = c.to_print,
                to_ship = c.to_ship, shipped = c.shipped, version = assignments.version + 1
         FROM (
            SELECT a.merchant_id AS owner, a.id,
                   CASE WHEN a.state IN ('held', 'assigned') THEN l.live ELSE 0 END AS to_accept,
                   CASE WHEN a.state = 'accepted' THEN l.loose ELSE 0 END + COALESCE(p.numbering, 0) AS to_number,
                   COALESCE(p.printing, 0) AS to_print, COALESCE(p.shipping, 0) AS to_ship, l.shipped
            FROM assignments a
            JOIN (SELECT assignment_id, SUM(quantity - returned) AS live,
                         SUM(quantity - returned - packed) AS loose, SUM(shipped) AS shipped
                  FROM assignment_lines WHERE merchant_id = $1 AND order_id IN {set}
                  GROUP BY assignment_id) l ON l.assignment_id = a.id
            LEFT JOIN (SELECT i.assignment_id,
                         SUM(CASE WHEN p.stage = 'number' THEN i.quantity ELSE 0 END) AS numbering,
                         SUM(CASE WHEN p.stage = 'print' THEN i.quantity ELSE 0 END) AS printing,
                         SUM(CASE WHEN p.stage = 'ship' THEN i.quantity ELSE 0 END) AS shipping
                  FROM parcel_items i JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
                  WHERE i.merchant_id = $1 AND i.order_id IN {set}
                  GROUP BY i.assignment_id) p ON p.assignment_id = a.id
            WHERE a.merchant_id = $1 AND a.order_id IN {set}
         ) c WHERE assignments.merchant_id = c.owner AND assignments.id = c.id"
    )
}

fn count_orders() -> String {
    let set = id_set(2);
    format!(
        "UPDATE orders SET to_assign = c.to_assign, to_accept = c.to_accept, to_number = c.to_number,
                to_print = c.to_print, to_ship = c.to_ship, shipped = c.shipped, version = orders.version + 1
         FROM (
            SELECT l.owner, l.order_id, l.free AS to_assign, COALESCE(a.to_accept, 0) AS to_accept,
                   COALESCE(a.to_number, 0) AS to_number, COALESCE(a.to_print, 0) AS to_print,
                   COALESCE(a.to_ship, 0) AS to_ship, COALESCE(a.shipped, 0) AS shipped
            FROM (SELECT merchant_id AS owner, order_id, SUM(free) AS free
                  FROM lines WHERE merchant_id = $1 AND order_id IN {set} GROUP BY merchant_id, order_id) l
            LEFT JOIN (SELECT order_id, SUM(to_accept) AS to_accept, SUM(to_number) AS to_number,
                         SUM(to_print) AS to_print, SUM(to_ship) AS to_ship, SUM(shipped) AS shipped
                  FROM assignments WHERE merchant_id = $1 AND order_id IN {set}
                  GROUP BY order_id) a ON a.order_id = l.order_id
         ) c WHERE orders.merchant_id = c.owner AND orders.id = c.order_id"
    )
}
