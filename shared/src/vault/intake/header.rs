//! Which column is what: the words that shops, ERPs and people put above their columns, in Chinese and English.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cell::{self, Cell};
use super::fault::{Fault, FaultCode};
use super::sheet::Row;
use crate::vault::tag::halve;

/// A mapping given by the user: which header stands for which field.
pub type Mapping = BTreeMap<Field, String>;

/// Characters of a header that are repeated to the user.
const SHOWN: usize = 40;

macro_rules! fields {
    ($($name:ident = $text:literal [$($word:literal),*];)*) => {
        /// What a column can hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $(#[doc = $text] $name),* }

        impl Field {
            /// All of them.
            pub const ALL: &'static [Field] = &[$(Field::$name),*];

            /// Its name in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Field::$name => $text),* } }

            fn words(self) -> &'static [&'static str] { match self { $(Field::$name => &[$($word),*]),* } }
        }
    };
}

fields! {
    OrderNo = "order_no" ["订单号", "订单编号", "订单", "主订单号", "主订单编号", "平台订单号", "平台单号", "原始单号", "原始订单号", "外部订单号", "外部单号", "线上单号", "线上订单号", "商家订单号", "商户订单号", "交易编号", "交易号", "交易订单号", "单号", "订单id", "订单no", "orderno", "ordernumber", "orderid", "order", "externalno", "externalorderno", "tid"];
    LineId = "line_id" ["子订单号", "子订单编号", "子单号", "子订单id", "商品行号", "行号", "明细编号", "明细号", "lineid", "lineno", "suborderid", "suborderno", "orderitemid", "itemid", "oid"];
    Source = "source" ["来源", "订单来源", "平台", "来源平台", "店铺", "店铺名称", "店铺名", "渠道", "销售渠道", "source", "shop", "shopname", "store", "platform", "channel"];
    PlacedAt = "placed_at" ["下单时间", "订单创建时间", "创建时间", "拍下时间", "订单提交时间", "提交时间", "订单时间", "下单日期", "成交时间", "订单成交时间", "placedat", "createdat", "ordertime", "orderdate", "createtime"];
    PaidAt = "paid_at" ["付款时间", "支付时间", "订单付款时间", "订单支付时间", "买家付款时间", "付款日期", "支付日期", "付款完成时间", "支付完成时间", "paidat", "paytime", "paidtime", "paymenttime", "paymentdate"];
    ShipBy = "ship_by" ["最晚发货时间", "最迟发货时间", "发货截止时间", "承诺发货时间", "最晚发货", "最晚发货日期", "要求发货时间", "应发货时间", "发货时限", "预计发货时间", "shipby", "shipbefore", "latestshiptime", "shipdeadline"];
    Name = "name" ["收件人", "收货人", "收件人姓名", "收货人姓名", "姓名", "收件人名称", "收货人名称", "收件姓名", "收货姓名", "收件方", "收方姓名", "客户姓名", "买家姓名", "联系人", "顾客姓名", "receiver", "receivername", "recipient", "recipientname", "consignee", "consigneename", "name", "shiptoname", "fullname"];
    Phone = "phone" ["手机", "手机号", "手机号码", "电话", "联系电话", "联系手机", "联系方式", "收件人手机", "收件人电话", "收货人手机", "收货人电话", "收件人手机号", "收货人手机号", "收件人手机号码", "收货人手机号码", "收件人联系方式", "收货人联系方式", "收件人联系电话", "收货人联系电话", "收件电话", "收件手机", "收货电话", "收货手机", "收方电话", "收方手机", "电话号码", "手机/电话", "手机电话", "receiverphone", "receivermobile", "recipientphone", "consigneephone", "phone", "phonenumber", "mobile", "mobilephone", "tel", "telephone", "contactnumber"];
    Area = "area" ["省市区", "省市区县", "地区", "所在地区", "所在区域", "收件地区", "收货地区", "省/市/区", "省/市/区县", "收件人地区", "收货人地区", "收件人省市区", "收货人省市区", "区域", "area", "region"];
    Province = "province" ["省", "省份", "收件省", "收货省", "收件人省", "收货人省", "收件省份", "收货省份", "收件人省份", "收货人省份", "省/直辖市", "省级", "province", "state", "receiverprovince", "receiverstate"];
    City = "city" ["市", "城市", "地级市", "收件市", "收货市", "收件人市", "收货人市", "收件城市", "收货城市", "收件人城市", "收货人城市", "市级", "city", "receivercity"];
    District = "district" ["区", "县", "区县", "区/县", "县区", "县/区", "市区", "收件区", "收货区", "收件区县", "收货区县", "收件人区", "收货人区", "收件人区县", "收货人区县", "收件人区/县", "区域县", "区级", "district", "county", "receiverdistrict"];
    Address = "address" ["地址", "详细地址", "街道地址", "收件详细地址", "收货详细地址", "收件人详细地址", "收货人详细地址", "街道", "详细收货地址", "详细收件地址", "门牌号", "address", "addressdetail", "detailaddress", "street", "streetaddress", "address1", "receiveraddress", "recipientaddress", "consigneeaddress"];
    FullAddress = "full_address" ["收件地址", "收货地址", "收件人地址", "收货人地址", "完整地址", "全地址", "客户地址", "收方地址", "配送地址", "送货地址", "寄件地址(收)", "联系地址", "邮寄地址", "fulladdress", "shippingaddress", "deliveryaddress"];
    BuyerRemark = "buyer_remark" ["买家留言", "买家备注", "客户留言", "客户备注", "顾客留言", "留言", "用户备注", "用户留言", "买家附言", "订单留言", "buyerremark", "buyermessage", "buyernote", "customernote", "message"];
    SellerRemark = "seller_remark" ["卖家备注", "商家备注", "客服备注", "订单备注", "备注", "备注信息", "店铺备注", "内部备注", "商户备注", "sellerremark", "sellernote", "sellermemo", "merchantremark", "remark", "remarks", "note", "notes", "memo"];
    Product = "product" ["商品", "商品名称", "商品名", "品名", "产品", "产品名称", "产品名", "货品名称", "货品", "商品标题", "宝贝标题", "宝贝名称", "标题", "物品名称", "货物名称", "product", "productname", "item", "itemname", "title", "goods", "goodsname"];
    Sku = "sku" ["sku", "sku编码", "sku编号", "skuid", "skucode", "商家编码", "商品编码", "商品编号", "货号", "产品编码", "产品编号", "规格编码", "货品编号", "货品编码", "物料编码", "商家sku", "商品货号", "款号", "外部编码", "商家编码(规格)", "productcode", "itemcode", "merchantsku", "sellersku"];
    Spec = "spec" ["规格", "商品规格", "规格名称", "产品规格", "商品属性", "属性", "销售属性", "规格型号", "型号", "颜色尺码", "颜色分类", "款式", "sku名称", "货品规格", "颜色/尺码", "spec", "specification", "variant", "option", "options", "model"];
    Barcode = "barcode" ["条码", "条形码", "商品条码", "商品条形码", "国际条码", "69码", "barcode", "ean", "upc", "gtin"];
    Quantity = "quantity" ["数量", "商品数量", "购买数量", "件数", "订购数量", "下单数量", "产品数量", "宝贝总数量", "宝贝数量", "货品数量", "商品件数", "发货数量", "个数", "quantity", "qty", "count", "amountofitems", "pieces"];
    Price = "price" ["单价", "商品单价", "价格", "商品价格", "售价", "销售单价", "成交单价", "实付单价", "销售价", "产品单价", "unitprice", "price", "itemprice"];
}

