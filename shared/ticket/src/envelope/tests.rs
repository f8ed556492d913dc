use super::*;
use crate::{Carrier, Contact, Goods, Size, sha256};

const NOW: i64 = 1_800_000_000;

fn contact(name: &str) -> Contact {
    Contact {
        name: name.into(),
        phone: "1******8000".into(),
        region: "浙江省 杭州市 西湖区".into(),
        address: "文三路*号".into(),
    }
}

fn ticket() -> Ticket {
    Ticket {
        document_id: "SB0000000001".into(),
        carrier: Carrier {
            code: "sandbox".into(),
            name: "沙箱快递".into(),
        },
        product: "标准快递".into(),
        sorting_code: "788-F36-30".into(),
        hub: "杭州中心".into(),
        receiver: contact("𠮷**"),
        sender: contact("云坊"),
        goods: vec![Goods {
            sku: "A-1".into(),
            name: "手机壳".into(),
            spec: "墨绿".into(),
            quantity: 2,
        }],
        seq: 1,
        total: 3,
        print_no: 1,
        shop: "星空".into(),
        alias: "DS1".into(),
        remark: String::new(),
        test_mark: true,
        made_at: "11-23 17:05".into(),
        size: Size::W76H130,
        plain: false,
        piece: 0,
        pieces: 0,
        cod_fen: None,
        insured_fen: None,
        services: Vec::new(),
    }
}

fn header() -> Header {
    Header {
        version: VERSION,
        ticket_id: "t-1".into(),
        agent_id: "a-1".into(),
        parcel_id: "p-1".into(),
        document_id: "SB0000000001".into(),
        print_no: 1,
        template: sha256(b"template"),
        queue_by: NOW + 600,
        leave_by: NOW + 86_400,
        plain: false,
    }
}

struct Scene {
    agent: SealKey,
    platform: SignKey,
    envelope: Envelope,
}

fn scene() -> Scene {
    let (agent, platform) = (SealKey::generate(), SignKey::generate().unwrap());
    let envelope = seal(&ticket(), agent.public(), header()).unwrap().sign(&platform);
    Scene {
        agent,
        platform,
        envelope,
    }
}

impl Scene {
    fn open(&self, envelope: &Envelope, now: i64) -> Result<Ticket, TicketRefusal> {
        let (platform, templates) = (self.platform.public(), [sha256(b"template")]);
        let audience = Audience {
            agent_id: "a-1",
            platform: &platform,
            templates: &templates,
        };
        envelope.admit(audience, now)?;
        envelope.open(audience, &self.agent, now)
    }

    fn refusal(&self, envelope: &Envelope) -> Option<TicketRefusal> {
        self.open(envelope, NOW).err()
    }
}

#[test]
fn a_ticket_comes_out_as_it_went_in() {
    let scene = scene();
    let json = serde_json::to_string(&scene.envelope).unwrap();
    assert!(!json.contains("**8000") && !json.contains('𠮷'));
    let opened = scene
        .open(&Envelope::from_json(&json).unwrap(), NOW)
        .ok()
        .unwrap();
    assert!(serde_json::to_string(&opened).unwrap() == serde_json::to_string(&ticket()).unwrap());
}

#[test]
fn keys_survive_storage() {
    let scene = scene();
    let agent = SealKey::from_bytes(&scene.agent.to_bytes()).unwrap();
    let platform = SignKey::from_seed(&scene.platform.to_seed().unwrap()).unwrap();
    let restored = Scene {
        agent,
        platform,
        envelope: scene.envelope.clone(),
    };
    assert_eq!(restored.refusal(&scene.envelope), None);
}

#[test]
fn every_flipped_byte_of_the_binary_parts_is_refused() {
    let scene = scene();
    let parts: [fn(&mut Envelope) -> &mut [u8]; 4] = [
        |e| &mut e.enc,
        |e| &mut e.ciphertext,
        |e| &mut e.signature.0,
        |e| &mut e.header.template.0,
    ];
    for part in parts {
        for at in 0..part(&mut scene.envelope.clone()).len() {
            let mut altered = scene.envelope.clone();
            part(&mut altered)[at] ^= 1;
            assert_eq!(scene.refusal(&altered), Some(TicketRefusal::BadSignature));
        }
    }
}

#[test]
fn every_flipped_byte_of_the_json_is_refused() {
    let scene = scene();
    let json = serde_json::to_string(&scene.envelope).unwrap();
    for at in 0..json.len() {
        let mut bytes = json.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        if let Ok(altered) = Envelope::from_json(&text) {
            assert!(scene.refusal(&altered).is_some(), "byte {at} may be flipped");
        }
    }
}

