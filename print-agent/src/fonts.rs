//! Finds and loads the fonts labels are set in; without all of them nothing starts.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use typst::{foundations::Bytes, text::Font};

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

/// Loads all fonts of `dir`.
pub fn load(dir: &Path) -> Result<Vec<Font>, FontsMissing> {
    FILES
        .iter()
        .map(|file| {
            let path = dir.join(file);
            let bytes = std::fs::read(&path).map_err(|_| FontsMissing::NotFound(vec![dir.to_owned()]))?;
            Font::new(Bytes::new(bytes), 0).ok_or(FontsMissing::Damaged(path))
        })
        .collect()
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
