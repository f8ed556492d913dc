//! An agent that is enrolled nowhere says so to whoever asks, and is reached by the commands while it runs.

use reqwest::Method;
use serde_json::json;
use ticket::Size;

use super::common::{
    ordinary,
    platform::{AGENT, CODE, ORIGIN},
    rig::Rig,
};

const EVIL: &str = "https://evil.example";

async fn status(rig: &Rig, method: Method, path: &str, headers: &[(&str, &str)]) -> (u16, String, String) {
    let call = reqwest::Client::new().request(method, format!("http://127.0.0.1:{}{path}", rig.port));
    let call = headers
        .iter()
        .fold(call, |call, (name, value)| call.header(*name, *value));
    let reply = call.send().await.unwrap();
    let code = reply.status().as_u16();
    let allowed = reply.headers().get("access-control-allow-origin");
    let allowed = allowed.map(|value| value.to_str().unwrap().to_owned());
    (code, allowed.unwrap_or_default(), reply.text().await.unwrap())
}

#[actix_web::test]
async fn not_enrolled_it_tells_any_page_that_and_nothing_else() {
    let rig = Rig::stranger().await;
    let from = [("origin", EVIL)];
    let (code, allowed, said) = status(&rig, Method::GET, "/diagnosis", &from).await;
    assert_eq!((code, allowed.as_str()), (200, EVIL));
    assert!(said.contains("not_enrolled") && !said.contains("party"), "{said}");
    assert_eq!(status(&rig, Method::OPTIONS, "/diagnosis", &from).await.0, 204);
    let mut client = rig.knock(&from).await.ok().unwrap();
    let info = client.ask(json!({"cmd": "getAgentInfo"})).await;
    assert_eq!(
        (&info["enrolled"], &info["paired"]),
        (&json!(false), &json!(false))
    );
    assert!(info.get("printers").is_none() && info.get("agentID").is_none());
    for message in [
        json!({"cmd": "pair", "token": rig.token()}),
        json!({"cmd": "getPrinters"}),
        json!({"cmd": "printTest", "size": "76x130"}),
        json!({"cmd": "diagnose"}),
    ] {
        assert_eq!(client.ask(message).await["code"], "not_enrolled");
    }
    for path in ["/", "/local/status", "/local/log"] {
        assert_eq!(status(&rig, Method::GET, path, &from).await.0, 403, "{path}");
    }
    let rebound = [("host", "evil.example"), ("origin", EVIL)];
    assert_eq!(status(&rig, Method::GET, "/diagnosis", &rebound).await.0, 403);
    assert_eq!(rig.knock(&rebound).await.err(), Some(403));
    rig.command(&["enrol", &rig.platform.url, CODE]).await;
    assert_eq!(status(&rig, Method::GET, "/diagnosis", &from).await.0, 403);
    assert_eq!(rig.knock(&from).await.err(), Some(403));
    assert!(rig.knock(&[("origin", ORIGIN)]).await.is_ok());
}

#[actix_web::test]
async fn what_commands_change_reaches_the_agent_that_runs() {
    let rig = Rig::stranger().await;
    let mut client = rig.paired().await;
    // Its platform's key is not known yet; the ticket is sealed once it is.
    assert_eq!(
        client.ask(json!({"cmd": "getAgentInfo"})).await["enrolled"],
        false
    );
    let page = rig.page().await;
    assert_eq!(page.get("status").await.1["diagnosis"]["code"], "not_enrolled");
    rig.command(&["enrol", &rig.platform.url, CODE]).await;
    assert_eq!(client.ask(json!({"cmd": "getAgentInfo"})).await["agentID"], AGENT);
    assert_eq!(page.get("status").await.1["diagnosis"]["code"], "ok");
    let envelope = rig.envelope("t1", &ordinary(Size::W76H130));
    assert_eq!(client.fate("task", envelope).await, "printed");
    let own = [("origin", "https://works.example")];
    assert_eq!(rig.knock(&own).await.err(), Some(403));
    rig.command(&["allow", own[0].1]).await;
    assert!(rig.knock(&own).await.is_ok());
    rig.command(&["password", "--new", "another-one"]).await;
    assert_eq!(page.get("status").await.0, 401, "who knew the old one is out");
    assert_eq!(rig.page().await.get("status").await.0, 200);
}
