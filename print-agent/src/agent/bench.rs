//! What the agent keeps of each printer while it runs: whose turn it is, and its manners.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::Agent;
use crate::{
    printer::Printer,
    refusal::Refusal,
    transport::{Line, Manners},
};

/// All of them, by name.
pub(super) struct Benches {
    known: Mutex<HashMap<String, Bench>>,
    /// Printers in whose labels the agent was stopped before this start.
    torn: HashSet<String>,
}

struct Bench {
    printer: Printer,
    turnstile: Arc<tokio::sync::Mutex<()>>,
    manners: Arc<Manners>,
}

impl Benches {
    /// None yet.
    pub(super) fn new(torn: HashSet<String>) -> Benches {
        Benches {
            known: Mutex::default(),
            torn,
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Bench>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Agent {
    /// One label at a time on one printer, whoever sends it.
    pub(super) fn turnstile(&self, printer: &Printer) -> Arc<tokio::sync::Mutex<()>> {
        self.bench(printer, |bench| Arc::clone(&bench.turnstile))
    }

    /// A way to the printer, with what is remembered of it.
    pub(super) fn line(&self, printer: &Printer) -> Result<Line, Refusal> {
        let manners = self.bench(printer, |bench| Arc::clone(&bench.manners));
        Line::to(printer, &self.folder, &manners)
    }

    /// Asks whether it could print now; that it answers at all is remembered, over restarts too.
    pub(super) async fn ready(&self, line: &mut Line, printer: &Printer) -> Result<(), Refusal> {
        let ready = line.ready().await;
        let talks = self.bench(printer, |bench| bench.manners.talks());
        if talks && !self.catalogue().talks(&printer.name) {
            // Unwritten, it is learnt again after the next start.
            let _ = self.change_printers(|all| {
                all.talked(&printer.name);
                Ok(())
            });
        }
        ready
    }

    /// It was added anew or removed: what was known of it may be another machine's.
    pub fn forget_manners(&self, printer: &str) {
        if let Some(bench) = self.benches.known().get_mut(printer) {
            bench.manners = Arc::default();
        }
    }

    /// A printer that was added anew under its old name may be another machine, and keeps nothing but its turnstile.
    fn bench<T>(&self, printer: &Printer, of: impl FnOnce(&Bench) -> T) -> T {
        let talks = self.catalogue().talks(&printer.name);
        let mut known = self.benches.known();
        let old = known.get(&printer.name).map(|bench| Arc::clone(&bench.turnstile));
        let bench = known.entry(printer.name.clone()).or_insert_with(|| Bench {
            printer: printer.clone(),
            turnstile: Arc::default(),
            manners: Arc::new(Manners::known(talks, self.benches.torn.contains(&printer.name))),
        });
        if let (true, Some(turnstile)) = (bench.printer != *printer, old) {
            *bench = Bench {
                printer: printer.clone(),
                turnstile,
                manners: Arc::default(),
            };
        }
        of(bench)
    }
}
