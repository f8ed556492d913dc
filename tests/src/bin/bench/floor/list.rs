//! The floor of `list`: the ids of a page by an index, then what the page shows by joins; executed and fetched whole.

use std::time::Instant as Watch;

use diesel::prelude::*;
use shared::clock::Instant;
use shared::db::backend::{self, Conn, sql};
use shared::id::{MerchantId, OrderId};
use uuid::Uuid;

use super::json_ids;
use crate::Fallible;
use crate::base::literal;
use crate::figure::Latencies;
use crate::list::WARM;
use crate::list::cases::{Case, Driver, bytes, moment};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = sql::Instant)]
    placed_at: Instant,
    #[diesel(sql_type = sql::Uuid)]
    id: OrderId,
    #[diesel(sql_type = sql::Text)]
    number: String,
}

/// Walks pages until there are `samples`.
pub fn walk(conn: &mut Conn, owner: MerchantId, case: &Case, samples: usize) -> Fallible<Latencies> {
    let mut latencies = Latencies::default();
    for _ in 0..WARM {
        page(conn, owner, case, "")?;
    }
    let mut after = String::new();
    while latencies.len() < samples {
        let begun = Watch::now();
        let found = page(conn, owner, case, &after)?;
        latencies.add(begun.elapsed());
        after = match found.get(49) {
            Some(last) if found.len() > 50 => last.place(case.driver),
            _ => String::new(),
        };
    }
    Ok(latencies)
}

impl Found {
    /// SQL that begins the next page after this row.
    fn place(&self, driver: Driver) -> String {
        let id = literal(self.id.raw());
        let (at, key) = columns(driver);
        let place = match driver {
            Driver::Numbers => bytes(&self.number, ""),
            _ => moment(self.placed_at),
        };
        format!(" AND ({at}, {key}) < ({place}, {id})")
    }
}

/// What the pages of a driver are in the order of.
fn columns(driver: Driver) -> (&'static str, &'static str) {
    match driver {
        Driver::Orders => ("o.placed_at", "o.id"),
        Driver::Numbers => ("o.number_key", "o.id"),
        Driver::Lines | Driver::Assignments => ("d.placed_at", "d.order_id"),
    }
}

fn page(conn: &mut Conn, owner: MerchantId, case: &Case, after: &str) -> Fallible<Vec<Found>> {
    let joined =
        "JOIN orders o ON o.merchant_id = d.merchant_id AND o.id = d.order_id WHERE d.merchant_id = $1";
    let from = match case.driver {
        Driver::Orders | Driver::Numbers => {
            "SELECT o.placed_at, o.id, o.external_no AS number FROM orders o WHERE o.merchant_id = $1"
                .to_owned()
        }
        Driver::Lines => {
            format!("SELECT DISTINCT d.placed_at, d.order_id AS id, '' AS number FROM lines d {joined}")
        }
        Driver::Assignments => {
            format!("SELECT DISTINCT d.placed_at, d.order_id AS id, '' AS number FROM assignments d {joined}")
        }
    };
    let (at, id) = columns(case.driver);
    let query = format!(
        "{from} AND {}{after} ORDER BY {at} DESC, {id} DESC LIMIT 51",
        case.predicate
    );
    let found: Vec<Found> = diesel::sql_query(query).bind::<sql::Uuid, _>(owner).load(conn)?;
    let ids: Vec<Uuid> = found.iter().take(50).map(|row| row.id.raw()).collect();
    show(conn, owner, &json_ids(&ids))?;
    Ok(found)
}

/// What a page shows: orders, sealed receivers with their salts, lines, assignments, numbers.
fn show(conn: &mut Conn, owner: MerchantId, ids: &str) -> QueryResult<()> {
    let set = backend::id_set(2);
    let shown = [
        format!("SELECT * FROM orders WHERE merchant_id = $1 AND id IN {set}"),
        format!(
            "SELECT r.id, r.data_key_id, r.write_no, r.name_sealed, r.phone_sealed, r.address_sealed, s.salt,
                    s.commitment
             FROM orders o JOIN receivers r ON r.merchant_id = o.merchant_id AND r.id = o.receiver_id
             JOIN receiver_salts s ON s.merchant_id = r.merchant_id AND s.receiver_id = r.id
             WHERE o.merchant_id = $1 AND o.id IN {set}"
        ),
        format!(
            "SELECT l.*, p.sku, p.name, p.spec FROM lines l
             JOIN products p ON p.merchant_id = l.merchant_id AND p.id = l.product_id
             WHERE l.merchant_id = $1 AND l.order_id IN {set}"
        ),
        format!(
            "SELECT a.*, p.name FROM assignments a JOIN parties p ON p.id = a.fulfiller_id
             WHERE a.merchant_id = $1 AND a.order_id IN {set}"
        ),
        format!(
            "SELECT i.order_id, p.*, w.* FROM parcel_items i
             JOIN parcels p ON p.merchant_id = i.merchant_id AND p.id = i.parcel_id
             JOIN waybills w ON w.merchant_id = i.merchant_id AND w.parcel_id = i.parcel_id
             WHERE i.merchant_id = $1 AND i.order_id IN {set} AND w.state IN ('issued', 'external')"
        ),
    ];
    for query in shown {
        diesel::sql_query(query)
            .bind::<sql::Uuid, _>(owner)
            .bind::<sql::Text, _>(ids)
            .execute(conn)?;
    }
    Ok(())
}
