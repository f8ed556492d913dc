//! Takes the receiver out of free text that others will read: anything like a telephone number, and the receiver's
//! own words. It may hide too much, never knowingly too little.

use std::collections::HashSet;

use zeroize::Zeroizing;

use crate::vault::plain::{Plain, PlainReceiver};
use crate::vault::tag::halve;

/// What stands for a hidden character.
const STAR: char = '＊';
/// So many digits in a run are a number to call.
const PHONE_DIGITS: usize = 7;
/// So many characters shared with the address are a piece of it.
const SHARED: usize = 4;
/// Characters at which a piece of an address ends (文三路 · 3号楼 · 阳光苑).
const PIECE_ENDS: &[char] = &[
    '路', '街', '道', '巷', '弄', '镇', '乡', '村', '庄', '区', '苑', '园', '城', '厦', '楼', '栋', '幢',
    '座', '室', '号', '院', '里', '店', '寓', '场', '社',
];

/// `text` with telephone-like runs and the receiver's words masked.
#[cfg(test)]
fn sanitise(text: &str, receiver: &PlainReceiver) -> String {
    Censor::of(receiver).sanitise(text)
}

/// What a merchant writes to a fulfiller, with telephone-like runs masked.
#[must_use]
pub(crate) fn for_strangers(text: &str) -> String {
    let mut page = Page::of(text);
    page.hide_numbers();
    page.written()
}

/// One receiver's words, to be taken out of one text after another.
pub(in crate::vault) struct Censor {
    words: Zeroizing<Vec<Vec<char>>>,
    address: Zeroizing<Vec<char>>,
}

impl Censor {
    pub(in crate::vault) fn of(receiver: &PlainReceiver) -> Censor {
        let mut words = names(&receiver.name);
        words.extend(numbers(&receiver.phone));
        words.extend(pieces(&receiver.address));
        Censor {
            words: Zeroizing::new(words),
            address: Zeroizing::new(letters(receiver.address.expose())),
        }
    }

    /// `text` with telephone-like runs and the receiver's words masked.
    pub(in crate::vault) fn sanitise(&self, text: &str) -> String {
        self.clean(text, Page::hide_numbers)
    }

    /// `text` with only the receiver's words masked: a product's name may hold a long model number.
    pub(in crate::vault) fn without_own_words(&self, text: &str) -> String {
        self.clean(text, |_| ())
    }

    fn clean(&self, text: &str, first: fn(&mut Page)) -> String {
        if text.is_empty() {
            return String::new();
        }
        let mut page = Page::of(text);
        first(&mut page);
        for word in self.words.iter() {
            page.hide_all(word);
        }
        page.hide_shared(&self.address);
        page.written()
    }
}

struct Page {
    written: Vec<char>,
    hidden: Vec<bool>,
    /// The letters that count, folded, each with its place in `written`.
    letters: Vec<(char, usize)>,
}

impl Page {
    fn of(text: &str) -> Page {
        let written: Vec<char> = text.chars().collect();
        let letters = folded(written.iter().copied());
        Page {
            hidden: vec![false; written.len()],
            written,
            letters,
        }
    }

    fn written(self) -> String {
        let shown = |(c, hidden): (char, bool)| if hidden && !c.is_whitespace() { STAR } else { c };
        self.written.into_iter().zip(self.hidden).map(shown).collect()
    }

    /// Runs of seven digits and more, with whatever separates them, in any script's numerals.
    fn hide_numbers(&mut self) {
        let mut run: Vec<usize> = Vec::new();
        let mut gap = 0;
        for at in 0..=self.written.len() {
            let c = self.written.get(at).copied();
            match c {
                Some(c) if digit(c).is_some() => {
                    run.push(at);
                    gap = 0;
                }
                Some(c) if !c.is_alphanumeric() && !run.is_empty() && gap < 3 => gap += 1,
                _ => {
                    self.hide_run(&run);
                    run.clear();
                    gap = 0;
                }
            }
        }
    }

    fn hide_run(&mut self, run: &[usize]) {
        if let (Some(first), Some(last)) = (run.first(), run.last())
            && run.len() >= PHONE_DIGITS
        {
            self.hide(*first, *last);
        }
    }

    fn hide(&mut self, first: usize, last: usize) {
        for hidden in self.hidden.iter_mut().take(last + 1).skip(first) {
            *hidden = true;
        }
    }

    /// Every place where `word` stands, however it is spaced and punctuated.
    fn hide_all(&mut self, word: &[char]) {
        let found: Vec<(usize, usize)> = self
            .letters
            .windows(word.len().max(1))
            .filter(|window| window.iter().map(|(c, _)| c).eq(word))
            .filter_map(|window| Some((window.first()?.1, window.last()?.1)))
            .collect();
        for (first, last) in found {
            self.hide(first, last);
        }
    }

