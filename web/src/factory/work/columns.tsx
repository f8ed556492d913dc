// The columns of the list of orders a factory works on.
import type { Column } from '../../grid/Grid';
import type { Say } from '../../frame/words';
import { Deadline, Time } from '../../kit/Time';
import { Dot, Fen, No } from '../../kit/Text';
import type { Card } from '../data';
import { Goods, Region } from '../Goods';
import { wrongWith } from '../wrong';
import type { book } from './words';

export type W = Say<keyof typeof book.zh>;
const STAGES = ['to_accept', 'to_number', 'to_print', 'to_ship', 'shipped'] as const;
const TONE = { held: 'wait', assigned: 'wait', accepted: 'go', shipped: 'good', declined: 'bad', failed: 'bad', recalled: 'idle' } as const;

/** Where it stands: what is wrong with it, else the first stage that has pieces, else how it ended. */
export function State({ card, w }: { card: Card; w: W }) {
  if (card.recall) return <Dot tone="bad">{w('recallAsked')}</Dot>;
  if (card.exception) return <Dot tone="bad">{wrongWith(card.exception)}</Dot>;
  const stage = STAGES.find((each) => card.work[each] > 0);
  if (card.state === 'accepted' && stage) return <Dot tone={TONE.accepted}>{w(stage)}</Dot>;
  return <Dot tone={TONE[card.state]}>{card.state === 'held' ? w('held') : w(`s_${card.state}`)}</Dot>;
}

export const dueOf = (card: Card) => (card.state === 'assigned' ? card.accept_by : card.ship_by);
const supply = (card: Card) => card.goods.reduce((sum, item) => sum + (item.supply_fen ?? 0) * item.quantity, 0);

export function columns(w: W): Column<Card>[] {
  return [
    { id: 'no', name: w('no'), width: 'minmax(160px, 1.1fr)', cell: (card) => <span className="two"><No of={card.alias} /><span className="second"><Time at={card.placed_at} /></span></span> },
    { id: 'goods', name: w('goods'), width: 'minmax(200px, 2fr)', cell: (card) => <Goods of={card.goods} remark={card.remark || card.seller_remark} /> },
    { id: 'region', name: w('region'), width: 'minmax(140px, 1.1fr)', cell: (card) => <Region of={card.region} /> },
    { id: 'merchant', name: w('merchant'), width: 'minmax(120px, 1fr)', cell: (card) => <span title={card.merchant.name}>{card.merchant.name}</span> },
    { id: 'stage', name: w('stage'), width: '140px', cell: (card) => <State card={card} w={w} /> },
    { id: 'deadline', name: w('deadline'), width: '116px', cell: (card) => <Deadline by={dueOf(card)} done={!['assigned', 'accepted'].includes(card.state)} /> },
    { id: 'supply', name: w('supply'), width: '104px', align: 'end', cell: (card) => (supply(card) > 0 ? <Fen of={supply(card)} /> : <span className="quiet">—</span>) },
  ];
}
