//! Two readers of codes that know nothing of each other: zbar as a program, rxing as a library.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use rxing::BarcodeFormat;

/// Both readers find the number in the bar code and in the QR code of a picture.
pub fn both_read(picture: &Path, number: &str) {
    zbar_reads(picture, number);
    for format in [BarcodeFormat::CODE_128, BarcodeFormat::QR_CODE] {
        let found = rxing(picture, format);
        assert_eq!(
            found.as_deref(),
            Ok(number),
            "rxing reads {format} of {}",
            picture.display()
        );
    }
}

fn zbar_reads(picture: &Path, number: &str) {
    let expected = [format!("CODE-128:{number}"), format!("QR-Code:{number}")];
    assert_eq!(zbar(picture), expected, "zbar reads {}", picture.display());
}

/// The same of a PDF as poppler and ghostscript draw it at 203 dpi, as a driver would; a `fine` one by zbar alone.
pub fn read_pdf(pdf: &Path, number: &str, fine: bool) {
    for picture in [poppler(pdf), ghostscript(pdf)] {
        match fine {
            true => zbar_reads(&picture, number),
            false => both_read(&picture, number),
        }
    }
}

fn poppler(pdf: &Path) -> PathBuf {
    let stem = pdf.with_extension("poppler");
    run(Command::new("pdftoppm")
        .args(["-r", "203", "-png", "-singlefile"])
        .arg(pdf)
        .arg(&stem));
    pdf.with_extension("poppler.png")
}

fn ghostscript(pdf: &Path) -> PathBuf {
    let out = pdf.with_extension("gs.png");
    let to = format!("-sOutputFile={}", out.display());
    run(Command::new("gs")
        .args([
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-dSAFER",
            "-sDEVICE=pnggray",
            "-r203",
        ])
        .arg(to)
        .arg(pdf));
    out
}

/// Runs one of Debian's tools; its absence is a failure, not a skip.
pub fn run(command: &mut Command) -> String {
    let out = command
        .output()
        .unwrap_or_else(|no| panic!("{command:?}: {no}; script/bootstrap test installs it"));
    assert!(
        out.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8(out.stdout).unwrap()
}

/// What zbarimg reads, `TYPE:text` each; a code that stands there twice is told once.
fn zbar(picture: &Path) -> Vec<String> {
    let out = Command::new("zbarimg")
        .args(["--quiet", "-Sdisable", "-Scode128.enable", "-Sqrcode.enable"])
        .arg(picture)
        .output()
        .expect("zbarimg is missing: script/bootstrap test installs it (Debian zbar-tools)");
    let text = String::from_utf8(out.stdout).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn rxing(picture: &Path, format: BarcodeFormat) -> Result<String, String> {
    let (luma, width, height) = luma(picture);
    rxing::helpers::detect_in_luma(luma, width, height, Some(format))
        .map(|found| found.getText().to_owned())
        .map_err(|no| no.to_string())
}

/// A picture's grey values.
fn luma(picture: &Path) -> (Vec<u8>, u32, u32) {
    let mut decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(picture).unwrap()));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let samples = info.color_type.samples();
    let luma = bytes.chunks(samples).map(|pixel| pixel[0]).collect();
    (luma, info.width, info.height)
}
