// The columns of the list of orders.
import type { Column } from '../../grid/Grid';
import { Swatch } from '../../kit/Swatch';
import { Deadline, Time } from '../../kit/Time';
import { Dot, Fen, Mask, No } from '../../kit/Text';
import { said } from '../../kit/problems';
import type { Say } from '../../frame/words';
import type { Shapes } from '../api';
import { useCarrierName } from '../carriers';
import type { book } from './words';

export type Order = Shapes['Order'];
type W = Say<keyof typeof book.zh>;
const STAGES = ['to_assign', 'to_accept', 'to_number', 'to_print', 'to_ship', 'shipped'] as const;
const TONE = { to_assign: 'wait', to_accept: 'wait', to_number: 'go', to_print: 'go', to_ship: 'go', shipped: 'good' } as const;

/** The first stage that has pieces: what is to be done next. */
export const stageOf = (order: Order) => STAGES.find((stage) => order.work[stage] > 0);

/** Who has live pieces of it. */
export function fulfillers(order: Order): string[] {
  const live = order.assignments.filter(({ state }) => !['declined', 'failed', 'recalled'].includes(state));
  return [...new Set(live.map((each) => each.fulfiller_name))];
}

export function Stage({ order, w }: { order: Order; w: W }) {
  if (order.exception) return <Dot tone="bad">{said(order.exception)[0]}</Dot>;
  if (order.state !== 'open') return <Dot tone="idle">{w(order.state === 'closed' ? 'closed' : 'unpaid')}</Dot>;
  const stage = stageOf(order);
  return stage ? <Dot tone={TONE[stage]}>{w(stage)}</Dot> : <span className="quiet">—</span>;
}

function Goods({ order, w }: { order: Order; w: W }) {
  const [first] = order.lines;
  if (!first) return <span className="quiet">—</span>;
  const refund = order.lines.some((line) => line.refund_state === 'open');
  const many = order.lines.length > 1;
  return (
    <span className="goods">
      <Swatch name={first.name} />
      <span className="two">
        <span>{first.name}{refund ? <span className="tag bad">{w('refund')}</span> : null}{order.remark ? <span className="tag go" title={order.remark}>{w('remarkTag')}</span> : null}</span>
        <span className="second">{first.spec} <b className={first.ordered > 1 ? 'times many' : 'times'}>×{first.ordered}</b>{many ? ` ${w('more', { n: order.lines.length })}` : ''}</span>
      </span>
    </span>
  );
}

export { Swatch };

function Tracking({ order }: { order: Order }) {
  const carrier = useCarrierName();
  const numbers = order.parcels.filter((parcel) => parcel.number);
  const [first] = numbers;
  if (!first?.number) return <span className="quiet">—</span>;
  return <span className="two"><No of={first.number} /><span className="second">{carrier(first.carrier)}{numbers.length > 1 ? ` +${numbers.length - 1}` : ''}</span></span>;
}

export function columns(w: W): Column<Order>[] {
  return [
    { id: 'no', name: w('no'), width: 'minmax(176px, 1.1fr)', cell: (order) => <span className="two"><No of={order.external_no} /><span className="second">{order.source}</span></span> },
    { id: 'goods', name: w('goods'), width: 'minmax(220px, 1.9fr)', cell: (order) => <Goods order={order} w={w} /> },
    { id: 'receiver', name: w('receiver'), width: 'minmax(200px, 1.5fr)', cell: (order) => <Mask of={order.receiver} /> },
    { id: 'fulfiller', name: w('fulfiller'), width: 'minmax(120px, 1fr)', cell: (order) => { const names = fulfillers(order); return names.length > 0 ? <span title={names.join('、')}>{names.join('、')}</span> : <span className="quiet">{w('unassigned')}</span>; } },
    { id: 'stage', name: w('stage'), width: '124px', cell: (order) => <Stage order={order} w={w} /> },
    { id: 'deadline', name: w('deadline'), width: '108px', cell: (order) => <Deadline by={order.ship_by} done={order.state !== 'open' || stageOf(order) === 'shipped'} /> },
    { id: 'tracking', name: w('tracking'), width: '150px', cell: (order) => <Tracking order={order} /> },
    { id: 'placed', name: w('placedAt'), width: '112px', cell: (order) => <Time at={order.placed_at} /> },
    { id: 'remark', name: w('remark'), width: 'minmax(120px, 1fr)', cell: (order) => <span title={order.remark}>{order.remark || order.seller_remark || '—'}</span> },
    { id: 'amount', name: w('amount'), width: '104px', align: 'end', cell: (order) => <Fen of={order.retail_fen} /> },
  ];
}
export const USUAL = ['no', 'goods', 'receiver', 'fulfiller', 'stage', 'deadline', 'amount'];
