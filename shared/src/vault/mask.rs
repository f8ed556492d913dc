//! Masks: what a merchant may always see of a receiver. Computed on every read, never stored.
//!
//! After GB/T 41833-2022 as the press reports it (surname only, at least six digits hidden, address ends before the
//! building); no conformance is claimed. Whatever is not understood is hidden: a mask may say too little, never too
//! much. The number of stars says nothing about the number of characters behind them, beyond one or more.

use serde::Serialize;
use utoipa::ToSchema;

/// A receiver as it may be shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct MaskedReceiver {
    /// `欧阳**`
    pub name: String,
    /// `1******8000`
    pub phone: String,
    /// Province, city and district: `浙江省金华市义乌市`.
    pub region: String,
    /// With the region: `浙江省金华市义乌市北苑街道秋实路***`.
    pub address: String,
}

/// Masks one receiver. `region` is shown as it is; it is no secret.
pub(crate) fn receiver(name: &str, phone: &str, region: &[&str], address: &str) -> MaskedReceiver {
    MaskedReceiver {
        name: self::name(name),
        phone: self::phone(phone),
        region: join(region),
        address: self::address(region, address),
    }
}

/// Surnames of two characters that are not a common one-character surname and a given name.
const COMPOUND: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "尉遲", "公孙",
    "公孫", "慕容", "令狐", "宇文", "长孙", "長孫", "司徒", "夏侯", "轩辕", "軒轅", "端木", "百里", "东郭",
    "東郭", "南宫", "南宮", "呼延", "独孤", "獨孤", "西门", "西門", "公羊", "澹台", "澹臺", "公冶", "太史",
    "申屠", "钟离", "鍾離", "闻人", "聞人", "濮阳", "濮陽", "淳于", "单于", "司空", "闾丘", "赫连", "赫連",
    "拓跋", "万俟", "第五", "鲜于", "完颜", "纳兰", "叶赫", "爱新", "耶律", "仲孙", "乐正", "漆雕", "公西",
    "壤驷", "颛孙", "宰父", "谷梁", "梁丘",
];

/// The surname of a name; a single character is hidden whole.
pub(crate) fn name(name: &str) -> String {
    let letters: Vec<char> = name
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    match letters.as_slice() {
        [first, second, _, ..] if is_compound(*first, *second) => format!("{first}{second}**"),
        [first, _] if is_han(*first) => format!("{first}*"),
        [first, _, ..] if is_han(*first) => format!("{first}**"),
        [first, _, ..] if first.is_alphabetic() => format!("{first}***"),
        _ => "*".to_owned(),
    }
}

fn is_compound(first: char, second: char) -> bool {
    COMPOUND.iter().any(|c| c.chars().eq([first, second]))
}

/// Han as names are written: all planes, and 〇.
fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3_FFFF)
}

/// Hides at least six digits, and all of them where there are no more; an extension is hidden whole.
pub(crate) fn phone(phone: &str) -> String {
    let (head, extended) = without_extension(phone);
    let groups: Vec<String> = head
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .map(str::to_owned)
        .collect();
    let foreign = head.trim_start().starts_with('+') || head.trim_start().starts_with("00");
    let (shown, extended) = number(&groups, foreign, extended);
    if extended { format!("{shown}-****") } else { shown }
}

/// The half-width text before an extension mark, and whether there was one.
fn without_extension(phone: &str) -> (String, bool) {
    const MARKS: &[char] = &['转', '轉', '分', 'x', 'X', '#', ',', ';', '/', '、', 'e', 'E'];
    let mut head: String = phone.chars().map(super::tag::halve).collect();
    let end = head.find(MARKS);
    if let Some(end) = end {
        head.truncate(end);
    }
    (head, end.is_some())
}

fn number(groups: &[String], foreign: bool, extended: bool) -> (String, bool) {
    let digits: String = groups.concat();
    if foreign {
        return (abroad(&digits), extended);
    }
    match groups {
        [mobile, _, ..] if is_mobile(mobile) => (hide(mobile, 1), true),
        [area, local, rest @ ..] if is_area(area) && (7..=8).contains(&local.len()) => {
            (format!("{area}-{}", hide(local, 0)), extended || !rest.is_empty())
        }
        _ if is_mobile(&digits) => (hide(&digits, 1), extended),
        _ => (hide(&digits, 0), extended),
    }
}

