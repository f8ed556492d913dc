// Software that acts for the party: credentials with scopes, the secret shown once.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import type { components } from '../../api/merchant';
import { problemOf } from '../../api/problem';
import { copy } from '../../kit/copy';
import { Empty } from '../../kit/Empty';
import { Facts } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { Time } from '../../kit/Time';
import { notify } from '../notices';
import { common, useSession } from '../session';
import { useWords } from '../words';
import { book } from './words';

type Machine = components['schemas']['MachineView'];
type Made = components['schemas']['NewMachine'];

export default function Machines() {
  const w = useWords(book);
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['machines'], queryFn: () => ok(common.GET('/v1/machines')) });
  const create = <Button type="primary" onClick={() => setAsking(true)}>{w('create')}</Button>;
  return (
    <div className="sheet">
      <div className="page-head"><div><h1>{w('machines')}</h1><p>{w('machinesWhy')} <a href="/docs/">{w('docs')}</a></p></div><div className="acts">{create}</div></div>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {data?.length === 0 ? <section className="card"><Empty icon="machine" title={w('noMachines')} why={w('noMachinesWhy')} /></section> : null}
      {data && data.length > 0 ? <section className="card"><ul className="plain-list roomy">{data.map((machine) => <MachineRow key={machine.id} machine={machine} />)}</ul></section> : null}
      <Modal open={asking} onCancel={() => setAsking(false)} footer={null} title={w('create')} destroyOnHidden mask={{ closable: false }}><Create done={() => setAsking(false)} /></Modal>
    </div>
  );
}

function MachineRow({ machine }: { machine: Machine }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => ok(common.DELETE('/v1/machines/{id}', { params: { path: { id: machine.id } } })),
    onSuccess: () => notify({ tone: 'plain', text: w('revoked', { name: machine.name }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['machines'] }),
  });
  return (
    <li>
      <span className="two grow"><strong>{machine.name}</strong><span className="second">{machine.scopes.join(' ')}</span></span>
      <span className="second">{machine.seen_at ? <>{w('lastSeen')} <Time at={machine.seen_at} ago /></> : w('never')}</span>
      <Popconfirm title={w('revokeSure', { name: machine.name })} description={w('revokeWhy')} okText={w('revoke')} cancelText={w('cancel')} onConfirm={() => revoke.mutate()}><Button type="text" danger>{w('revoke')}</Button></Popconfirm>
    </li>
  );
}

function Create({ done }: { done(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const { scopes } = useSession();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const create = useMutation({
    meta: { told: true },
    mutationFn: () => ok(common.POST('/v1/machines', { body: { name: name.trim(), scopes: chosen } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['machines'] }),
  });
  if (create.data) return <Secret made={create.data} done={done} />;
  return (
    <form onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
      {create.error ? <ProblemBox problem={problemOf(create.error)} /> : null}
      <div className="field"><label htmlFor="machine-name">{w('machineName')}</label><Input id="machine-name" required autoFocus value={name} onChange={(event) => setName(event.target.value)} /></div>
      <fieldset className="field"><legend>{w('scopes')}</legend><Checkbox.Group className="scopes" value={chosen} onChange={setChosen} options={scopes.map((scope) => ({ value: scope, label: scope }))} /></fieldset>
      <div className="dialog-foot"><Button onClick={done}>{w('cancel')}</Button><Button type="primary" htmlType="submit" disabled={chosen.length === 0} loading={create.isPending}>{w('create')}</Button></div>
    </form>
  );
}

function Secret({ made, done }: { made: Made; done(): void }) {
  const w = useWords(book);
  const take = () => void copy(made.secret ?? '').then(() => notify({ tone: 'good', text: w('copied') }));
  return (
    <>
      <p className="question-why">{w('secretOnce')}</p>
      <Facts rows={[[w('id'), <code key="id">{made.machine.id}</code>], [w('secret'), <code key="secret">{made.secret}</code>]]} />
      <div className="dialog-foot"><Button onClick={take}>{w('copy')}</Button><Button type="primary" onClick={done}>{w('done')}</Button></div>
    </>
  );
}
