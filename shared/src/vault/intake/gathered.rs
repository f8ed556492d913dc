//! One order in the making: what its rows say of the receiver, of moments and of goods, and what is wrong with them.

use std::collections::HashMap;

use zeroize::Zeroizing;

use super::draft::{Draft, DraftLine, Item, MOST_LINES, Parts, Refused};
use super::fault::{Fault, FaultCode};
use super::group::{Key, Rules};
use super::header::{Columns, Field};
use super::json::Keys;
use super::line::line;
use super::receiver::{self, RawReceiver};
use super::sheet::Row;
use super::time::{Edge, moment};
use crate::vault::plain::Plain;

/// Faults of an order that are told.
const MOST_FAULTS: usize = 50;

/// An order in the making.
pub(super) struct Gathered {
    key: Key,
    /// The hash of its number, if its rows do not all stand together.
    pub(super) scattered: Option<u64>,
    pub(super) keys: Keys,
    rows: Vec<u64>,
    raw: RawReceiver,
    seller_remark: Plain,
    moments: HashMap<Field, chrono::DateTime<chrono::Utc>>,
    lines: Vec<DraftLine>,
    faults: Vec<Fault>,
}

impl Gathered {
    pub(super) fn new(
        key: Key,
        scattered: Option<u64>,
        keys: Keys,
        row: &Row,
        columns: &Columns,
    ) -> Gathered {
        Gathered {
            key,
            scattered,
            keys,
            rows: Vec::new(),
            raw: raw(row, columns),
            seller_remark: Plain::default(),
            moments: HashMap::new(),
            lines: Vec::new(),
            faults: Vec::new(),
        }
    }

    pub(super) fn first_row(&self) -> u64 {
        self.rows.first().copied().unwrap_or_default()
    }

    pub(super) fn fault(&mut self, row: u64, column: String, code: FaultCode) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault {
                row,
                column: column.into(),
                code,
            });
        }
    }

    pub(super) fn add(&mut self, row: &Row, rules: Rules<'_>) {
        let first = self.rows.is_empty();
        self.rows.push(row.number);
        if !first {
            self.meet(row, rules.columns);
        }
        append(&mut self.raw.remark, rules.columns.text(Field::BuyerRemark, row));
        append(
            &mut self.seller_remark,
            rules.columns.text(Field::SellerRemark, row),
        );
        self.add_moments(row, rules);
        self.add_line(row, rules.columns);
    }

    /// A later row may leave the receiver blank, complete or repeat it, but not name another.
    fn meet(&mut self, row: &Row, columns: &Columns) {
        let mut other = raw(row, columns);
        let mut differs = None;
        for (field, mine, its) in pairs(&mut self.raw, &mut other) {
            match (mine.is_blank(), its.is_blank()) {
                (true, false) => *mine = Plain::new(its.expose().to_owned()),
                (false, true) => *its = Plain::new(mine.expose().to_owned()),
                _ if mine.expose() != its.expose() => differs = differs.or(Some(field)),
                _ => (),
            }
        }
        let Some(field) = differs else { return };
        let same = match (receiver::parse(&self.raw), receiver::parse(&other)) {
            (Ok(mine), Ok(its)) => receiver::same(&mine, &its),
            _ => false,
        };
        if !same {
            self.fault(row.number, column(field, columns), FaultCode::TwoReceivers);
        }
    }

    /// Whether a row without a number names somebody else: then its number was forgotten.
    pub(super) fn is_stranger(&self, other: &RawReceiver) -> bool {
        let named = [(&self.raw.name, &other.name), (&self.raw.phone, &other.phone)];
        named
            .iter()
            .any(|(mine, its)| !its.is_blank() && mine.expose() != its.expose())
    }

    fn add_moments(&mut self, row: &Row, rules: Rules<'_>) {
        const MOMENTS: [(Field, Edge); 3] = [
            (Field::PlacedAt, Edge::Start),
            (Field::PaidAt, Edge::Start),
            (Field::ShipBy, Edge::End),
        ];
        for (field, edge) in MOMENTS {
            let text = rules.columns.text(field, row);
            if text.is_empty() || self.moments.contains_key(&field) {
                continue;
            }
            match moment(text, rules.options.zone, edge) {
                Ok(at) => drop(self.moments.insert(field, at)),
                Err(code) => self.fault(row.number, rules.columns.name(field), code),
            }
        }
    }

    /// A row that tells nothing of goods only adds to the order.
    fn add_line(&mut self, row: &Row, columns: &Columns) {
        const TOLD_BY: [Field; 5] = [
            Field::Product,
            Field::Sku,
            Field::Barcode,
            Field::Quantity,
            Field::LineId,
        ];
        if TOLD_BY.iter().all(|field| columns.is_blank(*field, row)) {
            return;
        }
        if self.lines.len() >= MOST_LINES {
            if !self
                .faults
                .iter()
                .any(|fault| fault.code == FaultCode::TooManyLines)
            {
                self.fault(row.number, columns.name(Field::OrderNo), FaultCode::TooManyLines);
            }
            return;
        }
        match line(row, columns, &mut self.keys) {
            Ok(line) => self.lines.push(line),
            Err(found) => {
                for (field, code) in found {
                    self.fault(row.number, columns.name(field), code);
                }
            }
        }
    }

    pub(super) fn item(mut self, columns: &Columns) -> Item {
        let first = self.first_row();
        if self.lines.is_empty() && self.faults.is_empty() {
            self.fault(first, columns.name(Field::Quantity), FaultCode::Missing);
        }
        let parsed = receiver::parse(&self.raw);
        let seller_remark = receiver::remark(self.seller_remark.expose());
        if let Err(code) = seller_remark {
            self.fault(first, columns.name(Field::SellerRemark), code);
        }
        for (field, code) in parsed.as_ref().err().into_iter().flatten() {
            self.fault(first, column(*field, columns), *code);
        }
        let at = |field: Field| self.moments.get(&field).copied();
        match (parsed, seller_remark) {
            (Ok(receiver), Ok(seller_remark)) if self.faults.is_empty() => {
                Item::Draft(Box::new(Draft::of(Parts {
                    placed_at: at(Field::PlacedAt),
                    paid_at: at(Field::PaidAt),
                    ship_by: at(Field::ShipBy),
                    rows: self.rows,
                    external_no: self.key.no,
                    source: (!self.key.source.is_empty()).then_some(self.key.source),
                    receiver,
                    seller_remark,
                    lines: self.lines,
                })))
            }
            _ => {
                let external_no = Some(self.key.no);
                Item::Refused(Refused {
                    external_no,
                    rows: self.rows,
                    faults: self.faults,
                })
            }
        }
    }
}

