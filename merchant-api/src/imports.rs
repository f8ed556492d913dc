//! Imports: a file is sealed as it arrives and read by a job.

use actix_web::{post, web};
use futures_util::StreamExt;
use shared::batch::View;
use shared::error::{Broken, Code, Refusal, Result};
use shared::http::{Answer, App, Key, May, Query, Refusals, ask, scope};
use shared::order::import::{self, Ask};
use shared::party::Merchant;
use shared::vault::intake::{ReadError, Spool, SpoolWriter};

/// Bytes gathered before they are sealed and written, on a thread that may block.
const SIP: usize = 512 * 1024;

/// Takes a CSV or XLSX file of at most 64 MiB as the body; watch the batch it answers with.
#[utoipa::path(tag = "imports", params(Ask), request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 202, body = View), Refusals))]
#[post("/imports")]
pub async fn upload(
    may: May<Merchant, scope::OrdersWrite>,
    key: Key,
    app: App,
    how: Query<Ask>,
    body: web::Payload,
) -> Answer<View> {
    how.check()?;
    let how = how.into_inner();
    let who = may.acting();
    app.work(move |house| house.db().read("open imports", |conn| import::room(conn, &who)))
        .await?
        .into_fresh()?;
    let spool = receive(&app, body).await?;
    let vault = app.vault()?;
    let pass = spool
        .pass(vault.provider(), may.party().raw())
        .map_err(Broken::of("seal a spool's key"))?;
    let told = serde_json::to_vec(&how).map_err(Broken::of("write a request"))?;
    let intent = app.intent(
        may.party(),
        &key,
        ask::sha256(&[&spool.digest()[..], &told].concat()),
    );
    let answer = app
        .once_for(intent, move |tx| import::begin(tx, &who, &how, &pass))
        .await;
    // A refused upload and a repeated one leave no file behind.
    if answer.as_ref().map_or(true, shared::http::Reply::is_stored) {
        web::block(move || spool.delete())
            .await?
            .map_err(Broken::of("delete a spool"))?;
    }
    Ok(answer?.accepted())
}

async fn receive(app: &App, mut body: web::Payload) -> Result<Spool> {
    let folder = app.house().config().spool.clone();
    let mut writer = blocking(move || SpoolWriter::create(&folder, import::MOST_BYTES)).await?;
    let mut sip = Vec::with_capacity(SIP);
    while let Some(bytes) = body.next().await {
        sip.extend_from_slice(&bytes.map_err(|_| ended())?);
        if sip.len() >= SIP {
            let full = std::mem::replace(&mut sip, Vec::with_capacity(SIP));
            writer = blocking(move || writer.push(&full).map(|()| writer)).await?;
        }
    }
    blocking(move || {
        writer.push(&sip)?;
        writer.finish()
    })
    .await
}

fn ended() -> Refusal {
    Refusal::new(Code::FileRefused).saying("the upload ended early")
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<T> {
    let done = web::block(work).await.map_err(Broken::of("write an upload"))?;
    done.map_err(|error| match error {
        ReadError::Refused(faults) => {
            let code = faults.first().map_or("file_refused", |fault| fault.code.as_str());
            Refusal::new(Code::BodyTooLarge).saying(code).into()
        }
        ReadError::Io(cause) => Broken::of("write an upload")(cause).into(),
    })
}
