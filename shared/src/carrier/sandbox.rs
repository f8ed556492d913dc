//! The sandbox carrier's adapter: the path real carriers will use, to a carrier that moves no parcel.
//!
//! Wire: JSON over HTTP, signed per [`form::mac`]. `POST /take`, `/query`, `/void`,
//! `GET /balance?account=`, `GET /sold?after=&limit=`. An answer has `result` (`sold`, `void`, `absent`) or
//! `code` (see [`wire`]); its server is `platform::sandbox`.

use std::time::Duration;

use super::form::{self, Json};
use super::{
    Adapter, Balance, Blank, Denial, Fields, Form, Issued, Method, Name, Part, QueryOutcome, Reply, Scheme,
    Serves, Sign, TakeAsk, TakeOutcome, Trouble, VoidOutcome,
};

/// Its code in rows.
pub const CODE: &str = "sandbox";
/// What every one of its labels says.
pub const TEST_MARK: &str = "测试面单 SANDBOX";

const SALE: &[&str] = &[
    "/result",
    "/code",
    "/number",
    "/sorting_code",
    "/hub",
    "/route",
    "/fee_fen",
];
const VOID: &[&str] = &["/result", "/code"];
const BALANCE: &[&str] = &["/code", "/balance_fen", "/numbers_left"];
const TIMEOUT: Duration = Duration::from_secs(10);

/// The words on the wire that are not field names.
pub mod wire {
    pub const SOLD: &str = "sold";
    pub const VOID: &str = "void";
    pub const ABSENT: &str = "absent";
    pub const PHONE: &str = "receiver_phone_invalid";
    pub const ADDRESS: &str = "receiver_address_invalid";
    pub const REGION: &str = "region_not_served";
    pub const EMPTY: &str = "numbers_exhausted";
    pub const BALANCE: &str = "balance_insufficient";
    pub const ACCOUNT: &str = "account_unknown";
    pub const NUMBER: &str = "number_unknown";
    pub const VOIDED: &str = "number_void";
    pub const SIGNATURE: &str = "signature_invalid";
    pub const MALFORMED: &str = "request_malformed";
    /// Said without having acted: try again later.
    pub const BUSY: &str = "busy";
}

/// The adapter: where the server listens and the key the platform is known by.
#[derive(Debug, Clone)]
pub struct Sandbox {
    origin: String,
    app_key: String,
}

impl Sandbox {
    /// `None` unless `url` is an http(s) origin.
    pub fn new(url: &str, app_key: &str) -> Option<Sandbox> {
        let origin = url.trim_end_matches('/');
        let (scheme, host) = origin.split_once("://")?;
        let legal =
            matches!(scheme, "http" | "https") && !host.is_empty() && !host.contains(['/', '?', '#', '@']);
        legal.then(|| Sandbox {
            origin: origin.to_owned(),
            app_key: app_key.to_owned(),
        })
    }

    /// Every number sold after a sequence number, at most `limit`, oldest first: for proofs that nothing is lost.
    pub fn sold(&self, after: u64, limit: u32) -> Form {
        self.form(
            Method::Get,
            &format!("/sold?after={after}&limit={limit}"),
            Vec::new(),
            &[],
        )
    }

    fn post(&self, path: &str, body: Vec<Part>, reply: &'static [&'static str]) -> Form {
        self.form(Method::Post, path, body, reply)
    }

    fn form(&self, method: Method, path: &str, body: Vec<Part>, reply: &'static [&'static str]) -> Form {
        Form {
            method,
            url: format!("{}{path}", self.origin),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body,
            sign: Some(Sign {
                carrier: CODE.to_owned(),
                app_key: self.app_key.clone(),
                scheme: Scheme::HmacSha256,
            }),
            reply,
            timeout: TIMEOUT,
        }
    }
}

impl Adapter for Sandbox {
    fn code(&self) -> &str {
        CODE
    }

    fn name(&self) -> Name {
        Name {
            zh: "沙箱快递",
            en: "Sandbox Express",
        }
    }

