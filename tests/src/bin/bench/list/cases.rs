//! The filters a clerk has, as queries of the door and as predicates of the floor.

use diesel::prelude::*;
use shared::clock::Instant;
use shared::db::backend::{Conn, instant_text, sql};

use crate::Fallible;
use crate::base::{literal, on_postgres};
use crate::sample::{PREFIX, SPREAD};
use crate::stage::Stage;

/// The table whose index yields the ids in order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Driver {
    /// orders, by time.
    Orders,
    /// orders, by number.
    Numbers,
    /// lines.
    Lines,
    /// assignments.
    Assignments,
}

/// One filter.
pub struct Case {
    /// What it narrows by.
    pub name: &'static str,
    /// The query of the door.
    pub query: String,
    /// Where the floor begins.
    pub driver: Driver,
    /// What the floor narrows by; `o` are the orders, `d` the driver's rows.
    pub predicate: String,
}

/// What the filters name.
pub struct Facts {
    copies: usize,
    newest: Instant,
    product: (String, String),
    fulfiller: (String, String),
}

#[derive(QueryableByName)]
struct Newest {
    #[diesel(sql_type = sql::Instant)]
    at: Instant,
}

impl Facts {
    /// Looks at what is there; `copies` times the real orders were copied.
    pub fn read(conn: &mut Conn, stage: &Stage, copies: usize) -> Fallible<Self> {
        use shared::db::schema::products;
        let newest: Newest = diesel::sql_query(
            "SELECT placed_at AS at FROM orders WHERE merchant_id = $1 ORDER BY placed_at DESC LIMIT 1",
        )
        .bind::<sql::Uuid, _>(stage.owner)
        .get_result(conn)?;
        let product: shared::id::ProductId = products::table
            .filter(products::merchant_id.eq(stage.owner))
            .order(products::identity)
            .select(products::id)
            .first(conn)?;
        let factory = stage.factories.first().ok_or("no factory")?;
        let fulfiller: shared::id::FulfillerId = factory.id.cast();
        Ok(Self {
            copies,
            newest: newest.at,
            product: (product.to_string(), literal(product.raw())),
            fulfiller: (fulfiller.to_string(), literal(fulfiller.raw())),
        })
    }

    /// The number of an order in the middle of the history; its first `digits` characters.
    fn middle_number(&self, digits: usize) -> String {
        let number = format!("{PREFIX}{:08}", self.copies / 2 * 10_000 + 4_321);
        number.chars().take(digits).collect()
    }

    /// `days` days in the middle of the history, as query and as SQL.
    fn days(&self, days: i64) -> (String, String) {
        let copies = i64::try_from(self.copies / 2).unwrap_or_default();
        let to = self.newest - chrono::Duration::seconds(copies * SPREAD);
        let from = to - chrono::Duration::days(days);
        let iso = |at: Instant| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let query = format!("placed_from={}&placed_to={}", iso(from), iso(to));
        let sql = format!("o.placed_at >= {} AND o.placed_at < {}", moment(from), moment(to));
        (query, sql)
    }
}

/// A moment as SQL text.
pub fn moment(at: Instant) -> String {
    let text = instant_text(at);
    if on_postgres() {
        format!("'{text}'::timestamptz")
    } else {
        format!("'{text}'")
    }
}

/// Bytes as SQL text, with `past` in hexadecimal behind them.
pub fn bytes(text: &str, past: &str) -> String {
    let hex = hex::encode(text);
    if on_postgres() {
        format!("'\\x{hex}{past}'::bytea")
    } else {
        format!("x'{hex}{past}'")
    }
}

/// A query that follows others.
fn amid(query: &str) -> String {
    if query.is_empty() {
        String::new()
    } else {
        format!("&{query}")
    }
}

fn orders(name: &'static str, query: impl Into<String>, predicate: impl Into<String>) -> Case {
    Case {
        name,
        query: amid(&query.into()),
        driver: Driver::Orders,
        predicate: predicate.into(),
    }
}

/// Each filter, and the combinations clerks use.
pub fn all(facts: &Facts) -> Vec<Case> {
    let mut cases = stages();
    cases.extend(places());
    cases.extend(numbers(facts));
    cases.extend(times(facts));
    cases.extend(driven(facts));
    cases
}

