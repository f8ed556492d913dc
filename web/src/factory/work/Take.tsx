// Taking numbers for many: which carrier, which account, what it costs; then how far the carrier is, and why some got none.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { useGo } from '../../frame/address';
import { prefs } from '../../frame/prefs';
import { words, useWords } from '../../frame/words';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { Progress } from '../../kit/Progress';
import { fen } from '../../kit/Text';
import { api, type Shapes } from '../api';
import { accountsQuery, carriersQuery, lasts, sweep, type Account, type Card, type Outcome } from '../data';
import { Result } from '../Result';

const book = words(
  {
    title: '用哪个面单账户取号？', goN: '取 {n} 个号', cost: '约 {sum}，取后剩 {left}', short: '余额不够：还差 {sum}', lasts: '约够 {n} 单', balance: '余额 {sum}', free: '不收费', price: '{sum}/单', cancel: '取消', none: '没有可用的面单账户', noneWhy: '先申请面单账户，平台通过并充值后就能取号。', apply: '去申请', payer: '由商家付面单费的单，用商家的账户，不扣这里的钱。',
    result: '取号结果', print: '打印 {n} 张面单', asking: '快递公司正在出号，关掉也会继续。', later: '关掉，稍后再看', waiting: '{n} 个号快递公司还没有回复，平台会继续确认，不会重复出号。', readers: '这家快递会把收件人告诉账户持有人',
  },
  {
    title: 'Take numbers from which account?', goN: 'Take {n} {n|number|numbers}', cost: 'About {sum}; {left} stays', short: 'Too little money: {sum} is missing', lasts: 'enough for about {n}', balance: 'Balance {sum}', free: 'Free', price: '{sum} each', cancel: 'Cancel', none: 'No waybill account to use', noneWhy: 'Apply for one first. Once the operator has approved it and money is on it, you can take numbers.', apply: 'Apply', payer: 'Where the merchant pays, the merchant’s account is used and nothing is taken here.',
    result: 'Numbers taken', print: 'Print {n} {n|label|labels}', asking: 'The carrier is at work; it goes on if you leave.', later: 'Leave, look later', waiting: 'The carrier has not answered for {n} yet: the platform goes on asking and buys none twice.', readers: 'This carrier tells the account’s holder who the receiver is',
  },
);
const WAIT_MS = 1500;
/** Looked at together; the unanswered go to the end of the line. */
const LOOK = 25;
const OPEN = ['reserved', 'unknown'];
/** How long one looks on; what the carrier leaves open after that is asked on by the platform. */
const PATIENCE_MS = 120_000;
interface Stand { taken: Outcome; issued: number; open: number }

interface PickProps { n: number | undefined; busy: boolean; error: Error | null; go(account: Account): void; cancel(): void }

/** Which account pays, and what `n` numbers cost there. */
export function Pick({ n, busy, error, go, cancel }: PickProps) {
  const w = useWords(book);
  const goTo = useGo();
  const { locale } = prefs.use();
  const all = useQuery(accountsQuery);
  const accounts = (all.data ?? []).filter(({ state }) => state === 'active');
  const carriers = useQuery(carriersQuery).data ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  const mark = carriers.find((each) => each.code === account?.carrier);
  const name = (code: string) => { const carrier = carriers.find((each) => each.code === code); return carrier ? (locale === 'zh' ? carrier.name_zh : carrier.name_en) : code; };
  const start = () => { if (account && n && !busy) go(account); };
  if (all.isSuccess && accounts.length === 0) return <Modal open onCancel={cancel} footer={null} width={480} title={w('title')}><Empty icon="waybill" title={w('none')} why={w('noneWhy')}><Button type="primary" onClick={() => goTo('/waybills')}>{w('apply')}</Button></Empty></Modal>;
  return (
    <Modal open title={w('title')} onCancel={cancel} width={600} footer={<><Button onClick={cancel}>{w('cancel')}</Button><Button type="primary" disabled={!account || !n} loading={busy} onClick={start}>{w('goN', { n: n ?? '…' })} <kbd>Enter</kbd></Button></>}>
      {error ? <ProblemBox problem={problemOf(error)} /> : null}
      <div className="picker" role="radiogroup" aria-label={w('title')} onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); start(); } }}>
        {accounts.map((each) => <Choice key={each.id} account={each} n={n ?? 0} carrier={name(each.carrier)} active={each.id === account?.id} set={() => choose(each.id)} />)}
        {mark?.holder_can_read_receiver ? <p className="picker-over">{w('readers')}</p> : null}
        <p className="quiet">{w('payer')}</p>
      </div>
    </Modal>
  );
}

