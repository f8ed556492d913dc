//! What was sold, in an append-only file: a line is on disk before its answer leaves, so a kill loses no sale.
//!
//! Writers queue lines under one lock; one thread writes and syncs them in groups; answers wait for their group.

mod book;
mod file;

use std::io;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::watch;

use book::Book;
pub use book::{Refused, Rules, Sale, Take};

/// The open ledger of one state file.
#[derive(Debug)]
pub struct Ledger {
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug)]
struct Shared {
    desk: Mutex<Desk>,
    wake: Condvar,
    synced: watch::Sender<Synced>,
}

/// The book in memory and the lines on their way to disk.
#[derive(Debug)]
struct Desk {
    book: Book,
    queue: Vec<u8>,
    /// Lines ever queued; a line's own count is its ticket.
    queued: u64,
    closed: bool,
}

/// How far the disk is.
#[derive(Debug, Clone, Copy)]
struct Synced {
    lines: u64,
    /// A write failed or the ledger closed: nothing later will ever be on disk.
    ended: bool,
}

/// The ledger ended before the line was known to be on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended;

impl Ledger {
    /// Replays the file, cuts a torn last line (it was never answered), and starts the writer.
    ///
    /// # Errors
    /// The file is locked by another server, damaged, or cannot be written.
    pub fn open(path: &Path, fsync: bool, rules: Rules, chance: u64) -> io::Result<Ledger> {
        let (file, book) = file::replay(path, rules, chance)?;
        let (synced, _) = watch::channel(Synced {
            lines: 0,
            ended: false,
        });
        let desk = Desk {
            queue: book.birth()?,
            queued: 1,
            closed: false,
            book,
        };
        let shared = Arc::new(Shared {
            desk: Mutex::new(desk),
            wake: Condvar::new(),
            synced,
        });
        let writing = Arc::clone(&shared);
        let name = "sandbox-ledger".to_owned();
        let writer = std::thread::Builder::new()
            .name(name)
            .spawn(move || writing.write(file, fsync))?;
        Ok(Ledger {
            shared,
            writer: Mutex::new(Some(writer)),
        })
    }

    /// Sells a number, or finds the one already sold under this client reference; answers once it is on disk.
    pub async fn take(&self, take: &Take) -> Result<Result<Sale, Refused>, Ended> {
        self.act(|book, line| book.take(take, line)).await
    }

    /// Voids a number and gives its fee back, once; voiding a void number is no error.
    pub async fn void(&self, account: &str, number: &str) -> Result<Result<(), Refused>, Ended> {
        self.act(|book, line| book.void(account, number, line)).await
    }

    /// What was sold under a client reference.
    pub async fn query(&self, client_ref: &str) -> Result<Option<Sale>, Ended> {
        self.act(|book, _| book.find(client_ref)).await
    }

    /// Fen and numbers left of an account.
    pub fn balance(&self, account: &str) -> Result<(i64, u64), Refused> {
        self.shared.desk().book.balance(account)
    }

    /// At most `limit` sales after the `after`-th, in order.
    pub fn sold(&self, after: usize, limit: usize) -> Vec<Sale> {
        self.shared.desk().book.sold(after, limit)
    }

    /// Ends the writer after what is queued, and lets go of the file.
    pub fn close(&self) {
        self.shared.desk().closed = true;
        self.shared.wake.notify_all();
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if writer.is_some_and(|writer| writer.join().is_err()) {
            tracing::error!("the sandbox ledger's writer panicked");
        }
    }

    async fn act<T>(&self, act: impl FnOnce(&mut Book, &mut Vec<u8>) -> T) -> Result<T, Ended> {
        let (done, ticket) = self.shared.act(act);
        let mut synced = self.shared.synced.subscribe();
        let at = synced
            .wait_for(|at| at.lines >= ticket || at.ended)
            .await
            .map_err(|_| Ended)?;
        if at.lines >= ticket { Ok(done) } else { Err(Ended) }
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Even an act that writes nothing gets a ticket: what it saw must be on disk before it is told.
    fn act<T>(&self, act: impl FnOnce(&mut Book, &mut Vec<u8>) -> T) -> (T, u64) {
        let mut guard = self.desk();
        let desk = &mut *guard;
        let before = desk.queue.len();
        let done = act(&mut desk.book, &mut desk.queue);
        if desk.queue.len() > before {
            desk.queued = desk.queued.saturating_add(1);
            self.wake.notify_one();
        }
        (done, desk.queued)
    }

    fn write(&self, mut file: file::Log, fsync: bool) {
        while let Some((lines, ticket)) = self.next_group() {
            if let Err(error) = file.append(&lines, fsync) {
                tracing::error!(%error, "the sandbox ledger cannot be written; no more numbers are sold");
                break;
            }
            self.synced.send_modify(|at| at.lines = ticket);
        }
        drop(file);
        self.synced.send_modify(|at| at.ended = true);
    }

    fn next_group(&self) -> Option<(Vec<u8>, u64)> {
        let waiting = |desk: &mut Desk| desk.queue.is_empty() && !desk.closed;
        let mut desk = self
            .wake
            .wait_while(self.desk(), waiting)
            .unwrap_or_else(PoisonError::into_inner);
        let lines = std::mem::take(&mut desk.queue);
        (!lines.is_empty()).then_some((lines, desk.queued))
    }
}

#[cfg(test)]
mod tests;
