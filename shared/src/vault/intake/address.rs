//! Region and detail of an address, from columns, from one text, or from both.

use zeroize::Zeroizing;

use super::cell;
use super::fault::{Complaint, FaultCode};
use super::header::Field;
use super::receiver::{RawReceiver, fits};
use crate::vault;
use crate::vault::plain::Plain;
use crate::vault::region::{self, Region};

/// Characters of an address with its region.
const LONGEST: usize = 300;

/// The region and what follows it. A district that the list does not know (高新区) stays in the detail.
pub(super) fn resolve(raw: &RawReceiver) -> Result<(Region, Plain), Complaint> {
    let text = cell::line(raw.address.expose(), LONGEST).map_err(|code| (Field::Address, code))?;
    if text.is_empty() {
        return Err((Field::Address, FaultCode::Missing));
    }
    if text.contains("**") || text.contains('＊') {
        return Err((Field::Address, FaultCode::MaskedReceiver));
    }
    let columns = from_columns(raw)?;
    let (region, rest) = region::split_within(columns.region, &text);
    let region = region.ok_or((Field::Address, FaultCode::RegionUnknown))?;
    if columns.region.is_some() && rest.start == 0 {
        contradicts(region, &text)?;
    }
    let rest = text.get(rest).unwrap_or_default();
    let detail = Zeroizing::new(format!("{}{rest}", *columns.unknown));
    if detail.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return Err((Field::Address, FaultCode::AddressTooShort));
    }
    Ok((
        region,
        fits(detail, vault::Field::Address).map_err(|code| (Field::Address, code))?,
    ))
}

/// What the region's columns say; `unknown` is a district's name the list does not have.
struct Columns {
    region: Option<Region>,
    unknown: Zeroizing<String>,
}

fn from_columns(raw: &RawReceiver) -> Result<Columns, Complaint> {
    const FIELDS: [Field; 4] = [Field::Area, Field::Province, Field::City, Field::District];
    let texts = [&raw.area, &raw.province, &raw.city, &raw.district];
    let mut known: Option<Region> = None;
    let mut unknown = Zeroizing::new(String::new());
    for (field, text) in FIELDS.into_iter().zip(texts) {
        let text = cell::line(text.expose(), LONGEST).map_err(|code| (field, code))?;
        if text.is_empty() || is_filler(&text) {
            continue;
        }
        let (region, rest) = region::split_within(known, &text);
        let rest = text.get(rest).unwrap_or_default();
        known = region.or(known);
        match field {
            Field::District => unknown.push_str(rest),
            // 工业园区 in the area's text is no division but part of the way there.
            Field::Area if region.is_some() => unknown.push_str(rest),
            _ if rest.is_empty() => (),
            _ => return Err((field, FaultCode::RegionUnknown)),
        }
    }
    Ok(Columns {
        region: known,
        unknown,
    })
}

/// What shops write where a city or a district has no name of its own.
fn is_filler(text: &str) -> bool {
    const FILLERS: &[&str] = &[
        "市辖区",
        "县",
        "其他",
        "其它",
        "其它区",
        "其他区",
        "无",
        "-",
        "/",
        "直辖县",
        "省直辖县",
    ];
    FILLERS.contains(&text) || text.contains("直辖县级") || text.contains("直辖行政")
}

