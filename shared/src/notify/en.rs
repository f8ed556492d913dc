//! Mails in English.

use super::letter::{
    Answered, Application, Assigned, Decided, Goods, Invited, Letter, Offered, Other, Recalled, Reset,
    Shipped, TurnedDown,
};
use super::sheet::{Places, Sheet, first_five, short};
use crate::party::Side;

pub(super) const FOOT: &str =
    "Sent by Sealship; replies are not read. No mail ever carries a receiver's name, phone or address.";

pub(super) fn sheet(letter: &Letter, at: &Places) -> Sheet {
    match letter {
        Letter::Assignment(data) => assignment(data, at),
        Letter::BindingOffered(data) => offered(data, at),
        Letter::BindingDecided(data) => decided(data, at),
        Letter::BindingEnded(data) => ended(data, at),
        Letter::Declined(data) => turned_down("declined", data, at),
        Letter::Failed(data) => turned_down("cannot supply", data, at),
        Letter::ShippedSummary(data) => shipped(data, at),
        Letter::RecallAsked(data) => recall_asked(data, at),
        Letter::RecallAnswered(data) => recall_answered(data, at),
        Letter::Invitation(data) => invitation(data, at),
        Letter::PasswordReset(data) => reset(data, at),
        Letter::ApplicationDecided(data) => application(data, at),
        Letter::Test => Sheet::about("Sealship test mail").say("This mail arrived: sending works."),
    }
}

/// `1 order`, `2 orders`.
fn count(n: i64, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

fn assignment(data: &Assigned, at: &Places) -> Sheet {
    let merchant = short(&data.merchant);
    let assignments = count(data.assignments, "assignment");
    let mut items: Vec<String> = data.products.iter().map(goods).collect();
    if data.more_products > 0 {
        items.push(format!("and {}", count(data.more_products, "more product")));
    }
    let sheet = Sheet::about(format!("{assignments} from {merchant}"))
        .say(format!(
            "{merchant} gave you {assignments}, {} in all.",
            count(data.pieces, "piece")
        ))
        .items(items);
    let sheet = match data.ship_by {
        Some(time) => sheet.say(format!("Earliest to ship by: {}", at.time(time))),
        None => sheet,
    };
    sheet.action("See the assignments", at.link(Side::Factory, "assignments"))
}

fn goods(goods: &Goods) -> String {
    format!("{} × {}", short(&goods.name), goods.pieces)
}

fn offered(data: &Offered, at: &Places) -> Sheet {
    let by = short(&data.by);
    Sheet::about(format!("{by} offers you a binding"))
        .say(format!(
            "{by} offers to work with you. Sign in to accept or decline."
        ))
        .action("See the offer", at.link(data.side, "bindings"))
}

fn decided(data: &Decided, at: &Places) -> Sheet {
    let (by, word) = (
        short(&data.by),
        if data.accepted { "accepted" } else { "declined" },
    );
    Sheet::about(format!("{by} {word} your binding"))
        .say(format!("{by} {word} the binding you offered."))
        .action("See your bindings", at.link(data.side, "bindings"))
}

fn ended(data: &Other, at: &Places) -> Sheet {
    let other = short(&data.other);
    Sheet::about(format!("{other} ended your binding"))
        .say(format!(
            "{other} ended the binding with you: no new assignments; open work is finished or recalled."
        ))
        .action("See your bindings", at.link(data.side, "bindings"))
}

fn turned_down(word: &str, data: &TurnedDown, at: &Places) -> Sheet {
    let fulfiller = short(&data.fulfiller);
    let assignments = count(data.assignments, "assignment");
    Sheet::about(format!("{fulfiller} {word}: {assignments}"))
        .say(format!(
            "{fulfiller} {word}: {assignments}, {} in all. Reason: {}. The pieces are free to assign again.",
            count(data.pieces, "piece"),
            reason(&data.code)
        ))
        .items(first_five(&data.orders, more))
        .action("Assign again", at.link(Side::Merchant, "orders"))
}

fn reason(code: &str) -> &str {
    match code {
        "out_of_stock" => "out of stock",
        "wrong_product" => "wrong product",
        "price_not_agreed" => "price not agreed",
        "capacity" => "no capacity",
        "carrier_not_served" => "no carrier serves the region",
        _ => "other (see the assignment)",
    }
}

fn more(n: usize) -> String {
    format!("and {n} more")
}

fn shipped(data: &Shipped, at: &Places) -> Sheet {
    let fulfiller = short(&data.fulfiller);
    let parcels = count(data.parcels, "parcel");
    Sheet::about(format!("{fulfiller} shipped {parcels}"))
        .say(format!(
            "{fulfiller} shipped {parcels} of {}, {} in all.",
            count(data.orders, "order"),
            count(data.pieces, "piece")
        ))
        .action("See the orders", at.link(Side::Merchant, "orders"))
}

fn recall_asked(data: &Recalled, at: &Places) -> Sheet {
    let merchant = short(&data.merchant);
    let assignments = count(data.assignments, "assignment");
    Sheet::about(format!("{merchant} asks to recall {assignments}"))
        .say(format!(
            "{merchant} asks to recall {assignments}, {} in all. A number was taken already: please grant or deny soon.",
            count(data.pieces, "piece")
        ))
        .items(first_five(&data.aliases, more))
        .action("Answer the recall", at.link(Side::Factory, "assignments"))
}

fn recall_answered(data: &Answered, at: &Places) -> Sheet {
    let (fulfiller, word) = (
        short(&data.fulfiller),
        if data.granted { "granted" } else { "denied" },
    );
    Sheet::about(format!("{fulfiller} {word} the recall"))
        .say(format!(
            "{fulfiller} {word} the recall of {}.",
            count(data.pieces, "piece")
        ))
        .items(first_five(&data.orders, more))
        .action("See the orders", at.link(Side::Merchant, "orders"))
}

fn invitation(data: &Invited, at: &Places) -> Sheet {
    let party = short(&data.party);
    Sheet::about(format!("{party} invites you to Sealship"))
        .say(format!(
            "{party} invites you to join. The link works once; do not pass it on."
        ))
        .action(
            "Accept the invitation",
            at.link(data.side, &format!("invitation#{}", data.secret)),
        )
}

fn reset(data: &Reset, at: &Places) -> Sheet {
    Sheet::about("Reset your Sealship password")
        .say("Somebody asked to reset your password. If it was not you, ignore this mail. The link works once.")
        .action(
            "Reset the password",
            at.link(data.side, &format!("password-reset#{}", data.secret)),
        )
}

fn application(data: &Application, at: &Places) -> Sheet {
    let party = short(&data.party);
    if data.approved {
        return Sheet::about(format!("{party} is approved"))
            .say(format!(
                "The application of {party} is approved. You can sign in now."
            ))
            .action("Sign in", at.link(data.side, ""));
    }
    Sheet::about(format!("{party} is not approved"))
        .say(format!(
            "The application of {party} is not approved. Sign in to read why."
        ))
        .action("Sign in", at.link(data.side, ""))
}