fn stages() -> Vec<Case> {
    let stage = |name, stage: &str, predicate: &str| orders(name, format!("stage={stage}"), predicate);
    vec![
        orders("all", "", "true"),
        stage("stage to assign", "to_assign", "o.to_assign > 0"),
        stage("stage to accept", "to_accept", "o.to_accept > 0"),
        stage("stage to number", "to_number", "o.to_number > 0"),
        stage("stage to print", "to_print", "o.to_print > 0"),
        stage("stage to ship", "to_ship", "o.to_ship > 0"),
        stage("stage shipped", "shipped", "o.shipped > 0"),
        stage("exception", "exception", "o.exception IS NOT NULL"),
        orders(
            "stage + source",
            "stage=to_print&source=shop-a",
            "o.to_print > 0 AND o.source = 'shop-a'",
        ),
        orders(
            "stage + region",
            "stage=to_accept&region=330100",
            "o.to_accept > 0 AND o.city = 330100 AND o.region >= 330100 AND o.region <= 330199",
        ),
    ]
}

fn places() -> Vec<Case> {
    vec![
        orders("source", "source=shop-b", "o.source = 'shop-b'"),
        orders("origin", "origin=platform", "o.origin = 'platform'"),
        orders("province", "region=330000", "o.province = 330000"),
        orders(
            "city",
            "region=330100",
            "o.city = 330100 AND o.region >= 330100 AND o.region <= 330199",
        ),
        orders(
            "district",
            "region=330106",
            "o.city = 330100 AND o.region >= 330106 AND o.region <= 330106",
        ),
        orders(
            "region + source",
            "region=330000&source=shop-b",
            "o.province = 330000 AND o.source = 'shop-b'",
        ),
    ]
}

fn numbers(facts: &Facts) -> Vec<Case> {
    let prefix = |name, digits| {
        let prefix = facts.middle_number(digits);
        let (from, to) = (bytes(&prefix, ""), bytes(&prefix, "ff"));
        let predicate = format!("o.number_key >= {from} AND o.number_key < {to}");
        Case {
            driver: Driver::Numbers,
            ..orders(name, format!("number_prefix={prefix}"), predicate)
        }
    };
    let number = facts.middle_number(18);
    let tail: String = number.chars().skip(12).collect();
    vec![
        orders(
            "number",
            format!("number={number}"),
            format!("o.number_key = {}", bytes(&number, "")),
        ),
        prefix("number prefix of 10", 17),
        prefix("number prefix of 100", 16),
        prefix("number prefix of 10,000", 14),
        prefix("number prefix of all", 8),
        orders(
            "number tail",
            format!("number_tail={tail}"),
            format!("o.number_tail = '{tail}'"),
        ),
    ]
}

fn times(facts: &Facts) -> Vec<Case> {
    let (day, in_day) = facts.days(1);
    let (month, in_month) = facts.days(30);
    vec![
        orders("one day", day, in_day),
        orders("thirty days", &month, &in_month),
        orders(
            "stage + thirty days",
            format!("stage=to_assign&{month}"),
            format!("o.to_assign > 0 AND {in_month}"),
        ),
    ]
}

fn driven(facts: &Facts) -> Vec<Case> {
    let ((product, product_sql), (fulfiller, fulfiller_sql)) = (&facts.product, &facts.fulfiller);
    let case = |name, driver, query: String, predicate: String| Case {
        name,
        query: amid(&query),
        driver,
        predicate,
    };
    let of_product = format!("d.product_id = {product_sql}");
    let of_fulfiller = format!("d.fulfiller_id = {fulfiller_sql}");
    let given = format!(
        "EXISTS (SELECT 1 FROM assignments a WHERE a.merchant_id = o.merchant_id AND a.order_id = o.id AND a.fulfiller_id = {fulfiller_sql})"
    );
    vec![
        case(
            "product",
            Driver::Lines,
            format!("product={product}"),
            of_product.clone(),
        ),
        case(
            "product + stage",
            Driver::Lines,
            format!("product={product}&stage=to_assign"),
            format!("{of_product} AND o.to_assign > 0"),
        ),
        case(
            "fulfiller",
            Driver::Assignments,
            format!("fulfiller={fulfiller}"),
            of_fulfiller.clone(),
        ),
        case(
            "fulfiller + stage",
            Driver::Assignments,
            format!("fulfiller={fulfiller}&stage=to_print"),
            format!("{of_fulfiller} AND d.to_print > 0"),
        ),
        case(
            "fulfiller + product",
            Driver::Lines,
            format!("fulfiller={fulfiller}&product={product}"),
            format!("{of_product} AND {given}"),
        ),
    ]
}
