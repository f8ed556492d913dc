//! Papers: nothing is left out on either sheet, and the longest are set in time.

use std::{fs, time::Instant};

use print_agent::label::{self, Dpi, Wanted};
use ticket::papers::{HandOver, HandOverRow, Paper, PickList, Sheet};

use crate::{
    common::{
        self,
        papers::{papers, parcel},
    },
    text_of,
};

/// Nothing of a paper is left out, on either sheet, however many pages it takes.
#[test]
fn papers_hold_everything_on_both_sheets() {
    let shelf = common::shelf();
    for (name, paper) in papers() {
        for (sheet, dir) in [(Sheet::A4, "a4"), (Sheet::W76H130, "76x130")] {
            let set = label::set_paper(&shelf, &paper, sheet, Wanted::USUAL).unwrap();
            let text = text_of(&format!("{name}-{dir}"), &set.pdf);
            for (n, page) in set.dots.iter().enumerate() {
                let path = common::gallery().join(format!("{name}-{dir}-{}.png", n + 1));
                fs::write(path, label::png(page).unwrap()).unwrap();
            }
            assert_eq!(set.dots.is_empty(), sheet == Sheet::A4);
            let wanted: Vec<String> = match &paper {
                Paper::PickList(list) => list.parcels.iter().map(|p| p.number.clone()).collect(),
                Paper::PackingSlip(slip) => slip.parcel.goods.iter().map(|g| g.sku.clone()).collect(),
                Paper::HandOver(list) => list.rows.iter().map(|r| r.number.clone()).collect(),
            };
            for part in wanted {
                assert!(text.contains(&part), "{part} is not on {name}");
            }
            assert!(!text.contains('…'), "{name} cuts nothing");
        }
    }
}

/// The longest papers stay within the child's memory and patience.
#[test]
fn the_longest_papers_are_set_in_time() {
    let shelf = common::shelf();
    let pick = PickList {
        party: "云坊".into(),
        made_at: String::new(),
        parcels: (0..500).map(|n| parcel(n, 8, "备注")).collect(),
    };
    let hand = HandOver {
        rows: vec![
            HandOverRow {
                number: "SB8853734280000".into(),
                region: "新疆维吾尔自治区 克孜勒苏柯尔克孜自治州".into(),
                ..HandOverRow::default()
            };
            2000
        ],
        ..HandOver::default()
    };
    for (name, paper) in [
        ("pick list", Paper::PickList(pick)),
        ("hand-over", Paper::HandOver(hand)),
    ] {
        let wanted = Wanted {
            dpi: Dpi::D300,
            ..Wanted::USUAL
        };
        let started = Instant::now();
        let set = label::set_paper(&shelf, &paper, Sheet::W76H130, wanted).unwrap();
        let took = started.elapsed();
        eprintln!("the longest {name}: {} pages in {took:?}", set.dots.len());
        assert!(took.as_secs() < 15, "{name} took {took:?}");
    }
}
