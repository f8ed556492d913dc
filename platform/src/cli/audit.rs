//! `sealship audit verify`: the chains held against themselves and against the heads signed outside the database.

use std::error::Error;
use std::path::PathBuf;

use shared::audit::{self, Findings};
use shared::clock::Clock;
use shared::config::Config;
use shared::db::Db;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Check every chain and every signed head; names the first break and fails if there is one.
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// The folder of signed heads. Default: where this process would write them.
    #[arg(long)]
    checkpoints: Option<PathBuf>,
    /// The public key they must be signed by, in hex. Default: the file `audit-public` beside the keys; a copy kept
    /// elsewhere tells more.
    #[arg(long)]
    key: Option<String>,
}

/// Runs a check.
pub fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let What::Verify(verify) = &args.what;
    let config = Config::from_env()?;
    let folder = verify.checkpoints.as_ref().unwrap_or(&config.checkpoints);
    let public = public_key(verify, &config)?;
    let db = Db::open(&config.database, Clock::system(), Some(1))?;
    let found = db.read("verify the audit", |conn| audit::prove(conn, folder, &public))?;
    report(&found)
}

fn public_key(verify: &Verify, config: &Config) -> Result<Vec<u8>, Box<dyn Error>> {
    let file = config.keys().join("audit-public");
    let text = match &verify.key {
        Some(key) => key.clone(),
        None => std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?,
    };
    Ok(audit::public_key(&text).ok_or("the audit's public key is 64 hex digits")?)
}

fn report(found: &Findings) -> Result<(), Box<dyn Error>> {
    println!(
        "{} entries of {} merchants hold; {} signed heads read",
        found.entries, found.merchants, found.checkpoints
    );
    for broken in found.breaks.iter().skip(1) {
        println!("also: {broken}");
    }
    match found.breaks.first() {
        None => Ok(()),
        Some(first) => Err(format!("the audit does not hold: {first}").into()),
    }
}
