//! One job from ticket to the printer's bytes.

use ticket::{Audience, Envelope, Hash, SealKey, Ticket, template};
use zeroize::Zeroizing;

use super::{Form, Job, Reply, Setting, Start, sample};
use crate::{
    label::{self, SetError, Shelf, Shift},
    printer::Language,
    transport::{tspl, zpl},
};

type Bytes = Zeroizing<Vec<u8>>;

/// Opens and sets; what a transport may not print is refused before anything is set.
pub(super) fn set(shelf: &Shelf, start: &Start, key: &SealKey, job: &Job) -> Result<(Reply, Bytes), Reply> {
    match job {
        Job::Print {
            envelope,
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
            draw(shelf, template, &ticket, setting)
        }
        Job::Sample { size, code, setting } => {
            let template = template::current().ok_or_else(|| refused("template_mismatch"))?;
            draw(shelf, template, &sample::placeholder(*size, code), setting)
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
    ticket: &Ticket,
    setting: &Setting,
) -> Result<(Reply, Bytes), Reply> {
    let set = label::set(shelf, template, ticket, shift(setting)).map_err(said)?;
    let (bytes, order) = match setting.form {
        Form::Pdf => (set.pdf, 0),
        Form::Png => (sample::png(&set.dots).ok_or_else(|| refused("render_failed"))?, 0),
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

fn shift(setting: &Setting) -> Shift {
    Shift {
        x: setting.offset.0 * 8 / 10,
        y: setting.offset.1 * 8 / 10,
    }
}

fn said(error: SetError) -> Reply {
    match error {
        SetError::Glyphs(characters) => Reply::Refused {
            code: "glyph_missing".into(),
            characters: characters.into_iter().collect(),
        },
        SetError::BarCode => refused("barcode_too_long"),
        SetError::Template { .. } => refused("render_failed"),
    }
}

fn refused(code: &str) -> Reply {
    Reply::Refused {
        code: code.into(),
        characters: String::new(),
    }
}
