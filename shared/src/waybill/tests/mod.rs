//! Parcels, numbers and money over a real database; carriers' answers are handed in.

mod numbers;
mod scene;

use serde_json::json;

use scene::{Scene, rows, sold};

use super::external::{ExternalAsk, ExternalRow};
use super::record::{self, Back, Came};
use super::ship::ShipmentsAsk;
use super::void::{VoidAsk, VoidRow};
use super::{Errand, external, ship, void};
use crate::carrier::sandbox;
use crate::id::{Owned, kind};
use crate::parcel::act::{ParcelRef, ParcelsAsk};
use crate::parcel::plan::{ItemAsk, ParcelAsk, PlanAsk};
use crate::parcel::{self, Stage, card::Action, card::Card};
use crate::waybill::list::View;

fn ok<T>(row: scene::Row<T>) -> T {
    row.unwrap_or_else(|code| panic!("{code}"))
}

fn failed() -> Came {
    Came::Failed {
        code: "out_of_numbers",
        remedy: "Ask the branch.",
    }
}

fn plan(scene: &Scene, parcels: Vec<ParcelAsk>) -> Vec<scene::Row<Card>> {
    let ask = PlanAsk { parcels };
    rows(
        scene
            .trial
            .write(|tx| parcel::plan::plan(tx, &scene.packer(), &ask))
            .unwrap(),
    )
}

fn discard(scene: &Scene, parcel: Owned<kind::Parcel>) -> scene::Row<Card> {
    let ask = ParcelsAsk {
        parcels: vec![ParcelRef {
            parcel,
            version: None,
        }],
    };
    rows(
        scene
            .trial
            .write(|tx| parcel::discard::discard(tx, &scene.packer(), &ask))
            .unwrap(),
    )
    .remove(0)
}

fn void_one(scene: &Scene, view: &View) -> scene::Row<View> {
    let ask = VoidAsk {
        rows: vec![VoidRow {
            waybill: view.id,
            version: None,
        }],
    };
    rows(
        scene
            .trial
            .write(|tx| void::void(tx, &scene.packer(), &ask))
            .unwrap(),
    )
    .remove(0)
}

fn typed(scene: &Scene, n: usize, number: &str) -> ExternalRow {
    ExternalRow {
        parcel: None,
        assignment: Some(scene.given[n]),
        carrier: "sf".into(),
        number: number.into(),
    }
}

#[test]
fn a_number_is_held_for_bought_and_shipped_under() {
    let scene = Scene::set(1);
    let account = scene.account(scene.factory.party(), 500, 0);
    assert_eq!(scene.work(0), (3, 0, 0, 0));
    let view = ok(scene.take(&[0]).remove(0));
    assert_eq!((view.state, view.fee_fen), ("reserved", 120));
    assert_eq!(scene.money(account), (380, 120));
    assert_eq!(scene.jobs("waybill.take"), 1);
    assert_eq!(scene.ship(&[view.parcel]).remove(0).unwrap_err(), "no_number");
    scene.said(&view, sold("SX0000000000013", 100));
    assert_eq!(scene.money(account), (400, 0), "it cost less than was held");
    assert_eq!(scene.work(0), (0, 3, 0, 0));
    let issued = scene.view(&view);
    assert_eq!(
        (issued.state, issued.number.as_deref(), issued.fee_fen),
        ("issued", Some("SX0000000000013"), 100)
    );
    scene.said(&view, sold("SX0000000000013", 100));
    assert_eq!(
        scene.money(account),
        (400, 0),
        "what was written before changes nothing"
    );
    let card = ok(scene.ship(&[view.parcel]).remove(0));
    assert_eq!(
        (card.state, card.stage, card.actions),
        ("shipped", Stage::Shipped, Vec::new())
    );
    assert_eq!(scene.work(0), (0, 0, 0, 3));
    assert_eq!(scene.assignment(0), ("shipped".into(), false));
    assert_eq!(scene.tokens(), 0, "nothing links the receiver any more");
    assert_eq!(scene.ship(&[view.parcel]).remove(0).unwrap_err(), "state_forbids");
}

#[test]
fn money_for_one_buys_one() {
    let scene = Scene::set(3);
    let account = scene.account(scene.factory.party(), 130, 0);
    let taken = scene.take(&[0, 1, 2]);
    assert_eq!(taken.iter().filter(|row| row.is_ok()).count(), 1);
    assert_eq!(taken[1].as_ref().unwrap_err(), &"balance_too_low");
    assert_eq!(scene.money(account), (10, 120));
    // The refused ones are packed and wait: the next call takes a number for the same parcels.
    assert_eq!(scene.parcels(), 3);
    assert_eq!(scene.take(&[1]).remove(0).unwrap_err(), "balance_too_low");
    assert_eq!(scene.parcels(), 3);
}

