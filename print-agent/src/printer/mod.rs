//! The printers there are and their settings: what a client may set, and what only the agent's own page may.

pub mod address;
mod catalogue;

use serde::{Deserialize, Serialize};
use ticket::Size;

pub use crate::label::Dpi;
use crate::refusal::Refusal;

pub use catalogue::Catalogue;

/// The name of the PDF folder as a printer.
pub const PDF: &str = "PDF";
/// How far a label may be moved, in tenths of a millimetre.
const MAX_OFFSET: i16 = 100;
/// The darkest setting.
const MAX_DENSITY: u8 = 15;

/// A printer as it was added on the agent's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printer {
    /// What people call it, 1 to 40 characters; the same name is not given twice.
    pub name: String,
    /// How labels get there.
    pub transport: Transport,
    /// Its dots.
    #[serde(default)]
    pub dpi: Dpi,
}

/// How labels get to a printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Transport {
    /// One PDF file a label, masked labels only.
    PdfFolder,
    /// A socket of the printer itself, `192.168.1.50:9100`.
    Raw {
        /// In a private range, at a printer's port.
        address: std::net::SocketAddr,
        /// What it understands.
        language: Language,
    },
    /// A queue of CUPS or an IPP printer, `ipp://127.0.0.1:631/printers/label`.
    Ipp {
        /// In a private range, at a printer's port.
        uri: String,
        /// What the printer behind a raw queue understands; none sends PDF.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<Language>,
    },
    /// A printer of the Windows spooler, which gets raw bytes.
    Spooler {
        /// As Windows calls it.
        queue: String,
        /// What it understands.
        language: Language,
    },
}

/// A label printer's language; every label is a bitmap in it, for printers' own fonts know no Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// TSC and most label printers made in China.
    Tspl,
    /// Zebra.
    Zpl,
    /// Zebra's, written out in hexadecimal for clones that do not inflate.
    ZplHex,
}

impl Printer {
    /// The folder every agent has.
    pub fn folder() -> Printer {
        Printer {
            name: PDF.into(),
            transport: Transport::PdfFolder,
            dpi: Dpi::D203,
        }
    }

    /// Refuses a name people could not tell and an address that is no printer's.
    pub fn check(&self) -> Result<(), Refusal> {
        let letters = self.name.chars().count();
        if !(1..=40).contains(&letters)
            || self.name.chars().any(char::is_control)
            || self.name.trim() != self.name
        {
            return Err(Refusal::saying(
                "bad_printer",
                "打印机名称须为 1 到 40 个字".into(),
            ));
        }
        match &self.transport {
            Transport::PdfFolder => Err(Refusal::saying("bad_printer", "PDF 文件夹已经有了".into())),
            Transport::Raw { address, .. } => address::raw(*address),
            Transport::Ipp { uri, .. } => address::ipp(uri).map(|_| ()),
            Transport::Spooler { queue, .. } if queue.is_empty() || queue.len() > 200 => Err(
                Refusal::saying("bad_printer", "请填写 Windows 中的打印机名称".into()),
            ),
            Transport::Spooler { .. } => Ok(()),
        }
    }

    /// The word for its kind.
    pub const fn kind(&self) -> &'static str {
        match self.transport {
            Transport::PdfFolder => "pdf-folder",
            Transport::Raw { .. } => "raw",
            Transport::Ipp { .. } => "ipp",
            Transport::Spooler { .. } => "spooler",
        }
    }

    /// A folder's files stay: it gets masked labels only.
    pub const fn masked_only(&self) -> bool {
        matches!(self.transport, Transport::PdfFolder)
    }
}

/// What a client may set; never an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// To the right, tenths of a millimetre, within ±100.
    pub offset_x: i16,
    /// Down, tenths of a millimetre, within ±100.
    pub offset_y: i16,
    /// The paper in the printer; none takes any label.
    pub paper: Option<Size>,
    /// How dark, 0 to 15; none leaves the printer's own setting.
    pub density: Option<u8>,
}

impl Config {
    /// Refuses what is out of range.
    pub fn check(&self) -> Result<(), Refusal> {
        let within = |offset: i16| (-MAX_OFFSET..=MAX_OFFSET).contains(&offset);
        let dark = self.density.is_none_or(|density| density <= MAX_DENSITY);
        match within(self.offset_x) && within(self.offset_y) && dark {
            true => Ok(()),
            false => Err(Refusal::of("bad_config")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_and_density_are_bounded() {
        let config = Config {
            offset_x: 10,
            offset_y: -25,
            paper: None,
            density: Some(15),
        };
        assert!(config.check().is_ok());
        let far = Config {
            offset_x: 101,
            ..config
        };
        let dark = Config {
            density: Some(16),
            ..config
        };
        assert!(far.check().is_err() && dark.check().is_err());
    }

    #[test]
    fn a_printer_is_written_as_people_would() {
        let text = r#"{"name":"打包台","transport":{"kind":"raw","address":"192.168.1.9:9100","language":"zpl-hex"},"dpi":"203"}"#;
        let printer: Printer = serde_json::from_str(text).unwrap();
        assert_eq!((printer.kind(), printer.dpi), ("raw", Dpi::D203));
        assert!(printer.check().is_ok() && !printer.masked_only());
        assert_eq!(serde_json::to_string(&printer).unwrap(), text);
        for bad in [
            text.replace("\"203\"", "\"204\""),
            text.replace("zpl-hex", "epl"),
            text.replace("9100", "22"),
            text.replace("192.168.1.9", "8.8.8.8"),
            text.replace("打包台", ""),
        ] {
            assert!(
                serde_json::from_str::<Printer>(&bad).map_or(true, |printer| printer.check().is_err()),
                "{bad}"
            );
        }
    }
}
