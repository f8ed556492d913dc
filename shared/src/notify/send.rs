//! Sends what is queued: renders, hands over to the post, writes down what it said.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_query;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use super::letter::Letter;
use super::post::{self, Answer};
use super::sheet::{self, Locale, Places};
use super::{Queued, SEND, owner};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{self, Column, Conn, sql};
use crate::db::schema::mails;
use crate::error::Result;
use crate::house::House;
use crate::id::{MailId, PartyId};
use crate::outbox::Kind;
use crate::worker::{Claimed, Done, Work};

/// `mail.send`.
pub(super) struct Send;

impl Work for Send {
    type Payload = Queued;
    const KIND: Kind<Queued> = SEND;
    /// Few: a worker that dies after sending and before recording sends these again.
    const CLAIM: i64 = 8;
    /// About eight hours, with the pauses between.
    const ATTEMPTS: i64 = 18;

    async fn work(&self, house: &House, jobs: Vec<Claimed<Queued>>) -> Result<Done> {
        let keys: Vec<Queued> = jobs.iter().map(|job| job.payload).collect();
        let mails = house
            .blocking(move |house| house.db().read("queued mails", |conn| queued(conn, &keys)))
            .await?;
        let sending = mails.into_iter().map(|mail| async move {
            let answer = hand_over(house, &mail).await;
            (mail.id, answer)
        });
        let answers: HashMap<MailId, Answer> = stream::iter(sending).buffer_unordered(4).collect().await;
        Ok(done(&jobs, &answers))
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
struct Mail {
    id: MailId,
    address: String,
    locale: String,
    data: Value,
    created_at: Instant,
}

fn queued(conn: &mut Conn, keys: &[Queued]) -> Result<Vec<Mail>> {
    let parties: Vec<PartyId> = keys.iter().map(|key| owner(key.mail)).collect();
    let ids: Vec<MailId> = keys.iter().map(|key| key.mail.id).collect();
    let found = mails::table
        .filter(mails::party_id.eq_any(parties).and(mails::id.eq_any(ids)))
        .filter(mails::state.eq("queued"))
        .select(Mail::as_select());
    Ok(found.load(conn)?)
}

/// What cannot be made into a message is refused: sending it again would not mend it.
async fn hand_over(house: &House, mail: &Mail) -> Answer {
    let Ok(letter) = serde_json::from_value::<Letter>(mail.data.clone()) else {
        return Answer::Refused("its data is not of this version".to_owned());
    };
    let page = sheet::render(&letter, Locale::of(&mail.locale), &Places::of(house.config()));
    let name = mail.id.raw().to_string();
    let from = &house.config().mail_from;
    match post::message(&page, from, &mail.address, &name, mail.created_at) {
        Ok(message) => house.post().send(&name, &message).await,
        Err(error) => Answer::Refused(error.to_string()),
    }
}

fn done(jobs: &[Claimed<Queued>], answers: &HashMap<MailId, Answer>) -> Done {
    let mut done = Done::finished();
    let mut rows = Vec::with_capacity(jobs.len());
    for job in jobs {
        let mail = job.payload.mail;
        let Some(answer) = answers.get(&mail.id) else {
            continue;
        };
        let (state, words) = match answer {
            Answer::Accepted(words) => ("sent", words),
            Answer::Refused(words) => ("refused", words),
            Answer::Trouble(words) if job.attempt >= Send::ATTEMPTS => ("failed", words),
            Answer::Trouble(words) => {
                done.again(job.id, words.clone());
                ("queued", words)
            }
        };
        rows.push(
            json!({ "party_id": owner(mail).raw(), "id": mail.id.raw(), "state": state, "answer": words }),
        );
    }
    let rows = Value::from(rows).to_string();
    done.recording(move |tx| record(tx, &rows))
}

/// A secret link lives in the row only until it is sent.
fn record(tx: &mut Tx<'_>, rows: &str) -> Result<()> {
    let set = backend::row_set(
        2,
        &[
            ("party_id", Column::Uuid),
            ("id", Column::Uuid),
            ("state", Column::Text),
            ("answer", Column::Text),
        ],
    );
    let now = tx.now();
    sql_query(format!(
        "UPDATE mails SET ended_at = CASE WHEN r.state = 'queued' THEN NULL ELSE $1 END, \
         data = CASE WHEN r.state = 'sent' AND mails.kind IN ('invitation', 'password_reset') \
         THEN '{{}}' ELSE mails.data END, state = r.state, answer = r.answer FROM {set} r \
         WHERE mails.party_id = r.party_id AND mails.id = r.id"
    ))
    .bind::<sql::Instant, _>(now)
    .bind::<sql::Text, _>(rows)
    .execute(tx.conn())?;
    Ok(())
}
