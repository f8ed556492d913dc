//! The printers of this agent with their settings, as they stand in `printers.json`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Config, PDF, Printer};
use crate::refusal::Refusal;

/// Printers one agent serves.
const MOST: usize = 32;

/// All printers: the PDF folder, and those that were added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Catalogue {
    printers: Vec<Printer>,
    configs: BTreeMap<String, Config>,
    /// Printers that have answered a question: their silence says that something is wrong.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    talkers: BTreeSet<String>,
}

/// The file as it is, and as agents before 0.2 wrote it: settings by name alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Now {
        printers: Vec<Printer>,
        configs: BTreeMap<String, Config>,
        #[serde(default)]
        talkers: BTreeSet<String>,
    },
    Before(BTreeMap<String, Config>),
}

impl<'de> Deserialize<'de> for Catalogue {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Catalogue, D::Error> {
        Ok(match Stored::deserialize(from)? {
            Stored::Now {
                printers,
                configs,
                talkers,
            } => Catalogue {
                printers,
                configs,
                talkers,
            },
            Stored::Before(configs) => Catalogue {
                configs,
                ..Catalogue::default()
            },
        })
    }
}

impl Catalogue {
    /// Every printer, the folder first.
    pub fn all(&self) -> Vec<Printer> {
        let folder = std::iter::once(Printer::folder());
        folder.chain(self.printers.iter().cloned()).collect()
    }

    /// The printer of this name; the default one for an empty name.
    pub fn find(&self, name: &str) -> Result<Printer, Refusal> {
        match name {
            "" => Ok(self.default_printer()),
            PDF => Ok(Printer::folder()),
            name => self
                .printers
                .iter()
                .find(|printer| printer.name == name)
                .cloned()
                .ok_or(Refusal::of("unknown_printer")),
        }
    }

    /// The first printer that was added, else the folder.
    pub fn default_printer(&self) -> Printer {
        self.printers.first().cloned().unwrap_or_else(Printer::folder)
    }

    /// A printer's settings.
    pub fn config(&self, name: &str) -> Config {
        self.configs.get(name).copied().unwrap_or_default()
    }

    /// Changes a printer's settings.
    pub fn configure(&mut self, name: &str, config: Config) {
        self.configs.insert(name.to_owned(), config);
    }

    /// Has it ever answered a question?
    pub fn talks(&self, name: &str) -> bool {
        self.talkers.contains(name)
    }

    /// It has.
    pub fn talked(&mut self, name: &str) {
        self.talkers.insert(name.to_owned());
    }

    /// Adds a printer, or replaces the one of its name.
    pub fn add(&mut self, printer: Printer) -> Result<(), Refusal> {
        printer.check()?;
        if printer.name == PDF {
            return Err(Refusal::saying("bad_printer", "PDF 是文件夹打印机的名称".into()));
        }
        self.printers.retain(|known| known.name != printer.name);
        if self.printers.len() >= MOST {
            return Err(Refusal::saying("bad_printer", format!("最多 {MOST} 台打印机")));
        }
        // It may be another machine under the same name.
        self.talkers.remove(&printer.name);
        self.printers.push(printer);
        Ok(())
    }

    /// Forgets a printer and its settings.
    pub fn remove(&mut self, name: &str) -> Result<(), Refusal> {
        let before = self.printers.len();
        self.printers.retain(|known| known.name != name);
        self.configs.remove(name);
        self.talkers.remove(name);
        match self.printers.len() == before {
            true => Err(Refusal::of("unknown_printer")),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dpi, Language, Transport};
    use super::*;

    fn printer(name: &str) -> Printer {
        Printer {
            name: name.into(),
            transport: Transport::Raw {
                address: "192.168.1.9:9100".parse().unwrap(),
                language: Language::Tspl,
            },
            dpi: Dpi::D203,
        }
    }

    #[test]
    fn printers_are_added_replaced_found_and_removed() {
        let mut all = Catalogue::default();
        assert_eq!(all.find("").unwrap().name, PDF);
        all.add(printer("A")).unwrap();
        all.add(printer("A")).unwrap();
        assert_eq!((all.all().len(), all.find("").unwrap().name.as_str()), (2, "A"));
        assert!(all.add(printer(PDF)).is_err() && all.find("B").is_err());
        all.remove("A").unwrap();
        assert!(all.remove("A").is_err());
        for n in 0..MOST {
            all.add(printer(&format!("P{n}"))).unwrap();
        }
        assert!(all.add(printer("one more")).is_err());
    }

    #[test]
    fn what_an_earlier_agent_wrote_is_kept() {
        let old = r#"{"PDF":{"offsetX":10,"offsetY":-5,"paper":"76x130"}}"#;
        let all: Catalogue = serde_json::from_str(old).unwrap();
        assert_eq!(all.config(PDF).offset_x, 10);
        let again: Catalogue = serde_json::from_str(&serde_json::to_string(&all).unwrap()).unwrap();
        assert_eq!(again, all);
    }
}
