// Words of orders.
import { words } from '../../frame/words';

export const book = words(
  {
    tabs: '订单阶段', to_assign: '待分配', to_accept: '待接单', to_number: '待取号', to_print: '待打印', to_ship: '待发货', exception: '异常', shipped: '已发货', all: '全部',
    list: '订单列表', search: '订单号，或后 6 位', lateN: '超时未发 {n}', lateMore: '超时未发 {n}+', tooShort: '至少输入 {n} 位才会查找，现在列出的是全部', factory: '代发厂家', placed: '下单日期', source: '店铺', product: '商品', noProduct: '没有这个商品：按 SKU 开头查找', region: '收货地区', noRegion: '名录里没有这个地区', origin: '来源', ofMerchant: '自己导入', ofPlatform: '平台推送', total: '共 {n} 单', clear: '清除筛选',
    no: '订单号', goods: '商品', receiver: '收件人（脱敏）', fulfiller: '代发厂家', stage: '状态', deadline: '发货时限', amount: '金额', placedAt: '下单时间', remark: '备注', tracking: '运单号',
    unassigned: '未分配', own: '自己发货', pieces: '共 {n} 件', more: '等 {n} 款', refund: '退款中', refunded: '已退款', closed: '已关闭', unpaid: '未付款', remarkTag: '备注',
    assign: '分配厂家', recall: '撤回', close: '关闭订单', acknowledge: '标记已看', exportIt: '复制单号', copied: '已复制 {n} 个单号', import: '导入订单',
    emptyAll: '还没有订单', emptyAllWhy: '把店铺后台导出的订单表拖进来，一分钟后就能分配给厂家。', emptyTab: '这里没有订单', emptyTabWhy: '换一个阶段看看，或清除筛选条件。', emptyDone: '都分配完了', emptyDoneWhy: '新订单到了会出现在这里。',
    numbers: '粘贴的 {n} 个单号', found: '找到 {n} 个', missing: '没找到 {n} 个', copyMissing: '复制没找到的', leave: '退出', looking: '正在查找…', footMove: '上下', footTick: '勾选', footRange: '连选', footFind: '搜索', footAll: '全部快捷键', searchIt: '搜索订单', closePanel: '关闭侧栏', changed: '有更新，刷新',
    cancelled: '买家取消', refundedReason: '已退款', completed: '已完成', closeHow: '关闭原因', closeN: '关闭 {n} 单', closeWhy: '关闭后不再分配和发货。', closedDone: '已关闭 {n} 单', ackDone: '已标记 {n} 单', cancel: '取消',
    someFailed: '{done} 单成功，{failed} 单没有成功', seeWhy: '查看原因',
  },
  {
    tabs: 'Stages', to_assign: 'To assign', to_accept: 'To accept', to_number: 'To number', to_print: 'To print', to_ship: 'To ship', exception: 'Exceptions', shipped: 'Shipped', all: 'All',
    list: 'Orders', search: 'Order number, or its last 6', lateN: 'Late {n}', lateMore: 'Late {n}+', tooShort: 'Type at least {n} characters: nothing is narrowed yet', factory: 'Factory', placed: 'Placed', source: 'Shop', product: 'Product', noProduct: 'No such product: search by the beginning of its SKU', region: 'Region', noRegion: 'No such region on the list', origin: 'Origin', ofMerchant: 'Brought in', ofPlatform: 'From the platform', total: '{n} {n|order|orders}', clear: 'Clear filters',
    no: 'Order', goods: 'Goods', receiver: 'Receiver (masked)', fulfiller: 'Factory', stage: 'Stage', deadline: 'Ship by', amount: 'Amount', placedAt: 'Placed', remark: 'Remark', tracking: 'Tracking number',
    unassigned: 'Not assigned', own: 'Own packing', pieces: '{n} {n|piece|pieces}', more: '{n} products', refund: 'Refund open', refunded: 'Refunded', closed: 'Closed', unpaid: 'Unpaid', remarkTag: 'Remark',
    assign: 'Assign', recall: 'Recall', close: 'Close', acknowledge: 'Mark as seen', exportIt: 'Copy numbers', copied: '{n} {n|number|numbers} copied', import: 'Import orders',
    emptyAll: 'No orders yet', emptyAllWhy: 'Drop the order file of your shop’s back office here; a minute later they can be assigned.', emptyTab: 'Nothing here', emptyTabWhy: 'Look at another stage, or clear the filters.', emptyDone: 'All assigned', emptyDoneWhy: 'New orders will appear here.',
    numbers: '{n} pasted {n|number|numbers}', found: '{n} found', missing: '{n} not found', copyMissing: 'Copy those', leave: 'Leave', looking: 'Looking…', footMove: 'move', footTick: 'tick', footRange: 'range', footFind: 'search', footAll: 'all shortcuts', searchIt: 'Search orders', closePanel: 'Close the panel', changed: 'Changed: refresh',
    cancelled: 'Cancelled by the buyer', refundedReason: 'Refunded', completed: 'Completed', closeHow: 'Reason', closeN: 'Close {n} {n|order|orders}', closeWhy: 'Closed orders are not assigned or shipped any more.', closedDone: '{n} {n|order|orders} closed', ackDone: '{n} marked', cancel: 'Cancel',
    someFailed: '{done} done, {failed} not', seeWhy: 'See why',
  },
);
