//! `script/bench print`: how fast one core sets labels, beside reportlab drawing the same fields in the same run.
//!
//! Rates are per second of processor time, so that what else runs on the machine does not count.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement that fails ends here"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use print_agent::{
    fonts,
    label::{self, Picture, Shelf, Wanted},
};
use serde::Serialize;
use ticket::{
    Size, Ticket,
    design::{Data, Item},
    template,
};

const LABELS: u32 = 3000;

/// The shape of all of `script/bench`'s figures.
#[derive(Serialize)]
struct Figure {
    name: &'static str,
    backend: &'static str,
    n: u32,
    value: f64,
    unit: &'static str,
    floor: Option<f64>,
    ratio: Option<f64>,
    goal: Option<&'static str>,
    holds: Option<bool>,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = PathBuf::from(args.first().expect("FONTS [PYTHON SCRIPT] [JSON]"));
    if args.len() == 1 {
        return first(&folder);
    }
    let figures = measure(&folder, args.get(1), args.get(2));
    for f in &figures {
        let told = |n: Option<f64>| n.map(|n| format!("{n:.2}")).unwrap_or_default();
        println!(
            "| {:32} | {} | {:5} | {:8.1} | {:8} | {:8} | {:6} | {:24} | {:3} |",
            f.name,
            f.backend,
            f.n,
            f.value,
            f.unit,
            told(f.floor),
            told(f.ratio),
            f.goal.unwrap_or_default(),
            f.holds.map_or("", |holds| if holds { "yes" } else { "NO" }),
        );
    }
    if let Some(file) = args.get(3) {
        append(Path::new(file), &figures);
    }
}

fn measure(folder: &Path, python: Option<&String>, script: Option<&String>) -> Vec<Figure> {
    let floor = python
        .zip(script)
        .map(|(python, script)| reportlab(python, script, folder));
    let (starts, took) = (10, started(folder));
    let shelf = shelf(folder);
    pdfs(&shelf, 0..100);
    let before = resident();
    let pdf = rate(LABELS, || pdfs(&shelf, 0..LABELS));
    let half = resident();
    let dots = rate(LABELS, || bitmaps(&shelf, 0..LABELS));
    let after = resident();
    let grown = after.max(half) - before;
    vec![
        figure(
            "PDFs, one label each",
            LABELS,
            pdf,
            "/s·core",
            floor,
            ("≥ 150 /s", pdf >= 150.0),
        ),
        figure(
            "bitmaps at 203 dpi",
            LABELS,
            dots,
            "/s·core",
            floor,
            ("≥ 75 /s", dots >= 75.0),
        ),
        figure(
            "first label after start",
            starts,
            took,
            "ms",
            None,
            ("≤ 150 ms", took <= 150.0),
        ),
        figure(
            "resident after 6,000 labels",
            LABELS * 2,
            after,
            "MB",
            None,
            ("≤ 150 MB", after <= 150.0),
        ),
        figure(
            "grown since the first 100",
            LABELS * 2,
            grown,
            "MB",
            None,
            ("flat: ≤ 10 MB", grown <= 10.0),
        ),
    ]
}

fn figure(
    name: &'static str,
    n: u32,
    value: f64,
    unit: &'static str,
    floor: Option<f64>,
    (goal, holds): (&'static str, bool),
) -> Figure {
    Figure {
        name,
        backend: "print",
        n,
        value,
        unit,
        floor,
        ratio: floor.map(|floor| value / floor),
        goal: Some(goal),
        holds: Some(holds),
    }
}

fn shelf(folder: &Path) -> Shelf {
    Shelf::new(fonts::Fonts::new(fonts::Known::of(folder).unwrap()))
}

/// Labels that differ in number, order, remark and goods.
fn ticket(n: u32) -> Ticket {
    let goods = (0..1 + n % 3).map(|line| Item {
        sku: format!("KC{n:04}-{line}"),
        name: "手机壳 iPhone 17 Pro Max 磨砂软壳".into(),
        spec: "墨绿色".into(),
        quantity: 1 + n % 5,
    });
    let data = Data {
        shop: "星空定制旗舰店".into(),
        alias: format!("DS202687245953{n:04}"),
        remark: "易碎品，请轻拿轻放".into(),
        index: 1 + n,
        total: LABELS,
        number: format!("SB885373428{n:04}"),
        carrier: "圆通速递".into(),
        product: "标准快递".into(),
        made_at: "11-23 17:05".into(),
        goods: goods.collect(),
    };
    label::placeholder(Size::W76H130, label::NOBODY, Some(&data))
}

fn pdfs(shelf: &Shelf, which: std::ops::Range<u32>) {
    let template = template::current().unwrap();
    for n in which {
        let form = (Picture::Pdf, Wanted::USUAL);
        let pdf = label::preview(shelf, template, &ticket(n), None, form).unwrap();
        assert!(pdf.len() > 5000);
    }
}

fn bitmaps(shelf: &Shelf, which: std::ops::Range<u32>) {
    let template = template::current().unwrap();
    let wanted = Wanted {
        pdf: false,
        ..Wanted::USUAL
    };
    for n in which {
        let set = label::set_for(shelf, template, &ticket(n), None, wanted).unwrap();
        assert_eq!((set.dots.width, set.dots.height), (608, 1040));
    }
}

fn rate(n: u32, work: impl FnOnce()) -> f64 {
    let before = processor_seconds();
    work();
    f64::from(n) / (processor_seconds() - before)
}

/// What this process took of all cores.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    let ticks = |place: usize| fields.get(place).unwrap().parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}

fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// What a fresh child does before its first label is there.
fn first(folder: &Path) {
    bitmaps(&shelf(folder), 0..1);
}

/// The median of ten starts, in milliseconds.
fn started(folder: &Path) -> f64 {
    let own = std::env::current_exe().unwrap();
    let mut all: Vec<f64> = (0..10)
        .map(|_| {
            let at = Instant::now();
            assert!(Command::new(&own).arg(folder).status().unwrap().success());
            at.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    *all.get(4).unwrap()
}

/// Labels a second by reportlab, in PDF, in its own processor time.
fn reportlab(python: &str, script: &str, folder: &Path) -> f64 {
    let out = Command::new(python)
        .arg(script)
        .arg(folder)
        .arg("1000")
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().trim().parse().unwrap()
}

fn append(file: &Path, figures: &[Figure]) {
    let mut all: Vec<serde_json::Value> = match fs::read(file) {
        Ok(bytes) => serde_json::from_slice(&bytes).unwrap(),
        Err(_) => Vec::new(),
    };
    all.extend(figures.iter().map(|figure| serde_json::to_value(figure).unwrap()));
    fs::write(file, serde_json::to_vec_pretty(&all).unwrap()).unwrap();
}
