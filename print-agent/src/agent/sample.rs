//! Labels of nobody: previews for a client, and test labels for the agent's own page. No ticket is spent.

use ticket::{Size, design::Custom};

use super::{Agent, lane};
use crate::{
    child::{
        Form, Format, Job, Setting, Start,
        parent::{Broken, Rendered},
    },
    label::NOBODY,
    printer::Printer,
    refusal::Refusal,
    transport::{Line, Sheet, Trouble},
};

impl Agent {
    /// A label as it would look on this printer, around a placeholder receiver.
    pub async fn preview(
        &self,
        printer: &str,
        (size, format): (Size, Format),
        custom: Option<Box<Custom>>,
    ) -> Result<Rendered, Refusal> {
        let printer = self.printer(printer)?;
        let setting = Setting {
            form: match format {
                Format::Pdf => Form::Pdf,
                Format::Png => Form::Png,
            },
            ..Setting::of(&printer, &self.config(&printer.name))
        };
        self.sample(size, NOBODY.into(), custom, setting).await
    }

    /// Prints a test label; its codes say what is given back, for a scanner to read.
    pub async fn print_sample(&self, printer: &str, size: Size) -> Result<String, Refusal> {
        let printer = self.printer(printer)?;
        let config = self.config(&printer.name);
        if config.paper.is_some_and(|paper| paper != size) {
            return Err(Refusal::of("wrong_media"));
        }
        let code = code();
        let turnstile = self.turnstile(&printer.name);
        let held = turnstile.lock().await;
        let printed = self
            .send_sample(&printer, &code, size, Setting::of(&printer, &config))
            .await;
        drop(held);
        let outcome = printed
            .as_ref()
            .map_or_else(|refusal| refusal.code.as_ref(), |()| "已打印");
        self.note(format!("测试面单 {code} → {}：{outcome}", printer.name));
        printed.map(|()| code)
    }

    async fn send_sample(
        &self,
        printer: &Printer,
        code: &str,
        size: Size,
        setting: Setting,
    ) -> Result<(), Refusal> {
        let mut line = Line::to(printer, &self.folder)?;
        line.ready().await?;
        let rendered = self.sample(size, code.to_owned(), None, setting).await?;
        let sheet = Sheet {
            name: format!("{code}.pdf"),
            size,
            bytes: rendered.bytes,
            order: rendered.order,
        };
        line.load(&sheet).await.map_err(why)?;
        let printed = line
            .print(&sheet, &|refusal| {
                self.note(format!("{}：{}", printer.name, refusal.msg));
            })
            .await;
        line.close().await;
        printed.map(|_| ()).map_err(why)
    }

    async fn sample(
        &self,
        size: Size,
        code: String,
        custom: Option<Box<Custom>>,
        setting: Setting,
    ) -> Result<Rendered, Refusal> {
        let mut child = match self.enrolment {
            Some(_) => lane::start(self).await?,
            // A test label needs no platform: the key of nobody verifies nothing.
            None => {
                let start = Start {
                    agent_id: String::new(),
                    platform: self.device.sign.public(),
                    fonts: self.renderer.fonts().to_owned(),
                };
                self.renderer.start(&self.device, start).await?
            }
        };
        let job = Job::Sample {
            size,
            code,
            custom,
            setting,
        };
        let outcome = child.render(&job).await;
        child.end().await;
        outcome.unwrap_or_else(|Broken(refusal)| Err(refusal))
    }
}

fn why(trouble: Trouble) -> Refusal {
    match trouble {
        Trouble::Later(refusal) | Trouble::Never(refusal) | Trouble::Unsure(refusal) => refusal,
    }
}

/// Twelve digits no carrier gives.
fn code() -> String {
    let number = uuid::Uuid::new_v4().as_u128() % 1_000_000_000_000;
    format!("TEST{number:012}")
}
