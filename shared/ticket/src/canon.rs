//! One unambiguous byte form for everything that is signed or authenticated: length-prefixed fields under a domain.

/// Builds the byte form: the domain, then each field as 32-bit big-endian length and bytes.
pub(crate) struct Canon(Vec<u8>);

impl Canon {
    /// Begins under a domain, so that a signature made for one purpose never serves another.
    pub(crate) fn new(domain: &str) -> Canon {
        Canon(Vec::new()).bytes(domain.as_bytes())
    }

    /// Adds one field. A field of 4 GiB cannot occur: everything here is bounded far below.
    pub(crate) fn bytes(mut self, field: &[u8]) -> Canon {
        let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }

    /// Adds a text field.
    pub(crate) fn text(self, field: &str) -> Canon {
        self.bytes(field.as_bytes())
    }

    /// Adds an integer field, eight bytes big-endian.
    pub(crate) fn integer(self, field: i64) -> Canon {
        self.bytes(&field.to_be_bytes())
    }

    /// The bytes to sign or authenticate.
    pub(crate) fn done(self) -> Vec<u8> {
        self.0
    }
}