#[test]
fn a_failure_gives_the_money_back_and_the_next_try_has_a_new_reference() {
    let scene = Scene::set(1);
    let account = scene.account(scene.factory.party(), 200, 150);
    let first = ok(scene.take(&[0]).remove(0));
    assert_eq!(scene.take(&[0]).remove(0).unwrap_err(), "waybill_live");
    scene.said(&first, failed());
    assert_eq!(scene.money(account), (200, 0));
    assert_eq!(scene.view(&first).code.as_deref(), Some("out_of_numbers"));
    let second = ok(scene.take(&[0]).remove(0));
    assert_eq!(second.parcel, first.parcel, "the same parcel");
    assert_ne!(second.id, first.id);
    scene.said(&second, sold("SX0000000000013", 999));
    assert_eq!(
        scene.money(account),
        (50, 0),
        "the agreed price, whatever the carrier asks"
    );
    scene.said(&first, sold("SX0000000000021", 1));
    assert_eq!(
        scene.view(&first).state,
        "failed",
        "a late answer to a failed one is not written"
    );
}

#[test]
fn silence_is_asked_about_and_nothing_else_is_bought_meanwhile() {
    let scene = Scene::set(1);
    let account = scene.account(scene.factory.party(), 500, 0);
    let view = ok(scene.take(&[0]).remove(0));
    scene.said(
        &view,
        Came::Unknown {
            ask_at: scene.trial.db.clock().now(),
        },
    );
    assert_eq!(scene.view(&view).state, "unknown");
    assert_eq!(scene.jobs("waybill.query"), 1);
    assert_eq!(scene.money(account), (380, 120), "the money stays held");
    assert_eq!(scene.take(&[0]).remove(0).unwrap_err(), "waybill_unknown");
    assert_eq!(discard(&scene, view.parcel).unwrap_err(), "waybill_live");
    assert_eq!(void_one(&scene, &view).unwrap_err(), "waybill_unknown");
    scene.said(&view, sold("SX0000000000013", 120));
    assert_eq!(scene.view(&view).state, "issued");
    assert_eq!(scene.money(account), (380, 0));
}

#[test]
fn nobody_reached_is_sent_again() {
    let scene = Scene::set(1);
    scene.account(scene.factory.party(), 500, 0);
    let view = ok(scene.take(&[0]).remove(0));
    scene.said(
        &view,
        Came::NotSent {
            send_at: scene.trial.db.clock().now(),
        },
    );
    assert_eq!(scene.view(&view).state, "reserved");
    assert_eq!(scene.jobs("waybill.take"), 1, "the waiting job is the same one");
}

#[test]
fn a_void_returns_the_money_when_the_carrier_agreed() {
    let scene = Scene::set(1);
    let account = scene.account(scene.factory.party(), 500, 0);
    let view = ok(scene.take(&[0]).remove(0));
    scene.said(&view, sold("SX0000000000013", 120));
    let asked = ok(void_one(&scene, &view));
    assert_eq!((asked.state, asked.voiding), ("issued", true));
    assert_eq!(scene.jobs("waybill.void"), 1);
    assert_eq!(scene.ship(&[view.parcel]).remove(0).unwrap_err(), "state_forbids");
    let answer = |back: Back| {
        let answers = [(Errand::of(view.id), back)];
        scene.trial.write(|tx| record::given_back(tx, &answers)).unwrap();
    };
    answer(Back::Kept {
        code: "number_unknown",
        remedy: "Check the number.",
    });
    assert_eq!(
        (scene.view(&view).state, scene.view(&view).voiding),
        ("issued", false)
    );
    assert_eq!(scene.money(account), (380, 0));
    ok(void_one(&scene, &view));
    answer(Back::Voided);
    answer(Back::Voided);
    assert_eq!(scene.view(&view).state, "void");
    assert_eq!(scene.money(account), (500, 0), "once");
    assert_eq!(scene.work(0), (3, 0, 0, 0));
    assert!(ok(discard(&scene, view.parcel)).actions.is_empty());
}

