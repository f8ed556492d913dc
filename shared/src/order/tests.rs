use serde_json::{Value, json};

use super::close::{Acknowledge, Close, Named};
use super::filter::Filter;
use super::intake::{self, Outcome, Taken};
use super::list::{self, Ask};
use super::{CloseReason, Origin, Stage, close, count};
use crate::bulk::Rows;
use crate::error::Code;
use crate::id::{Owned, kind};
use crate::page::Paging;
use crate::party::{Acting, Merchant};
use crate::trial::Trial;
use crate::vault::intake::OrdersAsk;

fn order(number: &str) -> Value {
    json!({
        "external_no": number, "source": "shop", "paid_at": "2026-11-23T10:00:00+08:00",
        "receiver": { "name": "欧阳锋", "phone": "13800138000", "address": "浙江省金华市义乌市北苑街道秋实路123号3栋", "remark": "轻放" },
        "lines": [{ "line_id": "1", "sku": "S1", "name": "杯子", "spec": "红", "quantity": 2, "price_fen": 1250 }]
    })
}

fn take(trial: &Trial, who: &Acting<Merchant>, orders: &[Value]) -> Rows<Taken> {
    let ask: OrdersAsk = serde_json::from_value(json!({ "orders": orders })).unwrap();
    trial
        .write(|tx| intake::take_own(tx, &trial.vault, who, &ask))
        .unwrap()
}

fn outcomes(rows: &Rows<Taken>) -> Vec<Result<Outcome, &'static str>> {
    rows.rows
        .iter()
        .map(|row| match (&row.ok, &row.problem) {
            (Some(taken), _) => Ok(taken.outcome),
            (None, Some(problem)) => Err(problem.code),
            (None, None) => panic!("neither"),
        })
        .collect()
}

fn list(trial: &Trial, who: &Acting<Merchant>, filter: Filter) -> Vec<super::card::Card> {
    let ask = Ask {
        filter,
        paging: Paging::default(),
    };
    trial
        .read(|conn| list::list(conn, &trial.vault, who, &ask))
        .unwrap()
        .items
}

#[test]
fn an_order_is_taken_once_and_shown_masked() {
    let trial = Trial::open();
    let who = trial.merchant();
    assert_eq!(
        outcomes(&take(&trial, &who, &[order("A100001")])),
        [Ok(Outcome::Created)]
    );
    assert_eq!(
        outcomes(&take(&trial, &who, &[order("A100001")])),
        [Ok(Outcome::Unchanged)]
    );
    let cards = list(&trial, &who, Filter::default());
    assert_eq!(cards.len(), 1);
    let receiver = cards[0].receiver.as_ref().unwrap();
    assert_eq!(
        (receiver.name.as_str(), receiver.phone.as_str()),
        ("欧阳**", "1******8000")
    );
    assert!(!serde_json::to_string(&cards).unwrap().contains("123号3栋"));
    assert_eq!((cards[0].work.to_assign, cards[0].retail_fen), (2, 2500));
}

#[test]
fn a_bad_row_never_blocks_a_good_one() {
    let trial = Trial::open();
    let who = trial.merchant();
    let mut masked = order("B1");
    masked["receiver"]["phone"] = "138****8000".into();
    let rows = take(&trial, &who, &[order("B0"), masked, order("B2"), order("B2")]);
    assert_eq!(
        outcomes(&rows),
        [
            Ok(Outcome::Created),
            Err("masked_receiver"),
            Err("duplicate_key"),
            Err("duplicate_key")
        ]
    );
    assert_eq!((rows.done, rows.refused), (1, 3));
}

