// Mail: what was refused or never delivered first, with what the server said; sent again, and a test mail.
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { ok } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { useWords, type Say } from '../../frame/words';
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
import { mailPage, someMailsQuery, somePartiesQuery, type Mail, type MailState } from '../data';
import { countOf } from '../few';
import { Foot } from '../parts';
import { TestMail } from './TestMail';
import { book } from './words';

type Key = keyof typeof book.zh;
type W = Say<Key>;
const STATES = ['refused', 'failed', 'queued', 'sent'] as const;
const TONE = { refused: 'bad', failed: 'bad', queued: 'wait', sent: 'good' } as const;
const BAD: readonly MailState[] = ['refused', 'failed'];

function kindName(kind: string, w: W): string {
  const key = kind === 'failed' ? 'failed_' : kind === 'test' ? 'k_test' : kind;
  return key in book.zh ? w(key as Key) : kind;
}

function columns(w: W, names: ReadonlyMap<string, string>): Column<Mail>[] {
  return [
    { id: 'to', name: w('to'), width: 'minmax(220px, 1.4fr)', cell: (mail) => <span className="two"><span title={mail.address}>{mail.address}</span><span className="second">{names.get(mail.party) ?? w('none')}</span></span> },
    { id: 'kind', name: w('kind'), width: '150px', cell: (mail) => kindName(mail.kind, w) },
    { id: 'state', name: w('state'), width: '130px', cell: (mail) => <Dot tone={TONE[mail.state as MailState] ?? 'idle'}>{w(mail.state as MailState)}</Dot> },
    { id: 'answer', name: w('answer'), width: 'minmax(240px, 2fr)', cell: (mail) => <span title={mail.answer}>{mail.answer || w('none')}</span> },
    { id: 'at', name: w('at'), width: '130px', cell: (mail) => <Time at={mail.ended_at ?? mail.created_at} ago /> },
  ];
}

/** Names of parties, as far as they are among the first ones. */
function useNames(): ReadonlyMap<string, string> {
  const some = useQueries({ queries: [somePartiesQuery('active'), somePartiesQuery('applied'), somePartiesQuery('suspended')] });
  const rows = some.map(({ data }) => data?.rows);
  return useMemo(() => new Map(rows.flatMap((all) => all ?? []).map((party) => [party.id, party.name])), rows);
}

export default function Mails() {
  const w = useWords(book);
  const may = useMay();
  const [at, setAt] = useAddress();
  const tab: MailState = STATES.find((state) => state === at['state']) ?? 'refused';
  const bad = BAD.includes(tab);
  const list = usePages<Mail>(['mails', 'list', tab], mailPage(tab), { every: 20_000 });
  const counts = useQueries({ queries: STATES.map((state) => someMailsQuery(state)) }).map(({ data }) => data);
  const names = useNames();
  const shown = useMemo(() => columns(w, names), [w, names]);
  const [asking, setAsking] = useState(false);
  const [doing, setDoing] = useState<readonly Mail[] | null>(null);
  const [selection, setSelection] = useSelection('mails', tab, { ...list, busy: doing !== null });
  const can = may('platform:jobs');
  const picked = list.rows.filter((mail) => has(selection, mail.id));
  useKeys([
    ...(can && picked.length > 0 ? [{ keys: 'R', does: w('again'), run: () => setDoing(picked) }] : []),
    ...(can ? [{ keys: 'T', does: w('test'), run: () => setAsking(true) }] : []),
  ]);
  return (
    <>
      <StageTabs label={w('tabs')} at={tab} go={(state) => setAt({ state })} tabs={STATES.map((state, n) => ({ key: state, name: w(state), count: countOf(counts[n]), alarm: BAD.includes(state) }))} />
      <div className="toolbar">
        {can ? <Button onClick={() => setAsking(true)}>{w('test')} <kbd>T</kbd></Button> : null}
        <span className="spring second">{list.hasMore || list.loading ? '' : w('total', { n: list.rows.length })}</span>
      </div>
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className="list">
        <Grid label={w('list')} rows={list.rows} id={(mail) => mail.id} name={(mail) => mail.address} columns={shown} {...(can && bad ? { selection, select: setSelection } : {})} hasMore={list.hasMore} more={list.more} loading={list.loading}
          empty={bad ? <Empty icon="accept" title={w('emptyBad')} why={w('emptyBadWhy')} /> : <Empty icon="mail" title={w('empty')} why={w('emptyWhy')} />} />
        {can && bad ? <SelectionBar selection={selection} select={setSelection} total={list.rows.length} wholeFilter={false} unit={w('unit')}><Button type="primary" onClick={() => setDoing(picked)}>{w('again')} <kbd>R</kbd></Button></SelectionBar> : null}
      </div>
      <Foot keys={[[['J', 'K'], w('footMove')], ...(can && bad ? [[['X'], w('footTick')] as const] : []), [['?'], w('footAll')]]} />
      {asking ? <TestMail close={() => setAsking(false)} /> : null}
      {doing ? <Again rows={doing} close={() => { setDoing(null); setSelection(none); }} /> : null}
    </>
  );
}

function Again({ rows, close }: { rows: readonly Mail[]; close(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const end = (done: number) => {
    if (done > 0) notify({ tone: 'good', text: w('againDone', { n: done }) });
    void queries.invalidateQueries({ queryKey: ['mails'] });
    close();
  };
  const title = w('againN', { n: rows.length });
  return (
    <Each title={title} verb={title} rows={rows} name={(mail) => `${mail.address} · ${kindName(mail.kind, w)}`} act={({ id }) => ok(api.POST('/v1/mails/{id}/again', { params: { path: { id } } }))} close={end}>
      <p className="question-why">{w('againWhy')}</p>
    </Each>
  );
}
