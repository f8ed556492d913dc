//! Finds the divisions at the head of an address. Every reading of the text is followed, and the one that explains
//! most of it wins; a name that could be two places is left in the rest rather than guessed.
use std::ops::Range;

use super::alias::{Alias, Kind};
use super::{Level, Place, Region, atlas, by_code, city_of, level_of, province_of};

/// Words that stand where a city's name should, and name none.
const FILLERS: &[&str] = &[
    "省直辖县级行政区划",
    "省直辖县级行政单位",
    "省直辖县级行政区",
    "省直辖行政单位",
    "省直辖县",
    "直辖县级",
    "直辖县",
    "自治区直辖县级行政区划",
    "自治区直辖县级行政单位",
    "自治区直辖县级",
    "市辖区",
    "市辖县",
    "郊县",
    "县",
    "香港岛",
    "港岛",
    "香港島",
    "港島",
    "九龙",
    "九龍",
    "新界",
    "澳门半岛",
    "澳門半島",
    "中国",
    "中华人民共和国",
];
const ROADS: &[char] = &['路', '街', '道', '巷', '弄'];
const ROAD_PREFIXES: &[char] = &[
    '东', '西', '南', '北', '中', '大', '一', '二', '三', '四', '新', '老', '后', '前',
];
/// Characters that turn a place's short name into the name of something else.
const BINDERS: &[char] = &[
    '市', '县', '区', '州', '盟', '旗', '省', '镇', '乡', '村', '站', '庄', '里', '桥', '大', '银', '饭',
    '宾', '酒', '城', '國', '国', '會', '会', '话', '人', '堂', '楼', '花',
];
/// Characters after a repeated name that show it belongs to what follows (杭州市民中心, 西湖区政府).
const OWNERS: &[char] = &[
    '民', '政', '场', '府', '中', '立', '委', '局', '医', '第', '人', '公', '法', '妇',
];
const DEPTH: usize = 10;

/// The region at the head of `text` and the byte range of what follows it. `None` with the whole range when no
/// division is recognised without doubt.
pub fn split(text: &str) -> (Option<Region>, Range<usize>) {
    split_within(None, text)
}

/// As [`split`], for a text that stands inside a region already known: it may repeat or deepen that region only.
pub fn split_within(known: Option<Region>, text: &str) -> (Option<Region>, Range<usize>) {
    let start = known.map(|region| State::of(region.code)).unwrap_or_default();
    let mut search = Search {
        text,
        best: Reading { end: 0, state: start },
    };
    search.follow(0, start, true, 0);
    let Reading { end, state } = search.best;
    let rest = if end == 0 { end } else { skip_separators(text, end) };
    (state.deepest().and_then(by_code), rest..text.len())
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct State {
    province: Option<i64>,
    city: Option<i64>,
    district: Option<i64>,
}

#[derive(Debug, Clone, Copy)]
struct Reading {
    end: usize,
    state: State,
}

struct Search<'a> {
    text: &'a str,
    best: Reading,
}

impl Search<'_> {
    /// `whole` says that every level up to here was read without leaving an unfinished repetition behind.
    fn follow(&mut self, at: usize, state: State, whole: bool, depth: usize) {
        if whole && (at, state.depth()) > (self.best.end, self.best.state.depth()) {
            self.best = Reading { end: at, state };
        }
        if depth == DEPTH {
            return;
        }
        let from = skip_separators(self.text, at);
        let Some(head) = self.text.get(from..) else { return };
        for (alias, place) in candidates(head, state) {
            let next = state.with(place.code);
            // After the district is known, a repeated province or city counts only if the district follows too.
            let whole = state.district.is_none() || place.level == Level::District;
            let whole = whole && !is_bound(head, alias, place);
            self.follow(from + alias.text.len(), next, whole, depth + 1);
        }
        for filler in FILLERS.iter().filter(|filler| head.starts_with(**filler)) {
            let settles = *filler == "市辖区" && state.city.is_some() && at > 0;
            self.follow(from + filler.len(), state, whole && settles, depth + 1);
        }
    }
}

