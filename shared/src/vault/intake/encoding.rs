//! Text files in whatever encoding a spreadsheet saved them: found out by trying, read as UTF-8.

use std::io::{self, Read, Seek};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Decoder, DecoderResult, Encoding, GB18030, GBK, UTF_8};
use zeroize::Zeroizing;

use super::fault::{Fault, FaultCode};
use super::read::ReadError;

const BLOCK: usize = 64 * 1024;

/// The encoding of a whole file: the one named, else that of its mark, else UTF-8 or GB18030 by validity. A few bad
/// bytes do not decide: their rows will be refused, the others read.
pub(super) fn detect<S: Read + Seek>(
    source: &mut S,
    named: Option<&str>,
) -> Result<&'static Encoding, ReadError> {
    if let Some(label) = named {
        return Encoding::for_label(label.trim().as_bytes()).ok_or_else(unknown);
    }
    source.rewind()?;
    let mut head = Vec::with_capacity(4);
    source.by_ref().take(4).read_to_end(&mut head)?;
    if let Some((marked, _)) = Encoding::for_bom(&head) {
        return Ok(marked);
    }
    let utf8 = Trial::of(source, UTF_8)?;
    if utf8.binary {
        return Err(ReadError::Refused(vec![Fault::file(FaultCode::NotATable)]));
    }
    if utf8.bad == 0 {
        return Ok(UTF_8);
    }
    let gb = Trial::of(source, GB18030)?;
    let guess = gb.guess;
    if gb.bad == 0 && (guess == GBK || guess == GB18030 || guess != BIG5 || !is_clean(source, BIG5)?) {
        return Ok(GB18030);
    }
    if guess == BIG5 && is_clean(source, BIG5)? {
        return Ok(BIG5);
    }
    let (bad, best) = if utf8.bad <= gb.bad {
        (utf8.bad, UTF_8)
    } else {
        (gb.bad, GB18030)
    };
    // At most one bad sequence in twenty lines is an accident, not an encoding.
    if bad.saturating_mul(20) <= gb.lines.max(20) {
        Ok(best)
    } else {
        Err(unknown())
    }
}

fn unknown() -> ReadError {
    ReadError::Refused(vec![Fault::file(FaultCode::EncodingUnknown)])
}

fn is_clean<S: Read + Seek>(source: &mut S, encoding: &'static Encoding) -> io::Result<bool> {
    Ok(Trial::of(source, encoding)?.bad == 0)
}

/// What came of reading a file in one encoding.
struct Trial {
    bad: u64,
    lines: u64,
    /// Runs of NUL bytes: no text file.
    binary: bool,
    guess: &'static Encoding,
}

impl Trial {
    fn of<S: Read + Seek>(source: &mut S, encoding: &'static Encoding) -> io::Result<Trial> {
        source.rewind()?;
        let mut trial = Trial {
            bad: 0,
            lines: 0,
            binary: false,
            guess: encoding,
        };
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut block = Zeroizing::new(vec![0; BLOCK]);
        loop {
            let read = source.read(&mut block)?;
            let bytes = block.get(..read).unwrap_or_default();
            trial.binary |= bytes.windows(4).any(|window| window == [0; 4]);
            if encoding != UTF_8 {
                trial.lines += count(bytes.iter().filter(|byte| **byte == b'\n'));
                detector.feed(bytes, read == 0);
            }
            trial.bad += malformed(&mut decoder, bytes, read == 0);
            if read == 0 {
                break;
            }
        }
        if encoding != UTF_8 {
            trial.guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
        }
        Ok(trial)
    }
}

fn count(found: impl Iterator) -> u64 {
    u64::try_from(found.count()).unwrap_or(u64::MAX)
}

fn malformed(decoder: &mut Decoder, bytes: &[u8], last: bool) -> u64 {
    let mut out = Zeroizing::new(vec![0; 4096]);
    let mut rest = bytes;
    let mut bad = 0;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut out, last);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return bad,
            DecoderResult::OutputFull => (),
            DecoderResult::Malformed(..) => bad += 1,
        }
    }
}

