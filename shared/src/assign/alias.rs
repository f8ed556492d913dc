//! The name under which a fulfiller sees an order: the same for all its assignments, unlinkable to the number.

use aws_lc_rs::hmac;

use crate::id::OrderId;

/// Crockford's base 32: no letter that is taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters after the prefix: 60 bits.
const LENGTH: u32 = 12;

/// `DS` and 12 characters, from the binding's key: equal for one order of one binding, random-looking otherwise.
#[must_use]
pub(super) fn alias(binding_key: &[u8], order: OrderId) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, binding_key);
    let tag = hmac::sign(&key, order.raw().as_bytes());
    let number = tag
        .as_ref()
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    let characters = (0..LENGTH).map(|place| character(number >> (place * 5)));
    "DS".chars().chain(characters).collect()
}

fn character(bits: u64) -> char {
    let place = usize::try_from(bits & 31).unwrap_or_default();
    ALPHABET.get(place).copied().map_or('0', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_order_has_one_name_per_binding() {
        let (order, other) = (OrderId::fresh(), OrderId::fresh());
        assert_eq!(alias(&[7; 32], order), alias(&[7; 32], order));
        assert_ne!(alias(&[7; 32], order), alias(&[8; 32], order));
        assert_ne!(alias(&[7; 32], order), alias(&[7; 32], other));
    }

    #[test]
    fn a_name_is_fourteen_characters_nobody_confuses() {
        let name = alias(&[7; 32], OrderId::fresh());
        assert_eq!(name.len(), 14);
        assert!(
            name.chars()
                .skip(2)
                .all(|c| c.is_ascii_alphanumeric() && !"ILOU".contains(c))
        );
    }
}