/// The columns of a table. A field may have several: exports have a column for the landline beside that for the mobile, one
/// of them empty.
pub(super) struct Columns {
    at: BTreeMap<Field, Vec<usize>>,
    names: Vec<String>,
}

impl Columns {
    /// Reads a row as a header; the number of fields found in it says how likely it is one.
    pub(super) fn of(row: &[Cell], mapping: Option<&Mapping>) -> Columns {
        let names: Vec<String> = row.iter().map(|cell| shown(&cell.text)).collect();
        let folded: Vec<String> = row.iter().map(|cell| fold(&cell.text)).collect();
        let standing = |word: &str| folded.iter().position(|name| *name == fold(word));
        let at = |field: &Field| {
            let columns: Vec<usize> = match mapping {
                Some(mapping) => mapping
                    .get(field)
                    .and_then(|word| standing(word))
                    .into_iter()
                    .collect(),
                None => field.words().iter().filter_map(|word| standing(word)).collect(),
            };
            (!columns.is_empty()).then_some((*field, columns))
        };
        Columns {
            at: Field::ALL.iter().filter_map(at).collect(),
            names,
        }
    }

    /// How many fields were found.
    pub(super) fn count(&self) -> usize {
        self.at.len()
    }

    /// Where a field's column stands, the first of several.
    pub(super) fn index(&self, field: Field) -> Option<usize> {
        self.at.get(&field)?.first().copied()
    }

