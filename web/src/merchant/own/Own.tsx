// Own packing: what the merchant ships himself, with numbers typed or pasted from a column.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useMemo, useState, type ClipboardEvent } from 'react';
import { ok, pieces } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { prefs } from '../../frame/prefs';
import { useMay } from '../../frame/session';
import { words, useWords, type Say } from '../../frame/words';
import { Grid, type Column } from '../../grid/Grid';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { Reasons, Tally, type Failure } from '../../kit/Results';
import { useTyped } from '../../kit/typed';
import { StageTabs } from '../../kit/StageTabs';
import { No } from '../../kit/Text';
import { Deadline, Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { useCarriers } from '../carriers';
import { Swatch } from '../orders/columns';
import { Panel } from '../../kit/Panel';
import './own.css';

type Card = Shapes['AssignmentCard'];
const TABS = ['to_number', 'to_print', 'to_ship', 'shipped', 'all'] as const;
type Tab = (typeof TABS)[number];

const book = words(
  { tabs: '阶段', to_number: '待填单号', to_print: '待打印', to_ship: '待发货', shipped: '已发货', all: '全部', list: '自己发货的订单', no: '订单号', goods: '商品', region: '地区', number: '运单号', deadline: '发货时限', carrier: '快递公司', ship: '发货 {n} 单', paste: '可从表格复制一列单号，粘贴到第一格，往下逐行填好。', none: '没有自己发货的订单', noneWhy: '分配订单时选“自己发货”，就会出现在这里。', done: '已发货 {n} 单', result: '发货结果', close: '完成', at: '分配于', fill: '{no} 的运单号', pieces: '×{n}', typed: '已填 {n} 单' },
  { tabs: 'Stages', to_number: 'To number', to_print: 'To print', to_ship: 'To ship', shipped: 'Shipped', all: 'All', list: 'Orders you ship yourself', no: 'Order', goods: 'Goods', region: 'Region', number: 'Tracking number', deadline: 'Ship by', carrier: 'Carrier', ship: 'Ship {n} {n|order|orders}', paste: 'Copy a column of numbers from a spreadsheet and paste it into the first field: it fills downwards.', none: 'Nothing to ship yourself', noneWhy: 'Choose “Own packing” when you assign, and orders appear here.', done: '{n} shipped', result: 'Result', close: 'Done', at: 'Assigned', fill: 'Tracking number of {no}', pieces: '×{n}', typed: '{n} typed' },
);
type W = Say<keyof typeof book.zh>;

function columns(w: W, typed: ReadonlyMap<string, string>, type: (id: string, text: string) => void, paste: (id: string, event: ClipboardEvent) => void, fixed: boolean): Column<Card>[] {
  const goods = (card: Card) => { const [first] = card.goods; return first ? <span className="goods"><Swatch name={first.name} /><span className="two"><span>{first.name}</span><span className="second">{first.spec} <b>{w('pieces', { n: first.quantity })}</b>{card.goods.length > 1 ? ` +${card.goods.length - 1}` : ''}</span></span></span> : '—'; };
  return [
    { id: 'no', name: w('no'), width: 'minmax(180px, 1.2fr)', cell: (card) => <No of={card.alias} /> },
    { id: 'goods', name: w('goods'), width: 'minmax(220px, 2fr)', cell: goods },
    { id: 'region', name: w('region'), width: 'minmax(150px, 1fr)', cell: (card) => [...new Set([card.region.province, card.region.city, card.region.district])].join('') },
    { id: 'deadline', name: w('deadline'), width: '110px', cell: (card) => <Deadline by={card.ship_by} done={card.state === 'shipped'} /> },
    { id: 'at', name: w('at'), width: '120px', cell: (card) => <Time at={card.assigned_at} /> },
    ...(fixed ? [] : [{ id: 'number', name: w('number'), width: '220px', cell: (card: Card) => <Input className="typed" aria-label={w('fill', { no: card.alias })} value={typed.get(card.id) ?? ''} maxLength={40} onPaste={(event) => paste(card.id, event)} onChange={(event) => type(card.id, event.target.value)} /> }]),
  ];
}

export default function Own() {
  const w = useWords(book);
  const may = useMay();
  const { locale } = prefs.use();
  const queries = useQueryClient();
  const [at, setAt] = useAddress();
  const tab: Tab = TABS.find((each) => each === at['tab']) ?? 'to_number';
  const counts = useQuery({ queryKey: ['assignments', 'counts'], queryFn: () => ok(api.GET('/v1/own-assignments/counts')), refetchInterval: 20_000, placeholderData: keepPreviousData }).data;
  const list = usePages<Card>(['assignments', tab], (cursor) => ok(api.GET('/v1/own-assignments', { params: { query: { tab, limit: 200, ...(cursor ? { cursor } : {}) } } })));
  const typedOnes = useCarriers().filter((carrier) => carrier.typed);
  const [carrier, setCarrier] = useState<string | null>(null);
  const [typed, setTyped] = useTyped('sealship.own');
  const [failed, setFailed] = useState<{ total: number; failures: Failure[] } | null>(null);
  const fixed = tab !== 'to_number' || !may('fulfil:write');

  const type = (id: string, text: string) => setTyped((now) => new Map(now).set(id, text.trim()));
  const paste = (id: string, event: ClipboardEvent) => {
    const lines = event.clipboardData.getData('text').split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const from = list.rows.findIndex((card) => card.id === id);
    setTyped((now) => { const next = new Map(now); lines.forEach((line, n) => { const card = list.rows[from + n]; if (card) next.set(card.id, line); }); return next; });
  };
  const shown = useMemo(() => columns(w, typed, type, paste, fixed), [w, typed, fixed, list.rows]);
  const ready = list.rows.filter((card) => typed.get(card.id));
  const ship = useMutation({
    mutationFn: async () => {
      const failures: (Failure & { id: string })[] = [];
      for (const some of pieces(ready)) {
        const rows = some.map((card) => ({ assignment: card.id, carrier: carrier ?? typedOnes[0]?.code ?? '', number: typed.get(card.id) ?? '' }));
        for (const { index, problem } of (await ok(api.POST('/v1/shipments', { body: { rows } }))).rows) if (problem) failures.push({ id: some[index]?.id ?? '', name: some[index]?.alias ?? '', code: problem.code, detail: problem.detail ?? null });
      }
      return { total: ready.length, failures };
    },
    onSuccess(end) {
      const kept = new Set(end.failures.map(({ id }) => id));
      setTyped((now) => new Map([...now].filter(([id]) => kept.has(id))));
      if (end.failures.length > 0) setFailed(end);
      else notify({ tone: 'good', text: w('done', { n: end.total }) });
    },
    onSettled: () => { void refresh(queries, 'assignments', 'orders'); },
  });
  const start = () => { if (ready.length > 0 && !ship.isPending) ship.mutate(); };
  useKeys(ready.length > 0 ? [{ keys: 'Ctrl+Enter', does: w('ship', { n: ready.length }), typing: true, run: start }] : []);
  return (
    <>
      <StageTabs label={w('tabs')} at={tab} go={(next) => setAt({ tab: next })} tabs={TABS.map((key) => ({ key, name: w(key), count: counts?.[key] }))} />
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      {fixed ? null : (
        <div className="toolbar">
          <Select className="narrow" aria-label={w('carrier')} placeholder={w('carrier')} value={carrier ?? typedOnes[0]?.code ?? null} onChange={setCarrier} options={typedOnes.map((each) => ({ value: each.code, label: locale === 'zh' ? each.name_zh : each.name_en }))} />
          <span className="quiet">{w('paste')}</span><span className="spring" />
          <Button type="primary" disabled={ready.length === 0} loading={ship.isPending} onClick={start}>{w('ship', { n: ready.length })} <kbd>Ctrl</kbd><kbd>Enter</kbd></Button>
        </div>
      )}
      <div className="list"><Grid label={w('list')} rows={list.rows} id={(card) => card.id} name={(card) => card.alias} columns={shown} hasMore={list.hasMore} more={list.more} loading={list.loading} empty={<Empty icon="ship" title={w('none')} why={w('noneWhy')} />} /></div>
      <Panel open={failed !== null} close={() => setFailed(null)} title={w('result')}>{failed ? <><Tally total={failed.total} done={failed.total - failed.failures.length} refused={failed.failures.length} /><Reasons failures={failed.failures} /></> : null}</Panel>
    </>
  );
}
