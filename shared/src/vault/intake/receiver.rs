//! One way from a receiver as written to a receiver as sealed, for files and for JSON alike.

use serde::Deserialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use super::address;
use super::cell;
use super::fault::{Complaint, Fault, FaultCode};
use super::header::Field;
use super::phone;
use crate::vault;
use crate::vault::plain::{Plain, PlainReceiver};

/// Characters of a name.
const NAME: usize = 60;
/// Characters of a remark.
pub(super) const REMARK: usize = 1000;

/// A receiver as a caller wrote it. `area` is province, city and district in one text.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RawReceiver {
    /// 收件人
    #[schema(value_type = String)]
    pub(in crate::vault) name: Plain,
    /// One mobile, landline or 400 number, an extension after a hyphen.
    #[schema(value_type = String)]
    pub(in crate::vault) phone: Plain,
    /// Province, city and district in one text, e.g. `浙江省 杭州市 西湖区`.
    #[serde(default)]
    #[schema(value_type = String)]
    pub(in crate::vault) area: Plain,
    /// 省
    #[serde(default)]
    #[schema(value_type = String)]
    pub(in crate::vault) province: Plain,
    /// 市
    #[serde(default)]
    #[schema(value_type = String)]
    pub(in crate::vault) city: Plain,
    /// 区县
    #[serde(default)]
    #[schema(value_type = String)]
    pub(in crate::vault) district: Plain,
    /// The rest of the address, or the whole of it.
    #[schema(value_type = String)]
    pub(in crate::vault) address: Plain,
    /// What the buyer wrote.
    #[serde(default)]
    #[schema(value_type = String)]
    pub(in crate::vault) remark: Plain,
}

impl PlainReceiver {
    /// Normalises a receiver, or says everything that is wrong with it (row 0; columns by their JSON names).
    ///
    /// # Errors
    /// One fault for each field that cannot be taken.
    pub fn parse(raw: &RawReceiver) -> Result<PlainReceiver, Vec<Fault>> {
        let fault = |(field, code): Complaint| Fault {
            row: 0,
            column: field.name().into(),
            code,
        };
        parse(raw).map_err(|complaints| complaints.into_iter().map(fault).collect())
    }
}

pub(super) fn parse(raw: &RawReceiver) -> Result<PlainReceiver, Vec<Complaint>> {
    let place = address::resolve(raw);
    let region = place.as_ref().ok().map(|(region, _)| *region);
    let name = name(&raw.name).map_err(|code| (Field::Name, code));
    let phone = phone::normalise(raw.phone.expose(), region).map_err(|code| (Field::Phone, code));
    let remark = remark(raw.remark.expose()).map_err(|code| (Field::BuyerRemark, code));
    match (name, phone, place, remark) {
        (Ok(name), Ok(phone), Ok((region, address)), Ok(remark)) => Ok(PlainReceiver {
            name,
            phone,
            address,
            remark,
            region,
        }),
        (name, phone, place, remark) => Err([name.err(), phone.err(), place.err(), remark.err()]
            .into_iter()
            .flatten()
            .collect()),
    }
}

fn name(raw: &Plain) -> Result<Plain, FaultCode> {
    let name = cell::line(raw.expose(), NAME)?;
    if name.is_empty() {
        return Err(FaultCode::Missing);
    }
    if name.contains(['*', '＊']) {
        return Err(FaultCode::MaskedReceiver);
    }
    fits(name, vault::Field::Name)
}

/// A remark keeps its line breaks; other control characters are faults.
pub(super) fn remark(raw: &str) -> Result<Plain, FaultCode> {
    if raw.chars().count() > REMARK {
        return Err(FaultCode::TooLong);
    }
    let mut clean = Zeroizing::new(String::with_capacity(raw.len() + 8));
    for part in raw.lines() {
        let part = cell::line(part, REMARK)?;
        if !clean.is_empty() && !part.is_empty() {
            clean.push('\n');
        }
        clean.push_str(&part);
    }
    Ok(Plain::from(clean))
}