/// A number behind `+` or `00`: the mainland's as at home, others behind their country's code where it is known.
fn abroad(digits: &str) -> String {
    let bare = digits.strip_prefix("00").unwrap_or(digits);
    match bare.strip_prefix("86").filter(|rest| is_mobile(rest)) {
        Some(mobile) => hide(mobile, 1),
        None => ["852", "853", "886"]
            .iter()
            .find_map(|code| {
                bare.strip_prefix(code)
                    .map(|rest| format!("+{code} {}", hide(rest, 0)))
            })
            .unwrap_or_else(|| hide(bare, 0)),
    }
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1')
}

fn is_area(digits: &str) -> bool {
    digits.starts_with('0') && (3..=4).contains(&digits.len())
}

/// Shows the first `first` and up to four last digits, but hides six in any case.
fn hide(digits: &str, first: usize) -> String {
    let count = digits.chars().count();
    let last = count.saturating_sub(first + 6).min(4);
    if last == 0 {
        return "******".to_owned();
    }
    let head: String = digits.chars().take(first).collect();
    let tail: String = digits.chars().skip(count - last).collect();
    format!("{head}******{tail}")
}

/// The region, then township and road where they are plainly recognised, then stars.
pub(crate) fn address(region: &[&str], address: &str) -> String {
    format!("{}{}", join(region), detail(region, address))
}

/// The same without the region: `北苑街道秋实路***`.
pub(crate) fn detail(region: &[&str], address: &str) -> String {
    format!("{}***", plain_part(without_region(region, address.trim())))
}

/// Region names, each once (a municipality is its own province).
fn join(region: &[&str]) -> String {
    let mut joined = String::new();
    let mut last = "";
    for part in region.iter().filter(|p| !p.is_empty()) {
        if *part != last {
            joined.push_str(part);
        }
        last = part;
    }
    joined
}

fn without_region<'a>(region: &[&str], address: &'a str) -> &'a str {
    region.iter().fold(address, |rest, part| {
        rest.strip_prefix(part)
            .filter(|_| !part.is_empty())
            .unwrap_or(rest)
            .trim_start()
    })
}

const TOWNSHIPS: &[&str] = &["街道", "镇", "鎮", "乡", "鄉", "苏木"];
const ROADS: &[&str] = &["大道", "大街", "路", "街", "巷", "胡同"];
/// A segment is a name of at most this many characters with its mark: longer ones are sentences.
const LONGEST_SEGMENT: usize = 10;
/// Words of a building, a unit, a person or a note: a segment with one of them in it is hidden …
const NOT_A_ROAD: &[&str] = &[
    "号", "號", "栋", "幢", "座", "楼", "樓", "室", "层", "層", "弄", "园", "園", "苑", "厦", "廈", "寓",
    "墅", "邸", "小区", "新村", "广场", "宿舍", "单元", "公司", "学校", "大学", "中学", "小学", "医院",
    "对面", "旁边", "后面", "里面", "隔壁", "楼下", "附近", "收", "转交", "电话", "手机", "的",
];
/// … unless it ends the name: roads are called after parks and colleges (公园路, 鼓楼街道, 大学路).
const NAMESAKES: &[&str] = &[
    "园", "園", "苑", "楼", "樓", "大学", "中学", "小学", "学校", "广场", "医院", "新村",
];

/// The township's and the road's name at the head of a detail; "" where there is neither.
fn plain_part(detail: &str) -> String {
    let mut rest: Vec<char> = detail.chars().filter(|c| !c.is_whitespace()).collect();
    let mut shown = String::new();
    for marks in [TOWNSHIPS, ROADS] {
        if let Some(length) = segment(&rest, marks) {
            shown.extend(rest.iter().take(length));
            rest.drain(..length);
        }
    }
    shown
}

/// How many characters up to and with the first of `marks`, if all before it is a mere name.
fn segment(rest: &[char], marks: &[&str]) -> Option<usize> {
    let head: String = rest.iter().take(LONGEST_SEGMENT).collect();
    let (at, mark) = marks
        .iter()
        .filter_map(|m| head.find(m).map(|at| (at, *m)))
        .min()?;
    let name = head.get(..at)?;
    let length = name.chars().count() + mark.chars().count();
    // 路口, 路边, 路旁: not the road but something at it.
    let at_corner = rest.get(length).is_some_and(|c| "口边旁".contains(*c));
    (is_mere_name(name) && !at_corner).then_some(length)
}

fn is_mere_name(name: &str) -> bool {
    let stem = NAMESAKES
        .iter()
        .find_map(|n| name.strip_suffix(n))
        .unwrap_or(name);
    !name.is_empty() && name.chars().all(is_han) && !NOT_A_ROAD.iter().any(|word| stem.contains(word))
}

#[cfg(test)]
mod tests;
