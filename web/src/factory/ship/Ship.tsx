// Shipping: tick, ship, hand over. The hand-over list is what the courier signs.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { ok } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress, useGo } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { Following } from '../../frame/party/jobs/Following';
import { useMay } from '../../frame/session';
import { words, useWords, type Say } from '../../frame/words';
import { Grid, type Column } from '../../grid/Grid';
import { count, has, isEmpty, none, type Selection } from '../../grid/selection';
import { SelectionBar } from '../../grid/SelectionBar';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { StageTabs } from '../../kit/StageTabs';
import { Dot, No } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api } from '../api';
import { countsQuery, exactQuery, parcelsOf, sweep, type Outcome, type Parcel } from '../data';
import { Carrier, Goods, parcelName } from '../Goods';
import { Papers } from '../papers/Papers';
import { Result } from '../Result';
import { useSlim } from '../slim';
import { Sure } from './Sure';

const MOST = 10_000;
const book = words(
  {
    tabs: '发货', ship: '待发货', shipped: '已发货', list: '包裹', number: '运单号', goods: '商品', order: '单号', prints: '打印', at: '发货时间', made: '打包时间', shipN: '发出 {n} 个包裹', done: '已发出 {n} 个包裹', result: '发货结果', none: '没有待发货的包裹', noneWhy: '打印好面单的包裹会出现在这里。', noneShipped: '今天还没有发货', noneShippedWhy: '发出的包裹会出现在这里，可以打印交接单。', goPrint: '去打印', scan: '扫码验货', handover: '打印交接单', void: '作废面单', voided: '已申请作废 {n} 个号', voidSure: '作废这 {n} 个运单号？', voidWhy: '号作废后面单不能再用，退款以快递公司答复为准。', cancel: '取消', checked: '已验', unchecked: '未验', verified: '验货',
  },
  {
    tabs: 'Shipping', ship: 'To ship', shipped: 'Shipped', list: 'Parcels', number: 'Tracking number', goods: 'Goods', order: 'Order', prints: 'Prints', at: 'Shipped', made: 'Packed', shipN: 'Send {n} {n|parcel|parcels}', done: '{n} {n|parcel|parcels} sent', result: 'What was shipped', none: 'Nothing to ship', noneWhy: 'Parcels come here once their label is printed.', noneShipped: 'Nothing shipped today', noneShippedWhy: 'What leaves appears here, and its hand-over list can be printed.', goPrint: 'Print', scan: 'Verify with a scanner', handover: 'Print the hand-over list', void: 'Void numbers', voided: '{n} given back', voidSure: 'Void {n} {n|number|numbers}?', voidWhy: 'The labels cannot be used any more; the carrier decides about the money.', cancel: 'Cancel', checked: 'Verified', unchecked: 'Not yet', verified: 'Verified',
  },
);
type W = Say<keyof typeof book.zh>;

function columns(w: W, shipped: boolean): Column<Parcel>[] {
  return [
    { id: 'number', name: w('number'), width: 'minmax(180px, 1.1fr)', cell: (parcel) => <span className="two"><No of={parcelName(parcel)} /><span className="second"><Carrier of={parcel.waybill?.carrier} /></span></span> },
    { id: 'goods', name: w('goods'), width: 'minmax(240px, 2fr)', cell: (parcel) => <Goods of={parcel.items} remark={parcel.note} /> },
    { id: 'order', name: w('order'), width: 'minmax(150px, 1fr)', cell: (parcel) => <No of={parcel.items[0]?.number ?? ''} /> },
    { id: 'prints', name: w('prints'), width: '80px', align: 'end', cell: (parcel) => <span className="num">{parcel.prints}</span> },
    ...(shipped ? [] : [{ id: 'verified', name: w('verified'), width: '100px', cell: (parcel: Parcel) => (parcel.verified_at ? <Dot tone="good">{w('checked')}</Dot> : <Dot tone="idle">{w('unchecked')}</Dot>) }]),
    { id: 'at', name: w(shipped ? 'at' : 'made'), width: '120px', cell: (parcel) => <Time at={shipped ? parcel.shipped_at : parcel.created_at} /> },
  ];
}