/// A field must fit its sealed record.
pub(super) fn fits(text: Zeroizing<String>, field: vault::Field) -> Result<Plain, FaultCode> {
    if text.len() > field.limit() {
        Err(FaultCode::TooLong)
    } else {
        Ok(Plain::from(text))
    }
}

/// Whether two receivers are one, remarks aside.
pub(super) fn same(a: &PlainReceiver, b: &PlainReceiver) -> bool {
    identity(a) == identity(b)
}

/// What makes a receiver: name, phone, region and address.
pub(super) fn identity(receiver: &PlainReceiver) -> (&str, &str, i64, &str) {
    (
        receiver.name.expose(),
        receiver.phone.expose(),
        receiver.region.code,
        receiver.address.expose(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn raw(name: &str, phone: &str, address: &str) -> RawReceiver {
        let plain = |text: &str| Plain::new(text.to_owned());
        RawReceiver {
            name: plain(name),
            phone: plain(phone),
            address: plain(address),
            ..RawReceiver::default()
        }
    }

    fn faults(raw: &RawReceiver) -> Vec<(String, &'static str)> {
        let faults = PlainReceiver::parse(raw).err().unwrap_or_default();
        faults
            .into_iter()
            .map(|fault| (fault.column.into_owned(), fault.code.as_str()))
            .collect()
    }

    #[test]
    fn a_receiver_is_normalised_whole() {
        let Ok(one) = PlainReceiver::parse(&raw(
            " 张 三 ",
            "+86 138-0013-8000",
            "浙江省杭州市西湖区文三路 1号",
        )) else {
            panic!("refused");
        };
        assert_eq!(identity(&one), ("张 三", "13800138000", 330_106, "文三路 1号"));
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let told = faults(&raw("张*", "138****8000", "xx路1号"));
        let want = [
            ("name", "masked_receiver"),
            ("phone", "masked_receiver"),
            ("address", "region_unknown"),
        ];
        assert_eq!(told, want.map(|(column, code)| (column.to_owned(), code)));
        let long = "长".repeat(10_240);
        assert_eq!(
            faults(&raw(&long, "13800138000", "浙江省杭州市西湖区文三路1号")),
            [("name".to_owned(), "too_long")]
        );
        let nul = faults(&raw("张\0三", "13800138000", "浙江省杭州市西湖区文三路1号"));
        assert_eq!(nul, [("name".to_owned(), "control_character")]);
    }

    #[test]
    fn rare_han_and_emoji_are_kept() {
        let Ok(one) = PlainReceiver::parse(&raw("𠮷䶮🐼", "13800138000", "浙江省杭州市西湖区𠮷祥路1号🏠"))
        else {
            panic!("refused");
        };
        assert_eq!(
            (one.name.expose(), one.address.expose()),
            ("𠮷䶮🐼", "𠮷祥路1号🏠")
        );
        // Sixty characters of four bytes each would still fit the record.
        let wide = faults(&raw(
            &"𠮷".repeat(60),
            "13800138000",
            "浙江省杭州市西湖区文三路1号",
        ));
        assert!(wide.is_empty(), "{wide:?}");
        let address = format!("浙江省杭州市西湖区{}", "𠮷".repeat(290));
        assert_eq!(
            faults(&raw("张三", "13800138000", &address)),
            [("address".to_owned(), "too_long")]
        );
    }

    #[test]
    fn json_errors_never_repeat_the_value() {
        let text = r#"{"name":"张三","phone":13800138000,"address":"浙江省杭州市西湖区文三路1号"}"#;
        let one: RawReceiver = serde_json::from_str(text).unwrap();
        assert!(PlainReceiver::parse(&one).is_ok());
        for value in ["-13800138000", "13800138000.5", "true", "null", "[]"] {
            let text = text.replace("13800138000", value);
            let error = serde_json::from_str::<RawReceiver>(&text)
                .err()
                .unwrap()
                .to_string();
            assert!(!error.contains("138001"), "{error}");
        }
    }
}
