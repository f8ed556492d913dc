//! Receivers nobody could mistake, each entering by a way of his own; and the word everybody may read.

use encoding_rs::GBK;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

/// A product's name: it travels where receivers must not, and proves that each place was looked at.
pub const ALLOWED: &str = "金絲雀對照枕套";

/// Someone who bought something.
pub struct Buyer {
    /// The order's number.
    pub order: &'static str,
    /// 收件人
    pub name: &'static str,
    /// Mobile.
    pub phone: &'static str,
    /// What follows the district.
    pub address: &'static str,
    /// Repeats name, phone and address, and names a second phone.
    pub remark: &'static str,
    /// What must be found nowhere: every piece long enough to be nobody else's.
    pub words: &'static [&'static str],
}

pub const JSON: Buyer = Buyer {
    order: "CANARY-JSON-1",
    name: "欧阳龘靐齉",
    phone: "13986420975",
    address: "魑魅路7391号魍魉花园17栋2单元904室",
    remark: "请交给欧阳龘靐齉本人，打13986420975或186 1357 9246，放魍魉花园17栋2单元904室门口",
    words: &[
        "龘靐齉",
        "13986420975",
        "18613579246",
        "186 1357 9246",
        "17栋2单元",
        "魍魉花园17栋",
    ],
};

pub const UTF8: Buyer = Buyer {
    order: "CANARY-UTF8-1",
    name: "饕餮驫",
    phone: "13975318642",
    address: "貔貅大道8264号螭吻小区23幢1103室",
    remark: "饕餮驫收，电话13975318642，另一个17724681357，螭吻小区23幢1103室",
    words: &["餮驫", "13975318642", "17724681357", "23幢1103", "螭吻小区23幢"],
};

pub const GBK_FILE: Buyer = Buyer {
    order: "CANARY-GBK-1",
    name: "鼗鼘鼙",
    phone: "15986427531",
    address: "狻猊街6173号嘲风公寓31座708室",
    remark: "鼗鼘鼙亲收，15986427531，或13864297531，嘲风公寓31座708室",
    words: &["鼘鼙", "15986427531", "13864297531", "31座708", "嘲风公寓31座"],
};

pub const XLSX: Buyer = Buyer {
    order: "CANARY-XLSX-1",
    name: "麤麢麠",
    phone: "18875319864",
    address: "狴犴巷5182号负屃家园42号楼1506室",
    remark: "麤麢麠签收，18875319864，备用15735792468，负屃家园42号楼1506室",
    words: &["麢麠", "18875319864", "15735792468", "42号楼1506", "负屃家园42号"],
};

/// All of them.
pub const BUYERS: [&Buyer; 4] = [&JSON, &UTF8, &GBK_FILE, &XLSX];

impl Buyer {
    /// The body of `POST /v1/orders`.
    pub fn json(&self) -> Value {
        let receiver = json!({
            "name": self.name, "phone": self.phone, "province": "浙江省", "city": "金华市", "district": "义乌市",
            "address": self.address, "remark": self.remark,
        });
        let lines = json!([{ "sku": "C-1", "name": ALLOWED, "quantity": 2, "price_fen": 1990 }]);
        let paid = "2026-11-02T05:00:00Z";
        json!({ "orders": [{
            "external_no": self.order, "source": "canary", "placed_at": paid, "paid_at": paid, "receiver": receiver,
            "seller_remark": self.remark, "lines": lines,
        }] })
    }

    /// A file of CSV in UTF-8.
    pub fn csv(&self) -> Vec<u8> {
        let rows = [HEADER.map(str::to_owned), self.cells()].map(|cells| cells.join(","));
        format!("{}\r\n", rows.join("\r\n")).into_bytes()
    }

    /// The same in GBK.
    pub fn gbk(&self) -> Vec<u8> {
        let text = String::from_utf8(self.csv()).unwrap();
        let (bytes, _, lost) = GBK.encode(&text);
        assert!(!lost, "{} cannot be written in GBK", self.name);
        bytes.into_owned()
    }

    /// The same as a workbook.
    pub fn xlsx(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in [HEADER.map(str::to_owned), self.cells()].iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    fn cells(&self) -> [String; 8] {
        [
            self.order,
            "2026-11-02 13:00:00",
            self.name,
            self.phone,
            &format!("浙江省金华市义乌市{}", self.address),
            self.remark,
            ALLOWED,
            "1",
        ]
        .map(str::to_owned)
    }
}

const HEADER: [&str; 8] = [
    "订单编号",
    "付款时间",
    "收件人姓名",
    "收件人手机",
    "收件地址",
    "买家留言",
    "商品名称",
    "数量",
];
