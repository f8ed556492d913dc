//! The printers' grids: how many dots an inch has, and how wide a code's modules are in them.

use serde::{Deserialize, Serialize};

use super::Shift;

/// Dots of an inch of the printer's head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Dpi {
    /// 203.2: 8 dots a millimetre.
    #[default]
    #[serde(rename = "203")]
    D203,
    /// 300: 11.8 dots a millimetre.
    #[serde(rename = "300")]
    D300,
}

/// A module's widths to choose from, in dots, the widest first.
pub(super) type Modules = &'static [usize];

impl Dpi {
    /// Both.
    pub const ALL: [Dpi; 2] = [Dpi::D203, Dpi::D300];

    /// As it is written in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Dpi::D203 => "203",
            Dpi::D300 => "300",
        }
    }

    /// Dots of an inch.
    pub const fn per_inch(self) -> f64 {
        match self {
            Dpi::D203 => 203.2,
            Dpi::D300 => 300.0,
        }
    }

    /// Whole dots that fit into so many eighths of a millimetre.
    pub(super) fn dots(self, eighths: u32) -> usize {
        // In tenths of dots per inch, so that nothing is rounded on the way.
        let tenths: u64 = match self {
            Dpi::D203 => 2032,
            Dpi::D300 => 3000,
        };
        usize::try_from(u64::from(eighths) * tenths / 2032).unwrap_or(usize::MAX)
    }

    /// An offset in tenths of a millimetre in dots, towards zero.
    pub fn offset(self, tenths_mm: i16) -> i16 {
        let (dots, of) = match self {
            Dpi::D203 => (8, 10),
            Dpi::D300 => (3000, 2540),
        };
        i16::try_from(i32::from(tenths_mm) * dots / of).unwrap_or_default()
    }

    /// A shift to the right and down, in inches.
    pub(super) fn inches(self, shift: Shift) -> [f64; 2] {
        [shift.x, shift.y].map(|dots| f64::from(dots) / self.per_inch())
    }

    /// Of the label's bar code. Three dots of an eighth are what drivers at 203 (not 203.2) dpi still render evenly.
    pub(super) const fn bars(self, wide: bool) -> Modules {
        match (self, wide) {
            (Dpi::D203, false) => &[3, 2],
            (Dpi::D203, true) => &[4, 3, 2],
            (Dpi::D300, false) => &[5, 4, 3],
            (Dpi::D300, true) => &[6, 5, 4, 3],
        }
    }

    /// Of the bar code on the stub.
    pub(super) const fn stub(self) -> Modules {
        match self {
            Dpi::D203 => &[3, 2],
            Dpi::D300 => &[4, 3],
        }
    }

    /// Of the QR code.
    pub(super) const fn qr(self) -> Modules {
        match self {
            Dpi::D203 => &[5, 4, 3],
            Dpi::D300 => &[7, 6, 5, 4],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_whole_dots() {
        assert_eq!(Dpi::D203.dots(608), 608);
        assert_eq!(Dpi::D300.dots(608), 897);
        assert_eq!((Dpi::D203.offset(-25), Dpi::D203.offset(10)), (-20, 8));
        assert_eq!((Dpi::D300.offset(-25), Dpi::D300.offset(100)), (-29, 118));
    }
}