    /// Every stretch of four characters that the address has too.
    fn hide_shared(&mut self, address: &[char]) {
        if self.letters.len() < SHARED {
            return;
        }
        let known: HashSet<&[char]> = address.windows(SHARED).collect();
        let found: Vec<(usize, usize)> = self
            .letters
            .windows(SHARED)
            .filter(|window| {
                let window: Vec<char> = window.iter().map(|(c, _)| *c).collect();
                known.contains(window.as_slice())
            })
            .filter_map(|window| Some((window.first()?.1, window.last()?.1)))
            .collect();
        for (first, last) in found {
            self.hide(first, last);
        }
    }
}

fn folded(text: impl Iterator<Item = char>) -> Vec<(char, usize)> {
    text.enumerate()
        .filter_map(|(at, c)| fold(c).map(|c| (c, at)))
        .collect()
}

/// Half width, lower case, Chinese numerals as digits; white space and punctuation do not count.
fn fold(c: char) -> Option<char> {
    let c = halve(c);
    let c = c.to_lowercase().next().unwrap_or(c);
    digit(c)
        .or_else(|| (c.is_alphanumeric() || !(c.is_ascii() || c.is_whitespace() || is_mark(c))).then_some(c))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '·' | '\u{FE30}'..='\u{FE4F}')
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter_map(fold).collect()
}

/// The ASCII digit that a numeral means.
fn digit(c: char) -> Option<char> {
    let c = halve(c);
    Some(match c {
        '0'..='9' => c,
        '〇' | '零' | '洞' | '⓪' | '０' => '0',
        '一' | '壹' | '幺' | '么' | '①' | '㈠' => '1',
        '二' | '贰' | '两' | '②' | '㈡' => '2',
        '三' | '叁' | '③' | '㈢' => '3',
        '四' | '肆' | '④' | '㈣' => '4',
        '五' | '伍' | '⑤' | '㈤' => '5',
        '六' | '陆' | '⑥' | '㈥' => '6',
        '七' | '柒' | '拐' | '⑦' | '㈦' => '7',
        '八' | '捌' | '⑧' | '㈧' => '8',
        '九' | '玖' | '勾' | '⑨' | '㈨' => '9',
        _ => return None,
    })
}

/// What people write behind a name that is none of it.
const TITLES: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "太太",
    "老师",
    "同学",
    "师傅",
    "经理",
    "主任",
    "老板",
    "医生",
    "律师",
    "阿姨",
    "叔叔",
    "收件人",
    "亲启",
    "代收",
    "转交",
    "收",
    "转",
    "启",
];
/// What stands between the parts of a name and what is written beside it.
const NAME_ENDS: &[char] = &[
    '·', '.', '•', '-', '(', ')', '（', '）', '【', '】', '[', ']', '/', '／', ',', '，', '、', ';', '；',
    ':', '：',
];

/// The whole name, its parts where it is spaced, dotted or has something beside it, each without a title behind it, and
/// the given name of a Han name of three or four.
fn names(name: &Plain) -> Vec<Vec<char>> {
    let parts = name
        .expose()
        .split(|c: char| c.is_whitespace() || NAME_ENDS.contains(&c));
    let mut names = vec![letters(name.expose())];
    for part in parts {
        let bare = untitled(part);
        names.extend([part, bare].map(letters));
        names.extend(given(bare));
    }
    names.retain(|name| name.len() >= 2);
    names
}

/// A name without the titles behind it; what is left of 王先生 is no word to look for, so that stays whole.
fn untitled(name: &str) -> &str {
    let titled = TITLES.iter().find_map(|title| name.strip_suffix(title));
    match titled {
        Some(rest) if rest.chars().count() >= 2 => untitled(rest),
        _ => name,
    }
}

fn given(name: &str) -> Option<Vec<char>> {
    let whole = letters(name);
    let han = name.chars().all(|c| !c.is_ascii());
    let named = han && (3..=4).contains(&whole.len());
    named.then(|| whole.iter().rev().take(2).rev().copied().collect())
}

/// The number, its parts, and the last four digits people know each other by.
fn numbers(phone: &Plain) -> Vec<Vec<char>> {
    let mut numbers: Vec<Vec<char>> = phone.expose().split('-').map(letters).collect();
    let main = numbers
        .iter()
        .max_by_key(|part| part.len())
        .cloned()
        .unwrap_or_default();
    numbers.push(main.iter().skip(main.len().saturating_sub(4)).copied().collect());
    numbers.push(letters(phone.expose()));
    numbers.retain(|number| number.len() >= 4);
    numbers
}