/// A file's bytes as UTF-8, its mark removed; what cannot be read becomes U+FFFD.
pub(super) struct Utf8<R> {
    source: R,
    decoder: Decoder,
    block: Zeroizing<Vec<u8>>,
    text: Zeroizing<Vec<u8>>,
    at: usize,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    pub(super) fn of(source: R, encoding: &'static Encoding) -> Utf8<R> {
        let decoder = encoding.new_decoder();
        let room = decoder.max_utf8_buffer_length(BLOCK).unwrap_or(BLOCK * 4);
        let text = Zeroizing::new(Vec::with_capacity(room));
        Utf8 {
            source,
            decoder,
            block: Zeroizing::new(vec![0; BLOCK]),
            text,
            at: 0,
            ended: false,
        }
    }

    /// Decodes the next block; there is room for all of it.
    fn refill(&mut self) -> io::Result<()> {
        let read = self.source.read(&mut self.block)?;
        self.ended = read == 0;
        let bytes = self.block.get(..read).unwrap_or_default();
        let room = self.text.capacity();
        self.text.resize(room, 0);
        let (_, _, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.text, self.ended);
        self.text.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            self.refill()?;
        }
        let read = self.text.get(self.at..).unwrap_or_default().read(out)?;
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const TEXT: &str =
        "订单号,收件人,地址\nA1,张三,浙江省杭州市西湖区文三路1号\nA2,李四,广东省深圳市南山区科技园\n";

    fn detected(bytes: &[u8]) -> Result<&'static str, FaultCode> {
        match detect(&mut Cursor::new(bytes), None) {
            Ok(encoding) => Ok(encoding.name()),
            Err(ReadError::Refused(faults)) => Err(faults[0].code),
            Err(ReadError::Io(error)) => panic!("{error}"),
        }
    }

    fn decoded(bytes: &[u8], encoding: &'static Encoding) -> String {
        let mut text = String::new();
        Utf8::of(Cursor::new(bytes), encoding)
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    fn utf16(text: &str) -> Vec<u8> {
        [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect()
    }

    #[test]
    fn encodings_are_found_out() {
        let gbk = GBK.encode(TEXT).0;
        let gb18030 = GB18030.encode("订单号,收件人\nA1,𠮷野䶮\n").0;
        let marked = ["\u{FEFF}", TEXT].concat();
        assert_eq!(detected(TEXT.as_bytes()), Ok("UTF-8"));
        assert_eq!(detected(marked.as_bytes()), Ok("UTF-8"));
        assert_eq!(detected(&gbk), Ok("gb18030"));
        assert_eq!(detected(&gb18030), Ok("gb18030"));
        assert_eq!(detected(&utf16(TEXT)), Ok("UTF-16LE"));
        assert_eq!(detected(b"a,b\n1,2\n"), Ok("UTF-8"));
        assert_eq!(detected(&[0xFF; 4096]), Err(FaultCode::EncodingUnknown));
        assert_eq!(detected(&[0; 64]), Err(FaultCode::NotATable));
        assert!(matches!(
            detect(&mut Cursor::new(b"x"), Some("no such")),
            Err(ReadError::Refused(_))
        ));
        assert_eq!(detect(&mut Cursor::new(b"x"), Some("gbk")).unwrap(), GBK);
    }

    #[test]
    fn a_character_across_blocks_is_whole() {
        for pad in 0..4 {
            let text = format!("{}{}", "a".repeat(BLOCK - pad), "𠮷野".repeat(BLOCK));
            assert!(decoded(text.as_bytes(), UTF_8) == text);
            assert!(decoded(&GB18030.encode(&text).0, GB18030) == text);
            assert_eq!(detected(text.as_bytes()), Ok("UTF-8"));
        }
        assert_eq!(decoded("\u{FEFF}abc".as_bytes(), UTF_8), "abc");
        assert_eq!(decoded(&utf16(TEXT), encoding_rs::UTF_16LE), TEXT);
    }

    #[test]
    fn one_bad_byte_does_not_spoil_a_file() {
        let mut bytes = TEXT.repeat(50).into_bytes();
        let at = bytes.len() - 10;
        bytes[at] = 0xFF;
        assert_eq!(detected(&bytes), Ok("UTF-8"));
        assert!(decoded(&bytes, UTF_8).contains('\u{FFFD}'));
    }
}
