//! Why something was not printed: a stable code, the user's words, and what to do next.

use std::borrow::Cow;

use serde::Serialize;
use ticket::TicketRefusal;

/// A refusal as the protocol carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Stable.
    pub code: Cow<'static, str>,
    /// For people, zh-CN.
    pub msg: Cow<'static, str>,
    /// What to do next, zh-CN.
    pub remedy: Cow<'static, str>,
}

impl Refusal {
    /// With the words of [`CODES`].
    pub fn of(code: &'static str) -> Refusal {
        let (msg, remedy) = words(code);
        Refusal {
            code: code.into(),
            msg: msg.into(),
            remedy: remedy.into(),
        }
    }

    /// With a more exact message.
    pub fn saying(code: &'static str, msg: String) -> Refusal {
        Refusal {
            msg: msg.into(),
            ..Refusal::of(code)
        }
    }

    /// A refusal by its code alone, the platform's or one that was written down: in this agent's words, which the
    /// platform's are not.
    pub fn by_code(code: String) -> Refusal {
        match CODES.iter().find(|(known, ..)| *known == code) {
            Some((known, ..)) => Refusal::of(known),
            None => {
                let (msg, remedy) = words("platform_refused");
                Refusal {
                    msg: format!("{msg}（{code}）").into(),
                    remedy: remedy.into(),
                    code: code.into(),
                }
            }
        }
    }
}

impl From<TicketRefusal> for Refusal {
    fn from(refusal: TicketRefusal) -> Refusal {
        Refusal::of(refusal.code())
    }
}

fn words(code: &str) -> (&'static str, &'static str) {
    CODES
        .iter()
        .find(|(known, ..)| *known == code)
        .map_or(("未知错误", "请联系平台"), |(_, msg, remedy)| {
            (msg, remedy)
        })
}

const AGAIN: &str = "请在控制台重新发起打印";
const ASK: &str = "请联系平台";

