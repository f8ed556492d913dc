//! One number, one parcel.

use diesel::prelude::*;

use super::ok;
use super::scene::{Scene, sold};
use crate::waybill::Errand;
use crate::waybill::list::View;
use crate::waybill::record;

#[test]
fn a_number_sold_twice_is_refused_loudly() {
    let scene = Scene::set(2);
    let account = scene.account(scene.factory.party(), 500, 0);
    let taken: Vec<View> = scene.take(&[0, 1]).into_iter().map(ok).collect();
    let outcomes = [
        (Errand::of(taken[0].id), sold("SX0000000000013", 120)),
        (Errand::of(taken[1].id), sold("SX0000000000013", 120)),
    ];
    scene.trial.write(|tx| record::taken(tx, &outcomes)).unwrap();
    let mut states = [scene.view(&taken[0]), scene.view(&taken[1])].map(|view| (view.state, view.code));
    states.sort();
    assert_eq!(
        states,
        [("failed", Some("number_taken".into())), ("issued", None)]
    );
    assert_eq!(scene.money(account), (380, 0));
}

#[test]
fn a_number_the_carrier_sold_is_not_kept_from_its_parcel_by_a_typed_one() {
    let scene = Scene::set(2);
    let account = scene.account(scene.factory.party(), 500, 0);
    let taken: Vec<View> = scene.take(&[0, 1]).into_iter().map(ok).collect();
    scene.said(&taken[0], sold("SX0000000000013", 120));
    let typed = "UPDATE waybills SET state = 'external' WHERE number = 'SX0000000000013'";
    scene
        .trial
        .write(|tx| Ok(diesel::sql_query(typed).execute(tx.conn())?))
        .unwrap();
    scene.said(&taken[1], sold("SX0000000000013", 120));
    assert_eq!(scene.view(&taken[1]).state, "issued");
    assert_eq!(scene.money(account), (260, 0));
}
