//! `print`: a thousand tickets asked for and sealed, from the call to the last envelope in hand.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ticket::door::EnrolAsk;
use ticket::{Header, SealKey, SignKey, Ticket, VERSION, template};

use crate::base::until;
use crate::door::{Door, all_done, text};
use crate::figure::Figure;
use crate::stage::{PASSWORD, Stage};
use crate::waybill::{ISSUED, accept, give_to, take};
use crate::{Bench, Fallible, sample};

/// Tickets of one run.
const TICKETS: usize = 1_000;
/// Tickets of one task.
const TASK: usize = 500;
/// Runs; the middle one counts.
const RUNS: usize = 3;

/// The floor is what HPKE and Ed25519 alone take for as many tickets, on one core.
pub async fn run(bench: &Bench) -> Fallible<Vec<Figure>> {
    let stage = Stage::set(&bench.rig).await?;
    let parcels = numbered(&stage, TICKETS).await?;
    let factory = stage.factories.first().ok_or("no factory")?;
    let agent = enrol(&stage, &factory.door).await?;
    let mut took = Vec::new();
    for _ in 0..RUNS {
        took.push(seal(&stage, &factory.door, &agent, &parcels).await?);
    }
    took.sort();
    let middle = took.get(RUNS / 2).copied().ok_or("no run")?;
    let figure = Figure::seconds("tickets sealed", TICKETS, middle, floor()?);
    Ok(vec![figure.against("≤ 2 s", |figure| figure.value <= 2.0)])
}

/// Parcels with numbers, as the packing line finds them.
async fn numbered(stage: &Stage, count: usize) -> Fallible<Vec<String>> {
    let (_, orders) = stage.bring(sample::bodies(0, count)).await?;
    let mut conn = stage.base.connect()?;
    let factory = stage.factories.first().ok_or("no factory")?;
    give_to(stage, &factory.binding, &orders).await?;
    let held = "SELECT COUNT(*) AS n FROM assignments WHERE state = 'held'";
    until(&mut conn, "the undo window", held, 0).await?;
    take(stage, &accept(&factory.door, count).await?).await?;
    until(&mut conn, "numbers", ISSUED, i64::try_from(count)?).await?;
    let (mut parcels, mut path) = (Vec::new(), "/v1/parcels?stage=print&limit=200".to_owned());
    loop {
        let page = factory.door.get(&path).await?;
        for card in page
            .get("items")
            .and_then(Value::as_array)
            .ok_or("a list without items")?
        {
            parcels.push(text(card, "id")?);
        }
        match text(&page, "next") {
            Ok(next) => path = format!("/v1/parcels?stage=print&limit=200&cursor={next}"),
            Err(_) => return Ok(parcels),
        }
    }
}

async fn enrol(stage: &Stage, door: &Door) -> Fallible<String> {
    door.post("/v1/session/step-up", &json!({ "password": PASSWORD }))
        .await?;
    let invited = door
        .post("/v1/print-agents", &json!({ "name": "打包台1" }))
        .await?;
    let (seal, sign) = (SealKey::generate(), SignKey::generate()?);
    let ask = EnrolAsk::new(text(&invited, "code")?, "打包台1".into(), seal.public(), &sign);
    let platform = Door::new(stage.platform())?;
    platform
        .post("/v1/agents/enrol", &serde_json::to_value(ask)?)
        .await?;
    text(&invited, "agent")
}

async fn seal(stage: &Stage, door: &Door, agent: &str, parcels: &[String]) -> Fallible<Duration> {
    let mut conn = stage.base.connect()?;
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for some in parcels.chunks(TASK) {
        let ask = json!({ "agent": agent, "parcels": some, "size": "76x130" });
        let asked = door.post("/v1/prints", &ask).await?;
        all_done("prints", &asked)?;
        tasks.push(text(&asked, "task")?);
    }
    let open = "SELECT COUNT(*) AS n FROM tickets WHERE state = 'asked'";
    until(&mut conn, "tickets", open, 0).await?;
    for task in tasks {
        let view = door.get(&format!("/v1/prints/{task}")).await?;
        let documents = view
            .get("documents")
            .and_then(Value::as_array)
            .ok_or("a task without documents")?;
        let sealed = documents
            .iter()
            .filter(|document| document.get("envelope").is_some_and(Value::is_object))
            .count();
        if sealed != documents.len() {
            return Err(format!("{sealed} of {} tickets are sealed", documents.len()).into());
        }
    }
    Ok(begun.elapsed())
}

fn floor() -> Fallible<Duration> {
    let (agent, platform) = (SealKey::generate().public(), SignKey::generate()?);
    let ticket: Ticket = serde_json::from_str(TICKET)?;
    let begun = Instant::now();
    for _ in 0..TICKETS {
        ticket::seal(&ticket, agent, header()?)?.sign(&platform);
    }
    Ok(begun.elapsed())
}

fn header() -> Fallible<Header> {
    Ok(Header {
        version: VERSION,
        ticket_id: "tkt".into(),
        agent_id: "agt".into(),
        parcel_id: "prc".into(),
        document_id: "SB8853734286041".into(),
        print_no: 1,
        template: template::current().ok_or("no template")?.hash,
        queue_by: 0,
        leave_by: 0,
        plain: false,
    })
}

/// A label's worth of text.
const TICKET: &str = r#"{"document_id":"SB8853734286041","carrier":{"code":"sandbox","name":"测试快递"},
    "product":"标准快递","sorting_code":"788-F36-30","hub":"乌鲁木齐中心包",
    "receiver":{"name":"张**","phone":"1******8000","region":"内蒙古自治区 呼伦贝尔市 鄂伦春自治旗","address":"阿里河镇林海大街***"},
    "sender":{"name":"云坊","phone":"0571-88008800","region":"浙江省 金华市 义乌市","address":"北苑街道秋实路 18 号"},
    "goods":[{"sku":"PC7746-21","name":"手机壳 磨砂软壳","spec":"墨绿色","quantity":1}],"seq":6,"total":500,"print_no":1,
    "shop":"星空定制旗舰店","alias":"DS2026872459536110","remark":"易碎品","test_mark":true,"made_at":"11-23 17:05",
    "size":"76x130","plain":false}"#;
