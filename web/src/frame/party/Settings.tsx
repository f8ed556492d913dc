// The settings of the party one acts for, and of oneself.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { ok } from '../../api/door';
import type { components } from '../../api/merchant';
import { problemOf } from '../../api/problem';
import { copy } from '../../kit/copy';
import { Theirs, useDraft } from '../../kit/draft';
import { ProblemBox } from '../../kit/ProblemBox';
import { notify } from '../notices';
import { common, useMay, useSession } from '../session';
import { useWords } from '../words';
import { Account } from './Account';
import { book } from './words';

type Party = components['schemas']['PartyView'];
type Patch = Omit<components['schemas']['PartyPatch'], 'version'>;
type Sender = components['schemas']['Sender'];

export default function Settings() {
  const w = useWords(book);
  const may = useMay();
  const { data: party, error, refetch } = useQuery({ queryKey: ['party'], queryFn: () => ok(common.GET('/v1/party')) });
  return (
    <div className="sheet">
      <div className="page-head"><h1>{w('settings')}</h1></div>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {party ? <PartyCard key={`p${party.id}`} party={party} fixed={!may('settings')} /> : null}
      {party && party.kind !== 'platform' ? <SenderCard key={`s${party.id}`} party={party} fixed={!may('settings')} /> : null}
      <Account />
    </div>
  );
}

/** Saves some of the party; after a stale version the party is read anew, and what is typed stays. */
function useSave(version: number) {
  const w = useWords(book);
  const queries = useQueryClient();
  return useMutation({
    meta: { told: true },
    mutationFn: (patch: Patch) => ok(common.PATCH('/v1/party', { body: { ...patch, version } })),
    onSuccess(party) {
      queries.setQueryData(['party'], party);
      notify({ tone: 'good', text: w('saved') });
    },
    onError: () => queries.invalidateQueries({ queryKey: ['party'] }),
  });
}

function PartyCard({ party, fixed }: { party: Party; fixed: boolean }) {
  const w = useWords(book);
  const { side } = useSession();
  const draft = useDraft({ name: party.name, mail: party.mail, locale: party.locale });
  const { form, put } = draft;
  const save = useSave(party.version);
  const take = () => void copy(party.code ?? '').then(() => notify({ tone: 'good', text: w('copied') }));
  return (
    <section className="card">
      <h2>{w('party')}</h2>
      {save.error ? <ProblemBox problem={problemOf(save.error)} /> : null}
      {side === 'platform' ? null : (
        <>
          <Row name={w('code')} hint={w('codeWhy')}>{party.code ? <span className="code-line"><b className="public-code">{party.code}</b><Button size="small" onClick={take}>{w('copy')}</Button></span> : w('noCode')}</Row>
          <Row name={w('drop')} hint={w('dropWhy')}><Switch checked={party.drop_shipping} disabled={fixed} loading={save.isPending} aria-label={w('drop')} onChange={(on) => save.mutate({ drop_shipping: on })} /> <span className="second">{w(party.drop_shipping ? 'dropOn' : 'dropOff')}</span></Row>
        </>
      )}
      <Row name={w('partyName')} label="party-name"><Input id="party-name" value={form.name} disabled={fixed} onChange={(event) => put({ name: event.target.value })} /><Theirs shown={draft.changed('name')} value={party.name} /></Row>
      <Row name={w('mail')} label="party-mail"><Input id="party-mail" type="email" value={form.mail} disabled={fixed} onChange={(event) => put({ mail: event.target.value })} /><Theirs shown={draft.changed('mail')} value={party.mail} /></Row>
      <Row name={w('locale')}><Select aria-label={w('locale')} value={form.locale} disabled={fixed} onChange={(locale) => put({ locale })} options={[{ value: 'zh-CN', label: w('zh') }, { value: 'en', label: w('en') }]} /><Theirs shown={draft.changed('locale')} value={party.locale === 'en' ? w('en') : w('zh')} /></Row>
      {fixed ? null : <div className="card-foot"><Button type="primary" disabled={!draft.touched} loading={save.isPending} onClick={() => save.mutate(draft.typed, { onSuccess: draft.clear })}>{w('save')}</Button></div>}
    </section>
  );
}

const NOBODY: Sender = { name: '', phone: '', province: '', city: '', district: '', address: '' };

function SenderCard({ party, fixed }: { party: Party; fixed: boolean }) {
  const w = useWords(book);
  const now = party.sender ?? NOBODY;
  const draft = useDraft(now);
  const save = useSave(party.version);
  const fields: [keyof Sender, string][] = [['name', w('senderName')], ['phone', w('phone')], ['province', w('province')], ['city', w('city')], ['district', w('district')], ['address', w('address')]];
  return (
    <section className="card">
      <h2>{w('sender')}</h2>
      <p className="second">{w('senderWhy')}</p>
      {save.error ? <ProblemBox problem={problemOf(save.error)} /> : null}
      {fields.map(([key, name]) => (
        <Row key={key} name={name} label={`sender-${key}`}><Input id={`sender-${key}`} value={draft.form[key]} disabled={fixed} onChange={(event) => draft.put({ [key]: event.target.value })} /><Theirs shown={draft.changed(key)} value={now[key]} /></Row>
      ))}
      {fixed ? null : <div className="card-foot"><Button type="primary" disabled={!draft.touched} loading={save.isPending} onClick={() => save.mutate({ sender: draft.form }, { onSuccess: draft.clear })}>{w('save')}</Button></div>}
    </section>
  );
}

export function Row({ name, hint, label, children }: { name: string; hint?: string; label?: string; children: ReactNode }) {
  return (
    <div className="form-row">
      <div className="form-name">{label ? <label htmlFor={label}>{name}</label> : <span>{name}</span>}</div>
      <div className="form-value">{children}{hint ? <p className="hint">{hint}</p> : null}</div>
    </div>
  );
}
