// Words of assigning and recalling.
import { words } from '../../frame/words';

export const book = words(
  {
    title: '分配到哪家厂家？', one: '一家', split: '拆分到多家', search: '搜索厂家', own: '自己发货', ownWhy: '由自己打包发货', auto: '自动接单', hours: '{n} 小时内接单', open: '在手 {n} 单', after: '分配后 {n} 单', cap: '今日上限 {n} 单', over: '超出 {n} 单', propose: '按在手量均衡拆分', proposeOver: '这一家今天放不下，建议拆分', shared: '已分 {n} / {all} 单', left: '还有 {n} 单没有分', tooMany: '多分了 {n} 单',
    go: '分配 {n} 单', goAll: '分配全部', cancel: '取消', gathering: '正在汇总订单 {n}…', begun: '整批分配已开始，可以离开本页', undoing: '正在整批撤销', done: '已分配 {n} 单给{who}', doneMany: '已分配 {n} 单给 {k} 家', undo: '撤销', undone: '已撤销 {n} 单', undoWhy: '{n} 秒内可撤销，厂商还看不到。', close: '完成', retry: '重试失败的 {n} 单', result: '分配结果',
    noneTitle: '还没有可分配的厂家', noneWhy: '先绑定一家厂商，对方确认后就能分配。', bind: '去绑定', load: '负载',
    recall: '撤回代发单', recallWhy: '没取号的立即撤回；已取号的会向厂商发出撤回申请，由对方同意。', reason: '原因（厂商看得到）', recallN: '撤回 {n} 单', recalled: '已撤回 {n} 单', askedN: '，{n} 单已发出撤回申请', nothing: '这些订单没有可撤回的代发单', usual1: '买家取消', usual2: '地址有误', usual3: '换厂家发货', some: '{done} 单成功，{failed} 单没有成功',
  },
  {
    title: 'Assign to which factory?', one: 'One', split: 'Several', search: 'Find a factory', own: 'Own packing', ownWhy: 'You pack and ship yourself', auto: 'Accepts by itself', hours: 'Accepts within {n} h', open: '{n} open', after: '{n} after this', cap: 'Daily limit {n}', over: '{n} too many', propose: 'Split evenly by open work', proposeOver: 'That is more than this factory takes today: split it', shared: '{n} of {all} given', left: '{n} not given yet', tooMany: '{n} too many',
    go: 'Assign {n} {n|order|orders}', goAll: 'Assign all', cancel: 'Cancel', gathering: 'Gathering orders: {n}…', begun: 'The assignment has begun; you may leave this page', undoing: 'Taking it all back', done: '{n} {n|order|orders} assigned to {who}', doneMany: '{n} orders assigned to {k} factories', undo: 'Undo', undone: '{n} {n|order|orders} taken back', undoWhy: 'For {n} seconds the factory does not see it and you can undo.', close: 'Done', retry: 'Retry the {n} that failed', result: 'Result',
    noneTitle: 'No factory to assign to yet', noneWhy: 'Bind a factory first; once it confirms, you can assign.', bind: 'Bind a factory', load: 'Load',
    recall: 'Recall', recallWhy: 'Without a number it comes back at once; with one, the factory is asked and decides.', reason: 'Reason (the factory sees it)', recallN: 'Recall {n} {n|order|orders}', recalled: '{n} recalled', askedN: ', {n} asked back', nothing: 'Nothing of these orders can be recalled', usual1: 'Cancelled by the buyer', usual2: 'Wrong address', usual3: 'Another factory ships', some: '{done} done, {failed} not',
  },
);
