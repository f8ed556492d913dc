//! The command line: enrol, pair, allow an origin, run.

use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use clap::{Parser, Subcommand};
use ticket::door::EnrolAsk;

use crate::{
    agent::{self, Agent},
    child::{self, parent::Renderer},
    fonts,
    home::{Enrolment, Home},
    platform, server,
};

/// Sealship 打印组件：打开密封的打印任务，排版，打印，签回执。
#[derive(Parser)]
#[command(name = "print-agent", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: Run,
}

#[derive(Subcommand)]
enum Command {
    /// 在平台登记本机（登记码在控制台取得）
    Enrol(Enrol),
    /// 显示配对码，没有就生成
    Pair(Place),
    /// 显示本机页面的密码，没有就生成；--new 换一个
    Password(Password),
    /// 允许一个网页来源连接本机，如 https://factory.example
    Allow(Allow),
    /// 打印 systemd 用户服务文件：print-agent unit > ~/.config/systemd/user/print-agent.service
    Unit,
    /// 运行（默认）
    Run(Run),
    #[command(hide = true)]
    RenderChild,
}

#[derive(clap::Args)]
struct Place {
    /// 数据目录，默认 ~/.sealship-agent
    #[arg(long, value_name = "DIR", env = "SEALSHIP_AGENT_HOME")]
    home: Option<PathBuf>,
}

#[derive(clap::Args)]
struct Enrol {
    /// 平台地址
    url: String,
    /// 一次性登记码
    code: String,
    /// 本机的名字
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(clap::Args)]
struct Allow {
    /// 来源
    origin: String,
    #[command(flatten)]
    place: Place,
}

#[derive(clap::Args)]
struct Password {
    /// 换成这个，至少 8 个字符
    #[arg(long, value_name = "PASSWORD")]
    new: Option<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(clap::Args)]
struct Run {
    #[command(flatten)]
    place: Place,
    /// 只在 127.0.0.1 上监听，默认 7790；0 取一个空闲端口
    #[arg(long)]
    port: Option<u16>,
    /// PDF 打印机的输出目录，默认在数据目录下的 out
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// 字体目录（script/fonts 取得）
    #[arg(long, value_name = "DIR", env = "SEALSHIP_FONTS")]
    fonts: Option<PathBuf>,
}