/// The address begins with another city than the columns name: one of them is wrong, and the parcel would follow it.
fn contradicts(known: Region, text: &str) -> Result<(), Complaint> {
    let (told, rest) = region::split(text);
    let elsewhere = told.is_some_and(|told| {
        let other_city = told.city.is_some() && known.city.is_some() && told.city != known.city;
        // One level alone may be the name of a road or a shop; two levels are an address.
        (told.province != known.province || other_city)
            && rest.start >= "浙江杭州".len()
            && told.city.is_some()
    });
    if elsewhere {
        Err((Field::Address, FaultCode::RegionConflict))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(columns: [&str; 4], address: &str) -> Result<(i64, String), Complaint> {
        let plain = |text: &str| Plain::new(text.to_owned());
        let [area, province, city, district] = columns.map(plain);
        let raw = RawReceiver {
            area,
            province,
            city,
            district,
            address: plain(address),
            ..RawReceiver::default()
        };
        resolve(&raw).map(|(region, detail)| (region.code, detail.expose().to_owned()))
    }

    #[test]
    fn columns_are_honoured() {
        let cases = [
            (
                ["", "浙江省", "杭州市", "西湖区"],
                "文三路1号",
                330_106,
                "文三路1号",
            ),
            (["", "浙江", "杭州", "西湖区"], "文三路1号", 330_106, "文三路1号"),
            (
                ["", "浙江省", "杭州市", "西湖区"],
                "浙江省杭州市西湖区文三路1号",
                330_106,
                "文三路1号",
            ),
            (
                ["", "浙江省", "杭州市", "西湖区"],
                "西湖区文三路1号",
                330_106,
                "文三路1号",
            ),
            (
                ["", "浙江省", "杭州市", ""],
                "西湖区文三路1号",
                330_106,
                "文三路1号",
            ),
            (
                ["", "浙江省", "", ""],
                "杭州市西湖区文三路1号",
                330_106,
                "文三路1号",
            ),
            (["", "", "杭州市", ""], "文三路1号", 330_100, "文三路1号"),
            (
                ["浙江省 杭州市 西湖区", "", "", ""],
                "文三路1号",
                330_106,
                "文三路1号",
            ),
            (
                ["浙江省-杭州市-西湖区", "", "", ""],
                "浙江省杭州市西湖区文三路1号",
                330_106,
                "文三路1号",
            ),
            (
                ["江苏省苏州市工业园区", "", "", ""],
                "星湖街1号",
                320_500,
                "工业园区星湖街1号",
            ),
            (
                ["", "北京", "北京市", "朝阳区"],
                "建国路1号",
                110_105,
                "建国路1号",
            ),
            (
                ["", "北京市", "市辖区", "朝阳区"],
                "建国路1号",
                110_105,
                "建国路1号",
            ),
            (
                ["", "重庆市", "县", "城口县"],
                "葛城街道1号",
                500_229,
                "葛城街道1号",
            ),
            (
                ["", "湖北省", "省直辖县级行政区划", "仙桃市"],
                "干河街道",
                429_004,
                "干河街道",
            ),
            (["", "湖北省", "仙桃市", ""], "干河街道", 429_004, "干河街道"),
            (
                ["", "广东省", "东莞市", "东莞市"],
                "南城街道",
                441_900,
                "南城街道",
            ),
            (
                ["", "广东省", "东莞市", "南城街道"],
                "鸿福路1号",
                441_900,
                "南城街道鸿福路1号",
            ),
            (
                ["", "江苏省", "苏州市", "工业园区"],
                "星湖街1号",
                320_500,
                "工业园区星湖街1号",
            ),
            (
                ["", "浙江省", "杭州市", "其他区"],
                "文三路1号",
                330_100,
                "文三路1号",
            ),
            (
                ["", "浙江省", "杭州市", "朝阳区"],
                "文三路1号",
                330_100,
                "朝阳区文三路1号",
            ),
            (
                ["", "香港特别行政区", "", "观塘区"],
                "海滨道1号",
                810_009,
                "海滨道1号",
            ),
        ];
        for (columns, address, code, detail) in cases {
            assert_eq!(
                of(columns, address),
                Ok((code, detail.to_owned())),
                "{columns:?} {address}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let cases = [
            (
                ["", "浙江省", "南京市", ""],
                "文三路1号",
                (Field::City, FaultCode::RegionUnknown),
            ),
            (
                ["", "某省", "", ""],
                "文三路1号",
                (Field::Province, FaultCode::RegionUnknown),
            ),
            (
                ["", "浙江省", "杭州市", "西湖区"],
                "江苏省南京市鼓楼区1号",
                (Field::Address, FaultCode::RegionConflict),
            ),
            (
                ["", "浙江省", "杭州市", ""],
                "宁波市海曙区1号",
                (Field::Address, FaultCode::RegionConflict),
            ),
            (
                ["", "", "", ""],
                "浙江省杭州市西湖区",
                (Field::Address, FaultCode::AddressTooShort),
            ),
            (
                ["", "浙江省", "杭州市", "西湖区"],
                "-",
                (Field::Address, FaultCode::AddressTooShort),
            ),
            (
                ["", "浙江省", "杭州市", "西湖区"],
                "",
                (Field::Address, FaultCode::Missing),
            ),
            (
                ["", "", "", ""],
                "浙江省杭州市西湖区****",
                (Field::Address, FaultCode::MaskedReceiver),
            ),
            (
                ["", "", "", ""],
                "朝阳区建国路1号",
                (Field::Address, FaultCode::RegionUnknown),
            ),
        ];
        for (columns, address, want) in cases {
            assert_eq!(of(columns, address), Err(want), "{columns:?} {address}");
        }
        assert!(of(["", "浙江省", "杭州市", "西湖区"], "南京路1号").is_ok());
        assert!(of(["", "浙江省", "杭州市", "西湖区"], "上海花园1号").is_ok());
    }
}
