//! A label of nobody, for previews and test prints; and dots as a picture.

use ticket::{Carrier, Contact, Goods, Size, Ticket};

use crate::label::Dots;

/// What a label looks like, with a placeholder receiver and `code` in its codes.
pub(super) fn placeholder(size: Size, code: &str) -> Ticket {
    Ticket {
        document_id: code.into(),
        carrier: Carrier {
            code: "preview".into(),
            name: "承运商".into(),
        },
        product: "标准快递".into(),
        sorting_code: "000-A00-00".into(),
        hub: "集包地".into(),
        receiver: contact("收**", "1******0000", "某某省 某某市 某某区", "某某街道***"),
        sender: contact("寄件人", "000-00000000", "某某省 某某市 某某区", "发货地址"),
        goods: vec![Goods {
            sku: "SKU-01".into(),
            name: "商品名称".into(),
            spec: "规格".into(),
            quantity: 1,
        }],
        seq: 1,
        total: 1,
        print_no: 1,
        shop: "店铺名称".into(),
        alias: "DS0000000000000000".into(),
        remark: "备注内容".into(),
        test_mark: true,
        made_at: "01-01 00:00".into(),
        size,
        plain: false,
    }
}

fn contact(name: &str, phone: &str, region: &str, address: &str) -> Contact {
    Contact {
        name: name.into(),
        phone: phone.into(),
        region: region.into(),
        address: address.into(),
    }
}

/// One bit a dot, black on white.
pub(super) fn png(dots: &Dots) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, dots.width, dots.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let white_is_one: Vec<u8> = dots.rows.iter().map(|byte| !byte).collect();
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&white_is_one).ok()?;
    drop(writer);
    Some(bytes)
}
