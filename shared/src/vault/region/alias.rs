//! The names people write for a division: the official one, the short one, the one it had before it became a
//! district. An index by the first two characters keeps the search for them quick.
use std::collections::{HashMap, HashSet};

use super::{Level, Place};

/// How surely a written name means its place; the order is the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The official name, or another spelling of it.
    Full,
    /// Without its suffix (杭州): only where what follows does not make it another word.
    Short,
    /// With the suffix it had once (余杭市 for 余杭区): only inside a known province.
    Former,
}

#[derive(Debug)]
pub(super) struct Alias {
    pub text: String,
    pub place: usize,
    pub kind: Kind,
}

#[derive(Debug, Default)]
pub(super) struct Index(HashMap<(char, char), Vec<Alias>>);

const PEOPLES: &[&str] = &[
    "维吾尔",
    "哈萨克",
    "柯尔克孜",
    "塔吉克",
    "锡伯",
    "蒙古",
    "回",
    "藏",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "阿昌",
    "普米",
    "怒",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "独龙",
    "鄂伦春",
    "各",
];

const PROVINCES: &[(i64, &[&str])] = &[
    (150_000, &["内蒙古", "内蒙古省", "内蒙"]),
    (450_000, &["广西", "广西省", "广西自治区"]),
    (540_000, &["西藏", "西藏省"]),
    (640_000, &["宁夏", "宁夏省", "宁夏自治区"]),
    (650_000, &["新疆", "新疆省", "新疆自治区"]),
    (710_000, &["台湾", "臺灣", "台灣", "臺灣省", "中国台湾"]),
    (
        810_000,
        &["香港", "香港特區", "香港特区", "中国香港", "香港特別行政區"],
    ),
    (
        820_000,
        &["澳门", "澳門", "澳门特区", "中国澳门", "澳門特別行政區"],
    ),
];

impl Index {
    pub(super) fn of(places: &[Place]) -> Index {
        let written: Vec<(usize, String, Kind)> = places
            .iter()
            .enumerate()
            .flat_map(|(at, place)| names(place).into_iter().map(move |(text, kind)| (at, text, kind)))
            .filter(|(_, text, _)| text.chars().count() >= 2)
            .collect();
        let official: HashSet<&str> = places.iter().map(|place| place.name).collect();
        let mut seen = HashSet::new();
        let mut index = Index::default();
        for (place, text, kind) in written {
            // 白银市 is a city: it is no former name of its district 白银区.
            let taken = kind == Kind::Former && official.contains(text.as_str());
            if !taken && seen.insert((place, text.clone())) {
                index.add(Alias { text, place, kind });
            }
        }
        index
    }

    fn add(&mut self, alias: Alias) {
        if let Some(key) = key(&alias.text) {
            self.0.entry(key).or_default().push(alias);
        }
    }

    /// Every name that `text` begins with.
    pub(super) fn at<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a Alias> {
        let found = key(text).and_then(|key| self.0.get(&key));
        found
            .into_iter()
            .flatten()
            .filter(move |alias| text.starts_with(alias.text.as_str()))
    }
}

fn key(text: &str) -> Option<(char, char)> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.next()?))
}

fn names(place: &Place) -> Vec<(String, Kind)> {
    let mut names = vec![(place.name.to_owned(), Kind::Full)];
    let others = place.spellings.split('\t').filter(|name| !name.is_empty());
    names.extend(others.map(|name| (name.to_owned(), Kind::Full)));
    match place.level {
        Level::Province => province_names(place, &mut names),
        Level::City => city_names(place, &mut names),
        Level::District => district_names(place, &mut names),
    }
    names
}

fn province_names(place: &Place, names: &mut Vec<(String, Kind)>) {
    let special = PROVINCES.iter().find(|(code, _)| *code == place.code);
    for name in special.map(|(_, names)| *names).unwrap_or_default() {
        let kind = if name.ends_with(['省', '区', '區']) {
            Kind::Full
        } else {
            Kind::Short
        };
        names.push(((*name).to_owned(), kind));
    }
    names.extend(stems(place.name, &["省", "市"]).map(|stem| (stem, Kind::Short)));
}

fn city_names(place: &Place, names: &mut Vec<(String, Kind)>) {
    if let Some(stem) = autonomous_stem(place.name) {
        names.push((format!("{stem}州"), Kind::Full));
        names.push((stem, Kind::Short));
    }
    names.extend(stems(place.name, &["市", "地区", "盟", "县"]).map(|stem| (stem, Kind::Short)));
}

fn district_names(place: &Place, names: &mut Vec<(String, Kind)>) {
    if let Some(stem) = autonomous_stem(place.name) {
        let suffix = if place.name.ends_with('旗') { "旗" } else { "县" };
        names.push((format!("{stem}{suffix}"), Kind::Full));
        names.push((stem, Kind::Short));
        return;
    }
    let stem = stems(place.name, &["新区", "区", "县", "市"]).next();
    let Some(stem) = stem.filter(|stem| stem.chars().count() >= 2) else {
        return;
    };
    for suffix in ["区", "县", "市", "新区"] {
        names.push((format!("{stem}{suffix}"), Kind::Former));
    }
    names.push((stem, Kind::Short));
}

/// The name without the first of `suffixes` it ends with.
fn stems(name: &str, suffixes: &[&str]) -> impl Iterator<Item = String> {
    suffixes
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .map(str::to_owned)
        .into_iter()
}

/// 恩施土家族苗族自治州 → 恩施; `None` where nothing is left (鄂温克族自治旗).
fn autonomous_stem(name: &str) -> Option<String> {
    let mut stem = ["自治州", "自治县", "自治旗"]
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))?;
    while let Some(shorter) = without_people(stem) {
        stem = shorter;
    }
    (stem.chars().count() >= 2 && !PEOPLES.contains(&stem)).then(|| stem.to_owned())
}

fn without_people(stem: &str) -> Option<&str> {
    let named = stem.strip_suffix('族');
    let base = named.unwrap_or(stem);
    // A people's name of one character counts only with its 族 (大理白族, yet 阿坝 stays whole).
    PEOPLES
        .iter()
        .filter(|people| named.is_some() || people.chars().count() > 1)
        .filter_map(|people| base.strip_suffix(people))
        .filter(|rest| rest.chars().count() >= 2)
        .min_by_key(|rest| rest.len())
}
