// Waybill accounts: those to decide, and the money of those that work.
import { useQueries, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useMemo } from 'react';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { prefs, type Locale } from '../../frame/prefs';
import { useWords, type Say } from '../../frame/words';
import { Grid, type Column } from '../../grid/Grid';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { StageTabs } from '../../kit/StageTabs';
import { Dot, Fen } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { carrierName } from '../carriers/names';
import { accountPage, allAccounts, someAccountsQuery, type Account } from '../data';
import { countOf, few, sumOf } from '../few';
import { Foot, Search } from '../parts';
import { isLow, lasts, STATES, TONE, type State } from './account';
import { AccountPanel } from './AccountPanel';
import { book } from './words';

type W = Say<keyof typeof book.zh>;
const SEARCHED = 2000;

function Money({ account, w }: { account: Account; w: W }) {
  const left = lasts(account);
  if (account.state === 'applied' || account.state === 'refused') return <span className="quiet">—</span>;
  return <span className="two"><span className={isLow(account) ? 'late' : ''}><Fen of={account.balance_fen} /></span>{isLow(account) ? <span className="second late">{w('low')}</span> : left === undefined ? null : <span className="second">{w('lasts', { n: left })}</span>}</span>;
}

function columns(w: W, locale: Locale): Column<Account>[] {
  return [
    { id: 'owner', name: w('owner'), width: 'minmax(220px, 1.6fr)', cell: (account) => <span className="two"><span title={account.party_name}>{account.party_name}</span><span className="second" title={account.name}>{account.name}</span></span> },
    { id: 'carrier', name: w('carrier'), width: 'minmax(140px, 1fr)', cell: (account) => <span className="two"><span>{carrierName(account.carrier, locale)}</span><span className="second" title={account.branch}>{account.branch}</span></span> },
    { id: 'settlement', name: w('settlement'), width: 'minmax(130px, 1fr)', cell: (account) => <span className="num">{account.settlement_no}</span> },
    { id: 'state', name: w('state'), width: 'minmax(120px, 1fr)', cell: (account) => <span className="two"><Dot tone={TONE[account.state] ?? 'idle'}>{w(account.state as State)}</Dot>{account.state_note ? <span className="second" title={account.state_note}>{account.state_note}</span> : null}</span> },
    { id: 'price', name: w('price'), width: '130px', align: 'end', cell: (account) => (account.state === 'applied' || account.state === 'refused' ? <span className="quiet">—</span> : account.price_fen === 0 ? w('asIs') : <Fen of={account.price_fen} />) },
    { id: 'balance', name: w('balance'), width: '150px', align: 'end', cell: (account) => <Money account={account} w={w} /> },
    { id: 'since', name: w('since'), width: '124px', cell: (account) => <Time at={account.created_at} ago={account.state === 'applied'} /> },
  ];
}

function useAccounts(state: string | undefined, find: string) {
  const list = usePages<Account>(['accounts', 'list', state], state === undefined ? async () => ({ items: (await allAccounts(SEARCHED)).rows }) : accountPage(state), { enabled: find === '' });
  const all = useQuery({ queryKey: ['accounts', 'found', state], queryFn: () => (state === undefined ? allAccounts(SEARCHED) : few<Account>(accountPage(state), SEARCHED)), enabled: find !== '' });
  const word = find.toLowerCase();
  const found = useMemo(() => all.data?.rows.filter((account) => [account.party_name, account.name, account.settlement_no].some((text) => text.toLowerCase().includes(word))) ?? [], [all.data, word]);
  if (find === '') return { ...list, bounded: false };
  return { rows: found, hasMore: false, more: () => undefined, loading: all.isPending, error: all.error, again: () => void all.refetch(), bounded: all.data?.more ?? false };
}

export default function Accounts() {
  const w = useWords(book);
  const { locale } = prefs.use();
  const [at, setAt] = useAddress();
  const tab: State | 'all' = STATES.find((each) => each === at['state']) ?? (at['state'] === 'all' ? 'all' : 'applied');
  const find = at['find'] ?? '';
  const list = useAccounts(tab === 'all' ? undefined : tab, find);
  const counts = useQueries({ queries: STATES.map((state) => someAccountsQuery(state)) }).map(({ data }) => data);
  const open = useCallback((account: Account) => setAt({ open: account.id }, !at['open']), [setAt, at['open']]);
  const shut = useCallback(() => setAt({ open: undefined }), [setAt]);
  const shown = useMemo(() => columns(w, locale), [w, locale]);
  useKeys(at['open'] ? [{ keys: 'Esc', does: w('close'), run: shut }] : []);
  return (
    <>
      <StageTabs label={w('tabs')} at={tab} go={(state) => setAt({ state, open: undefined })}
        tabs={[...STATES.map((state, n) => ({ key: state as State | 'all', name: w(state), count: countOf(counts[n]) })), { key: 'all' as const, name: w('all'), count: sumOf(counts) }]} />
      <div className="toolbar">
        <Search value={find} label={w('findIt')} hint={w('find')} set={(text) => setAt({ find: text || undefined })} />
        {find ? <Button type="link" onClick={() => setAt({ find: undefined })}>{w('clear')}</Button> : null}
        <span className="spring second">{list.bounded ? w('bounded', { n: SEARCHED }) : list.hasMore || list.loading ? '' : w('total', { n: list.rows.length })}</span>
      </div>
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className="list">
        <Grid label={w('list')} rows={list.rows} id={(account) => account.id} name={(account) => account.name} columns={shown} opened={at['open']} open={open} hasMore={list.hasMore} more={list.more} loading={list.loading}
          empty={find === '' && tab === 'applied' ? <Empty icon="accept" title={w('emptyApplied')} why={w('emptyAppliedWhy')} /> : <Empty icon="waybill" title={w('empty')} why={w('emptyWhy')} />} />
      </div>
      <Foot keys={[[['J', 'K'], w('footMove')], [['Enter'], w('footOpen')], [['/'], w('footFind')], [['?'], w('footAll')]]} />
      <AccountPanel id={at['open']} rows={list.rows} close={shut} />
    </>
  );
}
