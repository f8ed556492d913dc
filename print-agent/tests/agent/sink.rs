//! A printer that is a socket: takes TSPL or ZPL, says how it is, keeps what it would have printed.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

pub use super::decode::dots;

/// What it says about itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Nothing.
    Mute,
    /// A status byte for `<ESC>!?`.
    Tspl,
    /// Three lines for `~HS`.
    Zpl,
    /// The same, and nothing at all while something is wrong, as the guide has it.
    ZplShy,
}

pub struct Sink {
    pub address: SocketAddr,
    pub state: Arc<State>,
}

pub struct State {
    manner: Manner,
    /// TSPL's status byte; 0x04 is paper out, whatever the manner.
    status: AtomicU8,
    /// Whole labels, in the order they came out.
    labels: Mutex<Vec<Vec<u8>>>,
    /// Ordered while it could not print: it prints them once it can, as printers do.
    held: Mutex<Vec<Vec<u8>>>,
    /// Hangs up hard after so many bytes from now on.
    cut_after: AtomicUsize,
    /// Falls to this state with the next order, before anything is out.
    fall: AtomicU8,
    /// Not before so many are out.
    fall_at: AtomicUsize,
    /// It was told to print and has not said so yet.
    busy: AtomicBool,
    /// Says that it is idle, and is switched off before it begins what it was ordered to print.
    dies: AtomicU8,
    parser: Mutex<Parser>,
    /// Once so many labels are out and it said so, it is switched off.
    leave_after: AtomicUsize,
    closed: AtomicBool,
    /// All that came, whatever it was.
    seen: Mutex<Vec<u8>>,
}

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// An address of this machine no other test uses.
pub fn fresh_ip() -> String {
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let process = std::process::id() as usize % 200;
    format!(
        "127.{}.{}.{}",
        100 + process / 4,
        (process % 4) * 60 + n / 250,
        1 + n % 250
    )
}

impl Sink {
    pub fn start(manner: Manner) -> Sink {
        Sink::at(format!("{}:9100", fresh_ip()).parse().unwrap(), manner)
    }

