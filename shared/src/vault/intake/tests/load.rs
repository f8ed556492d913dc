//! A hundred thousand rows through the sealed spool, in a process of their own whose memory is watched.

use std::path::Path;
use std::process::Command;

use uuid::Uuid;

use super::*;
use crate::vault::provider::RingFile;

const ROWS: u32 = 100_000;

fn fields(row: u32) -> [String; 6] {
    // Each order has two rows.
    let order = row / 2;
    [
        format!("TB{order:012}"),
        format!("收件人{}", order % 977),
        format!("138{:08}", order % 100_000_000),
        format!("浙江省杭州市西湖区文三路{order}号{}幢", row % 40),
        format!("商品{}", row % 300),
        (row % 9 + 1).to_string(),
    ]
}

fn csv(writer: &mut SpoolWriter) {
    writer
        .push("订单号,收件人,手机,收件地址,商品,数量\n".as_bytes())
        .unwrap();
    for row in 0..ROWS {
        let [no, name, phone, _, product, quantity] = fields(row);
        let [_, _, _, address, ..] = fields(row / 2 * 2);
        writer
            .push(format!("{no},{name},{phone},{address},{product},{quantity}\n").as_bytes())
            .unwrap();
    }
}

fn xlsx(writer: &mut SpoolWriter) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in ["订单号", "收件人", "手机", "收件地址", "商品", "数量"]
        .iter()
        .enumerate()
    {
        sheet
            .write_string(0, u16::try_from(column).unwrap(), *head)
            .unwrap();
    }
    for row in 0..ROWS {
        let mut cells = fields(row);
        cells[3] = fields(row / 2 * 2)[3].clone();
        for (column, text) in cells.iter().enumerate() {
            sheet
                .write_string(row + 1, u16::try_from(column).unwrap(), text)
                .unwrap();
        }
    }
    writer.push(&book.save_to_buffer().unwrap()).unwrap();
}

/// Fills a spool, then reads it in a child process; gives the child's peak growth in KiB.
fn grown(fill: fn(&mut SpoolWriter)) -> u64 {
    let dir = tempfile::tempdir().unwrap();
    let ring = RingFile::open(&dir.path().join("kek")).unwrap();
    let mut writer = SpoolWriter::create(dir.path(), 64 << 20).unwrap();
    fill(&mut writer);
    let spool = writer.finish().unwrap();
    std::fs::write(dir.path().join("pass"), spool.pass(&ring, Uuid::nil()).unwrap()).unwrap();
    let child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "--nocapture",
            "vault::intake::tests::load::reads_a_spool",
        ])
        .env("SPOOL_DIR", dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(
        child.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&child.stderr)
    );
    let grown = said
        .split("grown=")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next());
    grown.unwrap().parse().unwrap()
}

/// The child: not a test of its own.
#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn reads_a_spool() {
    let Ok(dir) = std::env::var("SPOOL_DIR") else {
        return;
    };
    let dir = Path::new(&dir);
    let ring = RingFile::open(&dir.join("kek")).unwrap();
    let pass = std::fs::read(dir.join("pass")).unwrap();
    let spool = Spool::from_pass(dir, &ring, Uuid::nil(), &pass).unwrap();
    let before = peak();
    let (mut orders, mut pieces) = (0, 0);
    let summary = read(spool.open().unwrap(), &options(), &mut |item| {
        let Item::Draft(draft) = item else {
            panic!("{}", tell(&item))
        };
        orders += 1;
        pieces += draft.lines.iter().map(|line| line.quantity).sum::<i64>();
        ControlFlow::Continue(())
    })
    .unwrap();
    let want: u32 = (0..ROWS).map(|row| row % 9 + 1).sum();
    assert_eq!(
        (summary.rows, orders, pieces),
        (u64::from(ROWS), ROWS / 2, i64::from(want))
    );
    println!("grown={} ", peak() - before);
}

/// The most memory this process ever had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn a_hundred_thousand_rows_of_text_take_little_memory() {
    let grown = grown(csv);
    assert!(grown < 24 * 1024, "{grown} KiB");
}

#[test]
fn a_hundred_thousand_rows_of_a_workbook_hold_their_strings_only() {
    let grown = grown(xlsx);
    assert!(grown < 96 * 1024, "{grown} KiB");
}
