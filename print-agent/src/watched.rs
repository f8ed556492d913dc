//! A file of the home folder that another command may replace while the agent runs: read again when it changed.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use crate::home::HomeError;

/// What tells one state of a file from another; none for a file that is not there.
type Stamp = Option<(SystemTime, u64, u64)>;

/// A value that stands in a file.
pub struct Watched<T> {
    path: PathBuf,
    read: Box<dyn Fn() -> Result<T, HomeError> + Send + Sync>,
    known: Mutex<(Stamp, Arc<T>)>,
}

impl<T> Watched<T> {
    /// Reads it for the first time.
    pub fn open(
        path: PathBuf,
        read: impl Fn() -> Result<T, HomeError> + Send + Sync + 'static,
    ) -> Result<Watched<T>, HomeError> {
        // Reading may make the file.
        let value = Arc::new(read()?);
        Ok(Watched {
            known: Mutex::new((stamp(&path), value)),
            path,
            read: Box::new(read),
        })
    }

    /// As it stands in the file now; as it stood, while that cannot be read.
    pub fn now(&self) -> Arc<T> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = stamp(&self.path);
        if stamp != known.0 {
            match (self.read)() {
                Ok(value) => *known = (stamp, Arc::new(value)),
                Err(error) => tracing::warn!(%error, "not read again"),
            }
        }
        Arc::clone(&known.1)
    }
}

fn stamp(path: &PathBuf) -> Stamp {
    let about = fs::metadata(path).ok()?;
    // Files are replaced as a whole: another file has another number.
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&about);
    #[cfg(not(unix))]
    let number = 0;
    Some((about.modified().ok()?, about.len(), number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Home;

    #[test]
    fn a_changed_file_is_read_again_and_a_damaged_one_is_not_believed() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::open(dir.path()).unwrap();
        let read = home.clone();
        let watched = Watched::open(home.password_file(), move || read.page_password()).unwrap();
        let first = watched.now();
        assert!(Arc::ptr_eq(&first, &watched.now()));
        home.set_page_password("another one").unwrap();
        assert_eq!(*watched.now(), "another one");
        home.set_page_password("short").unwrap();
        assert_eq!(*watched.now(), "another one");
    }
}
