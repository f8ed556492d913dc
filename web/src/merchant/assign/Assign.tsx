// The picker: which factory gets what is ticked, or how it is spread over several; then ten seconds to think again.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Modal, Segmented } from 'antd';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { useGo } from '../../frame/address';
import { refresh } from '../../frame/live';
import { OnTimeTag } from '../../frame/party/Flow';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { asked, count } from '../../grid/selection';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { Progress } from '../../kit/Progress';
import { Reasons, Tally } from '../../kit/Results';
import { api } from '../api';
import { active, bindingsQuery, type Binding } from '../factories/data';
import { inPieces, numberOf, ordersOf, sweep, type Outcome, type Piece } from '../orders/act';
import type { Acting } from '../orders/Close';
import type { Order } from '../orders/columns';
import { level } from './level';
import { useUndo, useUndoBatch } from './undo';
import { book } from './words';

const OWN = 'self';
/** How long nobody sees what was given, where terms do not say longer. */
const HELD_MS = 10_000;

/** What an earlier try left over, and whom each of it was meant for. */
interface Left { pieces: Piece<Order>[]; target(order: Order): string; done: number }

/** How many more a factory takes today by the terms, where the merchant pays and set a limit. */
const roomOf = (binding: Binding) => (binding.terms.waybill_payer === 'merchant' ? (binding.terms.daily_waybills ?? undefined) : undefined);

export function Assign(acting: Acting) {
  const { selection, filter, loaded, total, done, cancel } = acting;
  const w = useWords(book);
  const queries = useQueryClient();
  const undo = useUndo();
  const undoBatch = useUndoBatch();
  const go = useGo();
  const { data, isPending } = useQuery(bindingsQuery);
  const bindings = useMemo(() => active(data), [data]);
  const n = count(selection, total);
  const [mode, setMode] = useState<'one' | 'split'>('one');
  const [to, setTo] = useState<string | null>(null);
  const [shares, setShares] = useState<Record<string, number>>({});
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [left, setLeft] = useState<Left | null>(null);
  const [gathered, setGathered] = useState(0);
  useEffect(() => { if (to === null && bindings[0]) setTo(bindings[0].id); }, [bindings, to]);

  const give = useMutation({
    meta: { told: true },
    mutationFn: async (again: Left | null) => {
      const orders = again ? [] : await ordersOf(selection, filter, loaded, setGathered);
      const target = again?.target ?? targets(orders, mode, to ?? OWN, shares);
      const swept = await sweep(again?.pieces ?? inPieces(orders), numberOf, (some, headers) => ok(api.POST('/v1/assignments', { body: { rows: some.map((order) => ({ order: order.id, to: target(order) })) }, headers })), setOutcome, again?.done);
      return { ...swept, target };
    },
    onSuccess({ outcome: end, answers, left: pieces, target }, again) {
      void refresh(queries, 'orders', 'bindings');
      const parties = mode === 'one' ? 1 : Object.values(shares).filter((share) => share > 0).length;
      const who = to === OWN ? w('own') : (bindings.find((binding) => binding.id === to)?.other.name ?? '');
      const n = end.done - (again?.done ?? 0);
      const until = Math.min(...answers.map((answer) => Date.parse(answer.held_until)));
      if (n > 0) notify({ tone: 'good', text: parties > 1 ? w('doneMany', { n, k: parties }) : w('done', { n, who }), act: { word: w('undo'), until, run: () => undo.mutate(answers.map((answer) => answer.act)) } });
      if (end.failures.length === 0) return done();
      setLeft({ pieces, target, done: end.done });
    },
  });

  // "All that match" to one factory is the server's work: it goes on when the page is left.
  const batch = useMutation({
    meta: { told: true },
    mutationFn: () => ok(api.POST('/v1/batches/assign', { body: { selection: asked(selection, filter), to: to ?? OWN } })),
    onSuccess(begun) {
      done();
      go('/orders', { stage: 'to_assign', job: begun.id });
      notify({ tone: 'good', text: w('begun'), act: { word: w('undo'), until: Date.now() + HELD_MS, run: () => undoBatch.mutate(begun.id) } });
    },
  });

  if (!isPending && bindings.length === 0 && mode === 'one' && to === null) return <NoFactory cancel={cancel} pick={() => setTo(OWN)} />;
  const given = Object.values(shares).reduce((sum, share) => sum + share, 0);
  const ready = mode === 'one' ? to !== null : n === undefined || given === n;
  if (outcome && left && !give.isPending) return <Outcomes outcome={outcome} close={done} again={() => give.mutate(left)} />;
  const whole = selection.kind === 'all' && mode === 'one';
  const start = () => { if (!ready || give.isPending || batch.isPending) return; if (whole) batch.mutate(); else give.mutate(null); };
  return (
    <Modal open title={w('title')} onCancel={cancel} width={620} mask={{ closable: !give.isPending }}
      footer={<><Button onClick={cancel} disabled={give.isPending}>{w('cancel')}</Button><Button type="primary" disabled={!ready} loading={give.isPending || batch.isPending} onClick={start}>{n === undefined ? w('goAll') : w('go', { n })} <kbd>Enter</kbd></Button></>}>
      {give.error ?? batch.error ? <ProblemBox problem={problemOf(give.error ?? batch.error)} /> : null}
      <Segmented<'one' | 'split'> block value={mode} onChange={(next) => { setMode(next); if (next === 'split') setShares(propose(n ?? 0, bindings)); }} options={[{ value: 'one', label: w('one') }, { value: 'split', label: w('split'), disabled: n === undefined || bindings.length < 2 }]} />
      {mode === 'one' ? <One bindings={bindings} n={n ?? 0} to={to} set={setTo} start={start} split={() => { setMode('split'); setShares(propose(n ?? 0, bindings)); }} />
        : <Split bindings={bindings} n={n ?? 0} shares={shares} set={setShares} given={given} />}
      {give.isPending && outcome ? <Progress state="running" total={outcome.total} at={outcome.done + outcome.failures.length} /> : null}
      {give.isPending && !outcome ? <p className="quiet" role="status">{w('gathering', { n: gathered })}</p> : null}
    </Modal>
  );
}

