//! Gathers the rows of one order: rows that stand together and carry one number, or none after the first.

use std::collections::HashMap;

use zeroize::Zeroizing;

use super::cell;
use super::draft::{Draft, DraftLine, Item, MOST_LINES, Parts, Refused};
use super::fault::{Fault, FaultCode};
use super::header::{Columns, Field};
use super::json::{Keys, LONG, SHORT};
use super::money;
use super::read::{Options, Scattered};
use super::receiver::{self, RawReceiver};
use super::sheet::Row;
use super::time::{Edge, moment};
use crate::vault::plain::Plain;

/// Faults of an order that are told.
const MOST_FAULTS: usize = 50;

/// What makes an order: its number within its source.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub no: String,
    pub source: String,
}

/// Where a row belongs.
pub(super) enum Place {
    /// To the order of the row before.
    Continues,
    /// To an order that begins here.
    Begins(Key),
    /// To none.
    Nowhere(Fault),
}

/// Walks down the order numbers of a table.
#[derive(Default)]
pub(super) struct Cursor {
    current: Option<Key>,
    /// The last row belonged nowhere, so that a row without a number would belong there too.
    lost: bool,
}

impl Cursor {
    /// `stranger`: the row names another receiver than the order of the row before.
    pub(super) fn step(&mut self, row: &Row, columns: &Columns, options: &Options, stranger: bool) -> Place {
        let fault = |field, code| Fault {
            row: row.number,
            column: columns.name(field).into(),
            code,
        };
        let no = columns
            .cell(Field::OrderNo, row)
            .map_or(Ok(None), |cell| cell::identifier(cell, SHORT));
        let source = match cell::line(columns.text(Field::Source, row), SHORT) {
            Ok(source) => source.to_string(),
            Err(code) => return self.lose(fault(Field::Source, code)),
        };
        match no {
            Err(code) => self.lose(fault(Field::OrderNo, code)),
            Ok(None) if stranger || self.lost || self.current.is_none() => {
                self.lose(fault(Field::OrderNo, FaultCode::Missing))
            }
            Ok(None) => Place::Continues,
            Ok(Some(no)) => self.enter(self.key(no, source, options)),
        }
    }

    fn key(&self, no: String, source: String, options: &Options) -> Key {
        let same = self.current.as_ref().filter(|current| current.no == no);
        let source = match (source.is_empty(), same) {
            (false, _) => source,
            (true, Some(current)) => current.source.clone(),
            (true, None) => options.source.clone().unwrap_or_default(),
        };
        Key { no, source }
    }

    fn enter(&mut self, key: Key) -> Place {
        self.lost = false;
        if self.current.as_ref() == Some(&key) {
            return Place::Continues;
        }
        self.current = Some(key.clone());
        Place::Begins(key)
    }

    fn lose(&mut self, fault: Fault) -> Place {
        self.lost = true;
        Place::Nowhere(fault)
    }
}

/// What a gatherer goes by.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub columns: &'a Columns,
    pub options: &'a Options,
    pub scattered: &'a Scattered,
    /// Scattered orders that are refused wherever they stand.
    pub bad: &'a HashMap<u64, FaultCode>,
}

/// Turns rows into orders, one order in hand at a time.
pub(super) struct Gatherer<'a> {
    rules: Rules<'a>,
    cursor: Cursor,
    order: Option<Gathered>,
    /// Line keys given to scattered orders so far: their ordinals go on.
    keys: HashMap<u64, Keys>,
    only_scattered: bool,
}

