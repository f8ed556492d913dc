//! Mails in Chinese.

use super::letter::{
    Answered, Application, Assigned, Decided, Goods, Invited, Letter, Offered, Other, Recalled, Reset,
    Shipped, TurnedDown,
};
use super::sheet::{Places, Sheet, first_five, short};
use crate::party::Side;

pub(super) const FOOT: &str =
    "本邮件由 Sealship 自动发出，请勿回复。邮件中从不包含收件人的姓名、电话或地址。";

pub(super) fn sheet(letter: &Letter, at: &Places) -> Sheet {
    match letter {
        Letter::Assignment(data) => assignment(data, at),
        Letter::BindingOffered(data) => offered(data, at),
        Letter::BindingDecided(data) => decided(data, at),
        Letter::BindingEnded(data) => ended(data, at),
        Letter::Declined(data) => turned_down("拒单", data, at),
        Letter::Failed(data) => turned_down("无法履约", data, at),
        Letter::ShippedSummary(data) => shipped(data, at),
        Letter::RecallAsked(data) => recall_asked(data, at),
        Letter::RecallAnswered(data) => recall_answered(data, at),
        Letter::Invitation(data) => invitation(data, at),
        Letter::PasswordReset(data) => reset(data, at),
        Letter::ApplicationDecided(data) => application(data, at),
        Letter::Test => Sheet::about("Sealship 测试邮件").say("收到这封邮件，说明发信设置正常。"),
    }
}

fn assignment(data: &Assigned, at: &Places) -> Sheet {
    let merchant = short(&data.merchant);
    let mut items: Vec<String> = data.products.iter().map(goods).collect();
    if data.more_products > 0 {
        items.push(format!("另有 {} 种商品", data.more_products));
    }
    let sheet = Sheet::about(format!("{merchant} 分配了 {} 个代发单", data.assignments))
        .say(format!(
            "商家 {merchant} 新分配了 {} 个代发单，共 {} 件。",
            data.assignments, data.pieces
        ))
        .items(items);
    let sheet = match data.ship_by {
        Some(time) => sheet.say(format!("最早发货期限：{}", at.time(time))),
        None => sheet,
    };
    sheet.action("查看代发单", at.link(Side::Factory, "assignments"))
}

fn goods(goods: &Goods) -> String {
    format!("{} × {}", short(&goods.name), goods.pieces)
}

fn offered(data: &Offered, at: &Places) -> Sheet {
    let by = short(&data.by);
    Sheet::about(format!("{by} 申请与您绑定代发关系"))
        .say(format!("{by} 申请与您建立代发绑定关系，请登录后接受或拒绝。"))
        .action("查看申请", at.link(data.side, "bindings"))
}

fn decided(data: &Decided, at: &Places) -> Sheet {
    let (by, word) = (short(&data.by), if data.accepted { "接受" } else { "拒绝" });
    Sheet::about(format!("{by} 已{word}绑定申请"))
        .say(format!("{by} {word}了您的代发绑定申请。"))
        .action("查看绑定关系", at.link(data.side, "bindings"))
}

fn ended(data: &Other, at: &Places) -> Sheet {
    let other = short(&data.other);
    Sheet::about(format!("{other} 结束了绑定关系"))
        .say(format!(
            "{other} 结束了与您的代发绑定关系：不再有新的代发单，进行中的可以完成或撤回。"
        ))
        .action("查看绑定关系", at.link(data.side, "bindings"))
}

fn turned_down(word: &str, data: &TurnedDown, at: &Places) -> Sheet {
    let fulfiller = short(&data.fulfiller);
    Sheet::about(format!("{fulfiller} {word}：{} 个代发单", data.assignments))
        .say(format!(
            "{fulfiller} {word}，涉及 {} 个代发单，共 {} 件。原因：{}。这些商品可重新分配。",
            data.assignments,
            data.pieces,
            reason(&data.code)
        ))
        .items(first_five(&data.orders, more))
        .action("重新分配", at.link(Side::Merchant, "orders"))
}

fn reason(code: &str) -> &str {
    match code {
        "out_of_stock" => "缺货",
        "wrong_product" => "商品不符",
        "price_not_agreed" => "价格未谈妥",
        "capacity" => "产能不足",
        "carrier_not_served" => "快递不可达",
        _ => "其他（详见代发单）",
    }
}

fn more(n: usize) -> String {
    format!("另有 {n} 个")
}

fn shipped(data: &Shipped, at: &Places) -> Sheet {
    let fulfiller = short(&data.fulfiller);
    Sheet::about(format!("{fulfiller} 已发货 {} 个包裹", data.parcels))
        .say(format!(
            "{fulfiller} 发出了 {} 个包裹，涉及 {} 个订单，共 {} 件。",
            data.parcels, data.orders, data.pieces
        ))
        .action("查看订单", at.link(Side::Merchant, "orders"))
}

fn recall_asked(data: &Recalled, at: &Places) -> Sheet {
    let merchant = short(&data.merchant);
    Sheet::about(format!("{merchant} 申请撤回 {} 个代发单", data.assignments))
        .say(format!(
            "商家 {merchant} 申请撤回 {} 个代发单，共 {} 件。面单已取号，请尽快同意或拒绝。",
            data.assignments, data.pieces
        ))
        .items(first_five(&data.aliases, more))
        .action("处理撤回", at.link(Side::Factory, "assignments"))
}

fn recall_answered(data: &Answered, at: &Places) -> Sheet {
    let (fulfiller, word) = (short(&data.fulfiller), if data.granted { "同意" } else { "拒绝" });
    Sheet::about(format!("{fulfiller} 已{word}撤回"))
        .say(format!("{fulfiller} {word}了撤回申请，共 {} 件。", data.pieces))
        .items(first_five(&data.orders, more))
        .action("查看订单", at.link(Side::Merchant, "orders"))
}

fn invitation(data: &Invited, at: &Places) -> Sheet {
    let party = short(&data.party);
    Sheet::about(format!("{party} 邀请您加入 Sealship"))
        .say(format!("{party} 邀请您加入。链接仅可使用一次，请勿转发。"))
        .action(
            "接受邀请",
            at.link(data.side, &format!("invitation#{}", data.secret)),
        )
}

fn reset(data: &Reset, at: &Places) -> Sheet {
    Sheet::about("重置 Sealship 密码")
        .say("有人为您的账号申请重置密码。如果不是您本人操作，请忽略本邮件。链接仅可使用一次。")
        .action(
            "重置密码",
            at.link(data.side, &format!("password-reset#{}", data.secret)),
        )
}

fn application(data: &Application, at: &Places) -> Sheet {
    let party = short(&data.party);
    if data.approved {
        return Sheet::about(format!("{party} 的入驻申请已通过"))
            .say(format!("{party} 的入驻申请已通过，现在可以登录使用。"))
            .action("登录", at.link(data.side, ""));
    }
    Sheet::about(format!("{party} 的入驻申请未通过"))
        .say(format!("{party} 的入驻申请未通过，原因请登录后查看。"))
        .action("登录", at.link(data.side, ""))
}
