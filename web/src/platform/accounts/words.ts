// Words of waybill accounts and their money.
import { words } from '../../frame/words';

export const book = words(
  {
    tabs: '账户状态', applied: '待审核', active: '已开通', refused: '未通过', closed: '已关闭', all: '全部', list: '面单账户列表',
    account: '账户', owner: '所属主体', carrier: '快递公司', settlement: '月结号', branch: '网点', price: '单价', asIs: '按快递公司报价', balance: '余额', held: '冻结', since: '申请时间', state: '状态', reads: '收件人', readsYes: '网点可见', readsNo: '网点不可见', readsUnknown: '未接入', readsWhy: '账户持有人能否在快递公司后台看到收件人', low: '余额偏低', lasts: '约可取 {n} 单',
    find: '主体、账户或月结号', findIt: '查找账户', total: '共 {n} 个账户', bounded: '只查了前 {n} 个', clear: '清除筛选', close: '关闭侧栏',
    approve: '通过', refuse: '拒绝', topUp: '充值', closeIt: '关闭账户', cancel: '取消', facts: '资料', money: '资金', ledger: '流水',
    approveTitle: '通过面单账户', approveWhy: '通过后，对方充值即可取号。', priceLabel: '每个单号向对方收取（元）', priceHint: '填 0 表示按快递公司的报价。最多 1,000 元。', badMoney: '请输入金额，最多两位小数', approveDo: '通过，单价 {price}', approveFree: '通过，按报价',
    refuseTitle: '拒绝面单账户', closeTitle: '关闭面单账户', why: '原因', shown: '对方会看到', closeWhy: '关闭后不能再取号和充值，余额和流水仍可查看。', refuseDo: '拒绝', closeDo: '关闭账户',
    w1: '月结号与网点不符', w2: '网点未确认合作', c1: '对方不再使用', c2: '网点停止合作',
    topUpTitle: '给账户充值', amount: '金额（元）', reference: '付款凭证号', referenceHint: '如银行流水号；同一个凭证号只入账一次，重复提交不会多记。', noteLabel: '备注（可不填）', topUpDo: '充值 {amount}', topUpNone: '充值', after: '充值后余额 {balance}',
    approved: '已通过 {name}', refusedN: '已拒绝 {name}', closedN: '已关闭 {name}', toppedUp: '已充值 {amount}，余额 {balance}', bookedBefore: '这个凭证号之前已入账，没有重复充值',
    l_top_up: '充值', l_hold: '冻结', l_spend: '取号扣费', l_release: '解冻', l_return: '退款', l_correction: '更正', noLedger: '还没有流水', more: '再看 50 条', when: '时间', what: '事项', sum: '金额',
    emptyApplied: '没有待审核的账户', emptyAppliedWhy: '工厂、外仓申请的面单账户会出现在这里。', empty: '这里没有账户', emptyWhy: '换一个状态看看，或清除筛选条件。', footMove: '上下', footOpen: '打开', footFind: '查找', footAll: '全部快捷键',
  },
  {
    tabs: 'State of accounts', applied: 'To decide', active: 'Active', refused: 'Refused', closed: 'Closed', all: 'All', list: 'Waybill accounts',
    account: 'Account', owner: 'Party', carrier: 'Carrier', settlement: 'Settlement no.', branch: 'Branch', price: 'Price', asIs: 'As the carrier asks', balance: 'Balance', held: 'Held', since: 'Applied', state: 'State', reads: 'Receivers', readsYes: 'Branch sees them', readsNo: 'Branch does not', readsUnknown: 'No adapter', readsWhy: 'Whether the holder sees receivers in the carrier’s own portal', low: 'Low balance', lasts: 'about {n} {n|number|numbers}',
    find: 'Party, account or settlement no.', findIt: 'Find an account', total: '{n} {n|account|accounts}', bounded: 'Only the first {n} were searched', clear: 'Clear filters', close: 'Close the panel',
    approve: 'Approve', refuse: 'Refuse', topUp: 'Top up', closeIt: 'Close account', cancel: 'Cancel', facts: 'Details', money: 'Money', ledger: 'Ledger',
    approveTitle: 'Approve the account', approveWhy: 'They can take numbers as soon as there is money.', priceLabel: 'What they pay for a number (yuan)', priceHint: '0 means what the carrier asks. 1,000 at most.', badMoney: 'An amount with at most two decimals', approveDo: 'Approve at {price}', approveFree: 'Approve at the carrier’s price',
    refuseTitle: 'Refuse the account', closeTitle: 'Close the account', why: 'Reason', shown: 'They will read it', closeWhy: 'No more numbers, no more money; balance and ledger stay readable.', refuseDo: 'Refuse', closeDo: 'Close account',
    w1: 'The settlement number is not of this branch', w2: 'The branch did not confirm', c1: 'They no longer use it', c2: 'The branch ended it',
    topUpTitle: 'Top up the account', amount: 'Amount (yuan)', reference: 'Payment reference', referenceHint: 'E.g. the bank’s reference. One reference is booked once, however often it is sent.', noteLabel: 'Note (optional)', topUpDo: 'Top up {amount}', topUpNone: 'Top up', after: 'Balance afterwards {balance}',
    approved: '{name} approved', refusedN: '{name} refused', closedN: '{name} closed', toppedUp: '{amount} added, balance {balance}', bookedBefore: 'That reference was booked before: nothing was added',
    l_top_up: 'Top-up', l_hold: 'Hold', l_spend: 'Number taken', l_release: 'Release', l_return: 'Return', l_correction: 'Correction', noLedger: 'No entries yet', more: '50 more', when: 'When', what: 'What', sum: 'Amount',
    emptyApplied: 'Nothing to decide', emptyAppliedWhy: 'Waybill accounts that factories and warehouses apply for appear here.', empty: 'No accounts here', emptyWhy: 'Look at another state, or clear the filters.', footMove: 'move', footOpen: 'open', footFind: 'find', footAll: 'all shortcuts',
  },
);
