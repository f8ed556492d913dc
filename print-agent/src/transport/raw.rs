//! A printer's own socket (JetDirect, port 9100): asked how it is, loaded, ordered, watched until it is done.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

use super::{
    News, Notice, Trouble,
    manners::Manners,
    tspl::{self, Busy},
    zpl,
};
use crate::{printer::Language, refusal::Refusal};

/// For the printer to take a connection.
const DIAL: Duration = Duration::from_secs(3);
/// For an answer to a question about its state.
const ANSWER: Duration = Duration::from_millis(700);
/// For bytes to be taken; a printer that is out of paper takes none.
const TAKE: Duration = Duration::from_secs(20);
/// Between questions while it prints, at first and later.
const GLANCE: Duration = Duration::from_millis(10);
const LOOK: Duration = Duration::from_millis(120);
/// A printer that is asked right after the order may not have read it yet: idle it is believed to be when it says so
/// after it was busy, or still after this long.
const SETTLED: Duration = Duration::from_millis(300);
/// Between questions while a person is needed.
const CALL: Duration = Duration::from_secs(1);
/// The longest a printer may take over one label it was ordered to print.
const PRINT: Duration = Duration::from_secs(2 * 3600);
/// For the printer to hang up after us.
const FAREWELL: Duration = Duration::from_secs(1);
const MAX_ANSWER: usize = 1024;

/// A connection that is made anew whenever it is needed.
pub struct Socket {
    address: SocketAddr,
    language: Language,
    stream: Option<TcpStream>,
    manners: Arc<Manners>,
    /// It was asked and never yet answered.
    mute: bool,
    /// Does it hang up after us? Then that says that it has all of it.
    parts: Option<bool>,
}

impl Socket {
    /// Nothing is dialled yet.
    pub fn new(address: SocketAddr, language: Language, manners: Arc<Manners>) -> Socket {
        Socket {
            address,
            language,
            stream: None,
            manners,
            mute: false,
            parts: None,
        }
    }

    /// Connected, and nothing in the way of printing as far as the printer says.
    pub async fn ready(&mut self) -> Result<(), Refusal> {
        self.connect().await?;
        if self.mute {
            return Ok(());
        }
        match self.ask().await {
            Ok(Some(state)) => state.map(|_| ()),
            Ok(None) if self.manners.talks() => Err(Refusal::of("printer_silent")),
            Ok(None) => {
                self.mute = true;
                Ok(())
            }
            Err(_) => Err(self.cut()),
        }
    }

