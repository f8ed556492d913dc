//! Passwords: Argon2id, and a refusal of those that anyone would guess first.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::error::{Broken, Code, Refusal, Result};

/// 19 MiB, 2 passes, 1 lane: the OWASP cheat sheet's Argon2id setting.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// What people choose first, of ten characters and more.
const COMMON: &[&str] = &[
    "1234567890",
    "0123456789",
    "0987654321",
    "12345678910",
    "123456789a",
    "a123456789",
    "1q2w3e4r5t",
    "qwertyuiop",
    "q1w2e3r4t5",
    "password123",
    "password12",
    "password01",
    "passw0rd123",
    "iloveyou12",
    "woaini1314",
    "woaini520",
    "woaini1314520",
    "5201314520",
    "1314520520",
    "1111111111",
    "0000000000",
    "8888888888",
    "6666666666",
    "abc1234567",
    "abcd123456",
    "abcdefghij",
    "asdfghjkl1",
    "zxcvbnm123",
    "qwerty1234",
    "qwerty12345",
    "qazwsxedcr",
    "1qaz2wsx3edc",
    "admin12345",
    "administrator",
    "letmein123",
    "welcome123",
    "changeme123",
    "changeme12",
    "sealship123",
];

/// Hashes a password; it takes some tens of milliseconds and 19 MiB, so never inside a transaction.
///
/// # Errors
/// `weak_password` at `at`.
pub fn hash(password: &str, at: &str) -> Result<String> {
    refuse_weak(password, at)?;
    let hash = argon2()?.hash_password(password.as_bytes());
    Ok(hash.map_err(Broken::of("hash a password"))?.to_string())
}

fn refuse_weak(password: &str, at: &str) -> Result<()> {
    let length = password.chars().count();
    let folded = password.to_lowercase();
    let monotone = folded.chars().collect::<std::collections::BTreeSet<_>>().len() < 4;
    let weak = length < 10 || monotone || COMMON.contains(&folded.as_str());
    match () {
        () if length > 200 => Err(Refusal::new(Code::InvalidField)
            .at(at)
            .saying("at most 200 characters")
            .into()),
        () if weak => Err(Refusal::new(Code::WeakPassword).at(at).into()),
        () => Ok(()),
    }
}

/// Whether `password` is the one that was hashed. Where nobody has that address, `hash` is None and the answer
/// takes as long.
#[must_use]
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    // The hash of a random password nobody knows, with the parameters above.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$mdmKUlfsYFqSYyO35YyXo7pLdh5sB5UzUwKEi4KBNQw";
    let known = hash.is_some();
    let right = PasswordHash::new(hash.unwrap_or(NOBODY)).is_ok_and(|hash| {
        let password = if password.len() > 1000 { "" } else { password };
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    });
    known && right
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(Broken::of("set Argon2 up"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_password_and_no_other() {
        let hash = hash("一个足够长的好密码呀", "/password").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("一个足够长的好密码呀", Some(&hash)));
        assert!(!verify("一个足够长的坏密码呀", Some(&hash)));
        assert!(!verify("", None));
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let begun = std::time::Instant::now();
        assert!(!verify("whatever it is", None));
        let nobody = begun.elapsed();
        let hash = hash("whatever it is", "/password").unwrap();
        let begun = std::time::Instant::now();
        assert!(verify("whatever it is", Some(&hash)));
        assert!(nobody * 4 > begun.elapsed(), "{nobody:?}");
    }

    #[test]
    fn weak_ones_are_refused() {
        for weak in [
            "short",
            "1234567890",
            "Password123",
            "aaaaaaaaaaaaa",
            "abababababab",
        ] {
            assert!(hash(weak, "/password").is_err(), "{weak}");
        }
    }
}