#[test]
fn typed_numbers_are_checked_unique_and_ship_at_once() {
    let scene = Scene::set(3);
    let bad = |carrier: &str, number: &str| ExternalRow {
        carrier: carrier.into(),
        ..typed(&scene, 0, number)
    };
    let ask = ExternalAsk {
        rows: vec![
            bad("nobody", "SF12345678"),
            bad("sf", "1"),
            typed(&scene, 0, " sf1234 5678 "),
            typed(&scene, 1, "SF12345678"),
        ],
    };
    let answer = rows(
        scene
            .trial
            .write(|tx| external::external(tx, &scene.packer(), &ask))
            .unwrap(),
    );
    assert_eq!(answer[0].as_ref().unwrap_err(), &"carrier_unknown");
    assert_eq!(answer[1].as_ref().unwrap_err(), &"number_not_valid");
    assert_eq!(answer[3].as_ref().unwrap_err(), &"number_taken");
    let view = answer[2].as_ref().unwrap();
    assert_eq!(
        (view.state, view.number.as_deref()),
        ("external", Some("SF12345678"))
    );
    assert_eq!(scene.work(0), (0, 0, 3, 0), "straight to shipping");
    // It was on the wrong parcel: voided at once, the right one can have it and leave with it in one call.
    assert_eq!(ok(void_one(&scene, view)).state, "void");
    assert_eq!(scene.work(0), (3, 0, 0, 0));
    let ask = ShipmentsAsk {
        rows: vec![typed(&scene, 1, "SF12345678"), typed(&scene, 2, "SF12345678")],
    };
    let answer = rows(
        scene
            .trial
            .write(|tx| ship::ship_typed(tx, &scene.packer(), &ask))
            .unwrap(),
    );
    assert_eq!(answer[0].as_ref().unwrap().state, "shipped");
    assert_eq!(answer[1].as_ref().unwrap_err(), &"number_taken");
    assert_eq!(scene.work(1), (0, 0, 0, 3));
}

#[test]
fn equal_receivers_share_a_parcel_and_a_token_lives_as_long_as_its_work() {
    let scene = Scene::set(3);
    let both = |a: usize, b: usize| ParcelAsk {
        assignments: vec![scene.given[a], scene.given[b]],
        ..ParcelAsk::default()
    };
    assert_eq!(
        plan(&scene, vec![both(0, 2)]).remove(0).unwrap_err(),
        "receivers_differ"
    );
    let before = scene.tokens();
    let merged = ok(plan(&scene, vec![both(0, 1)]).remove(0));
    assert_eq!(merged.items.len(), 2);
    assert_eq!(merged.actions, [Action::Take, Action::External, Action::Drop]);
    let row = ExternalRow {
        parcel: Some(merged.id),
        assignment: None,
        carrier: "sf".into(),
        number: "SF87654321".into(),
    };
    let ask = ShipmentsAsk { rows: vec![row] };
    ok(rows(
        scene
            .trial
            .write(|tx| ship::ship_typed(tx, &scene.packer(), &ask))
            .unwrap(),
    )
    .remove(0));
    assert_eq!((scene.work(0), scene.work(1)), ((0, 0, 0, 3), (0, 0, 0, 3)));
    assert_eq!(scene.tokens(), before - 1);
    assert_eq!(scene.assignment(2), ("accepted".into(), true));
}

#[test]
fn a_split_order_ships_in_parts() {
    let scene = Scene::set(1);
    let some = |quantity: i64| ParcelAsk {
        items: vec![ItemAsk {
            assignment: scene.given[0],
            line: scene.lines[0],
            quantity,
        }],
        ..ParcelAsk::default()
    };
    let made = plan(&scene, vec![some(2), some(2), some(1)]);
    assert_eq!(made[1].as_ref().unwrap_err(), &"nothing_to_pack");
    let (two, one) = (made[0].as_ref().unwrap().id, made[2].as_ref().unwrap().id);
    let number = |parcel, number: &str| ShipmentsAsk {
        rows: vec![ExternalRow {
            parcel: Some(parcel),
            assignment: None,
            carrier: "sf".into(),
            number: number.into(),
        }],
    };
    let send = |ask: ShipmentsAsk| {
        ok(rows(
            scene
                .trial
                .write(|tx| ship::ship_typed(tx, &scene.packer(), &ask))
                .unwrap(),
        )
        .remove(0))
    };
    send(number(two, "SF00000001"));
    assert_eq!(scene.work(0), (1, 0, 0, 2));
    assert_eq!(
        scene.assignment(0),
        ("accepted".into(), true),
        "one piece is still here"
    );
    // The last piece is unpacked and packed anew before it leaves.
    ok(discard(&scene, one));
    let again = ok(plan(&scene, vec![ParcelAsk::whole(scene.given[0], 0)]).remove(0));
    assert_eq!(again.items[0].quantity, 1);
    send(number(again.id, "SF00000002"));
    assert_eq!(scene.work(0), (0, 0, 0, 3));
    assert_eq!(scene.assignment(0), ("shipped".into(), false));
}

