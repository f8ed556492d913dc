// Signing in: address and password, then six digits where the person has switched codes on; and the ways to a password or a party.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf, Refused } from '../../api/problem';
import { ProblemBox } from '../../kit/ProblemBox';
import { book } from '../book';
import type { Side } from '../room';
import { become, common } from '../session';
import { useWords } from '../words';
import { Apply } from './Apply';
import { Desk } from './Desk';
import { Field } from './Field';
import { AskReset } from './Reset';

export function SignIn({ side }: { side: Side }) {
  const w = useWords(book);
  const [view, setView] = useState<'in' | 'reset' | 'apply'>('in');
  const back = () => setView('in');
  if (view === 'reset') return <AskReset side={side} back={back} />;
  if (view === 'apply') return <Apply side={side} back={back} />;
  return (
    <Desk side={side} title={w('signIn')}>
      <SignInForm />
      <div className="desk-links">
        <Button type="link" onClick={() => setView('reset')}>{w('forgot')}</Button>
        {side === 'platform' ? null : <Button type="link" onClick={() => setView('apply')}>{w(side === 'merchant' ? 'applyMerchant' : 'applyFactory')}</Button>}
      </div>
    </Desk>
  );
}

/** The form itself: also shown over a page whose session ran out, for the same person. */
export function SignInForm({ mail: fixed, done }: { mail?: string; done?(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [mail, setMail] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState<string | null>(null);
  const enter = useMutation({
    meta: { told: true },
    mutationFn: () => ok(common.POST('/v1/session', { body: { mail: mail.trim(), password, ...(totp ? { totp } : {}) } })),
    async onSuccess(session) {
      // Over a page the new session goes on for the party that page is about, which the session need not have chosen.
      // Asked by itself: the session's own query may be the call that waits.
      become(queries, fixed ? await ok(common.GET('/v1/session')) : session);
      done?.();
    },
    onError(error) {
      if (error instanceof Refused && error.problem.code === 'totp_needed') setTotp('');
    },
  });
  const wantsCode = enter.error instanceof Refused && enter.error.problem.code === 'totp_needed';
  return (
    <form onSubmit={(event) => { event.preventDefault(); enter.mutate(); }}>
      {enter.error && !wantsCode ? <ProblemBox problem={problemOf(enter.error)} /> : null}
      {fixed ? null : <Field label={w('mail')} kind="email" complete="username" value={mail} set={setMail} first />}
      <Field label={w('password')} kind="password" complete="current-password" value={password} set={setPassword} first={Boolean(fixed)} />
      {totp === null ? null : <Field label={w('code')} hint={w('codeHint')} complete="one-time-code" value={totp} set={setTotp} code first />}
      <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending}>{w('signIn')}</Button>
    </form>
  );
}
