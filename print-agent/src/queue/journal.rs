//! The file of the queue: appended to before the deed, written anew when it has grown.

use std::{
    fs,
    io::{self, BufRead as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::event::Event;
use crate::home::write_private;

/// When this many lines stand in the file it is written anew with what still matters.
const COMPACT_AT: usize = 20_000;

/// The record, held by one agent at a time.
pub struct Journal {
    path: PathBuf,
    file: Arc<fs::File>,
    lines: usize,
    /// How long the file is: what is written beyond it was not written as a whole.
    length: u64,
    write: Write,
}

/// How bytes get into a file; tests have a disk that is full.
type Write = fn(&fs::File, &[u8]) -> io::Result<()>;

fn write(mut file: &fs::File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)
}

impl Journal {
    /// Reads what is there; a last line cut short by a crash is as if never written.
    pub fn open(path: &Path) -> io::Result<(Journal, Vec<Event>)> {
        let events = events(path)?;
        let file = append_to(path)?;
        let journal = Journal {
            path: path.to_owned(),
            lines: events.len(),
            length: file.metadata()?.len(),
            file: Arc::new(file),
            write,
        };
        Ok((journal, events))
    }

    /// Writes one line; with `sync` it is on the disk when this returns, else it survives this program's end only.
    pub fn append(&mut self, event: &Event, sync: bool) -> io::Result<()> {
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        let mut written = (self.write)(&self.file, &line);
        if sync && written.is_ok() {
            written = self.file.sync_data();
        }
        match written {
            Ok(()) => {
                self.lines += 1;
                self.length += u64::try_from(line.len()).map_err(io::Error::other)?;
                Ok(())
            }
            Err(error) => {
                // Half a line would spoil the next one, and a whole one would say what nobody was told.
                self.file.set_len(self.length)?;
                Err(error)
            }
        }
    }

    /// Writes one line; it is on the disk once what this gives is done. Nobody else waits for that meanwhile.
    pub fn append_later(&mut self, event: &Event) -> io::Result<Written> {
        self.append(event, false)?;
        Ok(Written(Arc::clone(&self.file)))
    }

    /// Has it grown so that it should be written anew?
    pub fn is_long(&self) -> bool {
        self.lines >= COMPACT_AT
    }

    /// Replaces all of it.
    pub fn rewrite(&mut self, events: impl Iterator<Item = Event>) -> io::Result<()> {
        let (mut text, mut lines) = (Vec::new(), 0);
        for event in events {
            serde_json::to_writer(&mut text, &event)?;
            text.push(b'\n');
            lines += 1;
        }
        write_private(&self.path, &text)?;
        self.lines = lines;
        self.length = u64::try_from(text.len()).map_err(io::Error::other)?;
        self.file = Arc::new(append_to(&self.path)?);
        Ok(())
    }
}

/// A line that is written and not yet on the disk.
#[must_use]
pub struct Written(Arc<fs::File>);

impl Written {
    /// Waits until it is.
    pub async fn kept(self) -> io::Result<()> {
        tokio::task::spawn_blocking(move || self.0.sync_data())
            .await
            .map_err(io::Error::other)?
    }
}

fn events(path: &Path) -> io::Result<Vec<Event>> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let lines = io::BufReader::new(file)
        .split(b'\n')
        .collect::<io::Result<Vec<Vec<u8>>>>()?;
    let last = lines.len();
    let mut events = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match serde_json::from_slice(line) {
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
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_cut_short_at_the_end_is_forgiven_and_one_in_between_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        let (mut journal, none) = Journal::open(&path).unwrap();
        assert!(none.is_empty());
        journal.append(&Event::Sent("t1".into()), true).unwrap();
        write(&append_to(&path).unwrap(), b"{\"sent\":\"t").unwrap();
        assert!(matches!(Journal::open(&path).unwrap().1.as_slice(), [Event::Sent(id)] if id == "t1"));
        fs::write(&path, b"garbage\n{\"taken\":\"x\"}\n").unwrap();
        assert!(Journal::open(&path).is_err());
    }

    #[test]
    fn a_full_disk_takes_no_half_line_and_spoils_no_later_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        let (mut journal, _) = Journal::open(&path).unwrap();
        journal.append(&Event::Sent("t1".into()), true).unwrap();
        journal.write = |mut file, bytes| {
            file.write_all(&bytes[..bytes.len() / 2])?;
            Err(io::ErrorKind::StorageFull.into())
        };
        for sync in [false, true] {
            assert!(journal.append(&Event::Sent("t2".into()), sync).is_err());
        }
        journal.write = write;
        journal.append(&Event::Sent("t3".into()), true).unwrap();
        let sent = Journal::open(&path).unwrap().1;
        assert!(
            matches!(sent.as_slice(), [Event::Sent(one), Event::Sent(two)] if one == "t1" && two == "t3")
        );
    }
}
