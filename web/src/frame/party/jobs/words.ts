// Words of jobs.
import { words } from '../../words';

export const book = words(
  {
    title: '任务', why: '整批的事都在这里：可以离开，随时回来看。', what: '任务', state: '状态', progress: '进度', done: '成功', failed: '失败', at: '发起', none: '还没有任务', noneWhy: '导入订单、按筛选整批分配，都会在这里留下进度和结果。', noneWork: '按筛选整批接单、拒单、发货，都会在这里留下进度和结果。', leave: '关掉，继续进行', close: '完成', import: '导入订单', stop: '停止', retry: '重试失败的 {n} 单', dry: '试算', waiting: '排队中', running: '进行中', done_: '已完成', failed_: '已中断', cancelled: '已停止', go: '导入订单',
    k_import: '导入订单', k_assign: '整批分配', k_recall: '整批撤回', k_undo: '整批撤销', k_close: '整批关闭', k_accept: '整批接单', k_decline: '整批拒单', k_fail: '整批报缺', k_pack: '整批打包', k_take_numbers: '整批取号', k_print: '整批打印', k_ship: '整批发货', row: '第 {n} 行',
  },
  {
    title: 'Jobs', why: 'Work over many rows: leave it and come back.', what: 'Job', state: 'State', progress: 'Progress', done: 'Done', failed: 'Failed', at: 'Begun', none: 'No jobs yet', noneWhy: 'Imports and acts on a whole filter leave their progress and results here.', noneWork: 'Accepting, declining and shipping of a whole list leave their progress and results here.', leave: 'Leave it running', close: 'Done', import: 'Import', stop: 'Stop', retry: 'Retry the {n} that failed', dry: 'Trial', waiting: 'Waiting', running: 'Running', done_: 'Done', failed_: 'Stopped short', cancelled: 'Cancelled', go: 'Import orders',
    k_import: 'Import', k_assign: 'Assign', k_recall: 'Recall', k_undo: 'Undo', k_close: 'Close', k_accept: 'Accept', k_decline: 'Decline', k_fail: 'Cannot supply', k_pack: 'Pack', k_take_numbers: 'Take numbers', k_print: 'Print', k_ship: 'Ship', row: 'Row {n}',
  },
);
