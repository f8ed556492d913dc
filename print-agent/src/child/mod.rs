//! The render child: opens tickets and sets labels in a process of its own that ends with its task.
//!
//! On its standard input, in frames: the device's 32-byte opening key, a [`Start`], then a [`Job`] per label.
//! On its standard output, per job: a [`Reply`], and after a rendered one the bytes for the printer. It has no
//! environment, writes no file, opens no socket, dumps no core, and is bounded in memory and processor time.

pub mod frame;
pub mod parent;
mod set;

use std::io;

#[cfg(unix)]
use rlimit::Resource;
use serde::{Deserialize, Serialize};
use ticket::{
    Envelope, Hash, SealKey, Size, VerifyKey,
    design::Custom,
    papers::{self, Paper},
};

use crate::{
    fonts::{self, Fonts, Known},
    label::Shelf,
    printer::{Config, Dpi, Language, Printer, Transport},
};

#[cfg(unix)]
const MEMORY: u64 = 1536 * 1024 * 1024;
#[cfg(unix)]
const PROCESSOR_SECONDS: u64 = 60;

/// For whom this child opens tickets.
#[derive(Serialize, Deserialize)]
pub struct Start {
    /// This agent.
    pub agent_id: String,
    /// The pinned key.
    pub platform: VerifyKey,
    /// The fonts.
    pub fonts: Known,
}

/// For which printer, and in which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its dots.
    pub dpi: Dpi,
    /// To the right and down, in tenths of a millimetre.
    pub offset: (i16, i16),
    /// The paper in the printer, where it is known.
    pub paper: Option<Size>,
    /// How dark, 0 to 15.
    pub density: Option<u8>,
    /// What the printer takes.
    pub form: Form,
    /// A receiver in the clear is refused.
    pub masked_only: bool,
}

/// What a printer, or a person, takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A page.
    Pdf,
    /// A picture of the dots.
    Png,
    /// The dots in a printer's language.
    Language(Language),
}

/// A preview's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A page.
    Pdf,
    /// A picture of the dots.
    Png,
}

/// One label to set.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// A redeemed ticket's.
    Print {
        /// Still sealed.
        envelope: Box<Envelope>,
        /// What its custom area shows.
        custom: Option<Box<Custom>>,
        /// Unix seconds.
        now: i64,
        /// For the printer.
        setting: Setting,
    },
    /// A label of nobody, whose codes say `code`.
    Sample {
        /// The paper.
        size: Size,
        /// In its bar code and QR code.
        code: String,
        /// What its custom area shows.
        custom: Option<Box<Custom>>,
        /// For the printer.
        setting: Setting,
    },
    /// A paper beside labels; nothing in it is sealed.
    Paper {
        /// What it says.
        paper: Box<Paper>,
        /// What it is printed on.
        sheet: papers::Sheet,
        /// For the printer.
        setting: Setting,
    },
}

impl Setting {
    /// As this printer wants it.
    pub fn of(printer: &Printer, config: &Config) -> Setting {
        let form = match &printer.transport {
            Transport::Raw { language, .. } | Transport::Spooler { language, .. } => {
                Form::Language(*language)
            }
            Transport::Ipp { language, .. } => language.map_or(Form::Pdf, Form::Language),
            Transport::PdfFolder => Form::Pdf,
        };
        Setting {
            dpi: printer.dpi,
            offset: (config.offset_x, config.offset_y),
            paper: config.paper,
            density: config.density,
            form,
            masked_only: printer.masked_only(),
        }
    }
}

impl Job {
    /// A ticket's label for this printer.
    pub fn print(
        (envelope, custom): (Envelope, Option<Custom>),
        now: i64,
        printer: &Printer,
        config: &Config,
    ) -> Job {
        Job::Print {
            envelope: Box::new(envelope),
            custom: custom.map(Box::new),
            now,
            setting: Setting::of(printer, config),
        }
    }
}

/// What became of a job. One frame follows for each of its sheets.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// A label.
    Rendered {
        /// SHA-256 of the dots.
        bitmap_hash: Hash,
        /// The paper it was set for.
        size: Size,
        /// How many bytes at the end are the order to print.
        order: usize,
    },
    /// A paper.
    Paged {
        /// How many pages it has.
        pages: usize,
        /// Of every sheet that follows, how many bytes at the end are the order to print: a PDF is one, dots are one a page.
        orders: Vec<usize>,
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
    let shelf = Shelf::new(Fonts::new(start.fonts.clone())).with_logos(fonts::logos(start.fonts.dir()));
    set::warm(&shelf);
    while let Some(job) = frame::read(&mut input)? {
        let job: Job = serde_json::from_slice(&job)?;
        match set::set(&shelf, &start, &key, &job) {
            Ok((reply, sheets)) => {
                frame::write(&mut output, &serde_json::to_vec(&reply)?)?;
                for bytes in &sheets {
                    frame::write(&mut output, bytes)?;
                }
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
