//! The agent's own page: who may use it, what it may add, and a test label a scanner reads.

use serde_json::json;

use super::{
    common::{
        platform::{AGENT, ORIGIN},
        rig::Rig,
    },
    sink::{Manner, Sink, dots},
    story::tool,
};

async fn status(rig: &Rig, method: reqwest::Method, path: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let call = reqwest::Client::new().request(method, format!("http://127.0.0.1:{}{path}", rig.port));
    let call = headers
        .iter()
        .fold(call, |call, (name, value)| call.header(*name, *value));
    let reply = call.body("{}").send().await.unwrap();
    let allowed = reply
        .headers()
        .get("access-control-allow-origin")
        .map(|value| value.to_str().unwrap().to_owned());
    (reply.status().as_u16(), allowed.unwrap_or_default())
}

#[actix_web::test]
async fn the_page_opens_for_its_password_and_for_no_other_page() {
    let rig = Rig::start().await;
    let page = rig.page().await;
    assert_eq!(page.get("status").await.0, 200);
    let bearer = format!("Bearer {}", page.token);
    let get = reqwest::Method::GET;
    for path in ["/local/status", "/local/log", "/local/queues"] {
        assert_eq!(status(&rig, get.clone(), path, &[]).await.0, 401, "{path}");
        let foreign = [("authorization", bearer.as_str()), ("origin", ORIGIN)];
        assert_eq!(
            status(&rig, get.clone(), path, &foreign).await.0,
            403,
            "even a console's page may not: {path}"
        );
        let rebound = [("authorization", bearer.as_str()), ("host", "evil.example")];
        assert_eq!(status(&rig, get.clone(), path, &rebound).await.0, 403, "{path}");
    }
    for path in [
        "/local/printers",
        "/local/printers/remove",
        "/local/printers/test",
        "/local/pairing",
    ] {
        assert_eq!(
            status(&rig, reqwest::Method::POST, path, &[]).await.0,
            401,
            "{path}"
        );
    }
    let mut stranger = rig.page().await;
    stranger.token.clear();
    for _ in 0..5 {
        assert_eq!(
            stranger.post("session", json!({"password": "guess"})).await.1["code"],
            "bad_password"
        );
    }
    let (status, said) = stranger.post("session", json!({"password": "guess"})).await;
    assert_eq!(
        (status, said["code"].as_str().unwrap()),
        (401, "too_many_guesses")
    );
    assert_eq!(
        page.post("pairing", json!({})).await.1["token"],
        json!(rig.token())
    );
}

#[actix_web::test]
async fn the_page_itself_is_all_of_one_piece() {
    let rig = Rig::start().await;
    let reply = reqwest::get(format!("http://127.0.0.1:{}/", rig.port))
        .await
        .unwrap();
    let policy = reply.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    let html = reply.text().await.unwrap();
    assert!(html.contains("打印组件") && !html.contains("src=\"http") && !html.contains("href=\"http"));
}

#[actix_web::test]
async fn only_printers_of_the_local_network_are_added_and_only_here() {
    let rig = Rig::start().await;
    let page = rig.page().await;
    let add = async |address: &str| {
        let transport = json!({"kind": "raw", "address": address, "language": "tspl"});
        page.post("printers", json!({"name": "P", "transport": transport}))
            .await
    };
    for bad in ["8.8.8.8:9100", "192.168.1.9:22", "127.0.0.1:8083", "0.0.0.0:9100"] {
        let (status, said) = add(bad).await;
        assert_eq!(
            (status, said["code"].as_str()),
            (422, Some("bad_printer")),
            "{bad}"
        );
    }
    assert_eq!(add("printer.example:9100").await.0, 400);
    let uri = json!({"name": "Q", "transport": {"kind": "ipp", "uri": "ipp://printer.example/ipp/print"}});
    assert_eq!(page.post("printers", uri).await.1["code"], "bad_printer");
    assert_eq!(add("192.168.1.9:9100").await.0, 200);
    let mut client = rig.paired().await;
    let printers = client.ask(json!({"cmd": "getPrinters"})).await;
    assert_eq!(
        (&printers["printers"][1]["name"], &printers["defaultPrinter"]),
        (&json!("P"), &json!("P"))
    );
    assert!(
        !printers.to_string().contains("192.168"),
        "a browser learns no address"
    );
    let address = json!({"cmd": "setPrinterConfig", "printer": "P", "config": {"address": "10.0.0.1:9100"}});
    assert_eq!(client.ask(address).await["code"], "bad_request");
    assert_eq!(
        client.ask(json!({"cmd": "addPrinter", "printer": "X"})).await["code"],
        "unknown_command"
    );
    page.post("printers/remove", json!({"printer": "P"})).await;
    assert_eq!(
        client.ask(json!({"cmd": "getPrinters"})).await["defaultPrinter"],
        "PDF"
    );
}

