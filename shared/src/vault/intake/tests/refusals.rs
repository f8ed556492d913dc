//! Files and cells that nobody should send.

use super::*;

#[test]
fn hostile_cells_are_faults() {
    let long = "长".repeat(10_240);
    let text = file(&format!(
        "A1,张\0三,13800138000,浙江省杭州市西湖区文三路1号,杯子,红,S1,2,1,,,\nA2,{long},13800138000,浙江省杭州市西湖区文三路1号,杯子,红,S1,2,1,,,\nA3,𠮷䶮🐼,13800138000,浙江省杭州市西湖区文三路1号,🎁,红,,2,1,,,\nA4,{ZHANG},#REF!,红,S1,1,1,,,\n"
    ));
    let told = outcome(text.as_bytes(), &options()).told;
    let want = [
        "A1! 2 收货人姓名 control_character",
        "A2! 3 收货人姓名 too_long",
        "A3: 𠮷䶮🐼 13800138000 330106 文三路1号 | 🎁×2@100",
        "A4! 5 商品名称 formula_error",
    ];
    assert_eq!(told, want);
}

/// Sixteen digits that all end in a zero were rounded; some that do and one that does not were not.
#[test]
fn numbers_a_spreadsheet_rounded_are_known_by_their_neighbours() {
    let row = |no: &str| format!("{no},{ZHANG},杯子,红,S1,1,1,,,\n");
    let told = |numbers: &[&str]| {
        let rows: String = numbers.iter().map(|no| row(no)).collect();
        outcome(file(&rows).as_bytes(), &options()).told
    };
    let rounded = [
        "2611250000001230",
        "2611250000001240",
        "26112500000012300",
        "2611250000001260",
    ];
    let refused = told(&rounded);
    assert!(
        refused.iter().all(|one| one.ends_with("number_lost_digits")) && refused.len() == 4,
        "{refused:?}"
    );
    let honest = [&rounded[..], &["2611250000001261"]].concat();
    assert!(
        !told(&honest).iter().any(|one| one.contains('!')),
        "{:?}",
        told(&honest)
    );
    let guarded = ["\t2611250000001230", "\t2611250000001240", "\t2611250000001260"];
    assert!(!told(&guarded).iter().any(|one| one.contains('!')));
}

#[test]
fn files_that_are_no_tables_are_refused_whole() {
    let table = |bytes: &[u8]| refusal(bytes, &options());
    for bytes in [
        &b""[..],
        b"\n\n",
        b"hello",
        b"a,b,c\n1,2,3\n",
        b"<html><table></table></html>",
        &[0xFF; 5000],
        &[0; 5000],
    ] {
        let told = table(bytes);
        assert!(
            ["not_a_table", "encoding_unknown"].contains(&told[0].2),
            "{told:?}"
        );
    }
    assert_eq!(
        table(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on")[0].2,
        "old_spreadsheet"
    );
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let locked = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 65_520], &name].concat();
    assert_eq!(table(&locked)[0].2, "encrypted_file");
    let told = table("订单号,收件人,手机,地址\nA1,张三,1,2\n".as_bytes());
    assert_eq!(
        told,
        [
            (1, "商品".to_owned(), "missing_column"),
            (1, "数量".to_owned(), "missing_column")
        ]
    );
    let unclosed = file(&format!("A1,\"{}", "张".repeat(1 << 20)));
    assert_eq!(table(unclosed.as_bytes())[0].2, "row_too_long");
    let few = Options {
        most_rows: 1,
        ..options()
    };
    let two = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,1,,,\nA2,{ZHANG},杯子,红,S1,2,1,,,\n"
    ));
    assert_eq!(refusal(two.as_bytes(), &few)[0].2, "too_many_rows");
}

#[test]
fn a_mapping_reads_any_header() {
    let text = format!("c1,c2,c3,c4,c5,c6,c7\nA1,{ZHANG},杯子,3,x\n");
    let fields = [
        (Field::OrderNo, "c1"),
        (Field::Name, "c2"),
        (Field::Phone, "c3"),
        (Field::Address, "c4"),
        (Field::Product, "c5"),
        (Field::Quantity, "c6"),
    ];
    let mapping: Mapping = fields
        .into_iter()
        .map(|(field, header)| (field, header.to_owned()))
        .collect();
    let mapped = Options {
        mapping: Some(mapping.clone()),
        ..options()
    };
    let outcome = outcome(text.as_bytes(), &mapped);
    assert_eq!(outcome.told, [format!("A1: {ZHANG_TOLD} | 杯子×3@0")]);
    assert_eq!(
        (outcome.summary.columns, outcome.summary.unknown_columns),
        (mapping, vec!["c7".to_owned()])
    );
}

#[test]
fn the_taker_may_break_off() {
    let text = file(&format!("A1,{ZHANG},杯子,红,S1,2,1,,,\n").repeat(1))
        + &format!("A2,{ZHANG},杯子,红,S1,2,1,,,\nA3,{ZHANG},杯子,红,S1,2,1,,,\n");
    let mut seen = 0;
    let summary = read(Cursor::new(text.as_bytes()), &options(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert!(summary.unwrap().stopped);
    assert_eq!(seen, 1);
}

/// Small damage anywhere never panics, and never lets an order through that was not in the file.
#[test]
fn damage_is_refused_or_read_never_worse() {
    let text = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,12.50,2026-11-23 10:00:00,,\n\"A2\",{ZHANG},杯子,红,S1,2,1,,,\n"
    ));
    let book = workbooks::book(&[&[
        "A1",
        "张三",
        "13800138000",
        "浙江省杭州市西湖区文三路1号",
        "杯子",
        "1",
    ]]);
    let mut seed: u64 = 42;
    let mut next = |most: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % most
    };
    for original in [text.into_bytes(), book] {
        for _ in 0..300 {
            let mut bytes = original.clone();
            for _ in 0..=next(3) {
                let at = next(bytes.len());
                match next(3) {
                    0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                    1 => drop(bytes.remove(at)),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            let mut items = 0;
            let _ = read(Cursor::new(&bytes), &options(), &mut |_| {
                items += 1;
                ControlFlow::Continue(())
            });
            assert!(items <= 6);
        }
    }
}
