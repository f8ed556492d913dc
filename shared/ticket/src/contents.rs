//! What one label prints, and nothing else; wiped from memory when dropped.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The most goods lines a ticket carries; the label itself says how many it could not show.
pub const MAX_GOODS: usize = 200;

/// The most services a label names.
pub const MAX_SERVICES: usize = 6;

/// The paper, in millimetres of width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub enum Size {
    /// 一联单, 76 × 130 mm.
    #[serde(rename = "76x130")]
    W76H130,
    /// 100 × 150 mm.
    #[serde(rename = "100x150")]
    W100H150,
    /// 二联单, 100 × 180 mm.
    #[serde(rename = "100x180")]
    W100H180,
}

impl Size {
    /// Every size there is.
    pub const ALL: [Size; 3] = [Size::W76H130, Size::W100H150, Size::W100H180];

    /// Width and height in millimetres.
    pub const fn millimetres(self) -> (u16, u16) {
        match self {
            Size::W76H130 => (76, 130),
            Size::W100H150 => (100, 150),
            Size::W100H180 => (100, 180),
        }
    }

    /// Width and height in millimetres of what is left under the carrier part: the custom area, at the foot of the
    /// label and as wide as it.
    pub const fn custom_area(self) -> (u16, u16) {
        match self {
            Size::W76H130 => (76, 37),
            Size::W100H150 => (100, 40),
            Size::W100H180 => (100, 38),
        }
    }

    /// As it is written in JSON, `76x130`.
    pub const fn name(self) -> &'static str {
        match self {
            Size::W76H130 => "76x130",
            Size::W100H150 => "100x150",
            Size::W100H180 => "100x180",
        }
    }
}

/// The plaintext of a ticket. No Debug, no Display, no Clone: it is shown by printing it.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// The waybill number: the bar code, and the document id of the print protocol.
    pub document_id: String,
    /// Who carries it.
    pub carrier: Carrier,
    /// The carrier's product, `标准快递`.
    pub product: String,
    /// 三段码, `788-F36-30`; empty when the carrier gave none.
    pub sorting_code: String,
    /// 集包地; empty when the carrier gave none.
    pub hub: String,
    /// Masked unless `plain`.
    pub receiver: Contact,
    /// As the fulfiller gave it.
    pub sender: Contact,
    /// In the order they are to be packed, at most [`MAX_GOODS`].
    pub goods: Vec<Goods>,
    /// This label's place in the batch, from 1.
    pub seq: u32,
    /// How many labels the batch has.
    pub total: u32,
    /// 1 for the first print; from 2 on the label says 重打 n−1.
    pub print_no: u32,
    /// The merchant's shop as the fulfiller knows it.
    pub shop: String,
    /// The order as the fulfiller knows it, never the merchant's own number.
    pub alias: String,
    /// The sanitised remark; empty for none.
    pub remark: String,
    /// Prints 测试面单 SANDBOX across the label.
    pub test_mark: bool,
    /// When the waybill was made, as the label prints it, in the platform's time zone: `11-23 17:05`.
    pub made_at: String,
    /// The paper.
    #[zeroize(skip)]
    pub size: Size,
    /// The receiver is not masked (design §7: approved carrier × binding only).
    pub plain: bool,
    /// Which of the parcels of one number this is, from 1; 0 where the carrier does not count them.
    #[serde(default)]
    pub piece: u32,
    /// How many parcels travel under the number; up to 1 prints nothing.
    #[serde(default)]
    pub pieces: u32,
    /// 代收货款: money to collect at the door, in fen.
    #[serde(default)]
    pub cod_fen: Option<u64>,
    /// 保价: the value it is insured for, in fen.
    #[serde(default)]
    pub insured_fen: Option<u64>,
    /// What else the carrier was asked for, `签单返还`, at most [`MAX_SERVICES`].
    #[serde(default)]
    pub services: Vec<String>,
}

/// A carrier as the label names it.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Carrier {
    /// Stable code, `sandbox`.
    pub code: String,
    /// As printed, `圆通速递`.
    pub name: String,
}

/// A receiver or a sender, each line as it is to be printed.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// `张**`.
    pub name: String,
    /// `1******8000`.
    pub phone: String,
    /// Province, city, district, separated by spaces.
    pub region: String,
    /// The rest; stops before building, unit and room when masked.
    pub address: String,
}

/// One line of goods.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Goods {
    /// The fulfiller's own SKU; may be empty.
    pub sku: String,
    /// What it is.
    pub name: String,
    /// Colour, size; may be empty.
    pub spec: String,
    /// How many go into this parcel.
    pub quantity: u32,
}