/// Where it listens when nobody says otherwise.
const PORT: u16 = 7790;
const UNIT: &str = include_str!("../print-agent.service");

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs the command line; the exit code is 1 for a refusal, said on standard error.
pub fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Some(Command::RenderChild) => child::run().map_err(Into::into),
        Some(Command::Enrol(ask)) => block(enrol(ask)),
        Some(Command::Pair(place)) => pair(&place),
        Some(Command::Password(ask)) => password(&ask),
        Some(Command::Allow(ask)) => allow(&ask),
        Some(Command::Unit) => unit(),
        Some(Command::Run(ask)) => block(run(ask)),
        None => block(run(cli.run)),
    };
    match outcome {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("print-agent: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn block(work: impl Future<Output = Outcome>) -> Outcome {
    actix_web::rt::System::new().block_on(work)
}

fn home(place: &Place) -> Result<Home, Box<dyn std::error::Error>> {
    let usual = || std::env::home_dir().map(|dir| dir.join(".sealship-agent"));
    let dir = place
        .home
        .clone()
        .or_else(usual)
        .ok_or("没有用户目录，请用 --home DIR 指明数据目录")?;
    Ok(Home::open(&dir)?)
}

async fn enrol(ask: Enrol) -> Outcome {
    let home = home(&ask.place)?;
    let url = platform::check_url(&ask.url)?;
    let device = home.device()?;
    let name = ask.name.unwrap_or_else(host_name);
    let sent = EnrolAsk::new(ask.code, name, device.seal.public(), &device.sign);
    let reply = platform::enrol(&platform::client()?, &url, &sent).await?;
    let party = reply.party.clone();
    home.keep_enrolment(&Enrolment {
        url,
        agent_id: reply.agent_id,
        platform_key: reply.platform_key,
        party: reply.party,
        origins: reply.origins,
    })?;
    println!("已登记到 {party}。运行 print-agent 开始打印；已在运行的不必重启。");
    Ok(())
}

fn host_name() -> String {
    let name = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let name: String = name.trim().chars().take(60).collect();
    if name.is_empty() {
        "print-agent".into()
    } else {
        name
    }
}

fn pair(place: &Place) -> Outcome {
    println!("{}", home(place)?.pairing_token()?);
    Ok(())
}

fn password(ask: &Password) -> Outcome {
    let home = home(&ask.place)?;
    if let Some(new) = &ask.new {
        if new.trim() != new || new.chars().count() < 8 || new.chars().any(char::is_control) {
            return Err("密码至少 8 个字符，首尾没有空格".into());
        }
        home.set_page_password(new)?;
    }
    println!("{}", home.page_password()?);
    Ok(())
}

fn unit() -> Outcome {
    let program = std::env::current_exe()?;
    print!("{}", UNIT.replace("%PROGRAM%", &program.display().to_string()));
    Ok(())
}

fn allow(ask: &Allow) -> Outcome {
    let home = home(&ask.place)?;
    let mut enrolment = home.enrolment()?.ok_or("尚未登记，请先运行 print-agent enrol")?;
    let parsed = reqwest::Url::parse(&ask.origin).map_err(|_| "不是网页来源")?;
    let origin = parsed.origin().ascii_serialization();
    if origin == "null" || origin != ask.origin {
        return Err(format!("不是网页来源，应如 {origin}").into());
    }
    if !enrolment.origins.contains(&origin) {
        enrolment.origins.push(origin);
        home.keep_enrolment(&enrolment)?;
    }
    Ok(())
}

async fn run(ask: Run) -> Outcome {
    start_log();
    #[cfg(unix)]
    rlimit::Resource::CORE.set(0, 0)?;
    let home = home(&ask.place)?;
    let _held = home.lock()?;
    let settings = home.settings()?;
    let fonts = fonts::find(ask.fonts.or(settings.fonts).as_deref())?;
    let out = ask.out.or(settings.out).unwrap_or_else(|| home.out());
    let port = ask.port.or(settings.port).unwrap_or(PORT);
    let agent = Arc::new(Agent::open(
        home,
        Renderer::new(fonts::Known::of(&fonts)?)?,
        absolute(&out)?,
        platform::client()?,
    )?);
    let (server, port) = server::bind(Arc::clone(&agent), port)?;
    if agent.enrolment().is_none() {
        eprintln!("print-agent: 尚未登记；请在控制台取得登记码，运行 print-agent enrol URL CODE");
    }
    eprintln!("print-agent: 本机页面 http://127.0.0.1:{port}/ ，密码见 print-agent password");
    println!(
        "print-agent {} listening on ws://127.0.0.1:{port}",
        env!("CARGO_PKG_VERSION")
    );
    let left = agent.queue().in_spools();
    let forgetting = tokio::spawn(agent::forget_spooled(Arc::clone(&agent), left));
    let printing = tokio::spawn(agent::print(Arc::clone(&agent)));
    let delivering = tokio::spawn(agent::deliver(Arc::clone(&agent)));
    let served = server.await;
    agent.stop();
    // The label at hand is finished, so that none is of unknown fate after an orderly end.
    let _ = tokio::time::timeout(Duration::from_secs(45), printing).await;
    delivering.abort();
    forgetting.abort();
    Ok(served?)
}

fn absolute(dir: &Path) -> std::io::Result<PathBuf> {
    std::path::absolute(dir)
}

fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,actix_server=warn"));
    let color = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(color)
        .with_writer(std::io::stderr);
    let _ = log.try_init();
}
