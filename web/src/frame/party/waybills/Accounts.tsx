// Waybill accounts, of whichever side pays: how much money is left and for how many numbers, what went in and out; a new one is applied for.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { ok } from '../../../api/door';
import type { components } from '../../../api/merchant';
import { usePages } from '../../../api/pages';
import { problemOf } from '../../../api/problem';
import { useAddress } from '../../address';
import { Icon } from '../../icons';
import { notify } from '../../notices';
import { prefs } from '../../prefs';
import { common, useMay, useSession } from '../../session';
import { words, useWords } from '../../words';
import { Empty } from '../../../kit/Empty';
import { Facts, Panel, Part } from '../../../kit/Panel';
import { ProblemBox } from '../../../kit/ProblemBox';
import { Dot, Fen, fen } from '../../../kit/Text';
import { Time } from '../../../kit/Time';
import { accountsQuery, carriersQuery, isLow, lasts, type Account } from './data';
import './accounts.css';

const book = words(
  {
    title: '面单账户', why: '取号从这里扣费。申请后由平台审核、充值。', whyMerchant: '合作条款里面单费用写“我来付”的厂家，取号从这里扣费。申请后由平台审核、充值。', apply: '申请面单账户', none: '还没有面单账户', noneWhy: '用快递网点给的月结号申请一个，平台通过后就能取号。', applied: '待审核', active: '可用', refused: '未通过', closed: '已关闭', left: '约够 {n} 单', low: '快用完了，请联系平台充值', held: '占用 {sum}', price: '{sum}/单', free: '不收费',
    carrier: '快递公司', name: '给它起个名字', namePh: '例如：义乌北苑网点', no: '月结号', branch: '网点', branchPh: '可不填', send: '提交申请', cancel: '取消', sent: '已提交，等平台审核', about: '账户', balance: '可用余额', state: '状态', note: '平台说明', created: '申请于', ledger: '流水', noLedger: '还没有流水', more: '更多', close: '关闭账户', closeSure: '关闭这个账户？', closeWhy: '不再用它取号；余额由平台退还。', closedDone: '账户已关闭', readers: '这家快递会把收件人告诉账户持有人', k_top_up: '充值', k_hold: '取号占用', k_spend: '取号扣费', k_release: '没取成，退回', k_return: '作废退款',
  },
  {
    title: 'Waybill accounts', why: 'Numbers are paid from here. The operator approves accounts and tops them up.', whyMerchant: 'Where the terms say that you pay the waybills, factories’ numbers are paid from here. The operator approves accounts and tops them up.', apply: 'Apply for an account', none: 'No waybill account yet', noneWhy: 'Apply with the settlement number your carrier’s branch gave you; once approved, you can take numbers.', applied: 'Waiting', active: 'Active', refused: 'Refused', closed: 'Closed', left: 'enough for about {n}', low: 'Runs low: ask the operator for a top-up', held: '{sum} held', price: '{sum} each', free: 'Free',
    carrier: 'Carrier', name: 'What it is called', namePh: 'e.g. Yiwu branch', no: 'Settlement number', branch: 'Branch', branchPh: 'Optional', send: 'Apply', cancel: 'Cancel', sent: 'Sent: the operator decides', about: 'Account', balance: 'Free balance', state: 'State', note: 'The operator says', created: 'Applied', ledger: 'Ledger', noLedger: 'Nothing yet', more: 'More', close: 'Close the account', closeSure: 'Close this account?', closeWhy: 'No more numbers are taken from it; the operator pays back what is left.', closedDone: 'The account is closed', readers: 'This carrier tells the account’s holder who the receiver is', k_top_up: 'Top-up', k_hold: 'Held for a number', k_spend: 'Spent on a number', k_release: 'No number came: given back', k_return: 'Voided: returned',
  },
);
const TONE: Record<string, 'wait' | 'good' | 'bad' | 'idle'> = { applied: 'wait', active: 'good', refused: 'bad', closed: 'idle' };
type LedgerEntry = components['schemas']['LedgerEntry'];
type Key = keyof typeof book.zh;
const known = (key: string): key is Key => key in book.zh;

function useCarrierName(): (code: string) => string {
  const { locale } = prefs.use();
  const carriers = useQuery(carriersQuery).data ?? [];
  return (code) => { const carrier = carriers.find((each) => each.code === code); return carrier ? (locale === 'zh' ? carrier.name_zh : carrier.name_en) : code; };
}

export default function Accounts() {
  const w = useWords(book);
  const may = useMay();
  const [at, setAt] = useAddress();
  const { side } = useSession();
  const [applying, setApplying] = useState(false);
  const { data, error, refetch } = useQuery(accountsQuery);
  const apply = may('accounts:write') ? <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setApplying(true)}>{w('apply')}</Button> : null;
  return (
    <div className="sheet wide">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w(side === 'merchant' ? 'whyMerchant' : 'why')}</p></div><div className="acts">{apply}</div></div>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {data?.length === 0 ? <section className="card"><Empty icon="waybill" title={w('none')} why={w('noneWhy')}>{apply}</Empty></section> : null}
      <ul className="accounts" aria-busy={!data}>{(data ?? []).map((account) => <AccountCard key={account.id} account={account} open={() => setAt({ open: account.id }, true)} />)}</ul>
      <Modal open={applying} onCancel={() => setApplying(false)} footer={null} title={w('apply')} width={480} destroyOnHidden><Apply done={() => setApplying(false)} /></Modal>
      <AccountPanel account={data?.find(({ id }) => id === at['open'])} close={() => setAt({ open: undefined })} />
    </div>
  );
}

