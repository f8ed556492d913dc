// Jobs in trouble: what was given up and what is stuck, by kind; run again or dropped, one, some or all of a filter.
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { ok } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { num, useWords, type Say } from '../../frame/words';
import { Grid, type Column } from '../../grid/Grid';
import { has, none } from '../../grid/selection';
import { SelectionBar } from '../../grid/SelectionBar';
import { useSelection } from '../../grid/useSelection';
import { Each } from '../../kit/Each';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { StageTabs } from '../../kit/StageTabs';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api } from '../api';
import { jobPage, someJobsQuery, SUMMED, type Job, type Trouble } from '../data';
import { countOf, few } from '../few';
import { Foot } from '../parts';
import { JobPanel } from './JobPanel';
import { byKind, kindName } from './kinds';
import { book } from './words';

type W = Say<keyof typeof book.zh>;
export type Verb = 'replay' | 'drop';
const TABS = ['dead', 'stuck'] as const;
export const TONE: Record<string, 'bad' | 'wait' | 'go'> = { dead: 'bad', ready: 'wait', leased: 'go' };
export const stateWord = (job: Job, w: W) => w(job.state === 'dead' ? 'dead' : job.state === 'leased' ? 'leased' : 'ready');

function columns(w: W): Column<Job>[] {
  return [
    { id: 'kind', name: w('kind'), width: 'minmax(170px, 1fr)', cell: (job) => <span className="two"><span>{kindName(job.kind, w)}</span><span className="second">{job.kind}</span></span> },
    { id: 'error', name: w('error'), width: 'minmax(260px, 2.4fr)', cell: (job) => (job.last_error ? <span title={job.last_error}>{job.last_error}</span> : <span className="quiet">{w('noError')}</span>) },
    { id: 'state', name: w('state'), width: '120px', cell: (job) => <Dot tone={TONE[job.state] ?? 'wait'}>{stateWord(job, w)}</Dot> },
    { id: 'attempts', name: w('attempts'), width: '84px', align: 'end', cell: (job) => <span className="num">{w('times', { n: job.attempts })}</span> },
    { id: 'since', name: w('since'), width: '124px', cell: (job) => <Time at={job.created_at} ago /> },
    { id: 'next', name: w('next'), width: '150px', cell: (job) => <Time at={job.run_at} ago /> },
  ];
}

