use super::*;
use crate::vault::plain::sample;

fn key(byte: u8) -> IndexKey {
    IndexKey::new(1, &Secret::from_slice(&[byte; 32]).unwrap())
}

#[test]
fn tags_keep_within_their_bits() {
    let mut seen = [0_i64; 3];
    for n in 0..2_000 {
        let tags = key(1)
            .tags(&sample(&format!("张{n}"), &format!("1380013{n:04}"), "某路", ""))
            .unwrap();
        for (most, tag) in seen.iter_mut().zip([tags.phone, tags.last4, tags.name]) {
            assert!(tag >= 0);
            *most = (*most).max(tag);
        }
    }
    assert!(seen[0] < 1 << 16 && seen[0] > 1 << 15, "{seen:?}");
    assert!(seen[1] < 1 << 8 && seen[1] > 1 << 7);
    assert!(seen[2] < 1 << 10 && seen[2] > 1 << 9);
}

#[test]
fn writing_habits_do_not_change_a_tag() {
    let k = key(1);
    for phone in [
        "+86 138 0013 8000",
        "138-0013-8000",
        "１３８００１３８０００",
        "0086 13800138000",
        "13800138000转9",
    ] {
        assert_eq!(
            k.phone(phone).unwrap(),
            k.phone("13800138000").unwrap(),
            "{phone}"
        );
        assert_eq!(k.last4(phone).unwrap(), k.last4("8000").unwrap(), "{phone}");
    }
    assert_eq!(
        k.phone("0579-85551234-801").unwrap(),
        k.phone("057985551234").unwrap()
    );
    assert_eq!(
        k.name(" 阿卜杜拉·买买提 ").unwrap(),
        k.name("阿卜杜拉买买提").unwrap()
    );
    assert_eq!(k.name("ＪＯＨＮ").unwrap(), k.name("john").unwrap());
}

#[test]
fn the_same_receiver_is_name_phone_extension_and_door() {
    let same = |n, p, a| key(1).tags(&sample(n, p, a, "")).unwrap().same;
    let base = same("张三", "13800138000", "秋实路3-2号");
    assert_eq!(base, same("张 三", "+86 13800138000", "秋实路 3-2号"));
    assert_ne!(base, same("张四", "13800138000", "秋实路3-2号"));
    assert_ne!(base, same("张三", "13800138001", "秋实路3-2号"));
    assert_ne!(
        base,
        same("张三", "13800138000-12", "秋实路3-2号"),
        "extensions tell people apart"
    );
    assert_ne!(
        base,
        same("张三", "13800138000", "秋实路32号"),
        "a dash tells doors apart"
    );
    assert_ne!(same("😀", "1", "a"), same("😁", "1", "a"));
}

#[test]
fn remarks_do_not_matter() {
    let tags = |r| key(1).tags(&sample("张三", "13800138000", "秋实路", r)).unwrap();
    assert_eq!(tags("轻放"), tags(""));
}

#[test]
fn another_key_gives_other_tags_and_domains_do_not_meet() {
    let plain = sample("张三", "13800138000", "秋实路", "");
    let (one, two) = (key(1).tags(&plain).unwrap(), key(2).tags(&plain).unwrap());
    assert_ne!(one.same, two.same);
    assert_ne!(
        key(1).mac("a", &["bc"]).as_ref(),
        key(1).mac("ab", &["c"]).as_ref()
    );
    assert_ne!(
        key(1).mac("a", &["b", "c"]).as_ref(),
        key(1).mac("a", &["bc"]).as_ref()
    );
}

/// Tags are stored: a drift would lose every search.
#[test]
fn the_format_does_not_drift() {
    let tags = key(0x24)
        .tags(&sample("欧阳锋", "13800138000-1234", "北苑街道秋实路123号", ""))
        .unwrap();
    assert_eq!(
        (tags.phone, tags.last4, tags.name, tags.same),
        (59254, 19, 888, -4984464245258543126)
    );
}
