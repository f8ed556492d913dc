// The overview: what waits for the operator, then how the platform flows and where it hurts.
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { Icon, type IconName } from '../../frame/icons';
import { useWords, type Say } from '../../frame/words';
import { Chart } from '../../kit/Chart';
import { ProblemBox } from '../../kit/ProblemBox';
import { counted, fen } from '../../kit/Text';
import { isLow } from '../accounts/account';
import { api } from '../api';
import { someAccountsQuery, someJobsQuery, someMailsQuery, somePartiesQuery } from '../data';
import type { Few } from '../few';
import { kindName } from '../jobs/kinds';
import { book as jobBook } from '../jobs/words';
import { book } from './words';
import './overview.css';

type W = Say<keyof typeof book.zh>;
const DAYS = 14;

/** How long ago, in the largest unit that fits. */
export function span(at: string, w: W, now = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
  if (minutes < 1) return w('now');
  if (minutes < 60) return w('m', { n: minutes });
  return minutes < 48 * 60 ? w('h', { n: Math.floor(minutes / 60) }) : w('d', { n: Math.floor(minutes / 1440) });
}

const oldest = (rows: readonly { created_at: string }[]) => rows.reduce<string | undefined>((first, { created_at: at }) => (first === undefined || at < first ? at : first), undefined);

export default function Overview() {
  const w = useWords(book);
  const [applied, active, suspended, refusedParties] = useQueries({ queries: (['applied', 'active', 'suspended', 'refused'] as const).map((state) => somePartiesQuery(state)) });
  const [accountsApplied, accounts] = useQueries({ queries: ['applied', 'active'].map((state) => someAccountsQuery(state)) });
  const [dead, stuck] = useQueries({ queries: (['dead', 'stuck'] as const).map((state) => someJobsQuery(state)) });
  const [refused, failed] = useQueries({ queries: (['refused', 'failed'] as const).map((state) => someMailsQuery(state)) });
  const all = [applied, active, suspended, refusedParties, accountsApplied, accounts, dead, stuck, refused, failed];
  const broken = all.find((query) => query?.error)?.error;
  const bad = refused?.data && failed?.data ? { rows: [...refused.data.rows, ...failed.data.rows], more: refused.data.more || failed.data.more } : undefined;
  const low = accounts?.data ? { rows: accounts.data.rows.filter(isLow), more: false } : undefined;
  return (
    <div className="overview">
      <div className="page-head"><h1>{w('title')}</h1></div>
      {broken ? <ProblemBox problem={problemOf(broken)} retry={() => all.forEach((query) => void query?.refetch())} /> : null}
      <section aria-label={w('todo')} className="todo">
        <Tile to="/parties" search={{ state: 'applied' }} icon="tenant" name={w('applied')} some={applied?.data} age="waited" tone="go" />
        <Tile to="/accounts" search={{ state: 'applied' }} icon="money" name={w('accounts')} some={accountsApplied?.data} age="waited" tone="go" />
        <Tile to="/jobs" search={{ state: 'dead' }} icon="alert" name={w('dead')} some={dead?.data} age="since" tone="bad" />
        <Tile to="/jobs" search={{ state: 'stuck' }} icon="clock" name={w('stuck')} some={stuck?.data} age="since" tone="bad" />
        <Tile to="/mails" search={{ state: refused?.data?.rows.length === 0 && failed?.data?.rows.length ? 'failed' : 'refused' }} icon="mail" name={w('mails')} some={bad} age="since" tone="bad" />
        <Tile to="/accounts" search={{ state: 'active' }} icon="waybill" name={w('low')} some={low} tone="bad" />
      </section>
      <div className="charts">
        <Flow />
        <section className="card"><Troubles /></section>
      </div>
      <div className="facts-row">
        <section className="card"><Age /></section>
        <section className="card"><Rates /></section>
        <section className="card stat">
          <h3>{w('parties')}</h3>
          <b>{active?.data ? counted({ n: active.data.rows.length, more: active.data.more }) : <i className="bone" />}</b>
          <span className="second">{suspended?.data && refusedParties?.data ? w('partiesWhy', { suspended: counted({ n: suspended.data.rows.length, more: suspended.data.more }), refused: counted({ n: refusedParties.data.rows.length, more: refusedParties.data.more }) }) : ''}</span>
        </section>
        <section className="card stat">
          <h3>{w('money')}</h3>
          <b>{accounts?.data ? fen(accounts.data.rows.reduce((sum, row) => sum + row.balance_fen, 0)) : <i className="bone" />}</b>
          <span className="second">{accounts?.data ? `${w('moneyWhy', { n: accounts.data.rows.length })} · ${w('held', { amount: fen(accounts.data.rows.reduce((sum, row) => sum + row.held_fen, 0)) })}` : ''}</span>
        </section>
      </div>
    </div>
  );
}

interface TileProps { to: string; search: Record<string, string>; icon: IconName; name: string; some: Few<{ created_at: string }> | undefined; age?: 'waited' | 'since'; tone: 'go' | 'bad' }

