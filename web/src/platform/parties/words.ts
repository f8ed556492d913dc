// Words of parties and their applications.
import { words } from '../../frame/words';

export const book = words(
  {
    tabs: '主体状态', applied: '待审核', active: '已启用', suspended: '已停用', refused: '未通过', all: '全部', list: '主体列表',
    name: '名称', kind: '类型', mail: '联系邮箱', since: '申请时间', waits: '已等待', decided: '处理时间', state: '状态', note: '说明', code: '识别码', drop: '代发', on: '已开启', off: '未开启', locale: '邮件语言', zhCN: '中文', sender: '发货地址', none: '—',
    k_all: '全部类型', k_merchant: '商家', k_factory: '工厂', k_warehouse: '外仓', k_platform: '平台', find: '名称、邮箱或识别码', findIt: '查找主体', total: '共 {n} 家', unit: '家',
    approve: '通过', refuse: '拒绝', suspend: '停用', resume: '恢复',
    approveN: '通过 {n} 家', refuseN: '拒绝 {n} 家', suspendN: '停用 {n} 家', resumeN: '恢复 {n} 家',
    approveWhy: '通过后立即可以登录办业务，并收到一封通知邮件。', refuseWhy: '对方会收到邮件，并看到下面的说明。', suspendWhy: '停用后，对方所有人立即不能操作，进行中的订单停在原处；可随时恢复。', resumeWhy: '恢复后，对方立即可以继续办业务。',
    why: '给对方的说明', whySuspend: '停用原因', shown: '对方会看到', optional: '（可不填）',
    approved: '已通过 {n} 家', refusedN: '已拒绝 {n} 家', suspendedN: '已停用 {n} 家', resumed: '已恢复 {n} 家',
    w1: '资料不完整，请补充后重新申请', w2: '无法核实主体身份', w3: '不在服务范围内', s1: '多次逾期发货', s2: '收到违规投诉，核查中', s3: '应对方要求停用',
    emptyApplied: '没有待审核的申请', emptyAppliedWhy: '商家、工厂和外仓的新申请会出现在这里，等你通过或拒绝。', empty: '这里没有主体', emptyWhy: '换一个状态看看，或清除筛选条件。', clear: '清除筛选', close: '关闭侧栏', accounts: '查看面单账户', bounded: '只查了前 {n} 家',
    footMove: '上下', footTick: '勾选', footOpen: '打开', footFind: '查找', footAll: '全部快捷键', now: '现在{state}', act: '处理', facts: '资料', cancel: '取消',
  },
  {
    tabs: 'State of parties', applied: 'To decide', active: 'Active', suspended: 'Suspended', refused: 'Refused', all: 'All', list: 'Parties',
    name: 'Name', kind: 'Kind', mail: 'Contact', since: 'Applied', waits: 'Waiting since', decided: 'Decided', state: 'State', note: 'Note', code: 'Public code', drop: 'Drop-shipping', on: 'On', off: 'Off', locale: 'Language of mail', zhCN: 'Chinese', sender: 'Dispatch address', none: '—',
    k_all: 'All kinds', k_merchant: 'Merchant', k_factory: 'Factory', k_warehouse: 'Warehouse', k_platform: 'Platform', find: 'Name, mail or code', findIt: 'Find a party', total: '{n} {n|party|parties}', unit: '',
    approve: 'Approve', refuse: 'Refuse', suspend: 'Suspend', resume: 'Resume',
    approveN: 'Approve {n}', refuseN: 'Refuse {n}', suspendN: 'Suspend {n}', resumeN: 'Resume {n}',
    approveWhy: 'They can sign in and work at once, and get a mail that says so.', refuseWhy: 'They get a mail and read the note below.', suspendWhy: 'All their people stop at once; orders in work stay where they are. It can be undone any time.', resumeWhy: 'They can go on at once.',
    why: 'Note to them', whySuspend: 'Reason', shown: 'They will read it', optional: ' (optional)',
    approved: '{n} approved', refusedN: '{n} refused', suspendedN: '{n} suspended', resumed: '{n} resumed',
    w1: 'Details are missing: complete them and apply again', w2: 'The business could not be verified', w3: 'Outside of what we serve', s1: 'Late shipments again and again', s2: 'Complaints are being looked into', s3: 'Suspended at their own wish',
    emptyApplied: 'Nothing to decide', emptyAppliedWhy: 'New applications of merchants, factories and warehouses appear here for you to approve or refuse.', empty: 'No parties here', emptyWhy: 'Look at another state, or clear the filters.', clear: 'Clear filters', close: 'Close the panel', accounts: 'Waybill accounts', bounded: 'Only the first {n} were searched',
    footMove: 'move', footTick: 'tick', footOpen: 'open', footFind: 'find', footAll: 'all shortcuts', now: 'now {state}', act: 'Decide', facts: 'Details', cancel: 'Cancel',
  },
);
export type W = (key: keyof typeof book.zh, values?: Record<string, string | number>) => string;
