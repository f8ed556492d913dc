//! The application key and secret between the platform and its sandbox carrier.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What a carrier hands its customer. Never shown by `Debug`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    pub app_key: String,
    pub secret: String,
}

impl Credential {
    /// A fresh one: 122 random bits twice, in hex.
    pub fn generate() -> Credential {
        let word = || uuid::Uuid::new_v4().simple().to_string();
        Credential {
            app_key: format!("sandbox-{}", word()),
            secret: format!("{}{}", word(), word()),
        }
    }

    /// Reads the file, or generates one and writes it readable by its owner only.
    ///
    /// # Errors
    /// The file can be neither read nor made, or holds something else.
    pub fn at(path: &Path) -> io::Result<Credential> {
        match File::open(path) {
            Ok(file) => read(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(path),
            Err(error) => Err(error),
        }
    }
}

fn read(file: File) -> io::Result<Credential> {
    let mut text = String::new();
    file.take(4096).read_to_string(&mut text)?;
    serde_json::from_str(&text).map_err(io::Error::other)
}

fn make(path: &Path) -> io::Result<Credential> {
    let fresh = Credential::generate();
    let text = serde_json::to_vec(&fresh).map_err(io::Error::other)?;
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(&text)?;
    file.sync_all()?;
    // A link, not a rename: of two processes starting at once, the second takes what the first made.
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read(File::open(path)?),
        other => other.map(|()| fresh),
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Credential")
            .field("app_key", &self.app_key)
            .finish_non_exhaustive()
    }
}
