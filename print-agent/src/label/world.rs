//! The only files a template can see: itself, its parts, its data, a carrier's picture. No packages, no disk, no clock.

use std::collections::BTreeMap;

use ticket::template::{self, Template};
use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::fonts::Fonts;

/// What all labels share.
pub struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Fonts,
    /// Released templates, parsed once.
    parsed: Vec<(ticket::Hash, Vec<Source>)>,
    /// Carriers' pictures by carrier code: virtual path and bytes.
    logos: BTreeMap<String, (&'static str, Bytes)>,
}

impl Shelf {
    /// With these fonts and no others.
    pub fn new(fonts: Fonts) -> Shelf {
        let book = LazyHash::new(fonts.book());
        Shelf {
            library: LazyHash::new(Library::default()),
            book,
            fonts,
            parsed: template::all()
                .iter()
                .filter_map(|template| Some((template.hash, sources(template)?)))
                .collect(),
            logos: BTreeMap::new(),
        }
    }

    /// And with these pictures of carriers.
    #[must_use]
    pub fn with_logos(mut self, logos: BTreeMap<String, (&'static str, Bytes)>) -> Shelf {
        self.logos = logos;
        self
    }

    /// The fonts.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// The virtual path of a carrier's picture.
    pub(super) fn logo(&self, carrier: &str) -> Option<&'static str> {
        self.logos.get(carrier).map(|(path, _)| *path)
    }

    /// The world of a label of this carrier.
    pub(super) fn label<'a>(&'a self, template: &Template, carrier: &str, data: Bytes) -> Option<Given<'a>> {
        let known = self.parsed.iter().find(|(hash, _)| *hash == template.hash);
        let sources = match known {
            Some((_, sources)) => sources.clone(),
            None => sources(template)?,
        };
        let mut given = Given::new(self, sources, data)?;
        if let Some((path, bytes)) = self.logos.get(carrier) {
            given.files.push((file(path)?, bytes.clone()));
        }
        Some(given)
    }

    /// The world of a paper.
    pub(super) fn paper(&self, source: &str, data: Bytes) -> Option<Given<'_>> {
        Given::new(
            self,
            vec![Source::new(file("/main.typ")?, source.to_owned())],
            data,
        )
    }
}

/// The template's own source first, then its parts.
fn sources(template: &Template) -> Option<Vec<Source>> {
    let main = [("/main.typ", template.source)];
    let all = main.iter().chain(template.parts);
    all.map(|(path, source)| Some(Source::new(file(path)?, (*source).to_owned())))
        .collect()
}

/// One document's world.
pub(super) struct Given<'a> {
    shelf: &'a Shelf,
    main: FileId,
    sources: Vec<Source>,
    files: Vec<(FileId, Bytes)>,
}

impl<'a> Given<'a> {
    /// `None` never happens: all paths are fixed.
    fn new(shelf: &'a Shelf, sources: Vec<Source>, data: Bytes) -> Option<Given<'a>> {
        Some(Given {
            shelf,
            main: sources.first()?.id(),
            sources,
            files: vec![(file("/data.json")?, data)],
        })
    }

    /// A font it wanted could not be read.
    pub(super) fn lost(&self) -> bool {
        self.shelf.fonts.lost()
    }

    /// The line of a place in its source, from 1.
    pub(super) fn line(&self, id: FileId, at: std::ops::Range<usize>) -> Option<usize> {
        let source = self.sources.iter().find(|source| source.id() == id)?;
        source.lines().byte_to_line(at.start).map(|line| line + 1)
    }
}

fn file(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

impl World for Given<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shelf.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.sources.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(file, _)| *file == id);
        found
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf.fonts.get(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
