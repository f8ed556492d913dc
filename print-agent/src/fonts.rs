//! Finds and loads the fonts labels are set in; without all of them nothing starts.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use serde::{Deserialize, Serialize};
use typst::{
    foundations::Bytes,
    text::{Font, FontBook, FontInfo},
};

/// The files `script/fonts` fetches.
pub const FILES: [&str; 4] = [
    "NotoSansSC_500Medium.ttf",
    "NotoSansSC_700Bold.ttf",
    "NotoSansSC_900Black.ttf",
    "HanaMinB.ttf",
];

/// The fonts are not there; the message names the command that brings them.
#[derive(Debug, thiserror::Error)]
pub enum FontsMissing {
    /// No folder with all files was found.
    #[error("找不到面单字体（{}）。请运行 script/fonts，或用 --fonts DIR 指明字体目录 / label fonts not found: run script/fonts, or name their folder with --fonts DIR. Looked in: {}",
        FILES.join(", "), .0.iter().map(|dir| dir.display().to_string()).collect::<Vec<_>>().join(", "))]
    NotFound(Vec<PathBuf>),
    /// A file is there and is no font.
    #[error("字体文件损坏，请重新运行 script/fonts / damaged font, run script/fonts again: {0}")]
    Damaged(PathBuf),
}

/// The folder with all fonts: the one named, else next to the binary, else `./fonts`.
pub fn find(named: Option<&Path>) -> Result<PathBuf, FontsMissing> {
    let places = match named {
        Some(dir) => vec![dir.to_owned()],
        None => usual(),
    };
    match places
        .iter()
        .find(|dir| FILES.iter().all(|file| dir.join(file).is_file()))
    {
        Some(dir) => Ok(dir.canonicalize().unwrap_or_else(|_| dir.clone())),
        None => Err(FontsMissing::NotFound(places)),
    }
}

fn usual() -> Vec<PathBuf> {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.join("fonts")));
    beside.into_iter().chain([PathBuf::from("fonts")]).collect()
}

/// A folder of fonts and what each can set: found out once, for reading sixty megabytes takes longer than a label.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    dir: PathBuf,
    about: Vec<FontInfo>,
}

impl Known {
    /// Reads every font of `dir`.
    pub fn of(dir: &Path) -> Result<Known, FontsMissing> {
        let about = FILES.iter().map(|file| {
            let path = dir.join(file);
            let bytes = std::fs::read(&path).map_err(|_| FontsMissing::NotFound(vec![dir.to_owned()]))?;
            let font = Font::new(Bytes::new(bytes), 0).ok_or(FontsMissing::Damaged(path))?;
            Ok(font.info().clone())
        });
        Ok(Known {
            about: about.collect::<Result<_, _>>()?,
            dir: dir.to_owned(),
        })
    }

    /// Where they are.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

/// Known fonts, each read when the first label wants it: the largest holds what few names need.
pub struct Fonts {
    known: Known,
    read: [OnceLock<Option<Font>>; FILES.len()],
}

impl Fonts {
    /// None read yet.
    pub fn new(known: Known) -> Fonts {
        Fonts {
            known,
            read: [const { OnceLock::new() }; FILES.len()],
        }
    }

    /// What they can set, for Typst's choice among them.
    pub fn book(&self) -> FontBook {
        FontBook::from_infos(self.known.about.iter().cloned())
    }

    /// Whether one of them has this character.
    pub fn cover(&self, c: char) -> bool {
        let has = |info: &FontInfo| info.coverage.contains(u32::from(c));
        self.known.about.iter().any(has)
    }

    /// One of them.
    pub fn get(&self, at: usize) -> Option<Font> {
        let (slot, file) = (self.read.get(at)?, FILES.get(at)?);
        let read = || {
            let bytes = std::fs::read(self.known.dir.join(file)).ok()?;
            Font::new(Bytes::new(bytes), 0)
        };
        slot.get_or_init(read).clone()
    }

    /// A file that was there is not, or is no font any more: what was set without it has boxes for characters.
    pub fn lost(&self) -> bool {
        self.read
            .iter()
            .any(|slot| slot.get().is_some_and(Option::is_none))
    }
}

/// The most bytes of a carrier's picture.
const MOST_LOGO: u64 = 64 * 1024;
/// The most pictures.
const MOST_LOGOS: usize = 100;

/// Carriers' pictures the printer's owner has put beside the fonts: `logos/CARRIER.svg`, each at most 64 KiB. They are
/// the carriers' marks, so none are shipped; without one the carrier's name is set in type.
pub fn logos(dir: &Path) -> BTreeMap<String, (&'static str, Bytes)> {
    let Ok(files) = std::fs::read_dir(dir.join("logos")) else {
        return BTreeMap::new();
    };
    files
        .flatten()
        .take(MOST_LOGOS)
        .filter_map(|file| logo(&file.path()))
        .collect()
}

fn logo(path: &Path) -> Option<(String, (&'static str, Bytes))> {
    let carrier = path.file_stem()?.to_str()?.to_owned();
    let named = path.extension()? == "svg" && std::fs::metadata(path).ok()?.len() <= MOST_LOGO;
    let bytes = named.then(|| std::fs::read(path).ok())??;
    Some((carrier, ("/logo.svg", Bytes::new(bytes))))
}