    /// Sends what prints nothing yet, all of a label but its order.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.connect().await?;
        self.manners.begun(bytes.len());
        let Some(stream) = &mut self.stream else {
            return Err(Refusal::of("printer_unreachable"));
        };
        match timeout(TAKE, stream.write_all(bytes)).await {
            Ok(Ok(())) => self.still_there().await,
            Ok(Err(_)) => Err(self.cut()),
            Err(_) => {
                self.stream = None;
                Err(Refusal::of("printer_busy"))
            }
        }
    }

    /// What was sent may have gone into a cable nobody holds: a printer that talks is asked before the order.
    async fn still_there(&mut self) -> Result<(), Refusal> {
        // In the middle of a ZPL format there is nothing to ask; TSPL answers at any time.
        if !self.manners.talks() || self.language != Language::Tspl {
            return Ok(());
        }
        match self.ask().await {
            Ok(Some(Ok(_))) => Ok(()),
            Ok(Some(Err(refusal))) => {
                self.stream = None;
                Err(refusal)
            }
            Ok(None) | Err(_) => Err(self.cut()),
        }
    }

    /// Sends the order, on the connection that was loaded and on no other, and watches it being carried out.
    pub async fn order(&mut self, order: &[u8], notice: Notice<'_>) -> Result<(), Trouble> {
        let Some(stream) = &mut self.stream else {
            return Err(Trouble::Later(Refusal::of("printer_cut")));
        };
        let carried_out = match timeout(TAKE, stream.write_all(order)).await {
            Ok(Ok(())) if self.manners.talks() => self.watch(notice).await,
            Ok(Ok(())) => self.part().await,
            // Of an order that did not leave as a whole nothing is printed.
            _ => Err(Trouble::Later(self.cut())),
        };
        match &carried_out {
            Ok(()) => self.manners.whole(),
            Err(_) => self.stream = None,
        }
        carried_out
    }

    /// What was loaded is not to be printed: the next connection says so.
    pub fn abandon(&mut self) {
        self.stream = None;
    }

    /// All that can be known of a printer that says nothing: it read to the end and hung up, or it keeps the line.
    async fn part(&mut self) -> Result<(), Trouble> {
        let Some(mut stream) = self.stream.take() else {
            return Err(Trouble::Unsure(Refusal::of("printer_cut")));
        };
        let cut = || Trouble::Unsure(Refusal::of("printer_cut"));
        stream.shutdown().await.map_err(|_| cut())?;
        if self.parts == Some(false) {
            return Ok(());
        }
        let mut rest = [0; 64];
        let read = async {
            while stream.read(&mut rest).await? > 0 {}
            std::io::Result::Ok(())
        };
        let outcome = timeout(FAREWELL, read).await;
        self.parts = Some(outcome.is_ok());
        match outcome {
            Ok(Err(_)) => Err(cut()),
            Ok(Ok(())) | Err(_) => Ok(()),
        }
    }

    async fn watch(&mut self, notice: Notice<'_>) -> Result<(), Trouble> {
        let watched = timeout(PRINT, async {
            let (mut told, mut eyes) = (None, Eyes::default());
            loop {
                let state = match self.ask().await {
                    Ok(Some(state)) => state,
                    Ok(None) => Err(Refusal::of("printer_silent")),
                    Err(_) => return Err(Trouble::Unsure(self.cut())),
                };
                if eyes.saw_the_end(state.as_ref().ok()) {
                    return Ok(());
                }
                match state {
                    Ok(_) => sleep(eyes.pause()).await,
                    // The printer keeps the label and prints it once it is helped: ordering anew would double it.
                    Err(refusal) => {
                        if told.replace(refusal.code.clone()) != Some(refusal.code.clone()) {
                            notice(News::Waits(refusal));
                        }
                        sleep(CALL).await;
                    }
                }
            }
        });
        watched
            .await
            .unwrap_or_else(|_| Err(Trouble::Unsure(Refusal::of("printer_silent"))))
    }

    /// Its state; `None` when it says nothing.
    async fn ask(&mut self) -> std::io::Result<Option<Result<Busy, Refusal>>> {
        let language = self.language;
        let Some(stream) = &mut self.stream else {
            return Err(std::io::ErrorKind::NotConnected.into());
        };
        stream
            .write_all(match language {
                Language::Tspl => tspl::ASK,
                Language::Zpl | Language::ZplHex => zpl::ASK,
            })
            .await?;
        let Ok(answer) = timeout(ANSWER, answer(stream, language)).await else {
            return Ok(None);
        };
        let answer = answer?;
        self.manners.talked();
        self.mute = false;
        Ok(Some(match language {
            Language::Tspl => answer.last().map_or(Ok(Busy(false)), |byte| tspl::status(*byte)),
            Language::Zpl | Language::ZplHex => zpl::status(&answer),
        }))
    }

    async fn connect(&mut self) -> Result<(), Refusal> {
        if self.stream.as_ref().is_some_and(hung_up) {
            self.stream = None;
        }
        if self.stream.is_none() {
            let dialled = timeout(DIAL, TcpStream::connect(self.address)).await;
            let Ok(Ok(stream)) = dialled else {
                return Err(Refusal::of("printer_unreachable"));
            };
            let _ = stream.set_nodelay(true);
            self.stream = Some(stream);
            self.clear().await?;
        }
        Ok(())
    }

    /// After a label that broke off, the printer is told so before anything else: a printer with one buffer would take
    /// the next label for the rest of this one.
    async fn clear(&mut self) -> Result<(), Refusal> {
        let missing = self.manners.torn();
        let Some(stream) = self.stream.as_mut().filter(|_| missing > 0) else {
            return Ok(());
        };
        let cancel = match (self.language, self.manners.talks()) {
            (Language::Tspl, true) => tspl::CANCEL.to_vec(),
            (Language::Tspl, false) => tspl::fill_up(missing),
            (Language::Zpl | Language::ZplHex, true) => zpl::CANCEL.to_vec(),
            (Language::Zpl | Language::ZplHex, false) => zpl::DROP.to_vec(),
        };
        match timeout(TAKE, stream.write_all(&cancel)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(self.cut()),
        }
    }

    fn cut(&mut self) -> Refusal {
        self.stream = None;
        Refusal::of("printer_cut")
    }

    /// Lets the printer have the last word.
    pub async fn close(mut self) {
        let Some(mut stream) = self.stream.take() else {
            return;
        };
        let mut rest = [0; 64];
        let _ = stream.shutdown().await;
        let _ = timeout(FAREWELL, async {
            while matches!(stream.read(&mut rest).await, Ok(n) if n > 0) {}
        })
        .await;
    }
}

/// What was seen of a printer since it was ordered to print.
#[derive(Default)]
struct Eyes {
    busy: bool,
    idle_since: Option<Instant>,
    looks: u32,
}

impl Eyes {
    /// Is the label out? `None` is a printer in trouble.
    fn saw_the_end(&mut self, state: Option<&Busy>) -> bool {
        match state {
            Some(Busy(false)) => {
                let since = *self.idle_since.get_or_insert_with(Instant::now);
                self.busy || since.elapsed() >= SETTLED
            }
            Some(Busy(true)) => {
                self.busy = true;
                false
            }
            None => {
                self.idle_since = None;
                false
            }
        }
    }

    /// Short at first, for printers that are quick.
    fn pause(&mut self) -> Duration {
        self.looks += 1;
        (GLANCE * self.looks).min(LOOK)
    }
}

/// Has the printer closed its end since the last label?
fn hung_up(stream: &TcpStream) -> bool {
    let mut bytes = [0; 64];
    loop {
        match stream.try_read(&mut bytes) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() != std::io::ErrorKind::WouldBlock,
        }
    }
}

async fn answer(stream: &mut TcpStream, language: Language) -> std::io::Result<Vec<u8>> {
    let (mut all, mut bytes) = (Vec::new(), [0; 256]);
    loop {
        let count = stream.read(&mut bytes).await?;
        all.extend(bytes.iter().take(count));
        let whole = match language {
            Language::Tspl => !all.is_empty(),
            Language::Zpl | Language::ZplHex => zpl::complete(&all),
        };
        if count == 0 && !whole {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if whole || all.len() > MAX_ANSWER {
            return Ok(all);
        }
    }
}
