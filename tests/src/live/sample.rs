//! Orders as a shop's program would send them: deterministic, and nobody in them is real.

use bytes::Bytes;
use chrono::Duration;
use serde_json::{Value, json};
use shared::clock::{Clock, Instant};

/// Orders of one call.
pub const CALL: usize = 500;
/// What the eighteen digits of every order number begin with.
pub const PREFIX: &str = "6925813200";
/// The shops they come from.
pub const SOURCES: [&str; 4] = ["shop-a", "shop-b", "shop-c", "shop-d"];
/// Seconds over which the orders of a sample are spread: a little under a day.
pub const SPREAD: i64 = 77_760;

const NAMES: [&str; 10] = [
    "王伟",
    "李娜",
    "张秀英",
    "刘洋",
    "陈静",
    "欧阳明",
    "杨丽",
    "黄强",
    "赵磊",
    "周敏",
];
const PLACES: [&str; 20] = [
    "浙江省杭州市西湖区",
    "浙江省金华市义乌市",
    "广东省深圳市南山区",
    "广东省广州市天河区",
    "江苏省苏州市吴中区",
    "北京市朝阳区",
    "上海市浦东新区",
    "重庆市渝中区",
    "四川省成都市武侯区",
    "湖北省武汉市江汉区",
    "湖北省仙桃市",
    "广东省东莞市",
    "新疆维吾尔自治区乌鲁木齐市天山区",
    "内蒙古自治区呼和浩特市新城区",
    "陕西省西安市雁塔区",
    "福建省厦门市思明区",
    "山东省青岛市市南区",
    "湖南省长沙市岳麓区",
    "辽宁省大连市中山区",
    "河南省郑州市金水区",
];
const STREETS: [&str; 5] = ["人民路", "中山大道", "建设街", "解放北路", "学院路"];
const GOODS: [(&str, &str, &str, i64); 8] = [
    ("YJ-10Z", "瑜伽垫 加宽防滑", "10mm/紫", 4136),
    ("ZT-4874", "真丝枕套 桑蚕丝", "48×74/香槟", 12726),
    ("YR-140", "儿童加厚羽绒服 连帽", "140码/雾蓝", 29939),
    ("JM-120", "儿童积木 大颗粒", "120粒/桶装", 10946),
    ("EJ-W", "无线蓝牙耳机 半入耳", "标准版/白", 37091),
    ("BW-1L", "不锈钢保温杯 大容量", "1000ml/墨绿", 9900),
    ("CJ-XL", "男士冲锋衣 三合一", "XL/炭灰", 35098),
    ("SJ-4", "纯棉四件套", "1.8m床/奶油白", 15900),
];

/// Numbers that look random and are the same in every run.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number (xorshift64*).
    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.roll() % n.max(1)
    }

    /// A place in a list of `length`; zero in an empty one.
    pub fn place(&mut self, length: usize) -> usize {
        let place = self.below(u64::try_from(length).unwrap_or(1));
        usize::try_from(place).unwrap_or_default()
    }

    /// Bytes that do not compress.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        let words = std::iter::repeat_with(|| self.roll().to_le_bytes());
        words.flatten().take(length).collect()
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.place(list.len()))
    }
}

/// How many lines the order of that place has: every fifth has two.
pub fn lines_of(n: usize) -> usize {
    if n.is_multiple_of(5) { 2 } else { 1 }
}

/// The bodies of calls that bring orders `from` to `to`, written before anything is measured.
pub fn bodies(from: usize, to: usize) -> Vec<Bytes> {
    let now = Clock::system().now();
    let orders: Vec<Value> = (from..to).map(|n| order(n, now)).collect();
    orders
        .chunks(CALL)
        .map(|some| json!({ "orders": some }).to_string().into())
        .collect()
}

/// The number of the order of that place.
pub fn number(n: usize) -> String {
    format!("{PREFIX}{n:08}")
}

fn order(n: usize, now: Instant) -> Value {
    let mut dice = Dice::new(u64::try_from(n).unwrap_or_default() + 1);
    let ago = i64::try_from(dice.below(SPREAD.unsigned_abs())).unwrap_or_default();
    let placed = (now - Duration::seconds(ago)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let remark = if dice.below(6) == 0 {
        "易碎，轻放，送货前打电话"
    } else {
        ""
    };
    // Shops take turns by number; goods change only when every shop had its turn, so that each sells all of them.
    let turn = n / SOURCES.len();
    let lines: Vec<Value> = (0..lines_of(n))
        .filter_map(|ordinal| line(turn + ordinal * 3, &mut dice))
        .collect();
    json!({
        "external_no": number(n), "source": SOURCES.get(n % SOURCES.len()),
        "placed_at": placed, "paid_at": placed,
        "receiver": {
            "name": dice.pick(&NAMES), "phone": format!("139{:08}", dice.below(100_000_000)),
            "address": address(&mut dice), "remark": remark,
        },
        "lines": lines,
    })
}

fn address(dice: &mut Dice) -> String {
    let place = dice.pick(&PLACES).copied().unwrap_or_default();
    let street = dice.pick(&STREETS).copied().unwrap_or_default();
    let (number, house, room) = (dice.below(900) + 1, dice.below(30) + 1, dice.below(28) + 1);
    format!("{place}{street}{number}号阳光花园{house}栋2单元{room}03室")
}

fn line(n: usize, dice: &mut Dice) -> Option<Value> {
    let (sku, name, spec, fen) = GOODS.get(n % GOODS.len())?;
    Some(json!({ "sku": sku, "name": name, "spec": spec, "quantity": dice.below(3) + 1, "price_fen": fen }))
}
