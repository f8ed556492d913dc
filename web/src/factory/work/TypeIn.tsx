// Numbers typed by hand, or pasted as a column: for carriers one has a pad of numbers of.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useState, type ClipboardEvent } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { notify } from '../../frame/notices';
import { prefs } from '../../frame/prefs';
import { store } from '../../frame/store';
import { words, useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { No } from '../../kit/Text';
import { api } from '../api';
import { carriersQuery, sweep, type Card, type Outcome } from '../data';
import { Result } from '../Result';

const book = words(
  { title: '填运单号', why: '复制一列单号，粘贴到第一格，会往下逐行填好。填好后直接进入待发货。', carrier: '快递公司', save: '保存 {n} 个单号', fill: '{no} 的运单号', cancel: '取消', done: '已保存 {n} 个单号', more: '一次填 200 单，其余 {n} 单请下次再填。', kept: '填了一半的 {n} 个单号留着，再点“填单号”接着填', empty: '清空' },
  { title: 'Type tracking numbers', why: 'Copy a column of numbers and paste it into the first field: it fills downwards. They are ready to ship at once.', carrier: 'Carrier', save: 'Save {n} {n|number|numbers}', fill: 'Tracking number of {no}', cancel: 'Cancel', done: '{n} saved', more: '200 at a time: the other {n} come next.', kept: '{n} {n|number is|numbers are} kept: open it again to go on', empty: 'Clear' },
);
const MOST = 200;

/** What was typed and not saved, by assignment: it outlives the dialog and a reload, and goes with whoever leaves the party. */
const KEY = 'sealship.typed';
type Typed = Readonly<Record<string, string>>;
function kept(): Typed {
  try { return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Typed; } catch { return {}; }
}
const draft = store<Typed>(kept(), (now) => sessionStorage.setItem(KEY, JSON.stringify(now)));
/** Puts numbers down; an empty one is forgotten. */
const put = (some: Typed) => draft.set((now) => Object.fromEntries(Object.entries({ ...now, ...some }).filter(([, number]) => number)));

export function TypeIn({ cards: all, done, cancel }: { cards: readonly Card[]; done(): void; cancel(): void }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const cards = all.slice(0, MOST);
  const carriers = (useQuery(carriersQuery).data ?? []).filter(({ typed }) => typed);
  const [chosen, choose] = useState<string | null>(null);
  const typed = draft.use();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const carrier = chosen ?? carriers[0]?.code ?? '';
  const ready = cards.filter(({ id }) => typed[id]);
  const forget = (ids: readonly string[]) => put(Object.fromEntries(ids.map((id) => [id, ''])));
  const save = useMutation({
    meta: { told: true },
    mutationFn: () => sweep(ready.map(({ id, alias }) => ({ id, name: alias })), (some) => ok(api.POST('/v1/waybills/external', { body: { rows: some.map(({ id }) => ({ assignment: id, carrier, number: typed[id] ?? '' })) } }))),
    onSuccess(end) {
      const failed = new Set(end.failures.map(({ id }) => id));
      forget(ready.map(({ id }) => id).filter((id) => !failed.has(id)));
      if (end.failures.length > 0) return setOutcome(end);
      notify({ tone: 'good', text: w('done', { n: end.done }) });
      done();
    },
  });
  const paste = (from: number, event: ClipboardEvent) => {
    const lines = event.clipboardData.getData('text').split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    put(Object.fromEntries(lines.flatMap((line, n) => { const card = cards[from + n]; return card ? [[card.id, line]] : []; })));
  };
  const leave = () => { if (ready.length > 0) notify({ tone: 'plain', text: w('kept', { n: ready.length }) }); cancel(); };
  if (outcome) return <Result title={w('title')} outcome={outcome} close={done} retry={() => setOutcome(null)} />;
  return (
    <Modal open title={w('title')} onCancel={leave} mask={{ closable: false }} width={600} footer={<>{ready.length > 0 ? <Button type="text" danger onClick={() => forget(cards.map(({ id }) => id))}>{w('empty')}</Button> : null}<Button onClick={leave}>{w('cancel')}</Button><Button type="primary" disabled={ready.length === 0} loading={save.isPending} onClick={() => save.mutate()}>{w('save', { n: ready.length })}</Button></>}>
      <p className="question-why">{w('why')}{all.length > MOST ? ` ${w('more', { n: all.length - MOST })}` : ''}</p>
      {save.error ? <ProblemBox problem={problemOf(save.error)} /> : null}
      <Select className="narrow" aria-label={w('carrier')} value={carrier || null} onChange={choose} options={carriers.map((each) => ({ value: each.code, label: locale === 'zh' ? each.name_zh : each.name_en }))} />
      <ul className="typing" tabIndex={0} aria-label={w('title')}>{cards.map((card, n) => <li key={card.id}><No of={card.alias} /><span className="second grow">{card.goods[0]?.name} ×{card.goods.reduce((sum, item) => sum + item.quantity, 0)}</span><Input aria-label={w('fill', { no: card.alias })} maxLength={40} value={typed[card.id] ?? ''} onPaste={(event) => paste(n, event)} onChange={(event) => put({ [card.id]: event.target.value.trim() })} /></li>)}</ul>
    </Modal>
  );
}
