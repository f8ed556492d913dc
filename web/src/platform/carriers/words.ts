// Words of carriers.
import { words } from '../../frame/words';

export const book = words(
  {
    title: '快递公司', why: '平台上有面单账户的快递公司：谁在用、还有多少钱、收件人会不会被网点看到。', accounts: '账户', active: '已开通 {n}', applied: '待审核 {n}', balance: '余额合计', held: '冻结 {amount}', low: '{n} 个账户余额偏低', ok: '余额充足', reads: '网点能看到收件人', readsNo: '网点看不到收件人', readsNone: '没有接入取号接口',
    readsWhy: '账户持有人可以在快递公司后台看到收件人。平台管不到那里，请确认双方都知情。', none: '还没有面单账户', noneWhy: '工厂或外仓申请第一个面单账户后，它的快递公司会出现在这里。', see: '查看账户', carrier: '快递公司', privacy: '收件人', bounded: '只统计了前 {n} 个账户',
  },
  {
    title: 'Carriers', why: 'Carriers that waybill accounts exist for: who uses them, what money is left, and whether the branch sees receivers.', accounts: 'Accounts', active: '{n} active', applied: '{n} to decide', balance: 'Balance in all', held: '{amount} held', low: '{n} {n|account runs|accounts run} low', ok: 'Enough money', reads: 'The branch sees receivers', readsNo: 'The branch does not see receivers', readsNone: 'No adapter for numbers',
    readsWhy: 'Holders of the account see receivers in the carrier’s own portal. The platform ends there: make sure both sides know.', none: 'No waybill accounts yet', noneWhy: 'When a factory or warehouse applies for the first account, its carrier appears here.', see: 'See accounts', carrier: 'Carrier', privacy: 'Receivers', bounded: 'Only the first {n} accounts are counted',
  },
);
