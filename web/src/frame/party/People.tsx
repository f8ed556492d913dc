// Who may sign in for the party, and as what; invitations by mail.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import type { components } from '../../api/merchant';
import { allPages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { ProblemBox } from '../../kit/ProblemBox';
import { Time } from '../../kit/Time';
import { notify } from '../notices';
import { common, useSession } from '../session';
import { useWords } from '../words';
import { book } from './words';

type Person = components['schemas']['PersonView'];
type Role = components['schemas']['Role'];
const ROLES: readonly Role[] = ['owner', 'staff', 'auditor'];

export default function People() {
  const w = useWords(book);
  const page = (cursor: string | undefined) => ok(common.GET('/v1/people', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }));
  const { data, error, refetch } = useQuery({ queryKey: ['people'], queryFn: () => allPages<Person>(page) });
  return (
    <div className="sheet">
      <div className="page-head"><div><h1>{w('people')}</h1><p>{w('peopleWhy')}</p></div></div>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      <Invite />
      <section className="card"><ul className="plain-list roomy">{data?.map((person) => <PersonRow key={person.id} person={person} />)}</ul></section>
      <Open />
    </div>
  );
}

function useRoles() {
  const w = useWords(book);
  return ROLES.map((role) => ({ value: role, label: w(role) }));
}

function Invite() {
  const w = useWords(book);
  const queries = useQueryClient();
  const roles = useRoles();
  const [mail, setMail] = useState('');
  const [role, setRole] = useState<Role>('staff');
  const invite = useMutation({
    meta: { told: true },
    mutationFn: () => ok(common.POST('/v1/invitations', { body: { mail: mail.trim(), role } })),
    onSuccess(sent) {
      setMail('');
      notify({ tone: 'good', text: w('inviteSent', { mail: sent.mail }) });
      return queries.invalidateQueries({ queryKey: ['invitations'] });
    },
  });
  return (
    <form className="card inline-form" onSubmit={(event) => { event.preventDefault(); invite.mutate(); }}>
      {invite.error ? <ProblemBox problem={problemOf(invite.error)} /> : null}
      <Input type="email" required value={mail} aria-label={w('inviteMail')} placeholder={w('inviteMail')} onChange={(event) => setMail(event.target.value)} />
      <Select aria-label={w('role')} value={role} options={roles} onChange={setRole} />
      <Button type="primary" htmlType="submit" loading={invite.isPending}>{w('invite')}</Button>
    </form>
  );
}

function PersonRow({ person }: { person: Person }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const roles = useRoles();
  const { person: me } = useSession();
  const again = () => queries.invalidateQueries({ queryKey: ['people'] });
  const path = { params: { path: { id: person.id } } };
  const change = useMutation({
    mutationFn: (role: Role) => ok(common.PATCH('/v1/people/{id}', { ...path, body: { role, version: person.version } })),
    onSuccess: (now) => notify({ tone: 'good', text: w('roleChanged', { name: now.name, role: w(now.role) }) }),
    onSettled: again,
  });
  const remove = useMutation({ mutationFn: () => ok(common.DELETE('/v1/people/{id}', path)), onSuccess: () => notify({ tone: 'plain', text: w('removed', { name: person.name }) }), onSettled: again });
  return (
    <li>
      <span className="avatar" aria-hidden="true">{[...person.name][0]}</span>
      <span className="two grow"><strong>{person.name}{person.id === me ? w('you') : ''}</strong><span className="second">{person.mail} · {w('joined')} <Time at={person.created_at} /></span></span>
      {person.totp_on ? <span className="tag good">{w('codesBadge')}</span> : null}
      <Select aria-label={`${w('role')}: ${person.name}`} value={person.role} options={roles} loading={change.isPending} onChange={(role) => change.mutate(role)} />
      <Popconfirm title={w('removeSure', { name: person.name })} description={w('removeWhy')} okText={w('remove')} cancelText={w('cancel')} onConfirm={() => remove.mutate()}><Button type="text" disabled={person.id === me}>{w('remove')}</Button></Popconfirm>
    </li>
  );
}

function Open() {
  const w = useWords(book);
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['invitations'], queryFn: () => ok(common.GET('/v1/invitations')) });
  const withdraw = useMutation({
    mutationFn: (id: string) => ok(common.DELETE('/v1/invitations/{id}', { params: { path: { id } } })),
    onSuccess: () => notify({ tone: 'plain', text: w('withdrawn') }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  });
  if (!data || data.length === 0) return null;
  return (
    <section className="card">
      <h2>{w('open')}</h2>
      <ul className="plain-list">
        {data.map((row) => <li key={row.id}><span className="grow">{row.mail} · {w(row.role)} · {w('expires')} <Time at={row.expires_at} /></span><Button size="small" onClick={() => withdraw.mutate(row.id)}>{w('withdraw')}</Button></li>)}
      </ul>
    </section>
  );
}
