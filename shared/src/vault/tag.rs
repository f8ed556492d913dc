//! Blind indexes: short keyed hashes that narrow a search to a few candidates the vault then opens and compares.
//!
//! **What a thief of the table without the index key learns.** A tag of *b* bits puts a merchant's receivers into
//! 2^b heaps; equal tags mean "perhaps equal". With *n* distinct receivers a heap holds about n / 2^b of them:
//!
//! | tag | bits | heaps | n = 10,000 | n = 1,000,000 |
//! |---|---|---|---|---|
//! | phone | 16 | 65,536 | 0.15: equal tags are mostly one phone | 15 phones look alike |
//! | last four digits | 8 | 256 | 39 | 3,906 (and 39 of the 10,000 endings share a heap) |
//! | name | 10 | 1,024 | 10 | 977 |
//! | same receiver | 64 | 1.8 × 10^19 | exact (chance of any clash at a million: 2.7 × 10^-8) | exact |
//!
//! So `same` gives away *which rows of one merchant share a receiver* and nothing about who that is; the three others
//! add no more within one receiver's rows. Across merchants and epochs nothing matches, for the keys differ.
//!
//! **What a thief of the index key learns as well.** He can test guesses. All 10^11 mobile numbers leave
//! 10^11 / 2^16 ≈ 1.5 million candidates for one phone tag, ÷ 2^8 ≈ 6,000 with the last-four tag (their digits are
//! known then: 10^4 / 2^8 ≈ 39 endings): short tags keep even him from reading a phone. `same` has no such mercy: he who can guess name, phone
//! and address together can confirm the guess. Hence the index key is wrapped apart from data keys, per merchant and
//! epoch, and every question answered through it is budgeted and audited.

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use super::Error;
use super::plain::PlainReceiver;
use super::secret::Secret;

/// A merchant's index key of one epoch.
pub(crate) struct IndexKey {
    pub(crate) epoch: i64,
    key: hmac::Key,
}

/// A receiver's tags under one index key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tags {
    /// The index key's epoch; tags of different epochs do not compare.
    pub epoch: i64,
    /// 16 bits of the main phone number.
    pub phone: i64,
    /// 8 bits of its last four digits.
    pub last4: i64,
    /// 10 bits of the name.
    pub name: i64,
    /// 64 bits of name, whole phone and address together.
    pub same: i64,
}

impl IndexKey {
    pub(crate) fn new(epoch: i64, secret: &Secret) -> Self {
        Self {
            epoch,
            key: hmac::Key::new(hmac::HMAC_SHA256, secret.expose()),
        }
    }

    /// All tags of a receiver.
    pub(crate) fn tags(&self, plain: &PlainReceiver) -> Result<Tags, Error> {
        let (name, phone) = (plain.name.expose(), plain.phone.expose());
        Ok(Tags {
            epoch: self.epoch,
            phone: self.phone(phone)?,
            last4: self.last4(phone)?,
            name: self.name(name)?,
            same: self.same(name, phone, plain.address.expose(), plain.region_text().as_str())?,
        })
    }

    /// The tag of a phone number as somebody typed it: extension left out, `+86` and punctuation ignored.
    pub(crate) fn phone(&self, phone: &str) -> Result<i64, Error> {
        self.short("phone", &[&main_number(phone)], 16)
    }

    /// The tag of the last four digits of a phone number.
    pub(crate) fn last4(&self, phone: &str) -> Result<i64, Error> {
        let number = main_number(phone);
        let skip = number.chars().count().saturating_sub(4);
        let ending: Zeroizing<String> = Zeroizing::new(number.chars().skip(skip).collect());
        self.short("last4", &[&ending], 8)
    }

    /// The tag of a name.
    pub(crate) fn name(&self, name: &str) -> Result<i64, Error> {
        self.short("name", &[&fold_name(name)], 10)
    }

