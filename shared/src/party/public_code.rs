//! The short code a party is bound by: read out on the telephone, so no letter that looks like another.

use aws_lc_rs::rand;
use diesel::prelude::*;

use super::PartyKind;
use crate::db::Tx;
use crate::db::schema::public_codes;
use crate::error::{Broken, Result};
use crate::id::PartyId;

/// No 0, 1, I, L, O; 31 signs, 6 of them: 887 million codes.
const SIGNS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH: usize = 6;

/// Gives the party a code nobody else has.
///
/// # Errors
/// Broken if eight codes in a row are taken.
pub(super) fn give(tx: &mut Tx<'_>, party: PartyId, kind: PartyKind) -> Result<String> {
    for _ in 0..8 {
        let code = fresh(kind)?;
        let taken = diesel::insert_into(public_codes::table)
            .values((public_codes::code.eq(&code), public_codes::party_id.eq(party)))
            .on_conflict_do_nothing()
            .execute(tx.conn())?;
        if taken == 1 {
            return Ok(code);
        }
    }
    Err(Broken::new("no free public code").into())
}

fn fresh(kind: PartyKind) -> Result<String> {
    let letter = match kind {
        PartyKind::Merchant => 'M',
        PartyKind::Factory => 'F',
        PartyKind::Warehouse => 'W',
        PartyKind::Platform => 'P',
    };
    let mut code = format!("{letter}-");
    while code.len() < LENGTH + 2 {
        let mut byte = [0_u8];
        rand::fill(&mut byte).map_err(|_| Broken::new("no randomness"))?;
        // 248 = 8 × 31: what is above would favour the first signs.
        let [byte] = byte;
        if let Some(sign) = SIGNS.get(usize::from(byte) % SIGNS.len()).filter(|_| byte < 248) {
            code.push(char::from(*sign));
        }
    }
    Ok(code)
}

/// A code as it is compared: upper case, without spaces, the dash where it belongs.
#[must_use]
pub fn normal(text: &str) -> String {
    let signs: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase();
    match signs.split_at_checked(1) {
        Some((letter, rest)) => format!("{letter}-{rest}"),
        None => signs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_well() {
        let code = fresh(PartyKind::Merchant).unwrap();
        assert_eq!((code.len(), code.get(..2)), (8, Some("M-")));
        assert_eq!(normal(" m 7k3-qx9 "), "M-7K3QX9");
        assert_eq!(normal(&code), code);
    }
}
