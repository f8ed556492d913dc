//! Tells the documents' macros what our alias for a moment in time is, and embeds the console.

include!("../web/embed.rs");

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    utoipa_config::Config::new()
        .alias_for("Instant", "chrono::DateTime<chrono::Utc>")
        .write_to_file();
    embed("factory")
}
