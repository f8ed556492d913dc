//! Label templates: what a party draws in the custom area of its labels, and where each is used without being asked for.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use ::ticket::Size;
use ::ticket::design::Design;

use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{Backend, Conn};
use crate::db::schema::{bindings, label_defaults, label_templates as t};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{BindingId, LabelTemplateId, MerchantId, Owned, PartyId, kind};
use crate::page::{Page, Paging};
use crate::party::{Acting, OfSide};
use crate::text;

/// Templates a party may have.
const MOST: i64 = 100;
/// Characters of a name.
const LONGEST_NAME: usize = 60;

/// The public id of a template carries its party.
pub type TemplateRef = Owned<kind::LabelTemplate>;

/// A new template.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LabelTemplateDraft)]
pub struct Draft {
    /// What people call it, 1 to 60 characters.
    pub name: String,
    /// The paper it is for.
    pub size: Size,
    /// What it draws.
    pub design: Design,
}

/// What changes of a template; its paper does not.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LabelTemplateChange)]
pub struct Change {
    /// Another name.
    pub name: Option<String>,
    /// Another drawing.
    pub design: Option<Design>,
    /// The version seen.
    pub version: i64,
}

/// A template as its party sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = LabelTemplate)]
pub struct View {
    /// The template.
    pub id: TemplateRef,
    /// What people call it.
    pub name: String,
    /// The paper it is for.
    pub size: Size,
    /// What it draws.
    pub design: Design,
    /// When it was made.
    pub created_at: Instant,
    /// Verbs legal now.
    pub actions: Vec<&'static str>,
    /// Send it back with a change.
    pub version: i64,
}

/// Which template is used where nothing else is asked for.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LabelDefaultAsk)]
pub struct Use {
    /// On this paper.
    pub size: Size,
    /// In this binding; everywhere unless told.
    pub binding: Option<Owned<kind::Binding>>,
    /// This template; none ends it.
    pub template: Option<TemplateRef>,
}

/// A template in use.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = LabelDefault)]
pub struct UseView {
    /// On this paper.
    pub size: Size,
    /// In this binding; everywhere where there is none.
    pub binding: Option<Owned<kind::Binding>>,
    /// This template; none when it was just ended.
    pub template: Option<TemplateRef>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = t, check_for_backend(Backend))]
struct Row {
    party_id: PartyId,
    id: LabelTemplateId,
    name: String,
    size: String,
    design: Value,
    created_at: Instant,
    version: i64,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = label_defaults, check_for_backend(Backend))]
struct UseRow {
    party_id: PartyId,
    scope_owner_id: MerchantId,
    scope_id: BindingId,
    size: String,
    template_id: LabelTemplateId,
}

impl TryFrom<Row> for View {
    type Error = Broken;

    fn try_from(row: Row) -> Result<Self, Broken> {
        let broken = |column| Broken::row("label_templates", column, row.id);
        Ok(Self {
            id: Owned::new(row.party_id.cast(), row.id),
            name: row.name,
            size: paper(&row.size).ok_or_else(|| broken("size"))?,
            design: serde_json::from_value(row.design).map_err(|_| broken("design"))?,
            created_at: row.created_at,
            actions: vec!["change", "delete"],
            version: row.version,
        })
    }
}

impl TryFrom<UseRow> for UseView {
    type Error = Broken;

    fn try_from(row: UseRow) -> Result<Self, Broken> {
        let everywhere = row.scope_id.raw() == row.party_id.raw();
        Ok(Self {
            size: paper(&row.size).ok_or_else(|| Broken::row("label_defaults", "size", row.scope_id))?,
            binding: (!everywhere).then(|| Owned::new(row.scope_owner_id, row.scope_id)),
            template: Some(Owned::new(row.party_id.cast(), row.template_id)),
        })
    }
}

/// The paper of that name.
fn paper(name: &str) -> Option<Size> {
    Size::ALL.into_iter().find(|size| size.name() == name)
}

/// The party's templates, newest first; a party has at most 100.
///
/// # Errors
/// When the database breaks.
pub fn list<S: OfSide>(conn: &mut Conn, who: &Acting<S>) -> Result<Vec<View>> {
    let rows: Vec<Row> = t::table
        .filter(t::party_id.eq(who.party()))
        .order((t::created_at.desc(), t::id.desc()))
        .limit(MOST)
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(View::try_from).collect::<Result<_, _>>()?)
}

/// One template.
///
/// # Errors
/// `not_found`.
pub fn one<S: OfSide>(conn: &mut Conn, who: &Acting<S>, template: TemplateRef) -> Result<View> {
    Ok(mine(conn, who.party(), template)?.try_into()?)
}

/// Makes a template.
///
/// # Errors
/// `invalid_field` naming the place in the drawing, or for too many templates.
pub fn make<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, draft: &Draft) -> Result<View> {
    let name = text::line(&draft.name, "/name", LONGEST_NAME)?;
    drawable(&draft.design, draft.size)?;
    let have: i64 = t::table
        .filter(t::party_id.eq(who.party()))
        .count()
        .get_result(tx.conn())?;
    if have >= MOST {
        return Err(Refusal::new(Code::InvalidField)
            .saying("at most 100 templates; delete one first")
            .into());
    }
    let row = Row {
        party_id: who.party(),
        id: LabelTemplateId::fresh(),
        name,
        size: draft.size.name().to_owned(),
        design: serde_json::to_value(&draft.design)?,
        created_at: tx.now(),
        version: 1,
    };
    diesel::insert_into(t::table).values(&row).execute(tx.conn())?;
    Ok(row.try_into()?)
}

