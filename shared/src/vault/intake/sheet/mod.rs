//! A table of rows, whatever file it came in, read again and again from its beginning without being held.

mod csv;
mod guard;
mod xlsx;

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use super::cell::Cell;
use super::fault::{Fault, FaultCode};
use super::header::Columns;
use super::read::{Options, ReadError};

/// Cells of a row that are looked at.
const MOST_COLUMNS: usize = 256;
/// A header stands among so many rows that are not empty.
const HEADER_WITHIN: u32 = 10;
/// So many known headers make a row a header.
const FEWEST_HEADERS: usize = 3;

/// One row; `number` counts from 1 as a spreadsheet program shows it.
pub(super) struct Row {
    pub number: u64,
    pub cells: Vec<Cell>,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

type Taker<'a> = dyn FnMut(Row) -> ControlFlow<()> + 'a;

/// An opened file.
pub(super) enum Table<S: Read + Seek> {
    Text(csv::Text<S>),
    Book(Box<xlsx::Book<S>>),
}

/// A header and the row it stands in.
pub(super) struct Header {
    pub row: u64,
    pub columns: Columns,
}

impl<S: Read + Seek> Table<S> {
    /// Opens a file as what it is, whatever it is called, and finds its header.
    pub(super) fn open(mut source: S, options: &Options) -> Result<(Table<S>, Header), ReadError> {
        source.rewind()?;
        let mut head = Vec::with_capacity(8);
        source.by_ref().take(8).read_to_end(&mut head)?;
        if head.starts_with(b"PK\x03\x04") {
            let (book, header) = xlsx::Book::open(source, options)?;
            return Ok((Table::Book(Box::new(book)), header));
        }
        if head.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(refused(guard::old_or_encrypted(&mut source)?));
        }
        let (text, header) = csv::Text::open(source, options)?;
        Ok((Table::Text(text), header))
    }

    /// Hands over row after row, empty ones left out, until the taker breaks off.
    pub(super) fn each(&mut self, taker: &mut Taker<'_>) -> Result<(), ReadError> {
        let mut full = |row: Row| {
            if row.is_blank() {
                ControlFlow::Continue(())
            } else {
                taker(row)
            }
        };
        match self {
            Table::Text(text) => text.each(&mut full),
            Table::Book(book) => book.each(&mut full),
        }
    }

    /// The encoding of a text file.
    pub(super) fn encoding(&self) -> Option<&'static str> {
        match self {
            Table::Text(text) => Some(text.encoding()),
            Table::Book(_) => None,
        }
    }

    /// The sheet of a workbook.
    pub(super) fn sheet(&self) -> Option<&str> {
        match self {
            Table::Text(_) => None,
            Table::Book(book) => Some(book.sheet()),
        }
    }
}

/// The likeliest header among the first rows that are not empty, with the number of fields in it.
struct Search<'a> {
    options: &'a Options,
    seen: u32,
    best: Option<Header>,
}

impl<'a> Search<'a> {
    fn new(options: &'a Options) -> Search<'a> {
        Search {
            options,
            seen: 0,
            best: None,
        }
    }

    fn look(&mut self, row: &Row) -> ControlFlow<()> {
        if row.is_blank() {
            return ControlFlow::Continue(());
        }
        let columns = Columns::of(&row.cells, self.options.mapping.as_ref());
        if columns.count() > self.count() {
            self.best = Some(Header {
                row: row.number,
                columns,
            });
        }
        self.seen += 1;
        if self.seen < HEADER_WITHIN {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }

    fn count(&self) -> usize {
        self.best.as_ref().map_or(0, |header| header.columns.count())
    }

    fn is_found(&self) -> bool {
        self.count()
            >= if self.options.mapping.is_some() {
                1
            } else {
                FEWEST_HEADERS
            }
    }
}

fn refused(code: FaultCode) -> ReadError {
    ReadError::Refused(vec![Fault::file(code)])
}
