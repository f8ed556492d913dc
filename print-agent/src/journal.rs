//! What was begun, how it ended, which receipts the platform still lacks: a file appended to before the deed.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead as _, Write as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use ticket::SignedReceipt;

use crate::home::write_private;

/// When this many lines stand in the file it is written anew with what still matters.
const COMPACT_AT: usize = 20_000;

/// A label the agent set out to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// About to be redeemed.
    pub ticket_id: String,
    /// The waybill number.
    pub document_id: String,
    /// Where to.
    pub printer: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Begun(Begun),
    Ended(SignedReceipt),
    /// The platform refused to redeem it: nothing was spent, nothing is owed.
    Dropped(String),
    Taken(String),
}

/// The record, held by one agent at a time.
pub struct Journal {
    path: PathBuf,
    file: fs::File,
    lines: usize,
    begun: BTreeMap<String, Begun>,
    // In the order they were made.
    owed: Vec<SignedReceipt>,
}

impl Journal {
    /// Reads what is there (a last line cut short by a crash is as if never written) and compacts it.
    pub fn open(path: &Path) -> io::Result<Journal> {
        let (mut begun, mut owed) = (BTreeMap::new(), Vec::new());
        for event in events(path)? {
            apply(event, &mut begun, &mut owed);
        }
        let mut journal = Journal {
            path: path.to_owned(),
            file: append_to(path)?,
            lines: 0,
            begun,
            owed,
        };
        journal.compact()?;
        Ok(journal)
    }

    /// Labels begun and not ended: after a crash, of unknown fate.
    pub fn unfinished(&self) -> Vec<Begun> {
        self.begun.values().cloned().collect()
    }

    /// Receipts the platform has not taken, oldest first, at most `limit`.
    pub fn owed(&self, limit: usize) -> Vec<SignedReceipt> {
        self.owed.iter().take(limit).cloned().collect()
    }

    /// How many receipts the platform has not taken.
    pub fn owed_count(&self) -> usize {
        self.owed.len()
    }

    /// Before a ticket is redeemed; on disk when this returns.
    pub fn begin(&mut self, begun: Begun) -> io::Result<()> {
        self.record(Event::Begun(begun))
    }

    /// How it ended.
    pub fn end(&mut self, receipt: SignedReceipt) -> io::Result<()> {
        self.record(Event::Ended(receipt))
    }

    /// It was never redeemed.
    pub fn drop_begun(&mut self, ticket_id: &str) -> io::Result<()> {
        self.record(Event::Dropped(ticket_id.to_owned()))
    }

    /// The platform has these receipts, or will never take them.
    pub fn settle(&mut self, ticket_ids: impl Iterator<Item = String>) -> io::Result<()> {
        for id in ticket_ids {
            self.record(Event::Taken(id))?;
        }
        Ok(())
    }

    fn record(&mut self, event: Event) -> io::Result<()> {
        let mut line = serde_json::to_vec(&event)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_data()?;
        self.lines += 1;
        apply(event, &mut self.begun, &mut self.owed);
        if self.lines >= COMPACT_AT {
            self.compact()
        } else {
            Ok(())
        }
    }

    fn compact(&mut self) -> io::Result<()> {
        let begun = self.begun.values().cloned().map(Event::Begun);
        let mut text = Vec::new();
        for event in begun.chain(self.owed.iter().cloned().map(Event::Ended)) {
            serde_json::to_writer(&mut text, &event)?;
            text.push(b'\n');
        }
        write_private(&self.path, &text)?;
        self.file = append_to(&self.path)?;
        self.lines = self.begun.len() + self.owed.len();
        Ok(())
    }
}

fn apply(event: Event, begun: &mut BTreeMap<String, Begun>, owed: &mut Vec<SignedReceipt>) {
    match event {
        Event::Begun(label) => {
            begun.insert(label.ticket_id.clone(), label);
        }
        Event::Ended(receipt) => {
            begun.remove(&receipt.receipt.ticket_id);
            owed.push(receipt);
        }
        Event::Dropped(id) => {
            begun.remove(&id);
        }
        Event::Taken(id) => owed.retain(|receipt| receipt.receipt.ticket_id != id),
    }
}

fn events(path: &Path) -> io::Result<Vec<Event>> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let lines = io::BufReader::new(file)
        .lines()
        .collect::<io::Result<Vec<String>>>()?;
    let last = lines.len();
    let mut events = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match serde_json::from_str(line) {
            Ok(event) => events.push(event),
            Err(_) if at + 1 == last => {}
            Err(_) => {
                return Err(io::Error::other(format!(
                    "{}: line {} is damaged",
                    path.display(),
                    at + 1
                )));
            }
        }
    }
    Ok(events)
}

fn append_to(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().append(true).create(true).open(path)
}

#[cfg(test)]
mod tests {
    use ticket::{Outcome, Receipt, SignKey};

    use super::*;

    fn begun(id: &str) -> Begun {
        Begun {
            ticket_id: id.into(),
            document_id: "SB1".into(),
            printer: "PDF".into(),
        }
    }

    fn receipt(id: &str) -> SignedReceipt {
        Receipt {
            ticket_id: id.into(),
            agent_id: "a".into(),
            document_id: "SB1".into(),
            outcome: Outcome::Printed,
            bitmap_hash: None,
            printer: "PDF".into(),
            at: 1,
            code: None,
        }
        .sign(&SignKey::generate().unwrap())
    }

    #[test]
    fn a_restart_knows_what_was_begun_and_what_is_owed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        let mut journal = Journal::open(&path).unwrap();
        for id in ["t1", "t2", "t3", "t4"] {
            journal.begin(begun(id)).unwrap();
        }
        journal.end(receipt("t1")).unwrap();
        journal.end(receipt("t2")).unwrap();
        journal.drop_begun("t3").unwrap();
        journal.settle(["t1".to_owned()].into_iter()).unwrap();
        for _ in 0..2 {
            let again = Journal::open(&path).unwrap();
            assert_eq!(again.unfinished(), [begun("t4")]);
            assert_eq!(
                again
                    .owed(9)
                    .iter()
                    .map(|r| &*r.receipt.ticket_id)
                    .collect::<Vec<_>>(),
                ["t2"]
            );
        }
    }

    #[test]
    fn a_line_cut_short_at_the_end_is_forgiven_and_one_in_between_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        Journal::open(&path).unwrap().begin(begun("t1")).unwrap();
        append_to(&path)
            .unwrap()
            .write_all(b"{\"begun\":{\"tick")
            .unwrap();
        assert_eq!(Journal::open(&path).unwrap().unfinished(), [begun("t1")]);
        fs::write(&path, b"garbage\n{\"taken\":\"x\"}\n").unwrap();
        assert!(Journal::open(&path).is_err());
    }
}