#[test]
fn every_header_field_is_signed() {
    let scene = scene();
    let changes: [fn(&mut Header); 8] = [
        |h| h.ticket_id.push('x'),
        |h| h.agent_id.push('x'),
        |h| h.parcel_id.push('x'),
        |h| h.document_id.push('x'),
        |h| h.print_no += 1,
        |h| h.queue_by += 1,
        |h| h.leave_by += 1,
        |h| h.plain = true,
    ];
    for change in changes {
        let mut altered = scene.envelope.clone();
        change(&mut altered.header);
        assert_eq!(scene.refusal(&altered), Some(TicketRefusal::BadSignature));
    }
}

#[test]
fn another_agent_or_another_signer_gets_nothing() {
    let scene = scene();
    let thief = Scene {
        agent: SealKey::generate(),
        platform: SignKey::from_seed(&scene.platform.to_seed().unwrap()).unwrap(),
        envelope: scene.envelope.clone(),
    };
    assert_eq!(thief.refusal(&scene.envelope), Some(TicketRefusal::Altered));
    let other = seal(
        &ticket(),
        scene.agent.public(),
        Header {
            agent_id: "a-2".into(),
            ..header()
        },
    );
    assert_eq!(
        scene.refusal(&other.unwrap().sign(&scene.platform)),
        Some(TicketRefusal::NotForThisAgent)
    );
    let forged = seal(&ticket(), scene.agent.public(), header())
        .unwrap()
        .sign(&SignKey::generate().unwrap());
    assert_eq!(scene.refusal(&forged), Some(TicketRefusal::BadSignature));
}

#[test]
fn a_seal_does_not_move_under_another_header_even_signed() {
    let scene = scene();
    let moved = Sealed {
        header: Header {
            ticket_id: "t-2".into(),
            ..header()
        },
        enc: scene.envelope.enc.clone(),
        ciphertext: scene.envelope.ciphertext.clone(),
    };
    assert_eq!(
        scene.refusal(&moved.sign(&scene.platform)),
        Some(TicketRefusal::Altered)
    );
}

#[test]
fn time_and_template_are_held_to() {
    let scene = scene();
    let code = |now| scene.open(&scene.envelope, now).err().map(TicketRefusal::code);
    assert_eq!(code(NOW + 600), None);
    assert_eq!(code(NOW + 601), Some("expired_queue"));
    assert_eq!(code(NOW + 86_401), Some("expired_leave"));
    let swapped = Header {
        template: sha256(b"another"),
        ..header()
    };
    let swapped = seal(&ticket(), scene.agent.public(), swapped)
        .unwrap()
        .sign(&scene.platform);
    assert_eq!(scene.refusal(&swapped), Some(TicketRefusal::TemplateMismatch));
}

#[test]
fn a_queued_ticket_still_opens_after_its_entering_time() {
    let scene = scene();
    let (platform, templates) = (scene.platform.public(), [sha256(b"template")]);
    let audience = Audience {
        agent_id: "a-1",
        platform: &platform,
        templates: &templates,
    };
    assert!(scene.envelope.open(audience, &scene.agent, NOW + 7200).is_ok());
}

#[test]
fn contents_and_header_must_agree_and_stay_in_bounds() {
    let agent = SealKey::generate().public();
    let refused = |ticket: &Ticket, header| seal(ticket, agent, header).err();
    let other = Header {
        document_id: "SB2".into(),
        ..header()
    };
    assert_eq!(refused(&ticket(), other), Some(SealError::HeaderMismatch));
    assert_eq!(
        refused(
            &ticket(),
            Header {
                plain: true,
                ..header()
            }
        ),
        Some(SealError::HeaderMismatch)
    );
    assert_eq!(
        refused(
            &ticket(),
            Header {
                ticket_id: String::new(),
                ..header()
            }
        ),
        Some(SealError::HeaderMismatch)
    );
    let mut long = ticket();
    long.remark = "长".repeat(MAX_CIPHERTEXT);
    assert_eq!(refused(&long, header()), Some(SealError::TooLarge));
    let newer = Envelope {
        header: Header {
            version: 2,
            ..header()
        },
        ..scene().envelope
    };
    assert_eq!(scene().refusal(&newer), Some(TicketRefusal::UnsupportedVersion));
}

#[test]
fn lengths_fall_into_buckets() {
    let agent = SealKey::generate().public();
    let length = |name: &str| {
        let mut ticket = ticket();
        ticket.remark = name.into();
        seal(&ticket, agent, header()).unwrap().ciphertext.len()
    };
    assert_eq!(length("a"), length("易碎品"));
    assert_eq!((length("a") - 16) % BUCKET, 0);
}
