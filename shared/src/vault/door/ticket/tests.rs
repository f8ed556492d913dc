use ticket::{Audience, Carrier, Goods, SealKey, Size, sha256};

use super::*;
use crate::audit::{Event, receipted};
use crate::id::MerchantId;
use crate::trial::Trial;
use crate::vault::Item;
use crate::vault::plain::sample;

const NOW: i64 = 1_800_000_000;

fn contact(name: &str) -> Contact {
    Contact {
        name: name.into(),
        phone: String::new(),
        region: String::new(),
        address: String::new(),
    }
}

fn contents(plain: bool) -> Ticket {
    Ticket {
        document_id: "SX1".into(),
        carrier: Carrier {
            code: "sandbox".into(),
            name: "测试".into(),
        },
        product: String::new(),
        sorting_code: "788-F36-30".into(),
        hub: String::new(),
        receiver: contact("whatever the caller wrote"),
        sender: contact("义乌厂"),
        goods: vec![Goods {
            sku: String::new(),
            name: "杯子".into(),
            spec: String::new(),
            quantity: 2,
        }],
        seq: 1,
        total: 1,
        print_no: 1,
        shop: String::new(),
        alias: "A1".into(),
        remark: String::new(),
        test_mark: true,
        made_at: "11-23 17:05".into(),
        size: Size::W76H130,
        plain,
        piece: 1,
        pieces: 1,
        cod_fen: None,
        insured_fen: None,
        services: Vec::new(),
    }
}

fn ask(receiver: ReceiverId, agent: SealPublic, plain: bool) -> TicketAsk {
    let header = Header {
        version: ticket::VERSION,
        ticket_id: "t1".into(),
        agent_id: "a1".into(),
        parcel_id: "p1".into(),
        document_id: "SX1".into(),
        print_no: 1,
        template: sha256(b"template"),
        queue_by: NOW + 600,
        leave_by: NOW + 86_400,
        plain,
    };
    TicketAsk {
        receiver,
        region: 330_782,
        contents: contents(plain),
        header,
        agent,
    }
}

#[test]
fn a_label_carries_the_mask_and_opens_at_its_agent_alone() {
    let trial = Trial::open();
    let (db, vault, dir) = (&trial.db, &trial.vault, &trial.dir);
    let (merchant, here, gone) = (MerchantId::fresh(), ReceiverId::fresh(), ReceiverId::fresh());
    let plain = sample("欧阳锋", "13800138000", "北苑街道秋实路123号3栋", "轻放");
    let item = [Item {
        id: here,
        write: 1,
        plain: &plain,
    }];
    db.write("put", |tx| vault.seal_many(tx, merchant, &item))
        .unwrap();
    let event = || Event::new(Purpose::PrintTicket, "worker", vec![here, gone]);
    let (_, receipt) = receipted(db, "note", merchant, |_| Ok(((), event()))).unwrap();

    let platform = crate::vault::signing::ticket_key(&dir.path().join("ticket-signing")).unwrap();
    let (agent, other) = (SealKey::generate(), SealKey::generate());
    let asked = || {
        let agent = agent.public();
        vec![
            ask(here, agent, false),
            ask(gone, agent, false),
            ask(here, agent, true),
        ]
    };
    let sealed = db
        .read("seal", |c| vault.seal_tickets(c, &receipt, &platform, asked()))
        .unwrap();
    let envelope = sealed[0].as_ref().unwrap();
    assert_eq!(sealed[1].as_ref().unwrap_err(), &Unsealed::Gone);
    assert_eq!(sealed[2].as_ref().unwrap_err(), &Unsealed::Plain);

    let (public, templates) = (platform.public(), [sha256(b"template")]);
    let audience = Audience {
        agent_id: "a1",
        platform: &public,
        templates: &templates,
    };
    let label = envelope.open(audience, &agent, NOW).unwrap();
    assert_eq!(
        (label.receiver.name.as_str(), label.receiver.phone.as_str()),
        ("欧阳**", "1******8000")
    );
    assert_eq!(label.receiver.region, "浙江省 金华市 义乌市");
    assert_eq!(label.receiver.address, "北苑街道秋实路***");
    assert!(envelope.open(audience, &other, NOW).is_err());
    let wrong = receipted(db, "note", merchant, |_| {
        Ok(((), Event::new(Purpose::CarrierRequest, "worker", vec![here])))
    });
    let refused = db.read("seal", |c| {
        vault.seal_tickets(c, &wrong.as_ref().unwrap().1, &platform, asked())
    });
    assert!(refused.is_err());
}
