//! One page of a mail before it becomes text and HTML: both are made here, so escaping happens in one place.

use std::fmt::Write as _;

use super::letter::Letter;
use super::{en, zh};
use crate::clock::{Instant, Zone};
use crate::config::Config;
use crate::party::Side;

/// A reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// 简体中文
    ZhCn,
    /// English
    En,
}

impl Locale {
    /// The language of a stored locale; Chinese where it says so, English elsewhere.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.starts_with("zh") {
            Self::ZhCn
        } else {
            Self::En
        }
    }
}

/// The places a mail links to, and the clock on the reader's wall.
#[derive(Debug, Clone)]
pub(super) struct Places {
    merchant: String,
    factory: String,
    platform: String,
    zone: Zone,
}

impl Places {
    pub fn of(config: &Config) -> Self {
        Self {
            merchant: config.merchant.origin.clone(),
            factory: config.factory.origin.clone(),
            platform: config.platform.origin.clone(),
            zone: config.zone,
        }
    }

    /// A page of a side's console. Secrets go behind `#`: a fragment reaches no server and no log.
    pub fn link(&self, side: Side, path: &str) -> String {
        let origin = match side {
            Side::Merchant => &self.merchant,
            Side::Factory => &self.factory,
            Side::Platform => &self.platform,
        };
        format!("{origin}/{path}")
    }

    /// A moment on the platform's clock, to the minute.
    pub fn time(&self, at: Instant) -> String {
        at.with_timezone(&self.zone.offset())
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }
}

/// What a mail says, in one language.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    subject: String,
    lines: Vec<Line>,
    action: Option<(&'static str, String)>,
}

#[derive(Debug)]
enum Line {
    Say(String),
    Item(String),
}

/// A mail as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

pub(super) fn render(letter: &Letter, locale: Locale, places: &Places) -> Rendered {
    let (sheet, foot, lang) = match locale {
        Locale::ZhCn => (zh::sheet(letter, places), zh::FOOT, "zh-CN"),
        Locale::En => (en::sheet(letter, places), en::FOOT, "en"),
    };
    Rendered {
        text: sheet.text(foot),
        html: sheet.html(foot, lang),
        subject: sheet.subject,
    }
}

impl Sheet {
    pub fn about(subject: impl AsRef<str>) -> Self {
        Self {
            subject: clean(subject.as_ref()),
            ..Self::default()
        }
    }

    pub fn say(mut self, text: impl AsRef<str>) -> Self {
        self.lines.push(Line::Say(clean(text.as_ref())));
        self
    }

    pub fn items(mut self, items: impl IntoIterator<Item = String>) -> Self {
        self.lines
            .extend(items.into_iter().map(|item| Line::Item(clean(&item))));
        self
    }

    pub fn action(mut self, label: &'static str, link: String) -> Self {
        self.action = Some((label, link));
        self
    }

    fn text(&self, foot: &str) -> String {
        let mut out = String::new();
        for line in &self.lines {
            let _ = match line {
                Line::Say(text) => writeln!(out, "{text}"),
                Line::Item(text) => writeln!(out, "  - {text}"),
            };
        }
        if let Some((label, link)) = &self.action {
            let _ = writeln!(out, "\n{label}\n{link}");
        }
        let _ = writeln!(out, "\n-- \n{foot}");
        out
    }

    fn html(&self, foot: &str, lang: &str) -> String {
        let mut body = String::new();
        for line in &self.lines {
            let _ = match line {
                Line::Say(text) => writeln!(body, "<p style=\"margin:0 0 12px\">{}</p>", escaped(text)),
                Line::Item(text) => {
                    writeln!(body, "<p style=\"margin:0 0 4px 16px\">· {}</p>", escaped(text))
                }
            };
        }
        if let Some((label, link)) = &self.action {
            let _ = writeln!(
                body,
                "<p style=\"margin:20px 0\"><a href=\"{}\" style=\"background:#1d4ed8;color:#fff;\
                 padding:10px 18px;border-radius:6px;text-decoration:none\">{}</a></p>",
                escaped(link),
                escaped(label)
            );
        }
        format!(
            "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n\
             <body style=\"font:15px/1.6 sans-serif;color:#111;max-width:600px;margin:24px auto;padding:0 16px\">\n\
             {body}<p style=\"margin-top:28px;color:#666;font-size:12px\">{}</p>\n</body></html>\n",
            escaped(&self.subject),
            escaped(foot)
        )
    }
}

/// Names come from outside: no line breaks, no direction marks, no endless ones.
fn clean(text: &str) -> String {
    let kept = text.chars().filter(
        |c| !matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
    );
    kept.map(|c| if c.is_control() { ' ' } else { c })
        .take(300)
        .collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The first five, and how many more there are.
pub(super) fn first_five(all: &[String], more: impl Fn(usize) -> String) -> Vec<String> {
    let mut shown: Vec<String> = all.iter().take(5).cloned().collect();
    if all.len() > 5 {
        shown.push(more(all.len() - 5));
    }
    shown
}

/// What a person's name, or a party's, may take of a line.
pub(super) fn short(name: &str) -> String {
    let mut out: String = name.chars().take(60).collect();
    if name.chars().nth(60).is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests;