    /// A field's cell in a row: of several columns the first that says something.
    pub(super) fn cell<'a>(&self, field: Field, row: &'a Row) -> Option<&'a Cell> {
        let cells = || {
            self.at
                .get(&field)
                .into_iter()
                .flatten()
                .filter_map(|at| row.cells.get(*at))
        };
        cells()
            .find(|cell| !cell::bare(&cell.text).is_empty())
            .or_else(|| cells().next())
    }

    /// A field's text in a row, without guards; empty when there is none.
    pub(super) fn text<'a>(&self, field: Field, row: &'a Row) -> &'a str {
        self.cell(field, row)
            .map(|cell| cell::bare(&cell.text))
            .unwrap_or_default()
    }

    /// Whether a row says nothing of a field.
    pub(super) fn is_blank(&self, field: Field, row: &Row) -> bool {
        self.text(field, row).is_empty()
    }

    /// The header above a field as the user wrote it, else the field's own first name.
    pub(super) fn name(&self, field: Field) -> String {
        let word = || field.words().first().copied().unwrap_or(field.name());
        self.written(field).unwrap_or_else(word).to_owned()
    }

    /// The header above a field as the user wrote it.
    pub(super) fn written(&self, field: Field) -> Option<&str> {
        self.names.get(self.index(field)?).map(String::as_str)
    }

    /// Headers that mean nothing to us.
    pub(super) fn unknown(&self) -> Vec<String> {
        let known: Vec<usize> = self.at.values().flatten().copied().collect();
        let unknown =
            |(at, name): (usize, &String)| (!known.contains(&at) && !name.is_empty()).then(|| name.clone());
        self.names.iter().enumerate().filter_map(unknown).collect()
    }

    /// What an order cannot do without, as faults of the header's row; and headers of the mapping that are not there.
    pub(super) fn faults(&self, row: u64, mapping: Option<&Mapping>) -> Vec<Fault> {
        let unknown = mapping
            .into_iter()
            .flatten()
            .filter(|(field, _)| self.index(**field).is_none());
        let unknown = unknown.map(|(_, header)| (shown(header), FaultCode::UnknownColumn));
        let any = |fields: &[Field]| fields.iter().any(|field| self.index(*field).is_some());
        const NEEDED: &[&[Field]] = &[
            &[Field::OrderNo],
            &[Field::Name],
            &[Field::Phone],
            &[Field::Address, Field::FullAddress],
            &[Field::Product, Field::Sku, Field::Barcode],
            &[Field::Quantity],
        ];
        let missing = NEEDED
            .iter()
            .filter(|fields| !any(fields))
            .filter_map(|fields| fields.first());
        let missing = missing.map(|field| (self.name(*field), FaultCode::MissingColumn));
        unknown
            .chain(missing)
            .map(|(column, code)| Fault {
                row,
                column: column.into(),
                code,
            })
            .collect()
    }
}

/// A header as it may be repeated to the user.
fn shown(text: &str) -> String {
    cell::bare(text)
        .chars()
        .filter(|c| !c.is_control())
        .take(SHOWN)
        .collect()
}

