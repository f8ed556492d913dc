//! What a party draws in the custom area of its labels: texts with fields, goods, lines and frames, in millimetres.

use serde::{Deserialize, Serialize};

use crate::{MAX_GOODS, Size, fields};

/// The version of designs understood here.
pub const DESIGN_VERSION: u32 = 1;
/// The most elements of a design.
pub const MAX_ELEMENTS: usize = 40;
/// The most characters of an element's text, before its fields are filled in.
pub const MAX_TEXT: usize = 400;
/// Item tables of a design at most: each is measured anew.
pub const MAX_TABLES: usize = 2;
/// The smallest type a 203 dpi printer sets legibly (6 pt), in millimetres.
pub const LEAST_TYPE: f64 = 2.2;
/// The largest type.
pub const MOST_TYPE: f64 = 24.0;
/// The size of type where none is given.
pub const USUAL_TYPE: f64 = 3.0;
/// The thickest line or frame.
pub const MOST_THICK: f64 = 3.0;
/// The thinnest: two dots.
pub const LEAST_THICK: f64 = 0.25;

/// A drawing of the custom area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LabelDesign)]
pub struct Design {
    /// Always 1 so far.
    pub version: u32,
    /// Drawn in this order, at most 40.
    pub elements: Vec<Element>,
}

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LabelElementKind)]
pub enum Kind {
    /// Words with {field}s; not drawn when it names fields and all of them are empty.
    Text,
    /// A table of the goods in the parcel.
    Items,
    /// A filled bar: a line is a thin one.
    Line,
    /// The outline of a box.
    Frame,
}

/// Where a text stands in its box, across.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LabelAlign)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// Where a text stands in its box, down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LabelVerticalAlign)]
pub enum VAlign {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}

/// A column of the goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LabelColumn)]
pub enum Column {
    /// 1, 2, 3 …
    Index,
    /// The fulfiller's own SKU.
    Sku,
    /// What it is.
    Name,
    /// Colour, size.
    Spec,
    /// How many.
    Quantity,
}

/// One thing in the custom area; lengths in millimetres from the area's top left corner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LabelElement)]
pub struct Element {
    /// What it is.
    pub kind: Kind,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
    /// Of a text: its words; `{alias}` is filled in, `{{` is a brace.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Of a text or goods: height of the type, 2.2 to 24; 3 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<f64>,
    /// Of a text: bold.
    #[serde(default)]
    pub bold: bool,
    /// Of a text: white on black.
    #[serde(default)]
    pub invert: bool,
    /// Of a text or goods: smaller type where the box is too small, down to 2.2 mm; unless it says no.
    #[serde(default = "yes")]
    pub shrink: bool,
    /// Of a text: across.
    #[serde(default)]
    pub align: Align,
    /// Of a text: down.
    #[serde(default)]
    pub valign: VAlign,
    /// Of goods: the columns, left to right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Of goods: a head over the columns.
    #[serde(default)]
    pub head: bool,
    /// Of a frame: thickness, 0.25 to 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thick: Option<f64>,
}

const fn yes() -> bool {
    true
}

/// What is wrong with a design, and where in it (a JSON pointer).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {says}")]
pub struct Fault {
    /// `/elements/3/text`.
    pub at: String,
    /// In a few words.
    pub says: String,
}

fn fault<T>(at: impl Into<String>, says: impl Into<String>) -> Result<T, Fault> {
    Err(Fault {
        at: at.into(),
        says: says.into(),
    })
}

impl Design {
    /// Says what of it cannot be drawn on paper of that size.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, size: Size) -> Result<(), Fault> {
        if self.version != DESIGN_VERSION {
            return fault("/version", format!("only version {DESIGN_VERSION} is known"));
        }
        if self.elements.is_empty() || self.elements.len() > MAX_ELEMENTS {
            return fault("/elements", format!("1 to {MAX_ELEMENTS} elements"));
        }
        let tables = self.elements.iter().filter(|one| one.kind == Kind::Items);
        if tables.count() > MAX_TABLES {
            return fault("/elements", format!("at most {MAX_TABLES} item tables"));
        }
        for (place, element) in self.elements.iter().enumerate() {
            element.check(size).map_err(|no| Fault {
                at: format!("/elements/{place}{}", no.at),
                says: no.says,
            })?;
        }
        Ok(())
    }
}

impl Element {
    fn check(&self, size: Size) -> Result<(), Fault> {
        self.inside(size)?;
        self.fits_kind()?;
        match self.kind {
            Kind::Text => self.words(),
            Kind::Items => self.table(),
            Kind::Line => Ok(()),
            Kind::Frame => self.outline(),
        }
    }

    fn inside(&self, size: Size) -> Result<(), Fault> {
        let (width, height) = size.custom_area();
        let along = |name: &str, from: f64, length: f64, whole: u16| {
            if !(from.is_finite() && length.is_finite() && from >= 0.0 && length > 0.0) {
                return fault(format!("/{name}"), "not a length in millimetres");
            }
            match from + length > f64::from(whole) + 1e-6 {
                true => fault(
                    format!("/{name}"),
                    format!("out of the area, which is {width} × {height} mm"),
                ),
                false => Ok(()),
            }
        };
        along("x", self.x, self.w, width)?;
        along("y", self.y, self.h, height)?;
        match self.w.min(self.h) < LEAST_THICK {
            true => fault("/w", format!("thinner than {LEAST_THICK} mm is not printed")),
            false => Ok(()),
        }
    }