export default function Jobs() {
  const w = useWords(book);
  const may = useMay();
  const [at, setAt] = useAddress();
  const tab: Trouble = at['state'] === 'stuck' ? 'stuck' : 'dead';
  const kind = at['kind'];
  const list = usePages<Job>(['jobs', 'list', tab, kind], jobPage(tab, kind), { every: 20_000 });
  const some = useQueries({ queries: TABS.map((state) => someJobsQuery(state)) }).map(({ data }) => data);
  const here = some[TABS.indexOf(tab)];
  const groups = useMemo(() => byKind(here?.rows ?? []), [here]);
  const [doing, setDoing] = useState<{ verb: Verb; rows: readonly Job[] } | null>(null);
  const [selection, setSelection] = useSelection('jobs', `${tab} ${kind ?? ''}`, { ...list, busy: doing !== null });
  const open = useCallback((job: Job) => setAt({ open: job.id }, !at['open']), [setAt, at['open']]);
  const shut = useCallback(() => setAt({ open: undefined }), [setAt]);
  const shown = useMemo(() => columns(w), [w]);
  const can = tab === 'dead' && may('platform:jobs');
  const total = list.hasMore ? undefined : list.rows.length;
  const begin = async (verb: Verb) => {
    const all = selection.kind === 'all' && list.hasMore ? (await few<Job>(jobPage(tab, kind), SUMMED)).rows : list.rows;
    setDoing({ verb, rows: all.filter((job) => has(selection, job.id)) });
  };
  const picked = selection.kind === 'all' || selection.ids.size > 0;
  useKeys([
    ...(can && picked ? [{ keys: 'R', does: w('replay'), run: () => void begin('replay') }] : []),
    ...(at['open'] ? [{ keys: 'Esc', does: w('close'), run: shut }] : []),
  ]);
  return (
    <>
      <StageTabs label={w('tabs')} at={tab} go={(state) => setAt({ state, kind: undefined, open: undefined })} tabs={TABS.map((state, n) => ({ key: state, name: w(state), count: countOf(some[n]), alarm: true }))} />
      {groups.length > 0 ? (
        <div className="kinds" role="group" aria-label={w('kinds')}>
          <button type="button" className={kind ? 'chip' : 'chip active'} aria-pressed={!kind} onClick={() => setAt({ kind: undefined })}>{w('allKinds')}</button>
          {groups.map((group) => <button key={group.kind} type="button" className={group.kind === kind ? 'chip active' : 'chip'} aria-pressed={group.kind === kind} onClick={() => setAt({ kind: group.kind })}>{kindName(group.kind, w)} <b className="num">{num(group.n)}</b></button>)}
          <span className="spring second">{total === undefined ? '' : w('total', { n: total })}</span>
        </div>
      ) : null}
      {tab === 'stuck' && list.rows.length > 0 ? <p className="second">{w('stuckHelp')}</p> : null}
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className="list">
        <Grid label={w('list')} rows={list.rows} id={(job) => job.id} name={(job) => kindName(job.kind, w)} columns={shown} {...(can ? { selection, select: setSelection } : {})} opened={at['open']} open={open}
          hasMore={list.hasMore} more={list.more} loading={list.loading} empty={<Empty icon="accept" title={w(tab === 'dead' ? 'emptyDead' : 'emptyStuck')} why={w(tab === 'dead' ? 'emptyDeadWhy' : 'emptyStuckWhy')} />} />
        {can ? (
          <SelectionBar selection={selection} select={setSelection} total={total} unit={w('unit')}>
            <Button type="primary" onClick={() => void begin('replay')}>{w('replay')} <kbd>R</kbd></Button>
            <Button danger onClick={() => void begin('drop')}>{w('drop')}</Button>
          </SelectionBar>
        ) : null}
      </div>
      <Foot keys={[[['J', 'K'], w('footMove')], ...(can ? [[['X'], w('footTick')] as const] : []), [['Enter'], w('footOpen')], [['?'], w('footAll')]]} />
      <JobPanel job={list.rows.find((job) => job.id === at['open'])} close={shut} act={can ? (verb, job) => setDoing({ verb, rows: [job] }) : undefined} />
      {doing ? <Doing {...doing} close={() => { setDoing(null); setSelection(none); shut(); }} /> : null}
    </>
  );
}

function Doing({ verb, rows, close }: { verb: Verb; rows: readonly Job[]; close(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const drop = verb === 'drop';
  const act = ({ id }: Job) => ok(drop ? api.POST('/v1/jobs/{id}/drop', { params: { path: { id } } }) : api.POST('/v1/jobs/{id}/replay', { params: { path: { id } } }));
  const end = (done: number) => {
    if (done > 0) notify({ tone: drop ? 'plain' : 'good', text: w(drop ? 'dropped' : 'replayed', { n: done }) });
    void queries.invalidateQueries({ queryKey: ['jobs'] });
    close();
  };
  const title = w(drop ? 'dropN' : 'replayN', { n: rows.length });
  return (
    <Each title={title} verb={title} rows={rows} name={(job) => `${kindName(job.kind, w)} · ${job.id}`} act={act} danger={drop} ready={!drop || sure} close={end}>
      <p className="question-why">{w(drop ? 'dropWhy' : 'replayWhy')}</p>
      {drop ? <Checkbox checked={sure} onChange={(event) => setSure(event.target.checked)}>{w('dropSure')}</Checkbox> : null}
    </Each>
  );
}