/// Without case, width, spaces, marks of a required column and what stands in brackets: `*收货人 姓名（必填）`.
fn fold(text: &str) -> String {
    let mut depth = 0_u32;
    let mut folded = String::new();
    for c in cell::bare(text).chars().map(halve).flat_map(char::to_lowercase) {
        match c {
            '(' | '【' | '[' | '<' => depth += 1,
            ')' | '】' | ']' | '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() || "*:_-.#'\"".contains(c) => (),
            _ => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str], mapping: Option<&Mapping>) -> Columns {
        let row: Vec<Cell> = names.iter().map(|name| Cell::text(name)).collect();
        Columns::of(&row, mapping)
    }

    #[test]
    fn headers_are_known_in_two_languages() {
        let chinese = columns(
            &[
                "\u{FEFF}*订单编号（必填）",
                "收货人 姓名",
                "联系手机",
                "收货地址",
                "商品名称",
                "购买数量",
                "单价(元)",
                "物流公司",
            ],
            None,
        );
        let at = |field| chinese.index(field);
        assert_eq!(
            [Field::OrderNo, Field::Name, Field::Phone].map(at),
            [Some(0), Some(1), Some(2)]
        );
        assert_eq!(
            [Field::FullAddress, Field::Product, Field::Quantity].map(at),
            [Some(3), Some(4), Some(5)]
        );
        assert_eq!(at(Field::Price), Some(6));
        assert_eq!(chinese.unknown(), ["物流公司"]);
        assert!(chinese.faults(1, None).is_empty());
        let english = columns(
            &[
                "Order No.",
                "Receiver Name",
                "PHONE",
                "Address",
                "SKU",
                "Qty",
                "Paid_At",
            ],
            None,
        );
        assert_eq!((english.count(), english.unknown().len()), (7, 0));
    }

    #[test]
    fn of_several_columns_the_first_that_says_something_counts() {
        let both = columns(&["联系电话", "联系手机", "买家备注", "客户留言"], None);
        let row = |cells: [&str; 4]| Row {
            number: 2,
            cells: cells.iter().map(|text| Cell::text(text)).collect(),
        };
        let said = |cells, field| both.text(field, &row(cells)).to_owned();
        assert_eq!(said(["", "13800138000", "", ""], Field::Phone), "13800138000");
        assert_eq!(
            said(["0571-88001234", "13800138000", "", ""], Field::Phone),
            "0571-88001234"
        );
        assert_eq!(said(["", "", " ", "放门口"], Field::BuyerRemark), "放门口");
        assert!(both.is_blank(Field::Phone, &row(["", "", "x", "y"])));
        assert!(both.unknown().is_empty());
    }

    #[test]
    fn missing_columns_are_named() {
        let faults = columns(&["订单号", "收件人", "地址"], None).faults(3, None);
        let told: Vec<_> = faults
            .iter()
            .map(|f| (f.row, f.column.as_ref(), f.code))
            .collect();
        let missing = FaultCode::MissingColumn;
        assert_eq!(
            told,
            [(3, "手机", missing), (3, "商品", missing), (3, "数量", missing)]
        );
    }

    #[test]
    fn a_mapping_overrules_the_words() {
        let mapping: Mapping = [
            (Field::OrderNo, "编码A".to_owned()),
            (Field::Name, "没有".to_owned()),
        ]
        .into();
        let mapped = columns(&["编码A", "订单号"], Some(&mapping));
        assert_eq!((mapped.index(Field::OrderNo), mapped.count()), (Some(0), 1));
        let faults = mapped.faults(1, Some(&mapping));
        assert_eq!(
            (faults[0].column.as_ref(), faults[0].code),
            ("没有", FaultCode::UnknownColumn)
        );
    }

    #[test]
    fn no_word_means_two_things() {
        let mut seen = std::collections::HashMap::new();
        for field in Field::ALL {
            for word in field.words() {
                let folded = fold(word);
                assert!(!folded.is_empty());
                let other = seen.insert(folded, *field);
                assert!(other.is_none_or(|other| other == *field), "{word}");
            }
        }
    }
}