function AccountCard({ account, open }: { account: Account; open(): void }) {
  const w = useWords(book);
  const name = useCarrierName();
  const low = isLow(account);
  const n = lasts(account);
  return (
    <li>
      <button type="button" className={low ? 'account low' : 'account'} onClick={open}>
        <span className="account-head"><strong>{name(account.carrier)} · {account.name}</strong><Dot tone={TONE[account.state] ?? 'idle'}>{known(account.state) ? w(account.state) : account.state}</Dot></span>
        <b className="account-sum">{fen(account.balance_fen - account.held_fen)}</b>
        <span className="second">{[account.price_fen > 0 ? w('price', { sum: fen(account.price_fen) }) : account.state === 'active' ? w('free') : '', n === undefined || account.state !== 'active' ? '' : w('left', { n }), account.held_fen > 0 ? w('held', { sum: fen(account.held_fen) }) : ''].filter(Boolean).join(' · ') || account.settlement_no}</span>
        {low ? <span className="account-low"><Icon name="alert" size={16} />{w('low')}</span> : null}
      </button>
    </li>
  );
}

function AccountPanel({ account, close }: { account: Account | undefined; close(): void }) {
  const w = useWords(book);
  const name = useCarrierName();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => ok(common.POST('/v1/waybill-accounts/{account}/close', { params: { path: { account: account?.id ?? '' } }, body: { note: '', version: account?.version ?? 0 } })),
    onSuccess: () => notify({ tone: 'plain', text: w('closedDone') }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
  const foot = account?.actions.includes('close') ? <Popconfirm title={w('closeSure')} description={w('closeWhy')} okText={w('close')} cancelText={w('cancel')} onConfirm={() => end.mutate()}><Button danger type="text">{w('close')}</Button></Popconfirm> : null;
  return (
    <Panel open={Boolean(account)} close={close} title={account ? `${name(account.carrier)} · ${account.name}` : w('title')} foot={foot}>
      {account ? (
        <>
          <Part title={w('about')}>
            <Facts rows={[[w('balance'), <Fen key="b" of={account.balance_fen - account.held_fen} />], [w('state'), known(account.state) ? w(account.state) : account.state], [w('no'), account.settlement_no], [w('branch'), account.branch], [w('note'), account.state_note], [w('created'), <Time key="c" at={account.created_at} />]]} />
            {account.holder_can_read_receiver ? <p className="order-alert">{w('readers')}</p> : null}
          </Part>
          <Part title={w('ledger')}><Ledger account={account.id} /></Part>
        </>
      ) : null}
    </Panel>
  );
}

function Ledger({ account }: { account: string }) {
  const w = useWords(book);
  const list = usePages<LedgerEntry>(['accounts', 'ledger', account], (cursor) => ok(common.GET('/v1/waybill-accounts/{account}/ledger', { params: { path: { account }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })));
  if (list.error) return <ProblemBox problem={problemOf(list.error)} retry={list.again} />;
  if (list.rows.length === 0 && !list.loading) return <p className="quiet">{w('noLedger')}</p>;
  const kind = (entry: LedgerEntry) => { const key = `k_${entry.kind}`; return known(key) ? w(key) : entry.kind; };
  return (
    <>
      <ul className="plain-list ledger">{list.rows.map((entry) => <li key={entry.id}><span className="two grow"><span>{kind(entry)}</span><span className="second"><Time at={entry.at} /> {entry.note || entry.subject}</span></span><b className={entry.fen < 0 ? 'num' : 'num plus'}>{entry.fen > 0 ? '+' : ''}{entry.fen === 0 ? fen(entry.held) : fen(entry.fen)}</b></li>)}</ul>
      {list.hasMore ? <Button block onClick={list.more} loading={list.loading}>{w('more')}</Button> : null}
    </>
  );
}

function Apply({ done }: { done(): void }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const queries = useQueryClient();
  const carriers = (useQuery(carriersQuery).data ?? []).filter(({ takes }) => takes);
  const [form, setForm] = useState({ carrier: '', name: '', settlement_no: '', branch: '' });
  const carrier = form.carrier || (carriers[0]?.code ?? '');
  const send = useMutation({
    meta: { told: true },
    mutationFn: () => ok(common.POST('/v1/waybill-accounts', { body: { ...form, carrier } })),
    onSuccess: () => { notify({ tone: 'good', text: w('sent') }); done(); return queries.invalidateQueries({ queryKey: ['accounts'] }); },
  });
  const set = (some: Partial<typeof form>) => setForm({ ...form, ...some });
  return (
    <form onSubmit={(event) => { event.preventDefault(); send.mutate(); }}>
      {send.error ? <ProblemBox problem={problemOf(send.error)} /> : null}
      <div className="field"><label htmlFor="account-carrier">{w('carrier')}</label><Select id="account-carrier" className="wide-select" value={carrier || null} onChange={(next) => set({ carrier: next })} options={carriers.map((each) => ({ value: each.code, label: locale === 'zh' ? each.name_zh : each.name_en }))} /></div>
      <div className="field"><label htmlFor="account-name">{w('name')}</label><Input id="account-name" required maxLength={60} placeholder={w('namePh')} value={form.name} onChange={(event) => set({ name: event.target.value })} /></div>
      <div className="field"><label htmlFor="account-no">{w('no')}</label><Input id="account-no" required maxLength={60} value={form.settlement_no} onChange={(event) => set({ settlement_no: event.target.value })} /></div>
      <div className="field"><label htmlFor="account-branch">{w('branch')}</label><Input id="account-branch" maxLength={60} placeholder={w('branchPh')} value={form.branch} onChange={(event) => set({ branch: event.target.value })} /></div>
      <div className="dialog-foot"><Button onClick={done}>{w('cancel')}</Button><Button type="primary" htmlType="submit" loading={send.isPending}>{w('send')}</Button></div>
    </form>
  );
}
