//! Rows that a test needs and another room of the house would write.

use diesel::prelude::*;
use shared::clock::Instant;
use shared::db::Tx;
use shared::db::schema::{
    assignment_lines, assignments, bindings, lines, orders, parcel_items, parcels, parties, products,
};
use shared::error::Result;
use shared::id::{
    ActId, AssignmentId, BindingId, FulfillerId, Id, LineId, MerchantId, OrderId, ParcelId, PartyId,
    ProductId, ReceiverId, kind,
};

/// A merchant and a factory that work together.
#[derive(Clone, Copy)]
pub struct Pair {
    pub merchant: MerchantId,
    pub factory: FulfillerId,
    pub binding: BindingId,
}

/// Two parties with notice addresses and an active binding.
pub fn pair(tx: &mut Tx<'_>) -> Result<Pair> {
    let merchant = party(tx, "merchant", "云锦旗舰店", "merchant@example.org", "zh-CN")?;
    let factory = party(tx, "factory", "Yiwu Works", "factory@example.org", "en")?;
    let pair = Pair {
        merchant: merchant.cast(),
        factory: factory.cast(),
        binding: BindingId::fresh(),
    };
    diesel::insert_into(bindings::table)
        .values((
            bindings::merchant_id.eq(pair.merchant),
            bindings::id.eq(pair.binding),
            bindings::fulfiller_id.eq(pair.factory),
            bindings::state.eq("active"),
            bindings::offered_by.eq("merchant"),
            bindings::offer_note.eq(""),
            bindings::reason.eq(""),
            bindings::auto_accept.eq(false),
            bindings::waybill_payer.eq("fulfiller"),
            bindings::carriers.eq(serde_json::json!([])),
            bindings::accept_hours.eq(24),
            bindings::alias_key.eq(vec![7_u8; 32]),
            bindings::offered_at.eq(tx.now()),
            bindings::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(pair)
}

/// A party.
pub fn party(tx: &mut Tx<'_>, kind: &str, name: &str, mail: &str, locale: &str) -> Result<PartyId> {
    let id = PartyId::fresh();
    diesel::insert_into(parties::table)
        .values((
            parties::id.eq(id),
            parties::kind.eq(kind),
            parties::name.eq(name),
            parties::state.eq("active"),
            parties::state_note.eq(""),
            parties::drop_shipping.eq(true),
            parties::locale.eq(locale),
            parties::mail.eq(mail),
            parties::sender.eq(serde_json::json!({})),
            parties::created_at.eq(tx.now()),
            parties::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// An order of `pieces` of one product, all of it assigned at `at` in `state`.
pub fn assignment(
    tx: &mut Tx<'_>,
    pair: Pair,
    product: &str,
    pieces: i64,
    state: &str,
    at: Instant,
) -> Result<AssignmentId> {
    let (order, line, product) = (order(tx, pair, at)?, LineId::fresh(), goods(tx, pair, product)?);
    diesel::insert_into(lines::table)
        .values((
            lines::merchant_id.eq(pair.merchant),
            lines::id.eq(line),
            lines::order_id.eq(order),
            lines::key.eq("1"),
            lines::ordinal.eq(1),
            lines::product_id.eq(product),
            lines::placed_at.eq(at),
            lines::ordered.eq(pieces),
            lines::free.eq(0),
            lines::assigned.eq(pieces),
            lines::refunded.eq(0),
            lines::refund_state.eq("none"),
            lines::price_fen.eq(100),
        ))
        .execute(tx.conn())?;
    let id = given(tx, pair, order, state, at)?;
    diesel::insert_into(assignment_lines::table)
        .values((
            assignment_lines::merchant_id.eq(pair.merchant),
            assignment_lines::assignment_id.eq(id),
            assignment_lines::line_id.eq(line),
            assignment_lines::order_id.eq(order),
            assignment_lines::product_id.eq(product),
            assignment_lines::quantity.eq(pieces),
            assignment_lines::packed.eq(0),
            assignment_lines::shipped.eq(0),
            assignment_lines::returned.eq(0),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

fn given(tx: &mut Tx<'_>, pair: Pair, order: OrderId, state: &str, at: Instant) -> Result<AssignmentId> {
    let id = AssignmentId::fresh();
    diesel::insert_into(assignments::table)
        .values((
            assignments::merchant_id.eq(pair.merchant),
            assignments::id.eq(id),
            assignments::order_id.eq(order),
            assignments::fulfiller_id.eq(pair.factory),
            assignments::binding_id.eq(pair.binding),
            assignments::alias.eq("K7Q2"),
            assignments::state.eq(state),
            assignments::note.eq(""),
            assignments::placed_at.eq(at),
            assignments::held_until.eq(at),
            assignments::assigned_at.eq((state != "held").then_some(at)),
            assignments::ship_by.eq(at + chrono::Duration::hours(48)),
            (
                assignments::to_accept.eq(0),
                assignments::to_number.eq(0),
                assignments::to_print.eq(0),
                assignments::to_ship.eq(0),
                assignments::shipped.eq(0),
            ),
            assignments::act_id.eq(ActId::fresh()),
            assignments::created_at.eq(at),
            assignments::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

fn order(tx: &mut Tx<'_>, pair: Pair, at: Instant) -> Result<OrderId> {
    let id = OrderId::fresh();
    diesel::insert_into(orders::table)
        .values((
            orders::merchant_id.eq(pair.merchant),
            orders::id.eq(id),
            orders::source.eq("test"),
            orders::external_no.eq(id.to_string()),
            orders::number_key.eq(id.to_string().into_bytes()),
            orders::number_tail.eq("000001"),
            orders::origin.eq("merchant"),
            orders::state.eq("open"),
            orders::placed_at.eq(at),
            orders::remark.eq(""),
            orders::seller_remark.eq(""),
            orders::receiver_id.eq(ReceiverId::fresh()),
            orders::receiver_write.eq(1),
            (
                orders::province.eq(330_000),
                orders::city.eq(330_100),
                orders::region.eq(330_106),
                orders::to_assign.eq(0),
                orders::to_accept.eq(0),
                orders::to_number.eq(0),
                orders::to_print.eq(0),
                orders::to_ship.eq(0),
                orders::shipped.eq(0),
            ),
            orders::retail_fen.eq(100),
            orders::created_at.eq(at),
            orders::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

fn goods(tx: &mut Tx<'_>, pair: Pair, name: &str) -> Result<ProductId> {
    let known = products::table
        .filter(
            products::merchant_id
                .eq(pair.merchant)
                .and(products::identity.eq(name)),
        )
        .select(products::id);
    if let Some(id) = known.first(tx.conn()).optional()? {
        return Ok(id);
    }
    let id: Id<kind::Product> = ProductId::fresh();
    diesel::insert_into(products::table)
        .values((
            products::merchant_id.eq(pair.merchant),
            products::id.eq(id),
            products::identity.eq(name),
            products::sku.eq(""),
            products::name.eq(name),
            products::spec.eq(""),
            products::barcode.eq(""),
            products::created_at.eq(tx.now()),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// A parcel with all of an assignment, shipped at `at`.
pub fn shipped(tx: &mut Tx<'_>, pair: Pair, assignment: AssignmentId, at: Instant) -> Result<()> {
    let id = ParcelId::fresh();
    diesel::insert_into(parcels::table)
        .values((
            parcels::merchant_id.eq(pair.merchant),
            parcels::id.eq(id),
            parcels::fulfiller_id.eq(pair.factory),
            parcels::binding_id.eq(pair.binding),
            parcels::receiver_id.eq(ReceiverId::fresh()),
            parcels::receiver_write.eq(1),
            parcels::state.eq("shipped"),
            parcels::stage.eq("shipped"),
            parcels::prints.eq(0),
            parcels::attempts.eq(0),
            parcels::weight_g.eq(0),
            parcels::note.eq(""),
            parcels::created_at.eq(at),
            parcels::shipped_at.eq(at),
            parcels::version.eq(1),
        ))
        .execute(tx.conn())?;
    let all: Vec<(LineId, OrderId, i64)> = assignment_lines::table
        .filter(assignment_lines::merchant_id.eq(pair.merchant))
        .filter(assignment_lines::assignment_id.eq(assignment))
        .select((
            assignment_lines::line_id,
            assignment_lines::order_id,
            assignment_lines::quantity,
        ))
        .load(tx.conn())?;
    for (line, order, quantity) in all {
        diesel::insert_into(parcel_items::table)
            .values((
                parcel_items::merchant_id.eq(pair.merchant),
                parcel_items::parcel_id.eq(id),
                parcel_items::assignment_id.eq(assignment),
                parcel_items::line_id.eq(line),
                parcel_items::order_id.eq(order),
                parcel_items::quantity.eq(quantity),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}