/// Changes a template's name or drawing.
///
/// # Errors
/// `not_found`, `stale`, `invalid_field`.
pub fn change<S: OfSide>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    template: TemplateRef,
    change: &Change,
) -> Result<View> {
    let view = View::try_from(mine(tx.conn(), who.party(), template)?)?;
    if view.version != change.version {
        return Err(Refusal::new(Code::Stale)
            .current(serde_json::to_value(view)?)
            .into());
    }
    let name = match &change.name {
        Some(name) => text::line(name, "/name", LONGEST_NAME)?,
        None => view.name,
    };
    let design = change.design.as_ref().unwrap_or(&view.design);
    drawable(design, view.size)?;
    let changed: Row = diesel::update(t::table.find((who.party(), template.id)))
        .set((
            t::name.eq(name),
            t::design.eq(serde_json::to_value(design)?),
            t::version.eq(view.version + 1),
        ))
        .returning(Row::as_returning())
        .get_result(tx.conn())?;
    Ok(changed.try_into()?)
}

/// Deletes a template; where it was used, labels carry the carrier's usual packing note again.
///
/// # Errors
/// `not_found`.
pub fn delete<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, template: TemplateRef) -> Result<()> {
    mine(tx.conn(), who.party(), template)?;
    let uses = label_defaults::table
        .filter(label_defaults::party_id.eq(who.party()))
        .filter(label_defaults::template_id.eq(template.id));
    diesel::delete(uses).execute(tx.conn())?;
    diesel::delete(t::table.find((who.party(), template.id))).execute(tx.conn())?;
    Ok(())
}

/// Where the party's templates are used without being asked for, by binding and paper.
///
/// # Errors
/// A bad cursor or limit.
pub fn uses<S: OfSide>(conn: &mut Conn, who: &Acting<S>, paging: &Paging) -> Result<Page<UseView>> {
    use label_defaults as d;
    let mut query = d::table.filter(d::party_id.eq(who.party())).into_boxed();
    if let Some((scope, size)) = paging.place::<(BindingId, String)>()? {
        query = query.filter(
            d::scope_id
                .gt(scope)
                .or(d::scope_id.eq(scope).and(d::size.gt(size))),
        );
    }
    let rows = paging.rows()?;
    let found: Vec<UseRow> = query
        .order((d::scope_id, d::size))
        .limit(rows.saturating_add(1))
        .select(UseRow::as_select())
        .load(conn)?;
    let page = Page::cut(found, rows, |row| (row.scope_id, row.size.clone()))?;
    let items = page.items.into_iter().map(UseView::try_from);
    Ok(Page {
        items: items.collect::<Result<_, _>>()?,
        next: page.next,
    })
}

/// Says which template is used in a binding, or everywhere, where nothing else is asked for.
///
/// # Errors
/// `not_found` for another's template or binding, `invalid_field` for one of another paper.
pub fn use_in<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, ask: &Use) -> Result<UseView> {
    let scope = match ask.binding {
        Some(binding) => in_binding(tx, who.party(), binding)?,
        None => Owned::new(who.party().cast(), who.party().cast()),
    };
    let key = (who.party(), scope.id, ask.size.name());
    diesel::delete(label_defaults::table.find(key)).execute(tx.conn())?;
    if let Some(template) = ask.template {
        let row = mine(tx.conn(), who.party(), template)?;
        if row.size != ask.size.name() {
            return Err(Refusal::new(Code::InvalidField)
                .at("/template")
                .saying(format!("it is for {}", row.size))
                .into());
        }
        let row = UseRow {
            party_id: who.party(),
            scope_owner_id: scope.owner,
            scope_id: scope.id,
            size: row.size,
            template_id: row.id,
        };
        diesel::insert_into(label_defaults::table)
            .values(&row)
            .execute(tx.conn())?;
    }
    Ok(UseView {
        size: ask.size,
        binding: ask.binding,
        template: ask.template,
    })
}

/// The binding, if the party is one of its two.
fn in_binding(
    tx: &mut Tx<'_>,
    party: PartyId,
    binding: Owned<kind::Binding>,
) -> Result<Owned<kind::Binding>> {
    let (merchant, fulfiller): (MerchantId, crate::id::FulfillerId) = bindings::table
        .find((binding.owner, binding.id))
        .select((bindings::merchant_id, bindings::fulfiller_id))
        .first(tx.conn())
        .optional()?
        .ok_or_else(|| Refusal::new(Code::NotFound).at("/binding"))?;
    match merchant.raw() == party.raw() || fulfiller.raw() == party.raw() {
        true => Ok(binding),
        false => Err(Refusal::new(Code::NotFound).at("/binding").into()),
    }
}

fn drawable(design: &Design, size: Size) -> Result<()> {
    design.check(size).map_err(|fault| {
        Refusal::new(Code::InvalidField)
            .at(format!("/design{}", fault.at))
            .saying(fault.says)
            .into()
    })
}

fn mine(conn: &mut Conn, party: PartyId, template: TemplateRef) -> Result<Row> {
    if template.owner.cast() != party {
        return Err(Code::NotFound.into());
    }
    t::table
        .find((party, template.id))
        .select(Row::as_select())
        .first(conn)
        .or_missing()
}

/// The paper a template of the party is for.
///
/// # Errors
/// `not_found`.
pub(super) fn size_of(conn: &mut Conn, party: PartyId, template: TemplateRef) -> Result<String> {
    Ok(mine(conn, party, template)?.size)
}
