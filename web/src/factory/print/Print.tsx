// Printing: which labels, on what, in which order; then the batch.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Popconfirm, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { ok } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress, useGo } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { useWords, type Say } from '../../frame/words';
import { Grid, type Column } from '../../grid/Grid';
import { count, has, isEmpty, none, type Selection } from '../../grid/selection';
import { SelectionBar } from '../../grid/SelectionBar';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { StageTabs } from '../../kit/StageTabs';
import { No } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { countsQuery, exactQuery, parcelsOf, sweep, type Outcome, type Parcel } from '../data';
import { Carrier, Goods, parcelName } from '../Goods';
import { Papers } from '../papers/Papers';
import { Result } from '../Result';
import { useSlim } from '../slim';
import { agent } from './agent';
import { Batch } from './Batch';
import { Fates } from './Fates';
import { Guide } from './Guide';
import { Picture } from './Picture';
import { Reason } from './Reason';
import { begin, isOver, run } from './run';
import { book } from './words';

const MOST = 2000;
const SIZES: readonly Shapes['Size'][] = ['76x130', '100x150', '100x180'];
const KEEP = 'sealship.print.size';
export type W = Say<keyof typeof book.zh>;

const columns = (w: W): Column<Parcel>[] => [
  { id: 'number', name: w('number'), width: 'minmax(170px, 1.1fr)', cell: (parcel) => <span className="two"><No of={parcelName(parcel)} /><span className="second"><Carrier of={parcel.waybill?.carrier} /> {parcel.waybill?.sorting_code}</span></span> },
  { id: 'goods', name: w('goods'), width: 'minmax(240px, 2fr)', cell: (parcel) => <Goods of={parcel.items} remark={parcel.note} /> },
  { id: 'order', name: w('order'), width: 'minmax(150px, 1fr)', cell: (parcel) => <No of={parcel.items[0]?.number ?? ''} /> },
  { id: 'made', name: w('made'), width: '120px', cell: (parcel) => <Time at={parcel.created_at} /> },
  { id: 'prints', name: w('prints'), width: '90px', align: 'end', cell: (parcel) => <span className="num">{parcel.prints}</span> },
];

export default function Print() {
  const [at] = useAddress();
  const now = run.use();
  const { link } = agent.use();
  if (now && at['batch'] !== 'hide') return <Batch />;
  return <>{link === 'ready' ? null : <Guide />}<Choose /></>;
}

/** Same goods next to each other, so that the packer picks once. */
const together = (parcels: readonly Parcel[]) => [...parcels].sort((a, b) => (goodsKey(a) < goodsKey(b) ? -1 : goodsKey(a) > goodsKey(b) ? 1 : 0));
const goodsKey = (parcel: Parcel) => parcel.items.map((item) => `${item.fulfiller_sku ?? item.sku}×${item.quantity}`).sort().join();

