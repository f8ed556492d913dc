//! Labels of every kind: ordinary ones, and those that break layouts.

use ticket::{
    Size, Ticket,
    design::{Align, Column, Custom, Data, Design, Element, Item, Kind, VAlign},
};

use super::{goods, long_address, many_goods, ordinary};

/// One label to set.
pub struct Sample {
    pub name: &'static str,
    pub ticket: Ticket,
    pub custom: Option<Custom>,
}

fn sample(name: &'static str, ticket: Ticket) -> Sample {
    Sample {
        name,
        ticket,
        custom: None,
    }
}

/// Without a custom area.
pub fn plain(size: Size) -> Vec<Sample> {
    vec![
        sample("ordinary", ordinary(size)),
        sample("long-address", long_address(size)),
        sample("goods-12", many_goods(size, 12)),
        sample("goods-40", many_goods(size, 40)),
        sample("rare-and-empty", rare_and_empty(size)),
        sample("hostile", hostile(size)),
        sample("carrier-marks", carrier_marks(size)),
    ]
}

/// All of them, those with a custom area too.
pub fn all(size: Size) -> Vec<Sample> {
    let mut all = plain(size);
    let customs = [
        ("custom-ordinary", ordinary(size), design(size)),
        ("custom-goods-12", many_goods(size, 12), design(size)),
        ("custom-goods-40", many_goods(size, 40), design(size)),
        ("custom-empty", rare_and_empty(size), design(size)),
        ("custom-hostile", hostile(size), design(size)),
        ("custom-types", ordinary(size), types(size)),
    ];
    all.extend(customs.map(|(name, ticket, template)| Sample {
        name,
        custom: Some(Custom {
            template,
            data: data(&ticket),
        }),
        ticket,
    }));
    all
}

/// What a platform would hand over beside this ticket.
pub fn data(ticket: &Ticket) -> Data {
    Data {
        shop: ticket.shop.clone(),
        alias: ticket.alias.clone(),
        remark: ticket.remark.clone(),
        index: ticket.seq,
        total: ticket.total,
        number: ticket.document_id.clone(),
        carrier: ticket.carrier.name.clone(),
        product: ticket.product.clone(),
        made_at: ticket.made_at.clone(),
        goods: ticket
            .goods
            .iter()
            .map(|goods| Item {
                sku: goods.sku.clone(),
                name: goods.name.clone(),
                spec: goods.spec.clone(),
                quantity: goods.quantity,
            })
            .collect(),
    }
}

pub fn element(kind: Kind, (x, y, w, h): (f64, f64, f64, f64)) -> Element {
    Element {
        kind,
        x,
        y,
        w,
        h,
        text: String::new(),
        size: None,
        bold: false,
        invert: false,
        shrink: true,
        align: Align::Left,
        valign: if kind == Kind::Text {
            VAlign::Middle
        } else {
            VAlign::Top
        },
        columns: Vec::new(),
        head: false,
        thick: None,
    }
}

fn text(place: (f64, f64, f64, f64), size: f64, text: &str) -> Element {
    Element {
        text: text.into(),
        size: Some(size),
        ..element(Kind::Text, place)
    }
}

/// A drawing as a factory would make it: head, goods, a black bar for the remark.
pub fn design(size: Size) -> Design {
    let (width, height) = size.custom_area();
    let (w, h) = (f64::from(width) - 4.0, f64::from(height));
    let elements = vec![
        Element {
            bold: true,
            ..text((2.0, 1.0, w - 16.0, 4.0), 3.2, "{shop}  {alias}")
        },
        Element {
            align: Align::Right,
            ..text((w - 14.0, 1.0, 16.0, 4.0), 3.2, "{index}/{total}")
        },
        element(Kind::Line, (2.0, 5.6, w, 0.25)),
        Element {
            columns: vec![
                Column::Index,
                Column::Sku,
                Column::Name,
                Column::Spec,
                Column::Quantity,
            ],
            size: Some(3.0),
            ..element(Kind::Items, (2.0, 6.4, w, h - 14.8))
        },
        Element {
            invert: true,
            bold: true,
            align: Align::Center,
            ..text((2.0, h - 7.5, w, 6.0), 3.6, "{remark}")
        },
    ];
    Design { version: 1, elements }
}