const propose = (n: number, bindings: readonly Binding[]) => level(n, bindings.map((binding) => ({ id: binding.id, load: binding.open_work.n, room: roomOf(binding) }))).shares;

/** Whom each order goes to: all to one, or consecutive runs as the shares say. */
function targets(orders: readonly Order[], mode: 'one' | 'split', to: string, shares: Record<string, number>): (order: Order) => string {
  if (mode === 'one') return () => to;
  const runs = Object.entries(shares).flatMap(([id, share]) => Array.from({ length: share }, () => id));
  const by = new Map(orders.map((order, at) => [order.id, runs[at] ?? to]));
  return (order) => by.get(order.id) ?? to;
}

function LoadBar({ binding, adds, most }: { binding: Binding; adds: number; most: number }) {
  const w = useWords(book);
  const room = roomOf(binding);
  const over = room !== undefined && adds > room;
  return (
    <span className={over ? 'load over' : 'load'} role="img" aria-label={`${w('load')}: ${w('after', { n: binding.open_work.n + adds })}`}>
      <i style={{ width: `${(binding.open_work.n / most) * 100}%` }} /><i className="adds" style={{ width: `${(adds / most) * 100}%` }} />
    </span>
  );
}

function About({ binding, adds }: { binding: Binding; adds: number }) {
  const w = useWords(book);
  const room = roomOf(binding);
  const facts = [w('open', { n: binding.open_work.more ? '999+' : binding.open_work.n }), binding.terms.auto_accept ? w('auto') : w('hours', { n: binding.terms.accept_hours }), ...(room === undefined ? [] : [w('cap', { n: room })])];
  return <span className="two"><span><strong>{binding.other.name}</strong> <OnTimeTag binding={binding.id} /></span><span className="second">{facts.join(' · ')}{room !== undefined && adds > room ? <b className="late"> · {w('over', { n: adds - room })}</b> : null}</span></span>;
}

