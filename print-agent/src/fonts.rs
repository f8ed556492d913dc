//! Finds and loads the fonts labels are set in; without all of them nothing starts.

use std::path::{Path, PathBuf};

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
