//! The one handle of a process: what handlers and jobs find in every room.

use std::sync::Arc;
use std::time::Duration;

use crate::carrier::Registry;
use crate::clock::{Clock, Instant};
use crate::config::Config;
use crate::db::Db;
use crate::death::Step;
use crate::error::{Broken, Result};
use crate::notify::Post;
use crate::stir::Hub;
use crate::vault::Vault;
use crate::waybill::Desk;

/// Database, settings, keys, mail and the way out; cheap to clone.
#[derive(Clone)]
pub struct House {
    db: Db,
    config: Arc<Config>,
    vault: Option<Vault>,
    carriers: Arc<Registry>,
    ticket_key: Option<Arc<::ticket::SignKey>>,
    ticket_public: Option<::ticket::VerifyKey>,
    http: reqwest::Client,
    post: Post,
    hub: Arc<Hub>,
}

impl House {
    /// A house over an open database, without keys.
    ///
    /// # Errors
    /// What the mailer's settings or the HTTP client say.
    pub fn new(db: Db, config: Config) -> Result<Self> {
        Ok(Self {
            db,
            vault: None,
            carriers: Arc::default(),
            ticket_key: None,
            ticket_public: None,
            http: client()?,
            post: Post::of(&config)?,
            config: Arc::new(config),
            hub: Arc::default(),
        })
    }

    /// The same house with the keys its process may hold (design §4).
    #[must_use]
    pub fn holding(self, vault: Vault) -> Self {
        Self {
            vault: Some(vault),
            ..self
        }
    }

    /// The same house with the key that signs print tickets: the worker's.
    #[must_use]
    pub fn signing(self, key: ::ticket::SignKey) -> Self {
        Self {
            ticket_public: Some(key.public()),
            ticket_key: Some(Arc::new(key)),
            ..self
        }
    }

    /// The same house knowing the public half alone: the platform's door, which enrols agents.
    #[must_use]
    pub fn trusting(self, key: ::ticket::VerifyKey) -> Self {
        Self {
            ticket_public: Some(key),
            ..self
        }
    }

    /// The key that signs print tickets.
    ///
    /// # Errors
    /// In a process that does not seal.
    pub fn ticket_key(&self) -> Result<&::ticket::SignKey> {
        let none = || Broken::new("this process does not hold the key of print tickets");
        Ok(self.ticket_key.as_deref().ok_or_else(none)?)
    }

    /// What agents pin when they enrol.
    ///
    /// # Errors
    /// In a process that enrols no agents.
    pub fn ticket_public(&self) -> Result<::ticket::VerifyKey> {
        let none = || Broken::new("this process does not know the public key of print tickets");
        Ok(self.ticket_public.ok_or_else(none)?)
    }

    /// The same house with the carriers numbers can be taken from; without them numbers are typed by hand.
    #[must_use]
    pub fn with_carriers(self, carriers: Registry) -> Self {
        Self {
            carriers: Arc::new(carriers),
            ..self
        }
    }

    /// The carriers numbers can be taken from.
    #[must_use]
    pub fn carriers(&self) -> &Registry {
        &self.carriers
    }

    /// What acts on waybills need.
    #[must_use]
    pub fn desk(&self) -> Desk<'_> {
        Desk {
            carriers: &self.carriers,
            zone: self.config.zone,
        }
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// What the process was told from outside.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The vault.
    ///
    /// # Errors
    /// In a process that holds no keys, such as the factory's door of a split deployment.
    pub fn vault(&self) -> Result<&Vault> {
        let none = || Broken::new("this process holds no keys of the vault");
        Ok(self.vault.as_ref().ok_or_else(none)?)
    }

    /// The way to other people's servers, with limits on every wait.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Where mail goes.
    #[must_use]
    pub fn post(&self) -> &Post {
        &self.post
    }

    /// Those who watch what stirs, of all doors of this process.
    #[must_use]
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// The one clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        self.db.clock()
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock().now()
    }

    /// A job of that kind has taken that step: the moment to die, for a process that was told so.
    pub(crate) fn after(&self, kind: &str, step: Step) {
        // What is built for use has nothing here.
        if cfg!(debug_assertions)
            && let Some(death) = &self.config.die_after
        {
            death.if_after(kind, step);
        }
    }

    /// Runs blocking work of this house off the async threads.
    ///
    /// # Errors
    /// What `work` says; a panic in it is `Broken`.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let house = self.clone();
        let answer = tokio::task::spawn_blocking(move || work(&house)).await;
        answer.map_err(Broken::of("blocking work"))?
    }
}

fn client() -> Result<reqwest::Client> {
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(20))
        .redirect(reqwest::redirect::Policy::none())
        .build();
    Ok(client.map_err(Broken::of("make the http client"))?)
}
