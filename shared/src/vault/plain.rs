//! A receiver in the clear: no Debug, no Display, no Clone, no Serialize, wiped on drop.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::region::Region;

/// A secret string, readable inside the vault alone.
#[derive(Default, Zeroize, ZeroizeOnDrop)]
pub struct Plain(String);

impl Plain {
    pub(in crate::vault) fn new(text: String) -> Self {
        Self(text)
    }

    pub(in crate::vault) fn expose(&self) -> &str {
        &self.0
    }

    pub(in crate::vault) fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<Zeroizing<String>> for Plain {
    fn from(mut text: Zeroizing<String>) -> Self {
        Self(std::mem::take(&mut *text))
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asking for a string would let the deserializer's own error repeat a number it found instead.
        deserializer.deserialize_any(Text)
    }
}

/// Takes a string or a whole number; its errors never repeat what was sent.
struct Text;

impl Visitor<'_> for Text {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Plain, E> {
        Ok(Plain(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Plain, E> {
        Ok(Plain(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Plain, E> {
        Ok(Plain(number.to_string()))
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Plain, E> {
        Err(E::custom("expected a string"))
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Plain, E> {
        Err(E::custom("expected a string"))
    }
}

/// A receiver ready to be sealed: normalised, its region known. `address` is what follows the region; `remark` is
/// the buyer's message as written, the seller's note below it on a line of its own where there is one.
pub struct PlainReceiver {
    pub(in crate::vault) name: Plain,
    pub(in crate::vault) phone: Plain,
    pub(in crate::vault) address: Plain,
    pub(in crate::vault) remark: Plain,
    pub(in crate::vault) region: Region,
}

impl PlainReceiver {
    /// The region: no secret, as every fulfiller sees it.
    #[must_use]
    pub fn region(&self) -> Region {
        self.region
    }

    /// The division code of the region's deepest known level.
    #[must_use]
    pub fn region_code(&self) -> i64 {
        self.region.code
    }

    pub(in crate::vault) fn region_text(&self) -> String {
        self.region.full_name()
    }
}

#[cfg(test)]
pub(crate) fn sample(name: &str, phone: &str, address: &str, remark: &str) -> PlainReceiver {
    let plain = |t: &str| Plain::new(t.to_owned());
    PlainReceiver {
        name: plain(name),
        phone: plain(phone),
        address: plain(address),
        remark: plain(remark),
        region: super::region::by_code(330_782).unwrap(),
    }
}
