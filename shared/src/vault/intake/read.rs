//! Reads a file in two goes: the first counts and finds the order numbers whose rows do not stand together, the
//! second hands over orders. Nothing is handed over of a file that would be refused as a whole.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use chrono::FixedOffset;
use serde::Serialize;

use super::cell::{Cell, ends_in_zeros};
use super::draft::Item;
use super::fault::{Fault, FaultCode};
use super::group::{Cursor, Gatherer, Key, Place, Rules};
use super::header::{Columns, Field, Mapping};
use super::receiver::identity;
use super::sheet::{Header, Row, Table};

/// Rows of a file.
pub const MOST_ROWS: u64 = 1_000_000;

/// How a file is to be read.
#[derive(Debug, Clone)]
pub struct Options {
    /// A text file's encoding by its label (`gbk`); found out when not given.
    pub encoding: Option<String>,
    /// A text file's delimiter; found out when not given.
    pub delimiter: Option<char>,
    /// A workbook's sheet; the first visible one with a header when not given.
    pub sheet: Option<String>,
    /// Which header stands for which field; known words when not given.
    pub mapping: Option<Mapping>,
    /// The source of orders whose row names none.
    pub source: Option<String>,
    /// The zone of times that name none.
    pub zone: FixedOffset,
    /// Rows the file may have, at most `MOST_ROWS`.
    pub most_rows: u64,
    /// Whether a spreadsheet rounded the file's order numbers: found out when the file is opened.
    pub(crate) rounded: bool,
}

impl Options {
    /// Everything found out, times in `zone`.
    #[must_use]
    pub fn new(zone: FixedOffset) -> Options {
        Options {
            encoding: None,
            delimiter: None,
            sheet: None,
            mapping: None,
            source: None,
            zone,
            most_rows: MOST_ROWS,
            rounded: false,
        }
    }
}

/// What a file is, known before its first order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Rows below the header that are neither empty nor sums.
    pub rows: u64,
    /// The header's row, from 1.
    pub header_row: u64,
    /// The header above each field that was found.
    pub columns: Mapping,
    /// Headers that mean nothing to us; their columns are ignored.
    pub unknown_columns: Vec<String>,
    /// A text file's encoding.
    pub encoding: Option<&'static str>,
    /// A workbook's sheet.
    pub sheet: Option<String>,
    /// Whether the taker broke off.
    pub stopped: bool,
}

/// Why a file could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file's own fault.
    #[error("the file is refused")]
    Refused(Vec<Fault>),
    /// The disk's, or the spool's key's.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
}

/// Hands every order and every refusal of a file to `taker`, in the order of the rows they end in.
///
/// # Errors
/// When the file is refused as a whole (then nothing was handed over), or cannot be read to its end.
pub fn read<S: Read + Seek>(
    source: S,
    options: &Options,
    taker: &mut impl FnMut(Item) -> ControlFlow<()>,
) -> Result<Summary, ReadError> {
    Upload::open(source, options)?.read(taker)
}

/// Hashes of order numbers under a key of this reading alone.
pub(super) struct Scattered {
    state: RandomState,
    keys: HashSet<u64>,
}

impl Scattered {
    pub(super) fn hash(&self, key: &Key) -> u64 {
        self.state.hash_one(key)
    }

    /// Whether this order's rows do not all stand together.
    pub(super) fn has(&self, key: &Key) -> bool {
        !self.keys.is_empty() && self.keys.contains(&self.hash(key))
    }
}

/// A file that was gone through once: what it is is known, its orders are still to be read.
pub struct Upload<S: Read + Seek> {
    table: Table<S>,
    header: Header,
    scattered: Scattered,
    options: Options,
    summary: Summary,
}

impl<S: Read + Seek> Upload<S> {
    /// Goes through the file once, without looking at its receivers.
    ///
    /// # Errors
    /// When the file is refused as a whole, or cannot be read.
    pub fn open(source: S, options: &Options) -> Result<Upload<S>, ReadError> {
        let (mut table, header) = Table::open(source, options)?;
        let faults = header.columns.faults(header.row, options.mapping.as_ref());
        if !faults.is_empty() {
            return Err(ReadError::Refused(faults));
        }
        let Scanned {
            scattered,
            rows,
            tails,
        } = scan(&mut table, &header, options)?;
        let named = |field: &Field| Some((*field, header.columns.written(*field)?.to_owned()));
        let summary = Summary {
            rows,
            header_row: header.row,
            columns: Field::ALL.iter().filter_map(named).collect(),
            unknown_columns: header.columns.unknown(),
            encoding: table.encoding(),
            sheet: table.sheet().map(str::to_owned),
            stopped: false,
        };
        Ok(Upload {
            table,
            header,
            scattered,
            options: Options {
                rounded: tails.all_zeros(),
                ..options.clone()
            },
            summary,
        })
    }

    /// What the file is.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Hands every order and every refusal to `taker`, in the order of the rows they end in, until it breaks off.
    ///
    /// # Errors
    /// When the file cannot be read to its end.
    pub fn read(mut self, taker: &mut impl FnMut(Item) -> ControlFlow<()>) -> Result<Summary, ReadError> {
        let bad = self.judge()?;
        let columns = &self.header.columns;
        let rules = Rules {
            columns,
            options: &self.options,
            scattered: &self.scattered,
            bad: &bad,
        };
        let mut gatherer = Gatherer::new(rules);
        let mut broken = ControlFlow::Continue(());
        data_rows(&mut self.table, columns, self.header.row, &mut |row| {
            broken = gatherer.take(&row).into_iter().try_for_each(&mut *taker);
            broken
        })?;
        if broken.is_continue() {
            broken = gatherer.finish().into_iter().try_for_each(taker);
        }
        Ok(Summary {
            stopped: broken.is_break(),
            ..self.summary
        })
    }

