// Over whatever page is open: sign in again, or prove that it is you. The page beneath keeps its state, the waiting calls go on.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { ProblemBox } from '../../kit/ProblemBox';
import { book } from '../book';
import { become, common, question } from '../session';
import { useWords } from '../words';
import { Field } from './Field';
import { SignInForm } from './SignIn';

export function Questions({ mail, totp }: { mail: string; totp: boolean }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const now = question.use();
  const leave = () => {
    if (now?.kind === 'sign_in') become(queries, null);
    now?.answer(false);
  };
  return (
    <Modal open={now !== null} onCancel={leave} footer={null} destroyOnHidden width={400} mask={{ closable: false }} title={w(now?.kind === 'step_up' ? 'stepUp' : 'again')}>
      <p className="question-why">{w(now?.kind === 'step_up' ? 'stepUpWhy' : 'expired')}</p>
      {now?.kind === 'sign_in' ? <SignInForm mail={mail} done={() => now.answer(true)} /> : null}
      {now?.kind === 'step_up' ? <StepUp totp={totp} done={() => now.answer(true)} cancel={leave} /> : null}
    </Modal>
  );
}

function StepUp({ totp, done, cancel }: { totp: boolean; done(): void; cancel(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const prove = useMutation({
    meta: { told: true },
    mutationFn: () => ok(common.POST('/v1/session/step-up', { body: totp ? { totp: text } : { password: text } })),
    onSuccess(session) {
      become(queries, session);
      done();
    },
  });
  useEffect(() => prove.reset(), [text]);
  return (
    <form onSubmit={(event) => { event.preventDefault(); prove.mutate(); }}>
      {prove.error ? <ProblemBox problem={problemOf(prove.error)} /> : null}
      {totp ? <Field label={w('code')} hint={w('codeHint')} complete="one-time-code" value={text} set={setText} code first />
        : <Field label={w('password')} kind="password" complete="current-password" value={text} set={setText} first />}
      <div className="dialog-foot">
        <Button onClick={cancel}>{w('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={prove.isPending}>{w('confirm')}</Button>
      </div>
    </form>
  );
}
