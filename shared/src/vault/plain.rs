//! A receiver in the clear: no Debug, no Display, no Clone, no Serialize, wiped on drop.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// A secret string.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Plain(String);

impl Plain {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}
/// A receiver ready to be sealed.
pub struct PlainReceiver {
    pub(crate) name: Plain,
    pub(crate) phone: Plain,
    pub(crate) address: Plain,
    pub(crate) remark: Plain,
    pub(crate) region: Vec<String>,
}
impl PlainReceiver {
    pub(crate) fn region_text(&self) -> String {
        self.region.concat()
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
        region: vec!["浙江省".into(), "金华市".into(), "义乌市".into()],
    }
}
