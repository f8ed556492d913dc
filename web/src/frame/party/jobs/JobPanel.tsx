// One job: how far it is, why rows were refused, how to stop it, and the failed ones once more.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { problemOf } from '../../../api/problem';
import { Panel } from '../../../kit/Panel';
import { ProblemBox } from '../../../kit/ProblemBox';
import { refresh } from '../../live';
import { useWords, type Say } from '../../words';
import { again, stopBatch, useBatch, type Batch } from './batch';
import { Stand } from './Stand';
import { book } from './words';

type W = Say<keyof typeof book.zh>;
export const kindOf = (batch: Batch, w: W) => { const key = `k_${batch.kind}`; return key in book.zh ? w(key as keyof typeof book.zh) : batch.kind; };
export const nameOf = (batch: Batch) => { const { name } = batch.request as { name?: string | null }; return name ?? ''; };

export function JobPanel({ id, close, show }: { id: string | undefined; close(): void; show(id: string): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const { data: batch, error } = useBatch(id);
  const stop = useMutation({ mutationFn: () => stopBatch(id ?? ''), onSettled: () => queries.invalidateQueries({ queryKey: ['batches'] }) });
  const retry = useMutation({ mutationFn: again, onSuccess: (begun) => { show(begun.id); return refresh(queries, 'batches', 'orders', 'assignments', 'parcels'); } });
  const foot = batch?.actions.includes('retry') ? <Button type="primary" loading={retry.isPending} onClick={() => retry.mutate(batch)}>{w('retry', { n: batch.refused })}</Button>
    : batch?.actions.includes('cancel') ? <Button danger loading={stop.isPending} onClick={() => stop.mutate()}>{w('stop')}</Button> : null;
  return (
    <Panel open={Boolean(id)} close={close} title={batch ? `${kindOf(batch, w)} ${nameOf(batch)}` : w('title')} foot={foot} width={520}>
      {error ? <ProblemBox problem={problemOf(error)} /> : null}
      {batch ? <Stand batch={batch} /> : null}
    </Panel>
  );
}
