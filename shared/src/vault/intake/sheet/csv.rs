//! Rows of a delimited text file.

use std::cell::Cell as Shared;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;

use super::super::cell::Cell;
use super::super::encoding::{self, Utf8};
use super::super::fault::{Fault, FaultCode};
use super::super::read::{Options, ReadError};
use super::{Header, MOST_COLUMNS, Row, Search, refused};

/// Bytes of one row; beyond it a quotation mark was never closed.
const MOST_ROW: u64 = 1 << 20;
const DELIMITERS: &[u8] = b",\t;|";

pub(in super::super) struct Text<S> {
    source: S,
    encoding: &'static Encoding,
    delimiter: u8,
}

impl<S: Read + Seek> Text<S> {
    /// The delimiter is the one under which the header makes most sense.
    pub(super) fn open(mut source: S, options: &Options) -> Result<(Text<S>, Header), ReadError> {
        let encoding = encoding::detect(&mut source, options.encoding.as_deref())?;
        let mut text = Text {
            source,
            encoding,
            delimiter: b',',
        };
        let mut best: Option<(u8, Search<'_>)> = None;
        let asked: Vec<u8> = options
            .delimiter
            .and_then(|d| u8::try_from(d).ok())
            .into_iter()
            .collect();
        for delimiter in if asked.is_empty() { DELIMITERS } else { &asked } {
            text.delimiter = *delimiter;
            let mut search = Search::new(options);
            match text.each(&mut |row| search.look(&row)) {
                // Under a wrong delimiter even a good file may look like one endless row.
                Err(ReadError::Refused(_)) if DELIMITERS.len() > 1 && asked.is_empty() => (),
                other => other?,
            }
            if best
                .as_ref()
                .is_none_or(|(_, held)| search.count() > held.count())
            {
                best = Some((*delimiter, search));
            }
        }
        let (delimiter, search) = best.ok_or_else(|| refused(FaultCode::NotATable))?;
        text.delimiter = delimiter;
        match search {
            search if !search.is_found() => Err(refused(FaultCode::NotATable)),
            search => Ok((text, search.best.ok_or_else(|| refused(FaultCode::NotATable))?)),
        }
    }

    pub(super) fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    pub(super) fn each(&mut self, taker: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), ReadError> {
        self.source.rewind()?;
        let budget = Rc::new(Shared::new(MOST_ROW));
        let metered = Metered {
            source: Utf8::of(&mut self.source, self.encoding),
            budget: Rc::clone(&budget),
        };
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(metered);
        let mut record = StringRecord::new();
        let mut number = 0;
        loop {
            let line = reader.position().line();
            budget.set(MOST_ROW);
            match reader.read_record(&mut record) {
                Ok(false) => return Ok(()),
                Err(error) => return Err(mended(error, number + 1)),
                Ok(true) => number += 1 + skipped(&record, reader.position().line() - line),
            }
            let cells = record.iter().take(MOST_COLUMNS).map(Cell::loose).collect();
            if taker(Row { number, cells }).is_break() {
                return Ok(());
            }
        }
    }
}

/// Empty lines before this record, which the parser leaves out and a spreadsheet counts.
fn skipped(record: &StringRecord, lines: u64) -> u64 {
    let inside: usize = record.iter().map(|field| field.matches('\n').count()).sum();
    lines
        .saturating_sub(1)
        .saturating_sub(u64::try_from(inside).unwrap_or(u64::MAX))
}

fn mended(error: csv::Error, row: u64) -> ReadError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::QuotaExceeded => {
            ReadError::Refused(vec![Fault::file(FaultCode::RowTooLong).at(row)])
        }
        csv::ErrorKind::Io(error) => ReadError::Io(error),
        _ => ReadError::Refused(vec![Fault::file(FaultCode::NotATable).at(row)]),
    }
}

/// Refuses to feed one record more than its budget.
struct Metered<R> {
    source: R,
    budget: Rc<Shared<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(out)?;
        let left = self
            .budget
            .get()
            .checked_sub(u64::try_from(read).map_err(io::Error::other)?);
        self.budget
            .set(left.ok_or_else(|| io::Error::from(io::ErrorKind::QuotaExceeded))?);
        Ok(read)
    }
}
