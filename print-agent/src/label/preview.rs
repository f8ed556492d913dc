//! A label as it would look: any carrier part and custom area around a placeholder receiver. Nothing is redeemed.

use serde::{Deserialize, Serialize};
use ticket::{
    Carrier, Contact, Goods, Size, Ticket,
    design::{Custom, Data},
    template::Template,
};
use typst_layout::PagedDocument;

use super::{SetError, Shelf, Wanted, export, lay_out, with_data};

/// The number of a label of nobody.
pub const NOBODY: &str = "SB0000000000000";

/// The form of a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Picture {
    /// One page.
    Pdf,
    /// The printer's dots.
    Png,
    /// Outlines.
    Svg,
}

/// Sets a preview on paper of that size.
pub fn preview(
    shelf: &Shelf,
    template: &Template,
    ticket: &Ticket,
    custom: Option<&Custom>,
    (picture, wanted): (Picture, Wanted),
) -> Result<Vec<u8>, SetError> {
    with_data(shelf, template, (ticket, custom), wanted, |data| {
        let world = shelf.label(template, &ticket.carrier.code, data);
        lay_out(world).and_then(|document| drawn(&document, picture, wanted))
    })
}

fn drawn(document: &PagedDocument, picture: Picture, wanted: Wanted) -> Result<Vec<u8>, SetError> {
    let [page] = document.pages() else {
        return Err(SetError::Template { line: None });
    };
    match picture {
        Picture::Pdf => export::pdf(document),
        Picture::Png => export::png(&export::dots(page, wanted.dpi)),
        Picture::Svg => Ok(export::svg(page).into_bytes()),
    }
}

/// A label of nobody whose codes say `code`, with the goods and words of `data` where there are some.
pub fn placeholder(size: Size, code: &str, data: Option<&Data>) -> Ticket {
    let told = |of: fn(&Data) -> &String, usual: &str| match data.map(of) {
        Some(text) if !text.is_empty() => text.clone(),
        _ => usual.to_owned(),
    };
    Ticket {
        document_id: told(|d| &d.number, code),
        carrier: Carrier {
            code: "preview".into(),
            name: told(|d| &d.carrier, "承运商"),
        },
        product: told(|d| &d.product, "标准快递"),
        sorting_code: "000-A00-00".into(),
        hub: "集包地".into(),
        receiver: contact("收**", "1******0000", "某某省 某某市 某某区", "某某街道***"),
        sender: contact("寄件人", "000-00000000", "某某省 某某市 某某区", "发货地址"),
        goods: goods(data),
        seq: data.map_or(1, |data| data.index.max(1)),
        total: data.map_or(1, |data| data.total.max(1)),
        print_no: 1,
        shop: told(|d| &d.shop, "店铺名称"),
        alias: told(|d| &d.alias, "DS0000000000000000"),
        remark: told(|d| &d.remark, "备注内容"),
        test_mark: true,
        made_at: told(|d| &d.made_at, "01-01 00:00"),
        size,
        plain: false,
        piece: 0,
        pieces: 0,
        cod_fen: None,
        insured_fen: None,
        services: Vec::new(),
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

fn goods(data: Option<&Data>) -> Vec<Goods> {
    let own = data.map(|data| data.goods.as_slice()).unwrap_or_default();
    if own.is_empty() {
        return vec![Goods {
            sku: "SKU-01".into(),
            name: "商品名称".into(),
            spec: "规格".into(),
            quantity: 1,
        }];
    }
    own.iter()
        .map(|item| Goods {
            sku: item.sku.clone(),
            name: item.name.clone(),
            spec: item.spec.clone(),
            quantity: item.quantity,
        })
        .collect()
}
