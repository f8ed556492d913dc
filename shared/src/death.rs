//! Where a worker may be told to die, so that a proof kills it between two steps and not when luck has it.

use crate::error::{Broken, Result};

/// A step of a job's work, done when a worker dies after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Jobs are claimed.
    Claimed,
    /// Carriers told what became of references.
    Asked,
    /// The audit has the receipt for receivers that are to be opened.
    Audited,
    /// The first of several answers came.
    OneSent,
    /// All answers came.
    Sent,
    /// Everything is written, nothing committed.
    Recording,
    /// It is committed.
    Recorded,
}

impl Step {
    const ALL: [Self; 7] = [
        Self::Claimed,
        Self::Asked,
        Self::Audited,
        Self::OneSent,
        Self::Sent,
        Self::Recording,
        Self::Recorded,
    ];

    /// Its name in `SEALSHIP_DIE_AFTER`.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Asked => "asked",
            Self::Audited => "audited",
            Self::OneSent => "one-sent",
            Self::Sent => "sent",
            Self::Recording => "recording",
            Self::Recorded => "recorded",
        }
    }
}

/// The step of a kind of jobs after which this process dies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Death {
    kind: String,
    step: Step,
}

impl Death {
    /// Reads `waybill.take:sent`.
    ///
    /// # Errors
    /// A step nobody takes; and everything in a build for use, which has no such way to die.
    pub fn read(text: &str) -> Result<Self> {
        if !cfg!(debug_assertions) {
            return Err(
                Broken::new("SEALSHIP_DIE_AFTER: this build is for use and does not die on request").into(),
            );
        }
        let read = || {
            let (kind, word) = text.split_once(':')?;
            let step = Step::ALL.into_iter().find(|step| step.text() == word)?;
            let kind = kind.to_owned();
            Some(Self { kind, step })
        };
        Ok(read().ok_or_else(|| Broken::new("SEALSHIP_DIE_AFTER: KIND:STEP, like waybill.take:sent"))?)
    }

    /// Ends the process here and now, nothing tidied up, if this is the step.
    pub(crate) fn if_after(&self, kind: &str, step: Step) {
        if self.kind == kind && self.step == step {
            tracing::warn!(kind, step = step.text(), "told to die here");
            std::process::abort();
        }
    }
}
