//! The label templates there are: the worker pins one by hash in a ticket, the agent sets exactly that one.

use std::sync::LazyLock;

use crate::{Hash, canon::Canon, sha256};

/// One released version of the carrier part of a label, for all paper sizes.
pub struct Template {
    /// `label-2`.
    pub name: &'static str,
    /// Typst source.
    pub source: &'static str,
    /// What it imports: virtual path and source.
    pub parts: &'static [(&'static str, &'static str)],
    /// Whether it draws a custom area.
    pub custom: bool,
    /// What a ticket's header pins.
    pub hash: Hash,
}

/// The custom area's own source, a part of the templates that draw one.
const CUSTOM_1: (&str, &str) = ("/custom-1.typ", include_str!("../templates/custom-1.typ"));

/// Every version an agent may still be asked for, oldest first. A released source never changes:
/// a change is a new file at the end of this list.
static ALL: LazyLock<[Template; 2]> = LazyLock::new(|| {
    [
        of("label-1", include_str!("../templates/label-1.typ"), &[]),
        of("label-2", include_str!("../templates/label-2.typ"), &[CUSTOM_1]),
    ]
});

fn of(name: &'static str, source: &'static str, parts: &'static [(&'static str, &'static str)]) -> Template {
    Template {
        name,
        source,
        parts,
        custom: !parts.is_empty(),
        hash: pinned(source, parts),
    }
}

/// SHA-256 of the source alone, or of it and all it imports.
fn pinned(source: &str, parts: &[(&str, &str)]) -> Hash {
    if parts.is_empty() {
        return sha256(source.as_bytes());
    }
    let whole = Canon::new("sealship label template v1").text(source);
    let whole = parts
        .iter()
        .fold(whole, |whole, (path, source)| whole.text(path).text(source));
    sha256(&whole.done())
}

/// All versions, oldest first.
pub fn all() -> &'static [Template] {
    ALL.as_slice()
}

/// The version new tickets are to be sealed with; `None` only when the list were empty.
pub fn current() -> Option<&'static Template> {
    ALL.last()
}

/// The version with this hash.
pub fn by_hash(hash: &Hash) -> Option<&'static Template> {
    ALL.iter().find(|template| template.hash == *hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_template_is_found_by_its_hash() {
        let current = current().unwrap();
        assert_eq!(by_hash(&current.hash).unwrap().name, current.name);
        assert!(by_hash(&sha256(b"another")).is_none());
    }

    /// Tickets in queues name these: a released source that changed would no longer be printed.
    #[test]
    fn released_sources_never_change() {
        assert_eq!(
            pinned(ALL[0].source, &[]).to_string(),
            "b2c25761bcf7409455dce380cc2d33c6b731e8b7082de5213e59ea9d1e701787"
        );
    }

    #[test]
    fn a_part_that_changed_changes_the_hash() {
        let whole = pinned("a", &[("/b", "c")]);
        assert_ne!(whole, pinned("a", &[("/b", "d")]));
        assert_ne!(whole, pinned("a", &[("/c", "c")]));
        assert_ne!(whole, pinned("a/bc", &[]));
    }
}
