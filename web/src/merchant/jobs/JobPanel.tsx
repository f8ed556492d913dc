// One job: how far it is, why rows were refused, how to stop it, and the failed ones once more.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ok } from '../../api/door';
import { allPages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { refresh } from '../../frame/live';
import { useWords, type Say } from '../../frame/words';
import { Panel } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { said } from '../../kit/problems';
import { Progress } from '../../kit/Progress';
import { Reasons, Tally } from '../../kit/Results';
import { api, type Batch } from '../api';
import { isLive, useBatch } from './batch';
import { book } from './words';

type W = Say<keyof typeof book.zh>;
export const kindOf = (batch: Batch, w: W) => { const key = `k_${batch.kind}`; return key in book.zh ? w(key as keyof typeof book.zh) : batch.kind; };
export const nameOf = (batch: Batch) => { const { name } = batch.request as { name?: string | null }; return name ?? ''; };

export function JobPanel({ id, close, show }: { id: string | undefined; close(): void; show(id: string): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const { data: batch, error } = useBatch(id);
  const refusals = useQuery({
    queryKey: ['batches', 'refusals', id],
    queryFn: () => allPages<{ row?: number | null; code: string; subject: string; column: string }>((cursor) => ok(api.GET('/v1/batches/{batch}/refusals', { params: { path: { batch: id ?? '' }, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })), 20_000),
    enabled: Boolean(batch && batch.refused > 0 && !isLive(batch)),
  });
  const stop = useMutation({ mutationFn: () => ok(api.POST('/v1/batches/{batch}/cancel', { params: { path: { batch: id ?? '' } } })), onSettled: () => queries.invalidateQueries({ queryKey: ['batches'] }) });
  // Assignments to one fulfiller are begun again as they were asked, over the refused rows alone.
  const again = useMutation({
    mutationFn: () => ok(api.POST('/v1/batches/assign', { body: { selection: { refused_by: id ?? '' }, to: String((batch?.request as { to?: string } | undefined)?.to ?? '') } })),
    onSuccess: (begun) => { show(begun.id); return refresh(queries, 'batches', 'orders'); },
  });
  const retry = batch?.actions.includes('retry') && batch.kind === 'assign' ? <Button type="primary" loading={again.isPending} onClick={() => again.mutate()}>{w('retry', { n: batch.refused })}</Button> : null;
  const foot = retry ?? (batch?.actions.includes('cancel') ? <Button danger loading={stop.isPending} onClick={() => stop.mutate()}>{w('stop')}</Button> : null);
  return (
    <Panel open={Boolean(id)} close={close} title={batch ? `${kindOf(batch, w)} ${nameOf(batch)}` : w('title')} foot={foot} width={520}>
      {error ? <ProblemBox problem={problemOf(error)} /> : null}
      {batch ? (
        <>
          <Progress state={batch.state} total={batch.total} at={batch.done + batch.refused} />
          <Tally total={isLive(batch) ? (batch.total ?? null) : batch.done + batch.refused} done={batch.done} refused={batch.refused} />
          {batch.code ? <p className="order-alert">{said(batch.code).join(' · ')}</p> : null}
          <Reasons failures={(refusals.data ?? []).map(({ row, code, subject, column }) => ({ name: subject || `${w('row', { n: String(row ?? '') })} ${column}`, code }))} />
        </>
      ) : null}
    </Panel>
  );
}
