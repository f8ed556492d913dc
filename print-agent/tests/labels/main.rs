//! What a label and a paper must be beside readable: fonts embedded, Chinese found again, nothing lost without a mark,
//! bounded whatever a browser sends, the same dots every time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

#[path = "../common/mod.rs"]
mod common;
mod papers;

use std::{collections::BTreeMap, fs, process::Command, time::Instant};

use common::{readers::run, samples};
use print_agent::label::{self, Dpi, NOBODY, Picture, SetError, Shift, Wanted};
use ticket::{
    Size,
    design::{Custom, Data, Design, Item, Kind, MAX_ELEMENTS, MAX_TABLES, MAX_TEXT},
    papers::{PackingSlip, Paper, Sheet},
    template::{self, Template},
};

fn current() -> &'static Template {
    template::current().unwrap()
}

/// A PDF's text with all white space taken out.
fn text_of(name: &str, pdf: &[u8]) -> String {
    let path = common::gallery().join(name).with_extension("pdf");
    fs::write(&path, pdf).unwrap();
    let text = run(Command::new("pdftotext").arg("-raw").arg(&path).arg("-"));
    text.split_whitespace()
        .collect::<String>()
        .replace('\u{200b}', "")
}

#[test]
fn fonts_are_embedded_and_subset_and_chinese_is_found_again() {
    let shelf = common::shelf();
    for size in Size::ALL {
        let ticket = samples::rare_and_empty(size);
        let set = label::set_for(&shelf, current(), &ticket, None, Wanted::USUAL).unwrap();
        let name = format!("fonts-{}", size.name());
        let text = text_of(&name, &set.pdf);
        for part in [
            "𠮷**",
            "1******8000",
            "陕西省西安市长安区𫟷𪻐䶮路龘街***",
            "小礼盒",
            "隐",
            "收",
            "寄",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        let path = common::gallery().join(&name).with_extension("pdf");
        let fonts = run(Command::new("pdffonts").arg(&path));
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(rows.len() >= 2, "{fonts}");
        for row in rows {
            // The last columns: emb sub uni object ID.
            let words: Vec<&str> = row.split_whitespace().rev().collect();
            assert_eq!((words[4], words[3]), ("yes", "yes"), "embedded and subset: {row}");
        }
        assert!(set.pdf.len() < 100_000, "{} bytes", set.pdf.len());
    }
}

#[test]
fn a_character_no_font_has_stops_the_label_wherever_it_stands() {
    let shelf = common::shelf();
    let mut ticket = common::ordinary(Size::W76H130);
    ticket.receiver.name = "张😀\u{e000}".into();
    let no = label::set_for(&shelf, current(), &ticket, None, Wanted::USUAL).err();
    assert_eq!(no, Some(SetError::Glyphs(vec!['😀', '\u{e000}'])));
    let ticket = common::ordinary(Size::W76H130);
    let mut custom = custom(Size::W76H130);
    custom.template.elements[0].text = "谢谢 {alias} 🎁".into();
    let no = label::set_for(&shelf, current(), &ticket, Some(&custom), Wanted::USUAL).err();
    assert_eq!(no, Some(SetError::Glyphs(vec!['🎁'])));
    let slip = Paper::PackingSlip(PackingSlip {
        made_at: String::new(),
        parcel: common::papers::parcel(0, 1, "🚚"),
    });
    let no = label::set_paper(&shelf, &slip, Sheet::A4, Wanted::USUAL).err();
    assert_eq!(no, Some(SetError::Glyphs(vec!['🚚'])));
}

fn custom(size: Size) -> Custom {
    Custom {
        template: samples::design(size),
        data: samples::data(&common::ordinary(size)),
    }
}

#[test]
fn what_has_no_room_is_marked() {
    let shelf = common::shelf();
    for size in Size::ALL {
        let ticket = common::many_goods(size, 40);
        let set = label::set_for(&shelf, current(), &ticket, None, Wanted::USUAL).unwrap();
        let text = text_of(&format!("marked-{}", size.name()), &set.pdf);
        assert!(text.contains("还有") && text.contains("件，见装箱单"), "{text}");
        let custom = Custom {
            template: samples::design(size),
            data: samples::data(&ticket),
        };
        let set = label::set_for(&shelf, current(), &ticket, Some(&custom), Wanted::USUAL).unwrap();
        let text = text_of(&format!("marked-custom-{}", size.name()), &set.pdf);
        assert!(text.contains("还有"), "{text}");
        let long = samples::hostile(size);
        let set = label::set_for(&shelf, current(), &long, None, Wanted::USUAL).unwrap();
        let text = text_of(&format!("marked-long-{}", size.name()), &set.pdf);
        assert!(text.matches('…').count() >= 5, "{text}");
    }
}

#[test]
fn the_same_label_is_the_same_dots_and_the_same_bytes() {
    let (shelf, other) = (common::shelf(), common::shelf());
    let (ticket, custom) = (common::many_goods(Size::W100H180, 12), custom(Size::W100H180));
    let set = |shelf| label::set_for(shelf, current(), &ticket, Some(&custom), Wanted::USUAL).unwrap();
    let (one, two) = (set(&shelf), set(&other));
    assert_eq!(one.dots.rows, two.dots.rows);
    assert_eq!(one.pdf, two.pdf);
}

#[test]
fn an_offset_moves_every_dot() {
    let shelf = common::shelf();
    let ticket = common::ordinary(Size::W76H130);
    for (dpi, dots) in [(Dpi::D203, 8), (Dpi::D300, 11)] {
        let set = |tenths| {
            let shift = Shift {
                x: dpi.offset(tenths),
                y: 0,
            };
            let wanted = Wanted {
                dpi,
                shift,
                pdf: false,
            };
            label::set_for(&shelf, current(), &ticket, None, wanted).unwrap()
        };
        let (still, moved) = (set(0), set(10));
        assert!(still.pdf.is_empty());
        let black = |set: &label::Set, x: u32, y: u32| {
            let row = usize::try_from(set.dots.width.div_ceil(8) * y + x / 8).unwrap();
            set.dots.rows[row] >> (7 - x % 8) & 1 == 1
        };
        let (width, height) = (still.dots.width, still.dots.height);
        // In the band of the bar code nothing but whole dots stands.
        let y = height * 27 / 100;
        let all = (0..width - dots).all(|x| black(&still, x, y) == black(&moved, x + dots, y));
        assert!(all, "at {} dpi", dpi.name());
    }
}

/// The worst a browser may hand over: every element full of text that never fits, goods without end.
#[test]
fn the_worst_custom_area_is_bounded() {
    let shelf = common::shelf();
    let data = Data {
        remark: "很长的备注".repeat(10_000),
        shop: "S".repeat(100_000),
        goods: vec![
            Item {
                sku: "K".repeat(5000),
                name: "品".repeat(5000),
                spec: "格".repeat(5000),
                quantity: u32::MAX,
            };
            ticket::MAX_GOODS
        ],
        ..Data::default()
    };
    for kind in [Kind::Text, Kind::Items] {
        let mut one = samples::element(kind, (0.0, 0.0, 20.0, 20.0));
        match kind {
            Kind::Text => one.text = "{remark}{shop}{goods}".repeat(MAX_TEXT / 21),
            _ => one.columns = samples::design(Size::W76H130).elements[3].columns.clone(),
        }
        one.size = Some(24.0).filter(|_| kind == Kind::Text);
        let custom = Custom {
            template: Design {
                version: 1,
                elements: vec![
                    one;
                    if kind == Kind::Items {
                        MAX_TABLES
                    } else {
                        MAX_ELEMENTS
                    }
                ],
            },
            data: data.clone(),
        };
        let started = Instant::now();
        let set = label::set_for(
            &shelf,
            current(),
            &common::ordinary(Size::W76H130),
            Some(&custom),
            Wanted::USUAL,
        );
        assert!(set.is_ok(), "{:?}", set.err());
        let took = started.elapsed();
        eprintln!("the worst {kind:?} takes {took:?}");
        assert!(took.as_secs() < 10, "{kind:?} took {took:?}");
    }
}

#[test]
fn a_custom_area_that_cannot_be_drawn_is_refused_with_its_place() {
    let shelf = common::shelf();
    let ticket = common::ordinary(Size::W76H130);
    let refused = |change: fn(&mut Custom)| {
        let mut custom = custom(Size::W76H130);
        change(&mut custom);
        match label::set_for(&shelf, current(), &ticket, Some(&custom), Wanted::USUAL) {
            Err(SetError::Custom(fault)) => fault.at,
            other => panic!("{:?}", other.map(|_| ()).err()),
        }
    };
    assert_eq!(
        refused(|c| c.template.elements[0].text = "{phone}".into()),
        "/template/elements/0/text"
    );
    assert_eq!(
        refused(|c| c.template.elements[1].x = 70.0),
        "/template/elements/1/x"
    );
    assert_eq!(
        refused(|c| c.data.goods = vec![Item::default(); 201]),
        "/data/goods"
    );
    let old = &template::all()[0];
    let no = label::set_for(&shelf, old, &ticket, Some(&custom(Size::W76H130)), Wanted::USUAL).err();
    assert_eq!(no, Some(SetError::NoCustom));
}

#[test]
fn a_template_that_reaches_for_more_than_its_data_gets_nothing() {
    let shelf = common::shelf();
    let mut ticket = common::ordinary(Size::W76H130);
    ticket.remark = "x".into();
    for source in [
        "#read(\"/etc/passwd\")",
        "#image(\"/logo.svg\")",
        "#import \"@preview/cetz:0.3.4\": canvas",
        "#datetime.today()",
        "#panic(\"x\")",
        "a #pagebreak() b",
    ] {
        let hostile = Template {
            name: "hostile",
            source,
            parts: &[],
            custom: false,
            hash: ticket::sha256(source.as_bytes()),
        };
        let no = label::set_for(&shelf, &hostile, &ticket, None, Wanted::USUAL).err();
        assert!(matches!(no, Some(SetError::Template { .. })), "{source}: {no:?}");
    }
}

#[test]
fn a_carriers_picture_takes_the_place_of_its_name() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect width="300" height="100" rx="20"/><circle cx="50" cy="50" r="30" fill="white"/></svg>"#;
    let bytes = typst::foundations::Bytes::new(svg.as_bytes().to_vec());
    let logos = BTreeMap::from([("sandbox".to_owned(), ("/logo.svg", bytes))]);
    let shelf = common::shelf().with_logos(logos);
    for size in Size::ALL {
        let set = label::set_for(&shelf, current(), &common::ordinary(size), None, Wanted::USUAL).unwrap();
        let path = common::gallery().join(format!("{}-logo.png", size.name()));
        fs::write(path, label::png(&set.dots).unwrap()).unwrap();
        let text = text_of(&format!("logo-{}", size.name()), &set.pdf);
        assert!(!text.contains("沙箱快递"), "{text}");
    }
}

#[test]
fn a_preview_shows_nobody_in_every_form() {
    let shelf = common::shelf();
    let size = Size::W100H150;
    let custom = custom(size);
    let nobody = label::placeholder(size, NOBODY, Some(&custom.data));
    let show = |picture| {
        let form = (picture, Wanted::USUAL);
        label::preview(&shelf, current(), &nobody, Some(&custom), form).unwrap()
    };
    let text = text_of("preview", &show(Picture::Pdf));
    assert!(
        text.contains("收**1******0000") && text.contains("某某街道***"),
        "{text}"
    );
    assert!(text.contains("星空定制旗舰店DS2026872459536110"), "{text}");
    assert!(show(Picture::Png).starts_with(b"\x89PNG"));
    let svg = String::from_utf8(show(Picture::Svg)).unwrap();
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    fs::write(common::gallery().join("preview.svg"), svg).unwrap();
}
