// Closing orders nobody works on, and saying that exceptions were seen.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { Following } from '../../frame/party/jobs/Following';
import { asked, count, type Selection } from '../../grid/selection';
import { said } from '../../kit/problems';
import { Reasons, Tally } from '../../kit/Results';
import { api, type Shapes } from '../api';
import { inPieces, numberOf, ordersOf, sweep, type Outcome } from './act';
import type { Order } from './columns';
import type { Query } from './filter';
import { book } from './words';

export interface Acting {
  selection: Selection;
  filter: Query;
  loaded: readonly Order[];
  total: number | undefined;
  done(): void;
  cancel(): void;
}

const named = (orders: readonly Order[]) => orders.map(({ id, version }) => ({ id, version }));

export function Close({ selection, filter, loaded, total, done, cancel }: Acting) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [reason, setReason] = useState<Shapes['CloseReason']>('cancelled');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [batch, follow] = useState<string | null>(null);
  const whole = useMutation({ mutationFn: () => ok(api.POST('/v1/batches/close', { body: { selection: asked(selection, filter), reason } })), onSuccess: ({ id }) => follow(id) });
  const close = useMutation({
    mutationFn: async () => {
      const orders = await ordersOf(selection, filter, loaded);
      return sweep(inPieces(orders), numberOf, (some, headers) => ok(api.POST('/v1/orders/close', { body: { orders: named(some), reason }, headers })), setOutcome);
    },
    onSuccess({ outcome: end }) {
      void refresh(queries, 'orders');
      if (end.failures.length > 0) return;
      notify({ tone: 'good', text: w('closedDone', { n: end.done }) });
      done();
    },
  });
  if (batch) return <Following id={batch} title={w('close')} well={(n) => w('closedDone', { n })} close={done} follow={follow} />;
  const n = count(selection, total) ?? 0;
  const begin = () => (selection.kind === 'all' ? whole.mutate() : close.mutate());
  const reasons: [Shapes['CloseReason'], string][] = [['cancelled', w('cancelled')], ['refunded', w('refundedReason')], ['completed', w('completed')]];
  const foot = close.isSuccess ? <Button type="primary" onClick={done}>{w('leave')}</Button>
    : <><Button onClick={cancel}>{w('cancel')}</Button><Button danger type="primary" loading={close.isPending || whole.isPending} onClick={begin}>{w('closeN', { n })}</Button></>;
  return (
    <Modal open title={w('close')} onCancel={close.isSuccess ? done : cancel} footer={foot} width={460}>
      {outcome ? <><Tally total={outcome.total} done={outcome.done} refused={outcome.failures.length} /><Reasons failures={outcome.failures} /></> : (
        <><p className="question-why">{w('closeWhy')}</p><Radio.Group aria-label={w('closeHow')} value={reason} onChange={(event) => setReason(event.target.value as Shapes['CloseReason'])} options={reasons.map(([value, label]) => ({ value, label }))} /></>
      )}
    </Modal>
  );
}

export function useAcknowledge() {
  const w = useWords(book);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (orders: readonly Order[]) => sweep(inPieces(orders), numberOf, (some, headers) => ok(api.POST('/v1/orders/acknowledge', { body: { orders: named(some) }, headers })), () => undefined),
    onSuccess({ outcome }) {
      void refresh(queries, 'orders');
      const [first] = outcome.failures;
      notify(first ? { tone: 'bad', text: `${w('someFailed', { done: outcome.done, failed: outcome.failures.length })}：${said(first.code)[0]}` } : { tone: 'good', text: w('ackDone', { n: outcome.done }) });
    },
  });
}
