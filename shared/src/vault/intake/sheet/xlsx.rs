//! Rows of a workbook's sheet, cell by cell; only the table of shared strings is held.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};
use zip::result::ZipError;

use super::super::cell::Cell;
use super::super::fault::FaultCode;
use super::super::read::{Options, ReadError};
use super::guard::{inflate_all, is_content};
use super::{Header, MOST_COLUMNS, Row, Search, refused};

/// Sheets that are searched for a header when none is named.
const MOST_SHEETS: usize = 20;

pub(in super::super) struct Book<S: Read + Seek> {
    book: Xlsx<S>,
    sheet: String,
}

impl<S: Read + Seek> Book<S> {
    /// The sheet is the one named, else the first visible one with a header.
    pub(super) fn open(mut source: S, options: &Options) -> Result<(Book<S>, Header), ReadError> {
        inflate_all(&mut source)?;
        source.rewind()?;
        let mut book = Book {
            book: Xlsx::new(source).map_err(broken)?,
            sheet: String::new(),
        };
        for sheet in book.sheets(options)? {
            book.sheet = sheet;
            let mut search = Search::new(options);
            match book.each(&mut |row| search.look(&row)) {
                // Another sheet may still be a table.
                Err(ReadError::Refused(_)) if options.sheet.is_none() => continue,
                other => other?,
            }
            if let (true, Some(header)) = (search.is_found(), search.best) {
                return Ok((book, header));
            }
        }
        Err(refused(FaultCode::NotATable))
    }

    fn sheets(&self, options: &Options) -> Result<Vec<String>, ReadError> {
        let sheets = self.book.sheets_metadata().iter();
        let all = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let names: Vec<String> = match &options.sheet {
            Some(name) => all
                .filter(|sheet| sheet.name == *name)
                .map(|sheet| sheet.name.clone())
                .collect(),
            None => {
                let visible = all.filter(|sheet| sheet.visible == SheetVisible::Visible);
                visible
                    .map(|sheet| sheet.name.clone())
                    .take(MOST_SHEETS)
                    .collect()
            }
        };
        if names.is_empty() && options.sheet.is_some() {
            return Err(refused(FaultCode::SheetNotFound));
        }
        Ok(names)
    }

    pub(super) fn sheet(&self) -> &str {
        &self.sheet
    }

    pub(super) fn each(&mut self, taker: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), ReadError> {
        let mut cells = self.book.worksheet_cells_reader(&self.sheet).map_err(broken)?;
        let mut row: Option<Row> = None;
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (at, column) = cell.get_position();
            let number = u64::from(at) + 1;
            if row.as_ref().is_none_or(|row| row.number != number) {
                let full = row.replace(Row {
                    number,
                    cells: Vec::new(),
                });
                if full.is_some_and(|full| taker(full).is_break()) {
                    return Ok(());
                }
            }
            if let (Some(row), Ok(column)) = (&mut row, usize::try_from(column)) {
                put(&mut row.cells, column, cell.get_value());
            }
        }
        if let Some(last) = row {
            let _ = taker(last);
        }
        Ok(())
    }
}

fn put(cells: &mut Vec<Cell>, column: usize, value: &DataRef<'_>) {
    if column >= MOST_COLUMNS || matches!(value, DataRef::Empty) {
        return;
    }
    while cells.len() <= column {
        cells.push(Cell::text(""));
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = read(value);
    }
}

fn read(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::text(""),
        DataRef::Int(number) => Cell::text(&number.to_string()),
        DataRef::Float(number) => Cell::number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(truth) => Cell::text(if *truth { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) => date(moment),
        DataRef::Error(error) => Cell::text(&error.to_string()),
    }
}

/// A date cell as text, rounded to a second; a number that merely wears a date's format keeps its digits.
fn date(moment: &ExcelDateTime) -> Cell {
    if !moment.is_datetime() || !(1.0..2_958_466.0).contains(&moment.as_f64()) {
        return Cell::number(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let day = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    let time = NaiveTime::from_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into());
    let Some((day, time)) = day.zip(time) else {
        return Cell::number(moment.as_f64());
    };
    let rounded = day.and_time(time) + TimeDelta::milliseconds(500);
    let shape = if rounded.num_seconds_from_midnight() == 0 {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M:%S"
    };
    Cell::text(&rounded.format(shape).to_string())
}

fn broken(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => refused(FaultCode::EncryptedFile),
        XlsxError::Io(error) | XlsxError::Zip(ZipError::Io(error)) if !is_content(error.kind()) => {
            ReadError::Io(error)
        }
        _ => refused(FaultCode::DamagedFile),
    }
}
