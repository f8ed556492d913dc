//! The sandbox carrier: a real HTTP server that sells waybill numbers for parcels that never move, so that the road
//! to a carrier, its silences and its crashes included, can be driven every day.
//!
//! Wire and signature are those of `shared::carrier::sandbox`. It keeps a keyed digest of each form and nothing of a
//! receiver.

mod credential;
mod faults;
mod http;
mod ledger;
mod places;
mod ranges;
mod receiver;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use shared::clock::Clock;

pub use credential::Credential;
pub use faults::{Faults, Latency};
pub use ledger::{Ledger, Rules, Sale};

/// How one sandbox carrier behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// The append-only file of everything sold; made if absent, locked while open.
    pub state: PathBuf,
    pub credential: Credential,
    /// Off only where the machine itself cannot crash under a test.
    pub fsync: bool,
    pub rules: Rules,
    pub latency: Latency,
    pub faults: Faults,
    pub clock: Clock,
}

impl Options {
    /// A prompt, faultless carrier.
    pub fn new(state: PathBuf, credential: Credential) -> Options {
        Options {
            state,
            credential,
            fsync: true,
            rules: Rules::default(),
            latency: Latency::default(),
            faults: Faults::default(),
            clock: Clock::system(),
        }
    }
}

/// A running server; dropped, it stops.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shop: Arc<http::Shop>,
    handle: ServerHandle,
    thread: Option<JoinHandle<io::Result<()>>>,
}

/// Opens the ledger and answers on `listener` from threads of its own; works inside and outside any runtime.
///
/// # Errors
/// The state file is in use, damaged before its last line, or cannot be written; or no thread could be started.
pub fn serve(listener: TcpListener, options: Options) -> io::Result<Server> {
    let address = listener.local_addr()?;
    let shop = Arc::new(http::Shop::open(options)?);
    let (send, receive) = std::sync::mpsc::channel();
    let app = Arc::clone(&shop);
    let thread = std::thread::Builder::new()
        .name("sandbox-carrier".to_owned())
        .spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = http::server(listener, app)?;
                send.send(server.handle()).map_err(io::Error::other)?;
                server.await
            })
        })?;
    let handle = receive
        .recv_timeout(Duration::from_secs(10))
        .map_err(io::Error::other)?;
    Ok(Server {
        address,
        shop,
        handle,
        thread: Some(thread),
    })
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The origin an adapter is given.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Misbehave like this from now on.
    pub fn set_faults(&self, faults: Faults) {
        self.shop.set_faults(faults);
    }

    /// Every sale in order, voided ones included.
    pub fn sold(&self) -> Vec<Sale> {
        self.shop.ledger().sold(0, usize::MAX)
    }

    /// Blocks until the server ends by itself, which it only does on an error.
    pub fn wait(mut self) -> io::Result<()> {
        self.thread.take().map_or(Ok(()), join)
    }

    /// Stops at once, as a crash would, and lets go of the state file.
    pub fn stop(self) {}
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if let Some(Err(error)) = self.thread.take().map(join) {
            tracing::warn!(%error, "the sandbox carrier ended badly");
        }
        self.shop.ledger().close();
    }
}

fn join(thread: JoinHandle<io::Result<()>>) -> io::Result<()> {
    thread
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the sandbox carrier's thread panicked")))
}

#[cfg(test)]
mod tests;
