//! The rules themselves: paths, words, and where a word must not stand.

use super::Rule;
use super::checks::{
    async_over_a_connection, feature_switches, is_door, is_http, is_library, is_shared, is_unit_test,
    is_work, lints_without_reason, places, plaintext_traits, vague_names, within, words_in,
};

/// The longest file without a reason.
pub const LONGEST: usize = 400;

/// The longest file of unit tests.
const LONGEST_TESTS: usize = 500;

/// Files that may be longer, and why.
pub const LONG: &[(&str, &str)] = &[
    ("shared/src/db/schema.rs", "generated: one entry per column"),
    (
        "print-agent/tests/agent/story.rs",
        "one story over sockets, step by step",
    ),
];

/// The types of a receiver's text.
pub const PLAINTEXT: &[&str] = &["PlainReceiver", "RawReceiver", "Plain", "Opened"];

/// What would name one of them outside the vault.
const PLAINTEXT_NAMES: &[&str] = &[
    "PlainReceiver",
    "RawReceiver",
    "vault::plain",
    "plain::Plain",
    "record::Opened",
];

/// The files through which the world is reached, all of them run from jobs; the house makes the client and sends nothing.
const WORLD: &[&str] = &[
    "shared/src/vault/door/",
    "shared/src/notify/post.rs",
    "shared/src/house.rs",
];

