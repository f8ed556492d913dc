//! The custom area of a task's labels: whose drawing each shows, and the open data it is filled with.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use serde_json::Value;

use ::ticket::Size;
use ::ticket::design::{Custom, Data};

use super::contents::{self, Contents};
use super::label::{carrier_name, made_at};
use super::template::{self, TemplateRef};
use crate::clock::{Instant, Zone};
use crate::db::backend::{Conn, sql};
use crate::db::schema::label_defaults as d;
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{
    BindingId, FulfillerId, LabelTemplateId, MerchantId, Owned, ParcelId, PartyId, PrintTaskId, TicketId,
    kind,
};

/// Whose drawing: the party and its template.
pub(super) type Choice = (PartyId, LabelTemplateId);

/// Which template each label shows.
pub(super) enum Choices {
    /// The one that was asked for.
    Asked(Choice),
    /// The usual ones, by party and scope.
    Usual(PartyId, HashMap<(PartyId, BindingId), LabelTemplateId>),
}

impl Choices {
    /// What was asked for, or else what these parcels' bindings usually show on that paper.
    ///
    /// # Errors
    /// `not_found`, `invalid_field` for a template of another paper.
    pub(super) fn load(
        conn: &mut Conn,
        party: PartyId,
        (size, asked): (Size, Option<TemplateRef>),
        parcels: impl Iterator<Item = (MerchantId, Option<BindingId>)>,
    ) -> Result<Self> {
        if let Some(template) = asked {
            let made_for = template::size_of(conn, party, template)?;
            return match made_for == size.name() {
                true => Ok(Self::Asked((party, template.id))),
                false => Err(Refusal::new(Code::InvalidField)
                    .at("/template")
                    .saying(format!("it is for {made_for}"))
                    .into()),
            };
        }
        let (mut parties, mut scopes) = (BTreeSet::from([party]), BTreeSet::from([party.cast()]));
        for (merchant, binding) in parcels {
            parties.insert(merchant.cast());
            scopes.extend(binding);
        }
        let usual: Vec<(PartyId, BindingId, LabelTemplateId)> = d::table
            .filter(d::party_id.eq_any(parties))
            .filter(d::scope_id.eq_any(scopes))
            .filter(d::size.eq(size.name()))
            .select((d::party_id, d::scope_id, d::template_id))
            .load(conn)?;
        let usual = usual.into_iter().map(|(party, scope, id)| ((party, scope), id));
        Ok(Self::Usual(party, usual.collect()))
    }

    /// The packer's own for the binding, the merchant's for it, the packer's for everything; in this order.
    pub(super) fn of(&self, merchant: MerchantId, binding: Option<BindingId>) -> Option<Choice> {
        let (packer, usual) = match self {
            Self::Asked(choice) => return Some(*choice),
            Self::Usual(packer, usual) => (*packer, usual),
        };
        let places = [
            binding.map(|binding| (packer, binding)),
            binding.map(|binding| (merchant.cast(), binding)),
            Some((packer, packer.cast())),
        ];
        let mut found = places.into_iter().flatten();
        found.find_map(|place| Some((place.0, *usual.get(&place)?)))
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: TicketId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::BigInt)]
    ordinal: i64,
    #[diesel(sql_type = sql::BigInt)]
    total: i64,
    #[diesel(sql_type = sql::Text)]
    shop: String,
    #[diesel(sql_type = sql::Text)]
    number: String,
    #[diesel(sql_type = sql::Text)]
    carrier: String,
    #[diesel(sql_type = sql::Text)]
    product: String,
    #[diesel(sql_type = sql::Instant)]
    issued_at: Instant,
    #[diesel(sql_type = sql::Json)]
    design: Value,
}

/// Sealed labels that show a drawing.
const ROWS: &str = "
    SELECT t.merchant_id, t.id, t.parcel_id, t.ordinal, m.name AS shop, w.number, w.carrier, w.product, w.issued_at, d.design,
           (SELECT COUNT(*) FROM tickets n WHERE n.fulfiller_id = t.fulfiller_id AND n.task_id = t.task_id) AS total
    FROM tickets t
    JOIN label_templates d ON d.party_id = t.custom_party_id AND d.id = t.custom_template_id
    JOIN waybills w ON w.merchant_id = t.merchant_id AND w.id = t.waybill_id AND w.state = 'issued'
    JOIN parties m ON m.id = t.merchant_id
    WHERE t.fulfiller_id = $1 AND t.task_id = $2 AND t.state = 'sealed'";

/// The custom areas of a task's sealed labels, each with its data.
///
/// # Errors
/// The database's own.
pub(super) fn of_task(
    conn: &mut Conn,
    fulfiller: FulfillerId,
    task: PrintTaskId,
    zone: Zone,
) -> Result<HashMap<Owned<kind::Ticket>, Custom>> {
    let rows: Vec<Row> = diesel::sql_query(ROWS)
        .bind::<sql::Uuid, _>(fulfiller)
        .bind::<sql::Uuid, _>(task)
        .load(conn)?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let parcels = rows.iter().map(|row| Owned::new(row.merchant_id, row.parcel_id));
    let mut contents = contents::of(conn, parcels)?;
    rows.into_iter()
        .map(|row| {
            let parcel = Owned::new(row.merchant_id, row.parcel_id);
            let contents = contents.remove(&parcel).unwrap_or_default();
            Ok((Owned::new(row.merchant_id, row.id), row.custom(contents, zone)?))
        })
        .collect()
}

impl Row {
    fn custom(self, contents: Contents, zone: Zone) -> Result<Custom, Broken> {
        let template = serde_json::from_value(self.design);
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(Custom {
            template: template.map_err(|_| Broken::row("label_templates", "design", self.id))?,
            data: Data {
                shop: self.shop,
                alias: contents.alias(),
                remark: contents.remark(),
                index: count(self.ordinal),
                total: count(self.total),
                number: self.number,
                carrier: carrier_name(&self.carrier),
                product: self.product,
                made_at: made_at(self.issued_at, zone),
                goods: contents.take_goods(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_wish_is_shown() {
        let (packer, merchant, other) = (PartyId::fresh(), MerchantId::fresh(), MerchantId::fresh());
        let (bound, unbound) = (BindingId::fresh(), BindingId::fresh());
        let [own, theirs, usual] = [(); 3].map(|()| LabelTemplateId::fresh());
        let mut map = HashMap::from([
            ((packer, packer.cast()), usual),
            ((merchant.cast(), bound), theirs),
        ]);
        let choices = Choices::Usual(packer, map.clone());
        assert_eq!(choices.of(merchant, Some(bound)), Some((merchant.cast(), theirs)));
        assert_eq!(choices.of(other, Some(unbound)), Some((packer, usual)));
        assert_eq!(choices.of(other, None), Some((packer, usual)));
        map.insert((packer, bound), own);
        let choices = Choices::Usual(packer, map);
        assert_eq!(choices.of(merchant, Some(bound)), Some((packer, own)));
        assert_eq!(Choices::Asked((packer, own)).of(other, None), Some((packer, own)));
        assert_eq!(
            Choices::Usual(packer, HashMap::new()).of(other, Some(bound)),
            None
        );
    }
}
