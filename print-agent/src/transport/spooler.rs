//! A printer of the Windows spooler that gets raw bytes. Written against `printers`, which wraps winspool: this
//! program forbids unsafe code of its own. Elsewhere it says that there is no such spooler.

use super::{Sheet, Trouble};
use crate::refusal::Refusal;

/// A queue of the spooler.
pub struct Spooler {
    #[cfg_attr(not(windows), expect(dead_code, reason = "only Windows has the spooler"))]
    queue: String,
}

impl Spooler {
    /// By the name Windows gives it.
    pub fn new(queue: &str) -> Spooler {
        Spooler {
            queue: queue.to_owned(),
        }
    }

    /// Is it there, and not offline?
    #[cfg(windows)]
    pub fn ready(&self) -> Result<(), Refusal> {
        use printers::common::base::printer::PrinterState;
        match printers::get_printer_by_name(&self.queue).map(|printer| printer.state) {
            None => Err(Refusal::of("unknown_printer")),
            Some(PrinterState::OFFLINE) => Err(Refusal::of("printer_unreachable")),
            Some(PrinterState::PAUSED) => Err(Refusal::of("printer_stopped")),
            Some(_) => Ok(()),
        }
    }

    /// Hands all of it to the spooler, which keeps it until the printer has it.
    #[cfg(windows)]
    pub fn print(&self, sheet: &Sheet) -> Result<(), Trouble> {
        use printers::common::base::job::PrinterJobOptions;
        let printer = printers::get_printer_by_name(&self.queue)
            .ok_or_else(|| Trouble::Later(Refusal::of("unknown_printer")))?;
        let mut options = PrinterJobOptions::none();
        options.name = Some(&sheet.name);
        printer
            .print(&sheet.bytes, options)
            .map(|_| ())
            .map_err(|_| Trouble::Unsure(Refusal::of("printer_cut")))
    }

    /// There is no spooler here.
    #[cfg(not(windows))]
    pub fn ready(&self) -> Result<(), Refusal> {
        Err(Refusal::of("no_spooler"))
    }

    /// There is no spooler here.
    #[cfg(not(windows))]
    pub fn print(&self, _: &Sheet) -> Result<(), Trouble> {
        Err(Trouble::Never(Refusal::of("no_spooler")))
    }
}
