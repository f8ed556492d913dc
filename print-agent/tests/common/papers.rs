//! Papers as the doors answer them.

use ticket::{
    Size,
    papers::{HandOver, HandOverRow, Packed, PackingSlip, Paper, PickList},
};

use super::{many_goods, samples};

pub fn parcel(n: u32, lines: u32, remark: &str) -> Packed {
    let goods = many_goods(Size::W76H130, lines);
    Packed {
        number: format!("SB885373428{n:04}"),
        carrier: "沙箱快递".into(),
        shop: "星空定制旗舰店".into(),
        alias: format!("DS20268724595{n:05}"),
        remark: remark.into(),
        goods: samples::data(&goods).goods,
    }
}

/// One of each kind, several pages long.
pub fn papers() -> Vec<(&'static str, Paper)> {
    let parcels = (1..=60).map(|n| {
        parcel(
            n,
            1 + n % 4,
            if n % 7 == 0 {
                "易碎品，请轻拿轻放"
            } else {
                ""
            },
        )
    });
    let pick = PickList {
        party: "云坊".into(),
        made_at: "2026-11-23 17:05".into(),
        parcels: parcels.collect(),
    };
    let row = |n: u32| HandOverRow {
        number: format!("SB885373428{n:04}"),
        region: ["浙江省 杭州市", "新疆维吾尔自治区 克孜勒苏柯尔克孜自治州"]
            [usize::from(n.is_multiple_of(5))]
        .into(),
        pieces: 2,
        weight_g: 500,
        left_at: "17:05".into(),
    };
    let hand = HandOver {
        party: "云坊".into(),
        carrier: "圆通速递".into(),
        day: "2026-11-23".into(),
        made_at: "2026-11-23 18:30".into(),
        rows: (1..=150).map(row).collect(),
    };
    let slip = PackingSlip {
        made_at: "2026-11-23 17:05".into(),
        parcel: parcel(1, 40, "易碎品，请轻拿轻放"),
    };
    vec![
        ("pick-list", Paper::PickList(pick)),
        ("packing-slip", Paper::PackingSlip(slip)),
        ("hand-over", Paper::HandOver(hand)),
    ]
}
