// One order in full, beside the list.
import { useQuery } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { Icon } from '../../frame/icons';
import { useWords } from '../../frame/words';
import { Facts, Panel, Part } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { Swatch } from '../../kit/Swatch';
import { Deadline, Time } from '../../kit/Time';
import { Fen, No } from '../../kit/Text';
import { api } from '../api';
import { parcelsIn, type Card, type Parcel } from '../data';
import { Region } from '../Goods';
import { wrongWith } from '../wrong';
import { CardActs } from './CardActs';
import { CardParcels } from './CardParcels';
import { dueOf, State } from './columns';
import { book } from './words';

export function CardPanel({ id, close }: { id: string | undefined; close(): void }) {
  const w = useWords(book);
  const { data, error, refetch } = useQuery({ queryKey: ['assignments', 'one', id], queryFn: () => ok(api.GET('/v1/assignments/{assignment}', { params: { path: { assignment: id ?? '' } } })), enabled: Boolean(id) });
  const parcels = useQuery({ queryKey: ['parcels', 'of', id], queryFn: () => parcelsIn(id ?? ''), enabled: Boolean(id) }).data ?? [];
  return (
    <Panel open={Boolean(id)} close={close} title={data ? <span className="panel-title">{w('panel')} <No of={data.alias} /></span> : w('panel')} foot={data ? <CardActs card={data} parcels={parcels} /> : null}>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {data ? <Whole card={data} parcels={parcels} /> : null}
    </Panel>
  );
}

function Whole({ card, parcels }: { card: Card; parcels: readonly Parcel[] }) {
  const w = useWords(book);
  const code = card.code && card.code in book.zh ? w(card.code as keyof typeof book.zh) : card.code;
  return (
    <>
      <div className="order-top"><State card={card} w={w} /><Deadline by={dueOf(card)} done={!['assigned', 'accepted'].includes(card.state)} /></div>
      {card.exception && !card.recall ? <p className="order-alert">{wrongWith(card.exception)}</p> : null}
      {card.recall ? <p className="order-alert">{w('recallAsked')}{card.recall.reason ? `：${card.recall.reason}` : ''}</p> : null}
      <Part title={w('goods')}>
        <ul className="lines">{card.goods.map((item) => (
          <li key={item.line}><Swatch name={item.name} /><span className="two grow"><span>{item.name}</span><span className="second">{[item.spec, item.fulfiller_sku ?? item.sku, item.barcode].filter(Boolean).join(' · ')}</span></span><span className="two end"><b className={item.quantity > 1 ? 'times many' : 'times'}>×{item.quantity}</b><span className="second">{[item.packed > 0 ? w('packed', { n: item.packed }) : '', item.shipped > 0 ? w('shippedN', { n: item.shipped }) : ''].filter(Boolean).join(' · ')}{item.supply_fen ? <Fen of={item.supply_fen} /> : null}</span></span></li>
        ))}</ul>
      </Part>
      <CardParcels parcels={parcels} />
      <Part title={w('receiver')}><p className="sealed"><Icon name="lock" size={18} /><span className="two"><span><Region of={card.region} /></span><span className="second">{w('receiverWhy')}</span></span></p></Part>
      <Part title={w('facts')}>
        <Facts rows={[[w('merchant'), card.merchant.name], [w('placed'), <Time key="p" at={card.placed_at} />], [w('assignedAt'), <Time key="a" at={card.assigned_at} />], [w('acceptedAt'), card.accepted_at ? <Time key="c" at={card.accepted_at} /> : null], [w('acceptBy'), card.state === 'assigned' && card.accept_by ? <Time key="b" at={card.accept_by} /> : null], [w('shipBy'), card.ship_by ? <Time key="s" at={card.ship_by} /> : null], [w('remark'), card.remark], [w('sellerRemark'), card.seller_remark], [w('code'), [code, card.note].filter(Boolean).join('：')]]} />
      </Part>
    </>
  );
}
