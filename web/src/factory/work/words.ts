// Words of the list of orders a factory works on.
import { words } from '../../frame/words';

export const book = words(
  {
    tabs: '阶段', to_accept: '待接单', to_number: '待取号', to_print: '待打印', to_ship: '待发货', exception: '异常', shipped: '已发货', all: '全部', list: '代发单',
    no: '单号', goods: '商品', region: '地区', merchant: '商家', stage: '状态', deadline: '时限', placed: '下单', supply: '供货价', find: '完整单号', findIt: '找代发单', late: '只看超时', anyMerchant: '商家', clear: '清除', total: '共 {n} 单', changed: '有更新，刷新',
    accept: '接单', acceptN: '接 {n} 单', decline: '拒单', fail: '不能发货', take: '取号', typeIt: '填单号', print: '去打印', toShip: '去发货', copyNos: '复制单号', copied: '已复制 {n} 个单号', acceptDone: '已接 {n} 单', acceptSome: '接单结果',
    none: '这里没有代发单', noneWhy: '换个阶段看看，或等商家分配。', noneAccept: '没有等你接的单', noneAcceptWhy: '商家分配后会出现在这里，并发邮件告诉你。', held: '待交给你', s_assigned: '待接单', s_accepted: '已接单', s_shipped: '已发货', s_declined: '已拒单', s_failed: '不能发货', s_recalled: '已撤回',
    declineTitle: '拒绝接单', declineWhy: '商家会立即看到原因，可以改派别家。', failTitle: '不能发货', failWhy: '已接的单发不出去时用。商家会立即看到原因。', reason: '原因', note: '补充说明（商家看得到）', out_of_stock: '缺货', wrong_product: '不是本厂商品', price_not_agreed: '价格未谈妥', capacity: '产能不足', carrier_not_served: '快递不到', other: '其他原因', declineN: '拒绝 {n} 单', failN: '报 {n} 单不能发货', declined: '已拒绝 {n} 单', failed: '已报 {n} 单不能发货', cancel: '取消', gathering: '正在汇总 {n} 单…', working: '已处理 {a} / {n}',
    panel: '代发单', receiver: '收件人', receiverWhy: '收件人信息只在打印组件里解开，这里看不到。', facts: '信息', acceptedAt: '接单', assignedAt: '分配', shipBy: '最晚发货', acceptBy: '接单时限', remark: '买家留言', sellerRemark: '商家备注', code: '原因', recallAsked: '商家申请撤回', recallGo: '去答复', grant: '同意撤回', deny: '拒绝撤回', granted: '已同意撤回 {no}', retake: '重新取号', packed: '已打包 {n}', shippedN: '已发 {n}', barcode: '条码',
  },
  {
    tabs: 'Stages', to_accept: 'To accept', to_number: 'To number', to_print: 'To print', to_ship: 'To ship', exception: 'Exceptions', shipped: 'Shipped', all: 'All', list: 'Orders to supply',
    no: 'Number', goods: 'Goods', region: 'Region', merchant: 'Merchant', stage: 'State', deadline: 'Due', placed: 'Placed', supply: 'Supply price', find: 'Whole number', findIt: 'Find an order', late: 'Overdue only', anyMerchant: 'Merchant', clear: 'Clear', total: '{n} in all', changed: 'Changed: refresh',
    accept: 'Accept', acceptN: 'Accept {n} {n|order|orders}', decline: 'Decline', fail: 'Cannot supply', take: 'Take numbers', typeIt: 'Type numbers', print: 'Print', toShip: 'Ship', copyNos: 'Copy numbers', copied: '{n} {n|number|numbers} copied', acceptDone: '{n} accepted', acceptSome: 'What was accepted',
    none: 'No orders here', noneWhy: 'Look at another stage, or wait for a merchant.', noneAccept: 'Nothing waits for you', noneAcceptWhy: 'Orders appear here once a merchant assigns them; a mail tells you.', held: 'About to come', s_assigned: 'To accept', s_accepted: 'Accepted', s_shipped: 'Shipped', s_declined: 'Declined', s_failed: 'Cannot supply', s_recalled: 'Recalled',
    declineTitle: 'Decline orders', declineWhy: 'The merchant sees the reason at once and may ask another factory.', failTitle: 'Cannot supply', failWhy: 'For accepted orders that cannot be sent. The merchant sees the reason at once.', reason: 'Reason', note: 'More (the merchant sees it)', out_of_stock: 'Out of stock', wrong_product: 'Not our product', price_not_agreed: 'Price not agreed', capacity: 'No capacity', carrier_not_served: 'Carrier does not go there', other: 'Another reason', declineN: 'Decline {n} {n|order|orders}', failN: 'Report {n} {n|order|orders}', declined: '{n} declined', failed: '{n} reported', cancel: 'Cancel', gathering: 'Gathering {n} orders…', working: '{a} of {n} done',
    panel: 'Order', receiver: 'Receiver', receiverWhy: 'Receivers open in the print agent alone: nobody sees them here.', facts: 'About it', acceptedAt: 'Accepted', assignedAt: 'Assigned', shipBy: 'Ship by', acceptBy: 'Accept by', remark: 'Buyer’s remark', sellerRemark: 'Seller’s remark', code: 'Reason', recallAsked: 'The merchant asks for it back', recallGo: 'Answer', grant: 'Grant the recall', deny: 'Deny it', granted: '{no} goes back', retake: 'Take again', packed: '{n} packed', shippedN: '{n} shipped', barcode: 'Barcode',
  },
);
