// How the work flows: orders, assignments and shipments by day, and who ships in time. For both sides of a binding.
import { useQuery } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { Chart } from '../../kit/Chart';
import { Part } from '../../kit/Panel';
import { common } from '../session';
import { num, words, useWords } from '../words';
import './flow.css';

const book = words(
  { flow: '最近 {n} 天', orders: '下单', assigned: '已分配', shipped: '已发货', onTime: '按时发货', rate: '{n}%', of: '{done} / {all} 单按时', none: '还没有要按时发的单', late: '{n} 单超时' },
  { flow: 'The last {n} days', orders: 'Placed', assigned: 'Assigned', shipped: 'Shipped', onTime: 'Shipped in time', rate: '{n}%', of: '{done} of {all} in time', none: 'Nothing with a deadline yet', late: '{n} late' },
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

/** The share of one binding's assignments that left in time. */
export function OnTime({ binding }: { binding: string }) {
  const w = useWords(book);
  const { data } = useQuery({ queryKey: ['flow', 'bindings'], queryFn: () => ok(common.GET('/v1/flow/bindings', params)), refetchInterval: 300_000 });
  const found = data?.find((each) => each.binding === binding);
  const all = found ? found.on_time + found.late : 0;
  if (!found || all === 0) return <Part title={w('onTime')}><p className="quiet">{w('none')}</p></Part>;
  const share = Math.floor((found.on_time / all) * 100);
  return (
    <Part title={w('onTime')}>
      <div className="on-time"><b className="num">{w('rate', { n: share })}</b><span className="load wide" aria-hidden="true"><i style={{ width: `${share}%` }} /></span><span className="second">{w('of', { done: num(found.on_time), all: num(all) })}{found.late > 0 ? ` · ${w('late', { n: num(found.late) })}` : ''}</span></div>
    </Part>
  );
}
