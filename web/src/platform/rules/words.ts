// Words of the platform's rules.
import { words } from '../../frame/words';

export const book = words(
  {
    title: '平台规则', why: '对全平台所有主体生效。保存前会请你再确认一次身份。', entry: '入驻', auto: '新申请自动通过', autoWhy: '开启后，新商家和厂商无需审核即可使用。对外开放的平台请保持关闭。', on: '开启', off: '关闭',
    work: '分配与通知', held: '撤销时间', heldWhy: '分配后多久之内可以一键撤销；这段时间厂商看不到新单。0 表示立即生效，最多 3,600 秒。', pace: '新单邮件间隔', paceWhy: '同一对商家和厂商之间，两封新单邮件至少间隔多久。60 到 86,400 秒。',
    privacy: '隐私', compare: '收件人比对额度', compareWhy: '一个人或一个接口账号每小时能问多少次“收件人是否相同”：重复导入一单算 1，询问一对算 50。0 到 10,000,000。', perHour: '每小时',
    seconds: '秒', save: '保存规则', saved: '规则已保存', undo: '还原', bad: '请填写 {from} 到 {to} 之间的整数', changed: '规则刚被别人改过', changedWhy: '你打开页面之后，有人保存了新的规则。标出的几项与你看到的不同，请看过再保存。', theirs: '现在是 {value}', is: '{n} 秒', readOnly: '只有平台负责人可以修改规则。',
  },
  {
    title: 'Rules', why: 'They hold for everybody on the platform. Saving asks once more who you are.', entry: 'Joining', auto: 'Approve applications at once', autoWhy: 'New merchants and factories may work without anybody looking. Leave it off where strangers can apply.', on: 'On', off: 'Off',
    work: 'Assignments and notices', held: 'Time to undo', heldWhy: 'How long an assignment can be taken back with one press; factories do not see it before. 0 means at once, at most 3,600 seconds.', pace: 'Between mails of new work', paceWhy: 'The least time between two mails of one merchant and one factory. 60 to 86,400 seconds.',
    privacy: 'Privacy', compare: 'Comparisons of receivers', compareWhy: 'How often one person or machine may learn in an hour whether receivers are equal: an order imported again costs 1, a pair asked about 50. 0 to 10,000,000.', perHour: 'an hour',
    seconds: 'seconds', save: 'Save rules', saved: 'Rules saved', undo: 'Put back', bad: 'A whole number from {from} to {to}', changed: 'Somebody changed the rules', changedWhy: 'New rules were saved after you opened this page. What is marked differs from what you saw: look, then save.', theirs: 'now {value}', is: '{n} s', readOnly: 'Only owners of the platform change the rules.',
  },
);
