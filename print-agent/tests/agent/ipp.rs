//! A real IPP printer that accepts and rejects.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::json;
use ticket::{Outcome, Size};

use super::{
    common::{ordinary, papers::papers, readers, rig::Rig},
    cups::{PORT, Running, SERVER, add, reachable},
};

#[actix_web::test]
async fn an_ipp_printer_takes_a_label_it_has_paper_for_and_refuses_another() {
    let _alone = PORT.lock().await;
    let (rig, dir) = (Rig::start().await, tempfile::tempdir().unwrap());
    let bus = bus(dir.path());
    let printer = ippeveprinter(dir.path(), &bus.1);
    reachable(SERVER).await;
    add(&rig, "IPP", "ipp://127.0.0.1:8631/ipp/print", None).await;
    let mut client = rig.paired().await;
    let good = client
        .print_on("IPP", "good", &[rig.envelope("t1", &ordinary(Size::W76H130))])
        .await;
    assert_eq!(good["taskStatus"], "printed", "{good}");
    let bad = client
        .print_on("IPP", "bad", &[rig.envelope("t2", &ordinary(Size::W100H180))])
        .await;
    assert_eq!(bad["printStatus"][0]["code"], "wrong_media", "{bad}");
    let receipts = rig.platform.receipts(2).await;
    assert_eq!(receipts[1].receipt.outcome, Outcome::Failed);
    let hand_over = &papers()[2].1;
    let paper =
        |sheet: &str| json!({"cmd": "printPaper", "printer": "IPP", "sheet": sheet, "paper": hand_over});
    let fits = client.ask(paper("76x130")).await;
    assert_eq!(fits["status"], "success", "{fits}");
    let large = client.ask(paper("A4")).await;
    assert_eq!(large["code"], "wrong_media", "{large}");
    // What the printer kept is the label, and both readers read it as two interpreters draw it.
    let kept: Vec<_> = fs::read_dir(dir.path().join("spool"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "pdf"))
        .collect();
    let label = kept.iter().min().expect("the printer kept what it printed");
    let pdf = dir.path().join("label.pdf");
    fs::copy(label, &pdf).unwrap();
    readers::read_pdf(&pdf, &ordinary(Size::W76H130).document_id, false);
    drop(printer);
    drop(bus.0);
}

/// The printer wants a system bus, a private one will do.
fn bus(dir: &Path) -> (Running, String) {
    let address = format!("unix:path={}", dir.join("bus").display());
    let child = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--nopidfile", "--address", &address])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("dbus-daemon is missing (Debian dbus)");
    for _ in 0..100 {
        if dir.join("bus").exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    (Running(child), address)
}

fn ippeveprinter(dir: &Path, bus: &str) -> Running {
    let (spool, attributes) = (dir.join("spool"), dir.join("attributes"));
    fs::create_dir(&spool).unwrap();
    fs::write(&attributes, ATTRIBUTES).unwrap();
    let child = Command::new("ippeveprinter")
        .args(["-r", "off", "-n", "localhost", "-p", "8631", "-k", "-d"])
        .arg(&spool)
        .arg("-a")
        .arg(&attributes)
        .arg("Label")
        .env("DBUS_SYSTEM_BUS_ADDRESS", bus)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("ippeveprinter is missing: script/bootstrap test installs it (Debian cups-ipp-utils)");
    Running(child)
}

/// A label printer with one paper.
const ATTRIBUTES: &str = include_str!("label-printer.txt");
