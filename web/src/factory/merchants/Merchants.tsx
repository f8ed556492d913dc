// Merchants: who asks to be bound, who is, on what terms; confirmed here, and the terms that are the factory's to set.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Popover, Switch } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { allPages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress, useGo } from '../../frame/address';
import { Icon } from '../../frame/icons';
import { notify } from '../../frame/notices';
import { FlowChart, OnTime, OnTimeList } from '../../frame/party/Flow';
import { prefs } from '../../frame/prefs';
import { common, useMay } from '../../frame/session';
import { words, useWords, type Say } from '../../frame/words';
import { Empty } from '../../kit/Empty';
import { useDraft } from '../../kit/draft';
import { Facts, Panel, Part } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { counted, Dot, Fen } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { carriersQuery } from '../data';
import './merchants.css';

const book = words(
  {
    title: '商家', why: '绑定后，商家就能把订单分配给你。', mine: '把你的识别码告诉商家：', bind: '向商家发起绑定', none: '还没有商家', noneWhy: '把识别码发给商家，对方申请后在这里确认；也可以由你发起。', off: '一件代发未开启', offWhy: '开启后才能绑定和接单。', toSettings: '去开启', otherOff: '对方未开启一件代发', past: '以前的商家（{n}）',
    s_mine: '等对方确认', s_theirs: '等你确认', s_active: '合作中', s_declined: '已拒绝', s_withdrawn: '已撤回', s_ending: '正在结束', s_ended: '已结束', step1: '商家申请', step1f: '你已申请', step2: '你确认', step2m: '商家确认', step3: '开始合作', accept: '确认绑定', decline: '拒绝', withdraw: '撤回', done: '已和{name}绑定', open: '在手 {n} 单', code: '商家识别码', note: '留言', offer: '发出申请', offered: '已发出，等商家确认', cancel: '取消',
    about: '合作', since: '开始于', offeredAt: '申请于', reason: '原因', terms: '条款', save: '保存', saved: '条款已保存', autoAccept: '自动接单', hours: '接单时限（小时）', payer: '面单费', p_fulfiller: '我付', p_merchant: '商家付', daily: '每天最多取号', dailyFen: '每天最多花费', carriers: '可用快递', any: '不限', theirs: '商家设定', none_: '不限', map: '货号对应', mapWhy: '商家的商品在你这里叫什么，由商家维护。', noMap: '商家还没有填货号', end: '结束合作', endWhy: '不再接新单，手上的做完为止。', endReason: '原因（商家看得到）', endIt: '确认结束', orders: '看代发单', declineWhy: '拒绝原因（可不填）',
  },
  {
    title: 'Merchants', why: 'Once bound, a merchant may assign orders to you.', mine: 'Give merchants your code:', bind: 'Offer a binding', none: 'No merchants yet', noneWhy: 'Give a merchant your code and confirm here what they ask for; or ask them yourself.', off: 'Drop-shipping is off', offWhy: 'Switch it on before you bind and accept.', toSettings: 'Switch it on', otherOff: 'They have drop-shipping off', past: 'Earlier merchants ({n})',
    s_mine: 'They decide', s_theirs: 'You decide', s_active: 'Bound', s_declined: 'Declined', s_withdrawn: 'Withdrawn', s_ending: 'Ending', s_ended: 'Ended', step1: 'They asked', step1f: 'You asked', step2: 'You confirm', step2m: 'They confirm', step3: 'Work begins', accept: 'Confirm', decline: 'Decline', withdraw: 'Withdraw', done: 'Bound with {name}', open: '{n} open', code: 'Merchant’s code', note: 'Note', offer: 'Send', offered: 'Sent: the merchant decides', cancel: 'Cancel',
    about: 'Binding', since: 'Since', offeredAt: 'Asked', reason: 'Reason', terms: 'Terms', save: 'Save', saved: 'Terms saved', autoAccept: 'Accept by itself', hours: 'Hours to accept', payer: 'Waybills are paid by', p_fulfiller: 'You', p_merchant: 'The merchant', daily: 'Numbers a day', dailyFen: 'Money a day', carriers: 'Carriers', any: 'Any', theirs: 'set by the merchant', none_: 'Any', map: 'Product codes', mapWhy: 'What the merchant’s goods are called here; the merchant keeps it.', noMap: 'No codes yet', end: 'End it', endWhy: 'No new orders; what is in hand is finished.', endReason: 'Reason (the merchant sees it)', endIt: 'End the binding', orders: 'Their orders', declineWhy: 'Why not (optional)',
  },
);
type Binding = Shapes['BindingView'];
type W = Say<keyof typeof book.zh>;
const PAST = ['declined', 'withdrawn', 'ended'];
const TONE = { offered: 'wait', active: 'good', declined: 'bad', withdrawn: 'idle', ending: 'wait', ended: 'idle' } as const;
const mineOf = (binding: Binding) => binding.offered_by === 'fulfiller';
const State = ({ binding, w }: { binding: Binding; w: W }) => <Dot tone={TONE[binding.state]}>{w(binding.state === 'offered' ? (mineOf(binding) ? 's_mine' : 's_theirs') : `s_${binding.state}`)}</Dot>;

