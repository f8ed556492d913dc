// Numbers typed by hand, or pasted as a column: for carriers one has a pad of numbers of.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useState, type ClipboardEvent } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { notify } from '../../frame/notices';
import { prefs } from '../../frame/prefs';
import { words, useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { No } from '../../kit/Text';
import { api } from '../api';
import { carriersQuery, sweep, type Card, type Outcome } from '../data';
import { Result } from '../Result';

const book = words(
  { title: '填运单号', why: '复制一列单号，粘贴到第一格，会往下逐行填好。填好后直接进入待发货。', carrier: '快递公司', save: '保存 {n} 个单号', fill: '{no} 的运单号', cancel: '取消', done: '已保存 {n} 个单号', more: '一次填 200 单，其余 {n} 单请下次再填。' },
  { title: 'Type tracking numbers', why: 'Copy a column of numbers and paste it into the first field: it fills downwards. They are ready to ship at once.', carrier: 'Carrier', save: 'Save {n} {n|number|numbers}', fill: 'Tracking number of {no}', cancel: 'Cancel', done: '{n} saved', more: '200 at a time: the other {n} come next.' },
);
const MOST = 200;

export function TypeIn({ cards: all, done, cancel }: { cards: readonly Card[]; done(): void; cancel(): void }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const cards = all.slice(0, MOST);
  const carriers = (useQuery(carriersQuery).data ?? []).filter(({ typed }) => typed);
  const [chosen, choose] = useState<string | null>(null);
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const carrier = chosen ?? carriers[0]?.code ?? '';
  const ready = cards.filter(({ id }) => typed.get(id));
  const save = useMutation({
    meta: { told: true },
    mutationFn: () => sweep(ready.map(({ id, alias }) => ({ id, name: alias })), (some) => ok(api.POST('/v1/waybills/external', { body: { rows: some.map(({ id }) => ({ assignment: id, carrier, number: typed.get(id) ?? '' })) } }))),
    onSuccess(end) {
      if (end.failures.length > 0) return setOutcome(end);
      notify({ tone: 'good', text: w('done', { n: end.done }) });
      done();
    },
  });
  const paste = (from: number, event: ClipboardEvent) => {
    const lines = event.clipboardData.getData('text').split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    setTyped((now) => { const next = new Map(now); lines.forEach((line, n) => { const card = cards[from + n]; if (card) next.set(card.id, line); }); return next; });
  };
  if (outcome) return <Result title={w('title')} outcome={outcome} close={done} retry={() => setOutcome(null)} />;
  return (
    <Modal open title={w('title')} onCancel={cancel} width={600} footer={<><Button onClick={cancel}>{w('cancel')}</Button><Button type="primary" disabled={ready.length === 0} loading={save.isPending} onClick={() => save.mutate()}>{w('save', { n: ready.length })}</Button></>}>
      <p className="question-why">{w('why')}{all.length > MOST ? ` ${w('more', { n: all.length - MOST })}` : ''}</p>
      {save.error ? <ProblemBox problem={problemOf(save.error)} /> : null}
      <Select className="narrow" aria-label={w('carrier')} value={carrier || null} onChange={choose} options={carriers.map((each) => ({ value: each.code, label: locale === 'zh' ? each.name_zh : each.name_en }))} />
      <ul className="typing" tabIndex={0} aria-label={w('title')}>{cards.map((card, n) => <li key={card.id}><No of={card.alias} /><span className="second grow">{card.goods[0]?.name} ×{card.goods.reduce((sum, item) => sum + item.quantity, 0)}</span><Input aria-label={w('fill', { no: card.alias })} maxLength={40} value={typed.get(card.id) ?? ''} onPaste={(event) => paste(n, event)} onChange={(event) => setTyped((now) => new Map(now).set(card.id, event.target.value.trim()))} /></li>)}</ul>
    </Modal>
  );
}