    pub fn at(address: SocketAddr, manner: Manner) -> Sink {
        let state = Arc::new(State {
            manner,
            status: AtomicU8::new(0),
            labels: Mutex::default(),
            held: Mutex::default(),
            cut_after: AtomicUsize::new(0),
            fall: AtomicU8::new(0),
            fall_at: AtomicUsize::new(0),
            leave_after: AtomicUsize::new(0),
            busy: AtomicBool::new(false),
            dies: AtomicU8::new(0),
            parser: Mutex::default(),
            closed: AtomicBool::new(false),
            seen: Mutex::default(),
        });
        let listener = TcpListener::bind(address).unwrap();
        listener.set_nonblocking(true).unwrap();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            while !shared.closed.load(Ordering::Relaxed) {
                match listener.accept() {
                    Ok((stream, _)) => {
                        let shared = Arc::clone(&shared);
                        thread::spawn(move || drop(serve(stream, &shared)));
                    }
                    Err(_) => thread::sleep(Duration::from_millis(5)),
                }
            }
        });
        Sink { address, state }
    }

    /// What came out.
    pub fn labels(&self) -> Vec<Vec<u8>> {
        self.state.labels.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.state.labels.lock().unwrap().len()
    }

    /// Sets what it says; once it can print again, it prints what it was ordered to.
    pub fn set(&self, status: u8) {
        self.state.status.store(status, Ordering::SeqCst);
        if status == 0 {
            let mut held = self.state.held.lock().unwrap();
            self.state.busy.store(!held.is_empty(), Ordering::SeqCst);
            self.state.labels.lock().unwrap().append(&mut held);
        }
    }

    /// Runs out of something in the middle of the label after so many.
    pub fn fall_after(&self, labels: usize, status: u8) {
        self.state.fall_at.store(self.count() + labels, Ordering::SeqCst);
        self.fall_with_next(status);
    }

    /// Runs out of something in the middle of the next label.
    pub fn fall_with_next(&self, status: u8) {
        self.state.fall.store(status, Ordering::SeqCst);
    }

    /// Is switched off.
    pub fn leave(&self) {
        self.state.closed.store(true, Ordering::SeqCst);
    }

    /// Is switched off once so many labels are out and it said that it is done.
    pub fn leave_after(&self, labels: usize) {
        self.state.leave_after.store(labels, Ordering::SeqCst);
    }

    /// Is switched off after the next order, before it began to carry it out and after it said that it is idle.
    pub fn die_with_next(&self) {
        self.state.dies.store(1, Ordering::SeqCst);
    }

    /// Hangs up after so many more bytes, once.
    pub fn cut_after(&self, bytes: usize) {
        self.state.cut_after.store(bytes, Ordering::SeqCst);
    }

    /// All that came.
    pub fn seen(&self) -> Vec<u8> {
        self.state.seen.lock().unwrap().clone()
    }

    /// Waits until these bytes were among what came.
    pub async fn wait_for_bytes(&self, wanted: &[u8]) {
        for _ in 0..1200 {
            if self
                .state
                .seen
                .lock()
                .unwrap()
                .windows(wanted.len())
                .any(|window| window == wanted)
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("they did not come in half a minute");
    }

    /// Waits until so many labels are out.
    pub async fn wait(&self, count: usize) {
        for _ in 0..1200 {
            if self.count() >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{} labels after half a minute, not {count}", self.count());
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.state.closed.store(true, Ordering::Relaxed);
    }
}

/// What of a command has come; a new connection goes on where the last one broke off, as in printers with one buffer.
#[derive(Default)]
struct Parser {
    pending: Vec<u8>,
    label: Vec<u8>,
}

/// Ends what was begun: at the beginning of a connection even in the middle of a bitmap.
const CANCELS: [&[u8]; 3] = [b"\x1b!.", b"~JA", b"~JX"];

fn serve(mut stream: TcpStream, state: &State) -> std::io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_millis(100)))?;
    let mut head = Some(Vec::new());
    let mut bytes = [0; 16 * 1024];
    while !state.closed.load(Ordering::Relaxed) {
        let mut count = match stream.read(&mut bytes) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ) =>
            {
                continue;
            }
            Err(error) => return Err(error),
        };
        let cut = state.cut_after.load(Ordering::SeqCst);
        let over = cut > 0 && count >= cut;
        if over {
            count = cut;
        }
        state.cut_after.store(cut.saturating_sub(count), Ordering::SeqCst);
        state.seen.lock().unwrap().extend_from_slice(&bytes[..count]);
        take(&bytes[..count], &mut head, state, &mut stream)?;
        if over {
            // Unread bytes make the kernel reset the connection.
            return Ok(());
        }
    }
    Ok(())
}

/// Takes what came; the first three bytes of a connection are looked at by themselves.
fn take(
    bytes: &[u8],
    head: &mut Option<Vec<u8>>,
    state: &State,
    stream: &mut TcpStream,
) -> std::io::Result<()> {
    let mut parser = state.parser.lock().unwrap();
    match head {
        Some(first) => {
            first.extend_from_slice(bytes);
            if first.len() < 3 {
                return Ok(());
            }
            let first = head.take().unwrap();
            let cancel = CANCELS.iter().any(|cancel| first.starts_with(cancel));
            if cancel {
                *parser = Parser::default();
            }
            parser
                .pending
                .extend_from_slice(&first[if cancel { 3 } else { 0 }..]);
        }
        None => parser.pending.extend_from_slice(bytes),
    }
    while let Some(taken) = step(&mut parser, state, stream)? {
        parser.pending.drain(..taken);
    }
    Ok(())
}

