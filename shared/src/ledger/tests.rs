//! The pure half of the ledger: states of an account, and how far money goes.

use std::collections::BTreeMap;

use super::account::{AccountKey, State};
use super::money::{Hold, afford};
use crate::error::Code;
use crate::id::{PartyId, WaybillAccountId, WaybillId};

fn account() -> AccountKey {
    AccountKey {
        party: PartyId::fresh(),
        id: WaybillAccountId::fresh(),
    }
}

fn ask(account: AccountKey, fen: i64) -> Hold {
    Hold {
        account,
        waybill: WaybillId::fresh(),
        fen,
    }
}

#[test]
fn money_goes_as_far_as_it_goes() {
    let (rich, poor) = (account(), account());
    let balances = BTreeMap::from([(rich, 250), (poor, 0)]);
    let asks = [
        ask(rich, 120),
        ask(rich, 120),
        ask(rich, 120),
        ask(poor, 1),
        ask(poor, 0),
        ask(rich, 10),
    ];
    let granted: Vec<_> = afford(balances, &asks)
        .into_iter()
        .map(|row| row.map_err(|no| no.code))
        .collect();
    let low = Err(Code::BalanceTooLow);
    assert_eq!(granted, [Ok(()), Ok(()), low, low, Ok(()), Ok(())]);
}

#[test]
fn an_account_that_is_not_active_pays_nothing() {
    let refused = afford(BTreeMap::new(), &[ask(account(), 0)]);
    assert_eq!(refused[0].as_ref().unwrap_err().code, Code::AccountNotActive);
}

#[test]
fn an_account_is_decided_once_and_closed_when_nothing_is_held() {
    let active = State::Applied.approve(120).unwrap();
    assert_eq!(active, State::Active { price_fen: 120 });
    assert_eq!(active.clone().approve(1).unwrap_err().code, Code::AlreadyDecided);
    assert_eq!(
        active.clone().refuse("no".into()).unwrap_err().code,
        Code::AlreadyDecided
    );
    assert_eq!(
        active.clone().close(120, "moved".into()).unwrap_err().code,
        Code::StateForbids
    );
    let closed = active.close(0, "moved".into()).unwrap();
    assert_eq!(closed.text(), "closed");
    assert_eq!(
        State::Applied.close(0, String::new()).unwrap_err().code,
        Code::StateForbids
    );
}
