//! The printers there are, their settings, and the PDF folder: one file per label, masked labels only.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use serde::{Deserialize, Serialize};
use ticket::Size;

use crate::{home::write_private, label::Shift, refusal::Refusal};

/// The name of the PDF folder as a printer.
pub const PDF: &str = "PDF";
/// How far a label may be moved, in tenths of a millimetre.
const MAX_OFFSET: i16 = 100;

/// Settings by printer name.
pub type Configs = BTreeMap<String, Config>;

/// What a client may set; never an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// To the right, tenths of a millimetre, within ±100.
    pub offset_x: i16,
    /// Down, tenths of a millimetre, within ±100.
    pub offset_y: i16,
    /// The paper in the printer; none takes any label.
    pub paper: Option<Size>,
}

impl Config {
    /// Refuses what is out of range.
    pub fn check(&self) -> Result<(), Refusal> {
        let within = |offset: i16| (-MAX_OFFSET..=MAX_OFFSET).contains(&offset);
        match within(self.offset_x) && within(self.offset_y) {
            true => Ok(()),
            false => Err(Refusal::of("bad_config")),
        }
    }

    /// The offsets in whole dots of 1/8 mm, towards zero.
    pub fn shift(&self) -> Shift {
        Shift {
            x: self.offset_x * 8 / 10,
            y: self.offset_y * 8 / 10,
        }
    }
}

/// A folder that takes labels as PDF files.
#[derive(Clone, Debug)]
pub struct PdfFolder(PathBuf);

impl PdfFolder {
    /// Makes the folder if it is not there.
    pub fn open(dir: PathBuf) -> io::Result<PdfFolder> {
        fs::create_dir_all(&dir)?;
        Ok(PdfFolder(dir))
    }

    /// Puts a label there as a whole; a file of that name is replaced. Gives the path back.
    pub fn print(&self, name: &str, pdf: &[u8]) -> io::Result<PathBuf> {
        let path = self.0.join(name);
        write_private(&path, pdf)?;
        Ok(path)
    }
}

/// `NUMBER.pdf`, from the second print on `NUMBER-2.pdf`; `None` for a number no file should be called by.
pub fn file_name(document_id: &str, print_no: u32) -> Option<String> {
    let plain = document_id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if document_id.is_empty() || document_id.len() > 64 || !plain {
        return None;
    }
    Some(match print_no {
        0 | 1 => format!("{document_id}.pdf"),
        again => format!("{document_id}-{again}.pdf"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_name_files() {
        assert_eq!(file_name("SB-1", 1).unwrap(), "SB-1.pdf");
        assert_eq!(file_name("SB1", 2).unwrap(), "SB1-2.pdf");
        for bad in ["", "../x", "a/b", "a b", ".hidden", "单"] {
            assert!(file_name(bad, 1).is_none(), "{bad}");
        }
    }

    #[test]
    fn offsets_are_bounded_and_become_dots() {
        let config = Config {
            offset_x: 10,
            offset_y: -25,
            paper: None,
        };
        assert_eq!(config.shift(), Shift { x: 8, y: -20 });
        assert!(config.check().is_ok());
        assert!(
            Config {
                offset_x: 101,
                ..config
            }
            .check()
            .is_err()
        );
    }
}
