// The parcels of an order, each with its number, what is wrong with it, and the way out.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { ok } from '../../api/door';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { words, useWords } from '../../frame/words';
import { Part } from '../../kit/Panel';
import { said, tell } from '../../kit/problems';
import { Dot, No } from '../../kit/Text';
import { api, type Shapes } from '../api';
import type { Parcel } from '../data';
import { Carrier } from '../Goods';
import { wrongWith } from '../wrong';

const book = words(
  {
    title: '包裹', none: '还没有运单号', number: '待取号', print: '待打印', ship: '待发货', shipped: '已发货', gone: '已作废', taking: '快递公司出号中', voiding: '退号中，等快递公司同意', refused: '取号失败：{why}', void: '作废面单', voidSure: '作废这个运单号？', voidWhy: '号作废后面单不能再用，退款以快递公司答复为准。', voided: '已申请作废，快递公司同意后退款', drop: '拆开包裹', dropped: '包裹已拆开', cancel: '取消', pieces: '{n} 件 · 打印 {k} 次',
  },
  {
    title: 'Parcels', none: 'No number yet', number: 'To number', print: 'To print', ship: 'To ship', shipped: 'Shipped', gone: 'Void', taking: 'The carrier is at it', voiding: 'Given back: the carrier has to agree', refused: 'No number came: {why}', void: 'Void the number', voidSure: 'Void this number?', voidWhy: 'The label cannot be used any more; the carrier decides about the money.', voided: 'Given back; the money returns once the carrier agrees', drop: 'Unpack', dropped: 'Unpacked', cancel: 'Cancel', pieces: '{n} pieces · printed {k} times',
  },
);

/** What is wrong with a parcel: its label, its number, or a buyer who wants the goods no more. */
export function wrongIn(parcel: Parcel): string | undefined {
  if (parcel.receiver_changed) return 'receiver_changed';
  if (parcel.refund_open) return 'refund_open';
  return parcel.waybill?.state === 'failed' ? 'waybill_failed' : undefined;
}

export function CardParcels({ parcels }: { parcels: readonly Parcel[] }) {
  const w = useWords(book);
  if (parcels.length === 0) return null;
  return <Part title={w('title')}><ul className="plain-list roomy">{parcels.map((parcel) => <ParcelRow key={parcel.id} parcel={parcel} />)}</ul></Part>;
}

function ParcelRow({ parcel }: { parcel: Parcel }) {
  const w = useWords(book);
  const may = useMay()('fulfil:write');
  const queries = useQueryClient();
  const { waybill } = parcel;
  const wrong = wrongIn(parcel);
  const act = useMutation({
    mutationFn: (verb: 'void' | 'drop') => (verb === 'void' ? ok(api.POST('/v1/waybills/void', { body: { rows: [{ waybill: waybill?.id ?? '' }] } })) : ok(api.POST('/v1/parcels/drop', { body: { parcels: [{ parcel: parcel.id }] } }))) as Promise<{ rows: { problem?: Shapes['RowProblem'] | null }[] }>,
    onSuccess({ rows: [row] }, verb) {
      if (row?.problem) notify({ tone: 'bad', text: tell(row.problem) });
      else notify({ tone: 'plain', text: w(verb === 'void' ? 'voided' : 'dropped') });
    },
    onSettled: () => void refresh(queries, 'parcels', 'assignments', 'accounts'),
  });
  const open = waybill && ['reserved', 'unknown'].includes(waybill.state);
  const pieces = parcel.items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <li>
      <span className="two grow">
        <span>{waybill?.number ? <><No of={waybill.number} /> <span className="second"><Carrier of={waybill.carrier} /></span></> : w('none')}</span>
        <span className="second">{w('pieces', { n: pieces, k: parcel.prints })}</span>
        {wrong === 'waybill_failed' ? <span className="late">{w('refused', { why: [said(waybill?.code ?? 'carrier_refused')[0], waybill?.remedy].filter(Boolean).join(' · ') })}</span> : wrong ? <span className="late">{wrongWith(wrong)}</span> : null}
      </span>
      <Dot tone={wrong ? 'bad' : parcel.stage === 'shipped' ? 'good' : parcel.stage === 'gone' ? 'idle' : 'go'}>{w(waybill?.voiding ? 'voiding' : open ? 'taking' : parcel.stage)}</Dot>
      {may && parcel.actions.includes('void') ? <Popconfirm title={w('voidSure')} description={w('voidWhy')} okText={w('void')} cancelText={w('cancel')} onConfirm={() => act.mutate('void')}><Button size="small" danger loading={act.isPending}>{w('void')}</Button></Popconfirm> : null}
      {may && parcel.actions.includes('drop') ? <Button size="small" loading={act.isPending} onClick={() => act.mutate('drop')}>{w('drop')}</Button> : null}
    </li>
  );
}
