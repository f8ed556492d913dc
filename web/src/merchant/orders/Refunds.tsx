// What buyers want back of an order: asked for by line, settled or withdrawn; a parcel that goes in spite of it needs a reason.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { words, useWords } from '../../frame/words';
import { AskWhy, lengthOf } from '../../kit/AskWhy';
import { Part } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { said } from '../../kit/problems';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { stageOf, type Order } from './columns';

const book = words(
  {
    title: '退款', ask: '登记退款', none: '没有退款', open: '退款中', done: '已退款', withdrawn: '已撤销', platform: '平台发起', complete: '确认已退', withdraw: '撤销', override: '仍然发货', overridden: '照常发货：{why}', pieces: '{name} ×{n}', which: '哪一件要退', n: '退几件', why: '退款原因', whyHint: '厂家看不到',
    usual1: '不想要了', usual2: '拍错了', usual3: '缺货', overWhy: '为什么还要发货', opened: '已登记，包裹暂停', cancel: '取消', askN: '登记退 {n} 件', go: '确定', free: '可退 {n}',
  },
  {
    title: 'Refunds', ask: 'Open a refund', none: 'No refunds', open: 'Open', done: 'Refunded', withdrawn: 'Withdrawn', platform: 'by the marketplace', complete: 'Refunded', withdraw: 'Withdraw', override: 'Ship anyway', overridden: 'Goes anyway: {why}', pieces: '{name} ×{n}', which: 'Which goods', n: 'How many', why: 'Reason', whyHint: 'The factory never reads it',
    usual1: 'Not wanted any more', usual2: 'Ordered by mistake', usual3: 'Out of stock', overWhy: 'Why it goes anyway', opened: 'Opened; its parcel waits', cancel: 'Cancel', askN: 'Refund {n}', go: 'Go on', free: '{n} left',
  },
);
type Refund = Shapes['Refund'];
const TONE = { open: 'wait', done: 'good', withdrawn: 'idle' } as const;
const left = (line: Shapes['LineView']) => line.ordered - line.refunded;

/** What a call over one row says, as an error where the row was refused. */
async function row<T>(call: Promise<{ rows: { ok?: T | null; problem?: Shapes['RowProblem'] | null }[] }>): Promise<void> {
  const { rows: [first] } = await call;
  if (first?.problem) throw new Error([said(first.problem.code)[0], first.problem.detail].filter(Boolean).join('：'));
}

export function Refunds({ order }: { order: Order }) {
  const w = useWords(book);
  const may = useMay();
  const queries = useQueryClient();
  const [asking, ask] = useState(false);
  const [over, override] = useState<Refund | null>(null);
  const { data } = useQuery({ queryKey: ['orders', 'refunds', order.id], queryFn: () => ok(api.GET('/v1/refunds', { params: { query: { order: order.id, limit: 100 } } })) });
  const move = useMutation({
    mutationFn: ({ refund, verb }: { refund: Refund; verb: 'complete' | 'withdraw' }) => row(ok(api.POST(`/v1/refunds/${verb}`, { body: { rows: [{ refund: refund.id, version: refund.version }] } }))),
    onError: (error) => notify({ tone: 'bad', text: error.message }),
    onSettled: () => refresh(queries, 'orders'),
  });
  const rows = data?.items ?? [];
  // What has left comes back as a return, not as a refund.
  const open = order.state === 'open' && stageOf(order) !== 'shipped' && may('orders:write') && order.lines.some((line) => left(line) > 0);
  if (rows.length === 0 && !open) return null;
  const name = (refund: Refund) => order.lines.find(({ id }) => id === refund.line)?.name ?? '';
  return (
    <Part title={w('title')} extra={open ? <Button size="small" onClick={() => ask(true)}>{w('ask')}</Button> : null}>
      {rows.length === 0 ? <p className="quiet">{w('none')}</p> : null}
      <ul className="lines">
        {rows.map((refund) => (
          <li key={refund.id}>
            <span className="two grow"><span>{w('pieces', { name: name(refund), n: refund.quantity })}</span><span className="second">{refund.reason}{refund.opened_by === 'platform' ? ` · ${w('platform')}` : ''} · <Time at={refund.opened_at} />{refund.override_reason ? ` · ${w('overridden', { why: refund.override_reason })}` : ''}</span></span>
            <Dot tone={TONE[refund.state]}>{w(refund.state)}</Dot>
            {may('orders:write') ? refund.actions.map((verb) => <Button key={verb} size="small" loading={move.isPending} onClick={() => (verb === 'override' ? override(refund) : move.mutate({ refund, verb }))}>{w(verb)}</Button>) : null}
          </li>
        ))}
      </ul>
      {asking ? <Ask order={order} close={() => ask(false)} /> : null}
      {over ? <Over refund={over} close={() => override(null)} /> : null}
    </Part>
  );
}

