//! `sealship credential`: hands a carrier's secret to the worker, sealed among its keys.

use std::error::Error;
use std::io::Read;

use shared::config::Config;
use shared::http::process;
use shared::vault::{Vault, credential};

/// No secret of a carrier is longer, in bytes.
const MOST: u64 = 4096;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The carrier's code, like `sandbox`; its secret is read from stdin.
    carrier: String,
}

/// Seals what stdin says under the key-encryption key of `$SEALSHIP_DATA/keys`, replacing an older secret.
pub fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let config = Config::from_env()?;
    process::data_folder(&config)?;
    let mut secret = String::new();
    std::io::stdin().take(MOST).read_to_string(&mut secret)?;
    let secret = secret.trim();
    if secret.is_empty() {
        return Err("the secret is read from stdin, which said nothing".into());
    }
    let vault = Vault::open(&config.keys(), config.zone)?;
    credential::put(&config.keys(), vault.provider(), &args.carrier, secret.as_bytes())?;
    println!(
        "{}: the secret is sealed in {}",
        args.carrier,
        config.keys().display()
    );
    Ok(())
}