#[test]
fn a_later_import_raises_adds_and_flags() {
    let trial = Trial::open();
    let who = trial.merchant();
    take(&trial, &who, &[order("C1")]);
    let mut again = order("C1");
    again["lines"][0]["quantity"] = 5.into();
    again["lines"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "line_id": "2", "name": "碗", "quantity": 1, "price_fen": 300 }));
    assert_eq!(
        outcomes(&take(&trial, &who, &[again.clone()])),
        [Ok(Outcome::Changed)]
    );
    let card = list(&trial, &who, Filter::default()).remove(0);
    assert_eq!(
        (card.lines.len(), card.work.to_assign, card.retail_fen),
        (2, 6, 5 * 1250 + 300)
    );
    again["receiver"]["phone"] = "13900139000".into();
    let rows = take(&trial, &who, &[again]);
    assert_eq!(
        rows.rows[0].ok.as_ref().unwrap().exception,
        Some("receiver_changed")
    );
    let card = list(
        &trial,
        &who,
        Filter {
            stage: Some(Stage::Exception),
            ..Filter::default()
        },
    )
    .remove(0);
    assert_eq!(card.receiver.unwrap().phone, "1******9000");
    let ask = Acknowledge {
        orders: vec![Named {
            id: card.id,
            version: Some(card.version),
        }],
    };
    let rows = trial.write(|tx| close::acknowledge(tx, &who, &ask)).unwrap();
    assert_eq!(rows.done, 1);
    assert!(
        list(
            &trial,
            &who,
            Filter {
                stage: Some(Stage::Exception),
                ..Filter::default()
            }
        )
        .is_empty()
    );
}

#[test]
fn every_filter_finds_and_only_finds() {
    let trial = Trial::open();
    let who = trial.merchant();
    let mut elsewhere = order("X-990042");
    elsewhere["source"] = "other".into();
    elsewhere["receiver"]["address"] = "广东省深圳市南山区科技园路1号".into();
    elsewhere["lines"][0]["sku"] = "S9".into();
    elsewhere["paid_at"] = "2026-11-20T10:00:00+08:00".into();
    take(&trial, &who, &[order("A100001"), elsewhere]);
    let product = list(&trial, &who, Filter::default())[1].lines[0].product;
    let filters = [
        Filter {
            source: Some("other".into()),
            ..Filter::default()
        },
        Filter {
            region: Some(440_000),
            ..Filter::default()
        },
        Filter {
            region: Some(440_300),
            ..Filter::default()
        },
        Filter {
            region: Some(440_305),
            ..Filter::default()
        },
        Filter {
            product: Some(product),
            ..Filter::default()
        },
        Filter {
            number: Some("X-990042".into()),
            ..Filter::default()
        },
        Filter {
            number_prefix: Some("X-99".into()),
            ..Filter::default()
        },
        Filter {
            number_tail: Some("990042".into()),
            ..Filter::default()
        },
        Filter {
            placed_to: Some("2026-11-22T00:00:00Z".parse().unwrap()),
            ..Filter::default()
        },
    ];
    for filter in filters {
        let found = list(&trial, &who, filter.clone());
        assert_eq!(found.len(), 1, "{filter:?}");
        assert_eq!(found[0].external_no, "X-990042", "{filter:?}");
    }
    assert!(
        list(
            &trial,
            &who,
            Filter {
                origin: Some(Origin::Platform),
                ..Filter::default()
            }
        )
        .is_empty()
    );
    assert!(list(&trial, &trial.merchant(), Filter::default()).is_empty());
}

#[test]
fn pages_hold_every_order_once() {
    let trial = Trial::open();
    let who = trial.merchant();
    let orders: Vec<Value> = (0..25).map(|n| order(&format!("P{n:06}"))).collect();
    assert_eq!(take(&trial, &who, &orders).done, 25);
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let ask = Ask {
            filter: Filter::default(),
            paging: Paging {
                limit: Some(10),
                cursor,
            },
        };
        let page = trial
            .read(|conn| list::list(conn, &trial.vault, &who, &ask))
            .unwrap();
        seen.extend(page.items.into_iter().map(|card| card.external_no));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 25);
    let counts = trial
        .read(|conn| count::counts(conn, &who, trial.db.clock().now()))
        .unwrap();
    assert_eq!((counts.to_assign.n, counts.all.n, counts.shipped.n), (25, 25, 0));
}

