//! What the agent keeps between runs, in one folder only its owner reads: device keys, enrolment, pairing, settings.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ticket::{KeyError, SealKey, SignKey, VerifyKey};
use zeroize::Zeroizing;

use crate::printer::Catalogue;

const SEAL_KEY: &str = "seal.key";
const SIGN_KEY: &str = "sign.key";
const ENROLMENT: &str = "enrolment.json";
const PAIRING: &str = "pairing-token";
const PASSWORD: &str = "page-password";
const SETTINGS: &str = "config.json";
const PRINTERS: &str = "printers.json";
const JOURNAL: &str = "journal.jsonl";

/// The agent's folder.
#[derive(Clone, Debug)]
pub struct Home(PathBuf);

/// The device's own keys, made once and never leaving the folder but to the render child.
pub struct Device {
    /// Opens tickets.
    pub seal: SealKey,
    /// Signs requests and receipts.
    pub sign: SignKey,
}

/// Where this agent is enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The platform door, without trailing slash.
    pub url: String,
    /// This agent there.
    pub agent_id: String,
    /// Signs tickets; pinned at enrolment.
    pub platform_key: VerifyKey,
    /// Whose agent it is.
    pub party: String,
    /// Web origins that may speak to it.
    pub origins: Vec<String>,
}

/// `config.json`, written by people: what the command line does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where it listens on 127.0.0.1.
    pub port: Option<u16>,
    /// Where the PDF printer writes.
    pub out: Option<PathBuf>,
    /// Where the fonts are.
    pub fonts: Option<PathBuf>,
    /// The CUPS whose queues are listed, `ipp://127.0.0.1:631/`.
    pub cups: Option<String>,
    /// How many seconds a label whose ticket is spent waits for its printer, 1 to 60.
    pub patience: Option<u64>,
}

/// The longest a spent ticket waits: the platform lets a person speak for a label two minutes after it was redeemed.
const PATIENCE: u64 = 60;

impl Settings {
    /// How long a label whose ticket is spent waits for its printer.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.patience.unwrap_or(PATIENCE).clamp(1, PATIENCE))
    }
}

