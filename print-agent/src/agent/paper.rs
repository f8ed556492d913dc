//! Papers beside labels: printed, or shown as they would be.

use ticket::{
    Size,
    papers::{Paper, Sheet as Media},
    sha256,
};

use super::{Agent, open::Told};
use crate::{
    child::{
        Form, Job, Setting,
        parent::{Broken, Paged},
    },
    printer::{Printer, Transport},
    refusal::Refusal,
    transport::Sheet,
};

/// A printed paper.
pub struct PrintedPaper {
    /// On which printer.
    pub printer: String,
    /// How many pages it has.
    pub pages: usize,
    /// Where the PDF printer put it.
    pub file: Option<String>,
}

impl Agent {
    /// Prints a paper on a printer that has such sheets.
    pub async fn print_paper(
        &self,
        (printer, media): (&str, Media),
        paper: Paper,
        told: Told<'_>,
    ) -> Result<PrintedPaper, Refusal> {
        let printer = self.printer(printer)?;
        let config = self.config(&printer.name);
        fits(&printer, config.paper, media)?;
        let (name, kind) = (name(&paper), paper.kind());
        let setting = Setting::of(&printer, &config);
        let mut pages = 0;
        let set = async {
            let paged = self.paged(paper, media, setting).await?;
            pages = paged.pages;
            Ok(sheets(paged, &name, media))
        };
        let printed = self.print_open(&printer, set, told).await;
        let outcome = printed
            .as_ref()
            .map_or_else(|refusal| refusal.code.as_ref(), |_| "已打印");
        self.note(format!("{kind}（{pages} 页）→ {}：{outcome}", printer.name));
        let file = printed?.map(|path| path.display().to_string());
        Ok(PrintedPaper {
            printer: printer.name,
            pages,
            file,
        })
    }

    /// A paper as one PDF, and how many pages it has.
    pub async fn preview_paper(
        &self,
        (printer, media): (&str, Media),
        paper: Paper,
    ) -> Result<Paged, Refusal> {
        let printer = self.printer(printer)?;
        let setting = Setting {
            form: Form::Pdf,
            ..Setting::of(&printer, &self.config(&printer.name))
        };
        self.paged(paper, media, setting).await
    }

    async fn paged(&self, paper: Paper, sheet: Media, setting: Setting) -> Result<Paged, Refusal> {
        let mut child = self.child_of_nobody().await?;
        let job = Job::Paper {
            paper: Box::new(paper),
            sheet,
            setting,
        };
        let outcome = child.paper(&job).await;
        child.end().await;
        outcome.unwrap_or_else(|Broken(refusal)| Err(refusal))
    }
}

/// A label printer has no A4, and a printer that is set to one paper has no other.
fn fits(printer: &Printer, loaded: Option<Size>, media: Media) -> Result<(), Refusal> {
    let labels_only = match &printer.transport {
        Transport::Raw { .. } | Transport::Spooler { .. } => true,
        Transport::Ipp { language, .. } => language.is_some(),
        Transport::PdfFolder => false,
    };
    let loaded = loaded.is_none_or(|size| size.millimetres() == media.millimetres());
    match loaded && !(labels_only && media == Media::A4) {
        true => Ok(()),
        false => Err(Refusal::of("wrong_media")),
    }
}

/// The same paper has the same name: printed again into the folder it replaces itself.
fn name(paper: &Paper) -> String {
    let content = serde_json::to_vec(paper).unwrap_or_default();
    let hash = sha256(&content).to_string();
    format!("{}-{}.pdf", paper.kind(), hash.get(..12).unwrap_or_default())
}

fn sheets(paged: Paged, name: &str, media: Media) -> Vec<Sheet> {
    let sheet = |(bytes, order)| Sheet {
        name: name.to_owned(),
        millimetres: media.millimetres(),
        bytes,
        order,
    };
    paged.sheets.into_iter().map(sheet).collect()
}
