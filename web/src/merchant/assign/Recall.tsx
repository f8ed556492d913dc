// Taking back: at once where no number holds it, by asking where one does.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { Following } from '../../frame/party/jobs/Following';
import { count } from '../../grid/selection';
import { ProblemBox } from '../../kit/ProblemBox';
import { Reasons, Tally } from '../../kit/Results';
import { api } from '../api';
import { inPieces, ordersOf, sweep, type Outcome } from '../orders/act';
import type { Acting } from '../orders/Close';
import { book } from './words';

const LIVE = ['held', 'assigned', 'accepted'];

export function Recall({ selection, filter, loaded, total, done, cancel }: Acting) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [batch, follow] = useState<string | null>(null);
  // Of the whole filter the service gathers the assignments itself.
  const whole = useMutation({
    mutationFn: (except: string[]) => ok(api.POST('/v1/batches/recall', { body: { selection: { orders: filter, except }, reason } })),
    onSuccess: ({ id }) => follow(id),
  });
  const recall = useMutation({
    meta: { told: true },
    mutationFn: async () => {
      const orders = await ordersOf(selection, filter, loaded);
      const rows = orders.flatMap((order) => order.assignments.filter(({ state }) => LIVE.includes(state)).map(({ id }) => ({ name: order.external_no, assignment: id })));
      const swept = await sweep(inPieces(rows), ({ name }) => name, (some, headers) => ok(api.POST('/v1/assignments/recall', { body: { rows: some.map(({ assignment }) => ({ assignment })), reason }, headers })), () => undefined);
      const asked = swept.answers.flatMap((answer) => answer.rows).filter((row) => row.ok?.request).length;
      return { end: swept.outcome, asked };
    },
    onSuccess({ end, asked }) {
      void refresh(queries, 'orders');
      if (end.failures.length > 0) return setOutcome(end);
      notify(end.total === 0 ? { tone: 'bad', text: w('nothing') } : { tone: 'good', text: w('recalled', { n: end.done - asked }) + (asked > 0 ? w('askedN', { n: asked }) : '') });
      done();
    },
  });
  if (batch) return <Following id={batch} title={w('recall')} well={(n) => w('recalled', { n })} close={done} follow={follow} />;
  const begin = () => (selection.kind === 'all' ? whole.mutate([...selection.except]) : recall.mutate());
  const foot = outcome ? <Button type="primary" onClick={done}>{w('close')}</Button>
    : <><Button onClick={cancel}>{w('cancel')}</Button><Button type="primary" danger loading={recall.isPending || whole.isPending} onClick={begin}>{w('recallN', { n: count(selection, total) ?? '' })}</Button></>;
  return (
    <Modal open title={w('recall')} onCancel={outcome ? done : cancel} width={520} footer={foot}>
      {recall.error ? <ProblemBox problem={problemOf(recall.error)} /> : null}
      {outcome ? <><Tally total={outcome.total} done={outcome.done} refused={outcome.failures.length} /><Reasons failures={outcome.failures} /></> : (
        <>
          <p className="question-why">{w('recallWhy')}</p>
          <p className="chips">{(['usual1', 'usual2', 'usual3'] as const).map((key) => <Button key={key} size="small" onClick={() => setReason(w(key))}>{w(key)}</Button>)}</p>
          <Input.TextArea aria-label={w('reason')} placeholder={w('reason')} maxLength={200} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </>
      )}
    </Modal>
  );
}
