//! What a clerk may narrow the list of orders by, and the bounded SQL it becomes.

use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use serde::{Deserialize, Serialize};

use super::driver::Driver;
use super::state::{Origin, Stage};
use crate::clock::{self, Instant};
use crate::db::backend::{Backend, sql};
use crate::error::{Code, Refusal, Result};
use crate::id::{FulfillerId, MerchantId, OrderId, ProductId};
use crate::vault::region;

/// The filter of the list of orders; everything given must hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = OrderFilter)]
pub struct Filter {
    /// Orders with pieces at this stage; where a fulfiller is given too, pieces of that fulfiller's.
    #[param(inline)]
    pub stage: Option<Stage>,
    /// Orders with pieces given to this fulfiller.
    pub fulfiller: Option<FulfillerId>,
    /// Orders with this product.
    pub product: Option<ProductId>,
    /// Placed at or after.
    #[serde(default, deserialize_with = "clock::maybe_named")]
    pub placed_from: Option<Instant>,
    /// Placed before.
    #[serde(default, deserialize_with = "clock::maybe_named")]
    pub placed_to: Option<Instant>,
    /// With pieces still to be shipped, due before this moment; the earliest due first, where neither a number's beginning
    /// nor a product or fulfiller is asked for.
    #[serde(default, deserialize_with = "clock::maybe_named")]
    pub due_before: Option<Instant>,
    /// Division code of a province, city or district (six digits).
    pub region: Option<i64>,
    /// The source the merchant named, e.g. a shop.
    pub source: Option<String>,
    /// Where it came in.
    #[param(inline)]
    pub origin: Option<Origin>,
    /// This order number.
    pub number: Option<String>,
    /// Order numbers that begin so (at least 4 characters).
    pub number_prefix: Option<String>,
    /// Order numbers that end in these six characters.
    pub number_tail: Option<String>,
}

/// Where a page ended: newest first, or highest number first where a prefix was asked for, or earliest due first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Place {
    /// Microseconds since 1970: when it was placed, or is due.
    pub at: i64,
    /// The order's number, where numbers are the order of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The order.
    pub id: OrderId,
}

/// A SELECT under construction: the text and its binds grow together.
pub(crate) struct Search<'a> {
    query: BoxedSqlQuery<'a, Backend, SqlQuery>,
    binds: usize,
    order: &'static str,
}

impl Filter {
    /// Refuses what cannot be searched for in bounded time.
    ///
    /// # Errors
    /// `invalid_field` naming the parameter.
    pub fn check(&self) -> Result<()> {
        if self
            .number_prefix
            .as_ref()
            .is_some_and(|prefix| prefix.chars().count() < 4)
        {
            return Err(Refusal::new(Code::InvalidField)
                .at("number_prefix")
                .saying("at least 4 characters")
                .into());
        }
        if self
            .number_tail
            .as_ref()
            .is_some_and(|tail| tail.chars().count() != 6)
        {
            return Err(Refusal::new(Code::InvalidField)
                .at("number_tail")
                .saying("exactly 6 characters")
                .into());
        }
        if self.region.is_some_and(|code| region::by_code(code).is_none()) {
            return Err(Refusal::new(Code::RegionUnknown).at("region").into());
        }
        Ok(())
    }

    /// SELECTs `(placed_at, id)` of the merchant's orders that match, in no order yet.
    pub(crate) fn search(&self, merchant: MerchantId, after: Option<Place>) -> Search<'static> {
        let mut search = Search::from(self.driver(), merchant);
        self.narrow_driver(&mut search);
        self.narrow_orders(&mut search);
        self.narrow_numbers(&mut search, after.is_none());
        if let Some(place) = &after {
            search.after(self.driver(), place);
        }
        search
    }

    /// Whether the list is in the order of numbers. A prefix is: no index yields the newest of a range of numbers,
    /// and the highest of them are the newest anyway wherever a source counts up.
    pub(crate) fn by_number(&self) -> bool {
        matches!(self.driver(), Driver::Numbers)
    }

    /// Whether the list is in the order of deadlines: the longest waiting come first.
    pub(crate) fn by_deadline(&self) -> bool {
        matches!(self.driver(), Driver::Deadlines)
    }

    /// Whether the stage is one the fulfiller's own pieces stand at: another's pieces of the order do not count.
    fn asks_the_fulfiller(&self, stage: Stage) -> bool {
        self.fulfiller.is_some() && stage.given().is_some()
    }

    /// The table whose index yields the answer in order.
    fn driver(&self) -> Driver {
        match (self.product, self.fulfiller) {
            _ if self.number_prefix.is_some() => Driver::Numbers,
            (Some(_), _) => Driver::Lines,
            (None, Some(_)) => Driver::Assignments,
            (None, None) if self.due_before.is_some() => Driver::Deadlines,
            (None, None) => Driver::Orders,
        }
    }

    fn narrow_driver(&self, search: &mut Search<'static>) {
        let driver = self.driver();
        if let Some(product) = self.product {
            search.and(driver.product()).bind_uuid(product);
            search.text(driver.close(Driver::Lines));
        }
        if let Some(fulfiller) = self.fulfiller {
            search.and(driver.fulfiller()).bind_uuid(fulfiller);
            if let Some(pieces) = self.stage.and_then(Stage::given) {
                search.and(driver.assignment()).text(pieces);
            }
            search.text(driver.close(Driver::Assignments));
        }
    }

    fn narrow_orders(&self, search: &mut Search<'static>) {
        if let Some(stage) = self.stage.filter(|stage| !self.asks_the_fulfiller(*stage)) {
            search.and(stage.predicate());
        }
        if let Some(due) = self.due_before {
            search.and(TO_SHIP).text(" AND o.ship_by < ").bind_instant(due);
        }
        let placed = self.driver().placed();
        if let Some(from) = self.placed_from {
            search.and(placed).text(" >= ").bind_instant(from);
        }
        if let Some(to) = self.placed_to {
            search.and(placed).text(" < ").bind_instant(to);
        }
        if let Some(code) = self.region {
            narrow_region(search, code);
        }
        if let Some(source) = &self.source {
            search.and("o.source = ").bind_text(source.clone());
        }
        if let Some(origin) = self.origin {
            search.and("o.origin = ").bind_text(origin.text().to_owned());
        }
    }

    /// On later pages the place is the upper end of a prefix: given both, SQLite walks from the wrong one.
    fn narrow_numbers(&self, search: &mut Search<'static>, first: bool) {
        if let Some(number) = &self.number {
            search
                .and("o.number_key = ")
                .bind_bytes(number.clone().into_bytes());
        }
        if let Some(prefix) = &self.number_prefix {
            search
                .and("o.number_key >= ")
                .bind_bytes(prefix.clone().into_bytes());
            if first {
                search.and("o.number_key < ").bind_bytes(past(prefix));
            }
        }
        if let Some(tail) = &self.number_tail {
            search.and("o.number_tail = ").bind_text(tail.clone());
        }
    }
}

