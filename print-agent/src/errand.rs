//! Commands that take their time: pictures, test labels, papers, questions to the platform. They run beside the
//! connection and answer when they are done.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use tokio::sync::mpsc::Sender;

use crate::{
    agent::Agent,
    diagnosis,
    protocol::{DiagnoseAsk, PaperAsk, PreviewAsk, Request, Step, TestAsk, paper_notification},
    refusal::Refusal,
};

/// One of them, with what it was asked.
pub enum Errand {
    Preview(PreviewAsk),
    PrintTest(TestAsk),
    PreviewPaper(PaperAsk),
    PrintPaper(PaperAsk),
    Diagnose(DiagnoseAsk),
}

impl Errand {
    /// What this request asks for; none where it is answered at once.
    pub fn of(request: &mut Request) -> Option<Result<Errand, Refusal>> {
        Some(match request.cmd.as_str() {
            "preview" => request.body().map(Errand::Preview),
            "printTest" => request.body().map(Errand::PrintTest),
            "previewPaper" => request.body().map(Errand::PreviewPaper),
            "printPaper" => request.body().map(Errand::PrintPaper),
            "diagnose" => request.body().map(Errand::Diagnose),
            _ => return None,
        })
    }

    /// Does it; what there is to tell meanwhile is pushed.
    pub async fn run(self, agent: &Agent, request_id: &str, push: &Sender<String>) -> Result<Value, Refusal> {
        match self {
            Errand::Preview(ask) => preview(agent, ask).await,
            Errand::PrintTest(ask) => print_test(agent, &ask).await,
            Errand::PreviewPaper(ask) => preview_paper(agent, ask).await,
            Errand::PrintPaper(ask) => print_paper(agent, ask, request_id, push).await,
            Errand::Diagnose(ask) => {
                Ok(json!({"diagnosis": diagnosis::examine(agent, &ask.agent_ids).await}))
            }
        }
    }
}

async fn preview(agent: &Agent, ask: PreviewAsk) -> Result<Value, Refusal> {
    let form = (ask.size, ask.format);
    let drawn = agent.preview(&ask.printer, form, ask.custom).await?;
    Ok(json!({"format": ask.format, "size": ask.size, "data": STANDARD.encode(&*drawn.bytes)}))
}

async fn print_test(agent: &Agent, ask: &TestAsk) -> Result<Value, Refusal> {
    let printer = agent.printer(&ask.printer)?;
    let code = agent.print_sample(&printer.name, ask.size).await?;
    Ok(json!({"printer": printer.name, "size": ask.size, "code": code}))
}

async fn preview_paper(agent: &Agent, ask: PaperAsk) -> Result<Value, Refusal> {
    let paged = agent.preview_paper((&ask.printer, ask.sheet), *ask.paper).await?;
    let (pdf, _) = paged.sheets.first().ok_or(Refusal::of("render_failed"))?;
    Ok(json!({"sheet": ask.sheet, "pages": paged.pages, "data": STANDARD.encode(&**pdf)}))
}

async fn print_paper(
    agent: &Agent,
    ask: PaperAsk,
    request_id: &str,
    push: &Sender<String>,
) -> Result<Value, Refusal> {
    let printer = agent.printer(&ask.printer)?.name;
    // A step a client does not read in time is passed over: the next one says the same and more.
    let told = |step: Step| drop(push.try_send(paper_notification(request_id, &printer, &step)));
    let printed = agent
        .print_paper((&printer, ask.sheet), *ask.paper, &told)
        .await?;
    let mut said = json!({"printer": printed.printer, "sheet": ask.sheet, "pages": printed.pages});
    if let (Some(said), Some(file)) = (said.as_object_mut(), printed.file) {
        said.insert("file".into(), json!(file));
    }
    Ok(said)
}
