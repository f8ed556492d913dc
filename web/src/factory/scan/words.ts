// Words of verifying.
import { words } from '../../frame/words';

export const book = words(
  {
    idle: '扫面单开始', idleWhy: '扫一下面单上的运单号，再逐件扫商品条码。不用点鼠标，也不用点输入框。', type: '手动输入', typePh: '运单号或条码', enter: '确定', number: '运单号', of: '/ {n}', full: '全屏', unfull: '退出全屏', soundOn: '打开声音', soundOff: '关闭声音', autoShip: '验完自动发货',
    stop: '停！', ack: '我知道了', noLabel: '没有这个待发货的运单：{code}', foreign: '本单没有这件商品：{code}', surplus: '已经够了，多扫一件：{name}', twice: '这个包裹已经验过：{code}', gone: '这个包裹已经发出：{code}', verifyNo: '这一单不能发：{why}', recalled: '商家申请撤回这一单，先别发：{reason}', odd: '这一单有异常，先别发：{why}', other: '上一个包裹还差 {n} 件，先验完再换', shipNo: '发货没有成功：{why}', offline: '连接不上服务，请重扫面单', ime: '现在是中文输入法，扫码会丢字。请按 Shift 切到英文。', notPrinted: '面单还没有打印记录：{code}',
    whole: '验完了', wholeShip: '验完，已发货', pass: '可以封箱，扫下一张面单', today: '今日已验', pace: '单/小时', caught: '拦截错发', recent: '最近扫描', nothing: '还没有扫描', s_label: '面单', left: '还差 {n} 件', give: '放弃这一单', local: '统计只在这台电脑上', say: '{n} 件', saySome: '共 {n} 件', noCode: '没有条码，点一下算一件', count: '算一件',
  },
  {
    idle: 'Scan a label to begin', idleWhy: 'Scan the tracking number on a label, then the barcode of each piece. No mouse, no field to click into.', type: 'Type it', typePh: 'Tracking number or barcode', enter: 'Enter', number: 'Tracking number', of: 'of {n}', full: 'Full screen', unfull: 'Leave full screen', soundOn: 'Sound on', soundOff: 'Sound off', autoShip: 'Ship once verified',
    stop: 'Stop!', ack: 'Understood', noLabel: 'No parcel to ship has this number: {code}', foreign: 'Not in this parcel: {code}', surplus: 'One too many: {name}', twice: 'Verified already: {code}', gone: 'It has left already: {code}', verifyNo: 'It may not leave: {why}', recalled: 'The merchant asks for it back, hold it: {reason}', odd: 'Something is wrong with it, hold it: {why}', other: '{n} pieces of the last parcel are missing: finish it first', shipNo: 'Not shipped: {why}', offline: 'The service cannot be reached: scan the label again', ime: 'A Chinese input method is on and eats scans. Press Shift to switch to English.', notPrinted: 'No print of this label is on record: {code}',
    whole: 'All there', wholeShip: 'All there, shipped', pass: 'Close the box and scan the next label', today: 'Today', pace: 'an hour', caught: 'Caught', recent: 'Latest scans', nothing: 'Nothing scanned yet', s_label: 'Label', left: '{n} missing', give: 'Leave this parcel', local: 'Counted on this computer', say: '{n} pieces', saySome: '{n} pieces in all', noCode: 'No barcode: tap to count one', count: 'Count one',
  },
);
