// Orders to supply: stages, the list, and what is done with the ticked: accept, decline, give up, take numbers.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { ok } from '../../api/door';
import { allPages, usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress, useGo, type Address } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { num, useWords } from '../../frame/words';
import { Grid } from '../../grid/Grid';
import { Following } from '../../frame/party/jobs/Following';
import { asked, has, none, type Selection } from '../../grid/selection';
import { SelectionBar } from '../../grid/SelectionBar';
import { useSelection } from '../../grid/useSelection';
import { copy } from '../../kit/copy';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { StageTabs } from '../../kit/StageTabs';
import { api } from '../api';
import { countsQuery, sweep, type Card, type Outcome } from '../data';
import { Result } from '../Result';
import { useSlim } from '../slim';
import { CardPanel } from './CardPanel';
import { columns } from './columns';
import { Refuse, RefuseAll } from './Refuse';
import { Take } from './Take';
import { TakeAll } from './TakeAll';
import { TypeIn } from './TypeIn';
import { book } from './words';
import './work.css';

const TABS = ['to_accept', 'to_number', 'to_print', 'to_ship', 'exception', 'shipped', 'all'] as const;
type Tab = (typeof TABS)[number];
const MOST = 10_000;
/** More ticks than these are a batch: the service does it, not this page. */
const INLINE = 500;

function filterOf(at: Address, tab: Tab) {
  const find = at['find']?.trim();
  return { tab, ...(find ? { alias: find } : {}), ...(at['binding'] ? { binding: at['binding'] } : {}), ...(at['late'] ? { overdue: true } : {}) };
}
type Filter = ReturnType<typeof filterOf>;
const page = (filter: Filter) => (cursor: string | undefined) => ok(api.GET('/v1/assignments', { params: { query: { ...filter, limit: 200, ...(cursor ? { cursor } : {}) } } }));

/** The ticked ones: those on screen, where they are all loaded, else sought among all that match. */
async function cardsOf(selection: Selection, filter: Filter, loaded: readonly Card[]): Promise<Card[]> {
  const here = loaded.filter((card) => has(selection, card.id));
  if (selection.kind === 'some' && here.length >= selection.ids.size) return here;
  return (await allPages<Card>(page(filter), MOST)).filter((card) => has(selection, card.id));
}
export const named = (cards: readonly Card[]) => cards.map(({ id, alias }) => ({ id, name: alias }));

type Doing = { what: 'decline' | 'fail' | 'take' | 'type'; cards: Card[] } | { what: 'declineAll' | 'failAll' | 'takeAll' } | { what: 'accepted'; outcome: Outcome } | { what: 'batch'; id: string } | null;