function Choose() {
  const w = useWords(book);
  const go = useGo();
  const may = useMay();
  const queries = useQueryClient();
  const [at, setAt] = useAddress();
  const { link, printers, usual, info } = agent.use();
  const tab = at['tab'] === 'again' ? 'again' : 'new';
  const stage = tab === 'again' ? 'ship' : 'print';
  const sort = at['sort'] === 'goods' ? 'goods' : 'made';
  const list = usePages<Parcel>(['parcels', stage], (cursor) => ok(api.GET('/v1/parcels', { params: { query: { stage, limit: 200, ...(cursor ? { cursor } : {}) } } })), { every: 15_000 });
  const counts = useQuery(countsQuery).data;
  const rows = useMemo(() => (sort === 'goods' ? together(list.rows) : list.rows), [list.rows, sort]);
  const [selection, setSelection] = useState<Selection>(none);
  const [asking, setAsking] = useState<Parcel[] | null>(null);
  const [papers, setPapers] = useState(false);
  const [looking, look] = useState(false);
  const [voided, setVoided] = useState<Outcome | null>(null);
  const [size, setSize] = useState<Shapes['Size']>(SIZES.find((each) => each === localStorage.getItem(KEEP)) ?? '76x130');
  const [printer, setPrinter] = useState<string | null>(null);
  useEffect(() => setSelection(none), [stage]);
  const { columns: shown, list: listClass } = useSlim(useMemo(() => columns(w), [w]), ['order']);

  const start = (parcels: readonly Parcel[], reason: string) => {
    begin(parcels.map((parcel) => ({ id: parcel.id, number: parcelName(parcel) })), size, printer ?? usual, reason);
    setAt({ batch: undefined });
  };
  const chosen = async () => {
    const loaded = list.hasMore && (isEmpty(selection) || selection.kind === 'all') ? await parcelsOf(stage, MOST) : rows;
    const parcels = (isEmpty(selection) ? loaded : loaded.filter(({ id }) => has(selection, id))).slice(0, MOST);
    return sort === 'goods' ? together(parcels) : parcels;
  };
  const gather = useMutation({
    mutationFn: chosen,
    onSuccess: (parcels) => { if (tab === 'again' || parcels.some(({ prints }) => prints > 0)) setAsking(parcels); else start(parcels, ''); },
  });
  const undo = useMutation({
    mutationFn: () => {
      const numbered = rows.filter((parcel) => has(selection, parcel.id) && parcel.waybill);
      return sweep(numbered.map((parcel) => ({ id: parcel.waybill?.id ?? '', name: parcelName(parcel) })), (some) => ok(api.POST('/v1/waybills/void', { body: { rows: some.map(({ id }) => ({ waybill: id })) } })));
    },
    onSuccess(outcome) {
      setSelection(none);
      if (outcome.failures.length > 0) setVoided(outcome);
      else notify({ tone: 'plain', text: w('voided', { n: outcome.done }) });
    },
    onSettled: () => void refresh(queries, 'parcels', 'assignments', 'accounts'),
  });
  const exact = useQuery({ ...exactQuery(stage, 'print'), enabled: list.hasMore }).data;
  const known = list.hasMore ? exact : rows.length;
  const n = (isEmpty(selection) ? known : count(selection, known)) ?? 0;
  const first = rows.find(({ id }) => isEmpty(selection) || has(selection, id));
  const ready = link === 'ready' && n > 0;
  const print = () => { if (ready && !gather.isPending) gather.mutate(); };
  useKeys(ready ? [{ keys: 'P', does: w('printN', { n: Math.min(n, MOST) }), run: print }] : []);
  const word = w(tab === 'again' ? 'again' : 'printN', { n: Math.min(n, MOST) });
  return (
    <>
      <StageTabs label={w('tabs')} at={tab} go={(next) => setAt({ tab: next })} tabs={[{ key: 'new', name: w('tab_new'), count: counts?.to_print }, { key: 'again', name: w('tab_again'), count: counts?.to_ship }]} />
      <div className="toolbar">
        <Select aria-label={w('paper')} value={size} onChange={(next) => { setSize(next); localStorage.setItem(KEEP, next); }} options={SIZES.map((value) => ({ value, label: `${w('paper')} ${value.replace('x', '×')}`, disabled: Boolean(info?.papers && !info.papers.includes(value)) }))} />
        <Select aria-label={w('sort')} value={sort} onChange={(next) => setAt({ sort: next })} options={[{ value: 'made', label: w('s_made') }, { value: 'goods', label: w('s_goods') }]} />
        {link === 'ready' ? <Select aria-label={w('printer')} className="narrow" value={printer ?? usual} onChange={setPrinter} options={printers.map((each) => ({ value: each.name, label: `${each.name} · ${each.dpi} dpi` }))} /> : null}
        {n > MOST ? <span className="quiet">{w('tooMany')}</span> : null}
        <span className="spring" />
        {run.get() && !isOver(run.get() ?? never()) ? <Button onClick={() => setAt({ batch: undefined })}>{w('batch')}</Button> : null}
        <Button disabled={!first} onClick={() => look(true)}>{w('look')}</Button>
        <Button disabled={n === 0 || !may('print')} onClick={() => setPapers(true)}>{w('papers')}</Button>
        <Button type="primary" size="large" disabled={!ready || !may('print')} title={link === 'ready' ? '' : w('needAgent')} loading={gather.isPending} onClick={print}>{word} <kbd>P</kbd></Button>
      </div>
      <Fates fate="unknown" />
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className={listClass}>
        <Grid label={w('list')} rows={rows} id={(parcel) => parcel.id} name={parcelName} columns={shown} selection={selection} select={setSelection} hasMore={list.hasMore} more={list.more} loading={list.loading}
          empty={tab === 'again' ? <Empty icon="print" title={w('noneAgain')} why={w('noneAgainWhy')} /> : <Empty icon="print" title={w('none')} why={w('noneWhy')}>{counts && counts.to_number.n > 0 ? <Button type="primary" onClick={() => go('/work', { tab: 'to_number' })}>{w('take')}</Button> : null}{counts && counts.to_ship.n > 0 ? <Button onClick={() => go('/ship')}>{w('ship')}</Button> : null}</Empty>} />
        <SelectionBar selection={selection} select={setSelection} total={known} wholeFilter={tab === 'new'}>
          <Button type="primary" disabled={!ready} onClick={print}>{word} <kbd>P</kbd></Button>
          {selection.kind === 'some' && may('fulfil:write') ? <Popconfirm title={w('voidSure', { n: selection.ids.size })} description={w('voidWhy')} okText={w('void')} cancelText={w('cancel')} onConfirm={() => undo.mutate()}><Button danger loading={undo.isPending}>{w('void')}</Button></Popconfirm> : null}
        </SelectionBar>
      </div>
      {looking && first ? <Modal open title={w('preview')} footer={null} onCancel={() => look(false)} width={420}><Picture parcel={first} number={parcelName(first)} size={size} printer={printer ?? usual} /></Modal> : null}
      {papers ? <Papers n={Math.min(n, MOST)} gather={async () => (await chosen()).map(({ id }) => id)} close={() => setPapers(false)} /> : null}
      {asking ? <Reason n={asking.length} cancel={() => setAsking(null)} give={(reason) => { const parcels = asking; setAsking(null); start(parcels, reason); }} /> : null}
      {voided ? <Result title={w('voidTitle')} outcome={voided} close={() => setVoided(null)} /> : null}
    </>
  );
}
function never(): never { throw new Error('no batch'); }
