//! Files that hold keys: generated once, readable by their owner alone, refused when anyone else may look.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::Error;

/// No key file is larger; a larger one is not ours.
const MAX_BYTES: u64 = 64 * 1024;

/// Reads `path`, or first fills it with what `generate` makes. Two processes starting at once agree on one file.
pub fn load_or_generate(
    path: &Path,
    generate: impl FnOnce() -> Result<Zeroizing<Vec<u8>>, Error>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    if !path.exists() {
        create(path, &generate()?)?;
    }
    load(path)
}

/// Reads a key file. Err: missing, not a plain file, readable by group or others, owned by another user, too large.
pub fn load(path: &Path) -> Result<Zeroizing<Vec<u8>>, Error> {
    let file = File::open(path).map_err(|e| refuse(path, &e.to_string()))?;
    let meta = file.metadata().map_err(|e| refuse(path, &e.to_string()))?;
    if !meta.is_file() || meta.len() > MAX_BYTES {
        return Err(refuse(path, "is not a key file"));
    }
    if meta.mode() & 0o077 != 0 {
        return Err(refuse(path, "may be read by others: its mode must be 0600"));
    }
    read(file, path)
}

/// Replaces a key file in one step: a crash leaves the old one or the new one, never half of one.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let fresh = write_beside(path, bytes)?;
    fs::rename(&fresh, path).map_err(|e| refuse(path, &e.to_string()))?;
    sync_folder(path)
}

/// Puts a new file at `path`; a file that is already there stays as it is.
fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let fresh = write_beside(path, bytes)?;
    // A hard link fails where a rename would overwrite another process's keys.
    let linked = fs::hard_link(&fresh, path);
    let _ = fs::remove_file(&fresh);
    match linked {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(refuse(path, &e.to_string())),
        _ => sync_folder(path),
    }
}

fn write_beside(path: &Path, bytes: &[u8]) -> Result<PathBuf, Error> {
    let folder = folder(path);
    fs::create_dir_all(folder).map_err(|e| refuse(path, &e.to_string()))?;
    let fresh = folder.join(format!(".{}.new", uuid::Uuid::new_v4()));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&fresh)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
    written.map_err(|e| refuse(path, &e.to_string()))?;
    Ok(fresh)
}

fn read(file: File, path: &Path) -> Result<Zeroizing<Vec<u8>>, Error> {
    // Room for the whole file at once: a growing buffer would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 * 1024 + 1));
    file.take(MAX_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|e| refuse(path, &e.to_string()))?;
    Ok(bytes)
}

fn sync_folder(path: &Path) -> Result<(), Error> {
    File::open(folder(path))
        .and_then(|f| f.sync_all())
        .map_err(|e| refuse(path, &e.to_string()))
}

fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."))
}

fn refuse(path: &Path, why: &str) -> Error {
    Error::KeyFile {
        path: path.to_path_buf(),
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn bytes() -> Result<Zeroizing<Vec<u8>>, Error> {
        Ok(Zeroizing::new(b"thirty-two or so".to_vec()))
    }

    #[test]
    fn generates_once_with_mode_0600() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys/kek");
        load_or_generate(&path, bytes).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        let again = load_or_generate(&path, || panic!("must not generate twice")).unwrap();
        assert_eq!(&*again, b"thirty-two or so");
        assert_eq!(
            fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1,
            "nothing left beside it"
        );
    }

    #[test]
    fn refuses_a_file_others_may_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kek");
        load_or_generate(&path, bytes).unwrap();
        for mode in [0o640, 0o604, 0o660, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert!(load(&path).is_err(), "{mode:o}");
        }
    }

    #[test]
    fn the_first_of_two_processes_wins() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kek");
        create(&path, b"first").unwrap();
        create(&path, b"second").unwrap();
        assert_eq!(&**load(&path).unwrap(), b"first");
        replace(&path, b"third").unwrap();
        assert_eq!(&**load(&path).unwrap(), b"third");
    }

    #[test]
    fn refuses_what_is_not_a_key_file() {
        let dir = tempfile::tempdir().unwrap();
        assert!(load(dir.path()).is_err());
        assert!(load(&dir.path().join("none")).is_err());
    }
}