export default function Work() {
  const w = useWords(book);
  const may = useMay();
  const go = useGo();
  const queries = useQueryClient();
  const [at, setAt] = useAddress();
  const counts = useQuery(countsQuery).data;
  const tab: Tab = TABS.find((each) => each === at['tab']) ?? 'to_accept';
  const filter = filterOf(at, tab);
  const key = JSON.stringify(filter);
  const list = usePages<Card>(['assignments', 'list', key], page(filter));
  const [doing, setDoing] = useState<Doing>(null);
  const [selection, setSelection] = useSelection('work', key, { ...list, busy: doing !== null });
  const { columns: shown, list: listClass } = useSlim(useMemo(() => columns(w), [w]), ['region', 'merchant', 'supply']);
  const count = counts?.[tab];
  const narrowed = Boolean(at['find'] || at['binding'] || at['late']);
  const total = !list.hasMore ? list.rows.length : count && !count.more && !narrowed ? count.n : undefined;

  const gather = useMutation({ mutationFn: () => cardsOf(selection, filter, list.rows) });
  const begin = (what: 'decline' | 'fail' | 'take' | 'type') => gather.mutate(undefined, { onSuccess: (cards) => setDoing({ what, cards }) });
  const refuse = (what: 'decline' | 'fail') => (selection.kind === 'all' ? setDoing({ what: `${what}All` }) : begin(what));
  const take = () => (selection.kind === 'all' || selection.ids.size > INLINE ? setDoing({ what: 'takeAll' }) : begin('take'));
  const acceptAll = useMutation({ mutationFn: () => ok(api.POST('/v1/batches/accept', { body: { selection: asked(selection, filter) } })), onSuccess: ({ id }) => setDoing({ what: 'batch', id }) });
  const accept = useMutation({
    mutationFn: async () => sweep(named(await cardsOf(selection, filter, list.rows)), (some) => ok(api.POST('/v1/assignments/accept', { body: { assignments: some.map(({ id }) => id) } }))),
    onSuccess(outcome) {
      setSelection(none);
      if (outcome.failures.length > 0) return setDoing({ what: 'accepted', outcome });
      notify({ tone: 'good', text: w('acceptDone', { n: outcome.done }), act: { word: w('take'), run: () => go('/work', { tab: 'to_number' }) } });
    },
    onSettled: () => void refresh(queries, 'assignments', 'parcels'),
  });
  const acceptThem = () => (selection.kind === 'all' ? acceptAll.mutate() : accept.mutate());
  const copyNumbers = () => void cardsOf(selection, filter, list.rows).then(async (cards) => { await copy(cards.map(({ alias }) => alias).join('\n')); notify({ tone: 'good', text: w('copied', { n: cards.length }) }); });
  const done = () => { setDoing(null); setSelection(none); void refresh(queries, 'assignments', 'parcels', 'accounts'); };

  const some = selection.kind === 'all' || selection.ids.size > 0;
  const writes = may('fulfil:write');
  const can = { accept: writes && tab === 'to_accept', decline: writes && tab === 'to_accept', take: writes && tab === 'to_number', type: writes && tab === 'to_number', fail: writes && ['to_number', 'to_print', 'to_ship', 'exception'].includes(tab) };
  useKeys([
    { keys: '/', does: w('findIt'), run: () => document.getElementById('find-work')?.focus() },
    ...(some && can.accept ? [{ keys: 'A', does: w('accept'), run: acceptThem }] : []),
    ...(some && can.decline ? [{ keys: 'D', does: w('decline'), run: () => refuse('decline') }] : []),
    ...(some && can.take ? [{ keys: 'T', does: w('take'), run: take }] : []),
    ...(some ? [{ keys: 'E', does: w('copyNos'), run: copyNumbers }] : []),
    ...(at['open'] ? [{ keys: 'Esc', does: w('cancel'), run: () => setAt({ open: undefined }) }] : []),
  ]);
  const n = selection.kind === 'some' ? selection.ids.size : total === undefined ? undefined : total - selection.except.size;
  return (
    <>
      <StageTabs label={w('tabs')} at={tab} go={(next) => setAt({ tab: next, open: undefined })} tabs={TABS.map((each) => ({ key: each, name: w(each), count: counts?.[each], alarm: each === 'exception' }))} />
      <Toolbar at={at} set={setAt} rows={list.rows} total={total} again={list.outdated ? list.again : undefined} />
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className={listClass}>
        <Grid label={w('list')} rows={list.rows} id={(card) => card.id} name={(card) => card.alias} columns={shown} selection={selection} select={setSelection} opened={at['open']} open={(card) => setAt({ open: card.id }, !at['open'])}
          hasMore={list.hasMore} more={list.more} loading={list.loading} empty={<Empty icon={tab === 'to_accept' ? 'accept' : 'empty'} title={w(tab === 'to_accept' && !narrowed ? 'noneAccept' : 'none')} why={w(tab === 'to_accept' && !narrowed ? 'noneAcceptWhy' : 'noneWhy')} />} />
        <SelectionBar selection={selection} select={setSelection} total={total}>
          {can.accept ? <Button type="primary" loading={accept.isPending || acceptAll.isPending} onClick={acceptThem}>{n === undefined ? w('accept') : w('acceptN', { n })} <kbd>A</kbd></Button> : null}
          {can.decline ? <Button onClick={() => refuse('decline')}>{w('decline')} <kbd>D</kbd></Button> : null}
          {can.take ? <Button type="primary" loading={gather.isPending} onClick={take}>{w('take')} <kbd>T</kbd></Button> : null}
          {can.type ? <Button onClick={() => begin('type')}>{w('typeIt')}</Button> : null}
          {tab === 'to_print' ? <Button type="primary" onClick={() => go('/print')}>{w('print')}</Button> : null}
          {tab === 'to_ship' ? <Button type="primary" onClick={() => go('/ship')}>{w('toShip')}</Button> : null}
          {tab === 'exception' ? <Button type="primary" onClick={() => go('/recalls')}>{w('recallGo')}</Button> : null}
          {can.fail ? <Button onClick={() => refuse('fail')}>{w('fail')}</Button> : null}
          <Button onClick={copyNumbers}>{w('copyNos')} <kbd>E</kbd></Button>
        </SelectionBar>
      </div>
      <CardPanel id={at['open']} close={() => setAt({ open: undefined })} />
      {doing?.what === 'accepted' ? <Result title={w('acceptSome')} outcome={doing.outcome} close={done} /> : null}
      {doing?.what === 'decline' || doing?.what === 'fail' ? <Refuse verb={doing.what} cards={doing.cards} done={done} cancel={() => setDoing(null)} /> : null}
      {doing?.what === 'declineAll' || doing?.what === 'failAll' ? <RefuseAll verb={doing.what === 'declineAll' ? 'decline' : 'fail'} n={n} selection={asked(selection, filter)} done={done} cancel={() => setDoing(null)} /> : null}
      {doing?.what === 'batch' ? <Following id={doing.id} title={w('accept')} well={(all) => w('acceptDone', { n: all })} close={done} follow={(id) => setDoing({ what: 'batch', id })} /> : null}
      {doing?.what === 'take' ? <Take cards={doing.cards} done={done} cancel={() => setDoing(null)} /> : null}
      {doing?.what === 'takeAll' ? <TakeAll selection={asked(selection, filter)} done={done} cancel={() => setDoing(null)} /> : null}
      {doing?.what === 'type' ? <TypeIn cards={doing.cards} done={done} cancel={() => setDoing(null)} /> : null}
    </>
  );
}

