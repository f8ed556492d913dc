// Saying no, with a reason: before accepting, or after; to the ticked, or to the whole list.
import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { notify } from '../../frame/notices';
import { Following } from '../../frame/party/jobs/Following';
import { useWords } from '../../frame/words';
import { api, type Shapes } from '../api';
import { sweep, type Card, type Outcome } from '../data';
import { Result } from '../Result';
import { book } from './words';

type No = Shapes['AssignmentNo'];
type Verb = 'decline' | 'fail';
interface Reason { code: No; note: string }
interface Ends { done(): void; cancel(): void }
const REASONS: readonly No[] = ['out_of_stock', 'capacity', 'wrong_product', 'price_not_agreed', 'carrier_not_served', 'other'];

function Why({ verb, n, busy, go, cancel }: { verb: Verb; n: number | undefined; busy: boolean; go(reason: Reason): void; cancel(): void }) {
  const w = useWords(book);
  const [code, setCode] = useState<No>('out_of_stock');
  const [note, setNote] = useState('');
  return (
    <Modal open title={w(verb === 'decline' ? 'declineTitle' : 'failTitle')} onCancel={cancel} width={480} footer={<><Button onClick={cancel}>{w('cancel')}</Button><Button type="primary" danger loading={busy} onClick={() => go({ code, note: note.trim() })}>{w(verb === 'decline' ? 'declineN' : 'failN', { n: n ?? '' })}</Button></>}>
      <p className="question-why">{w(verb === 'decline' ? 'declineWhy' : 'failWhy')}</p>
      <Radio.Group className="reasons-pick" aria-label={w('reason')} value={code} onChange={(event) => setCode(event.target.value as No)} options={REASONS.map((value) => ({ value, label: w(value) }))} />
      <Input.TextArea aria-label={w('note')} placeholder={w('note')} rows={2} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
    </Modal>
  );
}

export function Refuse({ verb, cards, done, cancel }: { verb: Verb; cards: readonly Card[] } & Ends) {
  const w = useWords(book);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const refuse = useMutation({
    mutationFn: (reason: Reason) => sweep(cards.map(({ id, alias }) => ({ id, name: alias })), (some) => ok(api.POST(`/v1/assignments/${verb}`, { body: { assignments: some.map(({ id }) => id), ...reason } }))),
    onSuccess(end) {
      if (end.failures.length > 0) return setOutcome(end);
      notify({ tone: 'good', text: w(verb === 'decline' ? 'declined' : 'failed', { n: end.done }) });
      done();
    },
  });
  if (outcome) return <Result title={w(verb === 'decline' ? 'declineTitle' : 'failTitle')} outcome={outcome} close={done} />;
  return <Why verb={verb} n={cards.length} busy={refuse.isPending} go={(reason) => refuse.mutate(reason)} cancel={cancel} />;
}

/** The whole list but its exceptions: the service does it, however long it takes. */
export function RefuseAll({ verb, n, selection, done, cancel }: { verb: Verb; n: number | undefined; selection: Shapes['AssignmentSelection'] } & Ends) {
  const w = useWords(book);
  const [batch, follow] = useState<string | null>(null);
  const refuse = useMutation({ mutationFn: (reason: Reason) => ok(api.POST(`/v1/batches/${verb}`, { body: { selection, ...reason } })), onSuccess: ({ id }) => follow(id) });
  if (!batch) return <Why verb={verb} n={n} busy={refuse.isPending} go={(reason) => refuse.mutate(reason)} cancel={cancel} />;
  return <Following id={batch} title={w(verb === 'decline' ? 'declineTitle' : 'failTitle')} well={(all) => w(verb === 'decline' ? 'declined' : 'failed', { n: all })} close={done} follow={follow} />;
}
