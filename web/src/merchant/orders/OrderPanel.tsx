// One order in full, beside the list: goods, who has them, parcels and numbers, what happened.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { notify } from '../../frame/notices';
import { words, useWords } from '../../frame/words';
import { copy } from '../../kit/copy';
import { Facts, Panel, Part } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { said } from '../../kit/problems';
import { Deadline, Time } from '../../kit/Time';
import { Dot, Fen, Mask, No } from '../../kit/Text';
import { api, type Shapes } from '../api';
import { useCarrierName } from '../carriers';
import { Stage, stageOf, Swatch, type Order } from './columns';
import { GivenList } from './Given';
import { Refunds } from './Refunds';
import { Timeline } from './Timeline';
import { book as orders } from './words';

const book = words(
  {
    title: '订单', copy: '复制', copied: '已复制', receiver: '收件人', receiverWhy: '已脱敏', goods: '商品', free: '未分配 {n}', assigned: '已分配 {n}', refunded: '已退 {n}', given: '代发', parcels: '包裹', noParcels: '还没有包裹', facts: '订单信息', story: '经过', source: '店铺', origin: '来源', platform: '平台推送', merchant: '自己导入', placed: '下单', paid: '付款', by: '最晚发货', amount: '金额', remark: '买家留言', seller: '卖家备注', closedAt: '关闭',
    p_planned: '已打包', p_shipped: '已发货', p_in_transit: '运输中', p_delivered: '已签收', p_returned: '已退回', p_dropped: '已取消', noNumber: '还没有运单号', prints: '打印 {n} 次', shippedAt: '发货于',
  },
  {
    title: 'Order', copy: 'Copy', copied: 'Copied', receiver: 'Receiver', receiverWhy: 'Masked', goods: 'Goods', free: '{n} free', assigned: '{n} assigned', refunded: '{n} refunded', given: 'Assigned to', parcels: 'Parcels', noParcels: 'No parcels yet', facts: 'About the order', story: 'What happened', source: 'Shop', origin: 'Origin', platform: 'Marketplace', merchant: 'Imported', placed: 'Placed', paid: 'Paid', by: 'Ship by', amount: 'Amount', remark: 'Buyer’s remark', seller: 'Seller’s remark', closedAt: 'Closed',
    p_planned: 'Packed', p_shipped: 'Shipped', p_in_transit: 'In transit', p_delivered: 'Delivered', p_returned: 'Returned', p_dropped: 'Dropped', noNumber: 'No number yet', prints: 'Printed {n} ×', shippedAt: 'Shipped',
  },
);
type Key = keyof typeof book.zh;
const known = (key: string): key is Key => key in book.zh;
const TONES: Record<string, 'go' | 'good' | 'bad' | 'idle'> = { planned: 'go', shipped: 'good', in_transit: 'good', delivered: 'good', returned: 'bad', dropped: 'idle' };

export function OrderPanel({ id, close }: { id: string | undefined; close(): void }) {
  const w = useWords(book);
  const { data, error, refetch } = useQuery({ queryKey: ['orders', 'one', id], queryFn: () => ok(api.GET('/v1/orders/{order}', { params: { path: { order: id ?? '' } } })), enabled: Boolean(id) });
  return (
    <Panel open={Boolean(id)} close={close} title={data ? <span className="panel-title">{w('title')} <No of={data.external_no} /><Copy text={data.external_no} /></span> : w('title')}>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {data ? <OrderCard order={data} /> : null}
    </Panel>
  );
}

function Copy({ text }: { text: string }) {
  const w = useWords(book);
  return <Button size="small" onClick={() => void copy(text).then(() => notify({ tone: 'good', text: w('copied') }))}>{w('copy')}</Button>;
}

function OrderCard({ order }: { order: Order }) {
  const w = useWords(book);
  const o = useWords(orders);
  return (
    <>
      <div className="order-top"><Stage order={order} w={o} /><Deadline by={order.ship_by} done={order.state !== 'open' || stageOf(order) === 'shipped'} /></div>
      {order.exception ? <p className="order-alert">{said(order.exception)[0]}{said(order.exception)[1] ? ` · ${said(order.exception)[1]}` : ''}</p> : null}
      <Part title={w('receiver')} extra={<span className="tag">{w('receiverWhy')}</span>}><Mask of={order.receiver} /></Part>
      <Part title={w('goods')}><ul className="lines">{order.lines.map((line) => <LineRow key={line.id} line={line} />)}</ul></Part>
      <Part title={w('given')}><GivenList order={order.id} /></Part>
      <Part title={w('parcels')}>{order.parcels.length === 0 ? <p className="quiet">{w('noParcels')}</p> : <ul className="lines">{order.parcels.map((parcel) => <ParcelRow key={parcel.id} parcel={parcel} />)}</ul>}</Part>
      <Refunds order={order} />
      <Part title={w('story')}><Timeline order={order.id} /></Part>
      <Part title={w('facts')}>
        <Facts rows={[[w('source'), order.source], [w('origin'), w(order.origin)], [w('placed'), <Time key="p" at={order.placed_at} />], [w('paid'), order.state === 'open' ? <Time key="d" at={order.paid_at} /> : null], [w('closedAt'), order.state === 'closed' ? <Time key="c" at={order.closed_at} /> : null], [w('by'), order.ship_by ? <Time key="b" at={order.ship_by} /> : null], [w('amount'), <Fen key="a" of={order.retail_fen} />], [w('remark'), order.remark], [w('seller'), order.seller_remark]]} />
      </Part>
    </>
  );
}

function LineRow({ line }: { line: Shapes['LineView'] }) {
  const w = useWords(book);
  const o = useWords(orders);
  return (
    <li>
      <Swatch name={line.name} />
      <span className="two grow"><span title={line.name}>{line.name}</span><span className="second">{line.spec} {line.sku}</span></span>
      <span className="two end"><b>×{line.ordered}</b><span className="second">{[line.free > 0 ? w('free', { n: line.free }) : '', line.assigned > 0 ? w('assigned', { n: line.assigned }) : '', line.refunded > 0 ? w('refunded', { n: line.refunded }) : ''].filter(Boolean).join(' · ')}</span></span>
      {line.refund_state === 'open' ? <span className="tag bad">{o('refund')}</span> : null}
    </li>
  );
}

function ParcelRow({ parcel }: { parcel: Shapes['ParcelBrief'] }) {
  const w = useWords(book);
  const carrier = useCarrierName();
  const state = `p_${parcel.state}`;
  return (
    <li>
      <span className="two grow">{parcel.number ? <span><No of={parcel.number} /> <Copy text={parcel.number} /></span> : <span className="quiet">{w('noNumber')}</span>}<span className="second">{carrier(parcel.carrier)}{parcel.prints > 0 ? ` · ${w('prints', { n: parcel.prints })}` : ''}{parcel.shipped_at ? <> · {w('shippedAt')} <Time at={parcel.shipped_at} /></> : null}</span></span>
      <Dot tone={TONES[parcel.state] ?? 'idle'}>{known(state) ? w(state) : parcel.state}</Dot>
    </li>
  );
}
