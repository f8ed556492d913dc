// How the work flows: orders, assignments and shipments by day, and who ships in time. For both sides of a binding.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ok } from '../../api/door';
import { Chart } from '../../kit/Chart';
import { Part } from '../../kit/Panel';
import { common } from '../session';
import { words, useWords } from '../words';
import './flow.css';

const book = words(
  { flow: '最近 {n} 天', orders: '下单', assigned: '已分配', shipped: '已发货', onTime: '按时发货', onTimeOf: '按时发货率（最近 {n} 天）', tag: '按时 {n}%', rate: '{n}%', of: '{done} / {all} 单按时', none: '还没有要按时发的单', late: '{n} 单超时' },
  { flow: 'The last {n} days', orders: 'Placed', assigned: 'Assigned', shipped: 'Shipped', onTime: 'Shipped in time', onTimeOf: 'Shipped in time, the last {n} days', tag: '{n}% in time', rate: '{n}%', of: '{done} of {all} in time', none: 'Nothing with a deadline yet', late: '{n} late' },
);
const DAYS = 30;
const params = { params: { query: { days: DAYS } } };

export function FlowChart({ placed }: { placed: boolean }) {
  const w = useWords(book);
  const { data } = useQuery({ queryKey: ['flow'], queryFn: () => ok(common.GET('/v1/flow', params)), refetchInterval: 300_000 });
  if (!data?.some((day) => day.orders + day.assigned + day.shipped > 0)) return null;
  const of = (key: 'orders' | 'assigned' | 'shipped') => data.map((day) => day[key]);
  const series = [
    ...(placed ? [{ name: w('orders'), tone: 'one' as const, values: of('orders') }] : []),
    { name: w('assigned'), tone: 'two' as const, values: of('assigned') },
    { name: w('shipped'), tone: 'three' as const, values: of('shipped') },
  ];
  return <section className="card flow"><Chart title={w('flow', { n: DAYS })} shape="lines" days={data.map(({ day }) => day)} series={series} /></section>;
}

/** Of what had a time to leave by, how much left in time; undefined where nothing had one. */
export interface Punctual { share: number; on_time: number; late: number; all: number }

export function useOnTime(): ReadonlyMap<string, Punctual> {
  const { data } = useQuery({ queryKey: ['flow', 'bindings'], queryFn: () => ok(common.GET('/v1/flow/bindings', params)), refetchInterval: 300_000 });
  return useMemo(() => new Map((data ?? []).flatMap(({ binding, on_time, late }) => {
    const all = on_time + late;
    return all > 0 ? [[binding, { share: Math.floor((on_time / all) * 100), on_time, late, all }] as const] : [];
  })), [data]);
}

/** In a word, beside a name. */
export function OnTimeTag({ binding }: { binding: string }) {
  const w = useWords(book);
  const found = useOnTime().get(binding);
  return found ? <span className={found.share < POOR ? 'tag bad' : 'tag good'}>{w('tag', { n: found.share })}</span> : null;
}
/** Below this share, in percent, one looks twice. */
const POOR = 90;

function Bar({ of }: { of: Punctual }) {
  return <span className={of.share < POOR ? 'bar bad' : 'bar good'} aria-hidden="true"><i style={{ transform: `scaleX(${of.share / 100})` }} /></span>;
}

function useDetail(): (of: Punctual) => string {
  const w = useWords(book);
  return (of) => w('of', { done: of.on_time, all: of.all }) + (of.late > 0 ? ` · ${w('late', { n: of.late })}` : '');
}

/** The share of one binding's assignments that left in time. */
export function OnTime({ binding }: { binding: string }) {
  const w = useWords(book);
  const detail = useDetail();
  const found = useOnTime().get(binding);
  if (!found) return <Part title={w('onTime')}><p className="quiet">{w('none')}</p></Part>;
  return <Part title={w('onTime')}><div className="on-time"><b className="num">{w('rate', { n: found.share })}</b><Bar of={found} /><span className="second">{detail(found)}</span></div></Part>;
}

/** All of them side by side, the least punctual first. */
export function OnTimeList({ bindings }: { bindings: readonly { id: string; other: { name: string } }[] }) {
  const w = useWords(book);
  const detail = useDetail();
  const rates = useOnTime();
  const rows = bindings.flatMap(({ id, other }) => { const of = rates.get(id); return of ? [{ id, name: other.name, of }] : []; }).sort((a, b) => a.of.share - b.of.share || b.of.all - a.of.all);
  if (rows.length === 0) return null;
  return (
    <section className="card flow">
      <h2>{w('onTimeOf', { n: DAYS })}</h2>
      <ul className="on-times">{rows.map(({ id, name, of }) => <li key={id}><span className="on-time-name" title={name}>{name}</span><Bar of={of} /><b className="num">{w('rate', { n: of.share })}</b><span className="second">{detail(of)}</span></li>)}</ul>
    </section>
  );
}
