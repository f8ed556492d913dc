//! The processes of a split deployment: the operator's door, the worker, and the tables they share.

use std::error::Error;

use shared::clock::Clock;
use shared::config::Config;
use shared::db::Db;
use shared::house::House;
use shared::http::process::{self, Part};
use shared::party::Side;
use shared::worker::{self, Works};

#[derive(Debug, clap::Args)]
pub struct Migrate {
    /// Grant the roles of the four processes what each may touch (PostgreSQL).
    #[arg(long)]
    roles: bool,
}

/// Brings the tables up to date, makes the first operator, and grants the roles if asked.
pub fn migrate(args: &Migrate) -> Result<(), Box<dyn Error>> {
    let config = Config::from_env()?;
    process::data_folder(&config)?;
    let db = Db::open(&config.database, Clock::system(), Some(1))?;
    db.migrate()?;
    if args.roles {
        db.grant_roles()?;
    }
    super::serve::first_operator(&House::new(db, config)?)?;
    Ok(())
}

/// Opens the operator's door.
pub fn platform() -> Result<(), Box<dyn Error>> {
    Ok(process::run(Side::Platform, platform::FACE)?)
}

/// Works the jobs until SIGTERM or SIGINT.
pub fn worker() -> Result<(), Box<dyn Error>> {
    let house = process::house(Config::from_env()?, Part::Worker)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let works = Works::of(&house)?;
    runtime.block_on(worker::run(house, works, process::told_to_stop()));
    Ok(())
}
