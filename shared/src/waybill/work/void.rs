//! Giving numbers back to carriers; a void may always be repeated.

use std::sync::Arc;

use futures_util::{StreamExt, stream};

use super::IN_FLIGHT;
use super::load::{self, Paid};
use crate::carrier::{Denial, VoidOutcome};
use crate::death::Step;
use crate::error::Result;
use crate::house::House;
use crate::outbox::Kind;
use crate::vault::door::carrier::Courier;
use crate::waybill::record::{self, Back};
use crate::waybill::{Errand, State, VOID};
use crate::worker::{Claimed, Done, Work};

/// Gives numbers back.
pub struct Void(pub(super) Arc<Courier>);

impl Work for Void {
    type Payload = Errand;
    const KIND: Kind<Errand> = VOID;

    async fn work(&self, house: &House, jobs: Vec<Claimed<Errand>>) -> Result<Done> {
        let errands: Vec<Errand> = jobs.iter().map(|job| job.payload).collect();
        let load = move |house: &House| {
            house
                .db()
                .read("numbers to void", |conn| load::paid(conn, &errands, voiding))
        };
        let paid = house.blocking(load).await?;
        let asking = paid.into_iter().map(|paid| one(house, &self.0, paid));
        let answers: Vec<(Errand, Option<Back>)> =
            stream::iter(asking).buffer_unordered(IN_FLIGHT).collect().await;
        house.after(VOID.name(), Step::Sent);
        let mut done = Done::finished();
        let mut said = Vec::new();
        for (errand, back) in answers {
            match back {
                Some(back) => said.push((errand, back)),
                None => silent(&mut done, &jobs, errand),
            }
        }
        let house = house.clone();
        Ok(done.recording(move |tx| {
            record::given_back(tx, &said)?;
            house.after(VOID.name(), Step::Recording);
            Ok(())
        }))
    }
}

fn voiding(state: &State) -> bool {
    matches!(state, State::Issued { voiding: true, .. })
}

fn silent(done: &mut Done, jobs: &[Claimed<Errand>], errand: Errand) {
    for job in jobs.iter().filter(|job| job.payload == errand) {
        done.again(job.id, "the carrier did not answer");
    }
}

async fn one(house: &House, courier: &Courier, paid: Paid) -> (Errand, Option<Back>) {
    let number = paid.waybill.state.number().unwrap_or_default();
    let Some(adapter) = house.carriers().get(&paid.waybill.carrier) else {
        return (paid.errand, None);
    };
    let form = adapter.void(&paid.purse.settlement_no, number);
    let reply = courier.send(&form, None).await;
    house.after(VOID.name(), Step::OneSent);
    let back = match reply.map(|reply| adapter.read_void(&reply)) {
        Ok(VoidOutcome::Voided | VoidOutcome::Failed(Denial::AlreadyVoid)) => Some(Back::Voided),
        Ok(VoidOutcome::Failed(no)) => Some(Back::Kept {
            code: no.code(),
            remedy: no.remedy(),
        }),
        Ok(VoidOutcome::Unknown(_)) => None,
        Err(error) => {
            tracing::error!(waybill = %paid.waybill.key, %error, "a void could not be sent");
            None
        }
    };
    (paid.errand, back)
}
