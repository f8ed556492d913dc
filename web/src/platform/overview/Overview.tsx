// The overview: what waits for the operator, then how the platform flows and where it hurts.
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { Icon, type IconName } from '../../frame/icons';
import { num, useWords, type Say } from '../../frame/words';
import { Chart } from '../../kit/Chart';
import { ProblemBox } from '../../kit/ProblemBox';
import { counted, fen } from '../../kit/Text';
import { isLow } from '../accounts/account';
import { api } from '../api';
import { someAccountsQuery, someJobsQuery, someMailsQuery, somePartiesQuery, type Job, type Mail } from '../data';
import type { Few } from '../few';
import { byKind, kindName } from '../jobs/kinds';
import { book as jobBook } from '../jobs/words';
import { lastDays, perDay } from './days';
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
  const [refused, failed, sent] = useQueries({ queries: (['refused', 'failed', 'sent'] as const).map((state) => someMailsQuery(state)) });
  const all = [applied, active, suspended, refusedParties, accountsApplied, accounts, dead, stuck, refused, failed, sent];
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
        <section className="card"><Troubles dead={dead?.data} bad={bad} /></section>
      </div>
      <div className="facts-row">
        <section className="card"><Age stuck={stuck?.data} /></section>
        <section className="card"><Rate bad={bad} sent={sent?.data} /></section>
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

function Troubles({ dead, bad }: { dead: Few<Job> | undefined; bad: Few<Mail> | undefined }) {
  const w = useWords(book);
  const days = lastDays(DAYS);
  const moments = (some: Few<{ created_at: string }> | undefined) => perDay(days, some?.rows.map(({ created_at: at }) => at) ?? []);
  return <Chart title={`${w('troubles')} · ${w('days', { n: DAYS })}`} shape="bars" days={days} series={[{ name: w('deadJobs'), tone: 'bad', values: moments(dead) }, { name: w('badMails'), tone: 'two', values: moments(bad) }]} />;
}

/** The longest waits, by kind of job: how long, as a bar against the longest. */
function Age({ stuck }: { stuck: Few<Job> | undefined }) {
  const w = useWords(book);
  const j = useWords(jobBook);
  const now = Date.now();
  const kinds = byKind(stuck?.rows ?? []).map((each) => ({ ...each, waits: now - Date.parse(each.oldest) })).sort((a, b) => b.waits - a.waits).slice(0, 5);
  const most = Math.max(1, ...kinds.map(({ waits }) => waits));
  return (
    <>
      <h3>{w('age')}</h3>
      <p className="second">{stuck && kinds.length === 0 ? w('ageNone') : w('ageWhy')}</p>
      <ul className="ages">
        {kinds.map((each) => (
          <li key={each.kind}>
            <span>{kindName(each.kind, j)} <span className="second">{w('jobsN', { n: each.n })}</span></span><b className="num">{span(each.oldest, w, now)}</b>
            <span className="bar warn"><i style={{ transform: `scaleX(${each.waits / most})` }} /></span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Rate({ bad, sent }: { bad: Few<Mail> | undefined; sent: Few<Mail> | undefined }) {
  const w = useWords(book);
  const since = Date.now() - 86_400_000;
  const recent = (some: Few<Mail> | undefined) => some?.rows.filter((mail) => Date.parse(mail.ended_at ?? mail.created_at) >= since).length ?? 0;
  const [no, yes] = [recent(bad), recent(sent)];
  const rate = no + yes > 0 ? no / (no + yes) : 0;
  return (
    <div className="stat">
      <h3>{w('rate')}</h3>
      <b className={rate > 0.05 ? 'late' : ''}>{bad && sent ? `${(rate * 100).toFixed(rate > 0 && rate < 0.1 ? 1 : 0)}%` : <i className="bone" />}</b>
      <span className="second">{no + yes === 0 ? w('rateNone') : w('rateWhy', { sent: `${num(yes)}${sent?.more && yes === sent.rows.length ? '+' : ''}`, bad: no })}</span>
    </div>
  );
}
