// Two parties say that a number is theirs: who has it, and taking a typed one from its holder.
import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { notify } from '../../frame/notices';
import { prefs } from '../../frame/prefs';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { AskWhy, lengthOf } from '../../kit/AskWhy';
import { Facts } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { No } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { carrierName, codes } from './names';
import { book } from './words';

type Holder = Shapes['NumberHolder'];

/** Characters of a reason. */
const REASON = 200;

export function Contest({ close }: { close(): void }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const [named, setNamed] = useState({ carrier: 'sf', number: '' });
  const find = useMutation({ meta: { told: true }, mutationFn: () => ok(api.GET('/v1/waybill-numbers', { params: { query: { carrier: named.carrier, number: named.number.trim() } } })) });
  const problem = find.error ? problemOf(find.error) : undefined;
  const free = problem?.code === 'not_found';
  return (
    <Modal open title={w('contest')} footer={null} onCancel={close} width={520} mask={{ closable: false }} destroyOnHidden>
      <p className="question-why">{w('contestWhy')}</p>
      <form className="find-number" onSubmit={(event) => { event.preventDefault(); if (named.number.trim()) find.mutate(); }}>
        <Select aria-label={w('carrier')} value={named.carrier} onChange={(carrier) => setNamed({ ...named, carrier })} options={codes.map((code) => ({ value: code, label: carrierName(code, locale) }))} />
        <Input aria-label={w('number')} placeholder={w('number')} autoFocus value={named.number} onChange={(event) => setNamed({ ...named, number: event.target.value })} />
        <Button type="primary" htmlType="submit" loading={find.isPending} disabled={!named.number.trim()}>{w('find')}</Button>
      </form>
      {problem && !free ? <ProblemBox problem={problem} /> : null}
      {free ? <p role="status" className="hint">{w('free')}</p> : null}
      {find.data ? <Held key={find.data.waybill + (find.data.code ?? '')} holder={find.data} again={() => find.mutate()} /> : null}
    </Modal>
  );
}

function Held({ holder, again }: { holder: Holder; again(): void }) {
  const w = useWords(book);
  const may = useMay()('platform:parties');
  const [reason, setReason] = useState('');
  const { carrier, number, waybill } = holder;
  const release = useMutation({
    meta: { told: true },
    mutationFn: () => ok(api.POST('/v1/waybill-numbers/release', { body: { carrier, number, waybill, reason: reason.trim() } })),
    onSuccess() { notify({ tone: 'plain', text: w('released', { number }) }); again(); },
  });
  const lost = holder.code === 'number_lost';
  const how = lost ? 'lost' : holder.state === 'issued' ? 'sold' : 'typed';
  const ready = lengthOf(reason) > 0 && lengthOf(reason) <= REASON;
  return (
    <>
      <Facts rows={[
        [w('number'), <No key="n" of={number} />], [w('how'), w(how)], [w('packer'), holder.fulfiller_name], [w('merchant'), holder.merchant_name],
        [w('since'), <Time key="s" at={holder.since} />], [w('left'), <Time key="l" at={holder.shipped_at} />],
      ]} />
      {lost ? <blockquote className="said">{holder.reason}</blockquote> : null}
      {may && holder.actions.includes('release') ? (
        <form onSubmit={(event) => { event.preventDefault(); if (ready) release.mutate(); }}>
          {release.error ? <ProblemBox problem={problemOf(release.error)} /> : null}
          <AskWhy label={w('reason')} hint={w('reasonHint')} value={reason} set={setReason} usual={[w('r1'), w('r2')]} most={REASON} />
          <p className="hint">{w(holder.shipped_at ? 'afterLeft' : 'afterHere')}</p>
          <div className="dialog-foot"><Button danger type="primary" htmlType="submit" disabled={!ready} loading={release.isPending}>{w('release')}</Button></div>
        </form>
      ) : null}
    </>
  );
}
