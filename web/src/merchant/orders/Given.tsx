// Who has pieces of an order, how far each is, and what the merchant may still do about it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf, Refused } from '../../api/problem';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { words, useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { tell } from '../../kit/problems';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';

type Piece = Shapes['GivenAssignment'];

const book = words(
  {
    none: '还没有分配', held: '即将交给厂商', assigned: '待接单', accepted: '已接单', shipped: '已发货', declined: '已拒单', failed: '不能发货', recalled: '已撤回', acceptBy: '接单时限', acceptedAt: '接单于', undo: '撤销', recall: '撤回', ask: '申请撤回', withdraw: '取消申请', reason: '原因（厂商看得到）', asked: '已申请撤回，等厂商答复', undone: '已撤销', recalledNow: '已撤回', askedNow: '已取号，撤回申请已发给厂商', withdrawn: '撤回申请已取消', pieces: '{n} 件',
    out_of_stock: '缺货', wrong_product: '不是本厂商品', price_not_agreed: '价格未谈妥', capacity: '产能不足', carrier_not_served: '快递不到', other: '其他原因',
  },
  {
    none: 'Not assigned yet', held: 'About to be given', assigned: 'To accept', accepted: 'Accepted', shipped: 'Shipped', declined: 'Declined', failed: 'Cannot supply', recalled: 'Recalled', acceptBy: 'Accept by', acceptedAt: 'Accepted', undo: 'Undo', recall: 'Recall', ask: 'Ask back', withdraw: 'Withdraw', reason: 'Reason (the factory sees it)', asked: 'Asked back; the factory decides', undone: 'Taken back', recalledNow: 'Recalled', askedNow: 'It has a number: the factory was asked', withdrawn: 'The request is withdrawn', pieces: '{n} {n|piece|pieces}',
    out_of_stock: 'Out of stock', wrong_product: 'Not our product', price_not_agreed: 'Price not agreed', capacity: 'No capacity', carrier_not_served: 'Carrier does not go there', other: 'Another reason',
  },
);
const TONE = { held: 'wait', assigned: 'wait', accepted: 'go', shipped: 'good', declined: 'bad', failed: 'bad', recalled: 'idle' } as const;
const OVER = ['declined', 'failed', 'recalled'];

export function GivenList({ order }: { order: string }) {
  const w = useWords(book);
  const { data, error, refetch } = useQuery({ queryKey: ['assignments', 'of', order], queryFn: () => ok(api.GET('/v1/assignments', { params: { query: { order, limit: 200 } } })), refetchInterval: (query) => (query.state.data?.items.some(({ state }) => state === 'held') ? 2000 : false) });
  if (error) return <ProblemBox problem={problemOf(error)} retry={() => void refetch()} />;
  if (!data) return <i className="bone bone-line" />;
  if (data.items.length === 0) return <p className="quiet">{w('none')}</p>;
  // What still moves comes first.
  const rows = [...data.items].sort((a, b) => Number(OVER.includes(a.state)) - Number(OVER.includes(b.state)));
  return <ul className="lines">{rows.map((piece) => <Row key={piece.id} piece={piece} />)}</ul>;
}

function Row({ piece }: { piece: Piece }) {
  const w = useWords(book);
  const code = piece.code && piece.code in book.zh ? w(piece.code as keyof typeof book.zh) : (piece.code ?? '');
  const n = piece.goods.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <li className={OVER.includes(piece.state) ? 'over' : ''}>
      <span className="two grow">
        <span><strong>{piece.fulfiller.name}</strong> <span className="second">{w('pieces', { n })}</span></span>
        <span className="second">{piece.recall ? w('asked') : piece.accepted_at ? <>{w('acceptedAt')} <Time at={piece.accepted_at} /></> : piece.accept_by && piece.state === 'assigned' ? <>{w('acceptBy')} <Time at={piece.accept_by} /></> : piece.alias}</span>
      </span>
      <span className="two end"><Dot tone={TONE[piece.state]}>{w(piece.state)}</Dot>{code || piece.note ? <span className="second">{[code, piece.note].filter(Boolean).join('：')}</span> : null}</span>
      <Acts piece={piece} />
    </li>
  );
}

function Acts({ piece }: { piece: Piece }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const onSettled = () => refresh(queries, 'orders', 'assignments');
  const undo = useMutation({
    mutationFn: () => ok(api.POST('/v1/assignments/undo', { body: { assignments: [piece.id] } })),
    onSuccess: ({ rows: [row] }) => notify(row?.problem ? { tone: 'bad', text: tell(row.problem) } : { tone: 'plain', text: w('undone') }), onSettled,
  });
  const recall = useMutation({
    mutationFn: () => ok(api.POST('/v1/assignments/recall', { body: { rows: [{ assignment: piece.id }], reason } })),
    onSuccess: ({ rows: [row] }) => notify(row?.problem ? { tone: 'bad', text: tell(row.problem) } : { tone: 'good', text: w(row?.ok?.request ? 'askedNow' : 'recalledNow') }), onSettled,
  });
  const withdraw = useMutation({
    mutationFn: () => ok(api.POST('/v1/recall-requests/{request}/withdraw', { params: { path: { request: piece.recall?.id ?? '' } }, body: { version: piece.recall?.version ?? null } })),
    onSuccess: () => notify({ tone: 'plain', text: w('withdrawn') }),
    onError: (error) => { if (error instanceof Refused) void onSettled(); }, onSettled,
  });
  const can = (act: Piece['actions'][number]) => piece.actions.includes(act);
  if (can('undo')) return <Button size="small" loading={undo.isPending} onClick={() => undo.mutate()}>{w('undo')}</Button>;
  if (can('withdraw_request')) return <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>{w('withdraw')}</Button>;
  if (!can('recall')) return null;
  const ask = (
    <div className="end-ask">
      <Input.TextArea aria-label={w('reason')} placeholder={w('reason')} rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Button type="primary" block loading={recall.isPending} onClick={() => recall.mutate()}>{w('recall')}</Button>
    </div>
  );
  return <Popover trigger="click" placement="bottomRight" content={ask}><Button size="small">{w('recall')}</Button></Popover>;
}