/// Everything a designer can do, at once.
fn types(size: Size) -> Design {
    let (width, height) = size.custom_area();
    let (w, h) = (f64::from(width), f64::from(height));
    let elements = vec![
        element(Kind::Frame, (1.0, 1.0, w - 2.0, h - 2.0)),
        Element {
            align: Align::Center,
            bold: true,
            ..text((2.0, 2.0, w - 4.0, 7.0), 6.0, "谢谢惠顾 Thank you")
        },
        Element {
            thick: Some(1.0),
            ..element(Kind::Frame, (3.0, 10.0, 24.0, 10.0))
        },
        text((4.5, 11.5, 21.0, 7.0), 3.0, "共 {pieces} 件\n{kinds} 种"),
        Element {
            columns: vec![Column::Name, Column::Quantity],
            head: true,
            ..element(Kind::Items, (30.0, 10.0, w - 33.0, 10.0))
        },
        Element {
            shrink: false,
            valign: VAlign::Top,
            ..text(
                (3.0, 22.0, w - 6.0, 3.5),
                3.0,
                "不缩小的一行：{goods} {carrier} {product} {made_at} {number} {{花括号}}",
            )
        },
        Element {
            invert: true,
            valign: VAlign::Bottom,
            align: Align::Right,
            ..text((3.0, 27.0, w - 6.0, 7.0), 4.0, "右下 {alias}")
        },
    ];
    Design { version: 1, elements }
}

/// All a carrier may want marked.
pub fn carrier_marks(size: Size) -> Ticket {
    let mut ticket = ordinary(size);
    ticket.print_no = 3;
    ticket.piece = 2;
    ticket.pieces = 5;
    ticket.cod_fen = Some(1_234_500);
    ticket.insured_fen = Some(300_000);
    ticket.services = vec!["签单返还".into(), "送货上门".into()];
    ticket
}

/// Rare Han, and every optional field empty.
pub fn rare_and_empty(size: Size) -> Ticket {
    let mut ticket = ordinary(size);
    ticket.receiver = super::contact("𠮷**", "1******8000", "陕西省 西安市 长安区", "𫟷𪻐䶮路龘街***");
    ticket.goods = vec![goods("", "小礼盒", "", 3)];
    for field in [
        &mut ticket.product,
        &mut ticket.hub,
        &mut ticket.sorting_code,
        &mut ticket.remark,
    ] {
        field.clear();
    }
    ticket.print_no = 3;
    ticket.test_mark = false;
    ticket
}

/// Text that never breaks, remarks without end, a long number.
pub fn hostile(size: Size) -> Ticket {
    let mut ticket = ordinary(size);
    ticket.document_id = "SBXABCDEFGHIJ1234567".into();
    ticket.carrier.name = "特别特别长的承运商名字快递物流股份有限公司".into();
    ticket.product = "隔日达生鲜冷链".into();
    ticket.sorting_code = "788-F36-30-ABCDEFG".into();
    ticket.hub = "乌鲁木齐国际机场航空货运转运中心二级分拨集包".into();
    ticket.shop = "店".repeat(60);
    ticket.alias = "D".repeat(80);
    ticket.remark = "请勿折叠，".repeat(60);
    ticket.receiver.address = format!("{}{}", "A".repeat(60), "很长的街道".repeat(40));
    ticket.goods = vec![
        goods(&"S".repeat(60), &"商".repeat(200), &"规".repeat(100), 999_999),
        goods(
            "#let x = 1",
            "*粗体* _斜体_ $1+1$ #image(\"/etc/passwd\") <script>",
            "\\ \" '",
            1,
        ),
    ];
    ticket.print_no = 12;
    ticket
}
