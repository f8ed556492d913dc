// Words of the overview.
import { words } from '../../frame/words';

export const book = words(
  {
    title: '概览', todo: '需要你处理', calm: '没有需要处理的事', calmWhy: '申请都审过了，任务和邮件都在正常运行。', applied: '入驻申请', accounts: '面单账户申请', dead: '放弃的任务', stuck: '卡住的任务', mails: '被退回的邮件', low: '余额偏低的账户', waited: '最早等了 {span}', since: '最早 {span}前', none: '没有', m: '{n} 分钟', h: '{n} 小时', d: '{n} 天', waitedNow: '刚刚收到', sinceNow: '刚刚发生', now: '不到 1 分钟',
    flow: '每日流量', orders: '订单', assigned: '分配', shipped: '发货', troubles: '每日问题', deadJobs: '放弃的任务', badMails: '退回的邮件', age: '排队最久的任务', ageNone: '没有任务在排队等待', ageWhy: '晚了五分钟以上，或反复失败仍在重试', rate: '邮件退回率', rateWhy: '最近 24 小时，{sent} 封送达，{bad} 封退回', rateNone: '最近 24 小时没有发出邮件', parties: '平台上的主体', money: '面单余额', moneyWhy: '{n} 个已开通账户', held: '冻结 {amount}', jobsN: '{n} 个', refresh: '刷新', fresh: '更新于', days: '近 {n} 天', partiesWhy: '停用 {suspended} · 未通过 {refused}', active: '已启用',
  },
  {
    title: 'Overview', todo: 'Waiting for you', calm: 'Nothing to do', calmWhy: 'Applications are decided; jobs and mail run as they should.', applied: 'Applications', accounts: 'Waybill accounts', dead: 'Jobs given up', stuck: 'Jobs stuck', mails: 'Mail refused', low: 'Accounts low on money', waited: 'oldest waits {span}', since: 'oldest {span} ago', none: 'None', m: '{n} min', h: '{n} h', d: '{n} {n|day|days}', waitedNow: 'just came in', sinceNow: 'just now', now: 'under a minute',
    flow: 'Flow by day', orders: 'Orders', assigned: 'Assigned', shipped: 'Shipped', troubles: 'Troubles by day', deadJobs: 'Jobs given up', badMails: 'Mail refused', age: 'Longest in the queue', ageNone: 'No job is waiting', ageWhy: 'Five minutes late, or failing and still trying', rate: 'Mail refused', rateWhy: 'Last 24 hours: {sent} delivered, {bad} refused', rateNone: 'No mail went out in 24 hours', parties: 'Parties here', money: 'Money on accounts', moneyWhy: '{n} active {n|account|accounts}', held: '{amount} held', jobsN: '{n}', refresh: 'Refresh', fresh: 'As of', days: 'last {n} days', partiesWhy: '{suspended} suspended · {refused} refused', active: 'active',
  },
);
