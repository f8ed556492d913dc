//! Documents in queues' spools: each is written down when a queue takes it, and forgotten there when it ends, or after
//! the next start. A label is no archive of addresses.

use std::{sync::Arc, time::Duration};

use tokio::time::sleep;

use super::Agent;
use crate::{
    refusal::Refusal,
    transport::{Left, News, Spooled, forget},
};

/// Between tries to reach a queue that holds a document.
const RETRY: Duration = Duration::from_secs(60);

impl Agent {
    /// Writes down what a queue holds; gives back what there is to tell of the printer.
    pub(super) fn hear(&self, news: News<'_>) -> Option<Refusal> {
        match news {
            News::Waits(refusal) => return Some(refusal),
            News::Spooled(spooled) => self.queue().spooled(spooled),
            News::Left(spooled, left) => self.forgotten(spooled, left),
        }
        None
    }

    fn forgotten(&self, spooled: &Spooled, left: Left) {
        self.queue().unspooled(spooled);
        if left == Left::Document {
            self.note(format!(
                "打印队列不肯删除任务 {} 的文件，请在系统的打印设置中删除，或让打印组件有权取消任务：{}",
                spooled.job, spooled.uri
            ));
        }
    }
}

/// Has queues forget what they were given before this start and nobody watched to its end.
pub async fn forget_spooled(agent: Arc<Agent>, mut left: Vec<Spooled>) {
    while !left.is_empty() {
        let mut later = Vec::new();
        for spooled in left {
            match forget(&spooled).await {
                Some(outcome) => agent.forgotten(&spooled, outcome),
                None => later.push(spooled),
            }
        }
        left = later;
        if !left.is_empty() {
            sleep(RETRY).await;
        }
    }
}
