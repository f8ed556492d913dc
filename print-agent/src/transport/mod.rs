//! The ways a set label gets to a printer: first all of it, then, once that is on record, the order to print.
//!
//! Everything that can go wrong before the order leaves nothing on paper and is tried again; what goes wrong
//! after it may have left a label, and only a person can tell.

mod ipp;
mod manners;
mod pdf;
mod raw;
mod spooler;
pub mod tspl;
pub mod zpl;

use std::{path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use ipp::{Left, discover, forget};
pub use manners::Manners;
pub use pdf::{Folder, file_name};

use crate::{
    printer::{Printer, Transport},
    refusal::Refusal,
};

/// A label in the printer's own language; wiped when it was sent.
pub struct Sheet {
    /// The name of the job, and of the file in the folder.
    pub name: String,
    /// The paper it was set for: width and height.
    pub millimetres: (u16, u16),
    /// All of it.
    pub bytes: Zeroizing<Vec<u8>>,
    /// How many bytes at the end are the order to print; 0 where the whole is one.
    pub order: usize,
}

impl Sheet {
    fn halves(&self) -> (&[u8], &[u8]) {
        self.bytes
            .split_at_checked(self.bytes.len().saturating_sub(self.order))
            .unwrap_or((&self.bytes, &[]))
    }
}

/// Why a label is not printed, and whether it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing came out and the printer will take it later.
    Later(Refusal),
    /// Nothing came out and the printer never will take it.
    Never(Refusal),
    /// It may have come out.
    Unsure(Refusal),
}

/// What a queue holds until it is told to forget it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spooled {
    /// The queue.
    pub uri: String,
    /// Its number there.
    pub job: i32,
}

/// What is to be told while a label is printed.
pub enum News<'a> {
    /// What a waiting printer is waiting for.
    Waits(Refusal),
    /// A queue has the label now.
    Spooled(&'a Spooled),
    /// It was told to forget it.
    Left(&'a Spooled, Left),
}

/// Who is told.
pub type Notice<'a> = &'a (dyn Fn(News<'_>) + Send + Sync);

/// An open way to one printer.
pub enum Line {
    /// A folder.
    Folder(Folder),
    /// A socket.
    Raw(raw::Socket),
    /// A queue.
    Ipp(ipp::Queue),
    /// The Windows spooler.
    Spooler(spooler::Spooler),
}

impl Line {
    /// The way to a printer; nothing is dialled yet.
    pub fn to(printer: &Printer, folder: &Folder, manners: &Arc<Manners>) -> Result<Line, Refusal> {
        Ok(match &printer.transport {
            Transport::PdfFolder => Line::Folder(folder.clone()),
            Transport::Raw { address, language } => {
                Line::Raw(raw::Socket::new(*address, *language, Arc::clone(manners)))
            }
            Transport::Ipp { uri, language } => Line::Ipp(ipp::Queue::new(uri, *language)?),
            Transport::Spooler { queue, .. } => Line::Spooler(spooler::Spooler::new(queue)),
        })
    }

    /// Could it print now? Asked before a ticket is spent.
    pub async fn ready(&mut self) -> Result<(), Refusal> {
        match self {
            Line::Folder(folder) => folder.ready(),
            Line::Raw(socket) => socket.ready().await,
            Line::Ipp(queue) => queue.ready().await,
            Line::Spooler(spooler) => spooler.ready(),
        }
    }

    /// Hands over everything but the order to print.
    pub async fn load(&mut self, sheet: &Sheet) -> Result<(), Trouble> {
        match self {
            Line::Folder(_) | Line::Spooler(_) => Ok(()),
            Line::Raw(socket) => socket.send(sheet.halves().0).await.map_err(Trouble::Later),
            Line::Ipp(queue) => queue.validate(sheet).await,
        }
    }

    /// Orders it to be printed, and waits until it is. Gives back where a file stands.
    pub async fn print(&mut self, sheet: &Sheet, notice: Notice<'_>) -> Result<Option<PathBuf>, Trouble> {
        match self {
            Line::Folder(folder) => folder.print(sheet).await.map(Some),
            Line::Raw(socket) => socket.order(sheet.halves().1, notice).await.map(|()| None),
            Line::Ipp(queue) => queue.print(sheet, notice).await.map(|()| None),
            Line::Spooler(spooler) => spooler.print(sheet).map(|()| None),
        }
    }

    /// What was handed over is not to be printed after all.
    pub fn abandon(&mut self) {
        if let Line::Raw(socket) = self {
            socket.abandon();
        }
    }

    /// Ends it in order.
    pub async fn close(self) {
        if let Line::Raw(socket) = self {
            socket.close().await;
        }
    }
}
