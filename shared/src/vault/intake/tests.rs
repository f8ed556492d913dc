//! Whole files, read from bytes to drafts.

use std::fmt::Write as _;
use std::io::{Cursor, Seek, Write as _};
use std::ops::ControlFlow;

use chrono::FixedOffset;
use encoding_rs::{GB18030, GBK};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::*;

mod load;
mod refusals;
mod workbooks;

const HEADER: &str = "订单编号,收货人姓名,联系手机,收货地址,商品名称,商品规格,商家编码,购买数量,单价,付款时间,买家留言,卖家备注";

fn options() -> Options {
    Options::new(FixedOffset::east_opt(8 * 3600).unwrap())
}

/// What came of a file: `no: name phone code detail | sku×quantity@fen …`, or `no! row column code …`.
struct Outcome {
    told: Vec<String>,
    summary: Summary,
}

fn tell(item: &Item) -> String {
    match item {
        Item::Draft(draft) => {
            let r = &draft.receiver;
            let mut told = format!(
                "{}: {} {} {} {} |",
                draft.external_no,
                r.name.expose(),
                r.phone.expose(),
                r.region.code,
                r.address.expose()
            );
            for line in &draft.lines {
                let _ = write!(
                    told,
                    " {}×{}@{}",
                    [&line.sku, &line.name][usize::from(line.sku.is_empty())],
                    line.quantity,
                    line.price_fen
                );
            }
            told
        }
        Item::Refused(refused) => {
            let faults = refused
                .faults
                .iter()
                .map(|f| format!(" {} {} {}", f.row, f.column, f.code.as_str()));
            format!(
                "{}!{}",
                refused.external_no.as_deref().unwrap_or("?"),
                faults.collect::<Vec<_>>().join(",")
            )
        }
    }
}

fn outcome(bytes: &[u8], options: &Options) -> Outcome {
    let mut told = Vec::new();
    let summary = read(Cursor::new(bytes), options, &mut |item| {
        told.push(tell(&item));
        ControlFlow::Continue(())
    });
    match summary {
        Ok(summary) => Outcome { told, summary },
        Err(error) => panic!("{error:?}"),
    }
}

fn refusal(bytes: &[u8], options: &Options) -> Vec<(u64, String, &'static str)> {
    let mut handed = 0;
    let result = read(Cursor::new(bytes), options, &mut |_| {
        handed += 1;
        ControlFlow::Continue(())
    });
    match result {
        Err(ReadError::Refused(faults)) => {
            assert_eq!(handed, 0);
            faults
                .into_iter()
                .map(|f| (f.row, f.column.into_owned(), f.code.as_str()))
                .collect()
        }
        Err(ReadError::Io(error)) => panic!("{error}"),
        Ok(summary) => panic!("read: {summary:?}"),
    }
}

fn file(rows: &str) -> String {
    format!("{HEADER}\n{rows}")
}

const ZHANG: &str = "张三,13800138000,浙江省杭州市西湖区文三路1号";
const ZHANG_TOLD: &str = "张三 13800138000 330106 文三路1号";

#[test]
fn one_table_in_every_encoding_and_dress() {
    let text = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,12.50,2026-11-23 10:00:00,,\nA2,{ZHANG},杯子,蓝,S2,1,,,,\n"
    ));
    let want = [
        format!("A1: {ZHANG_TOLD} | S1×2@1250"),
        format!("A2: {ZHANG_TOLD} | S2×1@0"),
    ];
    let marked = format!("\u{FEFF}{text}");
    let crlf = text.replace('\n', "\r\n");
    let tabs = text.replace(',', "\t");
    let semicolons = text.replace(',', ";");
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(tabs.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let files: [(&str, Vec<u8>); 8] = [
        ("utf-8", text.clone().into_bytes()),
        ("bom", marked.into_bytes()),
        ("gbk", GBK.encode(&text).0.into_owned()),
        ("gb18030", GB18030.encode(&text).0.into_owned()),
        ("crlf", crlf.into_bytes()),
        ("tabs", tabs.clone().into_bytes()),
        ("semicolons", semicolons.into_bytes()),
        ("utf-16", utf16),
    ];
    for (name, bytes) in files {
        let outcome = outcome(&bytes, &options());
        assert_eq!(outcome.told, want, "{name}");
        assert_eq!(
            (outcome.summary.rows, outcome.summary.header_row),
            (2, 1),
            "{name}"
        );
    }
}

