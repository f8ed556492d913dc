//! Finds words in raw bytes, however they are spelled: the canary test looks for receivers everywhere with it.

use std::collections::BTreeSet;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Words to look for, in every spelling.
pub struct Hunt {
    spellings: Vec<Spelling>,
    /// Spellings by their first two bytes, big-endian.
    begins: Vec<Vec<usize>>,
}

/// One word in one encoding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The word.
    pub word: String,
    /// The encoding.
    pub how: &'static str,
}

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// Where, as the caller named it.
    pub place: String,
    /// The word.
    pub word: String,
    /// The encoding.
    pub how: &'static str,
}

impl Hunt {
    /// Looks for `words`; each at least two bytes long in every encoding.
    #[must_use]
    pub fn of(words: &[&str]) -> Self {
        let mut spellings: Vec<Spelling> = words.iter().flat_map(|word| spellings(word)).collect();
        spellings.sort();
        spellings.dedup_by(|a, b| a.bytes == b.bytes);
        let mut begins = vec![Vec::new(); 1 << 16];
        for (at, spelling) in spellings.iter().enumerate() {
            if let [first, second, ..] = spelling.bytes[..] {
                begins[usize::from(u16::from_be_bytes([first, second]))].push(at);
            }
        }
        Self { spellings, begins }
    }

    /// What stands in `bytes`, also where a mail or a form has broken it into lines.
    #[must_use]
    pub fn search(&self, place: &str, bytes: &[u8]) -> BTreeSet<Sighting> {
        let mut found = BTreeSet::new();
        self.scan(place, bytes, &mut found);
        self.scan(place, &joined(bytes), &mut found);
        found
    }

    /// Every spelling: what the control plants one by one.
    #[must_use]
    pub fn spellings(&self) -> &[Spelling] {
        &self.spellings
    }

    fn scan(&self, place: &str, bytes: &[u8], found: &mut BTreeSet<Sighting>) {
        for (at, pair) in bytes.windows(2).enumerate() {
            let here = &self.begins[usize::from(u16::from_be_bytes([pair[0], pair[1]]))];
            for spelling in here.iter().map(|at| &self.spellings[*at]) {
                if bytes[at..].starts_with(&spelling.bytes) {
                    found.insert(Sighting {
                        place: place.to_owned(),
                        word: spelling.word.clone(),
                        how: spelling.how,
                    });
                }
            }
        }
    }
}

/// The bytes without line breaks: base64 and quoted-printable in a mail are cut into lines.
fn joined(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'\r' => {}
            b'\n' if out.last() == Some(&b'=') => {
                out.pop();
            }
            b'\n' => {}
            other => out.push(*other),
        }
    }
    out
}

fn spellings(word: &str) -> Vec<Spelling> {
    let backwards: String = word.chars().rev().collect();
    let mut all = vec![
        ("UTF-8", word.as_bytes().to_vec()),
        ("UTF-8 reversed by letter", backwards.into_bytes()),
        ("UTF-8 reversed by byte", word.bytes().rev().collect()),
        ("GBK", encoding_rs::GBK.encode(word).0.into_owned()),
        ("GB18030", encoding_rs::GB18030.encode(word).0.into_owned()),
        ("UTF-16LE", utf16(word, u16::to_le_bytes)),
        ("UTF-16BE", utf16(word, u16::to_be_bytes)),
        ("URL", percent(word, "%", true)),
        ("URL lower", percent(word, "%", false)),
        ("quoted-printable", percent(word, "=", true)),
        ("JSON", escaped(word, false)),
        ("JSON upper", escaped(word, true)),
        ("HTML", entities(word)),
    ];
    let gbk = encoding_rs::GBK.encode(word).0.into_owned();
    for (name, bytes) in [("UTF-8", word.as_bytes()), ("GBK", gbk.as_slice())] {
        let utf8 = name == "UTF-8";
        all.push((
            if utf8 { "hex" } else { "hex of GBK" },
            hex::encode(bytes).into_bytes(),
        ));
        all.push((
            if utf8 { "hex upper" } else { "hex upper of GBK" },
            hex::encode_upper(bytes).into_bytes(),
        ));
        for offset in 0..3 {
            let how = if utf8 { "base64" } else { "base64 of GBK" };
            all.push((how, core64(&STANDARD_NO_PAD, bytes, offset)));
            all.push((how, core64(&URL_SAFE_NO_PAD, bytes, offset)));
        }
    }
    let spelling = |(how, bytes)| Spelling {
        bytes,
        word: word.to_owned(),
        how,
    };
    all.into_iter().map(spelling).collect()
}