impl State {
    fn of(code: i64) -> State {
        State::default().with(code)
    }

    fn with(self, code: i64) -> State {
        let province = Some(province_of(code));
        match level_of(code) {
            Level::Province => State { province, ..self },
            Level::City => State {
                province,
                city: Some(code),
                ..self
            },
            Level::District => State {
                province,
                city: city_of(code),
                district: Some(code),
            },
        }
    }

    fn deepest(self) -> Option<i64> {
        self.district.or(self.city).or(self.province)
    }

    fn depth(self) -> usize {
        [self.province, self.city, self.district].iter().flatten().count()
            + usize::from(self.district.is_some())
    }

    fn repeats(self, place: &Place) -> bool {
        [self.province, self.city, self.district].contains(&Some(place.code))
    }

    fn allows(self, place: &Place) -> bool {
        let within = self
            .province
            .is_none_or(|province| province == province_of(place.code));
        within
            && match place.level {
                Level::Province => self.province.is_none() || self.repeats(place),
                Level::City => match self.city {
                    Some(city) => city == place.code,
                    None => self.district.is_none(),
                },
                Level::District => match self.district {
                    Some(district) => district == place.code,
                    None => self.city.is_none_or(|city| city_of(place.code) == Some(city)),
                },
            }
    }
}

fn candidates(head: &str, state: State) -> Vec<(&Alias, &'static Place)> {
    let mut found: Vec<(&Alias, &'static Place)> = atlas()
        .aliases
        .at(head)
        .filter_map(|alias| Some((alias, atlas().places.get(alias.place)?)))
        .filter(|(alias, place)| state.allows(place) && means(head, alias, place, state))
        .collect();
    let all = found.clone();
    found.retain(|one| is_only(one, &all));
    found
}

/// Whether a written name stands for one place alone, better readings of the same letters going first.
fn is_only((alias, place): &(&Alias, &Place), all: &[(&Alias, &'static Place)]) -> bool {
    let rivals = all.iter().filter(|(other, rival)| {
        other.text == alias.text && rival.level == place.level && rival.code != place.code
    });
    rivals.into_iter().all(|(other, _)| other.kind > alias.kind)
}

fn means(head: &str, alias: &Alias, place: &Place, state: State) -> bool {
    let after = head.get(alias.text.len()..).unwrap_or_default();
    if state.repeats(place) && (alias.kind != Kind::Full || after.starts_with(OWNERS)) {
        return false;
    }
    match (alias.kind, place.level) {
        (Kind::Full, Level::District) => place.name.chars().count() > 2 || state.is_narrow(),
        (Kind::Full, _) => true,
        (Kind::Former, _) => state.province.is_some(),
        (Kind::Short, Level::District) => state.is_narrow() && after.starts_with(is_separator),
        (Kind::Short, _) => true,
    }
}

/// A short name that what follows makes part of another word: it counts only if a deeper division comes next.
fn is_bound(head: &str, alias: &Alias, place: &Place) -> bool {
    let after = head.get(alias.text.len()..).unwrap_or_default();
    let short = alias.kind == Kind::Short && place.level != Level::District;
    short && (after.starts_with(BINDERS) || is_road(after))
}

impl State {
    /// Narrow enough for 城区 or 东区 to mean one place: the city is known, or the province has none.
    fn is_narrow(self) -> bool {
        self.city.is_some() || matches!(self.province, Some(810_000 | 820_000))
    }
}

fn is_road(after: &str) -> bool {
    after.trim_start_matches(ROAD_PREFIXES).starts_with(ROADS)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | '，'
                | '、'
                | '-'
                | '—'
                | '–'
                | '/'
                | '／'
                | '|'
                | '｜'
                | '·'
                | '.'
                | '。'
                | ';'
                | '；'
                | ':'
                | '：'
                | '_'
                | '>'
                | '\\'
        )
}

fn skip_separators(text: &str, at: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    text.len() - tail.trim_start_matches(is_separator).len()
}
