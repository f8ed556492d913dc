//! What holds no receiver is printed at once: no ticket, no queue, no receipt.

use std::{path::PathBuf, time::Duration};

use tokio::time::timeout;

use super::{Agent, set};
use crate::{
    child::{Start, parent::Task},
    printer::Printer,
    protocol::Step,
    refusal::Refusal,
    transport::{Line, News, Sheet, Trouble},
};

/// For the label another hand has on the printer.
const TURN: Duration = Duration::from_secs(20);

/// Who hears how far it is.
pub type Told<'a> = &'a (dyn Fn(Step) + Send + Sync);

impl Agent {
    /// Prints sheets one after another; no label comes between them. They are set once the printer is ready for them.
    pub(super) async fn print_open(
        &self,
        printer: &Printer,
        set: impl Future<Output = Result<Vec<Sheet>, Refusal>>,
        told: Told<'_>,
    ) -> Result<Option<PathBuf>, Refusal> {
        let turnstile = self.turnstile(printer);
        let turn = timeout(TURN, turnstile.lock()).await;
        let _held = turn.map_err(|_| Refusal::of("printer_busy"))?;
        let mut line = self.line(printer)?;
        self.ready(&mut line, printer).await?;
        let sheets = set.await?;
        let printed = self.feed(&mut line, printer, &sheets, told).await;
        line.close().await;
        printed
    }

    async fn feed(
        &self,
        line: &mut Line,
        printer: &Printer,
        sheets: &[Sheet],
        told: Told<'_>,
    ) -> Result<Option<PathBuf>, Refusal> {
        let mut file = None;
        for (printed, sheet) in sheets.iter().enumerate() {
            let step = |printed, refusal| Step {
                printed,
                of: sheets.len(),
                refusal,
            };
            let waits = |news: News<'_>| {
                if let Some(refusal) = self.hear(news) {
                    self.note(format!("{}：{}", printer.name, refusal.msg));
                    told(step(printed, Some(refusal)));
                }
            };
            let stuck = |trouble| stopped(why(trouble), printed, sheets.len());
            line.load(sheet).await.map_err(stuck)?;
            file = line.print(sheet, &waits).await.map_err(stuck)?;
            told(step(printed + 1, None));
        }
        Ok(file)
    }

    /// A child that sets something without a receiver: it needs no platform, for the key of nobody verifies nothing.
    pub(super) async fn child_of_nobody(&self) -> Result<Task, Refusal> {
        if self.enrolment().is_some() {
            return set::start(self).await;
        }
        let start = Start {
            agent_id: String::new(),
            platform: self.device.sign.public(),
            fonts: self.renderer.fonts(),
        };
        self.renderer.start(&self.device, start).await
    }
}

fn why(trouble: Trouble) -> Refusal {
    match trouble {
        Trouble::Later(refusal) | Trouble::Never(refusal) | Trouble::Unsure(refusal) => refusal,
    }
}

/// Says which sheets are out already, where there are several.
fn stopped(refusal: Refusal, printed: usize, of: usize) -> Refusal {
    match of {
        0 | 1 => refusal,
        _ => Refusal {
            msg: format!("{}（共 {of} 张，已打 {printed} 张）", refusal.msg).into(),
            ..refusal
        },
    }
}