export default function Merchants() {
  const w = useWords(book);
  const may = useMay();
  const go = useGo();
  const [at, setAt] = useAddress();
  const [offering, setOffering] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['bindings', 'every'], queryFn: () => allPages<Binding>((cursor) => ok(api.GET('/v1/bindings', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }))), refetchInterval: 20_000 });
  const party = useQuery({ queryKey: ['party'], queryFn: () => ok(common.GET('/v1/party')) }).data;
  const live = (data ?? []).filter(({ state }) => !PAST.includes(state)).sort((a, b) => Number(b.state === 'offered') - Number(a.state === 'offered'));
  const past = (data ?? []).filter(({ state }) => PAST.includes(state));
  const bind = may('bindings:write') ? <Button icon={<Icon name="link" size={16} />} onClick={() => setOffering(true)}>{w('bind')}</Button> : null;
  return (
    <div className="sheet wide">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}{party?.code ? <> {w('mine')} <b className="mine">{party.code}</b></> : null}</p></div><div className="acts">{bind}</div></div>
      {party && !party.drop_shipping ? <section className="card notice-card"><Icon name="alert" /><span className="two grow"><strong>{w('off')}</strong><span className="second">{w('offWhy')}</span></span><Button onClick={() => go('/settings')}>{w('toSettings')}</Button></section> : null}
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {data && live.length === 0 ? <section className="card"><Empty icon="tenant" title={w('none')} why={w('noneWhy')}>{bind}</Empty></section> : null}
      <ul className="merchants" aria-busy={!data}>{live.map((each) => <MerchantCard key={each.id} binding={each} open={() => setAt({ open: each.id }, true)} />)}</ul>
      <OnTimeList bindings={live} />
      <FlowChart placed={false} />
      {past.length > 0 ? <details className="past"><summary>{w('past', { n: past.length })}</summary><ul className="merchants">{past.map((each) => <MerchantCard key={each.id} binding={each} open={() => setAt({ open: each.id }, true)} />)}</ul></details> : null}
      <Modal open={offering} onCancel={() => setOffering(false)} footer={null} title={w('bind')} width={480} destroyOnHidden><Offer done={() => setOffering(false)} /></Modal>
      <MerchantPanel binding={data?.find(({ id }) => id === at['open'])} close={() => setAt({ open: undefined })} />
    </div>
  );
}

function MerchantCard({ binding, open }: { binding: Binding; open(): void }) {
  const w = useWords(book);
  return (
    <li className={binding.actions.includes('accept') ? 'merchant asks' : 'merchant'}>
      <button type="button" className="merchant-open" onClick={open}>
        <span className="merchant-head"><span className="avatar square"><Icon name="tenant" /></span><span className="two grow"><strong>{binding.other.name}</strong><span className="second">{binding.state === 'offered' ? binding.note || binding.other.code : w('open', { n: counted(binding.open_work) })}</span></span><State binding={binding} w={w} /></span>
        {binding.state === 'offered' ? <Stepper binding={binding} w={w} /> : null}
        {binding.other.drop_shipping ? null : <span className="tag warn">{w('otherOff')}</span>}
      </button>
      <Decide binding={binding} />
    </li>
  );
}

function Stepper({ binding, w }: { binding: Binding; w: W }) {
  const mine = mineOf(binding);
  return <ol className="steps"><li className="done"><Icon name="accept" size={14} />{w(mine ? 'step1f' : 'step1')} <Time at={binding.offered_at} ago /></li><li className="now">{w(mine ? 'step2m' : 'step2')}</li><li>{w('step3')}</li></ol>;
}

function Decide({ binding }: { binding: Binding }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (verb: 'accept' | 'decline' | 'withdraw') => ok(api.POST(`/v1/bindings/{binding}/${verb}`, { params: { path: { binding: binding.id } }, body: { version: binding.version, ...(verb === 'decline' ? { reason } : {}) } })),
    onSuccess: (_, verb) => { if (verb === 'accept') notify({ tone: 'good', text: w('done', { name: binding.other.name }) }); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['bindings'] }),
  });
  const can = (verb: Binding['actions'][number]) => binding.actions.includes(verb);
  if (!can('accept') && !can('decline') && !can('withdraw')) return null;
  const why = <div className="end-ask"><Input.TextArea aria-label={w('declineWhy')} placeholder={w('declineWhy')} rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} /><Button danger block onClick={() => decide.mutate('decline')}>{w('decline')}</Button></div>;
  return (
    <div className="merchant-acts">
      {can('withdraw') ? <Button onClick={() => decide.mutate('withdraw')}>{w('withdraw')}</Button> : null}
      {can('decline') ? <Popover trigger="click" content={why}><Button>{w('decline')}</Button></Popover> : null}
      {can('accept') ? <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('accept')}>{w('accept')}</Button> : null}
    </div>
  );
}