/** A number that leads to where it is dealt with; calm when it is none. */
function Tile({ to, search, icon, name, some, age, tone }: TileProps) {
  const w = useWords(book);
  const n = some?.rows.length ?? 0;
  const first = some && age ? oldest(some.rows) : undefined;
  return (
    <Link to={to} search={search as never} className={`tile ${n > 0 ? tone : 'calm'}`}>
      <span className="tile-icon"><Icon name={n > 0 || !some ? icon : 'accept'} /></span>
      <b>{some ? counted({ n, more: some.more }) : <i className="bone" />}</b>
      <span className="tile-name">{name}</span>
      <span className="second">{first && age ? (Date.now() - Date.parse(first) < 60_000 ? w(`${age}Now`) : w(age, { span: span(first, w) })) : n === 0 && some ? w('none') : '\u00a0'}</span>
    </Link>
  );
}

function Flow() {
  const w = useWords(book);
  const { data } = useQuery({ queryKey: ['flow'], queryFn: () => ok(api.GET('/v1/flow', { params: { query: { days: DAYS } } })), refetchInterval: 300_000 });
  if (!data) return null;
  const of = (key: 'orders' | 'assigned' | 'shipped') => data.map((day) => day[key]);
  return (
    <section className="card">
      <Chart title={`${w('flow')} · ${w('days', { n: data.length })}`} shape="lines" days={data.map(({ day }) => day)} series={[{ name: w('orders'), tone: 'one', values: of('orders') }, { name: w('assigned'), tone: 'two', values: of('assigned') }, { name: w('shipped'), tone: 'three', values: of('shipped') }]} />
    </section>
  );
}

/** What went wrong, as the server counted it day by day. */
const useTroubles = () => useQuery({ queryKey: ['flow', 'troubles'], queryFn: () => ok(api.GET('/v1/flow/troubles', { params: { query: { days: DAYS } } })), refetchInterval: 60_000 });
const useQueue = () => useQuery({ queryKey: ['jobs', 'queue'], queryFn: () => ok(api.GET('/v1/jobs/queue')), refetchInterval: 20_000 });

function Troubles() {
  const w = useWords(book);
  const { data } = useTroubles();
  if (!data) return <div className="bone bone-chart" />;
  return <Chart title={`${w('troubles')} · ${w('days', { n: data.length })}`} shape="bars" days={data.map(({ day }) => day)} series={[{ name: w('deadJobs'), tone: 'bad', values: data.map((day) => day.jobs_dead) }, { name: w('badMails'), tone: 'two', values: data.map((day) => day.mails_refused) }, { name: w('badNumbers'), tone: 'three', values: data.map((day) => day.numbers_refused) }]} />;
}

/** The longest waits, by kind of job: how long, as a bar against the longest. */
function Age() {
  const w = useWords(book);
  const j = useWords(jobBook);
  const { data } = useQueue();
  const now = Date.now();
  const kinds = (data ?? []).flatMap(({ kind, waiting, oldest }) => (oldest ? [{ kind, waiting, oldest, waits: now - Date.parse(oldest) }] : [])).sort((a, b) => b.waits - a.waits).slice(0, 5);
  const most = Math.max(1, ...kinds.map(({ waits }) => waits));
  return (
    <>
      <h3>{w('age')}</h3>
      <p className="second">{data && kinds.length === 0 ? w('ageNone') : w('ageWhy')}</p>
      <ul className="ages">
        {kinds.map((each) => (
          <li key={each.kind}>
            <span>{kindName(each.kind, j)} <span className="second">{w('jobsN', { n: each.waiting })}</span></span><b className="num">{span(each.oldest, w, now)}</b>
            <span className="bar warn"><i style={{ transform: `scaleX(${each.waits / most})` }} /></span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A share in words: tenths of a percent where it is small. */
export const percent = (part: number, all: number) => (all === 0 ? '—' : `${((part / all) * 100).toFixed(part > 0 && part / all < 0.1 ? 1 : 0)}%`);
/** Above this share something is wrong. */
const TOO_MUCH = 0.05;

/** Of what was tried, how much failed: mail and carriers over the days, jobs as they wait now. */
function Rates() {
  const w = useWords(book);
  const { data: days } = useTroubles();
  const { data: queue } = useQueue();
  if (!days || !queue) return <div className="bone bone-chart" />;
  const sum = <T,>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0);
  const rows = [
    { name: w('rateMail'), bad: sum(days, (day) => day.mails_refused), good: sum(days, (day) => day.mails_sent) },
    { name: w('rateNumbers'), bad: sum(days, (day) => day.numbers_refused), good: sum(days, (day) => day.numbers) },
    { name: w('rateJobs'), bad: sum(queue, (kind) => kind.failing), good: sum(queue, (kind) => kind.waiting - kind.failing) },
  ];
  return (
    <>
      <h3>{w('rates')}</h3>
      <p className="second">{w('ratesWhy', { n: days.length })}</p>
      <ul className="ages">
        {rows.map(({ name, bad, good }) => {
          const share = bad + good > 0 ? bad / (bad + good) : 0;
          return <li key={name}><span>{name} <span className="second">{w('rateOf', { bad, all: bad + good })}</span></span><b className={share > TOO_MUCH ? 'num late' : 'num'}>{percent(bad, bad + good)}</b><span className={share > TOO_MUCH ? 'bar bad' : 'bar'}><i style={{ transform: `scaleX(${share})` }} /></span></li>;
        })}
      </ul>
    </>
  );
}
