// A party applies; the operator decides.
import { useMutation } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
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

export function Apply({ side, back }: { side: Side; back(): void }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const [form, setForm] = useState({ party: '', name: '', mail: '', password: '' });
  const [kind, setKind] = useState<'factory' | 'warehouse'>('factory');
  const put = (key: keyof typeof form) => (value: string) => setForm((now) => ({ ...now, [key]: value }));
  const apply = useMutation({
    meta: { told: true },
    mutationFn: () => ok(common.POST('/v1/applications', { body: { ...form, mail: form.mail.trim(), locale: locale === 'zh' ? 'zh-CN' : 'en', ...(side === 'factory' ? { kind } : {}) } })),
  });
  return (
    <Desk side={side} title={w('applyTitle')}>
      {apply.data ? <p className="desk-said" role="status">{w(apply.data.state === 'active' ? 'appliedActive' : 'applied')}</p> : (
        <form onSubmit={(event) => { event.preventDefault(); apply.mutate(); }}>
          {apply.error ? <ProblemBox problem={problemOf(apply.error)} /> : null}
          <Field label={w('partyName')} complete="organization" value={form.party} set={put('party')} first />
          {side === 'factory' ? (
            <div className="field">
              <Segmented block size="large" value={kind} onChange={setKind} aria-label={w('kind')} options={[{ value: 'factory', label: w('kindFactory') }, { value: 'warehouse', label: w('kindWarehouse') }]} />
            </div>
          ) : null}
          <Field label={w('yourName')} complete="name" value={form.name} set={put('name')} />
          <Field label={w('mail')} kind="email" complete="username" value={form.mail} set={put('mail')} />
          <Field label={w('password')} kind="password" complete="new-password" hint={w('passwordHint')} value={form.password} set={put('password')} />
          <Button type="primary" htmlType="submit" size="large" block loading={apply.isPending}>{w('apply')}</Button>
        </form>
      )}
      <div className="desk-links"><Button type="link" onClick={back}>{w('back')}</Button></div>
    </Desk>
  );
}
