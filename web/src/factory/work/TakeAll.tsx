// Numbers for more than a page can look after: the service takes them and goes on if the page is left; then what the carrier says.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { useGo } from '../../frame/address';
import { useBatch } from '../../frame/party/jobs/batch';
import { Following } from '../../frame/party/jobs/Following';
import { words, useWords } from '../../frame/words';
import { Reasons } from '../../kit/Results';
import { api, type Shapes } from '../api';
import { parcelsOf, type Account } from '../data';
import { parcelName } from '../Goods';
import { Pick, refusalOf } from './Take';

const book = words(
  { title: '整批取号', asked: '已向快递公司取 {n} 个号', open: '快递公司还有 {n} 个没有回复，平台会继续确认，不会重复出号；关掉也不影响。', all: '快递公司都回复了。', refused: '快递公司拒绝了 {n} 个，改好后可以再取：', print: '去打印' },
  { title: 'Take numbers', asked: '{n} {n|number|numbers} asked for', open: 'The carrier has not answered for {n} yet: the platform goes on asking and buys none twice. You may leave.', all: 'The carrier has answered for all.', refused: 'The carrier refused {n}; mend them and take again:', print: 'Print' },
);
const LOOK_MS = 1500;
/** Refusals named here; all of them stay in the list. */
const MOST = 2000;

export function TakeAll({ selection, done, cancel }: { selection: Shapes['AssignmentSelection']; done(): void; cancel(): void }) {
  const w = useWords(book);
  const [batch, follow] = useState<string | null>(null);
  const { data: tally } = useQuery({ queryKey: ['assignments', 'exact', 'take', selection], queryFn: () => ok(api.POST('/v1/batches/count/assignments', { body: { verb: 'take_numbers', selection } })) });
  const take = useMutation({ meta: { told: true }, mutationFn: (account: Account) => ok(api.POST('/v1/batches/take-numbers', { body: { assignments: selection, carrier: account.carrier, account: account.id } })), onSuccess: ({ id }) => follow(id) });
  if (!batch) return <Pick n={tally?.eligible} busy={take.isPending} error={take.error} go={(account) => take.mutate(account)} cancel={cancel} />;
  return <Following id={batch} title={w('title')} well={(n) => w('asked', { n })} close={done} follow={follow} after={<Answers batch={batch} />} />;
}

/** What the carrier has answered, once all were asked for. */
function Answers({ batch }: { batch: string }) {
  const w = useWords(book);
  const go = useGo();
  const begun = useBatch(batch).data?.created_at ?? '';
  // Parcels waiting for a number, less those that may be asked for (again): the carrier is at them.
  const { data: open } = useQuery({
    queryKey: ['parcels', 'unanswered'],
    queryFn: async () => { const { matched, eligible } = await ok(api.POST('/v1/batches/count/parcels', { body: { verb: 'take_numbers', selection: { filter: { stage: 'number' } } } })); return matched - eligible; },
    refetchInterval: ({ state }) => (state.data === 0 ? false : LOOK_MS),
  });
  const { data: refused } = useQuery({
    queryKey: ['parcels', 'refused', batch, open],
    queryFn: async () => (await parcelsOf('number', MOST)).flatMap((parcel) => (parcel.waybill?.state === 'failed' && parcel.waybill.reserved_at >= begun ? [refusalOf(parcel.waybill, parcelName(parcel))] : [])),
    enabled: open === 0 && begun !== '',
  });
  return (
    <div className="take-note" role="status" aria-live="polite">
      {open === undefined ? null : <p className="quiet">{open > 0 ? w('open', { n: open }) : w('all')}</p>}
      {refused && refused.length > 0 ? <><p className="late">{w('refused', { n: refused.length })}</p><Reasons failures={refused} /></> : null}
      {open === 0 ? <Button block size="large" type="primary" className="take-print" onClick={() => go('/print')}>{w('print')}</Button> : null}
    </div>
  );
}
