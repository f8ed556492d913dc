//! An order as a program sends it: the same rules as a file's, without a table around it.

use std::collections::{HashMap, HashSet};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;

use super::cell::{self, Cell};
use super::draft::{Draft, DraftLine, Item, MOST_LINES, Parts, Refused};
use super::fault::{Fault, FaultCode};
use super::header::Field;
use super::money;
use super::receiver::{self, RawReceiver};
use crate::vault::plain::Plain;

/// The body of `POST /v1/orders`: at most 500 orders.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrdersAsk {
    /// The orders.
    pub orders: Vec<RawOrder>,
}

/// One order in the body of `POST /v1/orders`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOrder {
    /// The source's number for it; up to 64 characters.
    #[schema(max_length = 64)]
    pub external_no: String,
    /// The shop or platform it came from.
    #[serde(default)]
    #[schema(max_length = 64)]
    pub source: Option<String>,
    /// When the buyer ordered.
    #[serde(default)]
    pub placed_at: Option<DateTime<Utc>>,
    /// When the buyer paid.
    #[serde(default)]
    pub paid_at: Option<DateTime<Utc>>,
    /// By when it must be shipped.
    #[serde(default)]
    pub ship_by: Option<DateTime<Utc>>,
    /// Who gets it.
    pub receiver: RawReceiver,
    /// What the seller noted.
    #[serde(default)]
    #[schema(value_type = String)]
    pub(in crate::vault) seller_remark: Plain,
    /// What was bought: 1 to 200 lines.
    pub lines: Vec<RawLine>,
}

/// One line of it. At least one of `sku`, `name` and `barcode` must be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLine {
    /// The source's id of the line.
    #[serde(default)]
    pub line_id: Option<String>,
    /// The merchant's SKU.
    #[serde(default)]
    pub sku: String,
    /// The product's name.
    #[serde(default)]
    pub name: String,
    /// Colour, size and the like.
    #[serde(default)]
    pub spec: String,
    /// The bar code.
    #[serde(default)]
    pub barcode: String,
    /// Pieces, 1 to 99999.
    pub quantity: i64,
    /// Price of a piece in fen.
    #[serde(default)]
    pub price_fen: Option<i64>,
}

impl RawOrder {
    /// The draft of it, or why not; `row` is its place in the request. A fault's column is a JSON path such as
    /// `lines/0/quantity`.
    #[must_use]
    pub fn draft(&self, row: u64) -> Item {
        let mut faults = Faults {
            row,
            found: Vec::new(),
        };
        let external_no = faults
            .identifier("external_no", &self.external_no)
            .unwrap_or_default();
        if external_no.is_empty() && faults.found.is_empty() {
            faults.add("external_no", FaultCode::Missing);
        }
        let source = self
            .source
            .as_deref()
            .and_then(|source| faults.text("source", source, SHORT));
        let lines = lines(&mut faults, &self.lines);
        let seller_remark = receiver::remark(self.seller_remark.expose());
        let seller_remark = faults.keep("seller_remark", seller_remark);
        let receiver = receiver::parse(&self.receiver);
        let receiver = receiver.map_err(|complaints| {
            let named = complaints
                .into_iter()
                .map(|(field, code)| (json_path(field), code));
            named.for_each(|(column, code)| faults.add(column, code));
        });
        let (Ok(receiver), true) = (receiver, faults.found.is_empty()) else {
            let external_no = (!external_no.is_empty()).then_some(external_no);
            return Item::Refused(Refused {
                external_no,
                rows: vec![row],
                faults: faults.found,
            });
        };
        Item::Draft(Box::new(Draft::of(Parts {
            rows: vec![row],
            external_no,
            source: source.filter(|source| !source.is_empty()),
            placed_at: self.placed_at,
            paid_at: self.paid_at,
            ship_by: self.ship_by,
            receiver,
            seller_remark: seller_remark.unwrap_or_default(),
            lines,
        })))
    }
}

/// Characters of identifiers, and of product texts.
pub(super) const SHORT: usize = 64;
pub(super) const LONG: usize = 200;

struct Faults {
    row: u64,
    found: Vec<Fault>,
}

impl Faults {
    fn add(&mut self, column: impl Into<std::borrow::Cow<'static, str>>, code: FaultCode) {
        self.found.push(Fault {
            row: self.row,
            column: column.into(),
            code,
        });
    }

    fn keep<T>(&mut self, column: &'static str, result: Result<T, FaultCode>) -> Option<T> {
        result.map_err(|code| self.add(column, code)).ok()
    }

    fn identifier(&mut self, column: &'static str, text: &str) -> Option<String> {
        self.keep(column, cell::identifier(&Cell::text(text), SHORT))
            .flatten()
    }

    fn text(&mut self, column: &'static str, text: &str, most: usize) -> Option<String> {
        self.keep(column, cell::line(text, most))
            .map(|text| text.to_string())
    }
}

fn json_path(field: Field) -> String {
    let name = if field == Field::BuyerRemark {
        "remark"
    } else {
        field.name()
    };
    format!("receiver/{name}")
}

fn lines(faults: &mut Faults, raw: &[RawLine]) -> Vec<DraftLine> {
    match raw.len() {
        0 => faults.add("lines", FaultCode::Missing),
        1..=MOST_LINES => (),
        _ => faults.add("lines", FaultCode::TooManyLines),
    }
    let mut keys = Keys::default();
    let mut lines = Vec::new();
    for (at, raw) in raw.iter().take(MOST_LINES).enumerate() {
        match line(raw, &mut keys) {
            Ok(line) => lines.push(line),
            Err((field, code)) => faults.add(format!("lines/{at}/{field}"), code),
        }
    }
    lines
}

