use super::*;

fn dek() -> Dek {
    Dek {
        id: Uuid::from_u128(0xD0),
        secret: Secret::from_slice(&[0x42; 32]).unwrap(),
    }
}

fn place() -> Place {
    Place {
        merchant: Uuid::from_u128(0xA0),
        record: Uuid::from_u128(0xB0),
        write: 7,
    }
}

fn receiver(remark: &str) -> PlainReceiver {
    crate::vault::plain::sample("欧阳锋", "13800138000", "北苑街道秋实路123号", remark)
}

fn texts(opened: &Opened) -> Vec<String> {
    Field::ALL
        .iter()
        .map(|f| opened.text(*f).unwrap().to_owned())
        .collect()
}

#[test]
fn opens_where_it_was_sealed() {
    let sealed = seal(&dek(), &place(), &receiver("轻放")).unwrap();
    let opened = open(&dek(), &place(), &sealed, &Field::ALL).unwrap();
    assert_eq!(
        texts(&opened),
        ["欧阳锋", "13800138000", "北苑街道秋实路123号", "轻放"]
    );
    let some = open(&dek(), &place(), &sealed, &Field::MASKED).unwrap();
    assert!(
        some.text(Field::Remark).is_err(),
        "what was not asked for stays sealed"
    );
}

#[test]
fn opens_nowhere_else() {
    let sealed = seal(&dek(), &place(), &receiver("")).unwrap();
    for wrong in [
        Place {
            merchant: Uuid::from_u128(1),
            ..place()
        },
        Place {
            record: Uuid::from_u128(1),
            ..place()
        },
        Place { write: 8, ..place() },
    ] {
        assert!(open(&dek(), &wrong, &sealed, &Field::ALL).is_err());
    }
    let other_id = Dek {
        id: Uuid::from_u128(1),
        ..dek()
    };
    let other_key = Dek {
        secret: Secret::from_slice(&[0x43; 32]).unwrap(),
        ..dek()
    };
    for wrong in [other_id, other_key] {
        assert!(open(&wrong, &place(), &sealed, &Field::ALL).is_err());
    }
}

#[test]
fn columns_do_not_change_places() {
    let sealed = seal(&dek(), &place(), &receiver("轻放")).unwrap();
    let swapped = SealedRecord {
        name: sealed.phone.clone(),
        phone: sealed.name.clone(),
        ..sealed.clone()
    };
    assert!(open(&dek(), &place(), &swapped, &[Field::Name]).is_err());
    assert!(open(&dek(), &place(), &swapped, &[Field::Phone]).is_err());
    let other = seal(&dek(), &place(), &receiver("轻放")).unwrap();
    let mixed = SealedRecord {
        name: other.name,
        ..sealed
    };
    assert!(
        open(&dek(), &place(), &mixed, &[Field::Name]).is_err(),
        "two writes do not mix"
    );
}

#[test]
fn any_flipped_bit_is_refused() {
    let sealed = seal(&dek(), &place(), &receiver("轻放")).unwrap();
    let parts: [fn(&mut SealedRecord) -> &mut Vec<u8>; 6] = [
        |s| &mut s.salt,
        |s| &mut s.commitment,
        |s| &mut s.name,
        |s| &mut s.phone,
        |s| &mut s.address,
        |s| &mut s.remark,
    ];
    for part in parts {
        for bit in 0..part(&mut sealed.clone()).len() * 8 {
            let mut flipped = sealed.clone();
            part(&mut flipped)[bit / 8] ^= 1 << (bit % 8);
            assert!(open(&dek(), &place(), &flipped, &Field::ALL).is_err());
        }
        let mut cut = sealed.clone();
        part(&mut cut).pop();
        assert!(open(&dek(), &place(), &cut, &Field::ALL).is_err());
        part(&mut cut).clear();
        assert!(
            open(&dek(), &place(), &cut, &Field::ALL).is_err(),
            "a stripped field is no empty field"
        );
    }
}

#[test]
fn lengths_tell_the_bucket_only() {
    let lengths = |remark: &str| {
        let s = seal(&dek(), &place(), &receiver(remark)).unwrap();
        [s.name.len(), s.phone.len(), s.address.len(), s.remark.len()]
    };
    let over = secret::OVERHEAD;
    assert_eq!(lengths(""), [32 + over, 32 + over, 128 + over, over]);
    assert_eq!(lengths("a"), lengths(&"a".repeat(62)));
    assert_eq!(lengths(&"a".repeat(63))[3], 256 + over);
    assert_eq!(lengths(&"a".repeat(4094))[3], 4096 + over);
}

#[test]
fn the_longest_field_fits_and_one_more_byte_does_not() {
    for field in Field::ALL {
        assert!(pad(field, &"a".repeat(field.limit())).is_ok());
        assert!(matches!(pad(field, &"a".repeat(field.limit() + 1)), Err(Error::TooLong(f)) if f == field));
    }
}

#[test]
fn every_write_draws_its_own_randomness() {
    let (a, b) = (
        seal(&dek(), &place(), &receiver("")).unwrap(),
        seal(&dek(), &place(), &receiver("")).unwrap(),
    );
    assert_ne!(a.salt, b.salt);
    assert_ne!(a.commitment, b.commitment);
    assert_ne!(a.name, b.name);
}

/// The committed vector of suite 1, schema 1: checked against an independent implementation (RFC 5869, SP 800-38D).
#[test]
fn the_format_does_not_drift() {
    let mut entropy = [0; ENTROPY_LEN];
    for (at, byte) in entropy.iter_mut().enumerate() {
        *byte = u8::try_from(at).unwrap();
    }
    let sealed = seal_with(&dek(), &place(), &receiver("轻放"), &entropy).unwrap();
    let vector: serde_json::Value = serde_json::from_str(include_str!("vector.json")).unwrap();
    for (part, bytes) in [
        ("salt", &sealed.salt),
        ("commitment", &sealed.commitment),
        ("name", &sealed.name),
        ("phone", &sealed.phone),
        ("address", &sealed.address),
        ("remark", &sealed.remark),
    ] {
        assert_eq!(vector[part].as_str(), Some(hex::encode(bytes).as_str()), "{part}");
    }
    let opened = open(&dek(), &place(), &sealed, &Field::ALL).unwrap();
    assert_eq!(opened.text(Field::Remark).unwrap(), "轻放");
}