    /// What belongs to another kind of element is refused, never dropped in silence.
    fn fits_kind(&self) -> Result<(), Fault> {
        let typed = matches!(self.kind, Kind::Text | Kind::Items);
        let strange = [
            ("text", !self.text.is_empty() && self.kind != Kind::Text),
            ("size", self.size.is_some() && !typed),
            ("bold", self.bold && self.kind != Kind::Text),
            ("invert", self.invert && self.kind != Kind::Text),
            ("align", self.align != Align::Left && self.kind != Kind::Text),
            ("valign", self.valign != VAlign::Top && self.kind != Kind::Text),
            ("columns", !self.columns.is_empty() && self.kind != Kind::Items),
            ("head", self.head && self.kind != Kind::Items),
            ("thick", self.thick.is_some() && self.kind != Kind::Frame),
        ];
        match strange.iter().find(|(_, there)| *there) {
            Some((name, _)) => fault(format!("/{name}"), "does not belong to an element of this kind"),
            None => Ok(()),
        }
    }

    fn words(&self) -> Result<(), Fault> {
        if self.text.trim().is_empty() || self.text.chars().count() > MAX_TEXT {
            return fault("/text", format!("1 to {MAX_TEXT} characters"));
        }
        if self.text.chars().any(|c| c.is_control() && c != '\n') {
            return fault("/text", "control characters are not text");
        }
        fields::parse(&self.text).map_err(|says| Fault {
            at: "/text".into(),
            says,
        })?;
        self.type_size(1)
    }

    fn table(&self) -> Result<(), Fault> {
        let twice = |column: &Column| self.columns.iter().filter(|other| *other == column).count() > 1;
        if self.columns.is_empty() || self.columns.iter().any(twice) {
            return fault("/columns", "one to five different columns");
        }
        self.type_size(1 + u8::from(self.head))
    }

    fn outline(&self) -> Result<(), Fault> {
        match self.thick {
            Some(thick) if !(LEAST_THICK..=MOST_THICK).contains(&thick) => {
                fault("/thick", format!("{LEAST_THICK} to {MOST_THICK} mm"))
            }
            Some(thick) if thick * 2.0 > self.w.min(self.h) => fault("/thick", "thicker than the box"),
            _ => Ok(()),
        }
    }

    /// The type is legible, and the box holds that many lines of it.
    fn type_size(&self, lines: u8) -> Result<(), Fault> {
        let size = self.type_height();
        if !(LEAST_TYPE..=MOST_TYPE).contains(&size) {
            return fault("/size", format!("{LEAST_TYPE} to {MOST_TYPE} mm"));
        }
        let least = if self.shrink { LEAST_TYPE } else { size };
        match self.h + 1e-6 < least * f64::from(lines) || self.w < least {
            true => fault("/h", "the box is too small for a line of this type"),
            false => Ok(()),
        }
    }

    /// Height of its type in millimetres.
    pub fn type_height(&self) -> f64 {
        self.size.unwrap_or(USUAL_TYPE)
    }
}

/// A custom area as it travels in the open beside a ticket: what to draw, and what to fill in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CustomArea)]
pub struct Custom {
    /// The drawing.
    pub template: Design,
    /// What its fields stand for; no receiver in it.
    pub data: Data,
}

/// What fields stand for: nothing of a receiver, remarks with his words already taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CustomData)]
pub struct Data {
    /// The merchant's shop.
    #[serde(default)]
    pub shop: String,
    /// The order as the fulfiller knows it.
    #[serde(default)]
    pub alias: String,
    /// The sanitised remark.
    #[serde(default)]
    pub remark: String,
    /// This label's place in the batch, from 1.
    #[serde(default)]
    pub index: u32,
    /// How many labels the batch has.
    #[serde(default)]
    pub total: u32,
    /// The waybill number.
    #[serde(default)]
    pub number: String,
    /// The carrier's name.
    #[serde(default)]
    pub carrier: String,
    /// The carrier's product.
    #[serde(default)]
    pub product: String,
    /// When the waybill was made, `11-23 17:05`.
    #[serde(default)]
    pub made_at: String,
    /// In the order they are to be packed, at most 200.
    #[serde(default)]
    pub goods: Vec<Item>,
}

/// One line of goods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CustomItem)]
pub struct Item {
    /// The fulfiller's own SKU; may be empty.
    pub sku: String,
    /// What it is.
    pub name: String,
    /// Colour, size; may be empty.
    pub spec: String,
    /// How many go into this parcel.
    pub quantity: u32,
}

impl Custom {
    /// Checks drawing and data before anything is set: both came through a browser.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, size: Size) -> Result<(), Fault> {
        self.template.check(size).map_err(|no| Fault {
            at: format!("/template{}", no.at),
            says: no.says,
        })?;
        match self.data.goods.len() > MAX_GOODS {
            true => fault("/data/goods", format!("at most {MAX_GOODS} lines")),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