impl<'a> Gatherer<'a> {
    pub(super) fn new(rules: Rules<'a>) -> Gatherer<'a> {
        Gatherer {
            rules,
            cursor: Cursor::default(),
            order: None,
            keys: HashMap::new(),
            only_scattered: false,
        }
    }

    /// A gatherer that passes over every order whose rows stand together.
    pub(super) fn only_scattered(rules: Rules<'a>) -> Gatherer<'a> {
        Gatherer {
            only_scattered: true,
            ..Gatherer::new(rules)
        }
    }

    pub(super) fn take(&mut self, row: &Row) -> Vec<Item> {
        unkeyed(self.take_row(row))
    }

    pub(super) fn finish(&mut self) -> Vec<Item> {
        unkeyed(self.close().into_iter().collect())
    }

    /// As `take`, for scattered orders: each with the hash of its number.
    pub(super) fn take_keyed(&mut self, row: &Row) -> Vec<(u64, Item)> {
        keyed(self.take_row(row))
    }

    pub(super) fn finish_keyed(&mut self) -> Vec<(u64, Item)> {
        keyed(self.close().into_iter().collect())
    }

    fn take_row(&mut self, row: &Row) -> Vec<(Option<u64>, Item)> {
        let Rules { columns, options, .. } = self.rules;
        let stranger = columns.is_blank(Field::OrderNo, row)
            && self
                .order
                .as_ref()
                .is_some_and(|order| order.is_stranger(&raw(row, columns)));
        match self.cursor.step(row, columns, options, stranger) {
            Place::Nowhere(fault) => {
                let refused = Refused {
                    external_no: None,
                    rows: vec![row.number],
                    faults: vec![fault],
                };
                vec![(None, Item::Refused(refused))]
            }
            Place::Continues => {
                self.add(row);
                Vec::new()
            }
            Place::Begins(key) => {
                let done = self.close();
                if !self.only_scattered || self.rules.scattered.has(&key) {
                    self.begin(key, row);
                }
                done.into_iter().collect()
            }
        }
    }

    fn begin(&mut self, key: Key, row: &Row) {
        let scattered = self
            .rules
            .scattered
            .has(&key)
            .then(|| self.rules.scattered.hash(&key));
        let keys = scattered
            .and_then(|hash| self.keys.remove(&hash))
            .unwrap_or_default();
        self.order = Some(Gathered::new(key, scattered, keys, row, self.rules.columns));
        self.add(row);
    }

    fn add(&mut self, row: &Row) {
        if let Some(order) = &mut self.order {
            order.add(row, self.rules);
        }
    }

    fn close(&mut self) -> Option<(Option<u64>, Item)> {
        let mut order = self.order.take()?;
        if let Some(hash) = order.scattered {
            self.keys.insert(hash, std::mem::take(&mut order.keys));
            if let Some(code) = self.rules.bad.get(&hash) {
                let field = if *code == FaultCode::TwoReceivers {
                    Field::Name
                } else {
                    Field::OrderNo
                };
                order.fault(order.first_row(), self.rules.columns.name(field), *code);
            }
        }
        Some((order.scattered, order.item(self.rules.columns)))
    }
}

fn unkeyed(items: Vec<(Option<u64>, Item)>) -> Vec<Item> {
    items.into_iter().map(|(_, item)| item).collect()
}

fn keyed(items: Vec<(Option<u64>, Item)>) -> Vec<(u64, Item)> {
    items
        .into_iter()
        .filter_map(|(hash, item)| Some((hash?, item)))
        .collect()
}

/// An order in the making.
struct Gathered {
    key: Key,
    scattered: Option<u64>,
    keys: Keys,
    rows: Vec<u64>,
    raw: RawReceiver,
    seller_remark: Plain,
    moments: HashMap<Field, chrono::DateTime<chrono::Utc>>,
    lines: Vec<DraftLine>,
    faults: Vec<Fault>,
}

impl Gathered {
    fn new(key: Key, scattered: Option<u64>, keys: Keys, row: &Row, columns: &Columns) -> Gathered {
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

    fn first_row(&self) -> u64 {
        self.rows.first().copied().unwrap_or_default()
    }

    fn fault(&mut self, row: u64, column: String, code: FaultCode) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault {
                row,
                column: column.into(),
                code,
            });
        }
    }

    fn add(&mut self, row: &Row, rules: Rules<'_>) {
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
    fn is_stranger(&self, other: &RawReceiver) -> bool {
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

    fn item(mut self, columns: &Columns) -> Item {
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

fn raw(row: &Row, columns: &Columns) -> RawReceiver {
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

fn line(row: &Row, columns: &Columns, keys: &mut Keys) -> Result<DraftLine, Vec<(Field, FaultCode)>> {
    let mut faults = Vec::new();
    let mut identifier = |field| {
        let cell = columns.cell(field, row);
        let id = cell.map_or(Ok(None), |cell| cell::identifier(cell, SHORT));
        id.map_err(|code| faults.push((field, code)))
            .ok()
            .flatten()
            .unwrap_or_default()
    };
    let (line_id, sku, barcode) = (
        identifier(Field::LineId),
        identifier(Field::Sku),
        identifier(Field::Barcode),
    );
    let mut text = |field| {
        let line = cell::line(columns.text(field, row), LONG);
        line.map_err(|code| faults.push((field, code)))
            .map(|text| text.to_string())
            .unwrap_or_default()
    };
    let (name, spec) = (text(Field::Product), text(Field::Spec));
    let mut number = |field, read: fn(&str) -> Result<i64, FaultCode>| match columns.text(field, row) {
        "" if field == Field::Price => 0,
        "" => {
            faults.push((field, FaultCode::Missing));
            0
        }
        text => read(text)
            .map_err(|code| faults.push((field, code)))
            .unwrap_or_default(),
    };
    let (quantity, price_fen) = (
        number(Field::Quantity, money::quantity),
        number(Field::Price, money::fen),
    );
    let named = [Field::Product, Field::Sku, Field::Barcode];
    if named.iter().all(|field| columns.is_blank(*field, row)) {
        faults.extend(
            named
                .iter()
                .find(|field| columns.index(**field).is_some())
                .map(|f| (*f, FaultCode::Missing)),
        );
    }
    let mut line = DraftLine {
        key: String::new(),
        sku,
        name,
        spec,
        barcode,
        quantity,
        price_fen,
    };
    if faults.is_empty() {
        match keys.of(&line_id, &line) {
            Some(key) => line.key = key,
            None => faults.push((Field::LineId, FaultCode::DuplicateLine)),
        }
    }
    if faults.is_empty() { Ok(line) } else { Err(faults) }
}
