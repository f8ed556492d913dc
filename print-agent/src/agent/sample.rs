//! Labels of nobody: previews and test labels. No ticket is spent.

use ticket::{Size, design::Custom};

use super::Agent;
use crate::{
    child::{
        Form, Format, Job, Setting,
        parent::{Broken, Rendered},
    },
    label::NOBODY,
    refusal::Refusal,
    transport::Sheet,
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
        let setting = Setting::of(&printer, &config);
        let set = async {
            let rendered = self.sample(size, code.clone(), None, setting).await?;
            Ok(vec![Sheet {
                name: format!("{code}.pdf"),
                millimetres: size.millimetres(),
                bytes: rendered.bytes,
                order: rendered.order,
            }])
        };
        let printed = self.print_open(&printer, set, &|_| ()).await;
        let outcome = printed
            .as_ref()
            .map_or_else(|refusal| refusal.code.as_ref(), |_| "已打印");
        self.note(format!("测试面单 {code} → {}：{outcome}", printer.name));
        printed.map(|_| code)
    }

    async fn sample(
        &self,
        size: Size,
        code: String,
        custom: Option<Box<Custom>>,
        setting: Setting,
    ) -> Result<Rendered, Refusal> {
        let mut child = self.child_of_nobody().await?;
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

/// Twelve digits no carrier gives.
fn code() -> String {
    let number = uuid::Uuid::new_v4().as_u128() % 1_000_000_000_000;
    format!("TEST{number:012}")
}