#[test]
fn what_is_late_comes_first_and_goes_with_its_last_piece() {
    let trial = Trial::open();
    let who = trial.merchant();
    let now = trial.db.clock().now();
    let due = |no: &str, hours: i64| {
        let mut order = order(no);
        order["ship_by"] = (now + chrono::Duration::hours(hours)).to_rfc3339().into();
        order
    };
    let all = [
        due("L-1", -1),
        due("L-5", -5),
        due("L+3", 3),
        order("L0"),
        due("L-3", -3),
    ];
    assert_eq!(take(&trial, &who, &all).done, 5);
    let late = || Filter {
        due_before: Some(now),
        ..Filter::default()
    };
    let numbers = |filter: Filter| -> Vec<String> {
        let cards = list(&trial, &who, filter);
        cards.iter().map(|card| card.external_no.clone()).collect()
    };
    assert_eq!(numbers(late()), ["L-5", "L-3", "L-1"]);
    let count = || {
        trial
            .read(|conn| count::counts(conn, &who, now))
            .unwrap()
            .overdue
            .n
    };
    assert_eq!(count(), 3);
    let one = |cursor: Option<String>| {
        let ask = list::Ask {
            filter: late(),
            paging: Paging {
                limit: Some(1),
                cursor,
            },
        };
        trial
            .read(|conn| list::list(conn, &trial.vault, &who, &ask))
            .unwrap()
    };
    let second = one(one(None).next);
    assert_eq!(second.items[0].external_no, "L-3");
    let by_product = Filter {
        product: Some(second.items[0].lines[0].product),
        ..late()
    };
    assert_eq!(numbers(by_product).len(), 3);
    let closing = Close {
        orders: vec![Named {
            id: second.items[0].id,
            version: None,
        }],
        reason: CloseReason::Cancelled,
    };
    trial.write(|tx| close::close(tx, &who, &closing)).unwrap();
    assert_eq!(numbers(late()), ["L-5", "L-1"]);
    assert_eq!(count(), 2);
}

#[test]
fn only_an_idle_order_closes_and_only_ones_own() {
    let trial = Trial::open();
    let (who, other) = (trial.merchant(), trial.merchant());
    let id = take(&trial, &who, &[order("D1")]).rows[0].ok.as_ref().unwrap().id;
    let close_as = |who: &Acting<Merchant>, id: Owned<kind::Order>| {
        let ask = Close {
            orders: vec![Named { id, version: None }],
            reason: CloseReason::Cancelled,
        };
        trial
            .write(|tx| close::close(tx, who, &ask))
            .unwrap()
            .rows
            .remove(0)
    };
    assert_eq!(close_as(&other, id).problem.unwrap().code, Code::NotFound.text());
    assert!(close_as(&who, id).ok.is_some());
    assert_eq!(close_as(&who, id).problem.unwrap().code, Code::OrderClosed.text());
    assert_eq!(
        outcomes(&take(&trial, &who, &[order("D1")])),
        [Err("order_closed")]
    );
    let card = list(&trial, &who, Filter::default()).remove(0);
    assert_eq!((card.work.to_assign, card.lines[0].refunded), (0, 2));
}

#[test]
fn a_pasted_column_of_numbers_is_found_in_one_call() {
    let trial = Trial::open();
    let (who, other) = (trial.merchant(), trial.merchant());
    let mut twin = order("E1");
    twin["source"] = "另一个店".into();
    take(&trial, &who, &[order("E1"), order("E2")]);
    take(&trial, &who, &[twin]);
    take(&trial, &other, &[order("E3")]);
    let ask = |numbers: &[&str]| super::find::Numbers {
        numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
    };
    let find =
        |ask: &super::find::Numbers| trial.read(|conn| super::find::find(conn, &trial.vault, &who, ask));
    let rows = find(&ask(&["E2", " E1 ", "E3", "e2", "E2"])).unwrap();
    let seen: Vec<_> = rows
        .rows
        .iter()
        .map(|row| row.ok.as_ref().map(|found| found.orders.len()))
        .collect();
    assert_eq!(seen, [Some(1), Some(2), None, None, Some(1)]);
    let many: Vec<String> = (0..501).map(|n| n.to_string()).collect();
    assert!(find(&super::find::Numbers { numbers: many }).is_err());
}