    fn test_mark(&self) -> Option<&'static str> {
        Some(TEST_MARK)
    }

    /// The server keeps a keyed digest of each form and no receiver.
    fn holder_can_read_receiver(&self) -> bool {
        false
    }

    fn serves(&self, adcode: u32) -> Serves {
        if province(adcode).is_some() {
            Serves::Unknown
        } else {
            Serves::No
        }
    }

    fn quote_fen(&self, ask: &TakeAsk) -> i64 {
        fee_fen(ask.adcode)
    }

    fn take(&self, ask: &TakeAsk) -> Form {
        let body = Json::object(|o| {
            o.field("client_ref", ask.client_ref.as_str());
            o.field("account", ask.account.as_str());
            o.field("branch", ask.branch.as_str());
            o.field("product", ask.product.as_str());
            o.field("goods", ask.goods.as_str());
            o.field("weight_g", ask.weight_g);
            o.field("region", ask.adcode);
            o.nested("sender", |s| sender(s, ask));
            o.nested("receiver", receiver);
        });
        self.post("/take", body, SALE)
    }

    fn read_take(&self, reply: &Reply) -> TakeOutcome {
        match reply {
            Reply::NotSent(trouble) => TakeOutcome::NotSent(*trouble),
            Reply::Lost(trouble) => TakeOutcome::Unknown(*trouble),
            Reply::Answered { status: 200, fields } if fields.text("/result") == Some(wire::SOLD) => {
                issued(fields).map_or(TakeOutcome::Unknown(Trouble::Unreadable), TakeOutcome::Issued)
            }
            Reply::Answered { status, fields } => match said_no(*status, fields) {
                Some(No::Denied(denial)) => TakeOutcome::Failed(denial),
                Some(No::Busy) => TakeOutcome::NotSent(Trouble::Busy),
                None => TakeOutcome::Unknown(Trouble::Unreadable),
            },
        }
    }

    fn query(&self, account: &str, client_ref: &str) -> Form {
        let body = Json::object(|o| {
            o.field("account", account);
            o.field("client_ref", client_ref);
        });
        self.post("/query", body, SALE)
    }

    fn read_query(&self, reply: &Reply) -> QueryOutcome {
        let (status, fields) = match reply {
            Reply::NotSent(trouble) | Reply::Lost(trouble) => return QueryOutcome::Unknown(*trouble),
            Reply::Answered { status, fields } => (*status, fields),
        };
        let unreadable = QueryOutcome::Unknown(Trouble::Unreadable);
        match (status, fields.text("/result")) {
            (200, Some(wire::SOLD)) => issued(fields).map_or(unreadable, QueryOutcome::Issued),
            (200, Some(wire::VOID)) => {
                number(fields).map_or(unreadable, |number| QueryOutcome::Voided { number })
            }
            (200, Some(wire::ABSENT)) => QueryOutcome::Absent,
            _ => match said_no(status, fields) {
                Some(No::Denied(denial)) => QueryOutcome::Failed(denial),
                Some(No::Busy) => QueryOutcome::Unknown(Trouble::Busy),
                None => unreadable,
            },
        }
    }

    fn void(&self, account: &str, number: &str) -> Form {
        let body = Json::object(|o| {
            o.field("account", account);
            o.field("number", number);
        });
        self.post("/void", body, VOID)
    }

    fn read_void(&self, reply: &Reply) -> VoidOutcome {
        match reply {
            Reply::NotSent(trouble) | Reply::Lost(trouble) => VoidOutcome::Unknown(*trouble),
            Reply::Answered { status: 200, fields } if fields.text("/result") == Some(wire::VOID) => {
                VoidOutcome::Voided
            }
            Reply::Answered { status, fields } => match said_no(*status, fields) {
                Some(No::Denied(denial)) => VoidOutcome::Failed(denial),
                Some(No::Busy) => VoidOutcome::Unknown(Trouble::Busy),
                None => VoidOutcome::Unknown(Trouble::Unreadable),
            },
        }
    }

    fn balance(&self, account: &str) -> Form {
        let path = format!("/balance?account={}", form::url_value(account));
        self.form(Method::Get, &path, Vec::new(), BALANCE)
    }

    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble> {
        match reply {
            Reply::NotSent(trouble) | Reply::Lost(trouble) => Err(*trouble),
            Reply::Answered { status: 200, fields } => {
                let fen = fields.int("/balance_fen").ok_or(Trouble::Unreadable)?;
                Ok(Balance {
                    fen,
                    numbers_left: fields.int("/numbers_left"),
                })
            }
            Reply::Answered { fields, .. } if fields.text("/code") == Some(wire::BUSY) => Err(Trouble::Busy),
            Reply::Answered { .. } => Err(Trouble::Unreadable),
        }
    }
}

