//! A kill at any byte must lose no answered sale and sell no number twice.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use shared::carrier::sandbox::wire;

use super::*;

fn take(client_ref: &str) -> Take {
    Take {
        client_ref: client_ref.to_owned(),
        account: "M001".to_owned(),
        region: 330_109,
        form: "00".to_owned(),
        at_ms: 1,
    }
}

fn scratch() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.jsonl");
    (folder, path)
}

fn open(path: &Path) -> Ledger {
    Ledger::open(path, true, Rules::default(), 3).unwrap()
}

#[actix_web::test]
async fn one_reference_one_number_over_a_restart() {
    let (_folder, path) = scratch();
    let ledger = open(&path);
    let first = ledger.take(&take("a")).await.unwrap().unwrap();
    assert_eq!(ledger.take(&take("a")).await.unwrap().unwrap(), first);
    let second = ledger.take(&take("b")).await.unwrap().unwrap();
    assert_ne!(first.number, second.number);
    drop(ledger);
    let ledger = open(&path);
    assert_eq!(ledger.query("a").await.unwrap(), Some(first.clone()));
    assert_eq!(ledger.query("z").await.unwrap(), None);
    let other = Take {
        account: "M002".to_owned(),
        ..take("a")
    };
    assert_eq!(
        ledger.take(&other).await.unwrap().unwrap(),
        first,
        "never a second sale under one reference"
    );
    let third = ledger.take(&take("c")).await.unwrap().unwrap();
    assert!(third.number != first.number && third.number != second.number);
    assert_eq!(ledger.sold(0, 9), [first, second, third]);
}

#[actix_web::test]
async fn a_void_gives_the_fee_back_once_and_ends_its_reference() {
    let (_folder, path) = scratch();
    let ledger = open(&path);
    let full = ledger.balance("M001").unwrap();
    let sale = ledger.take(&take("a")).await.unwrap().unwrap();
    assert_eq!(
        ledger.balance("M001").unwrap(),
        (full.0 - sale.fee_fen, full.1 - 1)
    );
    assert_eq!(
        ledger.void("M002", &sale.number).await.unwrap(),
        Err(wire::NUMBER)
    );
    for _ in 0..2 {
        assert_eq!(ledger.void("M001", &sale.number).await.unwrap(), Ok(()));
        assert_eq!(ledger.balance("M001").unwrap(), (full.0, full.1 - 1));
    }
    drop(ledger);
    let ledger = open(&path);
    assert_eq!(ledger.balance("M001").unwrap(), (full.0, full.1 - 1));
    assert_eq!(ledger.take(&take("a")).await.unwrap(), Err(wire::VOIDED));
    assert!(ledger.sold(0, 1)[0].voided);
}

#[actix_web::test]
async fn a_torn_last_line_is_cut_wherever_the_kill_fell() {
    let (_folder, path) = scratch();
    let ledger = open(&path);
    let kept = ledger.take(&take("a")).await.unwrap().unwrap();
    let whole = std::fs::metadata(&path).unwrap().len();
    ledger.take(&take("b")).await.unwrap().unwrap();
    drop(ledger);
    let bytes = std::fs::read(&path).unwrap();
    for cut in usize::try_from(whole).unwrap()..bytes.len() {
        std::fs::write(&path, &bytes[..cut]).unwrap();
        let ledger = open(&path);
        assert_eq!(ledger.sold(0, 9), std::slice::from_ref(&kept), "cut at {cut}");
        assert_ne!(
            ledger.take(&take("b")).await.unwrap().unwrap().number,
            kept.number
        );
    }
}

#[test]
fn a_damaged_middle_is_refused_not_guessed() {
    let (_folder, path) = scratch();
    drop(open(&path));
    std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap()
        .write_all(b"{\"kind\":\"gift\"}\n")
        .unwrap();
    let error = Ledger::open(&path, true, Rules::default(), 3).unwrap_err();
    assert!(error.to_string().starts_with("state file, byte "), "{error}");
}

#[test]
fn two_servers_cannot_share_a_state_file() {
    let (_folder, path) = scratch();
    let _first = open(&path);
    assert!(Ledger::open(&path, true, Rules::default(), 3).is_err());
}

#[actix_web::test]
async fn rules_refuse_by_name() {
    let (_folder, path) = scratch();
    let rules = Rules {
        opening_fen: 250,
        numbers: 3,
        accounts: Some(BTreeSet::from(["M001".to_owned(), "M002".to_owned()])),
        unserved: vec!["65".to_owned()],
    };
    let ledger = Ledger::open(&path, false, rules, 3).unwrap();
    let far = Take {
        region: 650_100,
        ..take("far")
    };
    assert_eq!(ledger.take(&far).await.unwrap(), Err(wire::REGION));
    assert_eq!(
        ledger
            .take(&Take {
                region: 0,
                ..take("far")
            })
            .await
            .unwrap(),
        Err(wire::REGION)
    );
    let stranger = Take {
        account: "M009".to_owned(),
        ..take("x")
    };
    assert_eq!(ledger.take(&stranger).await.unwrap(), Err(wire::ACCOUNT));
    for client_ref in ["a", "b"] {
        let number = ledger.take(&take(client_ref)).await.unwrap().unwrap().number;
        ledger.void("M001", &number).await.unwrap().unwrap();
    }
    ledger.take(&take("c")).await.unwrap().unwrap();
    assert_eq!(
        ledger.take(&take("d")).await.unwrap(),
        Err(wire::EMPTY),
        "a voided number stays used"
    );
    let rich = |client_ref: &str| Take {
        account: "M002".to_owned(),
        ..take(client_ref)
    };
    ledger.take(&rich("e")).await.unwrap().unwrap();
    ledger.take(&rich("f")).await.unwrap().unwrap();
    assert_eq!(ledger.take(&rich("g")).await.unwrap(), Err(wire::BALANCE));
}

#[actix_web::test]
async fn a_closed_ledger_sells_nothing() {
    let (_folder, path) = scratch();
    let ledger = open(&path);
    ledger.close();
    assert_eq!(ledger.take(&take("a")).await, Err(Ended));
}

#[actix_web::test]
async fn many_accounts_are_dealt_numbers_of_their_own() {
    let (_folder, path) = scratch();
    let mut seen = BTreeSet::new();
    for run in 0..3 {
        let ledger = open(&path);
        for account in 0..20 {
            let take = Take {
                account: format!("M{account}"),
                ..take(&format!("r{run}-{account}"))
            };
            assert!(seen.insert(ledger.take(&take).await.unwrap().unwrap().number));
        }
    }
    assert_eq!(seen.len(), 60);
}
