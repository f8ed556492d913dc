//! What a process holds in its memory, as far as it can be read.
#![cfg(target_os = "linux")]

use std::{
    fs,
    io::{Read as _, Seek as _, SeekFrom},
};

use print_agent::label::Dots;
use serde_json::json;
use ticket::{Size, Ticket};

use super::{
    common::{
        dots_of, ordinary,
        rig::{Client, Rig},
    },
    cups::{Cups, add},
    sink::{Manner, Sink},
};

/// How often `needle` stands in the memory of a process.
pub fn in_memory(process: u32, needle: &[u8]) -> usize {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let mut memory = fs::File::open(format!("/proc/{process}/mem")).unwrap();
    let writable = maps
        .lines()
        .filter(|line| line.split(' ').nth(1).is_some_and(|mode| mode.starts_with("rw")));
    let mut found = 0;
    for line in writable {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let (from, to) = (
            u64::from_str_radix(from, 16).unwrap(),
            u64::from_str_radix(to, 16).unwrap(),
        );
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        if memory.seek(SeekFrom::Start(from)).is_ok() && memory.read_exact(&mut bytes).is_ok() {
            found += count(&bytes, needle);
        }
    }
    found
}

fn count(bytes: &[u8], needle: &[u8]) -> usize {
    let first = needle[0];
    let mut at = 0;
    let mut found = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| *byte == first) {
        at += next;
        found += usize::from(bytes[at..].starts_with(needle));
        at += 1;
    }
    found
}

/// The 64 bytes of something that are least like any other: of as many different values as there are.
pub fn telling(bytes: &[u8]) -> &[u8] {
    let different = |window: &&[u8]| {
        let mut seen = [false; 256];
        window.iter().for_each(|byte| seen[usize::from(*byte)] = true);
        seen.iter().filter(|seen| **seen).count()
    };
    bytes.windows(64).step_by(16).max_by_key(different).unwrap()
}

/// 64 bytes of a label's rows as a TSPL printer gets them, where a cleared bit is black.
pub fn telling_rows(dots: &Dots) -> Vec<u8> {
    telling(&dots.rows).iter().map(|byte| !byte).collect()
}

fn canary() -> Ticket {
    let mut ticket = ordinary(Size::W76H130);
    ticket.receiver.address = "呼兰河传里的小城三月街***".into();
    ticket
}

async fn batch(rig: &Rig, client: &mut Client, printer: &str) {
    let envelope = |n| rig.envelope(&format!("{printer}-{n}"), &canary());
    let envelopes: Vec<_> = (0..10).map(envelope).collect();
    let result = client.print_on(printer, printer, &envelopes).await;
    assert_eq!(result["taskStatus"], "printed", "{result}");
}

/// No text, and of what the agent does hold while a label is on its way, dots and pages, nothing once it is out.
#[actix_web::test]
async fn after_a_batch_the_agent_holds_nothing_of_any_receiver() {
    let (rig, cups) = (Rig::start().await, Cups::start().await);
    let (raw, behind) = (Sink::start(Manner::Tspl), Sink::start(Manner::Mute));
    rig.add_raw("raw", raw.address, "tspl", "203").await;
    cups.queue("raw", &behind, "raw");
    add(&rig, "ipp", &cups.uri("raw"), Some("tspl")).await;
    let mut client = rig.paired().await;
    for printer in ["raw", "ipp", "PDF"] {
        batch(&rig, &mut client, printer).await;
    }
    let pdf = fs::read(rig.out("SB8853734286041.pdf")).unwrap();
    let rows = telling_rows(&dots_of(&canary()));
    assert!(
        raw.seen().windows(64).any(|window| window == rows),
        "they are what was sent"
    );
    let held = |needle: &[u8]| in_memory(rig.process(), needle);
    assert!(
        held(rig.token().as_bytes()) > 0,
        "the scanner sees the agent's memory"
    );
    assert_eq!(held("小城三月街".as_bytes()), 0);
    let utf16: Vec<u8> = "小城三月街".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(held(&utf16), 0);
    assert_eq!(held(&rows), 0, "rows of dots");
    let black: Vec<u8> = rows.iter().map(|byte| !byte).collect();
    assert_eq!(held(&black), 0, "rows of dots before they were written in TSPL");
    for part in pdf.chunks_exact(64).step_by(29) {
        assert_eq!(held(part), 0, "bytes of the page");
    }
}

/// A queue that takes pages gets them as it gets dots.
#[actix_web::test]
async fn a_page_given_to_a_queue_is_not_kept_either() {
    let (rig, cups, sink) = (Rig::start().await, Cups::start().await, Sink::start(Manner::Mute));
    cups.queue("zebra", &sink, "drv:///sample.drv/zebra.ppd");
    add(&rig, "page", &cups.uri("zebra"), None).await;
    let mut client = rig.paired().await;
    let mut ticket = canary();
    ticket.size = Size::W100H150;
    let config = json!({"cmd": "getPrinterConfig", "printer": "page"});
    assert_eq!(client.ask(config).await["dpi"], "203");
    for (printer, task) in [("page", "a"), ("PDF", "b")] {
        let envelope = rig.envelope(task, &ticket);
        let result = client.print_on(printer, task, &[envelope]).await;
        assert_eq!(result["taskStatus"], "printed", "{result}");
    }
    // The same page, as the folder shows: pages are the same bytes every time.
    let pdf = fs::read(rig.out("SB8853734286041.pdf")).unwrap();
    for (at, part) in pdf.chunks_exact(64).enumerate().step_by(29) {
        let text = String::from_utf8_lossy(part);
        assert_eq!(
            in_memory(rig.process(), part),
            0,
            "bytes {} of the page: {text}",
            at * 64
        );
    }
}
