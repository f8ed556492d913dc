// Carriers in use, told by the accounts that exist for them.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { problemOf } from '../../api/problem';
import { useGo } from '../../frame/address';
import { prefs } from '../../frame/prefs';
import { useWords } from '../../frame/words';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { Fen, fen } from '../../kit/Text';
import { isLow } from '../accounts/account';
import { allAccounts, type Account } from '../data';
import { Contest } from './Contest';
import { carrierName } from './names';
import { book } from './words';

interface Carrier { code: string; active: number; applied: number; balance: number; held: number; low: number; reads: boolean | null }

/** Sums of each carrier, the most used first. */
export function byCarrier(accounts: readonly Account[]): Carrier[] {
  const found = new Map<string, Carrier>();
  for (const account of accounts) {
    const sum = found.get(account.carrier) ?? { code: account.carrier, active: 0, applied: 0, balance: 0, held: 0, low: 0, reads: account.holder_can_read_receiver ?? null };
    if (account.state === 'active') { sum.active += 1; sum.balance += account.balance_fen; sum.held += account.held_fen; }
    if (account.state === 'applied') sum.applied += 1;
    if (isLow(account)) sum.low += 1;
    found.set(account.carrier, sum);
  }
  return [...found.values()].sort((a, b) => b.active - a.active || b.applied - a.applied);
}

const COUNTED = 2000;

export default function Carriers() {
  const w = useWords(book);
  const { data, error, refetch, isPending } = useQuery({ queryKey: ['accounts', 'carriers'], queryFn: () => allAccounts(COUNTED) });
  const [contest, setContest] = useState(false);
  const carriers = useMemo(() => byCarrier(data?.rows ?? []), [data]);
  return (
    <div className="sheet wide-sheet">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}</p></div><div className="acts"><Button onClick={() => setContest(true)}>{w('contest')}</Button></div></div>
      {contest ? <Contest close={() => setContest(false)} /> : null}
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {data?.more ? <p className="second">{w('bounded', { n: COUNTED })}</p> : null}
      {isPending && !error ? <div className="carriers" aria-busy="true">{[0, 1].map((n) => <section key={n} className="card carrier"><i className="bone" /><i className="bone" /><i className="bone" /></section>)}</div> : null}
      {data && carriers.length === 0 ? <section className="card"><Empty icon="truck" title={w('none')} why={w('noneWhy')} /></section> : null}
      <div className="carriers">{carriers.map((carrier) => <Card key={carrier.code} carrier={carrier} />)}</div>
    </div>
  );
}

function Card({ carrier }: { carrier: Carrier }) {
  const w = useWords(book);
  const go = useGo();
  const { locale } = prefs.use();
  const reads = carrier.reads;
  return (
    <section className="card carrier">
      <header><h2>{carrierName(carrier.code, locale)}</h2><code className="second">{carrier.code}</code></header>
      <div className="carrier-sum"><b><Fen of={carrier.balance} /></b><span className="second">{w('balance')}{carrier.held > 0 ? ` · ${w('held', { amount: fen(carrier.held) })}` : ''}</span></div>
      <p className="tags">
        <span className="tag">{w('active', { n: carrier.active })}</span>
        {carrier.applied > 0 ? <span className="tag go">{w('applied', { n: carrier.applied })}</span> : null}
        {carrier.active > 0 ? <span className={carrier.low > 0 ? 'tag bad' : 'tag good'}>{carrier.low > 0 ? w('low', { n: carrier.low }) : w('ok')}</span> : null}
        <span className={reads ? 'tag warn' : reads === false ? 'tag good' : 'tag'}>{w(reads ? 'reads' : reads === false ? 'readsNo' : 'readsNone')}</span>
      </p>
      {reads ? <p className="hint">{w('readsWhy')}</p> : null}
      <div className="card-act"><Button onClick={() => go('/accounts', { state: carrier.applied > 0 ? 'applied' : 'active' })}>{w('see')}</Button></div>
    </section>
  );
}
