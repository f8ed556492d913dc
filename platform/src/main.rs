//! `sealship`: the one binary that opens the doors, works the jobs and holds the command line.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let command = cli::Sealship::parse();
    shared::http::process::log();
    match command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sealship: {error}");
            ExitCode::FAILURE
        }
    }
}