#[actix_web::test]
async fn printers_and_settings_outlive_a_restart() {
    let mut rig = Rig::start().await;
    rig.add_raw("P", "192.168.1.9:9100".parse().unwrap(), "zpl", "300")
        .await;
    let config = json!({"cmd": "setPrinterConfig", "printer": "P", "config": {"density": 7}});
    assert_eq!(rig.paired().await.ask(config).await["config"]["density"], 7);
    rig.restart();
    let got = rig
        .paired()
        .await
        .ask(json!({"cmd": "getPrinterConfig", "printer": "P"}))
        .await;
    assert_eq!(
        (&got["dpi"], &got["config"]["density"]),
        (&json!("300"), &json!(7))
    );
}

#[actix_web::test]
async fn a_scanner_reads_the_test_label_back() {
    let rig = Rig::start().await;
    let sink = Sink::start(Manner::Tspl);
    rig.add_raw("P", sink.address, "tspl", "203").await;
    let page = rig.page().await;
    let (_, said) = page
        .post("printers/test", json!({"printer": "P", "size": "76x130"}))
        .await;
    let code = said["code"]
        .as_str()
        .unwrap_or_else(|| panic!("{said}"))
        .to_owned();
    let label = dots(&sink.labels()[0]);
    let path = rig.dir.path().join("test.png");
    let mut picture = png::Encoder::new(std::fs::File::create(&path).unwrap(), label.width, label.height);
    picture.set_color(png::ColorType::Grayscale);
    picture.set_depth(png::BitDepth::One);
    let white: Vec<u8> = label.rows.iter().map(|byte| !byte).collect();
    picture.write_header().unwrap().write_image_data(&white).unwrap();
    let read = tool(
        "zbarimg",
        "zbar-tools",
        &[
            "-q",
            "--raw",
            "-Sdisable",
            "-Sqrcode.enable",
            path.to_str().unwrap(),
        ],
    );
    assert!(read.contains(&code), "{read} is not {code}");
    sink.set(0x04);
    let (status, said) = page
        .post("printers/test", json!({"printer": "P", "size": "76x130"}))
        .await;
    assert_eq!((status, said["code"].as_str()), (422, Some("paper_out")));
    let log = page.get("log").await.1.to_string();
    assert!(log.contains(&code) && log.contains("paper_out"), "{log}");
    assert!(rig.redeemed().is_empty());
}

#[actix_web::test]
async fn a_console_asks_what_is_wrong_before_it_is_paired() {
    let rig = Rig::start().await;
    let get = reqwest::Method::GET;
    let (code, allowed) = status(&rig, get.clone(), "/diagnosis", &[("origin", ORIGIN)]).await;
    assert_eq!((code, allowed.as_str()), (200, ORIGIN));
    assert_eq!(
        status(
            &rig,
            get.clone(),
            "/diagnosis",
            &[("origin", "https://evil.example")]
        )
        .await
        .0,
        403
    );
    assert_eq!(
        status(&rig, get, "/diagnosis", &[("host", "evil.example")])
            .await
            .0,
        403
    );
    let options = status(
        &rig,
        reqwest::Method::OPTIONS,
        "/diagnosis",
        &[("origin", ORIGIN)],
    )
    .await;
    assert_eq!((options.0, options.1.as_str()), (204, ORIGIN));
    let ask = async |query: &str| {
        let reply = reqwest::get(format!("http://127.0.0.1:{}/diagnosis?{query}", rig.port))
            .await
            .unwrap();
        reply.json::<serde_json::Value>().await.unwrap()
    };
    assert_eq!(ask("").await["code"], "ok");
    assert_eq!(ask(&format!("agents={AGENT},agent-9")).await["code"], "ok");
    let other = ask("agents=agent-9").await;
    assert_eq!(other["code"], "wrong_account");
    assert!(other["remedy"].as_str().unwrap().contains("登记"));
}
