//! Orders out of a merchant's file: begun by an upload, read from its sealed spool by a job.

mod work;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::batch::{self, Begin, Kind, View};
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::error::{Code, Refusal, Result};
use crate::id::{BatchId, PartyId};
use crate::outbox;
use crate::party::{Acting, Merchant};
use crate::vault::intake::{Mapping, Options};

pub use work::Import;
pub(crate) use work::sweep;

/// Bytes an upload may have.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// How a file is to be read; what is not told is found out.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Ask {
    /// The file's name, for people.
    pub name: Option<String>,
    /// Only say what would be refused; nothing is taken.
    pub dry_run: Option<bool>,
    /// The source of orders whose row names none, e.g. a shop.
    pub source: Option<String>,
    /// A text file's encoding, e.g. `gbk`.
    pub encoding: Option<String>,
    /// A workbook's sheet.
    pub sheet: Option<String>,
    /// Which header stands for which field, as JSON: `{"order_no": "单据号", "phone": "电话"}`.
    pub mapping: Option<String>,
}

/// The job of an import.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportJob {
    owner: PartyId,
    batch: BatchId,
    /// On whose comparison budget it draws.
    actor: String,
}

/// Reads uploads.
pub const IMPORT: outbox::Kind<ImportJob> = outbox::Kind::new("order.import");

impl Ask {
    /// Refuses what no file can be read by, before it is uploaded.
    ///
    /// # Errors
    /// `invalid_field`.
    pub fn check(&self) -> Result<()> {
        let short = |text: &Option<String>, most: usize| {
            text.as_ref().is_none_or(|text| text.chars().count() <= most)
        };
        let parts = [
            ("name", &self.name, 200),
            ("source", &self.source, 64),
            ("encoding", &self.encoding, 40),
        ];
        for (at, text, most) in parts
            .into_iter()
            .chain([("sheet", &self.sheet, 100), ("mapping", &self.mapping, 4000)])
        {
            if !short(text, most) {
                return Err(Refusal::new(Code::InvalidField)
                    .at(at)
                    .saying(format!("at most {most} characters"))
                    .into());
            }
        }
        self.mapping().map(|_| ())
    }

    fn mapping(&self) -> Result<Option<Mapping>> {
        let Some(text) = &self.mapping else {
            return Ok(None);
        };
        let no = |_| {
            Refusal::new(Code::InvalidField)
                .at("mapping")
                .saying("a JSON object of field and header")
        };
        Ok(Some(serde_json::from_str(text).map_err(no)?))
    }

    fn options(&self, zone: crate::clock::Zone) -> Result<Options> {
        Ok(Options {
            encoding: self.encoding.clone(),
            sheet: self.sheet.clone(),
            mapping: self.mapping()?,
            source: self.source.clone(),
            ..Options::new(zone.offset())
        })
    }
}

/// Refuses an upload before it is read where too many wait already.
///
/// # Errors
/// `rate_limited`.
pub fn room(conn: &mut Conn, who: &Acting<Merchant>) -> Result<()> {
    batch::room(conn, who, Kind::Import)
}

/// Begins an import; `pass` opens the sealed spool again.
///
/// # Errors
/// When the database breaks.
pub fn begin(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &Ask, pass: &[u8]) -> Result<View> {
    let view = batch::begin(
        tx,
        who,
        Begin {
            kind: Kind::Import,
            dry_run: ask.dry_run.unwrap_or(false),
            request: json!(ask),
            spool: Some(pass.to_vec()),
            items: None,
            retry_of: None,
        },
    )?;
    let job = ImportJob {
        owner: who.party(),
        batch: view.id,
        actor: who.who().to_string(),
    };
    let now = tx.now();
    outbox::put(tx, IMPORT.job(view.id, &job, now)?)?;
    Ok(view)
}
