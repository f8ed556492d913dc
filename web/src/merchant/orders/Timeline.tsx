// What happened to an order: who did what, when; the newest first.
import { useQuery } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { words, useWords } from '../../frame/words';
import { said } from '../../kit/problems';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { useCarrierName } from '../carriers';

type What = Shapes['TimelineWhat'];
const zh: Record<What | 'pieces', string> = { taken: '订单进来', paid: '买家付款', closed: '订单关闭', assigned: '分配', released: '交给厂商', accepted: '接单', declined: '拒单', failed: '不能发货', recalled: '撤回', recall_asked: '申请撤回', recall_granted: '同意撤回', recall_denied: '拒绝撤回', recall_withdrawn: '取消撤回申请', packed: '打包', unpacked: '拆包', number_asked: '申请取号', numbered: '取到运单号', number_failed: '取号失败', number_voided: '作废运单号', printed: '打印面单', shipped: '发货', delivered: '签收', returned: '退回', refund_opened: '退款申请', refund_overridden: '退款中仍发货', refund_done: '退款完成', refund_withdrawn: '退款撤销', pieces: '{n} 件' };
const en: typeof zh = { taken: 'Taken in', paid: 'Paid', closed: 'Closed', assigned: 'Assigned', released: 'Given to the factory', accepted: 'Accepted', declined: 'Declined', failed: 'Cannot supply', recalled: 'Recalled', recall_asked: 'Asked back', recall_granted: 'Recall granted', recall_denied: 'Recall denied', recall_withdrawn: 'Request withdrawn', packed: 'Packed', unpacked: 'Unpacked', number_asked: 'Number asked for', numbered: 'Numbered', number_failed: 'No number', number_voided: 'Number voided', printed: 'Printed', shipped: 'Shipped', delivered: 'Delivered', returned: 'Returned', refund_opened: 'Refund opened', refund_overridden: 'Shipped despite a refund', refund_done: 'Refunded', refund_withdrawn: 'Refund withdrawn', pieces: '{n} {n|piece|pieces}' };
const book = words(zh, en);

export function Timeline({ order }: { order: string }) {
  const w = useWords(book);
  const carrier = useCarrierName();
  const { data } = useQuery({ queryKey: ['orders', 'timeline', order], queryFn: () => ok(api.GET('/v1/orders/{order}/timeline', { params: { path: { order } } })) });
  if (!data) return <i className="bone bone-line" />;
  return (
    <ol className="timeline">
      {[...data.events].reverse().map((event, n) => {
        const about = [event.party ?? event.actor, event.quantity ? w('pieces', { n: event.quantity }) : null, event.carrier ? carrier(event.carrier) : null, event.number, event.code ? said(event.code)[0] : null, event.note];
        return <li key={`${event.at}${event.what}${n}`}><Time at={event.at} /><span className="two"><span>{w(event.what)}</span><span className="second">{about.filter(Boolean).join(' · ')}</span></span></li>;
      })}
    </ol>
  );
}
