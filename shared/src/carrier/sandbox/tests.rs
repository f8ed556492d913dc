//! The adapter must call a lost answer unknown, and never call a sold number failed.

use serde_json::{Value, json};

use super::*;

fn adapter() -> Sandbox {
    Sandbox::new("http://127.0.0.1:8099/", "key").unwrap()
}

fn ask() -> TakeAsk {
    TakeAsk {
        client_ref: "p-1".into(),
        account: "M001".into(),
        branch: "B1".into(),
        sender: super::super::Sender {
            name: "发货仓".into(),
            phone: "02112345678".into(),
            address: "上海".into(),
        },
        goods: "茶 \"x\"".into(),
        weight_g: 500,
        adcode: 330_109,
        product: "standard".into(),
    }
}

fn answered(status: u16, body: &Value) -> Reply {
    Reply::Answered {
        status,
        fields: Fields::pick(SALE, body.to_string().as_bytes()),
    }
}

fn sold(number: &str) -> Value {
    json!({"result": "sold", "number": number, "sorting_code": "788-F36-30", "hub": "杭州", "route": "沪-杭", "fee_fen": 120})
}

#[test]
fn a_take_has_every_blank_once_and_reads_back_as_json() {
    let form = adapter().take(&ask());
    let blanks: Vec<_> = form.blanks().collect();
    assert_eq!(blanks.len(), 6);
    let body: Value = serde_json::from_slice(&form.fill(|_| "值")).unwrap();
    assert_eq!(body["goods"], "茶 \"x\"");
    assert_eq!(body["receiver"]["district"], "值");
    assert_eq!(form.url, "http://127.0.0.1:8099/take");
    for form in [
        adapter().query("M", "r"),
        adapter().void("M", "n"),
        adapter().balance("M/ 1"),
    ] {
        assert_eq!(form.blanks().count(), 0);
    }
    assert!(adapter().balance("M/ 1").url.ends_with("?account=M%2F%201"));
}

#[test]
fn a_sale_is_issued_only_with_a_true_number() {
    let number = number_of(123);
    let TakeOutcome::Issued(issued) = adapter().read_take(&answered(200, &sold(&number))) else {
        panic!()
    };
    assert_eq!((issued.number, issued.fee_fen), (number, 120));
    let wrong = adapter().read_take(&answered(200, &sold("SX0000000001231")));
    assert_eq!(wrong, TakeOutcome::Unknown(Trouble::Unreadable));
}

#[test]
fn only_the_carriers_own_word_means_failed() {
    let read = |status, body: Value| adapter().read_take(&answered(status, &body));
    assert_eq!(
        read(422, json!({"code": wire::PHONE})),
        TakeOutcome::Failed(Denial::ReceiverPhone)
    );
    assert_eq!(
        read(401, json!({"code": wire::SIGNATURE})),
        TakeOutcome::Failed(Denial::Credential)
    );
    assert_eq!(
        read(422, json!({"code": "new_word"})),
        TakeOutcome::Failed(Denial::Other)
    );
    assert_eq!(
        read(503, json!({"code": wire::BUSY})),
        TakeOutcome::NotSent(Trouble::Busy)
    );
    for (status, body) in [
        (500, json!({"code": wire::PHONE})),
        (502, json!(null)),
        (404, json!({})),
        (200, json!({})),
    ] {
        assert_eq!(
            read(status, body),
            TakeOutcome::Unknown(Trouble::Unreadable),
            "{status}"
        );
    }
}

#[test]
fn a_timeout_is_unknown_and_a_refused_connection_is_not_sent() {
    let read = |reply| adapter().read_take(&reply);
    assert_eq!(
        read(Reply::Lost(Trouble::Timeout)),
        TakeOutcome::Unknown(Trouble::Timeout)
    );
    assert_eq!(
        read(Reply::NotSent(Trouble::Unreachable)),
        TakeOutcome::NotSent(Trouble::Unreachable)
    );
}

#[test]
fn a_query_tells_sold_void_and_absent_apart() {
    let read = |status, body: Value| adapter().read_query(&answered(status, &body));
    let number = number_of(7);
    assert!(matches!(read(200, sold(&number)), QueryOutcome::Issued(_)));
    let voided = json!({"result": "void", "number": number});
    assert_eq!(read(200, voided), QueryOutcome::Voided { number });
    assert_eq!(read(200, json!({"result": "absent"})), QueryOutcome::Absent);
    assert_eq!(read(404, json!({})), QueryOutcome::Unknown(Trouble::Unreadable));
    assert_eq!(
        read(429, json!({"code": wire::BUSY})),
        QueryOutcome::Unknown(Trouble::Busy)
    );
}

#[test]
fn void_and_balance_read_their_answers() {
    let void = |status, body: Value| {
        let fields = Fields::pick(VOID, body.to_string().as_bytes());
        adapter().read_void(&Reply::Answered { status, fields })
    };
    assert_eq!(void(200, json!({"result": "void"})), VoidOutcome::Voided);
    assert_eq!(
        void(422, json!({"code": wire::NUMBER})),
        VoidOutcome::Failed(Denial::NumberUnknown)
    );
    assert_eq!(void(500, json!({})), VoidOutcome::Unknown(Trouble::Unreadable));
    let fields = Fields::pick(BALANCE, br#"{"balance_fen": 5, "numbers_left": 9}"#);
    let balance = adapter().read_balance(&Reply::Answered { status: 200, fields });
    assert_eq!(
        balance,
        Ok(Balance {
            fen: 5,
            numbers_left: Some(9)
        })
    );
}

#[test]
fn the_check_digit_catches_every_single_wrong_digit() {
    assert_eq!(number_of(7_992_739_871), "SX0079927398713", "Luhn's own example");
    let number = number_of(412_345_678_901);
    assert!(is_number(&number));
    for at in 2..15 {
        for digit in b'0'..=b'9' {
            let mut bytes = number.clone().into_bytes();
            bytes[at] = digit;
            let other = String::from_utf8(bytes).unwrap();
            assert_eq!(is_number(&other), other == number);
        }
    }
    for text in [
        "",
        "SX",
        "SX1",
        "sx0079927398713",
        "SX00799273987130",
        "SX值值值值值",
    ] {
        assert!(!is_number(text), "{text}");
    }
}

#[test]
fn an_address_must_be_an_origin() {
    for url in [
        "",
        "127.0.0.1:1",
        "ftp://h",
        "http://",
        "http://h/path",
        "http://u@h",
    ] {
        assert!(Sandbox::new(url, "k").is_none(), "{url}");
    }
}

#[test]
fn a_division_outside_the_standard_is_not_served() {
    assert_eq!(adapter().serves(0), Serves::No);
    assert_eq!(adapter().serves(990_000), Serves::No);
    assert_eq!(adapter().serves(1_330_109), Serves::No);
    assert_eq!(adapter().serves(330_109), Serves::Unknown);
}
