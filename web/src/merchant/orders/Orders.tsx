// Orders: where a merchant's clerk spends the day. Stages, filters, the list, what is ticked and what is done with it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { ok } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress, useGo } from '../../frame/address';
import { useColumns } from '../../frame/columns';
import { useCommands } from '../../frame/commands';
import { useKeys } from '../../frame/keys';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { chosen } from '../../grid/ColumnPicker';
import { Grid } from '../../grid/Grid';
import { none } from '../../grid/selection';
import { SelectionBar } from '../../grid/SelectionBar';
import { useSelection } from '../../grid/useSelection';
import { copy } from '../../kit/copy';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { StageTabs } from '../../kit/StageTabs';
import { api } from '../api';
import { Assign } from '../assign/Assign';
import { ordersOf } from './act';
import { Close, useAcknowledge } from './Close';
import { columns, USUAL, type Order } from './columns';
import { CLEAR, filterOf, isNarrowed, STAGES, tabOf, type Query } from './filter';
import { JobPanel } from '../../frame/party/jobs/JobPanel';
import { OrderPanel } from './OrderPanel';
import { Pasted, usePasted } from './Pasted';
import { Recall } from '../assign/Recall';
import { Toolbar } from './Toolbar';
import { book } from './words';
import './orders.css';

/** How many match: told by the tab where nothing else narrows the list, by the pages once all are there, else unknown. */
function useTotal(at: ReturnType<typeof useAddress>[0], loaded: number, hasMore: boolean): number | undefined {
  const counts = useCounts();
  if (!hasMore) return loaded;
  const count = counts.data?.[tabOf(at)];
  return count && !count.more && !isNarrowed(at) ? count.n : undefined;
}

const useCounts = () => useQuery({ queryKey: ['orders', 'counts'], queryFn: () => ok(api.GET('/v1/orders/counts')), refetchInterval: 20_000, placeholderData: keepPreviousData });

const page = (filter: Query) => (cursor: string | undefined) => ok(api.GET('/v1/orders', { params: { query: { ...filter, limit: 200, ...(cursor ? { cursor } : {}) } } }));

type Doing = 'assign' | 'recall' | 'close' | null;

