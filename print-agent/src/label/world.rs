//! The only files a template can see: itself and its data. No packages, no disk, no network, no clock.

use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// What all labels share.
pub struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Shelf {
    /// With these fonts and no others.
    pub fn new(fonts: Vec<Font>) -> Shelf {
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Shelf {
            library: LazyHash::new(Library::default()),
            book,
            fonts,
        }
    }

    /// The fonts.
    pub fn fonts(&self) -> &[Font] {
        &self.fonts
    }
}

/// One label's world.
pub(super) struct Label<'a> {
    shelf: &'a Shelf,
    main: Source,
    data: (FileId, Bytes),
}

impl<'a> Label<'a> {
    /// `None` never happens: both paths are fixed.
    pub(super) fn new(shelf: &'a Shelf, source: &str, data: Bytes) -> Option<Label<'a>> {
        let main = Source::new(file("/main.typ")?, source.to_owned());
        Some(Label {
            shelf,
            main,
            data: (file("/data.json")?, data),
        })
    }

    /// The line of a place in the template, from 1.
    pub(super) fn line(&self, at: std::ops::Range<usize>) -> Option<usize> {
        self.main.lines().byte_to_line(at.start).map(|line| line + 1)
    }
}

fn file(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

impl World for Label<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shelf.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.main.id() {
            true => Ok(self.main.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == self.data.0 {
            true => Ok(self.data.1.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
