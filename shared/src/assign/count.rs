//! How many assignments stand under each tab of a fulfiller; counting stops at 1,000.

use diesel::prelude::*;
use serde::Serialize;

use super::list::Tab;
use crate::db::backend::{Conn, sql};
use crate::error::Result;
use crate::id::FulfillerId;
use crate::page::{COUNTED, Count};
use crate::party::{Acting, Factory, Merchant};

/// The numbers on the tabs.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = AssignmentCounts)]
pub struct Counts {
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

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = sql::BigInt)]
    to_accept: i64,
    #[diesel(sql_type = sql::BigInt)]
    to_number: i64,
    #[diesel(sql_type = sql::BigInt)]
    to_print: i64,
    #[diesel(sql_type = sql::BigInt)]
    to_ship: i64,
    #[diesel(sql_type = sql::BigInt)]
    shipped: i64,
    #[diesel(sql_type = sql::BigInt)]
    exception: i64,
    #[diesel(sql_type = sql::BigInt)]
    every: i64,
}

/// The counts of the fulfiller's tabs.
///
/// # Errors
/// When the database breaks.
pub fn counts(conn: &mut Conn, who: &Acting<Factory>) -> Result<Counts> {
    of(conn, who.fulfiller())
}

/// The counts of what the merchant packs himself.
///
/// # Errors
/// When the database breaks.
pub fn own_counts(conn: &mut Conn, who: &Acting<Merchant>) -> Result<Counts> {
    of(conn, who.party().cast())
}

fn of(conn: &mut Conn, fulfiller: FulfillerId) -> Result<Counts> {
    let names = [
        "to_accept",
        "to_number",
        "to_print",
        "to_ship",
        "shipped",
        "exception",
        "every",
    ];
    let stopped = |(tab, name): (Tab, &str)| {
        format!(
            "(SELECT count(*) FROM (SELECT 1 FROM assignments a WHERE a.fulfiller_id = $1 AND {}
              AND a.assigned_at IS NOT NULL LIMIT {}) s) AS {name}",
            tab.predicate(),
            COUNTED + 1
        )
    };
    let columns: Vec<String> = Tab::ALL.into_iter().zip(names).map(stopped).collect();
    let found: Counted = diesel::sql_query(format!("SELECT {}", columns.join(", ")))
        .bind::<sql::Uuid, _>(fulfiller)
        .get_result(conn)?;
    Ok(Counts {
        to_accept: Count::stopped(found.to_accept),
        to_number: Count::stopped(found.to_number),
        to_print: Count::stopped(found.to_print),
        to_ship: Count::stopped(found.to_ship),
        shipped: Count::stopped(found.shipped),
        exception: Count::stopped(found.exception),
        all: Count::stopped(found.every),
    })
}