/// What an address is made of, from three characters on.
fn pieces(address: &Plain) -> Vec<Vec<char>> {
    let mut pieces: Vec<Vec<char>> = address
        .expose()
        .split(|c: char| !c.is_alphanumeric())
        .map(letters)
        .collect();
    let ends = address.expose().split_inclusive(PIECE_ENDS);
    pieces.extend(ends.map(letters));
    pieces.retain(|piece| piece.len() >= 3);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::plain::sample;

    fn clean(text: &str) -> String {
        sanitise(
            text,
            &sample("张三丰", "13800138000", "北苑街道秋实路8号阳光苑3栋501室", ""),
        )
    }

    #[test]
    fn numbers_are_hidden_in_every_script() {
        let cases = [
            ("电话13912345678谢谢", "电话＊＊＊＊＊＊＊＊＊＊＊谢谢"),
            ("139 1234 5678", "＊＊＊ ＊＊＊＊ ＊＊＊＊"),
            ("139-1234-5678", "＊＊＊＊＊＊＊＊＊＊＊＊＊"),
            ("１３９１２３４５６７８", "＊＊＊＊＊＊＊＊＊＊＊"),
            ("幺三九一二三四五六七八", "＊＊＊＊＊＊＊＊＊＊＊"),
            ("13九1二34五678", "＊＊＊＊＊＊＊＊＊＊＊"),
            ("1.3.9.1.2.3.4", "＊＊＊＊＊＊＊＊＊＊＊＊＊"),
            ("两件，红色 42 码", "两件，红色 42 码"),
            ("123456", "123456"),
            ("要3个，5天内到", "要3个，5天内到"),
        ];
        for (text, want) in cases {
            assert_eq!(clean(text), want, "{text}");
        }
    }

    #[test]
    fn the_receivers_own_words_are_hidden() {
        let cases = [
            ("送给张三丰的礼物", "送给＊＊＊的礼物"),
            ("送给张 三 丰", "送给＊ ＊ ＊"),
            ("祝三丰生日快乐", "祝＊＊生日快乐"),
            ("尾号8000", "尾号＊＊＊＊"),
            ("放在阳光苑门口", "放在＊＊＊门口"),
            ("秋实路那边", "＊＊＊那边"),
            ("北苑街道见", "＊＊＊＊见"),
            ("送到501室", "送到＊＊＊＊"),
            ("改地址：北苑街道，秋实路8号", "改地址：＊＊＊＊＊＊＊＊＊＊"),
            ("发顺丰，别放驿站", "发顺丰，别放驿站"),
            ("", ""),
            ("🎂生日", "🎂生日"),
        ];
        for (text, want) in cases {
            assert_eq!(clean(text), want, "{text}");
        }
        let foreign = sample("John Smith", "13800138000", "文三路1号", "");
        assert_eq!(
            sanitise("For SMITH, with love", &foreign),
            "For ＊＊＊＊＊, with love"
        );
        assert_eq!(
            Censor::of(&foreign).without_own_words("型号 202611230001 张三"),
            "型号 202611230001 张三"
        );
    }

    #[test]
    fn a_name_is_known_without_what_is_written_beside_it() {
        let cases = [
            ("王小明先生", "送给王小明", "送给＊＊＊"),
            ("王小明先生", "小明生日快乐", "＊＊生日快乐"),
            ("张三女士", "张三的", "＊＊的"),
            ("张三（前台）", "张三的", "＊＊的"),
            ("张三收", "张三的", "＊＊的"),
            ("李四老师收", "李四的", "＊＊的"),
            ("王先生", "王先生的", "＊＊＊的"),
            ("欧阳修文/张三", "修文和张三", "＊＊和＊＊"),
            ("收收", "请收收好", "请＊＊好"),
        ];
        for (name, text, want) in cases {
            let receiver = sample(name, "13800138000", "文三路1号", "");
            assert_eq!(sanitise(text, &receiver), want, "{name}: {text}");
        }
    }

    #[test]
    fn no_marker_survives_wherever_it_stands() {
        let receiver = sample("牛顿顿", "13912345678", "苹果树下99号枝头", "");
        for before in ["", "a", "好的，", "1", "【"] {
            for after in ["", "b", "。谢谢", "2", "】"] {
                for word in ["牛顿顿", "13912345678", "苹果树下99号枝头", "139-1234-5678"] {
                    let text = sanitise(&format!("{before}{word}{after}"), &receiver);
                    assert!(!text.contains(word), "{text}");
                }
            }
        }
    }
}
