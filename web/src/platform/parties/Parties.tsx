// Parties: applications to decide first, then who works here, who is stopped and who was turned down.
import { useQueries, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { Grid, type Column } from '../../grid/Grid';
import { has, none } from '../../grid/selection';
import { SelectionBar } from '../../grid/SelectionBar';
import { useSelection } from '../../grid/useSelection';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { StageTabs } from '../../kit/StageTabs';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { partyPage, somePartiesQuery, type Party, type PartyKind, type PartyState } from '../data';
import { countOf, few, sumOf } from '../few';
import { Foot, Search } from '../parts';
import { Decide } from './Decide';
import { KEY, TONE, type Verdict } from './decide';
import { PartyPanel } from './PartyPanel';
import { book, type W } from './words';

const STATES = ['applied', 'active', 'suspended', 'refused'] as const;
const KINDS = ['merchant', 'factory', 'warehouse'] as const;
/** What may be done to many at once, by the tab they are on. */
const VERBS: Record<string, readonly Verdict[]> = { applied: ['approve', 'refuse'], active: ['suspend'], suspended: ['resume'] };
/** Parties looked through for a name. */
const SEARCHED = 2000;

function columns(w: W, tab: string): Column<Party>[] {
  const waiting = tab === 'applied';
  return [
    { id: 'name', name: w('name'), width: 'minmax(240px, 2fr)', cell: (party) => <span className="two"><span title={party.name}>{party.name}</span><span className="second">{party.code ?? w('none')}</span></span> },
    { id: 'kind', name: w('kind'), width: '110px', cell: (party) => <span className="tag">{w(`k_${party.kind}`)}</span> },
    { id: 'mail', name: w('mail'), width: 'minmax(180px, 1.2fr)', cell: (party) => <span title={party.mail}>{party.mail}</span> },
    { id: 'state', name: w('state'), width: 'minmax(150px, 1.2fr)', cell: (party) => <span className="two"><Dot tone={TONE[party.state]}>{w(party.state)}</Dot>{party.state_note ? <span className="second" title={party.state_note}>{party.state_note}</span> : null}</span> },
    { id: 'since', name: w(waiting ? 'waits' : 'since'), width: '130px', cell: (party) => <Time at={party.created_at} ago={waiting} /> },
    ...(waiting ? [] : [{ id: 'decided', name: w('decided'), width: '130px', cell: (party: Party) => <Time at={party.decided_at} /> }]),
  ];
}

/** The list of a tab; with something to find, of all that match among the first two thousand. */
function useParties(state: PartyState | undefined, kind: PartyKind | undefined, find: string) {
  const query = { ...(state ? { state } : {}), ...(kind ? { kind } : {}) };
  const list = usePages<Party>(['parties', 'list', JSON.stringify(query)], partyPage(query), { enabled: find === '' });
  const all = useQuery({ queryKey: ['parties', 'found', JSON.stringify(query)], queryFn: () => few<Party>(partyPage(query), SEARCHED), enabled: find !== '' });
  const word = find.toLowerCase();
  const found = useMemo(() => all.data?.rows.filter((party) => [party.name, party.mail, party.code ?? ''].some((text) => text.toLowerCase().includes(word))) ?? [], [all.data, word]);
  if (find === '') return { ...list, bounded: false };
  return { rows: found, hasMore: false, more: () => undefined, loading: all.isPending, error: all.error, again: () => void all.refetch(), bounded: all.data?.more ?? false };
}

export default function Parties() {
  const w = useWords(book);
  const may = useMay();
  const [at, setAt] = useAddress();
  const tab = (STATES as readonly string[]).includes(at['state'] ?? '') ? (at['state'] as PartyState) : at['state'] === 'all' ? 'all' : 'applied';
  const kind = KINDS.find((each) => each === at['kind']);
  const find = at['find'] ?? '';
  const list = useParties(tab === 'all' ? undefined : tab, kind, find);
  const counts = useQueries({ queries: STATES.map((state) => somePartiesQuery(state)) }).map(({ data }) => data);
  const [doing, setDoing] = useState<{ verdict: Verdict; rows: readonly Party[] } | null>(null);
  const [selection, setSelection] = useSelection('parties', [tab, kind, find].join(' '), { ...list, busy: doing !== null });
  const open = useCallback((party: Party) => setAt({ open: party.id }, !at['open']), [setAt, at['open']]);
  const shut = useCallback(() => setAt({ open: undefined }), [setAt]);
  const shown = useMemo(() => columns(w, tab), [w, tab]);
  const verbs = may('platform:parties') ? (VERBS[tab] ?? []) : [];
  const picked = list.rows.filter((party) => has(selection, party.id));
  const begin = (verdict: Verdict) => setDoing({ verdict, rows: picked });
  useKeys([
    ...(picked.length > 0 ? verbs.map((verdict) => ({ keys: KEY[verdict], does: w(verdict), run: () => begin(verdict) })) : []),
    ...(at['open'] ? [{ keys: 'Esc', does: w('close'), run: shut }] : []),
  ]);
  const narrowed = find !== '' || kind !== undefined;
  return (
    <>
      <StageTabs label={w('tabs')} at={tab} go={(state) => setAt({ state, open: undefined })}
        tabs={[...STATES.map((state, n) => ({ key: state as PartyState | 'all', name: w(state), count: countOf(counts[n]) })), { key: 'all' as const, name: w('all'), count: sumOf(counts) }]} />
      <div className="toolbar">
        <Search value={find} label={w('findIt')} hint={w('find')} set={(text) => setAt({ find: text || undefined })} />
        <Select className="narrow" aria-label={w('kind')} value={kind ?? 'all'} onChange={(value) => setAt({ kind: value === 'all' ? undefined : value })} options={[{ value: 'all', label: w('k_all') }, ...KINDS.map((each) => ({ value: each, label: w(`k_${each}`) }))]} />
        {narrowed ? <Button type="link" onClick={() => setAt({ find: undefined, kind: undefined })}>{w('clear')}</Button> : null}
        <span className="spring second">{list.bounded ? w('bounded', { n: SEARCHED }) : list.hasMore || list.loading ? '' : w('total', { n: list.rows.length })}</span>
      </div>
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className="list">
        <Grid label={w('list')} rows={list.rows} id={(party) => party.id} name={(party) => party.name} columns={shown} {...(verbs.length > 0 ? { selection, select: setSelection } : {})}
          opened={at['open']} open={open} hasMore={list.hasMore} more={list.more} loading={list.loading}
          empty={narrowed || tab !== 'applied' ? <Empty icon="tenant" title={w('empty')} why={w('emptyWhy')}>{narrowed ? <Button onClick={() => setAt({ find: undefined, kind: undefined })}>{w('clear')}</Button> : null}</Empty> : <Empty icon="accept" title={w('emptyApplied')} why={w('emptyAppliedWhy')} />} />
        {verbs.length > 0 ? (
          <SelectionBar selection={selection} select={setSelection} total={list.rows.length} wholeFilter={false} unit={w('unit')}>
            {verbs.map((verdict) => <Button key={verdict} type={verdict === 'approve' || verdict === 'resume' ? 'primary' : 'default'} danger={verdict === 'suspend'} onClick={() => begin(verdict)}>{w(verdict)} <kbd>{KEY[verdict]}</kbd></Button>)}
          </SelectionBar>
        ) : null}
      </div>
      <Foot keys={[[['J', 'K'], w('footMove')], ...(verbs.length > 0 ? [[['X'], w('footTick')] as const] : []), [['Enter'], w('footOpen')], [['/'], w('footFind')], [['?'], w('footAll')]]} />
      <PartyPanel id={at['open']} rows={list.rows} close={shut} />
      {doing ? <Decide verdict={doing.verdict} rows={doing.rows} close={() => { setDoing(null); setSelection(none); }} /> : null}
    </>
  );
}
