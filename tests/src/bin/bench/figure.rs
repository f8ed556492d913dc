//! A figure, its floor and its goal; the table people read and the JSON programs read.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use shared::db::backend;

use crate::Fallible;

/// One measured figure.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// sqlite or postgres.
    pub backend: &'static str,
    /// How many things or samples it was measured on.
    pub n: usize,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What raw SQL takes or reaches for the same rows, in the same unit.
    pub floor: Option<f64>,
    /// How much of the floor's speed is reached: 1 is as fast as raw SQL.
    pub ratio: Option<f64>,
    /// What was promised, in words.
    pub goal: Option<&'static str>,
    /// Whether the promise holds.
    pub holds: Option<bool>,
}

impl Figure {
    /// Things a second; more is better.
    pub fn rate(name: impl Into<String>, n: usize, took: Duration, floor: f64) -> Self {
        let value = per_second(n, took);
        Self::of(name, n, value, "/s", Some((floor, value / floor)))
    }

    /// Seconds; less is better.
    pub fn seconds(name: impl Into<String>, n: usize, took: Duration, floor: Duration) -> Self {
        let (value, floor) = (took.as_secs_f64(), floor.as_secs_f64());
        Self::of(name, n, value, "s", Some((floor, floor / value)))
    }

    /// Something less of which is better.
    pub fn less(name: impl Into<String>, n: usize, value: f64, unit: &'static str, floor: f64) -> Self {
        Self::of(name, n, value, unit, Some((floor, floor / value)))
    }

    /// A figure without a floor of its own.
    pub fn bare(name: impl Into<String>, n: usize, value: f64, unit: &'static str) -> Self {
        Self::of(name, n, value, unit, None)
    }

    fn of(
        name: impl Into<String>,
        n: usize,
        value: f64,
        unit: &'static str,
        floor: Option<(f64, f64)>,
    ) -> Self {
        Self {
            name: name.into(),
            backend: backend::NAME,
            n,
            value,
            unit,
            floor: floor.map(|(floor, _)| floor),
            ratio: floor.map(|(_, ratio)| ratio),
            goal: None,
            holds: None,
        }
    }

    /// The same figure with what was promised of it.
    pub fn against(mut self, goal: &'static str, holds: impl FnOnce(&Self) -> bool) -> Self {
        self.holds = Some(holds(&self));
        self.goal = Some(goal);
        self
    }
}

/// How many of `n` went in a second.
pub fn per_second(n: usize, took: Duration) -> f64 {
    exact(n) / took.as_secs_f64()
}

/// Counts here are far below 2³², where every integer is exact.
pub fn exact(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// A Markdown table that is also read well as it stands.
pub fn table(figures: &[Figure]) -> String {
    let head = [
        "name", "backend", "n", "value", "unit", "floor", "ratio", "goal", "holds",
    ];
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).to_vec()];
    rows.extend(figures.iter().map(Figure::cells));
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for (place, row) in rows.iter().enumerate() {
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(text, "| {cell:width$} ");
        }
        text.push_str("|\n");
        if place == 0 {
            for width in &widths {
                let _ = write!(text, "|{}", "-".repeat(width + 2));
            }
            text.push_str("|\n");
        }
    }
    text
}

impl Figure {
    fn cells(&self) -> Vec<String> {
        let number = |value: f64| match value {
            value if value >= 100.0 => format!("{value:.0}"),
            value if value >= 10.0 => format!("{value:.1}"),
            value => format!("{value:.2}"),
        };
        let holds = match self.holds {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        vec![
            self.name.clone(),
            self.backend.to_owned(),
            self.n.to_string(),
            number(self.value),
            self.unit.to_owned(),
            self.floor.map(number).unwrap_or_default(),
            self.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default(),
            self.goal.unwrap_or_default().to_owned(),
            holds.to_owned(),
        ]
    }
}

/// Adds figures to the JSON array in `file`.
pub fn append(file: &Path, figures: &[Figure]) -> Fallible<()> {
    let mut all: Vec<Value> = match std::fs::read(file) {
        Ok(bytes) => serde_json::from_slice(&bytes)?,
        Err(_) => Vec::new(),
    };
    for figure in figures {
        all.push(serde_json::to_value(figure)?);
    }
    std::fs::write(file, serde_json::to_vec_pretty(&all)?)?;
    Ok(())
}

/// Latencies of many calls.
#[derive(Debug, Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
    /// One more.
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The latency, in milliseconds, that `percent` of the calls stay at or under.
    pub fn percentile(&mut self, percent: usize) -> f64 {
        self.0.sort_unstable();
        let place = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0
            .get(place)
            .map_or(f64::NAN, |took| took.as_secs_f64() * 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ninety_ninth_of_a_hundred_is_the_last_but_one() {
        let mut all = Latencies::default();
        (1..=100).rev().for_each(|ms| all.add(Duration::from_millis(ms)));
        assert!((all.percentile(99) - 99.0).abs() < 1e-9);
        assert!((all.percentile(50) - 50.0).abs() < 1e-9);
    }

    #[test]
    fn ratio_is_the_share_of_the_floors_speed() {
        let second = Duration::from_secs(1);
        assert_eq!(Figure::rate("r", 50, second, 100.0).ratio, Some(0.5));
        assert_eq!(Figure::seconds("s", 1, second * 4, second).ratio, Some(0.25));
    }
}
