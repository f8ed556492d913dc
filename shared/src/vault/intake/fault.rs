//! Why a row or a file was refused: where and what, in a closed vocabulary, and never the value itself.

use std::borrow::Cow;

use serde::Serialize;

/// One thing wrong with an upload. `row` counts from 1 as the user's spreadsheet does (0: the file as a whole);
/// `column` is the header as the user wrote it, or the field's name in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub row: u64,
    pub column: Cow<'static, str>,
    pub code: FaultCode,
}

impl Fault {
    /// A fault of the file as a whole.
    #[must_use]
    pub fn file(code: FaultCode) -> Fault {
        Fault {
            row: 0,
            column: Cow::Borrowed(""),
            code,
        }
    }

    /// The same fault, found in another row.
    #[must_use]
    pub fn at(self, row: u64) -> Fault {
        Fault { row, ..self }
    }
}

macro_rules! faults {
    ($($name:ident = $text:literal, $remedy:literal;)*) => {
        /// Every reason there is to refuse a row or a file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum FaultCode { $(#[doc = $remedy] $name),* }

        impl FaultCode {
            /// All codes, in the order of their table.
            pub const ALL: &'static [FaultCode] = &[$(FaultCode::$name),*];

            /// The stable code.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(FaultCode::$name => $text),* } }

            /// What the user can do about it.
            #[must_use]
            pub const fn remedy(self) -> &'static str { match self { $(FaultCode::$name => $remedy),* } }
        }
    };
}

faults! {
    // A cell.
    Missing = "missing", "Fill in this cell.";
    MaskedReceiver = "masked_receiver", "This receiver was already masked where it was exported. Export it in the clear, or let the marketplace hand it over sealed.";
    PhoneNotValid = "phone_not_valid", "Give one mobile, landline or 400 number, an extension after a hyphen.";
    PhoneLostDigits = "phone_lost_digits", "The spreadsheet dropped digits of this number. Format the column as text and export it again.";
    NumberLostDigits = "number_lost_digits", "The spreadsheet dropped digits of this number. Format the column as text and export it again.";
    RegionUnknown = "region_unknown", "Begin the address with its province and city, or fill in their columns.";
    RegionConflict = "region_conflict", "The address lies in another province or city than its columns say. Correct one of them.";
    AddressTooShort = "address_too_short", "Give street and house number, or village and house, after the district.";
    TooLong = "too_long", "Shorten the text.";
    ControlCharacter = "control_character", "Remove the invisible control characters from this cell.";
    BadCharacters = "bad_characters", "Some characters could not be read in the file's encoding. Save it as UTF-8 or XLSX.";
    QuantityNotValid = "quantity_not_valid", "Give a whole number from 1 to 99999.";
    MoneyNotValid = "money_not_valid", "Give an amount in yuan with at most two decimals.";
    TimeNotValid = "time_not_valid", "Write times as 2026-11-23 10:00:00.";
    FormulaError = "formula_error", "The formula in this cell ends in an error. Replace it by its value.";
    // An order.
    TwoReceivers = "two_receivers", "One order number carries two different receivers in this file. Correct the number or the receiver.";
    TooManyLines = "too_many_lines", "An order takes at most 200 lines.";
    DuplicateLine = "duplicate_line", "This line id occurs twice in the order. Remove one of the rows.";
    OtherRowRefused = "other_row_refused", "Another row of the same order was refused. Correct that row.";
    // A file.
    MissingColumn = "missing_column", "Add this column, or name the header that stands for it.";
    UnknownColumn = "unknown_column", "No column has this header. Correct the mapping.";
    NotATable = "not_a_table", "Send a CSV or XLSX file with one header row naming order number, receiver, address, product and quantity.";
    TooManyRows = "too_many_rows", "Split the file: it has more rows than one upload takes.";
    RowTooLong = "row_too_long", "A row is larger than 1 MiB. Look for a quotation mark that is never closed.";
    FileTooLarge = "file_too_large", "Split the file: it is larger than the platform accepts.";
    ZipBomb = "zip_bomb", "This workbook unpacks to more than the platform accepts. Save only the sheet with orders.";
    DamagedFile = "damaged_file", "The workbook is damaged. Open it in a spreadsheet program and save it again as XLSX.";
    EncryptedFile = "encrypted_file", "The workbook is protected by a password. Save it without one.";
    OldSpreadsheet = "old_spreadsheet", "This is an old .xls file. Save it as XLSX or CSV.";
    EncodingUnknown = "encoding_unknown", "The text is neither UTF-8 nor GB18030. Save it as UTF-8 or XLSX, or name its encoding.";
    SheetNotFound = "sheet_not_found", "The workbook has no sheet of this name.";
}

impl Serialize for FaultCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A fault before it is known where in the file its field stands.
pub(super) type Complaint = (super::header::Field, FaultCode);
