//! A filled form must be exactly what was meant, whatever a receiver is called.

use super::*;

fn form(body: Vec<Part>) -> Form {
    Form {
        method: Method::Post,
        url: "http://127.0.0.1:1/take?a=b".to_owned(),
        headers: Vec::new(),
        body,
        sign: Some(Sign {
            carrier: "x".into(),
            app_key: "app".into(),
            scheme: Scheme::HmacSha256,
        }),
        reply: &["/number"],
        timeout: Duration::from_secs(1),
    }
}

fn nasty(blank: Blank) -> &'static str {
    match blank {
        Blank::Name => "𠮷\"}, \\\u{0}\n张",
        Blank::Phone => "13800138000",
        _ => "a&b=c 弄%",
    }
}

#[test]
fn a_filling_cannot_break_out_of_json() {
    let body = Json::object(|o| {
        o.field("ref", "p\"1");
        o.nested("receiver", |r| {
            r.blank("name", Blank::Name);
            r.blank("phone", Blank::Phone);
        });
        o.field("weight", 5);
    });
    let filled = form(body).fill(nasty);
    let value: Value = serde_json::from_slice(&filled).unwrap();
    assert_eq!(value["ref"], "p\"1");
    assert_eq!(value["receiver"]["name"], nasty(Blank::Name));
    assert_eq!(value["receiver"]["phone"], "13800138000");
    assert_eq!(value["weight"], 5);
}

#[test]
fn filling_allocates_exactly_once() {
    let filled = form(Json::object(|o| o.blank("name", Blank::Name))).fill(nasty);
    assert_eq!(
        filled.len(),
        filled.capacity(),
        "a grown buffer leaves copies behind"
    );
}

#[test]
fn a_urlencoded_filling_stays_one_value() {
    let body = vec![
        Part::Text("a=".into()),
        Part::Blank(Blank::Address, Escape::Url),
        Part::Text("&j=%22".into()),
        Part::Blank(Blank::Name, Escape::JsonInUrl),
        Part::Text("%22".into()),
    ];
    let filled = String::from_utf8(form(body).fill(nasty).to_vec()).unwrap();
    assert_eq!(filled.matches('&').count(), 1);
    assert!(filled.starts_with("a=a%26b%3Dc%20%E5%BC%84%25&"));
    assert!(
        filled.contains("%5C%22%7D"),
        "the quote is escaped for JSON first, then for the URL: {filled}"
    );
}

#[test]
fn the_signature_covers_method_target_time_nonce_and_body() {
    let form = form(vec![]);
    let sign =
        |secret: &[u8], body: &[u8], at, nonce: &str| form.signature(secret, body, at, nonce)[3].1.clone();
    let base = sign(b"s", b"{}", 1, "n");
    assert_eq!(base.len(), 64);
    assert_eq!(base, sign(b"s", b"{}", 1, "n"));
    for other in [
        sign(b"t", b"{}", 1, "n"),
        sign(b"s", b"{ }", 1, "n"),
        sign(b"s", b"{}", 2, "n"),
        sign(b"s", b"{}", 1, "m"),
    ] {
        assert_ne!(base, other);
    }
    let stamp = Stamp {
        key: "app",
        time: "1",
        nonce: "n",
    };
    assert_eq!(base, mac(b"s", "POST", "/take?a=b", &stamp, b"{}"));
    assert_ne!(base, mac(b"s", "POST", "/take", &stamp, b"{}"));
    assert!(verify(b"s", "POST", "/take?a=b", &stamp, b"{}", &base));
    assert!(!verify(b"s", "POST", "/take?a=b", &stamp, b"{} ", &base));
    assert!(!verify(b"s", "POST", "/take?a=b", &stamp, b"{}", "zz"));
}

#[test]
fn an_unsigned_form_adds_no_header() {
    let unsigned = Form {
        sign: None,
        ..form(vec![])
    };
    assert!(unsigned.signature(b"s", b"", 0, "n").is_empty());
    assert_eq!(target("https://h"), "/");
}