/// The folder or a file in it is unusable.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// The disk said no.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// A file is not what the agent wrote.
    #[error("{0} 已损坏 / is damaged")]
    Damaged(PathBuf),
    /// Another agent runs on it.
    #[error("{0} 正被另一个打印组件使用 / is in use by another print agent")]
    InUse(PathBuf),
    /// No key could be made.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl Home {
    /// Opens the folder, made readable for its owner only when it is new.
    pub fn open(dir: &Path) -> Result<Home, HomeError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(dir).map_err(at(dir))?;
        Ok(Home(dir.to_owned()))
    }

    /// Holds the folder for one running agent until the file is dropped.
    pub fn lock(&self) -> Result<fs::File, HomeError> {
        let path = self.0.join("lock");
        let file = fs::File::create(&path).map_err(at(&path))?;
        file.try_lock().map_err(|_| HomeError::InUse(self.0.clone()))?;
        Ok(file)
    }

    /// The device's keys; made on first use.
    pub fn device(&self) -> Result<Device, HomeError> {
        let seal = self.key(SEAL_KEY, || Ok(SealKey::generate().to_bytes()))?;
        let sign = self.key(SIGN_KEY, || SignKey::generate()?.to_seed())?;
        Ok(Device {
            seal: SealKey::from_bytes(&seal)?,
            sign: SignKey::from_seed(&sign)?,
        })
    }

    fn key(
        &self,
        name: &str,
        make: impl FnOnce() -> Result<Zeroizing<[u8; 32]>, KeyError>,
    ) -> Result<Zeroizing<[u8; 32]>, HomeError> {
        let path = self.0.join(name);
        if let Some(bytes) = read(&path)?.map(Zeroizing::new) {
            let key: [u8; 32] = bytes
                .as_slice()
                .try_into()
                .map_err(|_| HomeError::Damaged(path))?;
            return Ok(Zeroizing::new(key));
        }
        let key = make()?;
        write_private(&path, key.as_slice()).map_err(at(&path))?;
        Ok(key)
    }

    /// The enrolment, if there is one.
    pub fn enrolment(&self) -> Result<Option<Enrolment>, HomeError> {
        self.json(ENROLMENT)
    }

    /// Where it stands.
    pub(crate) fn enrolment_file(&self) -> PathBuf {
        self.0.join(ENROLMENT)
    }

    /// Where the password of the page stands.
    pub(crate) fn password_file(&self) -> PathBuf {
        self.0.join(PASSWORD)
    }

    /// Pins an enrolment.
    pub fn keep_enrolment(&self, enrolment: &Enrolment) -> Result<(), HomeError> {
        self.keep(ENROLMENT, enrolment)
    }

    /// What a client shows to be heard; made on first use.
    pub fn pairing_token(&self) -> Result<String, HomeError> {
        let fresh = || {
            format!(
                "{}{}",
                uuid::Uuid::new_v4().simple(),
                uuid::Uuid::new_v4().simple()
            )
        };
        self.secret(PAIRING, 32, fresh)
    }

    /// What opens the agent's own page; made on first use, short enough to be typed.
    pub fn page_password(&self) -> Result<String, HomeError> {
        let fresh = || {
            let letters = uuid::Uuid::new_v4().simple().to_string();
            let groups: Vec<String> = letters
                .as_bytes()
                .chunks(4)
                .take(4)
                .map(|group| String::from_utf8_lossy(group).into_owned())
                .collect();
            groups.join("-")
        };
        self.secret(PASSWORD, 8, fresh)
    }

    /// Another password for the page.
    pub fn set_page_password(&self, password: &str) -> Result<(), HomeError> {
        let path = self.0.join(PASSWORD);
        write_private(&path, format!("{password}\n").as_bytes()).map_err(at(&path))
    }

    fn secret(&self, name: &str, least: usize, fresh: impl FnOnce() -> String) -> Result<String, HomeError> {
        let path = self.0.join(name);
        if let Some(bytes) = read(&path)? {
            let text = String::from_utf8(bytes).map_err(|_| HomeError::Damaged(path.clone()))?;
            let secret = text.trim().to_owned();
            return match secret.len() >= least {
                true => Ok(secret),
                false => Err(HomeError::Damaged(path)),
            };
        }
        let secret = fresh();
        write_private(&path, format!("{secret}\n").as_bytes()).map_err(at(&path))?;
        Ok(secret)
    }

    /// Where it listens and what it reads, unless told otherwise on the command line.
    pub fn settings(&self) -> Result<Settings, HomeError> {
        Ok(self.json(SETTINGS)?.unwrap_or_default())
    }

    /// The printers and their settings.
    pub fn printers(&self) -> Result<Catalogue, HomeError> {
        Ok(self.json(PRINTERS)?.unwrap_or_default())
    }

    /// Keeps the printers and their settings.
    pub fn keep_printers(&self, printers: &Catalogue) -> Result<(), HomeError> {
        self.keep(PRINTERS, printers)
    }

    /// Where prints and receipts are recorded.
    pub fn journal(&self) -> PathBuf {
        self.0.join(JOURNAL)
    }

    /// Where the PDF printer writes unless told otherwise.
    pub fn out(&self) -> PathBuf {
        self.0.join("out")
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, HomeError> {
        let path = self.0.join(name);
        let Some(bytes) = read(&path)? else {
            return Ok(None);
        };
        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|_| HomeError::Damaged(path))
    }

    fn keep<T: Serialize>(&self, name: &str, value: &T) -> Result<(), HomeError> {
        let path = self.0.join(name);
        let bytes = serde_json::to_vec_pretty(value).map_err(|_| HomeError::Damaged(path.clone()))?;
        write_private(&path, &bytes).map_err(at(&path))
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> HomeError + '_ {
    move |source| HomeError::Io {
        path: path.to_owned(),
        source,
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, HomeError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path)(error)),
    }
}

/// Replaces `path` as a whole, on disk before it is there, readable for its owner only.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let fresh = path.with_file_name(name);
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&fresh, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_token_are_made_once_and_private() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::open(&dir.path().join("home")).unwrap();
        let first = home.device().unwrap();
        let again = home.device().unwrap();
        assert_eq!(first.seal.public(), again.seal.public());
        assert_eq!(first.sign.public(), again.sign.public());
        assert_eq!(home.pairing_token().unwrap(), home.pairing_token().unwrap());
        assert_eq!(home.page_password().unwrap(), home.page_password().unwrap());
        #[cfg(unix)]
        for name in [SEAL_KEY, SIGN_KEY, PAIRING, PASSWORD] {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(
                fs::metadata(home.0.join(name)).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[test]
    fn a_damaged_key_is_said_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::open(dir.path()).unwrap();
        fs::write(dir.path().join(SEAL_KEY), b"short").unwrap();
        assert!(matches!(home.device(), Err(HomeError::Damaged(_))));
    }

    #[test]
    fn one_agent_holds_a_home() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::open(dir.path()).unwrap();
        let held = home.lock().unwrap();
        assert!(matches!(home.lock(), Err(HomeError::InUse(_))));
        drop(held);
        assert!(home.lock().is_ok());
    }
}