fn utf16(word: &str, to: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    word.encode_utf16().flat_map(to).collect()
}

fn percent(word: &str, sign: &str, upper: bool) -> Vec<u8> {
    let mut out = String::new();
    for byte in word.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else if upper {
            let _ = write!(out, "{sign}{byte:02X}");
        } else {
            let _ = write!(out, "{sign}{byte:02x}");
        }
    }
    out.into_bytes()
}

fn escaped(word: &str, upper: bool) -> Vec<u8> {
    let mut out = String::new();
    for unit in word.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => out.push(char::from(byte)),
            _ if upper => write!(out, "\\u{unit:04X}").expect("a string takes it"),
            _ => write!(out, "\\u{unit:04x}").expect("a string takes it"),
        }
    }
    out.into_bytes()
}

fn entities(word: &str) -> Vec<u8> {
    let each = word.chars().map(|c| {
        if c.is_ascii() {
            c.to_string()
        } else {
            format!("&#{};", u32::from(c))
        }
    });
    each.collect::<String>().into_bytes()
}

/// The characters of base64 that depend on `bytes` alone when they begin `offset` bytes into a group of three.
fn core64(engine: &impl Engine, bytes: &[u8], offset: usize) -> Vec<u8> {
    let mut padded = vec![0; offset];
    padded.extend_from_slice(bytes);
    let whole = padded.len() * 8 / 6;
    let text = engine.encode(padded).into_bytes();
    text[(offset * 8).div_ceil(6)..whole].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 3] = ["龘靐齉爩", "13987654321", "9417栋3单元"];

    #[test]
    fn every_spelling_is_seen_anywhere() {
        let hunt = Hunt::of(&WORDS);
        assert!(hunt.spellings().len() > 50);
        for spelling in hunt.spellings() {
            let mut hay = vec![0xff, b'"', b'x'];
            hay.extend_from_slice(&spelling.bytes);
            hay.extend_from_slice(b"\xfe tail");
            let seen = hunt.search("hay", &hay);
            assert!(
                seen.iter().any(|seen| seen.word == spelling.word),
                "{} of {}",
                spelling.how,
                spelling.word
            );
        }
    }

    #[test]
    fn base64_is_seen_wherever_the_word_stands() {
        let hunt = Hunt::of(&WORDS);
        for before in 0..7 {
            for after in 0..5 {
                let text = format!("{}龘靐齉爩{}", "a".repeat(before), "z".repeat(after));
                let code = STANDARD_NO_PAD.encode(text);
                assert_eq!(hunt.search("code", code.as_bytes()).len(), 1, "{before} {after}");
            }
        }
    }

    #[test]
    fn lines_of_a_mail_do_not_hide_it() {
        let hunt = Hunt::of(&WORDS);
        let code = STANDARD_NO_PAD.encode("收件人：龘靐齉爩，电话 13987654321");
        let (head, tail) = code.split_at(code.len() / 2);
        assert_eq!(
            hunt.search("mail", format!("{head}\r\n{tail}").as_bytes()).len(),
            2
        );
        assert_eq!(hunt.search("mail", b"139876=\r\n54321").len(), 1);
    }

    #[test]
    fn other_words_are_not_seen() {
        let hunt = Hunt::of(&WORDS);
        assert!(
            hunt.search("hay", "龘靐 1398765432 9417栋 139****4321".as_bytes())
                .is_empty()
        );
        assert!(hunt.search("hay", &[]).is_empty());
    }
}
