// Saying no, with a reason: before accepting, or after.
import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { api, type Shapes } from '../api';
import { sweep, type Card, type Outcome } from '../data';
import { Result } from '../Result';
import { book } from './words';

type No = Shapes['AssignmentNo'];
const REASONS: readonly No[] = ['out_of_stock', 'capacity', 'wrong_product', 'price_not_agreed', 'carrier_not_served', 'other'];

export function Refuse({ verb, cards, done, cancel }: { verb: 'decline' | 'fail'; cards: readonly Card[]; done(): void; cancel(): void }) {
  const w = useWords(book);
  const [code, setCode] = useState<No>('out_of_stock');
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const refuse = useMutation({
    mutationFn: () => sweep(cards.map(({ id, alias }) => ({ id, name: alias })), (some) => ok(api.POST(`/v1/assignments/${verb}`, { body: { assignments: some.map(({ id }) => id), code, note: note.trim() } }))),
    onSuccess(end) {
      if (end.failures.length > 0) return setOutcome(end);
      notify({ tone: 'good', text: w(verb === 'decline' ? 'declined' : 'failed', { n: end.done }) });
      done();
    },
  });
  const title = w(verb === 'decline' ? 'declineTitle' : 'failTitle');
  if (outcome) return <Result title={title} outcome={outcome} close={done} />;
  const n = cards.length;
  return (
    <Modal open title={title} onCancel={cancel} width={480} footer={<><Button onClick={cancel}>{w('cancel')}</Button><Button type="primary" danger loading={refuse.isPending} onClick={() => refuse.mutate()}>{w(verb === 'decline' ? 'declineN' : 'failN', { n })}</Button></>}>
      <p className="question-why">{w(verb === 'decline' ? 'declineWhy' : 'failWhy')}</p>
      <Radio.Group className="reasons-pick" aria-label={w('reason')} value={code} onChange={(event) => setCode(event.target.value as No)} options={REASONS.map((value) => ({ value, label: w(value) }))} />
      <Input.TextArea aria-label={w('note')} placeholder={w('note')} rows={2} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
    </Modal>
  );
}
