// Factories: who is bound, who waits, how much each has in hand; binding by public code, decided by both sides.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { useAddress, useGo } from '../../frame/address';
import { Icon } from '../../frame/icons';
import { notify } from '../../frame/notices';
import { FlowChart, OnTimeList, OnTimeTag } from '../../frame/party/Flow';
import { common, useMay } from '../../frame/session';
import { useWords, type Say } from '../../frame/words';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { counted, Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api } from '../api';
import { FactoryPanel } from './FactoryPanel';
import { bindingsQuery, type Binding } from './data';
import { book } from './words';
import './factories.css';

export type W = Say<keyof typeof book.zh>;
const PAST = ['declined', 'withdrawn', 'ended'];
const TONE = { offered: 'wait', active: 'good', declined: 'bad', withdrawn: 'idle', ending: 'wait', ended: 'idle' } as const;

export function BindingState({ binding, w }: { binding: Binding; w: W }) {
  const key = binding.state === 'offered' ? (binding.offered_by === 'merchant' ? 's_offered_merchant' : 's_offered_fulfiller') : (`s_${binding.state}` as const);
  return <Dot tone={TONE[binding.state]}>{w(key)}</Dot>;
}

export default function Factories() {
  const w = useWords(book);
  const may = useMay();
  const [at, setAt] = useAddress();
  const [binding, setBinding] = useState(false);
  const { data, error, refetch } = useQuery({ ...bindingsQuery, refetchInterval: 15_000 });
  const party = useQuery({ queryKey: ['party'], queryFn: () => ok(common.GET('/v1/party')) }).data;
  const live = (data ?? []).filter(({ state }) => !PAST.includes(state));
  const past = (data ?? []).filter(({ state }) => PAST.includes(state));
  const bind = may('bindings:write') ? <Button type="primary" icon={<Icon name="link" size={16} />} onClick={() => setBinding(true)}>{w('bind')}</Button> : null;
  return (
    <div className="sheet wide">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}{party?.code ? <> {w('mine')} <b className="mine">{party.code}</b></> : null}</p></div><div className="acts">{bind}</div></div>
      {party && !party.drop_shipping ? <Off /> : null}
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {data && live.length === 0 ? <section className="card"><Empty icon="factory" title={w('none')} why={w('noneWhy')}>{bind}</Empty></section> : null}
      <ul className="factories">{live.map((each) => <FactoryCard key={each.id} binding={each} open={() => setAt({ open: each.id }, true)} most={Math.max(1, ...live.map(({ open_work }) => open_work.n))} />)}</ul>
      <OnTimeList bindings={live} />
      <FlowChart placed />
      {past.length > 0 ? <details className="past"><summary>{w('past', { n: past.length })}</summary><ul className="factories">{past.map((each) => <FactoryCard key={each.id} binding={each} open={() => setAt({ open: each.id }, true)} most={1} />)}</ul></details> : null}
      <Modal open={binding} onCancel={() => setBinding(false)} footer={null} title={w('bind')} width={480} destroyOnHidden><Offer done={() => setBinding(false)} /></Modal>
      <FactoryPanel id={at['open']} close={() => setAt({ open: undefined })} />
    </div>
  );
}

function Off() {
  const w = useWords(book);
  const go = useGo();
  return <section className="card notice-card"><Icon name="alert" /><span className="two grow"><strong>{w('off')}</strong><span className="second">{w('offWhy')}</span></span><Button onClick={() => go('/settings')}>{w('toSettings')}</Button></section>;
}

function FactoryCard({ binding, open, most }: { binding: Binding; open(): void; most: number }) {
  const w = useWords(book);
  const { other } = binding;
  return (
    <li className="factory">
      <button type="button" className="factory-open" onClick={open}>
        <span className="factory-head"><span className="avatar square"><Icon name={other.kind === 'warehouse' ? 'parcel' : 'factory'} /></span><span className="two grow"><strong>{other.name}</strong><span className="second">{w(other.kind === 'warehouse' ? 'warehouse' : 'factory')}{other.code ? ` · ${other.code}` : ''}</span></span><BindingState binding={binding} w={w} /></span>
        {binding.state === 'offered' ? <Steps binding={binding} w={w} /> : (
          <span className="factory-load"><span className="load wide" aria-hidden="true"><i style={{ width: `${(binding.open_work.n / most) * 100}%` }} /></span><span className="num">{w('open', { n: counted(binding.open_work) })}</span><OnTimeTag binding={binding.id} /></span>
        )}
        {!other.drop_shipping ? <span className="tag warn">{w('otherOff')}</span> : null}
      </button>
      <Decide binding={binding} />
    </li>
  );
}

/** Where an offer stands, on both sides. */
function Steps({ binding, w }: { binding: Binding; w: W }) {
  const mine = binding.offered_by === 'merchant';
  return (
    <ol className="steps">
      <li className="done"><Icon name="accept" size={14} />{w(mine ? 'step1' : 'step1f')} <Time at={binding.offered_at} ago /></li>
      <li className="now">{w(mine ? 'step2' : 'step2m')}</li>
      <li>{w('step3')}</li>
    </ol>
  );
}

function Decide({ binding }: { binding: Binding }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (verb: 'accept' | 'decline' | 'withdraw') => ok(api.POST(`/v1/bindings/{binding}/${verb}`, { params: { path: { binding: binding.id } }, body: { version: binding.version } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bindings'] }),
  });
  const can = (verb: Binding['actions'][number]) => binding.actions.includes(verb);
  if (!can('accept') && !can('decline') && !can('withdraw')) return null;
  return (
    <div className="factory-acts">
      {can('withdraw') ? <Button size="small" onClick={() => decide.mutate('withdraw')}>{w('withdraw')}</Button> : null}
      {can('decline') ? <Button size="small" onClick={() => decide.mutate('decline')}>{w('decline')}</Button> : null}
      {can('accept') ? <Button size="small" type="primary" onClick={() => decide.mutate('accept')}>{w('accept')}</Button> : null}
    </div>
  );
}

function Offer({ done }: { done(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const [note, setNote] = useState('');
  const offer = useMutation({
    meta: { told: true },
    mutationFn: () => ok(api.POST('/v1/bindings', { body: { code: code.trim().toUpperCase(), note: note.trim() } })),
    onSuccess: () => { notify({ tone: 'good', text: w('offered') }); done(); return queries.invalidateQueries({ queryKey: ['bindings'] }); },
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); offer.mutate(); }}>
      {offer.error ? <ProblemBox problem={problemOf(offer.error)} /> : null}
      <div className="field"><label htmlFor="bind-code">{w('code')}</label><Input id="bind-code" size="large" className="public-code" required autoFocus maxLength={20} value={code} onChange={(event) => setCode(event.target.value)} /><p className="hint">{w('codeHint')}</p></div>
      <div className="field"><label htmlFor="bind-note">{w('note')}</label><Input.TextArea id="bind-note" rows={2} maxLength={200} placeholder={w('notePh')} value={note} onChange={(event) => setNote(event.target.value)} /></div>
      <div className="dialog-foot"><Button onClick={done}>{w('cancel')}</Button><Button type="primary" htmlType="submit" loading={offer.isPending}>{w('offer')}</Button></div>
    </form>
  );
}