#[test]
fn titles_empty_rows_sums_and_repeated_headers_are_passed_over() {
    let text = format!(
        "十一月订单导出,,,\n\n导出人：某某,,\n{HEADER}\n\nA1,{ZHANG},杯子,红,S1,2,1,,,\n,,,,,,,,,,,\n小计,,,,,,,2,,,,\n{HEADER}\nA2,张三,138,浙江省杭州市西湖区文三路1号,杯子,红,S1,2,1,,,\n合计：3件,,,,,,,4,,,,\n"
    );
    let outcome = outcome(text.as_bytes(), &options());
    // Row 10 as a spreadsheet counts it: empty lines are rows.
    assert_eq!(
        outcome.told,
        [
            format!("A1: {ZHANG_TOLD} | S1×2@100"),
            "A2! 10 联系手机 phone_not_valid".to_owned()
        ]
    );
    assert_eq!((outcome.summary.header_row, outcome.summary.rows), (4, 2));
}

#[test]
fn rows_count_as_the_user_sees_them() {
    let text = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,1,,\"两行\n留言\",\n\n\nA2,{ZHANG},杯子,红,S1,0,1,,,\n"
    ));
    assert_eq!(
        outcome(text.as_bytes(), &options()).told[1],
        "A2! 5 购买数量 quantity_not_valid"
    );
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(
        outcome(crlf.as_bytes(), &options()).told[1],
        "A2! 5 购买数量 quantity_not_valid"
    );
}

#[test]
fn orders_of_several_lines_take_their_receiver_from_the_first() {
    let text = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,1,2026-11-23 10:00,,\n,,,,杯子,蓝,S2,1,1,,,\nA1,,,,碗,,S3,1,1,,,\nA1,{ZHANG},勺,,S4,1,1,,,\nA2,{ZHANG},杯子,红,S1,1,1,,,\n"
    ));
    let told = outcome(text.as_bytes(), &options()).told;
    assert_eq!(
        told[0],
        format!("A1: {ZHANG_TOLD} | S1×2@100 S2×1@100 S3×1@100 S4×1@100")
    );
    assert_eq!(told.len(), 2);
}

#[test]
fn a_bad_row_takes_its_order_and_no_other() {
    let text = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,1,,,\nA2,{ZHANG},杯子,红,S1,x,1,,,\nA2,,,,碗,,S3,1,1.234,,,\nA3,张*,138****8000,浙江省杭州市西湖区文三路1号,杯子,红,S1,1,1,昨天,,\n6.92581E+17,{ZHANG},杯子,红,S1,1,1,,,\n,李四,13900139000,浙江省杭州市西湖区文三路1号,杯子,红,S1,1,1,,,\n,,,,杯子,红,S1,1,1,,,\nA4,{ZHANG},,,,1,1,,,\nA5,{ZHANG},杯子,红,S1,1,1,,,\n"
    ));
    let told = outcome(text.as_bytes(), &options()).told;
    let want = [
        format!("A1: {ZHANG_TOLD} | S1×2@100"),
        "?! 6 订单编号 number_lost_digits".to_owned(),
        "?! 7 订单编号 missing".to_owned(),
        "?! 8 订单编号 missing".to_owned(),
        "A2! 3 购买数量 quantity_not_valid, 4 单价 money_not_valid".to_owned(),
        "A3! 5 付款时间 time_not_valid, 5 收货人姓名 masked_receiver, 5 联系手机 masked_receiver".to_owned(),
        "A4! 9 商品名称 missing".to_owned(),
        format!("A5: {ZHANG_TOLD} | S1×1@100"),
    ];
    let mut sorted = (told.clone(), want.to_vec());
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1, "{told:#?}");
}

#[test]
fn two_receivers_under_one_number_are_refused() {
    let other = "李四,13900139000,浙江省杭州市西湖区文三路1号";
    let together = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,1,,,\nA1,{other},杯子,红,S1,2,1,,,\nA2,{ZHANG},杯子,红,S1,2,1,,,\n"
    ));
    let told = outcome(together.as_bytes(), &options()).told;
    assert_eq!(
        told,
        [
            "A1! 3 收货人姓名 two_receivers".to_owned(),
            format!("A2: {ZHANG_TOLD} | S1×2@100")
        ]
    );
    let apart = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,1,,,\nA2,{ZHANG},杯子,红,S1,2,1,,,\nA1,{other},杯子,红,S1,2,1,,,\n"
    ));
    let told = outcome(apart.as_bytes(), &options()).told;
    let want = [
        "A1! 2 收货人姓名 two_receivers".to_owned(),
        format!("A2: {ZHANG_TOLD} | S1×2@100"),
        "A1! 4 收货人姓名 two_receivers".to_owned(),
    ];
    assert_eq!(told, want);
    // The same receiver written in two ways is one.
    let same = "张三,+86 138-0013-8000,浙江 杭州 西湖区 文三路1号";
    let written = file(&format!(
        "A1,{ZHANG},杯子,红,S1,2,1,,,\nA1,{same},碗,,S2,2,1,,,\n"
    ));
    assert_eq!(
        outcome(written.as_bytes(), &options()).told,
        [format!("A1: {ZHANG_TOLD} | S1×2@100 S2×2@100")]
    );
}