/** For the ticked: one looks on until the carrier has answered for each. */
export function Take({ cards, done, cancel }: { cards: readonly Card[]; done(): void; cancel(): void }) {
  const w = useWords(book);
  const go = useGo();
  const [stand, setStand] = useState<Stand | null>(null);
  const take = useMutation({ meta: { told: true }, mutationFn: (account: Account) => run(cards, account, setStand), onSuccess: setStand });
  if (stand && take.isSuccess) {
    return <Result title={w('result')} outcome={stand.taken} close={done}>{stand.open > 0 ? <p className="quiet take-note">{w('waiting', { n: stand.open })}</p> : null}{stand.issued > 0 ? <Button block size="large" type="primary" className="take-print" onClick={() => { done(); go('/print'); }}>{w('print', { n: stand.issued })}</Button> : null}</Result>;
  }
  if (!take.isPending) return <Pick n={cards.length} busy={false} error={take.error} go={(account) => take.mutate(account)} cancel={cancel} />;
  return (
    <Modal open title={w('title')} onCancel={done} width={600} footer={<Button onClick={done}>{w('later')}</Button>}>
      <Progress state="running" total={cards.length} at={(stand?.issued ?? 0) + (stand?.taken.failures.length ?? 0)} />
      <p className="quiet">{w('asking')}</p>
    </Modal>
  );
}

function Choice({ account, n, carrier, active, set }: { account: Account; n: number; carrier: string; active: boolean; set(): void }) {
  const w = useWords(book);
  const cost = account.price_fen * n;
  const left = account.balance_fen - account.held_fen - cost;
  const room = lasts(account);
  return (
    <label className={active ? 'pick active' : 'pick'}>
      <input type="radio" name="account" checked={active} autoFocus={active} onChange={set} />
      <span className="two"><strong>{carrier} · {account.name}</strong><span className="second">{[account.price_fen > 0 ? w('price', { sum: fen(account.price_fen) }) : w('free'), w('balance', { sum: fen(account.balance_fen - account.held_fen) }), room === undefined ? '' : w('lasts', { n: room })].filter(Boolean).join(' · ')}</span></span>
      {active && cost > 0 ? <span className={left < 0 ? 'take-cost late' : 'take-cost'}>{left < 0 ? w('short', { sum: fen(-left) }) : w('cost', { sum: fen(cost), left: fen(left) })}</span> : null}
    </label>
  );
}

/** Asks for the numbers, then looks on until the carrier has answered for each. */
async function run(cards: readonly Card[], account: Account, tell: (now: Stand) => void): Promise<Stand> {
  const waiting = new Map<string, string>();
  const take = async (some: readonly { id: string; name: string }[]) => {
    const answer = await ok(api.POST('/v1/waybills', { body: { carrier: account.carrier, account: account.id, rows: some.map(({ id }) => ({ assignment: id })) } }));
    for (const { index, ok: waybill } of answer.rows) if (waybill) waiting.set(waybill.id, some[index]?.name ?? '');
    return answer;
  };
  let now: Stand = { taken: await sweep(cards.map(({ id, alias }) => ({ id, name: alias })), take, (taken) => tell({ taken, issued: 0, open: 0 })), issued: 0, open: 0 };
  for (const end = Date.now() + PATIENCE_MS; waiting.size > 0 && Date.now() < end; ) {
    const looked = await Promise.all([...waiting.keys()].slice(0, LOOK).map((waybill) => ok(api.GET('/v1/waybills/{waybill}', { params: { path: { waybill } } }))));
    const answered = looked.filter(({ state }) => !OPEN.includes(state));
    for (const waybill of looked) {
      const name = waiting.get(waybill.id) ?? '';
      waiting.delete(waybill.id);
      if (OPEN.includes(waybill.state)) waiting.set(waybill.id, name);
      else now = waybill.state === 'failed' ? failed(now, waybill, name) : { ...now, issued: now.issued + 1 };
    }
    now = { ...now, open: waiting.size };
    tell(now);
    if (answered.length < looked.length) await new Promise((next) => setTimeout(next, WAIT_MS));
  }
  return now;
}

function failed(now: Stand, waybill: Shapes['Waybill'], name: string): Stand {
  return { ...now, taken: { ...now.taken, done: now.taken.done - 1, failures: [...now.taken.failures, { id: waybill.parcel, ...refusalOf(waybill, name) }] } };
}
/** What the carrier said of one. */
export const refusalOf = (waybill: Shapes['Waybill'], name: string) => ({ name, code: waybill.code ?? 'carrier_refused', detail: waybill.remedy });
