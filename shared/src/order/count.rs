//! How many orders stand under each tab; counting stops at 1,000.

use diesel::RunQueryDsl;
use serde::Serialize;

use super::filter::TO_SHIP;
use super::state::Stage;
use crate::clock::Instant;
use crate::db::backend::{Backend, Conn, sql};
use crate::error::Result;
use crate::page::{COUNTED, Count};
use crate::party::{Acting, Merchant};

/// The numbers on the tabs.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Counts {
    /// 待分配.
    pub to_assign: Count,
    /// 待接单.
    pub to_accept: Count,
    /// 待取号.
    pub to_number: Count,
    /// 待打印.
    pub to_print: Count,
    /// 待发货.
    pub to_ship: Count,
    /// 已发货.
    pub shipped: Count,
    /// 异常.
    pub exception: Count,
    /// 超时未发: due by now, with pieces still to be shipped.
    pub overdue: Count,
    /// 全部.
    pub all: Count,
}

#[derive(diesel::QueryableByName)]
struct Tab {
    #[diesel(sql_type = sql::BigInt)]
    n: i64,
}

/// Counts the merchant's tabs.
///
/// # Errors
/// When the database breaks.
pub fn counts(conn: &mut Conn, who: &Acting<Merchant>, now: Instant) -> Result<Counts> {
    let mut count = |predicate: &str, due: Option<Instant>| -> Result<Count> {
        let query = format!(
            "SELECT COUNT(*) AS n FROM (SELECT 1 FROM orders o WHERE o.merchant_id = $1 AND {predicate} LIMIT {}) t",
            COUNTED + 1
        );
        let query = diesel::sql_query(query)
            .into_boxed::<Backend>()
            .bind::<sql::Uuid, _>(who.merchant());
        let tab: Tab = match due {
            Some(due) => query.bind::<sql::Instant, _>(due).get_result(conn)?,
            None => query.get_result(conn)?,
        };
        Ok(Count::stopped(tab.n))
    };
    Ok(Counts {
        to_assign: count(Stage::ToAssign.predicate(), None)?,
        to_accept: count(Stage::ToAccept.predicate(), None)?,
        to_number: count(Stage::ToNumber.predicate(), None)?,
        to_print: count(Stage::ToPrint.predicate(), None)?,
        to_ship: count(Stage::ToShip.predicate(), None)?,
        shipped: count(Stage::Shipped.predicate(), None)?,
        exception: count(Stage::Exception.predicate(), None)?,
        overdue: count(&format!("{TO_SHIP} AND o.ship_by < $2"), Some(now))?,
        all: count("o.placed_at IS NOT NULL", None)?,
    })
}
