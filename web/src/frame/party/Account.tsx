// Oneself: one-time codes, and the devices one is signed in on.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, QRCode } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import type { components } from '../../api/merchant';
import { problemOf } from '../../api/problem';
import { ProblemBox } from '../../kit/ProblemBox';
import { Time } from '../../kit/Time';
import { notify } from '../notices';
import { common, sessionQuery, useSession } from '../session';
import { useWords } from '../words';
import { Row } from './Settings';
import { book } from './words';

type Enrolment = components['schemas']['Enrolment'];

export function Account() {
  const w = useWords(book);
  const session = useSession();
  const queries = useQueryClient();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const on = useMutation({ mutationFn: () => ok(common.POST('/v1/totp')), onSuccess: setEnrolment });
  const off = useMutation({ mutationFn: () => ok(common.DELETE('/v1/totp')), onSuccess: () => { notify({ tone: 'plain', text: w('codesGone') }); return again(); } });
  return (
    <section className="card">
      <h2>{w('account')}</h2>
      <Row name={w('name')}>{session.name} <span className="second">{session.mail}</span></Row>
      {session.role ? <Row name={w('role')}>{w(session.role)}</Row> : null}
      <Row name={w('codes')} hint={w('codesWhy')}>
        <span className={session.totp_on ? 'tag good' : 'tag'}>{w(session.totp_on ? 'codesOn' : 'codesOff')}</span>{' '}
        {session.totp_on ? <Button size="small" loading={off.isPending} onClick={() => off.mutate()}>{w('turnOff')}</Button> : <Button size="small" loading={on.isPending} onClick={() => on.mutate()}>{w('turnOn')}</Button>}
      </Row>
      <Sessions />
      <Modal open={enrolment !== null} onCancel={() => setEnrolment(null)} footer={null} title={w('codes')} width={400} destroyOnHidden>
        {enrolment ? <Confirm enrolment={enrolment} done={() => { setEnrolment(null); notify({ tone: 'good', text: w('codesDone') }); void again(); }} /> : null}
      </Modal>
    </section>
  );
}

function Confirm({ enrolment, done }: { enrolment: Enrolment; done(): void }) {
  const w = useWords(book);
  const [totp, setTotp] = useState('');
  const confirm = useMutation({ meta: { told: true }, mutationFn: () => ok(common.POST('/v1/totp/confirm', { body: { totp } })), onSuccess: done });
  return (
    <form className="enrol" onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
      {confirm.error ? <ProblemBox problem={problemOf(confirm.error)} /> : null}
      <p>{w('scanQr')}</p>
      <div className="qr" role="img" aria-label={w('qr')}><span aria-hidden="true"><QRCode value={enrolment.url} size={200} type="svg" bordered={false} color="#000" bgColor="#fff" /></span></div>
      <p className="second">{w('orType')} <code>{enrolment.secret}</code></p>
      <Input size="large" className="code" inputMode="numeric" maxLength={6} autoFocus aria-label={w('codes')} autoComplete="one-time-code" value={totp} onChange={(event) => setTotp(event.target.value)} />
      <Button type="primary" htmlType="submit" size="large" block loading={confirm.isPending}>{w('confirmCode')}</Button>
    </form>
  );
}

function Sessions() {
  const w = useWords(book);
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['sessions'], queryFn: () => ok(common.GET('/v1/sessions')) });
  const end = useMutation({
    mutationFn: (id: string) => ok(common.DELETE('/v1/sessions/{id}', { params: { path: { id } } })),
    onSuccess: () => { notify({ tone: 'plain', text: w('ended') }); return queries.invalidateQueries({ queryKey: ['sessions'] }); },
  });
  return (
    <Row name={w('sessions')}>
      <ul className="plain-list">
        {data?.map((row) => (
          <li key={row.id}>
            <span>{row.this ? <span className="tag go">{w('thisOne')}</span> : null} {w('since')} <Time at={row.created_at} /> · {w('lastSeen')} <Time at={row.seen_at} ago /></span>
            {row.this ? null : <Button size="small" onClick={() => end.mutate(row.id)}>{w('end')}</Button>}
          </li>
        ))}
      </ul>
    </Row>
  );
}
