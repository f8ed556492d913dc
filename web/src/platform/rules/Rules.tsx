// What holds for everybody: joining, the time to undo and the pace of mail.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Switch } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { Row } from '../../frame/party/Settings';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { api, type Shapes } from '../api';
import { book } from './words';

type Rules = Shapes['Settings'];
type Key = 'held_seconds' | 'mail_pace_seconds' | 'comparisons_per_hour';
/** The door's own bounds. */
const BOUNDS: Record<Key, readonly [number, number]> = { held_seconds: [0, 3600], mail_pace_seconds: [60, 86_400], comparisons_per_hour: [0, 10_000_000] };
const read = () => ok(api.GET('/v1/settings'));

export default function RulesPage() {
  const w = useWords(book);
  const may = useMay();
  const { data, error, refetch } = useQuery({ queryKey: ['rules'], queryFn: read });
  const fixed = !may('settings');
  return (
    <div className="sheet">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w(fixed ? 'readOnly' : 'why')}</p></div></div>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {data ? <Form seen={data} fixed={fixed} /> : null}
    </div>
  );
}

/** What a form holds: numbers as they are typed. */
type Draft = { auto_approve: boolean } & Record<Key, string>;
const draftOf = (rules: Rules): Draft => ({ auto_approve: rules.auto_approve, held_seconds: String(rules.held_seconds), mail_pace_seconds: String(rules.mail_pace_seconds), comparisons_per_hour: String(rules.comparisons_per_hour) });
const numberOf = (text: string, [from, to]: readonly [number, number]) => (/^\d{1,8}$/.test(text.trim()) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined);
const KEYS: readonly Key[] = ['held_seconds', 'mail_pace_seconds', 'comparisons_per_hour'];
const same = (a: Rules, b: Rules) => a.auto_approve === b.auto_approve && KEYS.every((key) => a[key] === b[key]);

function Form({ seen, fixed }: { seen: Rules; fixed: boolean }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [base, setBase] = useState(seen);
  const [draft, setDraft] = useState(draftOf(seen));
  const [theirs, setTheirs] = useState<Rules | null>(null);
  const values = Object.fromEntries(KEYS.map((key) => [key, numberOf(draft[key], BOUNDS[key])])) as Record<Key, number | undefined>;
  const good = KEYS.every((key) => values[key] !== undefined);
  const mine: Rules | null = good ? { auto_approve: draft.auto_approve, held_seconds: values.held_seconds ?? 0, mail_pace_seconds: values.mail_pace_seconds ?? 0, comparisons_per_hour: values.comparisons_per_hour ?? 0 } : null;
  const touched = mine === null || !same(mine, base);
  const save = useMutation({
    meta: { told: true },
    // The rules carry no version: they are read again first, so that nobody's change is overwritten unseen.
    async mutationFn(rules: Rules) {
      const now = await read();
      if (!same(now, base)) return { now, saved: false };
      return { now: await ok(api.PUT('/v1/settings', { body: rules })), saved: true };
    },
    onSuccess({ now, saved }) {
      setBase(now);
      setTheirs(saved ? null : now);
      if (saved) { setDraft(draftOf(now)); notify({ tone: 'good', text: w('saved') }); }
      queries.setQueryData(['rules'], now);
    },
  });
  const undo = () => { setDraft(draftOf(base)); setTheirs(null); save.reset(); };
  const mark = (key: keyof Rules) => (theirs && mine && theirs[key] !== mine[key] ? w('theirs', { value: typeof theirs[key] === 'boolean' ? w(theirs[key] ? 'on' : 'off') : key === 'comparisons_per_hour' ? String(theirs[key]) : w('is', { n: theirs[key] }) }) : null);
  const seconds = (key: Key, name: string, hint: string, unit = w('seconds')) => <Seconds id={key} unit={unit} name={name} hint={hint} value={draft[key]} bad={values[key] === undefined ? w('bad', { from: BOUNDS[key][0], to: BOUNDS[key][1] }) : null} mark={mark(key)} fixed={fixed} set={(value) => setDraft({ ...draft, [key]: value })} />;
  return (
    <form className="sheet" onSubmit={(event) => { event.preventDefault(); if (mine) save.mutate(mine); }}>
      {save.error ? <ProblemBox problem={problemOf(save.error)} /> : null}
      {theirs ? <div className="conflict" role="alert"><strong>{w('changed')}</strong><p>{w('changedWhy')}</p></div> : null}
      <section className="card"><h2>{w('entry')}</h2><Row name={w('auto')} hint={w('autoWhy')}><Switch checked={draft.auto_approve} disabled={fixed} aria-label={w('auto')} onChange={(on) => setDraft({ ...draft, auto_approve: on })} /> <span className="second">{w(draft.auto_approve ? 'on' : 'off')}</span> {mark('auto_approve') ? <span className="tag warn">{mark('auto_approve')}</span> : null}</Row></section>
      <section className="card"><h2>{w('work')}</h2>{seconds('held_seconds', w('held'), w('heldWhy'))}{seconds('mail_pace_seconds', w('pace'), w('paceWhy'))}</section>
      <section className="card"><h2>{w('privacy')}</h2>{seconds('comparisons_per_hour', w('compare'), w('compareWhy'), w('perHour'))}</section>
      {fixed ? null : <div className="acts-foot">{touched ? <Button onClick={undo}>{w('undo')}</Button> : null}<Button type="primary" htmlType="submit" disabled={!touched || !mine} loading={save.isPending}>{w('save')}</Button></div>}
    </form>
  );
}

function Seconds({ id, unit, name, hint, value, bad, mark, fixed, set }: { id: string; unit: string; name: string; hint: string; value: string; bad: string | null; mark: string | null; fixed: boolean; set(value: string): void }) {
  return (
    <Row name={name} label={id} hint={hint}>
      <Input id={id} className="seconds" inputMode="numeric" value={value} disabled={fixed} status={bad ? 'error' : ''} suffix={unit} onChange={(event) => set(event.target.value)} />
      {mark ? <span className="tag warn">{mark}</span> : null}
      {bad ? <p className="hint late" role="alert">{bad}</p> : null}
    </Row>
  );
}