export default function Orders() {
  const w = useWords(book);
  const may = useMay();
  const go = useGo();
  const [at, setAt] = useAddress();
  const tab = tabOf(at);
  const filter = filterOf(at);
  const key = JSON.stringify(filter);
  const pasted = usePasted(at['numbers']);
  const list = usePages<Order>(['orders', 'list', key], page(filter), { enabled: !pasted.on });
  const rows = pasted.on ? pasted.rows : list.rows;
  const known = useTotal(at, rows.length, pasted.on ? false : list.hasMore);
  const counts = useCounts().data;

  const [doing, setDoing] = useState<Doing>(null);
  // Ticks belong to the filter they were made under.
  const [selection, setSelection] = useSelection('orders', pasted.key ? `pasted ${pasted.key}` : key, { ...(pasted.on ? { ...pasted, hasMore: false } : list), busy: doing !== null });
  // Tabs stop counting at 1,000; "all" is counted exactly before anything is done with it.
  const exact = useQuery({ queryKey: ['orders', 'tally', key], queryFn: () => ok(api.POST('/v1/batches/count/orders', { body: { verb: 'assign', selection: { filter } } })), enabled: selection.kind === 'all' && known === undefined });
  const total = known ?? exact.data?.matched;

  const sources = useMemo(() => [...new Set(rows.map(({ source }) => source).filter(Boolean))].sort(), [rows]);
  const all = useMemo(() => columns(w), [w]);
  const cols = useColumns('orders', USUAL, at, setAt);
  const shown = useMemo(() => chosen(all, cols.shown), [all, cols.shown.join()]);
  const open = useCallback((order: Order) => setAt({ open: order.id }, !at['open']), [setAt, at['open']]);
  const shut = useCallback(() => setAt({ open: undefined }), [setAt]);
  const acknowledge = useAcknowledge();

  const copyNumbers = () => void ordersOf(selection, filter, rows).then(async (orders) => {
    await copy(orders.map((order) => order.external_no).join('\n'));
    notify({ tone: 'good', text: w('copied', { n: orders.length }) });
  });
  const some = selection.kind === 'all' || selection.ids.size > 0;
  const can = { assign: may('assign') && ['to_assign', 'exception', 'all'].includes(tab), recall: may('assign') && tab !== 'to_assign' && tab !== 'shipped', close: may('orders:write') && tab !== 'shipped' };
  useKeys([
    { keys: '/', does: w('searchIt'), run: () => document.getElementById('find-order')?.focus() },
    ...(some && can.assign ? [{ keys: 'A', does: w('assign'), run: () => setDoing('assign') }] : []),
    ...(some && can.recall ? [{ keys: 'R', does: w('recall'), run: () => setDoing('recall') }] : []),
    ...(some ? [{ keys: 'E', does: w('exportIt'), run: copyNumbers }] : []),
    ...(at['open'] ? [{ keys: 'Esc', does: w('closePanel'), run: shut }] : []),
  ]);
  useCommands([{ id: 'import', name: w('import'), hint: 'csv xlsx', run: () => go('/import') }]);
  const done = () => { setDoing(null); setSelection(none); };
  const acting = { selection, filter, loaded: rows, total, done, cancel: () => setDoing(null) };

  return (
    <>
      {pasted.on ? <Pasted pasted={pasted} leave={() => setAt({ numbers: undefined })} />
        : <StageTabs label={w('tabs')} at={tab} go={(stage) => setAt({ stage, open: undefined })} tabs={STAGES.map((stage) => ({ key: stage, name: w(stage), count: counts?.[stage], alarm: stage === 'exception' }))} />}
      {pasted.on ? null : <Toolbar at={at} set={setAt} total={total} late={counts?.overdue} sources={sources} columns={all} cols={cols} again={list.outdated ? list.again : undefined} />}
      {list.error && !pasted.on ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className="list">
        <Grid label={w('list')} rows={rows} id={(order) => order.id} name={(order) => order.external_no} columns={shown} selection={selection} select={setSelection}
          opened={at['open']} open={open} walk={(order) => { if (at['open']) open(order); }} hasMore={!pasted.on && list.hasMore} more={list.more} loading={pasted.on ? pasted.loading : list.loading} empty={<NoOrders at={at} clear={() => setAt(CLEAR)} />} />
        <SelectionBar selection={selection} select={setSelection} total={total} wholeFilter={!pasted.on}>
          {can.assign ? <Button type="primary" onClick={() => setDoing('assign')}>{w('assign')} <kbd>A</kbd></Button> : null}
          {can.recall ? <Button onClick={() => setDoing('recall')}>{w('recall')} <kbd>R</kbd></Button> : null}
          {tab === 'exception' ? <Button onClick={() => void ordersOf(selection, filter, rows).then((orders) => acknowledge.mutate(orders, { onSuccess: done }))}>{w('acknowledge')}</Button> : null}
          {can.close ? <Button onClick={() => setDoing('close')}>{w('close')}</Button> : null}
          <Button onClick={copyNumbers}>{w('exportIt')} <kbd>E</kbd></Button>
        </SelectionBar>
      </div>
      <Foot />
      <OrderPanel id={at['job'] ? undefined : at['open']} close={shut} />
      <JobPanel id={at['job']} close={() => setAt({ job: undefined })} show={(job) => setAt({ job })} />
      {doing === 'assign' ? <Assign {...acting} /> : null}
      {doing === 'recall' ? <Recall {...acting} /> : null}
      {doing === 'close' ? <Close {...acting} /> : null}
    </>
  );
}

function NoOrders({ at, clear }: { at: ReturnType<typeof useAddress>[0]; clear(): void }) {
  const w = useWords(book);
  const go = useGo();
  const counts = useCounts().data;
  if (isNarrowed(at)) return <Empty icon="search" title={w('emptyTab')} why={w('emptyTabWhy')}><Button onClick={clear}>{w('clear')}</Button></Empty>;
  if (counts && counts.all.n === 0) return <Empty icon="import" title={w('emptyAll')} why={w('emptyAllWhy')}><Button type="primary" onClick={() => go('/import')}>{w('import')}</Button></Empty>;
  if (tabOf(at) === 'to_assign') return <Empty icon="accept" title={w('emptyDone')} why={w('emptyDoneWhy')} />;
  return <Empty title={w('emptyTab')} why={w('emptyTabWhy')} />;
}

function Foot() {
  const w = useWords(book);
  return <p className="foot"><span><kbd>J</kbd><kbd>K</kbd>{w('footMove')}</span><span><kbd>X</kbd>{w('footTick')}</span><span><kbd>Shift</kbd>{w('footRange')}</span><span><kbd>A</kbd>{w('assign')}</span><span><kbd>/</kbd>{w('footFind')}</span><span><kbd>?</kbd>{w('footAll')}</span></p>;
}