interface Tools { at: Address; set(change: Address): void; rows: readonly Card[]; total: number | undefined; again: (() => void) | undefined }
function Toolbar({ at, set, rows, total, again }: Tools) {
  const w = useWords(book);
  const [text, setText] = useState(at['find'] ?? '');
  useEffect(() => { const timer = setTimeout(() => { if (text.trim() !== (at['find'] ?? '')) set({ find: text.trim() || undefined }); }, 300); return () => clearTimeout(timer); }, [text]);
  const { data: bindings } = useQuery({ queryKey: ['bindings', 'all'], queryFn: () => ok(api.GET('/v1/bindings', { params: { query: { limit: 200 } } })) });
  const merchants = (bindings?.items ?? []).map((each) => ({ value: each.id, label: each.other.name }));
  const shown = at['find'] || at['binding'] || at['late'];
  return (
    <div className="toolbar" role="search">
      <Input id="find-work" className="find-order" allowClear value={text} aria-label={w('findIt')} placeholder={w('find')} suffix={text ? null : <kbd>/</kbd>} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === 'Escape') event.currentTarget.blur(); }} />
      <Select className="narrow" allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={w('anyMerchant')} placeholder={w('anyMerchant')} value={at['binding'] ?? null} options={merchants} onChange={(binding: string | null) => set({ binding: binding ?? undefined })} />
      <Checkbox checked={Boolean(at['late'])} onChange={(event) => set({ late: event.target.checked ? '1' : undefined })}>{w('late')}</Checkbox>
      {shown ? <Button type="text" onClick={() => { setText(''); set({ find: undefined, binding: undefined, late: undefined }); }}>{w('clear')}</Button> : null}
      <span className="spring" />
      {again ? <Button size="small" onClick={again}>{w('changed')}</Button> : null}
      {total === undefined || rows.length === 0 ? null : <span className="quiet" aria-live="polite">{w('total', { n: num(total) })}</span>}
    </div>
  );
}
