// A batch just begun, followed where it was begun. Leaving does not stop it: it goes on, and Jobs has it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { problemOf } from '../../../api/problem';
import { ProblemBox } from '../../../kit/ProblemBox';
import { refresh } from '../../live';
import { notify } from '../../notices';
import { useWords } from '../../words';
import { again, isLive, stopBatch, useBatch, useRefused, worthAgain } from './batch';
import { Stand } from './Stand';
import { book } from './words';

interface Props {
  id: string;
  title: string;
  /** Said at the foot of the screen when every row was done. */
  well(n: number): string;
  close(): void;
  /** Shown once it is over, where more is to be said than how many: it then closes by hand alone. */
  after?: ReactNode;
  /** Another batch takes its place: the refused rows once more. */
  follow(id: string): void;
}

export function Following({ id, title, well, close, after, follow }: Props) {
  const w = useWords(book);
  const queries = useQueryClient();
  const { data: batch, error } = useBatch(id);
  const over = batch !== undefined && !isLive(batch);
  const clean = over && batch.state === 'done' && batch.refused === 0;
  useEffect(() => { if (over) void refresh(queries, 'orders', 'assignments', 'parcels', 'accounts', 'batches'); }, [over]);
  useEffect(() => {
    if (!clean || after) return;
    notify({ tone: 'good', text: well(batch.done) });
    close();
  }, [clean]);
  const retries = worthAgain(useRefused(batch, String)) && batch?.actions.includes('retry');
  const stop = useMutation({ mutationFn: () => stopBatch(id), onSettled: () => queries.invalidateQueries({ queryKey: ['batches'] }) });
  const retry = useMutation({ mutationFn: again, onSuccess: (begun) => follow(begun.id) });
  const foot = over
    ? <>{retries ? <Button loading={retry.isPending} onClick={() => retry.mutate(batch)}>{w('retry', { n: batch.refused })}</Button> : null}<Button type={after ? 'default' : 'primary'} onClick={close}>{w('close')}</Button></>
    : <><Button danger loading={stop.isPending} onClick={() => stop.mutate()}>{w('stop')}</Button><Button type="primary" onClick={close}>{w('leave')}</Button></>;
  return (
    <Modal open title={title} onCancel={close} width={560} footer={foot} mask={{ closable: false }}>
      {error ? <ProblemBox problem={problemOf(error)} /> : null}
      {batch ? <Stand batch={batch} /> : null}
      {over ? after : null}
    </Modal>
  );
}