    fn same(&self, name: &str, phone: &str, address: &str, region: &str) -> Result<i64, Error> {
        let whole = Zeroizing::new(format!("{}-{}", *main_number(phone), *extension(phone)));
        let tag = self.mac(
            "same",
            &[
                &fold_name(name),
                &whole,
                &fold_address(region),
                &fold_address(address),
            ],
        );
        tag.as_ref()
            .first_chunk::<8>()
            .map(|b| i64::from_be_bytes(*b))
            .ok_or(Error::Sealed)
    }

    fn short(&self, domain: &str, parts: &[&str], bits: u32) -> Result<i64, Error> {
        let tag = self.mac(domain, parts);
        let head = tag.as_ref().first_chunk::<4>().ok_or(Error::Sealed)?;
        Ok(i64::from(u32::from_be_bytes(*head) >> (32 - bits)))
    }

    /// HMAC over the domain and the parts, each behind its length: no two inputs run together.
    fn mac(&self, domain: &str, parts: &[&str]) -> hmac::Tag {
        let mut mac = hmac::Context::with_key(&self.key);
        for part in std::iter::once(&domain).chain(parts) {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            mac.update(&length.to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.sign()
    }
}

/// Whether two names are the same, however they are spaced and punctuated.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    *fold_name(a) == *fold_name(b)
}

/// Whether two addresses are the same door, however they are spaced.
pub(crate) fn same_address(a: &str, b: &str) -> bool {
    *fold_address(a) == *fold_address(b)
}

/// Whether two phone numbers are the same, extension included.
pub(crate) fn same_phone(a: &str, b: &str) -> bool {
    *main_number(a) == *main_number(b) && *extension(a) == *extension(b)
}

/// Letters and digits only, full width made half, lower case: spacing and punctuation do not make another person.
/// A name of nothing else (an emoji) stands as it is.
fn fold_name(text: &str) -> Zeroizing<String> {
    let mut folded = room(text);
    folded.extend(
        text.chars()
            .map(halve)
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase),
    );
    if folded.is_empty() {
        folded.push_str(text.trim());
    }
    folded
}

/// As a name, but punctuation stays, and a space between two letters or digits: `3-2` is not `32`.
fn fold_address(text: &str) -> Zeroizing<String> {
    let mut folded = room(text);
    let mut gap = false;
    for c in text.chars().map(halve).flat_map(char::to_lowercase) {
        if c.is_whitespace() {
            gap = folded.ends_with(|last: char| last.is_ascii_alphanumeric());
            continue;
        }
        if gap && c.is_ascii_alphanumeric() {
            folded.push(' ');
        }
        gap = false;
        folded.push(c);
    }
    folded
}

/// Room enough never to grow: a growing string leaves copies behind. Lower case may take up to three times the bytes.
fn room(text: &str) -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(text.len() * 3))
}

/// Digits before the extension, without `+86` / `0086`.
pub(super) fn main_number(phone: &str) -> Zeroizing<String> {
    let (digits, _) = split(phone);
    let bare = digits
        .strip_prefix("0086")
        .or_else(|| digits.strip_prefix("86").filter(|r| r.len() >= 10));
    Zeroizing::new(bare.unwrap_or(&digits).to_owned())
}

fn extension(phone: &str) -> Zeroizing<String> {
    split(phone).1
}

/// Digits of the number, digits of the extension. A dash starts an extension once the number is whole (≥ 10 digits).
fn split(phone: &str) -> (Zeroizing<String>, Zeroizing<String>) {
    let mut number = Zeroizing::new(String::with_capacity(phone.len()));
    let mut extension = Zeroizing::new(String::with_capacity(phone.len()));
    let mut in_extension = false;
    for c in phone.chars().map(halve) {
        match c {
            '转' | '#' | 'x' | 'X' | ',' | ';' | '/' | '、' => in_extension = true,
            '-' if number.len() >= 10 => in_extension = true,
            c if c.is_ascii_digit() && in_extension => extension.push(c),
            c if c.is_ascii_digit() => number.push(c),
            _ => {}
        }
    }
    (number, extension)
}

/// A full-width form's ordinary character.
pub(in crate::vault) fn halve(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests;
