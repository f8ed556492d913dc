//! The label templates there are: the worker pins one by hash in a ticket, the agent sets exactly that one.

use std::sync::LazyLock;

use crate::{Hash, sha256};

/// One released version of the carrier part of a label, for all paper sizes.
pub struct Template {
    /// `label-1`.
    pub name: &'static str,
    /// Typst source; its bytes are what the hash is of.
    pub source: &'static str,
    /// What a ticket's header pins.
    pub hash: Hash,
}

/// Every version an agent may still be asked for, oldest first. A released source never changes:
/// a change is a new file at the end of this list.
static ALL: LazyLock<Vec<Template>> = LazyLock::new(|| {
    [("label-1", include_str!("../templates/label-1.typ"))]
        .map(|(name, source)| Template {
            name,
            source,
            hash: sha256(source.as_bytes()),
        })
        .into()
});

/// All versions, oldest first.
pub fn all() -> &'static [Template] {
    &ALL
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
}
