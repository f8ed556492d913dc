// What the operator does with an account: approve at a price, refuse or close with a reason, book a payment.
import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { ok } from '../../api/door';
import { problemOf, Refused } from '../../api/problem';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { AskWhy, lengthOf } from '../../kit/AskWhy';
import { fenOf, typed } from '../../kit/money';
import { ProblemBox } from '../../kit/ProblemBox';
import { Dot, fen } from '../../kit/Text';
import { api } from '../api';
import type { Account } from '../data';
import { TONE, type State } from './account';
import { accountNow } from './AccountPanel';
import { book } from './words';

export type Doing = 'approve' | 'refuse' | 'close' | 'top_up';
interface Props { doing: Doing; account: Account; set(now: Account): void; done(now?: Account): void }

export function Act(props: Props) {
  switch (props.doing) {
    case 'approve': return <Approve {...props} />;
    case 'top_up': return <TopUp {...props} />;
    case 'refuse': case 'close': return <End {...props} />;
  }
}

/** Sends it; where somebody was faster the account is read anew and its state told. */
function useAct(account: Account, send: () => Promise<Account>, told: (now: Account) => void, set: (now: Account) => void) {
  const [now, setNow] = useState<Account | undefined>();
  const act = useMutation({
    meta: { told: true },
    mutationFn: send,
    onSuccess: told,
    async onError(error) {
      if (!(error instanceof Refused) || error.problem.status !== 409) return;
      const there = await accountNow(account.id).catch(() => undefined);
      if (there) { setNow(there); set(there); }
    },
  });
  return { act, now };
}

function Sheet({ title, verb, ready, danger, cancel, act, now, children }: { title: string; verb: string; ready: boolean; danger?: boolean; cancel(): void; act: ReturnType<typeof useAct>['act']; now: Account | undefined; children: ReactNode }) {
  const w = useWords(book);
  return (
    <Modal open title={title} footer={null} onCancel={cancel} width={460} mask={{ closable: false }} destroyOnHidden>
      <form onSubmit={(event) => { event.preventDefault(); if (ready) act.mutate(); }}>
        {act.error ? <ProblemBox problem={problemOf(act.error)} now={now ? <Dot tone={TONE[now.state] ?? 'idle'}>{w(now.state as State)}</Dot> : null} /> : null}
        {children}
        <div className="dialog-foot"><Button onClick={cancel}>{w('cancel')}</Button><Button type="primary" htmlType="submit" danger={danger ?? false} disabled={!ready} loading={act.isPending}>{verb}</Button></div>
      </form>
    </Modal>
  );
}

/** The most one number may cost, in fen: the door's own bound. */
const MOST_PRICE = 100_000;

function Approve({ account, set, done }: Props) {
  const w = useWords(book);
  const [price, setPrice] = useState(typed(220));
  const cost = fenOf(price);
  const good = cost !== undefined && cost <= MOST_PRICE;
  const { act, now } = useAct(account, () => ok(api.POST('/v1/waybill-accounts/{account}/approve', { params: { path: { account: account.id } }, body: { price_fen: cost ?? 0, version: account.version } })),
    (there) => { notify({ tone: 'good', text: w('approved', { name: there.name }) }); done(there); }, set);
  return (
    <Sheet title={w('approveTitle')} verb={!good ? w('approve') : cost === 0 ? w('approveFree') : w('approveDo', { price: fen(cost) })} ready={good} cancel={() => done()} act={act} now={now}>
      <p className="question-why">{w('approveWhy')}</p>
      <Money id="price" label={w('priceLabel')} value={price} set={setPrice} bad={!good} hint={good ? w('priceHint') : `${w('badMoney')}。${w('priceHint')}`} />
    </Sheet>
  );
}

function Money({ id, label, value, set, bad, hint }: { id: string; label: string; value: string; set(text: string): void; bad: boolean; hint: string }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input id={id} size="large" prefix="¥" inputMode="decimal" autoFocus value={value} status={bad && value !== '' ? 'error' : ''} aria-describedby={`${id}-hint`} onChange={(event) => set(event.target.value)} />
      <p id={`${id}-hint`} className="hint">{hint}</p>
    </div>
  );
}

/** Characters of a reason, a reference or a note of money. */
const SHORT = 60;

function TopUp({ account, set, done }: Props) {
  const w = useWords(book);
  const [form, setForm] = useState({ amount: '', reference: '', note: '' });
  const sum = fenOf(form.amount);
  const good = sum !== undefined && sum > 0;
  const { act, now } = useAct(account, () => ok(api.POST('/v1/waybill-accounts/{account}/top-ups', { params: { path: { account: account.id } }, body: { fen: sum ?? 0, reference: form.reference.trim(), note: form.note.trim() } })),
    (there) => {
      const added = there.balance_fen !== account.balance_fen;
      notify(added ? { tone: 'good', text: w('toppedUp', { amount: fen(sum ?? 0), balance: fen(there.balance_fen) }) } : { tone: 'plain', text: w('bookedBefore') });
      done(there);
    }, set);
  const ready = good && lengthOf(form.reference) > 0 && lengthOf(form.reference) <= SHORT && lengthOf(form.note) <= SHORT;
  return (
    <Sheet title={w('topUpTitle')} verb={good ? w('topUpDo', { amount: fen(sum) }) : w('topUpNone')} ready={ready} cancel={() => done()} act={act} now={now}>
      <p className="question-why">{account.party_name} · {account.name}</p>
      <Money id="amount" label={w('amount')} value={form.amount} set={(amount) => setForm({ ...form, amount })} bad={!good} hint={good ? w('after', { balance: fen(account.balance_fen + sum) }) : w('badMoney')} />
      <div className="field"><label htmlFor="reference">{w('reference')}</label><Input id="reference" value={form.reference} aria-describedby="reference-hint" onChange={(event) => setForm({ ...form, reference: event.target.value })} /><p id="reference-hint" className="hint">{w('referenceHint')}</p></div>
      <div className="field"><label htmlFor="top-up-note">{w('noteLabel')}</label><Input id="top-up-note" value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} /></div>
    </Sheet>
  );
}

function End({ doing, account, set, done }: Props) {
  const w = useWords(book);
  const [note, setNote] = useState('');
  const closing = doing === 'close';
  const ask = { params: { path: { account: account.id } }, body: { note: note.trim(), version: account.version } };
  const { act, now } = useAct(account, () => ok(closing ? api.POST('/v1/waybill-accounts/{account}/close', ask) : api.POST('/v1/waybill-accounts/{account}/refuse', ask)),
    (there) => { notify({ tone: 'plain', text: w(closing ? 'closedN' : 'refusedN', { name: there.name }) }); done(there); }, set);
  return (
    <Sheet title={w(closing ? 'closeTitle' : 'refuseTitle')} verb={w(closing ? 'closeDo' : 'refuseDo')} danger ready={lengthOf(note) > 0 && lengthOf(note) <= SHORT} cancel={() => done()} act={act} now={now}>
      {closing ? <p className="question-why">{w('closeWhy')}</p> : null}
      <AskWhy label={w('why')} hint={w('shown')} value={note} set={setNote} usual={closing ? [w('c1'), w('c2')] : [w('w1'), w('w2')]} most={SHORT} />
    </Sheet>
  );
}
