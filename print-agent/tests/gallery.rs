//! Sets every sample on every paper, leaves the dots as pictures to look at, and reads the codes back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod common;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use print_agent::label::{self, Dots, Shift};
use ticket::{Size, template};

fn gallery() -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn write_png(path: &Path, dots: &Dots) {
    let mut encoder = png::Encoder::new(fs::File::create(path).unwrap(), dots.width, dots.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let white_is_one: Vec<u8> = dots.rows.iter().map(|byte| !byte).collect();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&white_is_one)
        .unwrap();
}

/// What zbarimg reads from a picture, `TYPE:text` each. Its absence is a failure, not a skip.
fn read_codes(picture: &Path) -> Vec<String> {
    let out = Command::new("zbarimg")
        .args(["--quiet", "-Sdisable", "-Scode128.enable", "-Sqrcode.enable"])
        .arg(picture)
        .output()
        .expect("zbarimg is missing: script/bootstrap installs it (Debian zbar-tools)");
    let mut lines: Vec<String> = String::from_utf8(out.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    lines.sort();
    lines
}

#[test]
fn every_sample_reads_back_from_the_dots_and_from_the_pdf() {
    let (shelf, dir) = (common::shelf(), gallery());
    let mut golden = String::new();
    for size in Size::ALL {
        for (name, ticket) in common::samples(size) {
            let set = label::set(&shelf, template::current().unwrap(), &ticket, Shift::default()).unwrap();
            let stem = dir.join(format!("{}-{name}", size.name()));
            let (dots, pdf) = (stem.with_extension("png"), stem.with_extension("pdf"));
            golden.push_str(&format!("{} {name} {}\n", size.name(), set.dots.hash()));
            write_png(&dots, &set.dots);
            fs::File::create(&pdf).unwrap().write_all(&set.pdf).unwrap();
            let expected = [
                format!("CODE-128:{0}", ticket.document_id),
                format!("QR-Code:{0}", ticket.document_id),
            ];
            assert_eq!(
                read_codes(&dots),
                expected,
                "{name} on {} from the dots",
                size.name()
            );
            let raster = Command::new("pdftoppm")
                .args(["-r", "203", "-png", "-singlefile"])
                .arg(&pdf)
                .arg(stem.with_extension("poppler"))
                .status()
                .expect("pdftoppm is missing: script/bootstrap installs it (Debian poppler-utils)");
            assert!(raster.success());
            let raster = stem.with_extension("poppler.png");
            assert_eq!(
                read_codes(&raster),
                expected,
                "{name} on {} from the PDF",
                size.name()
            );
        }
    }
    hold_to_golden(&golden);
}

/// The dots are the same on every machine: what changes them is a new template version, or said aloud here.
fn hold_to_golden(golden: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden-dots.txt");
    if std::env::var_os("SEALSHIP_GOLDEN").is_some() {
        fs::write(&path, golden).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        golden, expected,
        "labels look different: look at the gallery, then run with SEALSHIP_GOLDEN=1"
    );
}
