//! A folder as a printer: one PDF file per label, whole or not at all.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Sheet, Trouble};
use crate::{home::write_private, refusal::Refusal};

/// A folder that takes labels as PDF files.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if it is not there.
    pub fn open(dir: PathBuf) -> io::Result<Folder> {
        fs::create_dir_all(&dir)?;
        Ok(Folder(dir))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Is it still there?
    pub(super) fn ready(&self) -> Result<(), Refusal> {
        match self.0.is_dir() {
            true => Ok(()),
            false => Err(Refusal::of("output_failed")),
        }
    }

    /// Puts a label there; a file of that name is replaced. Gives the path back.
    pub(super) async fn print(&self, sheet: &Sheet) -> Result<PathBuf, Trouble> {
        let (path, bytes) = (self.0.join(&sheet.name), sheet.bytes.clone());
        let write = move || write_private(&path, &bytes).map(|()| path);
        let written = tokio::task::spawn_blocking(write).await;
        let failed = || Trouble::Never(Refusal::of("output_failed"));
        written.map_err(|_| failed())?.map_err(|_| failed())
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
}