    /// Orders in several places are refused everywhere if they are refused anywhere, or name two receivers.
    fn judge(&mut self) -> Result<HashMap<u64, FaultCode>, ReadError> {
        let mut bad = HashMap::new();
        if self.scattered.keys.is_empty() {
            return Ok(bad);
        }
        let none = HashMap::new();
        let columns = &self.header.columns;
        let rules = Rules {
            columns,
            options: &self.options,
            scattered: &self.scattered,
            bad: &none,
        };
        let mut gatherer = Gatherer::only_scattered(rules);
        let mut receivers: HashMap<u64, u64> = HashMap::new();
        let state = &self.scattered.state;
        let mut judge = |judged: Vec<(u64, Item)>| {
            for (key, item) in judged {
                match item {
                    Item::Refused(_) => {
                        bad.entry(key).or_insert(FaultCode::OtherRowRefused);
                    }
                    Item::Draft(draft) => {
                        let receiver = state.hash_one(identity(&draft.receiver));
                        if *receivers.entry(key).or_insert(receiver) != receiver {
                            bad.insert(key, FaultCode::TwoReceivers);
                        }
                    }
                }
            }
        };
        data_rows(&mut self.table, columns, self.header.row, &mut |row| {
            judge(gatherer.take_keyed(&row));
            ControlFlow::Continue(())
        })?;
        judge(gatherer.finish_keyed());
        Ok(bad)
    }
}

/// What going through a file once finds out.
struct Scanned {
    scattered: Scattered,
    rows: u64,
    tails: Tails,
}

/// How the long, unguarded numbers of orders end.
#[derive(Default)]
struct Tails {
    zeros: u64,
    others: u64,
}

impl Tails {
    /// So many numbers do not end in zeros by chance.
    const FEW: u64 = 3;

    fn count(&mut self, cell: Option<&Cell>) {
        match cell.and_then(ends_in_zeros) {
            Some(true) => self.zeros += 1,
            Some(false) => self.others += 1,
            None => {}
        }
    }

    fn all_zeros(&self) -> bool {
        self.others == 0 && self.zeros >= Self::FEW
    }
}

/// Counts the rows, finds the orders that begin twice and looks how numbers end.
fn scan<S: Read + Seek>(
    table: &mut Table<S>,
    header: &Header,
    options: &Options,
) -> Result<Scanned, ReadError> {
    let mut tails = Tails::default();
    let mut scattered = Scattered {
        state: RandomState::new(),
        keys: HashSet::new(),
    };
    let mut begun: HashSet<u64> = HashSet::new();
    let mut cursor = Cursor::default();
    let most = options.most_rows.min(MOST_ROWS);
    let mut rows = 0;
    data_rows(table, &header.columns, header.row, &mut |row| {
        rows += 1;
        if let Place::Begins(key) = cursor.step(&row, &header.columns, options, false) {
            tails.count(header.columns.cell(Field::OrderNo, &row));
            let hash = scattered.hash(&key);
            if !begun.insert(hash) {
                scattered.keys.insert(hash);
            }
        }
        if rows > most {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    if rows > most {
        return Err(ReadError::Refused(vec![Fault::file(FaultCode::TooManyRows)]));
    }
    Ok(Scanned {
        scattered,
        rows,
        tails,
    })
}

/// The rows below the header that are orders' rows.
fn data_rows<S: Read + Seek>(
    table: &mut Table<S>,
    columns: &Columns,
    header: u64,
    taker: &mut dyn FnMut(Row) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    table.each(&mut |row| {
        let passed = row.number <= header || is_sum(&row, columns) || is_header_again(&row, columns);
        if passed {
            ControlFlow::Continue(())
        } else {
            taker(row)
        }
    })
}

/// A row of sums: it begins with the word, and names no receiver.
fn is_sum(row: &Row, columns: &Columns) -> bool {
    const SUMS: &[&str] = &[
        "合计",
        "总计",
        "小计",
        "共计",
        "总数",
        "汇总",
        "本页合计",
        "total",
        "subtotal",
        "grandtotal",
        "sum",
    ];
    if ![Field::Name, Field::Phone, Field::Address]
        .iter()
        .all(|field| columns.is_blank(*field, row))
    {
        return false;
    }
    let first = row
        .cells
        .iter()
        .map(|cell| super::cell::bare(&cell.text))
        .find(|text| !text.is_empty());
    let first = first.unwrap_or_default().to_lowercase().replace(' ', "");
    let word = first.trim_end_matches(|c: char| !c.is_alphabetic());
    SUMS.iter()
        .any(|sum| word == *sum || (!sum.is_ascii() && starts_sum(&first, sum)))
}

/// `合计：12件`, `合计3单`: the word, then a mark or a number.
fn starts_sum(text: &str, sum: &str) -> bool {
    text.strip_prefix(sum)
        .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphabetic()))
}

/// The header repeated where files were pasted together.
fn is_header_again(row: &Row, columns: &Columns) -> bool {
    [Field::OrderNo, Field::Name, Field::Quantity]
        .iter()
        .all(|field| columns.written(*field) == Some(columns.text(*field, row)))
}
