// What a merchant is told wherever he is in the console: new exceptions, and batches that ended while he was elsewhere.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ok } from '../api/door';
import { useLive } from '../frame/live';
import { notify } from '../frame/notices';
import { words, useWords } from '../frame/words';
import { api } from './api';

const book = words(
  { exceptions: '新增 {n} 单异常，需要处理', done: '任务完成：成功 {done}，失败 {failed}', failed: '任务中断' },
  { exceptions: '{n} new {n|exception|exceptions} to look at', done: 'Job done: {done} done, {failed} failed', failed: 'A job stopped short' },
);

export function Watch() {
  const w = useWords(book);
  const { data } = useQuery({ queryKey: ['orders', 'counts'], queryFn: () => ok(api.GET('/v1/orders/counts')), refetchInterval: 30_000 });
  const before = useRef<number | undefined>(undefined);
  const now = data?.exception.n;
  useEffect(() => {
    if (now === undefined) return;
    const more = before.current === undefined ? 0 : now - before.current;
    before.current = now;
    if (more > 0) notify({ tone: 'bad', text: w('exceptions', { n: more }), to: '/orders?stage=exception', quiet: true });
  }, [now]);
  useLive(({ name, data: batch }) => {
    if (name !== 'batch' || !batch.id || (batch.state !== 'done' && batch.state !== 'failed') || location.search.includes(batch.id)) return;
    const text = batch.state === 'done' ? w('done', { done: batch.done ?? 0, failed: batch.refused ?? 0 }) : w('failed');
    notify({ id: batch.id, tone: batch.state === 'done' && !batch.refused ? 'good' : 'bad', text, to: `/jobs?open=${batch.id}`, quiet: true });
  });
  return null;
}
