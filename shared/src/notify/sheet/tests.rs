use super::super::letter::{
    Answered, Application, Assigned, Decided, Goods, Invited, Offered, Other, Recalled, Reset, Shipped,
    TurnedDown,
};
use super::super::post;
use super::*;

fn places() -> Places {
    let none = |_: &str| None;
    Places::of(&Config::read(&none).expect("defaults"))
}

fn noon() -> Instant {
    Instant::UNIX_EPOCH + chrono::Duration::hours(491_620)
}

fn goods(name: &str, pieces: i64) -> Goods {
    Goods {
        name: name.to_owned(),
        pieces,
    }
}

fn turned_down() -> TurnedDown {
    TurnedDown {
        fulfiller: "义乌小商品厂".to_owned(),
        assignments: 7,
        pieces: 12,
        code: "out_of_stock".to_owned(),
        orders: (1..=7).map(|n| format!("A{n}")).collect(),
    }
}

fn work() -> Vec<Letter> {
    vec![
        Letter::Assignment(Assigned {
            merchant: "云锦旗舰店".to_owned(),
            assignments: 123,
            pieces: 240,
            products: vec![goods("桂花糕", 100), goods("Tea <green> & \"black\"", 40)],
            more_products: 3,
            ship_by: Some(noon()),
        }),
        Letter::Declined(turned_down()),
        Letter::Failed(turned_down()),
        Letter::ShippedSummary(Shipped {
            fulfiller: "义乌小商品厂".to_owned(),
            parcels: 1,
            orders: 2,
            pieces: 3,
        }),
        Letter::RecallAsked(Recalled {
            merchant: "云锦旗舰店".to_owned(),
            assignments: 1,
            pieces: 2,
            aliases: vec!["K7Q2".to_owned()],
        }),
        Letter::RecallAnswered(Answered {
            fulfiller: "义乌小商品厂".to_owned(),
            granted: false,
            pieces: 2,
            orders: vec!["A1".to_owned()],
        }),
    ]
}

fn people() -> Vec<Letter> {
    let (side, party) = (Side::Factory, "义乌小商品厂".to_owned());
    vec![
        Letter::BindingOffered(Offered {
            side,
            by: "云锦旗舰店".to_owned(),
        }),
        Letter::BindingDecided(Decided {
            side: Side::Merchant,
            by: party.clone(),
            accepted: true,
        }),
        Letter::BindingEnded(Other {
            side,
            other: "云锦旗舰店".to_owned(),
        }),
        Letter::Invitation(Invited {
            side,
            party: party.clone(),
            secret: "s3cret".to_owned(),
        }),
        Letter::PasswordReset(Reset {
            side,
            secret: "s3cret".to_owned(),
        }),
        Letter::ApplicationDecided(Application {
            side,
            party,
            approved: false,
        }),
        Letter::Test,
    ]
}

#[test]
fn every_kind_reads_well_in_both_languages() {
    for letter in work().into_iter().chain(people()) {
        for (locale, lang) in [(Locale::ZhCn, "zh"), (Locale::En, "en")] {
            let page = render(&letter, locale, &places());
            let whole = format!("{}\n\n{}\n{}", page.subject, page.text, page.html);
            insta::assert_snapshot!(format!("{}.{lang}", letter.kind()), whole);
        }
    }
}

#[test]
fn letters_come_back_from_their_rows() {
    for letter in work().into_iter().chain(people()) {
        let row = serde_json::to_value(&letter).expect("json");
        assert_eq!(row["kind"], letter.kind());
        assert_eq!(serde_json::from_value::<Letter>(row).expect("letter"), letter);
    }
}

#[test]
fn names_from_outside_cannot_write_mail() {
    let party = "<script>\r\nBcc: all@example.org\u{202e}".to_owned();
    let letter = Letter::Invitation(Invited {
        side: Side::Merchant,
        party,
        secret: "x".to_owned(),
    });
    let page = render(&letter, Locale::En, &places());
    assert!(!page.subject.contains(['\r', '\n', '\u{202e}']));
    assert!(!page.html.contains("<script>") && page.html.contains("&lt;script&gt;"));
    let message = post::message(
        &page,
        "Sealship <no-reply@example.org>",
        "a@example.org",
        "id",
        noon(),
    );
    let wire = String::from_utf8(message.expect("message").formatted()).expect("7 bit");
    assert!(!wire.contains("\r\nBcc:"), "{wire}");
    assert!(wire.contains("Message-ID: <id@example.org>\r\n"), "{wire}");
    assert!(wire.contains("Auto-Submitted: auto-generated\r\n"), "{wire}");
}

#[test]
fn addresses() {
    for good in [
        "a@example.org",
        "first.last+tag@xn--fiqs8s.example",
        "仓库@example.org",
    ] {
        assert!(post::is_address(good), "{good}");
    }
    for bad in [
        "",
        "a",
        "a@",
        "@b",
        "a b@c.d",
        "a@b\r\nBcc: c@d",
        "a@b,c@d",
        "A <a@b.c>",
    ] {
        assert!(!post::is_address(bad), "{bad}");
    }
}