#[test]
fn a_merchant_who_pays_sets_the_days_limit() {
    let scene = Scene::set(3);
    scene.terms("merchant", Some(2), json!(["sandbox"]));
    assert_eq!(
        scene.take(&[0]).remove(0).unwrap_err(),
        "account_not_active",
        "the merchant has none yet"
    );
    let account = scene.account(scene.merchant.party(), 10_000, 100);
    let taken = scene.take(&[0, 1, 2]);
    assert_eq!(taken[2].as_ref().unwrap_err(), &"cap_reached");
    assert_eq!(scene.money(account), (9_800, 200));
    scene.said(taken[0].as_ref().unwrap(), failed());
    ok(scene.take(&[2]).remove(0));
    assert_eq!(
        scene.take(&[0]).remove(0).unwrap_err(),
        "cap_reached",
        "one failed, two count"
    );
    scene.trial.db.clock().turn(chrono::Duration::hours(12));
    ok(scene.take(&[0]).remove(0));
    scene.terms("merchant", None, json!(["sf"]));
    scene.said(taken[1].as_ref().unwrap(), failed());
    assert_eq!(scene.take(&[1]).remove(0).unwrap_err(), "carrier_not_allowed");
}

#[test]
fn a_number_given_back_was_one_of_the_days_numbers() {
    let scene = Scene::set(2);
    scene.terms("merchant", Some(1), json!(["sandbox"]));
    let account = scene.account(scene.merchant.party(), 10_000, 100);
    let view = ok(scene.take(&[0]).remove(0));
    scene.said(&view, sold("SX0000000000013", 100));
    ok(void_one(&scene, &view));
    let answers = [(Errand::of(view.id), Back::Voided)];
    scene.trial.write(|tx| record::given_back(tx, &answers)).unwrap();
    assert_eq!(scene.money(account), (10_000, 0));
    assert_eq!(scene.take(&[1]).remove(0).unwrap_err(), "cap_reached");
}

#[test]
fn strangers_find_nothing() {
    let scene = Scene::set(1);
    scene.account(scene.factory.party(), 500, 0);
    let view = ok(scene.take(&[0]).remove(0));
    let stranger: parcel::Packer = (&crate::party::Acting::<crate::party::Factory>::new(
        scene.trial.party("factory"),
        crate::party::Who::Worker,
    ))
        .into();
    let parcels = ParcelsAsk {
        parcels: vec![ParcelRef {
            parcel: view.parcel,
            version: None,
        }],
    };
    let shipped = rows(
        scene
            .trial
            .write(|tx| ship::ship(tx, &stranger, &parcels))
            .unwrap(),
    );
    assert_eq!(shipped[0].as_ref().unwrap_err(), &"not_found");
    let asked = VoidAsk {
        rows: vec![VoidRow {
            waybill: view.id,
            version: None,
        }],
    };
    let voided = rows(scene.trial.write(|tx| void::void(tx, &stranger, &asked)).unwrap());
    assert_eq!(voided[0].as_ref().unwrap_err(), &"not_found");
    let ask = ExternalAsk {
        rows: vec![typed(&scene, 0, "SF12345678")],
    };
    let given = rows(
        scene
            .trial
            .write(|tx| external::external(tx, &stranger, &ask))
            .unwrap(),
    );
    assert_eq!(given[0].as_ref().unwrap_err(), &"not_found");
    let seen = scene
        .trial
        .read(|conn| super::list::get(conn, stranger.fulfiller().cast(), view.id));
    assert!(seen.is_err());
}

#[test]
fn lists_page_and_show_what_each_side_may_see() {
    let scene = Scene::set(3);
    ok(plan(
        &scene,
        (0..3).map(|n| ParcelAsk::whole(scene.given[n], 0)).collect(),
    )
    .remove(2));
    let ask = |cursor| parcel::list::Ask {
        limit: Some(2),
        cursor,
        ..parcel::list::Ask::default()
    };
    let page = |ask| {
        scene
            .trial
            .read(|conn| parcel::list::of_packer(conn, &scene.packer(), &ask))
            .unwrap()
    };
    let first = page(ask(None));
    assert_eq!(first.items.len(), 2);
    assert_eq!(page(ask(first.next.clone())).items.len(), 1);
    assert_eq!(
        first.items[0].items[0].number, "F1",
        "the fulfiller sees an alias"
    );
    assert!(first.items[0].receiver_token.is_some() && first.items[0].region > 0);
    let own = parcel::list::MerchantAsk::default();
    let own = scene
        .trial
        .read(|conn| parcel::list::of_merchant(conn, &scene.merchant, &own))
        .unwrap();
    assert_eq!(
        (own.items.len(), own.items[0].items[0].number.as_str()),
        (3, "A00000")
    );
    assert!(own.items[0].actions.is_empty() && own.items[0].receiver_token.is_none());
    assert_eq!(
        sandbox::TEST_MARK,
        super::carriers::list(&scene.registry)[0].test_mark.unwrap()
    );
}