/// Every code: what happened, what to do.
pub const CODES: &[(&str, &str, &str)] = &[
    ("bad_request", "请求格式不对", "请按 PROTOCOL.md 检查请求"),
    ("unsupported_version", "版本不受支持", "请升级打印组件或客户端"),
    ("unknown_command", "没有这个命令", "请按 PROTOCOL.md 检查 cmd"),
    (
        "not_paired",
        "浏览器尚未与打印组件配对",
        "请运行 print-agent pair，把配对码填入控制台",
    ),
    ("wrong_token", "配对码不对", "请运行 print-agent pair 查看配对码"),
    (
        "not_enrolled",
        "打印组件尚未登记",
        "请在控制台取得登记码，运行 print-agent enrol",
    ),
    (
        "unknown_printer",
        "没有这台打印机",
        "请用 getPrinters 查看可用打印机",
    ),
    (
        "bad_config",
        "打印机设置超出范围",
        "偏移在 ±10 毫米之内，纸张须为已支持的尺寸",
    ),
    ("too_many_documents", "一个任务最多 10 张面单", "请分成多个任务"),
    ("queue_full", "排队的面单太多", "请等前面的面单打完"),
    ("task_conflict", "同一任务号已用于别的内容", "请换一个 taskID"),
    ("already_queued", "这张面单已在队列中", "请等它打完"),
    ("document_mismatch", "documentID 与面单内的运单号不一致", AGAIN),
    (
        "custom_unsupported",
        "这一版面单模板没有自定义区",
        "请重新获取打印任务",
    ),
    (
        "bad_custom",
        "自定义区不符合格式",
        "请在模板页检查自定义区，再重新获取打印任务",
    ),
    ("malformed", "打印任务已损坏", AGAIN),
    (
        "bad_signature",
        "打印任务不是由已登记的平台签发",
        "请确认打印组件登记的平台与控制台一致",
    ),
    (
        "not_for_this_agent",
        "打印任务是给另一台打印组件的",
        "请在控制台选择本机的打印组件",
    ),
    ("expired_queue", "打印任务超过 10 分钟未进入队列", AGAIN),
    ("expired_leave", "打印任务超过 24 小时未打印", AGAIN),
    ("altered", "打印任务被改动或不是给本机的", AGAIN),
    (
        "template_mismatch",
        "打印组件没有任务指定的面单模板",
        "请升级打印组件",
    ),
    (
        "plain_not_allowed",
        "PDF 打印机只打印脱敏面单",
        "请选择直连打印机",
    ),
    (
        "wrong_media",
        "面单尺寸与打印机设置的纸张不同",
        "请更换纸张或修改打印机设置",
    ),
    ("bad_number", "运单号不能作文件名", ASK),
    (
        "bad_printer",
        "打印机的名称或地址不对",
        "请在打印组件自己的页面上检查打印机",
    ),
    (
        "printer_unreachable",
        "连不上打印机：可能关机、休眠或断了网线",
        "请唤醒打印机、检查网线；接通后会接着打",
    ),
    (
        "printer_silent",
        "打印机没有应答：可能缺纸、缺碳带或开着盖",
        "请检查打印机的纸、碳带和上盖；好了会接着打",
    ),
    (
        "printer_cut",
        "与打印机的连接断了",
        "请检查网线与打印机电源；看一看这张面单是否已打出",
    ),
    (
        "printer_busy",
        "打印机正忙，暂时不收面单",
        "请等它打完；空下来会接着打",
    ),
    ("paper_out", "打印机缺纸", "请装纸，装好会接着打"),
    ("paper_jam", "打印机卡纸", "请清除卡纸，好了会接着打"),
    ("cover_open", "打印机开着盖", "请合上打印机上盖，合上会接着打"),
    ("ribbon_out", "打印机缺碳带", "请装碳带，装好会接着打"),
    ("printer_hot", "打印头过热", "请等它凉下来，凉了会接着打"),
    ("printer_paused", "打印机被按了暂停", "请按打印机上的暂停键恢复"),
    (
        "printer_stopped",
        "打印队列被停用",
        "请在系统的打印设置中启用这台打印机，启用后会接着打",
    ),
    (
        "printer_not_accepting",
        "打印队列不接受任务",
        "请在系统的打印设置中让这台打印机接受任务",
    ),
    (
        "unknown_queue",
        "没有这个打印队列",
        "请在打印组件自己的页面上重新选择打印队列",
    ),
    (
        "format_not_supported",
        "打印队列不收这种格式",
        "请改用 RAW 队列，或在打印组件的页面上改选打印语言",
    ),
    ("printer_refused", "打印队列拒绝了面单", "请查看打印队列的说明"),
    (
        "job_cancelled",
        "打印队列取消了任务",
        "请看一看这张面单是否已打出",
    ),
    (
        "no_spooler",
        "这台电脑没有 Windows 打印后台",
        "请用直连或 IPP 打印机",
    ),
    (
        "interrupted",
        "打印组件在打印前停了，没有打印",
        "请在控制台重新发起打印，不需要理由",
    ),
    (
        "fate_unknown",
        "打印组件在打印当中停了，不知道有没有打出",
        "请看一看这张面单是否已打出，在控制台回答",
    ),
    ("cancelled", "已取消，没有打印", AGAIN),
    ("unknown_task", "没有这个打印任务", "请用 getTaskStatus 查看任务"),
    ("bad_password", "密码不对", "请运行 print-agent password 查看密码"),
    ("too_many_guesses", "密码错得太多", "请等一分钟再试"),
    (
        "not_this_page",
        "只有打印组件自己的页面可以这样做",
        "请在本机打开打印组件的页面",
    ),
    (
        "wrong_account",
        "打印组件登记在另一个账号下",
        "请用登记时的账号登录，或在本账号下重新登记打印组件",
    ),
    ("ok", "打印组件一切正常", "可以打印"),
    ("platform_unreachable", "连不上平台", "请检查网络；接通后会接着打"),
    ("platform_busy", "平台正忙", "请稍候；平台空下来会接着打"),
    ("platform_silent", "平台没有应答，没有打印", AGAIN),
    (
        "waited_too_long",
        "打印机一分钟内没有准备好，没有打印",
        "请在控制台重新发起打印，不需要理由",
    ),
    ("platform_refused", "平台拒绝了打印任务", AGAIN),
    (
        "agent_signature",
        "平台不认得打印组件的签名",
        "请校准本机时钟；仍不行请重新登记打印组件",
    ),
    (
        "not_found",
        "平台没有这个打印任务",
        "请确认打印组件登记在打印的账号下，再重新发起打印",
    ),
    ("ticket_expired", "打印任务已作废：过期、取消或换了新的", AGAIN),
    (
        "party_not_active",
        "账号未通过审核或已被停用",
        "请等待平台审核，或联系平台",
    ),
    (
        "binding_not_live",
        "与商家的合作已停止，不能打印",
        "请与商家恢复合作后重新打印",
    ),
    (
        "state_forbids",
        "包裹现在不能打印：可能已撤回、作废或发出超过两天",
        "请在控制台查看包裹的状态",
    ),
    (
        "order_closed",
        "订单已关闭或未付款",
        "请不要发货，在控制台查看订单",
    ),
    ("refund_open", "订单正在退款", "请等退款有结果后再打印"),
    ("receivers_differ", "合并的订单收件人不同了", "请在控制台拆开包裹"),
    (
        "receiver_changed",
        "取号后收件人改了",
        "请作废运单号，重新取号后打印",
    ),
    (
        "receiver_gone",
        "收件人信息已被永久删除",
        "请向商家索取，或取消包裹",
    ),
    ("no_number", "包裹还没有可打印的运单号", "请先取号"),
    (
        "waybill_unknown",
        "快递公司还没答复有没有给号",
        "请等平台问清后再打印",
    ),
    (
        "already_redeemed",
        "这个打印任务已经用过",
        "如需再打一张，请在控制台重打",
    ),
    ("clock_off", "本机时钟与平台相差超过 5 分钟", "请校准本机时钟"),
    ("agent_revoked", "打印组件已被停用", "请重新登记打印组件"),
    (
        "glyph_missing",
        "字体里没有这些字",
        "请联系平台更换收件人写法，或手写面单",
    ),
    ("barcode_too_long", "运单号做不成条码", ASK),
    ("render_failed", "面单排版失败", "请重新打印；仍失败请联系平台"),
    (
        "paper_too_long",
        "这张单据太长",
        "拣货单最多 500 个包裹、4000 行货品，交接单最多 2000 行：请分成几张",
    ),
    (
        "too_many_at_once",
        "同时要打印组件做的事太多",
        "请等前面的预览或打印完成",
    ),
    ("render_timeout", "面单排版超时", "请重新打印；仍失败请联系平台"),
    (
        "output_failed",
        "写入输出文件夹失败",
        "请检查磁盘空间与文件夹权限",
    ),
    (
        "journal_failed",
        "打印记录写不下去，没有打印",
        "请检查磁盘空间与打印组件的数据目录",
    ),
    (
        "stopping",
        "打印组件正在退出，没有打印",
        "请在打印组件重新启动后再打",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_said_once_and_every_ticket_refusal_has_words() {
        let mut codes: Vec<_> = CODES.iter().map(|(code, ..)| code).collect();
        codes.sort();
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
        for refusal in [
            TicketRefusal::Malformed,
            TicketRefusal::UnsupportedVersion,
            TicketRefusal::BadSignature,
            TicketRefusal::NotForThisAgent,
            TicketRefusal::ExpiredQueue,
            TicketRefusal::ExpiredLeave,
            TicketRefusal::TemplateMismatch,
            TicketRefusal::Altered,
        ] {
            assert_ne!(Refusal::from(refusal).msg, "未知错误");
        }
        let odd = Refusal::by_code("odd".into());
        assert_eq!(
            (odd.code.as_ref(), odd.msg.as_ref()),
            ("odd", "平台拒绝了打印任务（odd）")
        );
    }

    /// What the platform's own source refuses a redemption with.
    fn refusals_of_the_platform() -> Vec<String> {
        let read = |path: &str| {
            let path = format!("{}/../shared/src/{path}", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap()
        };
        let table = read("error.rs");
        let named = ["print/redeem.rs", "print/task.rs", "waybill/preflight.rs"]
            .map(read)
            .concat();
        let names = named.split("Code::").skip(1).map(|rest| {
            let name = rest.split(|c: char| !c.is_alphanumeric()).next();
            name.unwrap().to_owned()
        });
        let text = |name: String| {
            let row = table
                .lines()
                .find_map(|line| line.trim().strip_prefix(&format!("{name} = \"")));
            row.map(|row| row.split('"').next().unwrap().to_owned())
        };
        names.filter_map(text).collect()
    }

    #[test]
    fn every_refusal_of_a_redemption_has_words_in_the_users_language() {
        // Said where numbers are taken or labels asked for, not where tickets are redeemed.
        let elsewhere = [
            "busy",
            "waybill_live",
            "carrier_not_allowed",
            "region_not_served",
            "reprint_reason",
            "agent_unknown",
            "sender_missing",
            "invalid_field",
            "too_many_rows",
            "duplicate_key",
        ];
        let codes = refusals_of_the_platform();
        for expected in ["already_redeemed", "ticket_expired", "not_found", "state_forbids"] {
            assert!(
                codes.iter().any(|code| code == expected),
                "{expected} is not among {codes:?}"
            );
        }
        for code in codes
            .into_iter()
            .chain(["clock_off", "agent_revoked"].map(str::to_owned))
        {
            let known = CODES.iter().any(|(known, ..)| *known == code);
            assert!(known || elsewhere.contains(&code.as_str()), "{code} has no words");
        }
        assert!(
            CODES
                .iter()
                .all(|(_, msg, remedy)| !msg.is_ascii() && !remedy.is_ascii())
        );
    }
}