#[test]
fn an_order_in_several_places_comes_in_several_drafts() {
    let rows = |bad: &str| {
        file(&format!(
            "A1,{ZHANG},杯子,红,,2,1,,,\nA2,{ZHANG},杯子,红,S1,2,1,,,\nA1,{ZHANG},杯子,红,,3,1,,,\nA3,{ZHANG},杯子,红,S1,{bad},1,,,\nA1,{ZHANG},杯子,红,,{bad},1,,,\n"
        ))
    };
    let mut keys = Vec::new();
    let text = rows("1");
    read(Cursor::new(text.as_bytes()), &options(), &mut |item| {
        if let Item::Draft(draft) = item {
            keys.extend(
                draft
                    .lines
                    .iter()
                    .filter(|_| draft.external_no == "A1")
                    .map(|line| line.key.clone()),
            );
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    let ordinals: Vec<_> = keys
        .iter()
        .filter_map(|key| key.split_once('#'))
        .map(|(_, n)| n)
        .collect();
    assert_eq!(ordinals, ["1", "2", "3"]);
    let told = outcome(rows("0").as_bytes(), &options()).told;
    assert_eq!(told[0], "A1! 2 订单编号 other_row_refused");
    assert_eq!(told[2], "A1! 4 订单编号 other_row_refused");
    assert_eq!(told[1], format!("A2: {ZHANG_TOLD} | S1×2@100"));
}

#[test]
fn a_number_means_its_own_order_in_each_source() {
    let text = format!(
        "店铺,订单号,收件人,手机,收件地址,商品,数量\n甲店,A1,{ZHANG},杯子,1\n乙店,A1,李四,13900139000,浙江省杭州市西湖区文三路2号,杯子,1\n"
    );
    let mut sources = Vec::new();
    read(Cursor::new(text.as_bytes()), &options(), &mut |item| {
        if let Item::Draft(draft) = item {
            sources.push((draft.source().to_owned(), draft.external_no.clone()));
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(
        sources,
        [
            ("甲店".to_owned(), "A1".to_owned()),
            ("乙店".to_owned(), "A1".to_owned())
        ]
    );
}

#[test]
fn line_ids_key_lines_and_stand_once() {
    let header = "订单号,子订单号,收件人,手机,收件地址,商品,数量";
    let text = format!("{header}\nA1,L1,{ZHANG},杯子,1\nA1,L1,,,,杯子,1\nA2,L1,{ZHANG},杯子,1\n");
    let told = outcome(text.as_bytes(), &options()).told;
    assert_eq!(
        told,
        [
            "A1! 3 子订单号 duplicate_line".to_owned(),
            format!("A2: {ZHANG_TOLD} | 杯子×1@0")
        ]
    );
}

#[test]
fn remarks_and_specs_come_clean_and_sealed_as_written() {
    let text = file(&format!(
        "A1,{ZHANG},杯子,刻字张三,S1,2,1,,打13800138000,文三路1号后门\nA1,,,,碗,,S2,1,1,,另一句,\n"
    ));
    let mut seen = 0;
    read(Cursor::new(text.as_bytes()), &options(), &mut |item| {
        let Item::Draft(draft) = item else {
            panic!("{}", tell(&item))
        };
        assert_eq!(draft.clean_remark(), "打＊＊＊＊＊＊＊＊＊＊＊\n另一句");
        assert_eq!(draft.seller_remark, "＊＊＊＊＊后门");
        assert_eq!(draft.lines[0].spec, "刻字＊＊");
        assert_eq!(
            draft.receiver.remark.expose(),
            "打13800138000\n另一句\n文三路1号后门"
        );
        seen += 1;
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(seen, 1);
}
