//! One job from ticket to the printer's bytes.

use ticket::{Audience, Envelope, Hash, SealKey, Ticket, design::Custom, template};
use zeroize::Zeroizing;

use super::{Form, Job, Reply, Setting, Start};
use crate::{
    label::{self, SetError, Shelf, Shift, Wanted},
    printer::Language,
    transport::{tspl, zpl},
};

type Bytes = Zeroizing<Vec<u8>>;

/// Opens and sets; what a transport may not print is refused before anything is set.
pub(super) fn set(shelf: &Shelf, start: &Start, key: &SealKey, job: &Job) -> Result<(Reply, Bytes), Reply> {
    match job {
        Job::Print {
            envelope,
            custom,
            now,
            setting,
        } => {
            let ticket = open(start, key, envelope, *now)?;
            if ticket.plain && setting.masked_only {
                return Err(refused("plain_not_allowed"));
            }
            if setting.paper.is_some_and(|paper| paper != ticket.size) {
                return Err(refused("wrong_media"));
            }
            let template =
                template::by_hash(&envelope.header.template).ok_or_else(|| refused("template_mismatch"))?;
            draw(shelf, template, (&ticket, custom.as_deref()), setting)
        }
        Job::Sample {
            size,
            code,
            custom,
            setting,
        } => {
            let template = template::current().ok_or_else(|| refused("template_mismatch"))?;
            let nobody = label::placeholder(*size, code, None);
            draw(shelf, template, (&nobody, custom.as_deref()), setting)
        }
    }
}

fn open(start: &Start, key: &SealKey, envelope: &Envelope, now: i64) -> Result<Ticket, Reply> {
    let templates: Vec<Hash> = template::all().iter().map(|template| template.hash).collect();
    let audience = Audience {
        agent_id: &start.agent_id,
        platform: &start.platform,
        templates: &templates,
    };
    envelope
        .open(audience, key, now)
        .map_err(|refusal| refused(refusal.code()))
}

fn draw(
    shelf: &Shelf,
    template: &template::Template,
    (ticket, custom): (&Ticket, Option<&Custom>),
    setting: &Setting,
) -> Result<(Reply, Bytes), Reply> {
    let set = label::set_for(shelf, template, ticket, custom, wanted(setting)).map_err(said)?;
    let (bytes, order) = match setting.form {
        Form::Pdf => (set.pdf, 0),
        Form::Png => (label::png(&set.dots).map_err(said)?, 0),
        Form::Language(Language::Tspl) => tspl::write(&set.dots, ticket.size, setting.density),
        Form::Language(Language::Zpl) => zpl::write(&set.dots, setting.density, false),
        Form::Language(Language::ZplHex) => zpl::write(&set.dots, setting.density, true),
    };
    let reply = Reply::Rendered {
        bitmap_hash: set.dots.hash(),
        size: ticket.size,
        order,
    };
    Ok((reply, Zeroizing::new(bytes)))
}

fn wanted(setting: &Setting) -> Wanted {
    Wanted {
        dpi: setting.dpi,
        shift: Shift {
            x: setting.dpi.offset(setting.offset.0),
            y: setting.dpi.offset(setting.offset.1),
        },
        pdf: matches!(setting.form, Form::Pdf),
    }
}

fn said(error: SetError) -> Reply {
    match error {
        SetError::Glyphs(characters) => Reply::Refused {
            code: "glyph_missing".into(),
            characters: characters.into_iter().collect(),
        },
        SetError::BarCode => refused("barcode_too_long"),
        SetError::Custom(_) => refused("bad_custom"),
        SetError::NoCustom => refused("custom_unsupported"),
        SetError::Paper(_) | SetError::Template { .. } => refused("render_failed"),
    }
}

fn refused(code: &str) -> Reply {
    Reply::Refused {
        code: code.into(),
        characters: String::new(),
    }
}
