// Words of the overview.
import { words } from '../../frame/words';

export const book = words(
  {
    title: '概览', todo: '需要你处理', calm: '没有需要处理的事', calmWhy: '申请都审过了，任务和邮件都在正常运行。', applied: '入驻申请', accounts: '面单账户申请', dead: '放弃的任务', stuck: '卡住的任务', mails: '被退回的邮件', low: '余额偏低的账户', waited: '最早等了 {span}', since: '最早 {span}前', none: '没有', m: '{n} 分钟', h: '{n} 小时', d: '{n} 天', waitedNow: '刚刚收到', sinceNow: '刚刚发生', now: '不到 1 分钟',
    flow: '每日流量', orders: '订单', assigned: '分配', shipped: '发货', troubles: '每日问题', deadJobs: '放弃的任务', badMails: '退回的邮件', badNumbers: '快递拒绝的取号', age: '排队最久的任务', ageNone: '没有任务在排队等待', ageWhy: '到时间还没做完的，按种类；失败重试的从放入时算起', rates: '出错率', ratesWhy: '邮件和取号为近 {n} 天，任务为此刻', rateMail: '邮件退回', rateNumbers: '快递拒绝取号', rateJobs: '任务在重试', rateOf: '{bad} / {all}', parties: '平台上的主体', money: '面单余额', moneyWhy: '{n} 个已开通账户', held: '冻结 {amount}', jobsN: '{n} 个', refresh: '刷新', fresh: '更新于', days: '近 {n} 天', partiesWhy: '停用 {suspended} · 未通过 {refused}', active: '已启用',
  },
  {
    title: 'Overview', todo: 'Waiting for you', calm: 'Nothing to do', calmWhy: 'Applications are decided; jobs and mail run as they should.', applied: 'Applications', accounts: 'Waybill accounts', dead: 'Jobs given up', stuck: 'Jobs stuck', mails: 'Mail refused', low: 'Accounts low on money', waited: 'oldest waits {span}', since: 'oldest {span} ago', none: 'None', m: '{n} min', h: '{n} h', d: '{n} {n|day|days}', waitedNow: 'just came in', sinceNow: 'just now', now: 'under a minute',
    flow: 'Flow by day', orders: 'Orders', assigned: 'Assigned', shipped: 'Shipped', troubles: 'Troubles by day', deadJobs: 'Jobs given up', badMails: 'Mail refused', badNumbers: 'Numbers refused by carriers', age: 'Longest in the queue', ageNone: 'No job is waiting', ageWhy: 'Due and not done, by kind; what fails and tries again counts from when it was put', rates: 'Error rates', ratesWhy: 'Mail and numbers over the last {n} days, jobs as they are now', rateMail: 'Mail refused', rateNumbers: 'Numbers refused by carriers', rateJobs: 'Jobs trying again', rateOf: '{bad} of {all}', parties: 'Parties here', money: 'Money on accounts', moneyWhy: '{n} active {n|account|accounts}', held: '{amount} held', jobsN: '{n}', refresh: 'Refresh', fresh: 'As of', days: 'last {n} days', partiesWhy: '{suspended} suspended · {refused} refused', active: 'active',
  },
);
