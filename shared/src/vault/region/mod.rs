//! The official divisions of China: a receiver's region is public to his fulfiller, and is therefore a value of
//! its own, apart from the secret detail of the address.
mod alias;
mod split;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use serde::Serialize;

pub use split::{split, split_within};

const LIST: &str = include_str!("../../../data/divisions.tsv");

/// A place as deep as it is known. `code` is the six-digit division code of the deepest known level; `city` is
/// absent for places that answer to their province directly (仙桃, 石河子, the districts of Hong Kong).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Region {
    pub code: i64,
    pub province: &'static str,
    pub city: Option<&'static str>,
    pub district: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Province,
    City,
    District,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    code: i64,
    name: &'static str,
    spellings: &'static str,
    level: Level,
}

struct Atlas {
    places: Vec<Place>,
    by_code: HashMap<i64, usize>,
    aliases: alias::Index,
}

/// The region of a six-digit code, or `None` when the list has no such division.
pub fn by_code(code: i64) -> Option<Region> {
    let place = atlas().place(code)?;
    let province = atlas().place(province_of(code))?.name;
    let (city, district) = match place.level {
        Level::Province => (None, None),
        Level::City => (Some(place.name), None),
        Level::District => (
            city_of(code).and_then(|c| atlas().place(c)).map(|c| c.name),
            Some(place.name),
        ),
    };
    Some(Region {
        code,
        province,
        city,
        district,
    })
}

/// Every code inside a division, for filters: a province covers its cities, a city its districts.
pub fn range(code: i64) -> RangeInclusive<i64> {
    match (code, level_of(code)) {
        // Chongqing's counties stand under 5002xx but belong to the same one city.
        (500_100, _) => 500_100..=500_299,
        (_, Level::Province) => code..=code + 9_999,
        (_, Level::City) => code..=code + 99,
        (_, Level::District) => code..=code,
    }
}

/// The divisions one level below `code`, or the provinces for `None`, in the order of their codes.
pub fn children(code: Option<i64>) -> Vec<(i64, &'static str)> {
    let below = |place: &&Place| match code {
        None => place.level == Level::Province,
        Some(code) => parent_of(place.code) == Some(code),
    };
    atlas()
        .places
        .iter()
        .filter(below)
        .map(|place| (place.code, place.name))
        .collect()
}

impl Region {
    /// Province, city and district in one line, a municipality named once.
    pub fn full_name(&self) -> String {
        let city = self
            .city
            .filter(|city| *city != self.province)
            .unwrap_or_default();
        [self.province, city, self.district.unwrap_or_default()].concat()
    }

    fn is_under(&self, prefix: i64) -> bool {
        self.code / 10_000 == prefix
    }

    /// True in Hong Kong, whose telephone numbers have eight digits.
    pub fn is_hong_kong(&self) -> bool {
        self.is_under(81)
    }

    /// True in Macao.
    pub fn is_macao(&self) -> bool {
        self.is_under(82)
    }

    /// True in Taiwan.
    pub fn is_taiwan(&self) -> bool {
        self.is_under(71)
    }
}

impl Atlas {
    fn place(&self, code: i64) -> Option<&Place> {
        self.places.get(*self.by_code.get(&code)?)
    }
}

fn atlas() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| {
        let places: Vec<Place> = LIST
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(read)
            .collect();
        let by_code = places
            .iter()
            .enumerate()
            .map(|(at, place)| (place.code, at))
            .collect();
        let aliases = alias::Index::of(&places);
        Atlas {
            places,
            by_code,
            aliases,
        }
    })
}

fn read(line: &'static str) -> Option<Place> {
    let (code, names) = line.split_once('\t')?;
    let (name, spellings) = names.split_once('\t').unwrap_or((names, ""));
    let code = code.parse().ok()?;
    Some(Place {
        code,
        name,
        spellings,
        level: level_of(code),
    })
}

fn level_of(code: i64) -> Level {
    match (code % 10_000, code % 100) {
        (0, _) => Level::Province,
        (_, 0) => Level::City,
        _ => Level::District,
    }
}

fn province_of(code: i64) -> i64 {
    code / 10_000 * 10_000
}

/// The city a district belongs to; `None` where it answers to the province (4190xx, 4290xx, 4690xx, 6590xx,
/// Hong Kong, Macao).
fn city_of(code: i64) -> Option<i64> {
    match code / 100 {
        5001 | 5002 => Some(500_100),
        4190 | 4290 | 4690 | 6590 | 8100 | 8200 => None,
        other => Some(other * 100),
    }
}

fn parent_of(code: i64) -> Option<i64> {
    match level_of(code) {
        Level::Province => None,
        Level::City => Some(province_of(code)),
        Level::District => city_of(code).or(Some(province_of(code))),
    }
}