function MerchantPanel({ binding, close }: { binding: Binding | undefined; close(): void }) {
  const w = useWords(book);
  const go = useGo();
  const foot = binding ? <span className="panel-foot"><End binding={binding} /><Button onClick={() => go('/work', { tab: 'all', binding: binding.id })}>{w('orders')}</Button></span> : null;
  return (
    <Panel open={Boolean(binding)} close={close} title={binding?.other.name ?? w('title')} foot={foot}>
      {binding ? (
        <>
          <Part title={w('about')} extra={<State binding={binding} w={w} />}><Facts rows={[[w('code'), binding.other.code], [w('offeredAt'), <Time key="o" at={binding.offered_at} />], [w('since'), 'since' in binding ? <Time key="s" at={binding.since} /> : null], [w('note'), binding.note], [w('reason'), 'reason' in binding ? binding.reason : null]]} /></Part>
          <OnTime binding={binding.id} />
          <Terms key={binding.id} binding={binding} />
          <Part title={w('map')}><Codes binding={binding.id} /></Part>
        </>
      ) : null}
    </Panel>
  );
}

function Terms({ binding }: { binding: Binding }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const queries = useQueryClient();
  const { terms } = binding;
  const fixed = !binding.actions.includes('change_terms');
  // The rest is the merchant's to set.
  const { form, typed, touched, put, clear } = useDraft({ auto_accept: terms.auto_accept });
  const carriers = useQuery(carriersQuery).data ?? [];
  const name = (code: string) => { const carrier = carriers.find((each) => each.code === code); return carrier ? (locale === 'zh' ? carrier.name_zh : carrier.name_en) : code; };
  const save = useMutation({
    meta: { told: true },
    mutationFn: () => ok(api.PATCH('/v1/bindings/{binding}/terms', { params: { path: { binding: binding.id } }, body: { terms: typed, version: binding.version } })),
    onSuccess: () => { clear(); notify({ tone: 'good', text: w('saved') }); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['bindings'] }),
  });
  const theirs = <span className="quiet">{w('theirs')}</span>;
  const line = (word: string, what: React.ReactNode) => <div className="term"><span>{word}</span><span>{what}</span></div>;
  return (
    <Part title={w('terms')} extra={fixed || !touched ? null : <Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate()}>{w('save')}</Button>}>
      {save.error ? <ProblemBox problem={problemOf(save.error)} /> : null}
      {line(w('autoAccept'), <Switch aria-label={w('autoAccept')} disabled={fixed} checked={form.auto_accept} onChange={(on) => put({ auto_accept: on })} />)}
      {line(w('hours'), <>{terms.accept_hours} {theirs}</>)}
      {line(w('carriers'), <>{terms.carriers.map(name).join('、') || w('any')} {theirs}</>)}
      {line(w('payer'), <>{w(`p_${terms.waybill_payer}`)} {theirs}</>)}
      {terms.waybill_payer === 'merchant' ? <>{line(w('daily'), <>{terms.daily_waybills ?? w('none_')} {theirs}</>)}{line(w('dailyFen'), <>{terms.daily_fen ? <Fen of={terms.daily_fen} /> : w('none_')} {theirs}</>)}</> : null}
    </Part>
  );
}

function Codes({ binding }: { binding: string }) {
  const w = useWords(book);
  const { data } = useQuery({ queryKey: ['bindings', 'codes', binding], queryFn: () => ok(api.GET('/v1/bindings/{binding}/sku-map', { params: { path: { binding }, query: { limit: 100 } } })) });
  if (data?.items.length === 0) return <p className="quiet">{w('noMap')}</p>;
  return <><p className="second">{w('mapWhy')}</p><ul className="plain-list">{(data?.items ?? []).map((row) => <li key={row.product}><span className="two grow"><span>{row.fulfiller_name || row.name}</span><span className="second">{row.spec} {row.sku}</span></span><code>{row.fulfiller_sku}</code>{row.supply_fen ? <Fen of={row.supply_fen} /> : null}</li>)}</ul></>;
}

function End({ binding }: { binding: Binding }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const end = useMutation({
    mutationFn: () => ok(api.POST('/v1/bindings/{binding}/end', { params: { path: { binding: binding.id } }, body: { reason, version: binding.version } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bindings'] }),
  });
  if (!binding.actions.includes('end')) return <span />;
  const ask = <div className="end-ask"><p className="second">{w('endWhy')}</p><Input.TextArea aria-label={w('endReason')} placeholder={w('endReason')} rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} /><Button danger block loading={end.isPending} onClick={() => end.mutate()}>{w('endIt')}</Button></div>;
  return <Popover trigger="click" placement="topLeft" content={ask}><Button danger type="text">{w('end')}</Button></Popover>;
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
      <div className="field"><label htmlFor="bind-code">{w('code')}</label><Input id="bind-code" size="large" className="public-code" required autoFocus maxLength={20} value={code} onChange={(event) => setCode(event.target.value)} /></div>
      <div className="field"><label htmlFor="bind-note">{w('note')}</label><Input.TextArea id="bind-note" rows={2} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} /></div>
      <div className="dialog-foot"><Button onClick={done}>{w('cancel')}</Button><Button type="primary" htmlType="submit" loading={offer.isPending}>{w('offer')}</Button></div>
    </form>
  );
}
