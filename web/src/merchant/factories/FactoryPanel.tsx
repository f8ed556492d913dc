// One factory in full: the terms of both sides, the words it uses for the merchant's goods, and the end.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Popover, Select, Segmented } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { useGo } from '../../frame/address';
import { notify } from '../../frame/notices';
import { OnTime } from '../../frame/party/Flow';
import { accountsQuery } from '../../frame/party/waybills/data';
import { prefs } from '../../frame/prefs';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { Theirs, useDraft } from '../../kit/draft';
import { Facts, Panel, Part } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { counted } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api } from '../api';
import { useCarriers } from '../carriers';
import { bindingsQuery, type Binding } from './data';
import { BindingState } from './Factories';
import { SkuMap } from './SkuMap';
import { book } from './words';

export function FactoryPanel({ id, close }: { id: string | undefined; close(): void }) {
  const w = useWords(book);
  const go = useGo();
  const { data } = useQuery(bindingsQuery);
  const binding = data?.find((each) => each.id === id);
  const foot = binding ? <span className="panel-foot"><End binding={binding} /><Button onClick={() => go('/orders', { stage: 'all', fulfiller: binding.fulfiller })}>{w('orders')}</Button></span> : null;
  return (
    <Panel open={Boolean(id)} close={close} title={binding?.other.name ?? w('title')} foot={foot} width={620}>
      {binding ? (
        <>
          <Part title={w('about')} extra={<BindingState binding={binding} w={w} />}>
            <Facts rows={[[w('hand'), counted(binding.open_work)], [w('offeredAt'), <Time key="o" at={binding.offered_at} />], [w('since'), 'since' in binding ? <Time key="s" at={binding.since} /> : null], [w('note_'), binding.note], [w('reason'), 'reason' in binding ? binding.reason : null]]} />
          </Part>
          <Terms key={binding.id} binding={binding} />
          <OnTime binding={binding.id} />
          {binding.actions.includes('map_skus') ? <Part title={w('map')}><SkuMap binding={binding.id} /></Part> : null}
        </>
      ) : null}
    </Panel>
  );
}

function Terms({ binding }: { binding: Binding }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const queries = useQueryClient();
  const { terms } = binding;
  const fixed = !binding.actions.includes('change_terms');
  const { form, typed, touched, put, clear, changed } = useDraft(terms);
  const carriers = useCarriers();
  const save = useMutation({
    meta: { told: true },
    mutationFn: () => ok(api.PATCH('/v1/bindings/{binding}/terms', { params: { path: { binding: binding.id } }, body: { terms: typed, version: binding.version } })),
    onSuccess: () => { clear(); notify({ tone: 'good', text: w('saved') }); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['bindings'] }),
  });
  const options = carriers.map((carrier) => ({ value: carrier.code, label: locale === 'zh' ? carrier.name_zh : carrier.name_en }));
  const carrierNames = (codes: readonly string[]) => codes.map((code) => options.find(({ value }) => value === code)?.label ?? code).join('、');
  // Who pays says how much at most.
  const capless = form.waybill_payer === 'merchant' && !(form.daily_waybills && form.daily_fen);
  const line = (name: string, what: React.ReactNode) => <div className="term"><span>{name}</span><span>{what}</span></div>;
  const theirs = (key: keyof typeof terms, value: string) => <Theirs shown={changed(key)} value={value} />;
  return (
    <Part title={w('terms')} extra={fixed || !touched ? null : <Button size="small" type="primary" disabled={capless} loading={save.isPending} onClick={() => save.mutate()}>{w('saveTerms')}</Button>}>
      {save.error ? <ProblemBox problem={problemOf(save.error)} /> : null}
      {line(w('autoAccept'), <>{w(terms.auto_accept ? 'yes' : 'no')} <span className="quiet">{w('theirs')}</span></>)}
      {line(w('payer'), <><Segmented<'fulfiller' | 'merchant'> disabled={fixed} value={form.waybill_payer} onChange={(next) => put({ waybill_payer: next })} options={[{ value: 'fulfiller', label: w('fulfiller') }, { value: 'merchant', label: w('merchant') }]} aria-label={w('payer')} />{theirs('waybill_payer', w(terms.waybill_payer))}</>)}
      {form.waybill_payer === 'merchant' ? (
        <>
          <NoAccount />
          {capless ? <p className="hint late" role="status">{w('capless')}</p> : null}
          {line(w('daily'), <InputNumber aria-label={w('daily')} min={1} precision={0} disabled={fixed} value={form.daily_waybills ?? null} onChange={(n) => put({ daily_waybills: n })} />)}
          {line(w('dailyFen'), <InputNumber aria-label={w('dailyFen')} min={0} precision={2} disabled={fixed} value={(form.daily_fen ?? 0) / 100} onChange={(yuan) => put({ daily_fen: Math.round((yuan ?? 0) * 100) })} />)}
        </>
      ) : null}
      {line(w('carriers'), <><Select mode="multiple" aria-label={w('carriers')} className="term-wide" placeholder={w('anyCarrier')} disabled={fixed} options={options} value={form.carriers} onChange={(codes) => put({ carriers: codes })} />{theirs('carriers', carrierNames(terms.carriers) || w('anyCarrier'))}</>)}
      {line(w('hours'), <><InputNumber aria-label={w('hours')} min={1} max={720} precision={0} disabled={fixed} value={form.accept_hours} onChange={(n) => put({ accept_hours: n ?? terms.accept_hours })} />{theirs('accept_hours', String(terms.accept_hours))}</>)}
    </Part>
  );
}

/** Who pays needs an account to pay from: said where the choice is made. */
function NoAccount() {
  const w = useWords(book);
  const go = useGo();
  const may = useMay();
  const { data } = useQuery({ ...accountsQuery, enabled: may('accounts:read') });
  if (!data || data.some(({ state }) => state === 'active')) return null;
  const waits = data.some(({ state }) => state === 'applied');
  return <p className="picker-over"><span>{w(waits ? 'accountWaits' : 'noAccount')}</span><Button size="small" onClick={() => go('/waybills')}>{w(waits ? 'seeAccount' : 'applyAccount')}</Button></p>;
}

function End({ binding }: { binding: Binding }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const end = useMutation({
    mutationFn: () => ok(api.POST('/v1/bindings/{binding}/end', { params: { path: { binding: binding.id } }, body: { reason, version: binding.version } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bindings'] }),
  });
  if (!binding.actions.includes('end')) return null;
  const ask = (
    <div className="end-ask">
      <p className="second">{w('endWhy')}</p>
      <Input.TextArea aria-label={w('endReason')} placeholder={w('endReason')} rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Button danger block loading={end.isPending} onClick={() => end.mutate()}>{w('endIt')}</Button>
    </div>
  );
  return <Popover trigger="click" placement="topLeft" content={ask}><Button danger type="text">{w('end')}</Button></Popover>;
}
