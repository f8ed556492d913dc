// Recall requests: a merchant wants pieces back that already have a number. Grant, or deny with a word.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popover, Segmented } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress } from '../../frame/address';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { words, useWords } from '../../frame/words';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { Dot, No } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { CardPanel } from '../work/CardPanel';
import { grant } from './grant';
import './recalls.css';

const book = words(
  { title: '撤回申请', why: '商家想收回已经取号的单。同意后这一单作废，运单号退回；已交给快递的请拒绝。', asked: '待答复', granted: '已同意', denied: '已拒绝', withdrawn: '商家已撤销', all: '全部', none: '没有待答复的申请', noneWhy: '商家申请撤回时，会出现在这里，并发邮件告诉你。', grant: '同意撤回', deny: '拒绝', answer: '给商家一句话', denyIt: '拒绝撤回', yes: '已同意撤回 {no}', no: '已拒绝撤回 {no}', pieces: '{n} 件', look: '看这一单', noReason: '没有写原因', d1: '已经交给快递', d2: '已经打包，来不及', more: '更多' },
  { title: 'Recall requests', why: 'A merchant wants back what already has a number. Granted, the order ends and the number is given back; deny what the courier has.', asked: 'To answer', granted: 'Granted', denied: 'Denied', withdrawn: 'Withdrawn', all: 'All', none: 'Nothing to answer', noneWhy: 'Requests of merchants appear here; a mail tells you.', grant: 'Grant', deny: 'Deny', answer: 'A word to the merchant', denyIt: 'Deny it', yes: '{no} goes back', no: 'Denied for {no}', pieces: '{n} pieces', look: 'Look at it', noReason: 'No reason given', d1: 'The courier has it', d2: 'Packed already', more: 'More' },
);
type Recall = Shapes['RecallRequestView'];
const STATES = ['asked', 'granted', 'denied', 'withdrawn'] as const;
const TONE = { asked: 'wait', granted: 'good', denied: 'bad', withdrawn: 'idle' } as const;

export default function Recalls() {
  const w = useWords(book);
  const [at, setAt] = useAddress();
  const state = STATES.find((each) => each === at['state']) ?? 'asked';
  const list = usePages<Recall>(['assignments', 'recalls', state], (cursor) => ok(api.GET('/v1/recall-requests', { params: { query: { state, limit: 100, ...(cursor ? { cursor } : {}) } } })), { every: 20_000 });
  return (
    <div className="sheet">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}</p></div></div>
      <Segmented<Recall['state']> aria-label={w('title')} value={state} onChange={(next) => setAt({ state: next })} options={STATES.map((value) => ({ value, label: w(value) }))} />
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <section className="card" aria-busy={list.loading}>
        {list.rows.length === 0 && !list.loading ? <Empty icon="undo" title={w('none')} why={w('noneWhy')} /> : null}
        <ul className="plain-list roomy">{list.rows.map((recall) => <RecallRow key={recall.id} recall={recall} look={() => setAt({ open: recall.assignment }, true)} />)}</ul>
        {list.hasMore ? <Button block onClick={list.more} loading={list.loading}>{w('more')}</Button> : null}
      </section>
      <CardPanel id={at['open']} close={() => setAt({ open: undefined })} />
    </div>
  );
}

function RecallRow({ recall, look }: { recall: Recall; look(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [answer, setAnswer] = useState('');
  const settle = useMutation({
    mutationFn: async (verb: 'grant' | 'deny') => {
      if (verb === 'grant') return grant(recall, recall.assignment, answer.trim());
      await ok(api.POST('/v1/recall-requests/{request}/deny', { params: { path: { request: recall.id } }, body: { answer: answer.trim(), version: recall.version } }));
    },
    onSuccess: (_, verb) => notify({ tone: 'good', text: w(verb === 'grant' ? 'yes' : 'no', { no: recall.alias }) }),
    onSettled: () => void refresh(queries, 'assignments', 'parcels'),
  });
  const n = recall.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const deny = (
    <div className="end-ask">
      <p className="chips">{(['d1', 'd2'] as const).map((key) => <Button key={key} size="small" onClick={() => setAnswer(w(key))}>{w(key)}</Button>)}</p>
      <Input.TextArea aria-label={w('answer')} placeholder={w('answer')} rows={2} maxLength={200} value={answer} onChange={(event) => setAnswer(event.target.value)} />
      <Button danger block loading={settle.isPending} onClick={() => settle.mutate('deny')}>{w('denyIt')}</Button>
    </div>
  );
  return (
    <li className="recall">
      <span className="two grow"><span><No of={recall.alias} /> <span className="second">{recall.merchant} · {w('pieces', { n })} · <Time at={recall.asked_at} ago /></span></span><span className="recall-why">{recall.reason || <span className="quiet">{w('noReason')}</span>}{recall.answer ? ` → ${recall.answer}` : ''}</span></span>
      <Button type="text" onClick={look}>{w('look')}</Button>
      {recall.state === 'asked' ? null : <Dot tone={TONE[recall.state]}>{w(recall.state)}</Dot>}
      {recall.actions.includes('deny_request') ? <Popover trigger="click" placement="bottomRight" content={deny}><Button>{w('deny')}</Button></Popover> : null}
      {recall.actions.includes('grant_request') ? <Button type="primary" loading={settle.isPending} onClick={() => settle.mutate('grant')}>{w('grant')}</Button> : null}
    </li>
  );
}
