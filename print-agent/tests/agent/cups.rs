//! Real queues: a private CUPS with a raw and a Zebra queue.

use std::{
    fs,
    process::{Child, Command, Stdio},
    time::Duration,
};

use print_agent::label::Dpi;
use serde_json::json;
use ticket::{Outcome, Size};

use super::{
    common::{
        ordinary, readers,
        rig::{Client, Rig, message_for},
    },
    decode::decoded,
    sink::{Manner, Sink, dots},
    story::{numbered, tool},
};

/// Ended with the test.
pub(super) struct Running(pub(super) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub struct Cups {
    server: String,
    dir: tempfile::TempDir,
    _running: Running,
    _alone: tokio::sync::MutexGuard<'static, ()>,
}

/// Over the loopback CUPS answers to 127.0.0.1 alone, so these tests take turns at one port.
pub(super) static PORT: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
pub(super) const SERVER: &str = "127.0.0.1:8631";

const FILES: &str = "ServerRoot DIR/root\nStateDir DIR/state\nCacheDir DIR/cache\nRequestRoot DIR/spool\nTempDir DIR/tmp\n\
    ServerBin /usr/lib/cups\nDataDir /usr/share/cups\nDocumentRoot /usr/share/cups/doc-root\nAccessLog DIR/log/access\n\
    ErrorLog DIR/log/error\nPageLog DIR/log/page\nSystemGroup root\nUser lp\nGroup lp\nSyncOnClose No\n";
const CONF: &str = "Listen SERVER\nLogLevel warn\nBrowsing No\nDefaultAuthType None\nWebInterface No\nPreserveJobFiles Yes\n\
    PreserveJobHistory Yes\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n";
/// One under which nobody may cancel a job.
const STRICT: &str = "<Policy default>\n<Limit Cancel-Job>\nRequire user nobody\nOrder deny,allow\n</Limit>\n\
    <Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n";

/// The policy CUPS comes with.
fn usual_policy() -> String {
    let conf = fs::read_to_string("/usr/share/cups/cupsd.conf.default").unwrap();
    let (_, rest) = conf.split_once("<Policy default>").unwrap();
    let (policy, _) = rest.split_once("</Policy>").unwrap();
    format!("<Policy default>{policy}</Policy>\n")
}

impl Cups {
    /// With the policy it comes with.
    pub async fn start() -> Cups {
        Cups::with(&usual_policy()).await
    }

    async fn with(policy: &str) -> Cups {
        let alone = PORT.lock().await;
        let (dir, server) = (tempfile::tempdir().unwrap(), SERVER.to_owned());
        for part in ["root", "state", "cache", "spool", "tmp", "log"] {
            fs::create_dir(dir.path().join(part)).unwrap();
        }
        let place = dir.path().to_str().unwrap();
        fs::write(dir.path().join("cups-files.conf"), FILES.replace("DIR", place)).unwrap();
        fs::write(
            dir.path().join("cupsd.conf"),
            CONF.replace("SERVER", &server) + policy,
        )
        .unwrap();
        tool("chown", "coreutils", &["-R", "root:lp", place]);
        tool("chmod", "coreutils", &["-R", "g+rwX,o+X", place]);
        let running = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(dir.path().join("cupsd.conf"))
            .arg("-s")
            .arg(dir.path().join("cups-files.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("cupsd is missing: script/bootstrap test installs it (Debian cups)");
        let cups = Cups {
            server,
            dir,
            _running: Running(running),
            _alone: alone,
        };
        reachable(&cups.server).await;
        cups
    }

    pub fn queue(&self, name: &str, sink: &Sink, model: &str) {
        let device = format!("socket://{}", sink.address);
        let done = Command::new("lpadmin")
            .args(["-h", &self.server, "-p", name, "-E", "-v", &device, "-m", model])
            .output();
        let done = done.unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// The documents in the spool.
    fn spooled(&self) -> Vec<String> {
        fs::read_dir(self.dir.path().join("spool"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with('d'))
            .collect()
    }

    pub fn uri(&self, name: &str) -> String {
        format!("ipp://{}/printers/{name}", self.server)
    }
}

pub(super) async fn reachable(server: &str) {
    for _ in 0..200 {
        if tokio::net::TcpStream::connect(server).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{server} does not answer");
}

pub async fn add(rig: &Rig, name: &str, uri: &str, language: Option<&str>) {
    let mut transport = json!({"kind": "ipp", "uri": uri});
    if let Some(language) = language {
        transport["language"] = json!(language);
    }
    let (status, said) = rig
        .page()
        .await
        .post("printers", json!({"name": name, "transport": transport}))
        .await;
    assert_eq!(status, 200, "{said}");
}

#[actix_web::test]
async fn a_raw_queue_passes_the_very_bytes_and_leaves_nothing_behind() {
    let (rig, cups, sink) = (Rig::start().await, Cups::start().await, Sink::start(Manner::Mute));
    cups.queue("raw", &sink, "raw");
    add(&rig, "CUPS", &cups.uri("raw"), Some("tspl")).await;
    let mut client = rig.paired().await;
    let envelopes = [
        rig.envelope("t1", &numbered("SB1")),
        rig.envelope("t2", &numbered("SB2")),
    ];
    let result = client.print_on("CUPS", "task", &envelopes).await;
    assert_eq!(result["taskStatus"], "printed", "{result}");
    sink.wait(2).await;
    for (label, document) in sink
        .labels()
        .iter()
        .zip(result["printStatus"].as_array().unwrap())
    {
        assert_eq!(dots(label).hash().to_string(), document["bitmapHash"]);
    }
    assert!(
        cups.spooled().is_empty(),
        "documents stay in the spool: {:?}",
        cups.spooled()
    );
}

/// A label in the spool of a queue whose printer is switched off, and on record.
async fn stuck(rig: &Rig, cups: &Cups) -> (Client, Sink) {
    let sink = Sink::start(Manner::Mute);
    cups.queue("raw", &sink, "raw");
    sink.leave();
    add(rig, "CUPS", &cups.uri("raw"), Some("tspl")).await;
    let mut client = rig.paired().await;
    let label = [rig.envelope("t1", &numbered("SB1"))];
    client.ask(message_for("CUPS", "task", &label)).await;
    let journal = rig.dir.path().join("home/journal.jsonl");
    while !fs::read_to_string(&journal).unwrap().contains("\"spooled\"") {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(cups.spooled().len(), 1);
    (client, sink)
}

#[actix_web::test]
async fn a_cancelled_job_leaves_nothing_behind() {
    let (rig, cups) = (Rig::start().await, Cups::start().await);
    let (mut client, _sink) = stuck(&rig, &cups).await;
    tool("cancel", "cups-client", &["-h", &cups.server, "raw-1"]);
    let result = client
        .hear_until("task", |result| result["taskStatus"] == "unknown")
        .await;
    assert_eq!(result["printStatus"][0]["code"], "job_cancelled", "{result}");
    assert!(
        cups.spooled().is_empty(),
        "documents stay in the spool: {:?}",
        cups.spooled()
    );
}

#[actix_web::test]
async fn what_a_queue_held_when_the_agent_was_killed_is_forgotten_after_the_next_start() {
    let (mut rig, cups) = (Rig::start().await, Cups::start().await);
    let (_client, sink) = stuck(&rig, &cups).await;
    rig.kill();
    assert_eq!(cups.spooled().len(), 1);
    rig.restart();
    let receipt = &rig.platform.receipts(1).await[0].receipt;
    assert_eq!(receipt.outcome, Outcome::Unknown);
    for _ in 0..400 {
        if cups.spooled().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        cups.spooled().is_empty(),
        "documents stay in the spool: {:?}",
        cups.spooled()
    );
    assert_eq!(
        sink.count(),
        0,
        "what a person was asked about does not come out later"
    );
}

#[actix_web::test]
async fn a_queue_that_forgets_nothing_is_told_on_the_page() {
    let (rig, cups, sink) = (
        Rig::start().await,
        Cups::with(STRICT).await,
        Sink::start(Manner::Mute),
    );
    cups.queue("raw", &sink, "raw");
    add(&rig, "CUPS", &cups.uri("raw"), Some("tspl")).await;
    let mut client = rig.paired().await;
    let label = [rig.envelope("t1", &numbered("SB1"))];
    assert_eq!(
        client.print_on("CUPS", "task", &label).await["taskStatus"],
        "printed"
    );
    assert_eq!(cups.spooled().len(), 1, "the policy keeps it");
    let log = rig.page().await.get("log").await.1.to_string();
    assert!(log.contains("不肯删除任务 1 的文件"), "{log}");
}

#[actix_web::test]
async fn a_disabled_queue_is_told_and_goes_on_once_it_is_enabled() {
    let (rig, cups, sink) = (Rig::start().await, Cups::start().await, Sink::start(Manner::Mute));
    cups.queue("raw", &sink, "raw");
    tool(
        "/usr/sbin/cupsdisable",
        "cups-client",
        &["-h", &cups.server, "raw"],
    );
    add(&rig, "CUPS", &cups.uri("raw"), Some("tspl")).await;
    let mut client = rig.paired().await;
    client
        .ask(message_for(
            "CUPS",
            "task",
            &[rig.envelope("t1", &numbered("SB1"))],
        ))
        .await;
    let waiting = client
        .hear_until("task", |result| result["printStatus"][0].get("code").is_some())
        .await;
    assert_eq!(waiting["printStatus"][0]["code"], "printer_stopped", "{waiting}");
    assert!(rig.redeemed().is_empty());
    tool(
        "/usr/sbin/cupsenable",
        "cups-client",
        &["-h", &cups.server, "raw"],
    );
    client
        .hear_until("task", |result| result["taskStatus"] == "printed")
        .await;
    sink.wait(1).await;
    tool(
        "/usr/sbin/cupsreject",
        "cups-client",
        &["-h", &cups.server, "raw"],
    );
    client
        .ask(message_for(
            "CUPS",
            "more",
            &[rig.envelope("t2", &numbered("SB2"))],
        ))
        .await;
    client
        .hear_until("more", |result| {
            result["printStatus"][0]["code"] == "printer_not_accepting"
        })
        .await;
    tool(
        "/usr/sbin/cupsaccept",
        "cups-client",
        &["-h", &cups.server, "raw"],
    );
    client
        .hear_until("more", |result| result["taskStatus"] == "printed")
        .await;
}

#[actix_web::test]
async fn a_zebra_queue_is_discovered_and_makes_zpl_of_the_page() {
    let (rig, cups, sink) = (Rig::start().await, Cups::start().await, Sink::start(Manner::Mute));
    cups.queue("zebra", &sink, "drv:///sample.drv/zebra.ppd");
    let settings = json!({"cups": format!("ipp://{}/", cups.server)});
    fs::write(rig.dir.path().join("home/config.json"), settings.to_string()).unwrap();
    let queues = rig.page().await.get("queues").await.1;
    assert_eq!(queues["queues"][0]["name"], "zebra", "{queues}");
    assert!(queues["queues"][0]["model"].as_str().unwrap().contains("Zebra"));
    add(&rig, "Zebra", queues["queues"][0]["uri"].as_str().unwrap(), None).await;
    let mut client = rig.paired().await;
    let result = client
        .print_on("Zebra", "task", &[rig.envelope("t1", &ordinary(Size::W100H150))])
        .await;
    assert_eq!(result["taskStatus"], "printed", "{result}");
    sink.wait_for_bytes(b"^XZ").await;
    // A driver's own raster at 203, not 203.2, dpi: what it prints is read back like any label.
    let printed = decoded(&sink.seen(), Size::W100H150, Dpi::D203);
    let path = rig.dir.path().join("zebra.png");
    fs::write(&path, print_agent::label::png(&printed).unwrap()).unwrap();
    readers::both_read(&path, &ordinary(Size::W100H150).document_id);
}
