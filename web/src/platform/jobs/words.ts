// Words of jobs in trouble.
import { words } from '../../frame/words';

export const book = words(
  {
    tabs: '任务状态', dead: '已放弃', stuck: '卡住', list: '有问题的任务', kinds: '按类型', allKinds: '全部类型', oldest: '最早 {ago}',
    kind: '任务', key: '对象', attempts: '已试', times: '{n} 次', error: '最近一次错误', since: '创建', next: '下次 / 上次运行', state: '状态', ready: '等待运行', leased: '运行中', total: '共 {n} 个', unit: '个',
    replay: '重新运行', drop: '丢弃', replayN: '重新运行 {n} 个', dropN: '丢弃 {n} 个', replayWhy: '从第一次尝试重新开始。同一件事已在排队的，两件合为一件，不会做两次。', dropWhy: '丢弃后平台不再做这件事，也找不回来。只在确定不需要时使用。', dropSure: '我确定这些事不需要再做', replayed: '{n} 个任务已重新运行', dropped: '已丢弃 {n} 个任务',
    emptyDead: '没有放弃的任务', emptyDeadWhy: '任务反复失败后会停下来等人处理，并出现在这里。', emptyStuck: '没有卡住的任务', emptyStuckWhy: '晚了五分钟以上，或失败四次仍在重试的任务，会出现在这里。', close: '关闭侧栏', facts: '详情', meaning: '这是什么', whatNow: '怎么办', copy: '复制', copied: '已复制',
    footMove: '上下', footTick: '勾选', footOpen: '打开', footAll: '全部快捷键', stuckHelp: '卡住的任务会自己重试，不用处理。如果持续增加，请检查数据库、网络和快递公司接口。', noError: '还没有错误记录',
    'mail.send': '发送邮件', 'notice.assigned': '汇总新单通知', 'notice.shipped': '汇总发货通知', 'waybill.take': '取单号', 'waybill.query': '核实单号', 'waybill.void': '作废单号', 'order.import': '导入订单', 'assign.release': '放出分配', 'print.seal': '封装面单',
    'm_mail.send': '把一封邮件交给邮件服务器。', 'm_notice.assigned': '把几分钟内的新单合成一封邮件发给厂商。', 'm_notice.shipped': '把发货情况合成一封邮件发给商家。', 'm_waybill.take': '向快递公司要单号。', 'm_waybill.query': '快递公司没有答复，正在核实有没有出号，避免重复扣费。', 'm_waybill.void': '向快递公司作废不用的单号。', 'm_order.import': '读商家上传的订单文件。', 'm_assign.release': '撤销时间过后，让厂商看到新单。', 'm_print.seal': '为打印组件加密面单。',
    'd_mail.send': '检查邮件服务器设置，然后重新运行；地址错误的信在“邮件”里。', 'd_notice.assigned': '通常重新运行即可。', 'd_notice.shipped': '通常重新运行即可。', 'd_waybill.take': '看错误：余额、网点或接口。恢复后重新运行，不会重复出号。', 'd_waybill.query': '快递公司接口恢复后重新运行。不要丢弃：丢弃后这个包裹会一直等待。', 'd_waybill.void': '重新运行；一直失败时请网点人工作废。', 'd_order.import': '重新运行；文件已损坏的，请商家重新上传。', 'd_assign.release': '重新运行。不要丢弃：丢弃后厂商看不到这些单。', 'd_print.seal': '重新运行，或让厂商重新打印。',
    m_other: '平台的一项后台工作。', d_other: '看错误原因，排除后重新运行。',
  },
  {
    tabs: 'State of jobs', dead: 'Given up', stuck: 'Stuck', list: 'Jobs in trouble', kinds: 'By kind', allKinds: 'All kinds', oldest: 'oldest {ago}',
    kind: 'Job', key: 'Of', attempts: 'Tried', times: '{n}×', error: 'Last error', since: 'Created', next: 'Next / last run', state: 'State', ready: 'Waiting to run', leased: 'Running', total: '{n} {n|job|jobs}', unit: '',
    replay: 'Run again', drop: 'Drop', replayN: 'Run {n} again', dropN: 'Drop {n}', replayWhy: 'They begin again from the first attempt. Where the same work waits already the two become one: nothing is done twice.', dropWhy: 'Dropped work is not done and cannot be brought back. Only when you know that nobody needs it.', dropSure: 'I am sure that this need not be done', replayed: '{n} {n|job runs|jobs run} again', dropped: '{n} {n|job|jobs} dropped',
    emptyDead: 'Nothing was given up', emptyDeadWhy: 'A job that fails again and again stops, waits for a person, and appears here.', emptyStuck: 'Nothing is stuck', emptyStuckWhy: 'Jobs that are five minutes late, or failed four times and still try, appear here.', close: 'Close the panel', facts: 'Details', meaning: 'What it is', whatNow: 'What to do', copy: 'Copy', copied: 'Copied',
    footMove: 'move', footTick: 'tick', footOpen: 'open', footAll: 'all shortcuts', stuckHelp: 'Stuck jobs try again by themselves. If they grow in number, look at the database, the network and the carriers.', noError: 'No error is on record',
    'mail.send': 'Send mail', 'notice.assigned': 'Gather news of work', 'notice.shipped': 'Gather news of shipments', 'waybill.take': 'Take a number', 'waybill.query': 'Confirm a number', 'waybill.void': 'Void a number', 'order.import': 'Import orders', 'assign.release': 'Release assignments', 'print.seal': 'Seal labels',
    'm_mail.send': 'Hands one mail to the mail server.', 'm_notice.assigned': 'Gathers a few minutes of new work into one mail to a factory.', 'm_notice.shipped': 'Gathers shipments into one mail to a merchant.', 'm_waybill.take': 'Asks a carrier for a number.', 'm_waybill.query': 'The carrier did not answer: finds out whether a number was issued, so that none is paid twice.', 'm_waybill.void': 'Voids a number that is not used at the carrier.', 'm_order.import': 'Reads a file of orders a merchant uploaded.', 'm_assign.release': 'Shows assignments to the factory once the time to undo is over.', 'm_print.seal': 'Encrypts labels for a print agent.',
    'd_mail.send': 'Check the mail server, then run it again; bad addresses are under Mail.', 'd_notice.assigned': 'Running it again is usually enough.', 'd_notice.shipped': 'Running it again is usually enough.', 'd_waybill.take': 'Read the error: money, branch or interface. Then run it again; no number is issued twice.', 'd_waybill.query': 'Run it again when the carrier is back. Do not drop it: the parcel would wait for ever.', 'd_waybill.void': 'Run it again; if it keeps failing, ask the branch to void the number.', 'd_order.import': 'Run it again; if the file is broken, the merchant uploads it anew.', 'd_assign.release': 'Run it again. Do not drop it: the factory would never see the work.', 'd_print.seal': 'Run it again, or have the labels printed anew.',
    m_other: 'Work the platform does in the background.', d_other: 'Read the error, mend the cause, run it again.',
  },
);
