//! The end of a label: with a receipt where its ticket is spent, without one where it is not.

use std::path::PathBuf;

use ticket::{Hash, Outcome};

use super::Agent;
use crate::{
    protocol::{DocumentStatus, Stage},
    queue::Turn,
    refusal::Refusal,
};

pub(super) fn printed(agent: &Agent, turn: &Turn, hash: Hash, file: Option<PathBuf>) {
    let status = DocumentStatus {
        status: Stage::Printed,
        file: file.map(|path| path.display().to_string()),
        bitmap_hash: Some(hash),
        ..DocumentStatus::new(turn.envelope.header.document_id.clone(), None)
    };
    end(agent, turn, Outcome::Printed, Some(hash), status);
}

/// Ends a label whose ticket is, or may be, spent.
pub(super) fn close(
    agent: &Agent,
    turn: &Turn,
    outcome: Outcome,
    hash: Option<Hash>,
    refusal: Option<Refusal>,
) {
    let cancelled = refusal
        .as_ref()
        .is_some_and(|refusal| refusal.code == "cancelled");
    let status = DocumentStatus {
        status: match outcome {
            Outcome::Printed => Stage::Printed,
            Outcome::Failed if cancelled => Stage::Cancelled,
            Outcome::Failed => Stage::Failed,
            Outcome::Unknown => Stage::Unknown,
        },
        bitmap_hash: hash,
        ..DocumentStatus::new(turn.envelope.header.document_id.clone(), refusal)
    };
    end(agent, turn, outcome, hash, status);
}

fn end(agent: &Agent, turn: &Turn, outcome: Outcome, hash: Option<Hash>, status: DocumentStatus) {
    let code = status.refusal.as_ref().map(|refusal| refusal.code.to_string());
    log(agent, turn, &status);
    let receipt = agent.receipt(&turn.begun(), outcome, hash, code);
    // Unrecorded, it is reported as unknown after the next start.
    if let Err(error) = agent.queue().end(turn, receipt, status) {
        tracing::error!(%error, "the receipt could not be recorded");
    }
    agent.post.notify_one();
}

/// Ends a label whose ticket is not spent.
pub(super) fn refuse(agent: &Agent, turn: &Turn, refusal: Refusal) {
    log(
        agent,
        turn,
        &DocumentStatus::new(turn.envelope.header.document_id.clone(), Some(refusal.clone())),
    );
    agent.queue().refuse(turn, refusal);
}

/// By number, printer and code: the message may name characters of a receiver.
fn log(agent: &Agent, turn: &Turn, status: &DocumentStatus) {
    let why = status
        .refusal
        .as_ref()
        .map_or("已打印", |refusal| refusal.code.as_ref());
    agent.note(format!("{} → {}：{why}", status.document_id, turn.printer));
}
