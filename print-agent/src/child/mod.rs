//! The render child: opens tickets and sets labels in a process of its own that ends with its task.
//!
//! On its standard input, in frames: the device's 32-byte opening key, a [`Start`], then a [`Job`] per label.
//! On its standard output, per job: a [`Reply`], and after a rendered one the PDF. It has no environment,
//! writes no file, opens no socket, dumps no core, and is bounded in memory and processor time.

pub mod frame;
pub mod parent;

use std::{io, path::PathBuf};

use rlimit::Resource;
use serde::{Deserialize, Serialize};
use ticket::{Audience, Envelope, Hash, SealKey, Size, Ticket, VerifyKey, template};

use crate::{
    fonts,
    label::{self, Set, SetError, Shelf, Shift},
};

const MEMORY: u64 = 1536 * 1024 * 1024;
const PROCESSOR_SECONDS: u64 = 60;

/// For whom this child opens tickets.
#[derive(Serialize, Deserialize)]
pub struct Start {
    /// This agent.
    pub agent_id: String,
    /// The pinned key.
    pub platform: VerifyKey,
    /// Where the fonts are.
    pub fonts: PathBuf,
}

/// One label to set.
#[derive(Serialize, Deserialize)]
pub struct Job {
    /// The sealed ticket, redeemed.
    pub envelope: Envelope,
    /// Unix seconds.
    pub now: i64,
    /// Offset in dots, to the right and down.
    pub shift: (i16, i16),
    /// The paper in the printer, where it is known.
    pub paper: Option<Size>,
}

/// What became of a job.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// The PDF follows in a frame of its own.
    Rendered {
        /// SHA-256 of the dots.
        bitmap_hash: Hash,
    },
    /// Nothing follows.
    Refused {
        /// Stable code.
        code: String,
        /// The characters no font has, for `glyph_missing`.
        characters: String,
    },
}

/// The child's whole life; ends with its input.
pub fn run() -> io::Result<()> {
    bound()?;
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let Some(key) = frame::read(&mut input)? else {
        return Ok(());
    };
    let key: [u8; 32] = key
        .as_slice()
        .try_into()
        .map_err(|_| io::Error::other("no key"))?;
    let key = SealKey::from_bytes(&key).map_err(io::Error::other)?;
    let Some(start) = frame::read(&mut input)? else {
        return Ok(());
    };
    let start: Start = serde_json::from_slice(&start)?;
    let shelf = Shelf::new(fonts::load(&start.fonts).map_err(io::Error::other)?);
    while let Some(job) = frame::read(&mut input)? {
        let job: Job = serde_json::from_slice(&job)?;
        match render(&shelf, &start, &key, &job) {
            Ok(set) => {
                let reply = Reply::Rendered {
                    bitmap_hash: set.dots.hash(),
                };
                frame::write(&mut output, &serde_json::to_vec(&reply)?)?;
                frame::write(&mut output, &set.pdf)?;
            }
            Err(reply) => frame::write(&mut output, &serde_json::to_vec(&reply)?)?,
        }
    }
    Ok(())
}

/// Takes from this process what it does not need: memory without end, time without end, files, core dumps.
#[cfg(unix)]
fn bound() -> io::Result<()> {
    Resource::CORE.set(0, 0)?;
    Resource::FSIZE.set(0, 0)?;
    Resource::AS.set(MEMORY, MEMORY)?;
    Resource::CPU.set(PROCESSOR_SECONDS, PROCESSOR_SECONDS)
}

#[cfg(not(unix))]
fn bound() -> io::Result<()> {
    Ok(())
}

fn render(shelf: &Shelf, start: &Start, key: &SealKey, job: &Job) -> Result<Set, Reply> {
    let ticket = open(start, key, job)?;
    let Some(template) = template::by_hash(&job.envelope.header.template) else {
        return Err(refused("template_mismatch"));
    };
    let shift = Shift {
        x: job.shift.0,
        y: job.shift.1,
    };
    label::set(shelf, template, &ticket, shift).map_err(|error| match error {
        SetError::Glyphs(characters) => Reply::Refused {
            code: "glyph_missing".into(),
            characters: characters.into_iter().collect(),
        },
        SetError::BarCode => refused("barcode_too_long"),
        SetError::Template { .. } => refused("render_failed"),
    })
}

/// Opens the ticket; what this transport may not print is refused before anything is set.
fn open(start: &Start, key: &SealKey, job: &Job) -> Result<Ticket, Reply> {
    let templates: Vec<Hash> = template::all().iter().map(|template| template.hash).collect();
    let audience = Audience {
        agent_id: &start.agent_id,
        platform: &start.platform,
        templates: &templates,
    };
    let ticket = job
        .envelope
        .open(audience, key, job.now)
        .map_err(|refusal| refused(refusal.code()))?;
    if ticket.plain {
        return Err(refused("plain_not_allowed"));
    }
    match job.paper.is_some_and(|paper| paper != ticket.size) {
        true => Err(refused("wrong_media")),
        false => Ok(ticket),
    }
}

fn refused(code: &str) -> Reply {
    Reply::Refused {
        code: code.into(),
        characters: String::new(),
    }
}
