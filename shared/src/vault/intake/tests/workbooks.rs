//! Workbooks as spreadsheet programs write them, and as nobody should.

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const COLUMNS: [&str; 6] = ["订单号", "收件人", "手机", "收件地址", "商品", "数量"];

/// A workbook of text cells under the usual header.
pub(super) fn book(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in std::iter::once(&COLUMNS[..])
        .chain(rows.iter().copied())
        .enumerate()
    {
        for (column, text) in row.iter().enumerate() {
            sheet
                .write_string(u32::try_from(at).unwrap(), u16::try_from(column).unwrap(), *text)
                .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn text_cells_are_read() {
    let bytes = book(&[
        &[
            "A1",
            "张三",
            "13800138000",
            "浙江省杭州市西湖区文三路1号",
            "杯子",
            "1",
        ],
        &["", "", "", "", "碗", "2"],
    ]);
    let outcome = outcome(&bytes, &options());
    assert_eq!(outcome.told, [format!("A1: {ZHANG_TOLD} | 杯子×1@0 碗×2@0")]);
    assert_eq!(outcome.summary.sheet.as_deref(), Some("Sheet1"));
}

#[test]
fn numbers_dates_and_merged_cells_are_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 7, "十一月订单", &Format::new())
        .unwrap();
    for (column, text) in COLUMNS.iter().chain(&["单价", "付款时间"]).enumerate() {
        sheet
            .write_string(2, u16::try_from(column).unwrap(), *text)
            .unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    for (row, (no, price)) in [
        (20_261_123.0, 59.7),
        (20_261_124.0, 0.1 + 0.2),
        (692_581_234_567_890_123.0, 1.0),
    ]
    .into_iter()
    .enumerate()
    {
        let row = u32::try_from(row).unwrap() + 3;
        sheet.write_number(row, 0, no).unwrap();
        sheet.write_string(row, 1, "张三").unwrap();
        sheet.write_number(row, 2, 13_800_138_000.0).unwrap();
        sheet.write_string(row, 3, "浙江省杭州市西湖区文三路1号").unwrap();
        sheet.write_string(row, 4, "杯子").unwrap();
        sheet.write_number(row, 5, 2.0).unwrap();
        sheet.write_number(row, 6, price).unwrap();
        let moment = ExcelDateTime::from_ymd(2026, 11, 23)
            .unwrap()
            .and_hms(10, 0, 0)
            .unwrap();
        sheet.write_datetime_with_format(row, 7, &moment, &date).unwrap();
    }
    sheet.write_string(7, 0, "合计").unwrap();
    sheet.write_number(7, 5, 6.0).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let told = outcome(&bytes, &options()).told;
    let want = [
        format!("20261123: {ZHANG_TOLD} | 杯子×2@5970"),
        "?! 6 订单号 number_lost_digits".to_owned(),
        format!("20261124: {ZHANG_TOLD} | 杯子×2@30"),
    ];
    let (mut told, mut want) = (told, want.to_vec());
    told.sort();
    want.sort();
    assert_eq!(told, want);
    let mut paid = Vec::new();
    read(Cursor::new(&bytes), &options(), &mut |item| {
        if let Item::Draft(draft) = item {
            paid.push(draft.paid_at.unwrap().to_rfc3339());
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(paid, ["2026-11-23T02:00:00+00:00"; 2]);
}

#[test]
fn vertically_merged_orders_fill_down() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in COLUMNS.iter().enumerate() {
        sheet
            .write_string(0, u16::try_from(column).unwrap(), *text)
            .unwrap();
    }
    let plain = Format::new();
    for (column, text) in ["A1", "张三", "13800138000", "浙江省杭州市西湖区文三路1号"]
        .iter()
        .enumerate()
    {
        let column = u16::try_from(column).unwrap();
        sheet.merge_range(1, column, 3, column, text, &plain).unwrap();
    }
    for row in 1..4 {
        sheet.write_string(row, 4, format!("杯{row}")).unwrap();
        sheet.write_number(row, 5, f64::from(row)).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        outcome(&bytes, &options()).told,
        [format!("A1: {ZHANG_TOLD} | 杯1×1@0 杯2×2@0 杯3×3@0")]
    );
}

#[test]
fn the_sheet_with_orders_is_found_or_named() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("说明")
        .unwrap()
        .write_string(0, 0, "请先阅读")
        .unwrap();
    for name in ["订单", "更多"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let row = [
            "A1",
            "张三",
            "13800138000",
            "浙江省杭州市西湖区文三路1号",
            name,
            "1",
        ];
        for (column, (head, text)) in COLUMNS.iter().zip(row).enumerate() {
            let column = u16::try_from(column).unwrap();
            sheet.write_string(0, column, *head).unwrap();
            sheet.write_string(1, column, text).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        outcome(&bytes, &options()).told,
        [format!("A1: {ZHANG_TOLD} | 订单×1@0")]
    );
    let named = |sheet: &str| Options {
        sheet: Some(sheet.to_owned()),
        ..options()
    };
    assert_eq!(
        outcome(&bytes, &named("更多")).told,
        [format!("A1: {ZHANG_TOLD} | 更多×1@0")]
    );
    assert_eq!(refusal(&bytes, &named("没有"))[0].2, "sheet_not_found");
    assert_eq!(refusal(&bytes, &named("说明"))[0].2, "not_a_table");
}

fn zipped(parts: &[(&str, u64)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let block = vec![b' '; 1 << 20];
    for (name, megabytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(9)))
            .unwrap();
        for _ in 0..*megabytes {
            zip.write_all(&block).unwrap();
        }
    }
    let mut cursor = zip.finish().unwrap();
    cursor.rewind().unwrap();
    cursor.into_inner()
}

#[test]
fn bombs_and_ruins_are_refused_before_they_are_opened() {
    let bomb = zipped(&[("xl/worksheets/sheet1.xml", 210)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(&bomb, &options())[0].2, "zip_bomb");
    let names: Vec<String> = (0..2_100).map(|n| format!("f{n}")).collect();
    let many: Vec<(&str, u64)> = names.iter().map(|name| (name.as_str(), 0)).collect();
    assert_eq!(refusal(&zipped(&many), &options())[0].2, "zip_bomb");
    assert_eq!(
        refusal(&zipped(&[("xl/sharedStrings.xml", 100)]), &options())[0].2,
        "zip_bomb"
    );
    assert_eq!(
        refusal(&zipped(&[("hello.txt", 0)]), &options())[0].2,
        "damaged_file"
    );
    let whole = book(&[&[
        "A1",
        "张三",
        "13800138000",
        "浙江省杭州市西湖区文三路1号",
        "杯子",
        "1",
    ]]);
    assert_eq!(
        refusal(&whole[..whole.len() / 2], &options())[0].2,
        "damaged_file"
    );
    assert_eq!(
        refusal(b"PK\x03\x04 and nothing more", &options())[0].2,
        "damaged_file"
    );
}

#[test]
fn an_archive_that_lies_about_its_sizes_is_counted_anyway() {
    let mut bomb = zipped(&[("xl/worksheets/sheet1.xml", 210)]);
    let size = (210_u32 << 20).to_le_bytes();
    let mut patched = 0;
    while let Some(at) = bomb.windows(4).position(|window| window == size) {
        bomb[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
        patched += 1;
    }
    assert!(patched > 0);
    let told = refusal(&bomb, &options())[0].2;
    assert!(["zip_bomb", "damaged_file"].contains(&told), "{told}");
}
