// What a door's build script does to embed its console: included by the three of them, so that they stay alike.
// Without web/dist (no Node was here) the door is built all the same and says that its console is not.

use std::path::{Path, PathBuf};

/// Writes `console.rs`, the files of one side's console as a constant.
fn embed(side: &str) -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=../web/embed.rs");
    println!("cargo:rerun-if-changed=../web/dist");
    let dist = folder("CARGO_MANIFEST_DIR").join("../web/dist").join(side);
    let page = dist.join(format!("{side}.html"));
    let page = match page.is_file() {
        true => format!("Some(include_str!({:?}))", page.canonicalize()?),
        false => "None".to_owned(),
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(dist.join("assets"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|kind| kind != "br"))
        .collect();
    paths.sort();
    let files: String = paths
        .iter()
        .map(|path| file(path))
        .collect::<std::io::Result<_>>()?;
    let text = format!("shared::http::Console {{ page: {page}, files: &[{files}] }}");
    std::fs::write(folder("OUT_DIR").join("console.rs"), text)
}

fn folder(variable: &str) -> PathBuf {
    std::env::var_os(variable).map(PathBuf::from).unwrap_or_default()
}

fn file(path: &Path) -> std::io::Result<String> {
    use std::hash::{Hash, Hasher};
    let path = path.canonicalize()?;
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut hash = std::hash::DefaultHasher::new();
    std::fs::read(&path)?.hash(&mut hash);
    let packed = PathBuf::from(format!("{}.br", path.display()));
    let brotli = match packed.is_file() {
        true => format!("Some(include_bytes!({packed:?}))"),
        false => "None".to_owned(),
    };
    let tag = hash.finish();
    Ok(format!(
        "shared::http::console::File {{ name: {name:?}, plain: include_bytes!({path:?}), brotli: {brotli}, tag: \"\\\"{tag:016x}\\\"\" }},\n"
    ))
}
