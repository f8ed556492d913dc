//! The command line's table of contents: one file per subcommand, each with its `Args` and a `run`.

mod audit;
mod credential;
mod openapi;
mod parts;
mod sandbox_carrier;
mod serve;

use std::error::Error;

use clap::{Parser, Subcommand};

/// Manufacturer drop-shipping in which nobody on the way reads the buyer.
#[derive(Debug, Parser)]
#[command(name = "sealship", version, about, arg_required_else_help = true)]
pub struct Sealship {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open all doors and work the jobs, in one process over one database.
    Serve(serve::Args),
    /// Bring the tables up to date; makes the first operator where there is none.
    Migrate(parts::Migrate),
    /// Open the operator's door alone (split deployment).
    Platform,
    /// Work the jobs (split deployment).
    Worker,
    /// Print the OpenAPI document of a door.
    Openapi(openapi::Args),
    /// Check the record of who touched receivers.
    Audit(audit::Args),
    /// Seal a carrier's secret, read from stdin, among the worker's keys.
    Credential(credential::Args),
    /// Sell waybill numbers for parcels that never move (refused in production).
    SandboxCarrier(sandbox_carrier::Args),
}

impl Sealship {
    /// Runs the subcommand to its end; an error is one sentence for a person.
    pub fn run(self) -> Result<(), Box<dyn Error>> {
        match self.command {
            Command::Serve(args) => serve::run(&args),
            Command::Migrate(args) => parts::migrate(&args),
            Command::Platform => parts::platform(),
            Command::Worker => parts::worker(),
            Command::Openapi(args) => openapi::run(&args),
            Command::Audit(args) => audit::run(&args),
            Command::Credential(args) => credential::run(&args),
            Command::SandboxCarrier(args) => sandbox_carrier::run(args),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        super::Sealship::command().debug_assert();
    }
}
