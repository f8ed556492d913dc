// What a door's build script does to embed its console: included by the three of them, so that they stay alike.
// Without web/dist (no Node was here) the door is built all the same and says that its console is not.

/// Writes `console.rs`, the files of one side's console as a constant.
fn embed(side: &str) {
    let web = std::path::Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder")).join("../web");
    println!("cargo:rerun-if-changed=../web/embed.rs");
    println!("cargo:rerun-if-changed=../web/dist");
    let dist = web.join("dist").join(side);
    let page = dist.join(format!("{side}.html"));
    let page = match page.is_file() {
        true => format!("Some(include_str!({:?}))", page.canonicalize().expect("a file that is there")),
        false => "None".to_owned(),
    };
    let mut files: Vec<_> = std::fs::read_dir(dist.join("assets")).into_iter().flatten().flatten().map(|file| file.path()).collect();
    files.sort();
    let files: String = files.iter().filter(|path| path.extension().is_some_and(|kind| kind != "br")).map(|path| file(path)).collect();
    let out = std::path::Path::new(&std::env::var("OUT_DIR").expect("cargo names the folder to write to")).join("console.rs");
    let text = format!("shared::http::Console {{ page: {page}, files: &[{files}] }}");
    std::fs::write(out, text).expect("write console.rs");
}

fn file(path: &std::path::Path) -> String {
    use std::hash::{Hash, Hasher};
    let path = path.canonicalize().expect("a file that is there");
    let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let mut hash = std::hash::DefaultHasher::new();
    std::fs::read(&path).expect("a file that can be read").hash(&mut hash);
    let packed = std::path::PathBuf::from(format!("{}.br", path.display()));
    let brotli = match packed.is_file() {
        true => format!("Some(include_bytes!({packed:?}))"),
        false => "None".to_owned(),
    };
    format!(
        "shared::http::console::File {{ name: {name:?}, plain: include_bytes!({path:?}), brotli: {brotli}, tag: \"\\\"{:016x}\\\"\" }},\n",
        hash.finish()
    )
}
