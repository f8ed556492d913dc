//! Gathers the rows of one order: rows that stand together and carry one number, or none after the first.

use std::collections::HashMap;

use super::cell;
use super::draft::{Item, Refused};
use super::fault::{Fault, FaultCode};
use super::gathered::{Gathered, raw};
use super::header::{Columns, Field};
use super::json::{Keys, SHORT};
use super::read::{Options, Scattered};
use super::sheet::Row;

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
        let no = columns.cell(Field::OrderNo, row).map_or(Ok(None), |cell| {
            match options.rounded && cell::ends_in_zeros(cell).is_some() {
                true => Err(FaultCode::NumberLostDigits),
                false => cell::identifier(cell, SHORT),
            }
        });
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
