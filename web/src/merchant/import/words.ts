// Words of importing.
import { words } from '../../frame/words';

export const book = words(
  {
    title: '导入订单', why: '把店铺后台导出的订单表拖进来。先试算，不写入；看过结果再导入。收件人到达即加密。', drop: '把 CSV 或 XLSX 拖到这里', or: '或', choose: '选择文件', dropNow: '松开即可上传', limits: '最大 64 MB；GBK、UTF-8、XLSX 自动识别。', template: '下载示例表格', notAllowed: '只支持 CSV 和 XLSX 文件',
    file: '文件', another: '换一个文件', size: '{n} KB', encoding: '编码', sheet: '工作表', rows: '{n} 行', header: '表头在第 {n} 行', source: '店铺名称', sourceHint: '表里没有店铺列时使用', mapping: '列对应', ignored: '未使用的列', none: '（不导入）', remap: '按新的对应重新试算', needed: '必需', auto: '自动识别',
    trying: '试算中…', tried: '试算完成，还没有写入', importing: '导入中…', ready: '{n} 单可以导入', ok: '可导入', bad: '有问题', import: '导入 {n} 单', importRest: '导入其余 {n} 单', nothing: '没有可导入的订单', fileBad: '这个文件不能导入',
    errors: '问题行', rowNo: '行', column: '列', reason: '原因', remedy: '怎么改', value: '原内容', fileRow: '整个文件', moreRows: '仅显示前 {n} 条', fix: '下载问题行（CSV）', fixWhy: '只含有问题的行，并标出原因；在表格里改好，直接再拖进来。内容取自你电脑上的文件，没有经过服务器。', corrected: '已生成 {n} 行',
    done: '导入完成', created: '新增 {n} 单', changed: '更新 {n} 单', unchanged: '没有变化 {n} 单', exceptions: '{n} 单有异常', go: '去分配', again: '再导入一个', stop: '停止', leave: '可以离开本页，导入会继续。',
    f_order_no: '订单号', f_line_id: '子订单号', f_source: '店铺', f_placed_at: '下单时间', f_paid_at: '付款时间', f_ship_by: '发货时限', f_name: '收件人', f_phone: '电话', f_area: '省市区', f_province: '省', f_city: '市', f_district: '区县', f_address: '街道地址', f_full_address: '完整地址', f_buyer_remark: '买家留言', f_seller_remark: '卖家备注', f_product: '商品', f_sku: '商家编码', f_spec: '规格', f_barcode: '条码', f_quantity: '数量', f_price: '单价',
  },
  {
    title: 'Import orders', why: 'Drop the order file of your shop’s back office. It is tried first and nothing is written; import it once you have seen the result. Receivers are sealed as they arrive.', drop: 'Drop a CSV or XLSX here', or: 'or', choose: 'Choose a file', dropNow: 'Let go to upload', limits: 'Up to 64 MB; GBK, UTF-8 and XLSX are recognised.', template: 'Download an example', notAllowed: 'CSV and XLSX only',
    file: 'File', another: 'Another file', size: '{n} KB', encoding: 'Encoding', sheet: 'Sheet', rows: '{n} rows', header: 'Header in row {n}', source: 'Shop', sourceHint: 'For rows that name none', mapping: 'Columns', ignored: 'Unused columns', none: '(not imported)', remap: 'Try again with these columns', needed: 'needed', auto: 'automatic',
    trying: 'Trying…', tried: 'Tried; nothing is written yet', importing: 'Importing…', ready: '{n} {n|order|orders} can be imported', ok: 'Can be imported', bad: 'With problems', import: 'Import {n} {n|order|orders}', importRest: 'Import the other {n}', nothing: 'Nothing can be imported', fileBad: 'This file cannot be imported',
    errors: 'Rows with problems', rowNo: 'Row', column: 'Column', reason: 'Reason', remedy: 'What to do', value: 'As it stands', fileRow: 'The whole file', moreRows: 'The first {n} are shown', fix: 'Download these rows (CSV)', fixWhy: 'Only the rows with problems, each with its reason: mend them in a spreadsheet and drop the file here. It is made from the file on your computer and has not been on the server.', corrected: '{n} rows written',
    done: 'Imported', created: '{n} new', changed: '{n} changed', unchanged: '{n} unchanged', exceptions: '{n} with exceptions', go: 'Assign them', again: 'Import another', stop: 'Stop', leave: 'You may leave this page; the import goes on.',
    f_order_no: 'Order number', f_line_id: 'Line id', f_source: 'Shop', f_placed_at: 'Placed at', f_paid_at: 'Paid at', f_ship_by: 'Ship by', f_name: 'Receiver', f_phone: 'Phone', f_area: 'Area', f_province: 'Province', f_city: 'City', f_district: 'District', f_address: 'Street', f_full_address: 'Full address', f_buyer_remark: 'Buyer’s remark', f_seller_remark: 'Seller’s remark', f_product: 'Product', f_sku: 'SKU', f_spec: 'Spec', f_barcode: 'Barcode', f_quantity: 'Quantity', f_price: 'Price',
  },
);
export const FIELDS = ['order_no', 'name', 'phone', 'full_address', 'area', 'province', 'city', 'district', 'address', 'product', 'quantity', 'sku', 'spec', 'barcode', 'price', 'line_id', 'source', 'placed_at', 'paid_at', 'ship_by', 'buyer_remark', 'seller_remark'] as const;
export type FieldName = (typeof FIELDS)[number];
