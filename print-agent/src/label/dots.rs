//! A label as the printer's dots, one bit each: what raster printers get and what a receipt hashes.

use ticket::{Hash, sha256};

/// Rows of bits, most significant first, 1 is black, each row filled up to whole bytes with white.
pub struct Dots {
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
    /// `height` rows of `width.div_ceil(8)` bytes.
    pub rows: Vec<u8>,
}

impl Dots {
    /// From pixels row by row, true for black.
    pub fn from_pixels(width: u32, height: u32, black: impl Iterator<Item = bool>) -> Dots {
        let across = usize::try_from(width).unwrap_or(usize::MAX).max(1);
        let (mut rows, mut byte) = (Vec::new(), 0_u8);
        for (at, dark) in black.enumerate() {
            let x = at % across;
            byte |= u8::from(dark) << (7 - x % 8);
            if x % 8 == 7 || x + 1 == across {
                rows.push(byte);
                byte = 0;
            }
        }
        Dots { width, height, rows }
    }

    /// Width, height (32-bit big-endian) and rows: what a render child hands over.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.rows.len() + 8);
        bytes.extend_from_slice(&self.width.to_be_bytes());
        bytes.extend_from_slice(&self.height.to_be_bytes());
        bytes.extend_from_slice(&self.rows);
        bytes
    }

    /// Reads them back; `None` when the rows are not as many as width and height say.
    pub fn from_bytes(bytes: &[u8]) -> Option<Dots> {
        let (head, rows) = bytes.split_at_checked(8)?;
        let number = |part: &[u8]| Some(u32::from_be_bytes(part.try_into().ok()?));
        let (width, height) = head.split_at_checked(4)?;
        let (width, height) = (number(width)?, number(height)?);
        let fits = u64::from(width.div_ceil(8)) * u64::from(height) == u64::try_from(rows.len()).ok()?;
        fits.then(|| Dots {
            width,
            height,
            rows: rows.to_vec(),
        })
    }

    /// SHA-256 over width, height (32-bit big-endian) and rows.
    pub fn hash(&self) -> Hash {
        sha256(&self.to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_fill_rows_to_whole_bytes() {
        let dots = Dots::from_pixels(9, 2, (0..18).map(|at| at == 0 || at == 8 || at == 17));
        assert_eq!(dots.rows, [0b1000_0000, 0b1000_0000, 0, 0b1000_0000]);
        let back = Dots::from_bytes(&dots.to_bytes()).unwrap();
        assert_eq!((back.width, back.height, back.rows), (9, 2, dots.rows.clone()));
        assert!(Dots::from_bytes(&dots.to_bytes()[1..]).is_none());
    }
}