pub const ALL: &[Rule] = &[
    Rule {
        says: "doors know no database, no HTTP client, no mailer, no token library",
        check: |all| {
            let words = [
                "diesel",
                "diesel_migrations",
                "r2d2",
                "reqwest",
                "lettre",
                "jsonwebtoken",
                "aws_lc_rs",
            ];
            words_in(all, &words, is_door)
        },
        planted: ("factory-api/src/x.rs", "use diesel::prelude::*;"),
    },
    Rule {
        says: "doors do not know each other",
        check: |all| {
            words_in(all, &["merchant_api", "factory_api", "platform"], |path| {
                is_door(path) && is_library(path)
            })
        },
        planted: ("merchant-api/src/x.rs", "use factory_api::routes;"),
    },
    Rule {
        says: "doors write no SQL",
        check: |all| words_in(all, &["sql_query", "schema::", "db::schema"], is_door),
        planted: (
            "platform/src/x.rs",
            "fn f() { shared::db::schema::orders::table; }",
        ),
    },
    Rule {
        says: "only http/ knows the web framework",
        check: |all| {
            words_in(all, &["actix_web", "actix_ws", "HttpRequest"], |path| {
                is_shared(path) && !is_http(path)
            })
        },
        planted: ("shared/src/order/x.rs", "use actix_web::web;"),
    },
    Rule {
        says: "nothing below the doors knows http/",
        check: |all| words_in(all, &["crate::http"], |path| is_shared(path) && !is_http(path)),
        planted: ("shared/src/order/x.rs", "use crate::http::May;"),
    },
    Rule {
        says: "the vault and the carriers know ids and nothing else of the domain",
        check: |all| {
            let domain = [
                "crate::party",
                "crate::binding",
                "crate::order",
                "crate::parcel",
                "crate::waybill",
                "crate::ledger",
                "crate::assign",
                "crate::print",
                "crate::notify",
                "crate::outbox",
                "crate::worker",
                "crate::house",
            ];
            words_in(all, &domain, |path| {
                within(path, &["shared/src/vault/", "shared/src/carrier/"])
            })
        },
        planted: ("shared/src/vault/x.rs", "use crate::order::Order;"),
    },
    Rule {
        says: "ids, clock, errors and the database know nothing above them",
        check: |all| {
            let above = [
                "crate::party",
                "crate::binding",
                "crate::order",
                "crate::parcel",
                "crate::waybill",
                "crate::vault",
                "crate::assign",
                "crate::print",
                "crate::notify",
                "crate::outbox",
                "crate::worker",
                "crate::house",
            ];
            let base = [
                "shared/src/id.rs",
                "shared/src/clock.rs",
                "shared/src/error.rs",
                "shared/src/db/",
            ];
            words_in(all, &above, |path| within(path, &base))
        },
        planted: ("shared/src/db/x.rs", "use crate::party::Side;"),
    },
    Rule {
        says: "orders and bindings do not know who works on them",
        check: |all| {
            let above = [
                "crate::parcel",
                "crate::waybill",
                "crate::print",
                "crate::ledger",
                "crate::worker",
            ];
            words_in(all, &above, |path| {
                within(
                    path,
                    &["shared/src/order/", "shared/src/binding/", "shared/src/party/"],
                ) && !is_work(path)
            })
        },
        planted: ("shared/src/order/x.rs", "use crate::waybill::take;"),
    },
    Rule {
        says: "a state machine takes no connection",
        check: |all| {
            words_in(all, &["diesel", "Conn", "Tx", "async"], |path| {
                path.ends_with("/state.rs")
            })
        },
        planted: ("shared/src/parcel/state.rs", "fn ship(tx: &mut Tx<'_>) {}"),
    },
    Rule {
        says: "one file knows which database this build speaks",
        check: feature_switches,
        planted: (
            "shared/src/order/x.rs",
            "#[cfg(feature = \"postgres\")]\nfn f() {}",
        ),
    },
    Rule {
        says: "one place asks what time it is",
        check: |all| {
            words_in(all, &["Utc::now", "Local::now", "SystemTime::now"], |path| {
                path != "shared/src/clock.rs" && path != "print-agent/src/clock.rs"
            })
        },
        planted: ("shared/src/order/x.rs", "let now = Utc::now();"),
    },
    Rule {
        says: "a receiver's text has a name only inside the vault",
        check: |all| {
            words_in(all, PLAINTEXT_NAMES, |path| {
                !within(path, &["shared/src/vault/", "print-agent/", "shared/ticket/"])
            })
        },
        planted: ("shared/src/order/x.rs", "fn f(plain: &PlainReceiver) {}"),
    },
    Rule {
        says: "a receiver's text cannot be printed, copied or written out",
        check: plaintext_traits,
        planted: (
            "shared/src/vault/plain.rs",
            "#[derive(Clone)]\npub struct Plain(String);",
        ),
    },
    Rule {
        says: "nothing that takes a transaction is async",
        check: async_over_a_connection,
        planted: (
            "shared/src/order/x.rs",
            "pub async fn take(\n    tx: &mut Tx<'_>,\n) -> Result<()> {}",
        ),
    },
    Rule {
        says: "one function opens transactions",
        check: |all| {
            let words = [
                "transact(",
                ".transaction(",
                ".immediate_transaction(",
                ".build_transaction(",
            ];
            words_in(all, &words, |path| {
                !within(path, &["shared/src/db/mod.rs", "shared/src/db/backend.rs"])
            })
        },
        planted: ("shared/src/order/x.rs", "conn.transaction(|conn| work(conn))"),
    },
    Rule {
        says: "the world is reached only from what jobs run",
        check: |all| {
            words_in(all, &["reqwest", "lettre"], |path| {
                path.starts_with("shared/src/") && !within(path, WORLD)
            })
        },
        planted: ("shared/src/order/x.rs", "let client = reqwest::Client::new();"),
    },
    Rule {
        says: "a file opens with one sentence of why it exists",
        check: |all| {
            places(all, |source| {
                (!source.text.starts_with("//! ") && !is_unit_test(&source.path)).then_some(1)
            })
        },
        planted: ("shared/src/x.rs", "use std::fmt;\n"),
    },
    Rule {
        says: "a file is at most 400 lines before its tests",
        check: |all| {
            let excused = |path: &str| LONG.iter().any(|(long, _)| *long == path);
            places(all, |source| {
                let most = if is_unit_test(&source.path) {
                    LONGEST_TESTS
                } else {
                    LONGEST
                };
                (source.length() > most && !excused(&source.path)).then_some(source.length())
            })
        },
        planted: ("shared/src/x.rs", LONG_FILE),
    },
    Rule {
        says: "nothing is left for later",
        check: |all| words_in(all, &["todo!", "unimplemented!", "dbg!"], |_| true),
        planted: ("shared/src/x.rs", "fn f() { todo!() }"),
    },
    Rule {
        says: "a lint is set aside only with a reason",
        check: lints_without_reason,
        planted: ("shared/src/x.rs", "#[allow(dead_code)]\nfn f() {}"),
    },
    Rule {
        says: "modules are nouns of the trade",
        check: vague_names,
        planted: ("shared/src/x.rs", "pub struct OrderManager;"),
    },
];

/// 401 lines.
const LONG_FILE: &str = const {
    const BYTES: [u8; 401] = [b'\n'; 401];
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};
