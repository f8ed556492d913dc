// A new password by mail: asking for the letter, and what its link opens. The secret is behind `#`, so no server log has it.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { ProblemBox } from '../../kit/ProblemBox';
import { book } from '../book';
import type { Side } from '../room';
import { common } from '../session';
import { useWords } from '../words';
import { Desk } from './Desk';
import { Field } from './Field';

export function AskReset({ side, back }: { side: Side; back(): void }) {
  const w = useWords(book);
  const [mail, setMail] = useState('');
  const send = useMutation({ meta: { told: true }, mutationFn: () => ok(common.POST('/v1/password-resets', { body: { mail: mail.trim() } })) });
  return (
    <Desk side={side} title={w('resetTitle')}>
      {send.isSuccess ? <p className="desk-said" role="status">{w('resetSent')}</p> : (
        <form onSubmit={(event) => { event.preventDefault(); send.mutate(); }}>
          {send.error ? <ProblemBox problem={problemOf(send.error)} /> : null}
          <Field label={w('mail')} kind="email" complete="username" value={mail} set={setMail} first />
          <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{w('resetSend')}</Button>
        </form>
      )}
      <div className="desk-links"><Button type="link" onClick={back}>{w('back')}</Button></div>
    </Desk>
  );
}

export function NewPassword({ side }: { side: Side }) {
  const w = useWords(book);
  const [secret] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState('');
  const set = useMutation({ meta: { told: true }, mutationFn: () => ok(common.POST('/v1/password-resets/redeem', { body: { secret, password } })) });
  return (
    <Desk side={side} title={w('resetTitle')}>
      {set.isSuccess ? <p className="desk-said" role="status">{w('resetDone')}</p> : secret ? (
        <form onSubmit={(event) => { event.preventDefault(); set.mutate(); }}>
          {set.error ? <ProblemBox problem={problemOf(set.error)} /> : null}
          <Field label={w('newPassword')} kind="password" complete="new-password" hint={w('passwordHint')} value={password} set={setPassword} first />
          <Button type="primary" htmlType="submit" size="large" block loading={set.isPending}>{w('setPassword')}</Button>
        </form>
      ) : <p className="desk-said" role="alert">{w('linkBroken')}</p>}
      <div className="desk-links"><a href="/">{w('back')}</a></div>
    </Desk>
  );
}
