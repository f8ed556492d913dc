//! The agent's end of the pipe: starts a render child for a task, hands it jobs, ends it on time.

use std::{path::PathBuf, process::Stdio, time::Duration};

use ticket::{Hash, Size};
use tokio::{
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

use zeroize::Zeroizing;

use super::{Job, Reply, Start, frame};
use crate::{fonts::Known, home::Device, refusal::Refusal};

/// For one label, the first one's start included.
const PATIENCE: Duration = Duration::from_secs(15);
/// For a paper, the longest of which has a hundred pages.
const PAPER_PATIENCE: Duration = Duration::from_secs(45);
/// For the child to end by itself.
const FAREWELL: Duration = Duration::from_secs(2);

/// What the agent gets of a set label: no text, dots as the printer takes them; wiped once they are sent.
pub struct Rendered {
    /// SHA-256 of the dots.
    pub bitmap_hash: Hash,
    /// The paper it was set for.
    pub size: Size,
    /// The label.
    pub bytes: Zeroizing<Vec<u8>>,
    /// How many bytes at the end are the order to print.
    pub order: usize,
}

/// A set paper.
pub struct Paged {
    /// How many pages it has.
    pub pages: usize,
    /// Each sheet for the printer, and how many bytes at its end are the order to print.
    pub sheets: Vec<(Zeroizing<Vec<u8>>, usize)>,
}

/// How to start a child.
#[derive(Clone)]
pub struct Renderer {
    program: PathBuf,
    fonts: Known,
}

impl Renderer {
    /// This very program, with these fonts.
    pub fn new(fonts: Known) -> std::io::Result<Renderer> {
        Ok(Renderer {
            program: std::env::current_exe()?,
            fonts,
        })
    }

    /// Starts a child for one task.
    pub async fn start(&self, device: &Device, start: Start) -> Result<Task, Refusal> {
        let failed = |_| Refusal::of("render_failed");
        let mut child = Command::new(&self.program)
            .arg("render-child")
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(failed)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (mut input, output) = pipes.ok_or(Refusal::of("render_failed"))?;
        let start = serde_json::to_vec(&start).map_err(|_| Refusal::of("render_failed"))?;
        frame::send(&mut input, device.seal.to_bytes().as_slice())
            .await
            .map_err(failed)?;
        frame::send(&mut input, &start).await.map_err(failed)?;
        Ok(Task { child, input, output })
    }

    /// The fonts.
    pub fn fonts(&self) -> Known {
        self.fonts.clone()
    }
}

/// A running child.
pub struct Task {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

/// What a child said, and the sheets it set.
type Said = Result<(Reply, Vec<Zeroizing<Vec<u8>>>), Refusal>;

/// The child is gone or was ended: the task needs another.
pub struct Broken(pub Refusal);

impl Task {
    /// Sets one label. `Err(Broken)` when the child did not live to answer.
    pub async fn render(&mut self, job: &Job) -> Result<Result<Rendered, Refusal>, Broken> {
        let said = self.patient(PATIENCE, job).await?;
        Ok(said.and_then(|(reply, mut sheets)| match (reply, sheets.pop()) {
            (
                Reply::Rendered {
                    bitmap_hash,
                    size,
                    order,
                },
                Some(bytes),
            ) => Ok(Rendered {
                bitmap_hash,
                size,
                bytes,
                order,
            }),
            _ => Err(Refusal::of("render_failed")),
        }))
    }

    /// Sets a paper, all its pages.
    pub async fn paper(&mut self, job: &Job) -> Result<Result<Paged, Refusal>, Broken> {
        let said = self.patient(PAPER_PATIENCE, job).await?;
        Ok(said.and_then(|(reply, sheets)| match reply {
            Reply::Paged { pages, orders } => Ok(Paged {
                pages,
                sheets: sheets.into_iter().zip(orders).collect(),
            }),
            _ => Err(Refusal::of("render_failed")),
        }))
    }

    async fn patient(&mut self, patience: Duration, job: &Job) -> Result<Said, Broken> {
        match timeout(patience, self.talk(job)).await {
            Ok(Ok(outcome)) => Ok(outcome),
            Ok(Err(_)) => Err(Broken(Refusal::of("render_failed"))),
            Err(_) => {
                // Ended here, not when dropped: it holds an opened receiver.
                let _ = self.child.kill().await;
                Err(Broken(Refusal::of("render_timeout")))
            }
        }
    }

    async fn talk(&mut self, job: &Job) -> std::io::Result<Said> {
        frame::send(&mut self.input, &serde_json::to_vec(job)?).await?;
        let reply: Reply = serde_json::from_slice(&frame::receive(&mut self.output).await?)?;
        let following = match &reply {
            Reply::Refused { code, characters } => return Ok(Err(words(code.clone(), characters))),
            Reply::Rendered { .. } => 1,
            Reply::Paged { orders, .. } => orders.len(),
        };
        let mut sheets = Vec::with_capacity(following);
        for _ in 0..following {
            sheets.push(frame::receive(&mut self.output).await?);
        }
        Ok(Ok((reply, sheets)))
    }

    /// Itself, while its process lives.
    pub fn alive(mut self) -> Option<Task> {
        matches!(self.child.try_wait(), Ok(None)).then_some(self)
    }

    /// Ends the child: its input first, then by force.
    pub async fn end(mut self) {
        drop(self.input);
        if timeout(FAREWELL, self.child.wait()).await.is_err() {
            let _ = self.child.kill().await;
        }
    }
}

fn words(code: String, characters: &str) -> Refusal {
    match code.as_str() {
        "glyph_missing" => Refusal::saying("glyph_missing", format!("字体里没有这些字：{characters}")),
        _ => Refusal::by_code(code),
    }
}
