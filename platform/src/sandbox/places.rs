//! Sorting codes and hubs by division: invented, but the same for the same place on every day.

use shared::carrier::sandbox::province;

/// What a label prints to send a parcel its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// 三段码: city, district, courier, like `788-F36-30`.
    pub sorting_code: String,
    /// 集包地.
    pub hub: String,
    pub route: String,
}

/// The way from an account's branch to a six-digit division; `None` outside the standard's provinces.
pub fn way(account: &str, adcode: u32) -> Option<Way> {
    let hub = hub(province(adcode)?);
    let origin = HUBS.get(pick(&account, HUBS.len())).map_or(hub, |(_, name)| name);
    let route = format!("{origin}分拨-{hub}分拨");
    Some(Way {
        sorting_code: sorting_code(adcode),
        hub: format!("{hub}集包"),
        route,
    })
}

fn sorting_code(adcode: u32) -> String {
    let city = 100 + hash(&(adcode / 100)) % 900;
    let district = hash(&(adcode, 'd'));
    let letter = char::from_u32(u32::from('A') + u32::try_from(district % 26).unwrap_or(0)).unwrap_or('A');
    let block = district / 26 % 100;
    let courier = hash(&(adcode, 'c')) % 100;
    format!("{city}-{letter}{block:02}-{courier:02}")
}

fn hub(province: u32) -> &'static str {
    HUBS.iter()
        .find(|(code, _)| *code == province)
        .map_or("全国", |(_, name)| name)
}

fn pick(of: &impl AsRef<str>, among: usize) -> usize {
    let among = u64::try_from(among).unwrap_or(1).max(1);
    usize::try_from(fnv(of.as_ref().as_bytes()) % among).unwrap_or(0)
}

fn hash(of: &impl std::fmt::Debug) -> u64 {
    fnv(format!("{of:?}").as_bytes())
}

/// FNV-1a: the standard library's hasher does not promise the same answer tomorrow.
fn fnv(bytes: &[u8]) -> u64 {
    let step = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let sum = bytes.iter().fold(0xcbf2_9ce4_8422_2325, step);
    sum ^ (sum >> 29)
}

/// The main sorting centre of each province (GB/T 2260 prefix).
const HUBS: [(u32, &str); 34] = [
    (11, "北京"),
    (12, "天津"),
    (13, "石家庄"),
    (14, "太原"),
    (15, "呼和浩特"),
    (21, "沈阳"),
    (22, "长春"),
    (23, "哈尔滨"),
    (31, "上海"),
    (32, "无锡"),
    (33, "杭州"),
    (34, "合肥"),
    (35, "泉州"),
    (36, "南昌"),
    (37, "济南"),
    (41, "郑州"),
    (42, "武汉"),
    (43, "长沙"),
    (44, "广州"),
    (45, "南宁"),
    (46, "海口"),
    (50, "重庆"),
    (51, "成都"),
    (52, "贵阳"),
    (53, "昆明"),
    (54, "拉萨"),
    (61, "西安"),
    (62, "兰州"),
    (63, "西宁"),
    (64, "银川"),
    (65, "乌鲁木齐"),
    (71, "台北"),
    (81, "香港"),
    (82, "澳门"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_keeps_its_code() {
        let way = way("M001", 330_109).unwrap();
        assert_eq!(way.hub, "杭州集包");
        assert!(way.route.ends_with("-杭州分拨"));
        assert_eq!(
            way.sorting_code, "329-X36-47",
            "a change here reroutes every parcel"
        );
    }

    #[test]
    fn codes_have_three_parts_and_share_the_citys_first() {
        let code = |adcode| super::way("M", adcode).unwrap().sorting_code;
        let (a, b) = (code(330_109), code(330_106));
        assert_eq!(a.split('-').next(), b.split('-').next());
        assert_ne!(a, b);
        for adcode in (110_000..830_000)
            .step_by(97)
            .filter(|at| province(*at).is_some())
        {
            let code = code(adcode);
            let bytes = code.as_bytes();
            assert!(
                bytes.len() == 10 && bytes[3] == b'-' && bytes[7] == b'-' && bytes[4].is_ascii_uppercase(),
                "{code}"
            );
        }
    }

    #[test]
    fn every_province_has_a_hub_and_nowhere_has_none() {
        for (code, name) in HUBS {
            assert_eq!(province(code * 10_000), Some(code));
            assert_eq!(hub(code), name);
        }
        assert_eq!(way("M", 0), None);
        assert_eq!(way("M", 160_000), None);
    }
}
