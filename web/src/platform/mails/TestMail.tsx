// A test mail: sent, and followed until a server took it or would not.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { notify } from '../../frame/notices';
import { useSession } from '../../frame/session';
import { useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { api } from '../api';
import { mailPage, type Mail } from '../data';
import { book } from './words';

/** Looks for what became of a mail: every second, for twenty. */
async function follow(id: string): Promise<Mail | undefined> {
  for (let tries = 0; tries < 20; tries += 1) {
    await new Promise((next) => setTimeout(next, 1000));
    for (const state of ['sent', 'refused', 'failed'] as const) {
      const found = (await mailPage(state)(undefined)).items.find((mail) => mail.id === id);
      if (found) return found;
    }
  }
  return undefined;
}

export function TestMail({ close }: { close(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const { mail } = useSession();
  const [address, setAddress] = useState(mail);
  const [locale, setLocale] = useState('zh-CN');
  const send = useMutation({
    meta: { told: true },
    mutationFn: () => ok(api.POST('/v1/mails/test', { body: { address: address.trim(), locale } })),
    onSuccess(queued) {
      close();
      const notice = notify({ tone: 'plain', text: w('testWaiting') });
      void follow(queued.id).then((now) => {
        void queries.invalidateQueries({ queryKey: ['mails'] });
        if (!now) notify({ id: notice, tone: 'plain', text: w('testLate') });
        else if (now.state === 'sent') notify({ id: notice, tone: 'good', text: w('testSent', { to: now.address }) });
        else notify({ id: notice, tone: 'bad', text: w('testBad', { why: now.answer }), to: `/mails?state=${now.state}` });
      }, () => notify({ id: notice, tone: 'plain', text: w('testLate') }));
    },
  });
  return (
    <Modal open title={w('test')} footer={null} onCancel={close} width={440} destroyOnHidden>
      <form onSubmit={(event) => { event.preventDefault(); send.mutate(); }}>
        {send.error ? <ProblemBox problem={problemOf(send.error)} /> : null}
        <p className="question-why">{w('testWhy')}</p>
        <div className="field"><label htmlFor="test-to">{w('testTo')}</label><Input id="test-to" type="email" required autoFocus value={address} onChange={(event) => setAddress(event.target.value)} /></div>
        <div className="field"><label htmlFor="test-locale">{w('testLocale')}</label><Select id="test-locale" className="wide" value={locale} onChange={setLocale} options={[{ value: 'zh-CN', label: w('zh') }, { value: 'en', label: w('en') }]} /></div>
        <div className="dialog-foot"><Button onClick={close}>{w('cancel')}</Button><Button type="primary" htmlType="submit" loading={send.isPending}>{w('testDo')}</Button></div>
      </form>
    </Modal>
  );
}
