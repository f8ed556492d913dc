//! How many orders stand under each tab; counting stops at 1,000.

use diesel::RunQueryDsl;
use serde::Serialize;

use super::state::Stage;
use crate::db::backend::{Conn, sql};
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
pub fn counts(conn: &mut Conn, who: &Acting<Merchant>) -> Result<Counts> {
    let mut count = |predicate: &str| -> Result<Count> {
        let query = format!(
            "SELECT COUNT(*) AS n FROM (SELECT 1 FROM orders o WHERE o.merchant_id = $1 AND {predicate} LIMIT {}) t",
            COUNTED + 1
        );
        let tab: Tab = diesel::sql_query(query)
            .bind::<sql::Uuid, _>(who.merchant())
            .get_result(conn)?;
        Ok(Count::stopped(tab.n))
    };
    Ok(Counts {
        to_assign: count(Stage::ToAssign.predicate())?,
        to_accept: count(Stage::ToAccept.predicate())?,
        to_number: count(Stage::ToNumber.predicate())?,
        to_print: count(Stage::ToPrint.predicate())?,
        to_ship: count(Stage::ToShip.predicate())?,
        shipped: count(Stage::Shipped.predicate())?,
        exception: count(Stage::Exception.predicate())?,
        all: count("o.placed_at IS NOT NULL")?,
    })
}