function Ask({ order, close }: { order: Order; close(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const lines = order.lines.filter((line) => left(line) > 0);
  const [at, setAt] = useState(lines[0]);
  const [n, setN] = useState(1);
  const [reason, setReason] = useState('');
  const open = useMutation({
    meta: { told: true },
    mutationFn: () => row(ok(api.POST('/v1/refunds', { body: { rows: [{ line: at?.id ?? null, quantity: n, reason: reason.trim(), source: order.source }] } }))),
    onSuccess: () => { notify({ tone: 'good', text: w('opened') }); close(); },
    onSettled: () => refresh(queries, 'orders'),
  });
  const ready = at !== undefined && n >= 1 && n <= left(at) && lengthOf(reason) > 0 && lengthOf(reason) <= 200;
  return (
    <Modal open title={w('ask')} onCancel={close} width={520} footer={<><Button onClick={close}>{w('cancel')}</Button><Button type="primary" danger disabled={!ready} loading={open.isPending} onClick={() => open.mutate()}>{w('askN', { n })}</Button></>}>
      {open.error ? <ProblemBox problem={problemOf(open.error)} /> : null}
      <div className="picker" role="radiogroup" aria-label={w('which')}>
        {lines.map((line) => <label key={line.id} className={line.id === at?.id ? 'pick active' : 'pick'}><input type="radio" name="line" checked={line.id === at?.id} onChange={() => { setAt(line); setN(1); }} /><span className="two grow"><strong>{line.name}</strong><span className="second">{line.spec} {line.sku}</span></span><span className="second">{w('free', { n: left(line) })}</span></label>)}
      </div>
      <div className="field"><label htmlFor="refund-n">{w('n')}</label><InputNumber id="refund-n" min={1} max={at ? left(at) : 1} precision={0} value={n} onChange={(value) => setN(value ?? 1)} /></div>
      <AskWhy label={w('why')} hint={w('whyHint')} most={200} value={reason} set={setReason} usual={[w('usual1'), w('usual2'), w('usual3')]} />
    </Modal>
  );
}

function Over({ refund, close }: { refund: Refund; close(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const go = useMutation({
    meta: { told: true },
    mutationFn: () => row(ok(api.POST('/v1/refunds/override', { body: { reason: reason.trim(), rows: [{ refund: refund.id, version: refund.version }] } }))),
    onSuccess: close,
    onSettled: () => refresh(queries, 'orders'),
  });
  return (
    <Modal open title={w('override')} onCancel={close} width={480} footer={<><Button onClick={close}>{w('cancel')}</Button><Button type="primary" disabled={lengthOf(reason) === 0 || lengthOf(reason) > 200} loading={go.isPending} onClick={() => go.mutate()}>{w('go')}</Button></>}>
      {go.error ? <ProblemBox problem={problemOf(go.error)} /> : null}
      <AskWhy label={w('overWhy')} most={200} value={reason} set={setReason} />
    </Modal>
  );
}
