// Words of factories and bindings.
import { words } from '../../frame/words';

export const book = words(
  {
    title: '厂家', why: '凭识别码绑定厂商或外仓，对方确认后即可分配订单。', bind: '绑定厂家', mine: '我的识别码', codeHint: '厂商设置页上的识别码，如 F-8K2M4Q', code: '厂商识别码', note: '留言（选填）', notePh: '例如：每天约 500 单，主要是四件套', offer: '发出申请', cancel: '取消', offered: '申请已发出，等对方确认', none: '还没有绑定厂家', noneWhy: '向厂商要识别码，发出申请；对方确认后，订单就能分配过去。', off: '一件代发还没有开启', offWhy: '先在设置里开启，才能绑定厂家。', toSettings: '去设置',
    s_offered_merchant: '等对方确认', s_offered_fulfiller: '对方申请，等你确认', s_active: '合作中', s_declined: '对方已拒绝', s_withdrawn: '已撤回申请', s_ending: '正在结束', s_ended: '已结束', open: '在手 {n} 单', factory: '工厂', warehouse: '外仓', since: '合作自', offeredAt: '申请于',
    step1: '你发出申请', step1f: '对方发出申请', step2: '对方确认', step2m: '你确认', step3: '开始分配',
    accept: '同意', decline: '拒绝', withdraw: '撤回申请', end: '结束合作', endWhy: '不再分配新订单，在手的做完或撤回后正式结束。', endReason: '原因（对方看得到）', endIt: '结束合作', otherOff: '对方没有开启一件代发',
    terms: '合作条款', autoAccept: '自动接单', yes: '是', no: '否', theirs: '由厂商设定', payer: '面单费用', fulfiller: '厂商付', merchant: '我来付', daily: '每日取号上限（单）', dailyFen: '每日金额上限（元）', carriers: '允许的快递', anyCarrier: '不限', hours: '接单时限（小时）', saveTerms: '保存条款', saved: '条款已保存',
    map: '商品对照', mapWhy: '厂商看到的是自己的编码和名称。', product: '我的商品', theirSku: '厂商编码', theirName: '厂商叫法', supply: '供货价（元）', noMap: '还没有对照，厂商看到的是你的商家编码。', save: '保存', rowsSaved: '已保存 {n} 条', remove: '删除', find: '商品名或商家编码', note_: '申请留言', reason: '原因', about: '概况', past: '历史（{n}）', orders: '查看订单', hand: '在手',
  },
  {
    title: 'Factories', why: 'Bind a factory or warehouse by its public code; once it confirms, orders can be assigned.', bind: 'Bind a factory', mine: 'My public code', codeHint: 'On the factory’s settings page, e.g. F-8K2M4Q', code: 'Public code of the factory', note: 'Note (optional)', notePh: 'E.g. about 500 orders a day', offer: 'Send the offer', cancel: 'Cancel', offered: 'Sent; the other side decides', none: 'No factories yet', noneWhy: 'Ask a factory for its public code and send an offer; once it confirms, orders can go there.', off: 'Drop-shipping is off', offWhy: 'Switch it on in the settings first.', toSettings: 'Settings',
    s_offered_merchant: 'Waiting for them', s_offered_fulfiller: 'They ask: your decision', s_active: 'Active', s_declined: 'Declined', s_withdrawn: 'Withdrawn', s_ending: 'Ending', s_ended: 'Ended', open: '{n} open', factory: 'Factory', warehouse: 'Warehouse', since: 'Since', offeredAt: 'Offered',
    step1: 'You offer', step1f: 'They offer', step2: 'They confirm', step2m: 'You confirm', step3: 'Assign orders',
    accept: 'Accept', decline: 'Decline', withdraw: 'Withdraw', end: 'End', endWhy: 'No new orders are assigned; it ends once open work is finished or recalled.', endReason: 'Reason (they see it)', endIt: 'End it', otherOff: 'Drop-shipping is off on their side',
    terms: 'Terms', autoAccept: 'Accepts by itself', yes: 'Yes', no: 'No', theirs: 'The factory’s to set', payer: 'Waybills paid by', fulfiller: 'The factory', merchant: 'Me', daily: 'Numbers a day at most', dailyFen: 'Yuan a day at most', carriers: 'Carriers allowed', anyCarrier: 'Any', hours: 'Hours to accept', saveTerms: 'Save the terms', saved: 'Terms saved',
    map: 'SKU map', mapWhy: 'The factory sees its own codes and names.', product: 'My product', theirSku: 'Their SKU', theirName: 'Their name', supply: 'Supply price (yuan)', noMap: 'No map yet: the factory sees your SKUs.', save: 'Save', rowsSaved: '{n} saved', remove: 'Remove', find: 'Name or SKU', note_: 'Note', reason: 'Reason', about: 'About', past: 'Past ({n})', orders: 'See orders', hand: 'Open work',
  },
);
