//! Papers beside labels: pick lists, packing slips, hand-over lists. Nothing in them is secret: no receiver at all.

use serde::{Deserialize, Serialize};

use crate::MAX_GOODS;
use crate::design::{Fault, Item};

/// The most parcels of a pick list.
pub const MAX_PARCELS: usize = 500;
/// The most lines of goods of a pick list.
pub const MAX_LINES: usize = 4000;
/// The most rows of a hand-over list.
pub const MAX_ROWS: usize = 2000;

/// A paper the agent sets and prints in the open: what the doors answer and what a browser hands on, untouched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Paper {
    /// What to take from the shelves.
    PickList(PickList),
    /// What lies in a parcel.
    PackingSlip(PackingSlip),
    /// What the courier takes along.
    HandOver(HandOver),
}

/// The goods of some parcels: summed for the walk along the shelves, then parcel by parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PickList {
    /// Who picks.
    pub party: String,
    /// When it was made, in the platform's time zone: `2026-11-23 17:05`.
    pub made_at: String,
    /// In the order asked for, at most 500.
    pub parcels: Vec<Packed>,
}

/// One parcel and what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PackedParcel)]
pub struct Packed {
    /// Its waybill number; empty while it has none.
    pub number: String,
    /// The carrier's name; empty while there is none.
    pub carrier: String,
    /// The merchant's shop.
    pub shop: String,
    /// The order as the packer knows it.
    pub alias: String,
    /// The sanitised remark.
    pub remark: String,
    /// What is in it.
    pub goods: Vec<Item>,
}

/// What lies in one parcel, for whoever opens it. One paper each: a long document holds all its pages in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PackingSlip {
    /// When it was made.
    pub made_at: String,
    /// The parcel.
    pub parcel: Packed,
}

/// What a carrier's courier takes along, for him to sign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// Who hands over.
    pub party: String,
    /// The carrier's name.
    pub carrier: String,
    /// The day, `2026-11-23`.
    pub day: String,
    /// When it was made.
    pub made_at: String,
    /// In the order of leaving.
    pub rows: Vec<HandOverRow>,
}

/// One parcel that left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOverRow {
    /// Its waybill number.
    pub number: String,
    /// Where it goes, as far as the packer may know: `浙江省 杭州市`.
    pub region: String,
    /// Pieces in it.
    pub pieces: u64,
    /// Its weight in gram, 0 where nobody said.
    pub weight_g: u64,
    /// When it left, `17:05`.
    pub left_at: String,
}

/// The paper it is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sheet {
    /// 210 × 297 mm.
    #[default]
    #[serde(rename = "A4")]
    A4,
    /// A label printer's, 76 × 130 mm; as many as it takes.
    #[serde(rename = "76x130")]
    W76H130,
}

impl Sheet {
    /// Width and height.
    pub const fn millimetres(self) -> (u16, u16) {
        match self {
            Sheet::A4 => (210, 297),
            Sheet::W76H130 => (76, 130),
        }
    }
}

impl Paper {
    /// Its word in JSON, for file names and logs.
    pub const fn kind(&self) -> &'static str {
        match self {
            Paper::PickList(_) => "pick_list",
            Paper::PackingSlip(_) => "packing_slip",
            Paper::HandOver(_) => "hand_over",
        }
    }

    /// Bounds what came through a browser.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), Fault> {
        let (at, most, found) = match self {
            Paper::PickList(list) => {
                let lines = list.parcels.iter().map(|parcel| parcel.goods.len()).sum();
                bounded("/parcels", MAX_LINES, lines)?;
                ("/parcels", MAX_PARCELS, list.parcels.len())
            }
            Paper::PackingSlip(slip) => ("/parcel/goods", MAX_GOODS, slip.parcel.goods.len()),
            Paper::HandOver(list) => ("/rows", MAX_ROWS, list.rows.len()),
        };
        bounded(at, most, found)
    }
}

fn bounded(at: &str, most: usize, found: usize) -> Result<(), Fault> {
    match found > most {
        true => Err(Fault {
            at: at.into(),
            says: format!("at most {most}"),
        }),
        false => Ok(()),
    }
}

/// Equal goods of all parcels summed, by SKU, name and spec; with how many parcels want them.
pub fn sums(parcels: &[Packed]) -> Vec<Sum> {
    let mut sums: std::collections::BTreeMap<(&str, &str, &str), Sum> = std::collections::BTreeMap::new();
    for parcel in parcels {
        let mut seen = std::collections::BTreeSet::new();
        for item in &parcel.goods {
            let key = (item.sku.as_str(), item.name.as_str(), item.spec.as_str());
            let sum = sums.entry(key).or_insert_with(|| Sum::of(item));
            sum.quantity += u64::from(item.quantity);
            sum.parcels += usize::from(seen.insert(key));
        }
    }
    sums.into_values().collect()
}

/// Equal goods of several parcels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// SKU.
    pub sku: String,
    /// Name.
    pub name: String,
    /// Specification.
    pub spec: String,
    /// Pieces in all.
    pub quantity: u64,
    /// In how many parcels.
    pub parcels: usize,
}

impl Sum {
    fn of(item: &Item) -> Sum {
        Sum {
            sku: item.sku.clone(),
            name: item.name.clone(),
            spec: item.spec.clone(),
            quantity: 0,
            parcels: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(goods: &[(&str, u32)]) -> Packed {
        let item = |(sku, quantity): &(&str, u32)| Item {
            sku: (*sku).into(),
            quantity: *quantity,
            ..Item::default()
        };
        Packed {
            goods: goods.iter().map(item).collect(),
            ..Packed::default()
        }
    }

    #[test]
    fn goods_are_summed_over_parcels() {
        let sums = sums(&[packed(&[("B", 1), ("A", 2)]), packed(&[("A", 3), ("A", 1)])]);
        let told: Vec<_> = sums
            .iter()
            .map(|s| (s.sku.as_str(), s.quantity, s.parcels))
            .collect();
        assert_eq!(told, [("A", 6, 2), ("B", 1, 1)]);
    }

    #[test]
    fn papers_are_bounded() {
        let parcels = vec![Packed::default(); MAX_PARCELS + 1];
        let long = Paper::PickList(PickList {
            parcels,
            ..PickList::default()
        });
        assert_eq!(long.check().unwrap_err().at, "/parcels");
        let goods = vec![Item::default(); MAX_LINES + 1];
        let parcel = Packed {
            goods,
            ..Packed::default()
        };
        let slip = Paper::PackingSlip(PackingSlip {
            parcel: parcel.clone(),
            ..PackingSlip::default()
        });
        assert_eq!(slip.check().unwrap_err().at, "/parcel/goods");
        let wide = Paper::PickList(PickList {
            parcels: vec![parcel],
            ..PickList::default()
        });
        assert_eq!(wide.check().unwrap_err().at, "/parcels");
    }
}