export default function Ship() {
  const w = useWords(book);
  const go = useGo();
  const may = useMay();
  const queries = useQueryClient();
  const [at, setAt] = useAddress();
  const tab = at['tab'] === 'shipped' ? 'shipped' : 'ship';
  const counts = useQuery(countsQuery).data;
  const list = usePages<Parcel>(['parcels', tab], (cursor) => ok(api.GET('/v1/parcels', { params: { query: { stage: tab, limit: 200, ...(cursor ? { cursor } : {}) } } })), { every: 15_000 });
  const [selection, setSelection] = useState<Selection>(none);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [batch, setBatch] = useState<string | null>(null);
  const [papers, setPapers] = useState(false);
  const [asking, setAsking] = useState(false);
  useEffect(() => setSelection(none), [tab]);
  const { columns: shown, list: listClass } = useSlim(useMemo(() => columns(w, tab === 'shipped'), [w, tab]), ['order', 'prints']);
  const exact = useQuery({ ...exactQuery('ship', 'ship'), enabled: tab === 'ship' && list.hasMore }).data;
  // Nothing ticked is everything; the rows on screen where they are all there is.
  const ticked = (parcel: Parcel) => isEmpty(selection) || has(selection, parcel.id);
  const picked = async () => (selection.kind === 'all' && list.hasMore ? await parcelsOf(tab, MOST) : list.rows).filter(ticked);

  const ship = useMutation({
    mutationFn: (parcels: readonly Parcel[]) => sweep(parcels.map((parcel) => ({ id: parcel.id, name: parcelName(parcel) })), (some) => ok(api.POST('/v1/parcels/ship', { body: { parcels: some.map(({ id }) => ({ parcel: id })) } }))),
    onSuccess(end) {
      setSelection(none);
      if (end.failures.length > 0) return setOutcome(end);
      notify({ tone: 'good', text: w('done', { n: end.done }), act: { word: w('handover'), run: () => { setAt({ tab: 'shipped' }); setPapers(true); } } });
    },
    onSettled: () => void refresh(queries, 'parcels', 'assignments'),
  });
  const shipAll = useMutation({
    mutationFn: (verified: true | undefined) => ok(api.POST('/v1/batches/ship', { body: { selection: { filter: { stage: 'ship', ...(verified ? { verified } : {}) }, except: selection.kind === 'all' ? [...selection.except] : [] } } })),
    onSuccess: ({ id }) => { setSelection(none); setBatch(id); },
  });
  const undo = useMutation({
    mutationFn: async () => sweep((await picked()).flatMap((parcel) => (parcel.waybill ? [{ id: parcel.waybill.id, name: parcelName(parcel) }] : [])), (some) => ok(api.POST('/v1/waybills/void', { body: { rows: some.map(({ id }) => ({ waybill: id })) } }))),
    onSuccess(end) { setSelection(none); if (end.failures.length > 0) setOutcome(end); else notify({ tone: 'plain', text: w('voided', { n: end.done }) }); },
    onSettled: () => void refresh(queries, 'parcels', 'assignments', 'accounts'),
  });
  const known = list.hasMore ? exact : list.rows.length;
  const n = (isEmpty(selection) ? known : count(selection, known)) ?? 0;
  const can = may('fulfil:write') && tab === 'ship' && n > 0;
  const sending = ship.isPending || shipAll.isPending;
  // More than is on screen: the service ships it, and goes on if the page is left.
  const dispatch = (verified?: true) => {
    if (list.hasMore && (selection.kind === 'all' || isEmpty(selection))) return shipAll.mutate(verified);
    return ship.mutate(list.rows.filter((parcel) => ticked(parcel) && (!verified || parcel.verified_at)));
  };
  const send = () => { if (can && !sending) { if (isEmpty(selection)) setAsking(true); else dispatch(); } };
  useKeys(can && !asking ? [{ keys: 'S', does: w('shipN', { n }), run: send }] : []);
  return (
    <>
      <StageTabs label={w('tabs')} at={tab} go={(next) => setAt({ tab: next })} tabs={[{ key: 'ship', name: w('ship'), count: counts?.to_ship }, { key: 'shipped', name: w('shipped'), count: counts?.shipped }]} />
      <div className="toolbar">
        {tab === 'ship' ? <Button onClick={() => go('/scan')}>{w('scan')}</Button> : null}
        <span className="spring" />
        {tab === 'ship' ? <Button type="primary" size="large" disabled={!can} loading={sending} onClick={send}>{w('shipN', { n })} <kbd>S</kbd></Button> : <Button type="primary" onClick={() => setPapers(true)}>{w('handover')}</Button>}
      </div>
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className={listClass}>
        <Grid label={w('list')} rows={list.rows} id={(parcel) => parcel.id} name={parcelName} columns={shown} selection={selection} select={setSelection} hasMore={list.hasMore} more={list.more} loading={list.loading}
          empty={tab === 'ship' ? <Empty icon="ship" title={w('none')} why={w('noneWhy')}>{counts && counts.to_print.n > 0 ? <Button type="primary" onClick={() => go('/print')}>{w('goPrint')}</Button> : null}</Empty> : <Empty icon="ship" title={w('noneShipped')} why={w('noneShippedWhy')} />} />
        <SelectionBar selection={selection} select={setSelection} total={known}>
          {tab === 'ship' ? <Button type="primary" disabled={!can} loading={sending} onClick={send}>{w('shipN', { n })} <kbd>S</kbd></Button> : null}
          {tab === 'ship' && may('fulfil:write') ? <Popconfirm title={w('voidSure', { n })} description={w('voidWhy')} okText={w('void')} cancelText={w('cancel')} onConfirm={() => undo.mutate()}><Button danger loading={undo.isPending}>{w('void')}</Button></Popconfirm> : null}
        </SelectionBar>
      </div>
      {asking ? <Sure n={n} cancel={() => setAsking(false)} ship={(verified) => { setAsking(false); dispatch(verified); }} /> : null}
      {batch ? <Following id={batch} title={w('result')} well={(all) => w('done', { n: all })} close={() => setBatch(null)} follow={setBatch} /> : null}
      {outcome ? <Result title={w('result')} outcome={outcome} close={() => setOutcome(null)} /> : null}
      {papers ? <Papers close={() => setPapers(false)} /> : null}
    </>
  );
}
