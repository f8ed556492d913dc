//! Sets every sample on every paper for both printers, leaves pictures to look at, and reads all codes back with two
//! readers: from the dots, and from the PDF as poppler and ghostscript draw it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod common;

use std::{fs, path::Path};

use common::{readers, samples::Sample};
use print_agent::label::{self, Dpi, Set, Wanted};
use ticket::{Size, template};

fn set(shelf: &label::Shelf, template: &template::Template, sample: &Sample, dpi: Dpi) -> Set {
    let wanted = Wanted { dpi, ..Wanted::USUAL };
    label::set_for(shelf, template, &sample.ticket, sample.custom.as_ref(), wanted)
        .unwrap_or_else(|no| panic!("{}: {no}", sample.name))
}

/// 3 papers × 13 samples × 2 printers: 78 labels, each read from the dots by both readers; those for 203 dpi also from
/// the PDF as two interpreters draw it.
#[test]
fn every_code_reads_back_from_the_dots_and_from_the_pdf() {
    let (shelf, dir) = (common::shelf(), common::gallery());
    let template = template::current().unwrap();
    let (mut golden, mut read) = (String::new(), 0);
    for size in Size::ALL {
        for sample in common::samples::all(size) {
            for dpi in Dpi::ALL {
                let set = set(&shelf, template, &sample, dpi);
                let stem = dir.join(format!("{}-{}-{}", size.name(), sample.name, dpi.name()));
                fs::write(stem.with_extension("png"), label::png(&set.dots).unwrap()).unwrap();
                golden.push_str(&line(template, &sample, dpi, &set));
                readers::both_read(&stem.with_extension("png"), &sample.ticket.document_id);
                if dpi == Dpi::D203 {
                    fs::write(stem.with_extension("pdf"), &set.pdf).unwrap();
                    readers::read_pdf(
                        &stem.with_extension("pdf"),
                        &sample.ticket.document_id,
                        fine(&sample),
                    );
                }
                read += 1;
            }
        }
    }
    assert!(read >= 60, "only {read} labels were read");
    hold_to_golden(&golden, "golden-dots.txt");
}

/// Tickets sealed with an older template still print the very same dots.
#[test]
fn older_templates_print_the_dots_they_always_did() {
    let shelf = common::shelf();
    let mut golden = String::new();
    let (_, older) = template::all().split_last().unwrap();
    for template in older {
        for size in Size::ALL {
            for sample in common::samples::plain(size) {
                let set = set(&shelf, template, &sample, Dpi::D203);
                golden.push_str(&line(template, &sample, Dpi::D203, &set));
            }
        }
    }
    hold_to_golden(&golden, "golden-dots-older.txt");
}

/// Twenty letters on narrow paper leave two dots a module: too fine for what a driver at 203 (not 203.2) dpi makes
/// of them, where only the stronger reader is held to them.
fn fine(sample: &Sample) -> bool {
    sample.ticket.size == Size::W76H130 && sample.ticket.document_id.len() > 16
}

fn line(template: &template::Template, sample: &Sample, dpi: Dpi, set: &Set) -> String {
    format!(
        "{} {} {} {} {}\n",
        template.name,
        sample.ticket.size.name(),
        sample.name,
        dpi.name(),
        set.dots.hash()
    )
}

/// The dots are the same on every machine: what changes them is a new template version, or said aloud here.
fn hold_to_golden(golden: &str, file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    if std::env::var_os("SEALSHIP_GOLDEN").is_some() {
        fs::write(&path, golden).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<&str> = golden.lines().filter(|line| !expected.contains(line)).collect();
    assert!(
        golden == expected,
        "labels look different: look at the gallery, then run with SEALSHIP_GOLDEN=1: {changed:#?}"
    );
}