/// Pieces that did not leave: the literal SQL that the index of deadlines wants to read.
pub(super) const TO_SHIP: &str = "o.to_assign + o.to_accept + o.to_number + o.to_print + o.to_ship > 0";

/// A region is a range of codes; the coarser columns let an index serve provinces and cities.
fn narrow_region(search: &mut Search<'static>, code: i64) {
    if code == province_of(code) {
        search.and("o.province = ").bind_integer(code);
        return;
    }
    let range = region::range(code);
    search.and("o.city = ").bind_integer(city_of(code));
    search.and("o.region >= ").bind_integer(*range.start());
    search.and("o.region <= ").bind_integer(*range.end());
}

/// The province a division belongs to, as its six-digit code.
#[must_use]
pub const fn province_of(code: i64) -> i64 {
    code - code % 10_000
}

/// The city a division belongs to, as its six-digit code; Chongqing's counties (5002xx) are of its one city.
#[must_use]
pub const fn city_of(code: i64) -> i64 {
    match code - code % 100 {
        500_200 => 500_100,
        city => city,
    }
}

/// The first bytes after every text that begins with `prefix` (0xFF never occurs in UTF-8).
fn past(prefix: &str) -> Vec<u8> {
    let mut bytes = prefix.as_bytes().to_vec();
    bytes.push(0xFF);
    bytes
}

impl Search<'static> {
    fn from(driver: Driver, merchant: MerchantId) -> Self {
        let query = diesel::sql_query(driver.select())
            .into_boxed::<Backend>()
            .bind::<sql::Uuid, _>(merchant);
        Self {
            query,
            binds: 1,
            order: driver.order(),
        }
    }

    fn after(&mut self, driver: Driver, place: &Place) {
        self.and(driver.place());
        match driver {
            Driver::Numbers => self.bind_bytes(place.number.clone().unwrap_or_default().into_bytes()),
            _ => self.bind_instant(Instant::from_timestamp_micros(place.at).unwrap_or_default()),
        }
        self.text(", ").bind_uuid(place.id);
        self.text(")");
    }

    /// In the list's order, at most `rows`.
    pub(crate) fn first(mut self, rows: i64) -> BoxedSqlQuery<'static, Backend, SqlQuery> {
        self.text(self.order).text(" LIMIT ").bind_integer(rows);
        self.query
    }

    fn and(&mut self, text: &str) -> &mut Self {
        self.text(" AND ").text(text)
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.change(|query| query.sql(text))
    }

    fn bind_uuid<K: crate::id::Kind>(&mut self, value: crate::id::Id<K>) {
        self.bound(|query| query.bind::<sql::Uuid, _>(value));
    }

    fn bind_instant(&mut self, value: Instant) {
        self.bound(|query| query.bind::<sql::Instant, _>(value));
    }

    fn bind_text(&mut self, value: String) {
        self.bound(|query| query.bind::<sql::Text, _>(value));
    }

    fn bind_bytes(&mut self, value: Vec<u8>) {
        self.bound(|query| query.bind::<sql::Binary, _>(value));
    }

    fn bind_integer(&mut self, value: i64) {
        self.bound(|query| query.bind::<sql::BigInt, _>(value));
    }

    fn bound(
        &mut self,
        bind: impl FnOnce(BoxedSqlQuery<'static, Backend, SqlQuery>) -> BoxedSqlQuery<'static, Backend, SqlQuery>,
    ) {
        self.binds += 1;
        let placeholder = format!("${}", self.binds);
        self.change(|query| bind(query.sql(placeholder)));
    }

    fn change(
        &mut self,
        f: impl FnOnce(BoxedSqlQuery<'static, Backend, SqlQuery>) -> BoxedSqlQuery<'static, Backend, SqlQuery>,
    ) -> &mut Self {
        let empty = diesel::sql_query(String::new()).into_boxed::<Backend>();
        self.query = f(std::mem::replace(&mut self.query, empty));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_not_searched() {
        let filter = Filter {
            number_prefix: Some("123".to_owned()),
            ..Filter::default()
        };
        assert!(filter.check().is_err());
        let filter = Filter {
            number_tail: Some("订单订单订单".to_owned()),
            ..Filter::default()
        };
        assert!(filter.check().is_ok());
    }

    #[test]
    fn a_prefix_ends_before_the_next_one() {
        assert!(past("单1") > "单1\u{10FFFF}".as_bytes().to_vec());
        assert!(past("单1") < "单2".as_bytes().to_vec());
    }
}
