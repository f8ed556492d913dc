// What the link of an invitation opens.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { ProblemBox } from '../../kit/ProblemBox';
import { book } from '../book';
import { prefs } from '../prefs';
import type { Side } from '../room';
import { common } from '../session';
import { useWords } from '../words';
import { Desk } from './Desk';
import { Field } from './Field';

export function Invitation({ side }: { side: Side }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const [secret] = useState(() => location.hash.slice(1));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const given = { ...(name.trim() ? { name: name.trim() } : {}), ...(password ? { password } : {}), locale: locale === 'zh' ? 'zh-CN' : 'en' };
  const accept = useMutation({ meta: { told: true }, mutationFn: () => ok(common.POST('/v1/invitations/accept', { body: { secret, ...given } })) });
  return (
    <Desk side={side} title={w('inviteTitle')}>
      {accept.data ? <p className="desk-said" role="status">{w('joined', { mail: accept.data.mail })}</p> : secret ? (
        <form onSubmit={(event) => { event.preventDefault(); accept.mutate(); }}>
          {accept.error ? <ProblemBox problem={problemOf(accept.error)} /> : null}
          <p className="desk-said">{w('inviteHint')}</p>
          <Field label={w('yourName')} complete="name" value={name} set={setName} optional first />
          <Field label={w('password')} kind="password" complete="new-password" hint={w('passwordHint')} value={password} set={setPassword} optional />
          <Button type="primary" htmlType="submit" size="large" block loading={accept.isPending}>{w('accept')}</Button>
        </form>
      ) : <p className="desk-said" role="alert">{w('linkBroken')}</p>}
      <div className="desk-links"><a href="/">{w('back')}</a></div>
    </Desk>
  );
}
