// Jobs: work over many rows, on its way or done; left and found again. Reasons grouped, numbers to copy, progress and stop.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ok } from '../../api/door';
import { allPages, usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress, useGo } from '../../frame/address';
import { num, words, useWords, type Say } from '../../frame/words';
import { Grid, type Column } from '../../grid/Grid';
import { Empty } from '../../kit/Empty';
import { Panel } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { said } from '../../kit/problems';
import { Progress } from '../../kit/Progress';
import { Reasons, Tally } from '../../kit/Results';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Batch } from '../api';
import { isLive, useBatch } from '../import/Import';



const book = words(
  {
    title: '任务', why: '导入、分配等整批的事，可以离开，随时回来看。', what: '任务', state: '状态', progress: '进度', done: '成功', failed: '失败', at: '发起', none: '还没有任务', noneWhy: '导入订单、按筛选整批分配，都会在这里留下进度和结果。', import: '导入订单', stop: '停止', dry: '试算', waiting: '排队中', running: '进行中', done_: '已完成', failed_: '已中断', cancelled: '已停止', go: '导入订单',
    k_import: '导入订单', k_assign: '整批分配', k_recall: '整批撤回', k_undo: '整批撤销', k_close: '整批关闭', k_accept: '整批接单', k_decline: '整批拒单', k_fail: '整批报缺', k_pack: '整批打包', k_take_numbers: '整批取号', k_print: '整批打印', k_ship: '整批发货', row: '第 {n} 行',
  },
  {
    title: 'Jobs', why: 'Imports and other work over many rows: leave them and come back.', what: 'Job', state: 'State', progress: 'Progress', done: 'Done', failed: 'Failed', at: 'Begun', none: 'No jobs yet', noneWhy: 'Imports and acts on a whole filter leave their progress and results here.', import: 'Import', stop: 'Stop', dry: 'Trial', waiting: 'Waiting', running: 'Running', done_: 'Done', failed_: 'Stopped short', cancelled: 'Cancelled', go: 'Import orders',
    k_import: 'Import', k_assign: 'Assign', k_recall: 'Recall', k_undo: 'Undo', k_close: 'Close', k_accept: 'Accept', k_decline: 'Decline', k_fail: 'Cannot supply', k_pack: 'Pack', k_take_numbers: 'Take numbers', k_print: 'Print', k_ship: 'Ship', row: 'Row {n}',
  },
);
type W = Say<keyof typeof book.zh>;
const STATE = { waiting: ['wait', 'waiting'], running: ['go', 'running'], done: ['good', 'done_'], failed: ['bad', 'failed_'], cancelled: ['idle', 'cancelled'] } as const;

const kindOf = (batch: Batch, w: W) => { const key = `k_${batch.kind}`; return key in book.zh ? w(key as keyof typeof book.zh) : batch.kind; };
const nameOf = (batch: Batch) => { const { name } = batch.request as { name?: string | null }; return name ?? ''; };

function columns(w: W): Column<Batch>[] {
  return [
    { id: 'what', name: w('what'), width: 'minmax(220px, 2fr)', cell: (batch) => <span className="two"><span>{kindOf(batch, w)} {batch.dry_run ? <span className="tag">{w('dry')}</span> : null}</span><span className="second">{nameOf(batch)}</span></span> },
    { id: 'state', name: w('state'), width: '130px', cell: (batch) => { const [tone, key] = STATE[batch.state]; return <Dot tone={tone}>{w(key)}</Dot>; } },
    { id: 'progress', name: w('progress'), width: 'minmax(140px, 1fr)', cell: (batch) => (isLive(batch) ? <span className="num">{num(batch.done + batch.refused)} / {batch.total === null || batch.total === undefined ? '…' : num(batch.total)}</span> : <span className="num">{num(batch.done + batch.refused)}</span>) },
    { id: 'done', name: w('done'), width: '100px', align: 'end', cell: (batch) => <span className="num">{num(batch.done)}</span> },
    { id: 'failed', name: w('failed'), width: '100px', align: 'end', cell: (batch) => <span className={batch.refused > 0 ? 'num late' : 'num'}>{batch.refused}</span> },
    { id: 'at', name: w('at'), width: '130px', cell: (batch) => <Time at={batch.created_at} ago /> },
  ];
}

export default function Jobs() {
  const w = useWords(book);
  const go = useGo();
  const [at, setAt] = useAddress();
  const list = usePages<Batch>(['batches', 'list'], (cursor) => ok(api.GET('/v1/batches', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })), { every: 5000 });
  return (
    <>
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}</p></div></div>
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className="list">
        <Grid label={w('title')} rows={list.rows} id={(batch) => batch.id} name={nameOf} columns={columns(w)} opened={at['open']} open={(batch) => setAt({ open: batch.id })} hasMore={list.hasMore} more={list.more} loading={list.loading}
          empty={<Empty icon="jobs" title={w('none')} why={w('noneWhy')}><Button type="primary" onClick={() => go('/import')}>{w('go')}</Button></Empty>} />
      </div>
      <JobPanel id={at['open']} close={() => setAt({ open: undefined })} />
    </>
  );
}

export function JobPanel({ id, close }: { id: string | undefined; close(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const { data: batch, error } = useBatch(id);
  const refusals = useQuery({
    queryKey: ['batches', 'refusals', id],
    queryFn: () => allPages<{ row?: number | null; code: string; subject: string; column: string }>((cursor) => ok(api.GET('/v1/batches/{batch}/refusals', { params: { path: { batch: id ?? '' }, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })), 20_000),
    enabled: Boolean(batch && batch.refused > 0 && !isLive(batch)),
  });
  const stop = useMutation({ mutationFn: () => ok(api.POST('/v1/batches/{batch}/cancel', { params: { path: { batch: id ?? '' } } })), onSettled: () => queries.invalidateQueries({ queryKey: ['batches'] }) });
  const foot = batch?.actions.includes('cancel') ? <Button danger loading={stop.isPending} onClick={() => stop.mutate()}>{w('stop')}</Button> : null;
  return (
    <Panel open={Boolean(id)} close={close} title={batch ? `${kindOf(batch, w)} ${nameOf(batch)}` : w('title')} foot={foot} width={520}>
      {error ? <ProblemBox problem={problemOf(error)} /> : null}
      {batch ? (
        <>
          <Progress state={batch.state} total={batch.total} at={batch.done + batch.refused} />
          <Tally total={isLive(batch) ? (batch.total ?? null) : batch.done + batch.refused} done={batch.done} refused={batch.refused} />
          {batch.code ? <p className="order-alert">{said(batch.code).join(' · ')}</p> : null}
          <Reasons failures={(refusals.data ?? []).map(({ row, code, subject, column }) => ({ name: subject || `${w('row', { n: String(row ?? '') })} ${column}`, code }))} />
        </>
      ) : null}
    </Panel>
  );
}