fn line(raw: &RawLine, keys: &mut Keys) -> Result<DraftLine, (&'static str, FaultCode)> {
    let id = |name, text: &str| {
        cell::identifier(&Cell::text(text), SHORT)
            .map(Option::unwrap_or_default)
            .map_err(|code| (name, code))
    };
    let text = |name, text: &str| {
        cell::line(text, LONG)
            .map(|t| t.to_string())
            .map_err(|code| (name, code))
    };
    let mut line = DraftLine {
        key: String::new(),
        sku: id("sku", &raw.sku)?,
        name: text("name", &raw.name)?,
        spec: text("spec", &raw.spec)?,
        barcode: id("barcode", &raw.barcode)?,
        quantity: money::in_bounds(raw.quantity).ok_or(("quantity", FaultCode::QuantityNotValid))?,
        price_fen: match raw.price_fen {
            Some(fen) => money::price_in_bounds(fen).ok_or(("price_fen", FaultCode::MoneyNotValid))?,
            None => 0,
        },
    };
    if line.sku.is_empty() && line.name.is_empty() && line.barcode.is_empty() {
        return Err(("name", FaultCode::Missing));
    }
    let line_id = id("line_id", raw.line_id.as_deref().unwrap_or_default())?;
    line.key = keys
        .of(&line_id, &line)
        .ok_or(("line_id", FaultCode::DuplicateLine))?;
    Ok(line)
}

/// The keys given to an order's lines so far.
#[derive(Default)]
pub(super) struct Keys {
    ids: HashSet<String>,
    products: HashMap<String, u32>,
}

impl Keys {
    /// The key of a line: its id, else its product and spec with an ordinal. `None` for an id already used.
    pub(super) fn of(&mut self, line_id: &str, line: &DraftLine) -> Option<String> {
        if !line_id.is_empty() {
            let key = format!("i:{line_id}");
            return self.ids.insert(key.clone()).then_some(key);
        }
        let product = [&line.sku, &line.name, &line.barcode]
            .into_iter()
            .find(|text| !text.is_empty());
        let text = format!("{}\u{1f}{}", product.map_or("", String::as_str), line.spec);
        let digest = digest(&SHA256, text.as_bytes());
        let short: String = hex::encode(digest).chars().take(32).collect();
        let count = self.products.entry(short.clone()).or_default();
        *count += 1;
        Some(format!("p:{short}#{count}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(change: impl FnOnce(&mut serde_json::Value)) -> Item {
        let mut value = serde_json::json!({
            "external_no": "A1", "source": "shop", "paid_at": "2026-11-23T10:00:00+08:00",
            "receiver": { "name": "张三", "phone": "13800138000", "address": "浙江省杭州市西湖区文三路1号",
                          "remark": "请联系13800138000，张三收" },
            "seller_remark": "文三路1号，轻放",
            "lines": [{ "sku": "S1", "name": "杯子", "spec": "红", "quantity": 2, "price_fen": 1250 },
                      { "sku": "S1", "name": "杯子", "spec": "红", "quantity": 1 }]
        });
        change(&mut value);
        serde_json::from_value::<RawOrder>(value).unwrap().draft(7)
    }

    #[test]
    fn an_order_becomes_a_draft() {
        let Item::Draft(draft) = order(|_| ()) else {
            panic!("refused")
        };
        assert_eq!(
            (draft.external_no.as_str(), draft.source(), draft.rows.as_slice()),
            ("A1", "shop", &[7][..])
        );
        assert_eq!(draft.clean_remark(), "请联系＊＊＊＊＊＊＊＊＊＊＊，＊＊收");
        assert_eq!(draft.seller_remark, "＊＊＊＊＊，轻放");
        assert_eq!(
            draft.receiver.remark.expose(),
            "请联系13800138000，张三收\n文三路1号，轻放"
        );
        let keys: Vec<_> = draft
            .lines
            .iter()
            .map(|line| line.key.split_once('#').unwrap())
            .collect();
        assert_eq!((keys[0].0 == keys[1].0, keys[0].1, keys[1].1), (true, "1", "2"));
        assert_eq!(draft.lines[0].price_fen, 1250);
    }

    #[test]
    fn faults_name_their_path() {
        let item = order(|value| {
            value["receiver"]["phone"] = "138****8000".into();
            value["lines"][1]["quantity"] = 0.into();
            value["external_no"] = "6.92581E+17".into();
        });
        let Item::Refused(refused) = item else {
            panic!("taken")
        };
        let faults: Vec<_> = refused
            .faults
            .iter()
            .map(|f| (f.column.as_ref(), f.code.as_str(), f.row))
            .collect();
        let want = [
            ("external_no", "number_lost_digits", 7),
            ("lines/1/quantity", "quantity_not_valid", 7),
            ("receiver/phone", "masked_receiver", 7),
        ];
        assert_eq!(faults, want);
        assert!(matches!(
            order(|v| v["lines"] = serde_json::json!([])),
            Item::Refused(_)
        ));
        let twice = order(|v| {
            v["lines"][0]["line_id"] = "1".into();
            v["lines"][1]["line_id"] = "1".into();
        });
        assert!(matches!(twice, Item::Refused(r) if r.faults[0].code == FaultCode::DuplicateLine));
    }
}