/// Takes one command off the front; `None` when more bytes are needed.
fn step(parser: &mut Parser, state: &State, stream: &mut TcpStream) -> std::io::Result<Option<usize>> {
    let Parser { pending, label } = parser;
    for (ask, zpl) in [(&b"\x1b!?"[..], false), (&b"~HS"[..], true)] {
        if pending.starts_with(ask) {
            if state.manner != Manner::Mute && zpl == (state.manner != Manner::Tspl) {
                answer(state, stream)?;
            }
            return Ok(Some(ask.len()));
        }
    }
    if pending.is_empty() || ask_begun(pending) {
        return Ok(None);
    }
    let Some(length) = length(pending) else {
        return Ok(None);
    };
    if pending.starts_with(b"SIZE") {
        // With the CLS that always follows, what an earlier label left of itself is gone.
        label.clear();
    }
    label.extend_from_slice(&pending[..length]);
    if pending.starts_with(b"PRINT") || pending[..length].ends_with(b"^XZ\n") {
        ordered(std::mem::take(label), state);
    }
    Ok(Some(length))
}

fn ask_begun(pending: &[u8]) -> bool {
    pending.len() < 3 && (b"\x1b!?".starts_with(pending) || b"~HS".starts_with(pending))
}

fn length(pending: &[u8]) -> Option<usize> {
    if pending.starts_with(b"BITMAP") {
        let head = pending
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b',')
            .nth(4)?
            .0;
        let numbers: Vec<usize> = std::str::from_utf8(&pending[7..head])
            .unwrap()
            .split(',')
            .map(|number| number.parse().unwrap())
            .collect();
        let whole = head + 1 + numbers[2] * numbers[3] + 2;
        return (pending.len() >= whole).then_some(whole);
    }
    let end: &[u8] = if pending.starts_with(b"^XA") || pending.starts_with(b"~SD") {
        b"^XZ\n"
    } else {
        b"\r\n"
    };
    pending
        .windows(end.len())
        .position(|window| window == end)
        .map(|at| at + end.len())
}

fn ordered(label: Vec<u8>, state: &State) {
    let early = state.labels.lock().unwrap().len() < state.fall_at.load(Ordering::SeqCst);
    let fall = if early {
        0
    } else {
        state.fall.swap(0, Ordering::SeqCst)
    };
    if fall != 0 {
        state.status.store(fall, Ordering::SeqCst);
    }
    match state.status.load(Ordering::SeqCst) {
        _ if state.dies.load(Ordering::SeqCst) > 0 => state.dies.store(2, Ordering::SeqCst),
        0 => {
            state.labels.lock().unwrap().push(label);
            state.busy.store(true, Ordering::SeqCst);
        }
        _ => state.held.lock().unwrap().push(label),
    }
}

fn answer(state: &State, stream: &mut TcpStream) -> std::io::Result<()> {
    let status = state.status.load(Ordering::SeqCst);
    let busy = status == 0 && state.busy.swap(false, Ordering::SeqCst);
    say(state.manner, status, busy, stream)?;
    let last = state.leave_after.load(Ordering::SeqCst);
    let done = last > 0 && status == 0 && !busy && state.labels.lock().unwrap().len() >= last;
    if done || state.dies.load(Ordering::SeqCst) > 1 {
        state.closed.store(true, Ordering::SeqCst);
    }
    Ok(())
}

fn say(manner: Manner, status: u8, busy: bool, stream: &mut TcpStream) -> std::io::Result<()> {
    match manner {
        Manner::Mute => Ok(()),
        Manner::ZplShy if status != 0 => Ok(()),
        Manner::Tspl => stream.write_all(&[if busy { 0x20 } else { status }]),
        Manner::Zpl | Manner::ZplShy => {
            let flag = |bit: u8| u8::from(status & bit != 0);
            let text = format!(
                "\x02030,{},0,1040,00{},0,0,0,000,0,0,0\x03\r\n\x02000,0,{},0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n",
                flag(0x04),
                u8::from(busy),
                flag(0x01)
            );
            stream.write_all(text.as_bytes())
        }
    }
}
