// Words of carriers.
import { words } from '../../frame/words';

export const book = words(
  {
    title: '快递公司', why: '平台上有面单账户的快递公司：谁在用、还有多少钱、收件人会不会被网点看到。', accounts: '账户', active: '已开通 {n}', applied: '待审核 {n}', balance: '余额合计', held: '冻结 {amount}', low: '{n} 个账户余额偏低', ok: '余额充足', reads: '网点能看到收件人', readsNo: '网点看不到收件人', readsNone: '没有接入取号接口',
    readsWhy: '账户持有人可以在快递公司后台看到收件人。平台管不到那里，请确认双方都知情。', none: '还没有面单账户', noneWhy: '工厂或外仓申请第一个面单账户后，它的快递公司会出现在这里。', see: '查看账户', carrier: '快递公司', privacy: '收件人', bounded: '只统计了前 {n} 个账户',
    contest: '运单号争议', contestWhy: '一个运单号只属于一个包裹。有人说自己的号被占用时，在这里查是谁在用；先向快递公司核实，再收回。', number: '运单号', find: '查询', free: '没有人在用这个号。', how: '来源', sold: '快递公司出的号', typed: '手工填写', lost: '已收回', packer: '发货方', merchant: '商家', since: '登记时间', left: '发出时间',
    reason: '收回原因', reasonHint: '对方会看到', r1: '快递公司核实不是此件', r2: '填错号码', release: '收回号码', released: '{number} 已收回', afterHere: '收回后，对方的包裹回到“待取号”，不能再填这个号。', afterLeft: '对方的包裹已经发出：收回后，商家会在“异常”里看到这张订单。',
  },
  {
    title: 'Carriers', why: 'Carriers that waybill accounts exist for: who uses them, what money is left, and whether the branch sees receivers.', accounts: 'Accounts', active: '{n} active', applied: '{n} to decide', balance: 'Balance in all', held: '{amount} held', low: '{n} {n|account runs|accounts run} low', ok: 'Enough money', reads: 'The branch sees receivers', readsNo: 'The branch does not see receivers', readsNone: 'No adapter for numbers',
    readsWhy: 'Holders of the account see receivers in the carrier’s own portal. The platform ends there: make sure both sides know.', none: 'No waybill accounts yet', noneWhy: 'When a factory or warehouse applies for the first account, its carrier appears here.', see: 'See accounts', carrier: 'Carrier', privacy: 'Receivers', bounded: 'Only the first {n} accounts are counted',
    contest: 'Contested number', contestWhy: 'A number belongs to one parcel. When somebody says that another has his, see here who does; ask the carrier first, then take it back.', number: 'Tracking number', find: 'Look it up', free: 'Nobody has this number.', how: 'Came from', sold: 'The carrier', typed: 'Typed by hand', lost: 'Taken back', packer: 'Ships', merchant: 'Merchant', since: 'Since', left: 'Left',
    reason: 'Why it is taken back', reasonHint: 'They will read it', r1: 'The carrier says it is not this parcel', r2: 'A wrong number was typed', release: 'Take it back', released: '{number} was taken back', afterHere: 'Their parcel waits for a number again, and they may not type this one.', afterLeft: 'Their parcel has left: the merchant will see its order among the exceptions.',
  },
);
