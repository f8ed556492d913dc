//! Asking a carrier what became of a client reference.

use futures_util::{StreamExt, stream};

use super::load::{self, Paid};
use super::{IN_FLIGHT, later};
use crate::carrier::{Denial, QueryOutcome};
use crate::death::Step;
use crate::error::Result;
use crate::house::House;
use crate::vault::door::carrier::Courier;
use crate::waybill::Errand;
use crate::waybill::record::Came;

/// What carriers say, and the errands they never heard of; on behalf of jobs of that kind.
pub(super) async fn about(
    house: &House,
    courier: &Courier,
    errands: Vec<Errand>,
    kind: &str,
) -> Result<(Vec<(Errand, Came)>, Vec<Errand>)> {
    if errands.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let load = move |house: &House| {
        house.db().read("awaited waybills", |conn| {
            load::paid(conn, &errands, load::awaited)
        })
    };
    let paid = house.blocking(load).await?;
    let asking = paid.into_iter().map(|paid| one(house, courier, paid));
    let answers: Vec<(Errand, Option<Came>)> =
        stream::iter(asking).buffer_unordered(IN_FLIGHT).collect().await;
    house.after(kind, Step::Asked);
    let (mut said, mut absent) = (Vec::new(), Vec::new());
    for (errand, came) in answers {
        match came {
            Some(came) => said.push((errand, came)),
            None => absent.push(errand),
        }
    }
    Ok((said, absent))
}

async fn one(house: &House, courier: &Courier, paid: Paid) -> (Errand, Option<Came>) {
    let unknown = Came::Unknown {
        ask_at: later(house.now(), paid.errand.tries),
    };
    let Some(adapter) = house.carriers().get(&paid.waybill.carrier) else {
        tracing::error!(
            carrier = paid.waybill.carrier,
            "numbers of a carrier without an adapter are unknown"
        );
        return (paid.errand, Some(unknown));
    };
    let form = adapter.query(&paid.purse.settlement_no, &paid.waybill.client_ref);
    let came = match courier
        .send(&form, None)
        .await
        .map(|reply| adapter.read_query(&reply))
    {
        Ok(QueryOutcome::Issued(issued)) => Some(Came::Issued(issued)),
        Ok(QueryOutcome::Voided { .. }) => {
            let no = Denial::AlreadyVoid;
            Some(Came::Failed {
                code: no.code(),
                remedy: no.remedy(),
            })
        }
        Ok(QueryOutcome::Absent) => None,
        Ok(QueryOutcome::Failed(no)) => {
            tracing::error!(waybill = %paid.waybill.key, code = no.code(), "the carrier does not answer our question");
            Some(unknown)
        }
        Ok(QueryOutcome::Unknown(_)) => Some(unknown),
        Err(error) => {
            tracing::error!(waybill = %paid.waybill.key, %error, "a question could not be sent");
            Some(unknown)
        }
    };
    (paid.errand, came)
}
