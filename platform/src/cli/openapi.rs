//! `sealship openapi SIDE`: what a door says of itself, without opening it; the consoles' types are made from it.

use std::error::Error;

use clap::ValueEnum;
use shared::http::serve;
use shared::party::Side;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Whose door.
    side: Door,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Door {
    Merchant,
    Factory,
    Platform,
}

/// Prints the document as JSON.
pub fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let wanted = match args.side {
        Door::Merchant => Side::Merchant,
        Door::Factory => Side::Factory,
        Door::Platform => Side::Platform,
    };
    for (side, face) in super::serve::DOORS
        .into_iter()
        .filter(|(side, _)| *side == wanted)
    {
        println!("{:#}", serve::document(side, face.routes)?);
    }
    Ok(())
}
