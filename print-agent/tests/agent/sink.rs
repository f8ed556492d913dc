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

use print_agent::label::Dots;

/// What it says about itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Nothing.
    Mute,
    /// A status byte for `<ESC>!?`.
    Tspl,
    /// Three lines for `~HS`.
    Zpl,
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
    /// Hangs up hard after so many bytes of one connection.
    cut_after: AtomicUsize,
    /// Falls to this state with the next order, before anything is out.
    fall: AtomicU8,
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
            self.state.labels.lock().unwrap().append(&mut held);
        }
    }

    /// Runs out of something in the middle of the next label.
    pub fn fall_with_next(&self, status: u8) {
        self.state.fall.store(status, Ordering::SeqCst);
    }

    /// Hangs up after so many bytes, once.
    pub fn cut_after(&self, bytes: usize) {
        self.state.cut_after.store(bytes, Ordering::SeqCst);
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

fn serve(mut stream: TcpStream, state: &State) -> std::io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_millis(100)))?;
    let (mut pending, mut label, mut seen) = (Vec::new(), Vec::new(), 0);
    let mut bytes = [0; 16 * 1024];
    while !state.closed.load(Ordering::Relaxed) {
        let count = match stream.read(&mut bytes) {
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
        seen += count;
        let cut = state.cut_after.load(Ordering::SeqCst);
        if cut > 0 && seen >= cut {
            state.cut_after.store(0, Ordering::SeqCst);
            // Unread bytes make the kernel reset the connection.
            return Ok(());
        }
        state.seen.lock().unwrap().extend_from_slice(&bytes[..count]);
        pending.extend_from_slice(&bytes[..count]);
        while let Some(taken) = step(&pending, state, &mut label, &mut stream)? {
            pending.drain(..taken);
        }
    }
    Ok(())
}

/// Takes one command off the front; `None` when more bytes are needed.
fn step(
    pending: &[u8],
    state: &State,
    label: &mut Vec<u8>,
    stream: &mut TcpStream,
) -> std::io::Result<Option<usize>> {
    for (ask, manner) in [(&b"\x1b!?"[..], Manner::Tspl), (&b"~HS"[..], Manner::Zpl)] {
        if pending.starts_with(ask) {
            if state.manner == manner {
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
    let fall = state.fall.swap(0, Ordering::SeqCst);
    if fall != 0 {
        state.status.store(fall, Ordering::SeqCst);
    }
    match state.status.load(Ordering::SeqCst) {
        0 => state.labels.lock().unwrap().push(label),
        _ => state.held.lock().unwrap().push(label),
    }
}

fn answer(state: &State, stream: &mut TcpStream) -> std::io::Result<()> {
    let status = state.status.load(Ordering::SeqCst);
    match state.manner {
        Manner::Mute => Ok(()),
        Manner::Tspl => stream.write_all(&[status]),
        Manner::Zpl => {
            let flag = |bit: u8| u8::from(status & bit != 0);
            let text = format!(
                "\x02030,{},0,1040,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,{},0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n",
                flag(0x04),
                flag(0x01)
            );
            stream.write_all(text.as_bytes())
        }
    }
}

/// The dots of a TSPL label as it came.
pub fn dots(label: &[u8]) -> Dots {
    let at = label.windows(7).position(|window| window == b"BITMAP ").unwrap();
    let rest = &label[at..];
    let head = rest
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b',')
        .nth(4)
        .unwrap()
        .0;
    let numbers: Vec<usize> = std::str::from_utf8(&rest[7..head])
        .unwrap()
        .split(',')
        .map(|number| number.parse().unwrap())
        .collect();
    let (across, height) = (numbers[2], numbers[3]);
    let size = std::str::from_utf8(&label[5..at]).unwrap();
    let width: u32 = size.split(' ').next().unwrap().parse().unwrap();
    let rows: Vec<u8> = rest[head + 1..head + 1 + across * height]
        .iter()
        .map(|byte| !byte)
        .collect();
    Dots {
        width: if across == (width as usize * 8).div_ceil(8) {
            width * 8
        } else {
            across as u32 * 8
        },
        height: height as u32,
        rows,
    }
}
