// Words of mail.
import { words } from '../../frame/words';

export const book = words(
  {
    tabs: '邮件状态', refused: '被退回', failed: '没送出', queued: '等待发送', sent: '已发送', list: '邮件列表', to: '收件地址', kind: '内容', party: '主体', answer: '服务器答复', at: '时间', state: '状态', none: '—',
    again: '重新发送', againN: '重新发送 {n} 封', againWhy: '先确认地址可以收信。平台会再试几个小时。', againDone: '{n} 封邮件已重新排队', total: '共 {n} 封', unit: '封',
    test: '发送测试邮件', testWhy: '寄一封不含任何业务内容的邮件，看服务器是否收下。', testTo: '收件地址', testLocale: '语言', testDo: '发送', zh: '中文', en: 'English', cancel: '取消', testSent: '测试邮件已交给 {to}', testWaiting: '测试邮件正在发送…', testBad: '测试邮件没有送出：{why}', testLate: '还没有结果，请稍后在列表里看', seen: '服务器已收下',
    emptyBad: '没有被退回的邮件', emptyBadWhy: '收件服务器拒收的邮件会出现在这里；改好地址后可以重新发送。', empty: '这里没有邮件', emptyWhy: '换一个状态看看。', footMove: '上下', footTick: '勾选', footAll: '全部快捷键',
    assignment: '新单通知', binding_offered: '绑定申请', binding_decided: '绑定结果', binding_ended: '绑定结束', declined: '厂商拒单', failed_: '厂商报缺', shipped_summary: '发货汇总', recall_asked: '撤回申请', recall_answered: '撤回答复', invitation: '人员邀请', password_reset: '重置密码', application_decided: '入驻结果', k_test: '测试邮件',
  },
  {
    tabs: 'State of mail', refused: 'Refused', failed: 'Not delivered', queued: 'Waiting', sent: 'Sent', list: 'Mail', to: 'To', kind: 'About', party: 'Party', answer: 'The server said', at: 'When', state: 'State', none: '—',
    again: 'Send again', againN: 'Send {n} again', againWhy: 'Make sure first that the address takes mail. It is tried for some hours.', againDone: '{n} {n|mail|mails} queued again', total: '{n} {n|mail|mails}', unit: '',
    test: 'Send a test mail', testWhy: 'A mail without any business in it, to see whether the server takes it.', testTo: 'To', testLocale: 'Language', testDo: 'Send', zh: '中文', en: 'English', cancel: 'Cancel', testSent: 'The test mail was handed to {to}', testWaiting: 'The test mail is on its way…', testBad: 'The test mail was not delivered: {why}', testLate: 'No result yet: look at the list later', seen: 'the server took it',
    emptyBad: 'No mail was refused', emptyBadWhy: 'Mail that a server would not take appears here; mend the address and send it again.', empty: 'No mail here', emptyWhy: 'Look at another state.', footMove: 'move', footTick: 'tick', footAll: 'all shortcuts',
    assignment: 'New work', binding_offered: 'Binding offered', binding_decided: 'Binding decided', binding_ended: 'Binding ending', declined: 'Work declined', failed_: 'Cannot supply', shipped_summary: 'Shipments', recall_asked: 'Recall asked', recall_answered: 'Recall answered', invitation: 'Invitation', password_reset: 'Password reset', application_decided: 'Application decided', k_test: 'Test mail',
  },
);
