//! The command line's table of contents: one file per subcommand, each with its `Args` and a `run`.

mod sandbox_carrier;

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
    /// Sell waybill numbers for parcels that never move (refused in production).
    SandboxCarrier(sandbox_carrier::Args),
}

impl Sealship {
    /// Runs the subcommand to its end; an error is one sentence for a person.
    pub fn run(self) -> Result<(), Box<dyn Error>> {
        match self.command {
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