fn sender(json: &mut Json, ask: &TakeAsk) {
    json.field("name", ask.sender.name.as_str());
    json.field("phone", ask.sender.phone.as_str());
    json.field("address", ask.sender.address.as_str());
}

fn receiver(json: &mut Json) {
    json.blank("name", Blank::Name);
    json.blank("phone", Blank::Phone);
    json.blank("province", Blank::Province);
    json.blank("city", Blank::City);
    json.blank("district", Blank::District);
    json.blank("address", Blank::Address);
}

enum No {
    Denied(Denial),
    Busy,
}

/// The carrier's own no. An error status without the carrier's code may come from anything on the way, so it says
/// nothing about the number.
fn said_no(status: u16, fields: &Fields) -> Option<No> {
    let code = fields.text("/code")?;
    match (status, code) {
        (429 | 503, wire::BUSY) => Some(No::Busy),
        (400..=499, code) => Some(No::Denied(denial(code))),
        _ => None,
    }
}

fn denial(code: &str) -> Denial {
    match code {
        wire::PHONE => Denial::ReceiverPhone,
        wire::ADDRESS => Denial::ReceiverAddress,
        wire::REGION => Denial::RegionNotServed,
        wire::EMPTY => Denial::OutOfNumbers,
        wire::BALANCE => Denial::BalanceShort,
        wire::ACCOUNT => Denial::AccountUnknown,
        wire::NUMBER => Denial::NumberUnknown,
        wire::VOIDED => Denial::AlreadyVoid,
        wire::SIGNATURE => Denial::Credential,
        wire::MALFORMED => Denial::Malformed,
        _ => Denial::Other,
    }
}

fn issued(fields: &Fields) -> Option<Issued> {
    Some(Issued {
        number: number(fields)?,
        sorting_code: fields.text("/sorting_code")?.to_owned(),
        hub: fields.text("/hub")?.to_owned(),
        route: fields.text("/route")?.to_owned(),
        fee_fen: fields.int("/fee_fen").filter(|fee| *fee >= 0)?,
    })
}

fn number(fields: &Fields) -> Option<String> {
    fields
        .text("/number")
        .filter(|number| is_number(number))
        .map(str::to_owned)
}

/// The number of a serial below 10^12: `SX`, twelve digits, a check digit.
pub fn number_of(serial: u64) -> String {
    let digits = format!("{serial:012}");
    let check = check_digit(&digits);
    format!("SX{digits}{check}")
}

/// Whether a text is one of this carrier's numbers, check digit included.
pub fn is_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix("SX") else {
        return false;
    };
    let Some((body, check)) = digits.split_at_checked(12) else {
        return false;
    };
    let plain = digits.len() == 13 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && check == check_digit(body).to_string()
}

/// Luhn (ISO/IEC 7812-1 annex B): catches every wrong digit and nearly every swap of neighbours.
fn check_digit(digits: &str) -> u32 {
    let weighed = digits.chars().rev().enumerate().map(|(at, c)| {
        let digit = c.to_digit(10).unwrap_or(0);
        if at % 2 == 0 {
            digit * 2 / 10 + digit * 2 % 10
        } else {
            digit
        }
    });
    (10 - weighed.sum::<u32>() % 10) % 10
}

/// What a number to this division costs, in fen; the far west and the sea crossings cost more.
pub fn fee_fen(adcode: u32) -> i64 {
    match adcode / 10_000 {
        54 | 65 => 220,
        15 | 46 | 63 => 160,
        71 | 81 | 82 => 480,
        _ => 120,
    }
}

/// The two-digit province of a division code (GB/T 2260), `None` where there is none.
pub fn province(adcode: u32) -> Option<u32> {
    let province = adcode / 10_000;
    let known = matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82);
    (known && adcode < 1_000_000).then_some(province)
}

#[cfg(test)]
mod tests;
