// Jobs: work over many rows, on its way or done; left and found again.
import { Button } from 'antd';
import { ok } from '../../../api/door';
import { usePages } from '../../../api/pages';
import { problemOf } from '../../../api/problem';
import { Grid, type Column } from '../../../grid/Grid';
import { Empty } from '../../../kit/Empty';
import { ProblemBox } from '../../../kit/ProblemBox';
import { Dot } from '../../../kit/Text';
import { Time } from '../../../kit/Time';
import { useAddress, useGo } from '../../address';
import { common, useMay } from '../../session';
import { num, useWords, type Say } from '../../words';
import { isLive, type Batch } from './batch';
import { JobPanel, kindOf, nameOf } from './JobPanel';
import { book } from './words';

type W = Say<keyof typeof book.zh>;
const STATE = { waiting: ['wait', 'waiting'], running: ['go', 'running'], done: ['good', 'done_'], failed: ['bad', 'failed_'], cancelled: ['idle', 'cancelled'] } as const;

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
  const imports = useMay()('orders:write');
  const [at, setAt] = useAddress();
  const list = usePages<Batch>(['batches', 'list'], (cursor) => ok(common.GET('/v1/batches', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })), { every: 5000 });
  return (
    <>
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}</p></div></div>
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className="list">
        <Grid label={w('title')} rows={list.rows} id={(batch) => batch.id} name={nameOf} columns={columns(w)} opened={at['open']} open={(batch) => setAt({ open: batch.id })} hasMore={list.hasMore} more={list.more} loading={list.loading}
          empty={<Empty icon="jobs" title={w('none')} why={w(imports ? 'noneWhy' : 'noneWork')}>{imports ? <Button type="primary" onClick={() => go('/import')}>{w('go')}</Button> : null}</Empty>} />
      </div>
      <JobPanel id={at['open']} close={() => setAt({ open: undefined })} show={(open) => setAt({ open })} />
    </>
  );
}
