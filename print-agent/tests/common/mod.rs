//! Sample tickets and the places tests write to.

#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

pub mod papers;
pub mod platform;
pub mod readers;
pub mod rig;
pub mod samples;

use std::path::PathBuf;

use print_agent::{
    fonts,
    label::{self, Dots, Dpi, Shelf},
};
use ticket::{Carrier, Contact, Goods, Size, Ticket};

/// The fonts `script/fonts` fetched; the message says so when it has not run.
pub fn fonts_dir() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fonts");
    fonts::find(Some(&root)).unwrap_or_else(|missing| panic!("{missing}"))
}

/// Where pictures are left to be looked at; nothing in git.
pub fn gallery() -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

pub fn shelf() -> Shelf {
    Shelf::new(fonts::Fonts::new(fonts::Known::of(&fonts_dir()).unwrap()))
}

/// The dots a ticket is printed with, where nothing is set at the printer.
pub fn dots_of(ticket: &Ticket) -> Dots {
    set_for(ticket, Dpi::D203)
}

/// And for a printer of that grid.
pub fn set_for(ticket: &Ticket, dpi: Dpi) -> Dots {
    static SHELF: std::sync::LazyLock<Shelf> = std::sync::LazyLock::new(shelf);
    let template = ticket::template::current().unwrap();
    let wanted = label::Wanted {
        dpi,
        ..Default::default()
    };
    label::set_for(&SHELF, template, ticket, None, wanted)
        .unwrap()
        .dots
}

pub fn contact(name: &str, phone: &str, region: &str, address: &str) -> Contact {
    Contact {
        name: name.into(),
        phone: phone.into(),
        region: region.into(),
        address: address.into(),
    }
}

pub fn goods(sku: &str, name: &str, spec: &str, quantity: u32) -> Goods {
    Goods {
        sku: sku.into(),
        name: name.into(),
        spec: spec.into(),
        quantity,
    }
}

/// An ordinary masked label.
pub fn ordinary(size: Size) -> Ticket {
    Ticket {
        document_id: "SB8853734286041".into(),
        carrier: Carrier {
            code: "sandbox".into(),
            name: "沙箱快递".into(),
        },
        product: "标准快递".into(),
        sorting_code: "788-F36-30".into(),
        hub: "乌鲁木齐中心包".into(),
        receiver: contact(
            "张**",
            "1******8000",
            "内蒙古自治区 呼伦贝尔市 鄂伦春自治旗",
            "阿里河镇林海大街***",
        ),
        sender: contact(
            "云坊",
            "0571-88008800",
            "浙江省 金华市 义乌市",
            "北苑街道秋实路 18 号",
        ),
        goods: vec![goods(
            "PC7746-21",
            "手机壳 iPhone 17 Pro Max 磨砂软壳",
            "墨绿色",
            1,
        )],
        seq: 6,
        total: 500,
        print_no: 1,
        shop: "星空定制旗舰店".into(),
        alias: "DS2026872459536110".into(),
        remark: "易碎品，请轻拿轻放".into(),
        test_mark: true,
        made_at: "11-23 17:05".into(),
        size,
        plain: false,
        piece: 0,
        pieces: 0,
        cod_fen: None,
        insured_fen: None,
        services: Vec::new(),
    }
}

/// An address of three full lines and beyond.
pub fn long_address(size: Size) -> Ticket {
    let mut ticket = ordinary(size);
    ticket.receiver = contact(
        "欧阳***",
        "0******8000",
        "新疆维吾尔自治区 克孜勒苏柯尔克孜自治州 阿克陶县",
        "塔尔塔吉克民族乡巴格艾格孜村林海大街六百九十一号万科城市花园西区帕米尔高原国际商贸物流产业园综合服务中心***",
    );
    ticket.sender = contact(
        "义乌市云坊跨境电子商务供应链管理有限公司仓储发货部",
        "0571-88008800",
        "浙江省 金华市 义乌市",
        "北苑街道秋实路与雪峰西路交叉口西北侧电子商务产业园",
    );
    ticket
}

/// `count` lines of goods with names short and long.
pub fn many_goods(size: Size, count: u32) -> Ticket {
    let mut ticket = ordinary(size);
    ticket.goods = (1..=count)
        .map(|n| match n % 3 {
            0 => goods(
                &format!("TS{n:04}-XL"),
                "全棉短袖T恤 180g 圆领重磅宽松情侣款",
                "雾霾蓝/XL 左胸印花",
                n,
            ),
            1 => goods(&format!("KC{n:04}"), "亚克力钥匙扣", "圆形", 2),
            _ => goods("", "帆布袋", "", 1),
        })
        .collect();
    ticket
}
