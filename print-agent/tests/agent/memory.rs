//! What a process holds in its memory, as far as it can be read.
#![cfg(target_os = "linux")]

use std::{
    fs,
    io::{Read as _, Seek as _, SeekFrom},
};

use print_agent::label::Dots;

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