/// The header a receiver's field was read from: an address may stand under either of two.
fn column(field: Field, columns: &Columns) -> String {
    let full = field == Field::Address && columns.index(Field::Address).is_none();
    columns.name(if full { Field::FullAddress } else { field })
}

pub(super) fn raw(row: &Row, columns: &Columns) -> RawReceiver {
    let plain = |field| Plain::new(columns.text(field, row).to_owned());
    let full = columns.text(Field::FullAddress, row);
    RawReceiver {
        name: plain(Field::Name),
        phone: plain(Field::Phone),
        area: plain(Field::Area),
        province: plain(Field::Province),
        city: plain(Field::City),
        district: plain(Field::District),
        address: if full.is_empty() {
            plain(Field::Address)
        } else {
            Plain::new(full.to_owned())
        },
        remark: Plain::default(),
    }
}

fn pairs<'a>(
    mine: &'a mut RawReceiver,
    its: &'a mut RawReceiver,
) -> [(Field, &'a mut Plain, &'a mut Plain); 7] {
    [
        (Field::Name, &mut mine.name, &mut its.name),
        (Field::Phone, &mut mine.phone, &mut its.phone),
        (Field::Area, &mut mine.area, &mut its.area),
        (Field::Province, &mut mine.province, &mut its.province),
        (Field::City, &mut mine.city, &mut its.city),
        (Field::District, &mut mine.district, &mut its.district),
        (Field::Address, &mut mine.address, &mut its.address),
    ]
}

/// Adds a remark below the others unless it is among them. Beyond its bound it stays too long, and is refused.
fn append(remark: &mut Plain, text: &str) {
    let known = remark.expose();
    if text.is_empty() || known.chars().count() > receiver::REMARK || known.lines().eq(text.lines()) {
        return;
    }
    if known.is_empty() {
        *remark = Plain::new(text.to_owned());
    } else if !known.lines().any(|line| line == text) {
        *remark = Plain::from(Zeroizing::new(format!("{known}\n{text}")));
    }
}