interface OneProps { bindings: readonly Binding[]; n: number; to: string | null; set(to: string): void; start(): void; split(): void }
function One({ bindings, n, to, set, start, split }: OneProps) {
  const w = useWords(book);
  const most = Math.max(1, ...bindings.map((binding) => binding.open_work.n)) + n;
  const chosen = bindings.find((binding) => binding.id === to);
  const room = chosen && roomOf(chosen);
  const press = (event: KeyboardEvent) => { if (event.key === 'Enter') { event.preventDefault(); start(); } };
  return (
    <div className="picker" role="radiogroup" aria-label={w('title')} onKeyDown={press}>
      {room !== undefined && n > room ? <p className="picker-over"><span>{w('proposeOver')}</span><Button size="small" onClick={split}>{w('propose')}</Button></p> : null}
      {bindings.map((binding) => (
        <label key={binding.id} className={binding.id === to ? 'pick active' : 'pick'}>
          <input type="radio" name="factory" checked={binding.id === to} autoFocus={binding.id === to} onChange={() => set(binding.id)} />
          <About binding={binding} adds={binding.id === to ? n : 0} />
          <LoadBar binding={binding} adds={binding.id === to ? n : 0} most={most} />
        </label>
      ))}
      <label className={to === OWN ? 'pick active' : 'pick'}>
        <input type="radio" name="factory" checked={to === OWN} onChange={() => set(OWN)} />
        <span className="two"><strong>{w('own')}</strong><span className="second">{w('ownWhy')}</span></span>
      </label>
    </div>
  );
}

interface SplitProps { bindings: readonly Binding[]; n: number; shares: Record<string, number>; set(shares: Record<string, number>): void; given: number }
function Split({ bindings, n, shares, set, given }: SplitProps) {
  const w = useWords(book);
  const most = Math.max(1, ...bindings.map((binding) => binding.open_work.n + (shares[binding.id] ?? 0)));
  const text = given === n ? w('shared', { n: given, all: n }) : given < n ? w('left', { n: n - given }) : w('tooMany', { n: given - n });
  return (
    <div className="picker">
      {bindings.map((binding) => {
        const share = shares[binding.id] ?? 0;
        return (
          <div key={binding.id} className={share > 0 ? 'pick active' : 'pick'}>
            <About binding={binding} adds={share} />
            <LoadBar binding={binding} adds={share} most={most} />
            <InputNumber min={0} max={n} precision={0} value={share} aria-label={binding.other.name} onChange={(value) => set({ ...shares, [binding.id]: value ?? 0 })} />
          </div>
        );
      })}
      <p className="picker-sum"><span className={given === n ? 'tag good' : 'tag warn'} role="status">{text}</span><Button size="small" onClick={() => set(propose(n, bindings))}>{w('propose')}</Button></p>
    </div>
  );
}

function Outcomes({ outcome, close, again }: { outcome: Outcome; close(): void; again(): void }) {
  const w = useWords(book);
  return (
    <Modal open title={w('result')} onCancel={close} width={560} footer={<><Button onClick={again}>{w('retry', { n: outcome.failures.length })}</Button><Button type="primary" onClick={close}>{w('close')}</Button></>}>
      <Tally total={outcome.total} done={outcome.done} refused={outcome.failures.length} />
      <Reasons failures={outcome.failures} />
    </Modal>
  );
}

function NoFactory({ cancel, pick }: { cancel(): void; pick(): void }) {
  const w = useWords(book);
  const go = useGo();
  return (
    <Modal open onCancel={cancel} footer={null} title={w('title')} width={480}>
      <Empty icon="factory" title={w('noneTitle')} why={w('noneWhy')}><Button onClick={pick}>{w('own')}</Button><Button type="primary" onClick={() => go('/bindings')}>{w('bind')}</Button></Empty>
    </Modal>
  );
}
