//! One job from ticket to the printer's bytes.

use ticket::{
    Audience, Envelope, Hash, SealKey, Size, Ticket,
    design::Custom,
    papers::{Paper, Sheet},
    template,
};
use zeroize::Zeroizing;

use super::{Form, Job, Reply, Setting, Start};
use crate::{
    label::{self, Dots, SetError, Shelf, Shift, Wanted},
    printer::Language,
    transport::{tspl, zpl},
};

type Bytes = Zeroizing<Vec<u8>>;
type Sheets = Result<(Reply, Vec<Bytes>), Reply>;

/// Opens and sets; what a transport may not print is refused before anything is set.
pub(super) fn set(shelf: &Shelf, start: &Start, key: &SealKey, job: &Job) -> Sheets {
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
        Job::Paper {
            paper,
            sheet,
            setting,
        } => pages(shelf, paper, *sheet, setting),
    }
}

/// Sets a label of nobody's, so that fonts are read and templates understood before somebody waits for the first.
pub(super) fn warm(shelf: &Shelf) {
    if let Some(template) = template::current() {
        let nobody = label::placeholder(Size::W76H130, label::NOBODY, None);
        let _ = label::set_for(shelf, template, &nobody, None, Wanted::USUAL);
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
) -> Sheets {
    let set = label::set_for(shelf, template, ticket, custom, wanted(setting)).map_err(said)?;
    let (bytes, order) = match setting.form {
        Form::Pdf => (set.pdf, 0),
        Form::Png => (label::png(&set.dots).map_err(said)?, 0),
        Form::Language(language) => write(language, &set.dots, ticket.size, setting),
    };
    let reply = Reply::Rendered {
        bitmap_hash: set.dots.hash(),
        size: ticket.size,
        order,
    };
    Ok((reply, vec![Zeroizing::new(bytes)]))
}

/// A paper: one PDF of all pages, or each page for a label printer.
fn pages(shelf: &Shelf, paper: &Paper, sheet: Sheet, setting: &Setting) -> Sheets {
    let set = label::set_paper(shelf, paper, sheet, wanted(setting)).map_err(said)?;
    let sheets: Vec<(Vec<u8>, usize)> = match (setting.form, sheet) {
        (Form::Pdf, _) => vec![(set.pdf, 0)],
        (Form::Language(language), Sheet::W76H130) => {
            let page = |dots| write(language, dots, Size::W76H130, setting);
            set.dots.iter().map(page).collect()
        }
        (Form::Language(_) | Form::Png, _) => return Err(refused("wrong_media")),
    };
    let reply = Reply::Paged {
        pages: set.pages,
        orders: sheets.iter().map(|(_, order)| *order).collect(),
    };
    Ok((reply, sheets.into_iter().map(|(bytes, _)| bytes.into()).collect()))
}

fn write(language: Language, dots: &Dots, size: Size, setting: &Setting) -> (Vec<u8>, usize) {
    match language {
        Language::Tspl => tspl::write(dots, size, setting.density),
        Language::Zpl => zpl::write(dots, setting.density, false),
        Language::ZplHex => zpl::write(dots, setting.density, true),
    }
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
        SetError::Paper(_) => refused("paper_too_long"),
        SetError::Font | SetError::Template { .. } => refused("render_failed"),
    }
}

fn refused(code: &str) -> Reply {
    Reply::Refused {
        code: code.into(),
        characters: String::new(),
    }
}
