// What a person of either side is told wherever he is in the console: what the other side did, and batches that ended elsewhere.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ok } from '../../api/door';
import type { components } from '../../api/merchant';
import { useLive } from '../live';
import { notify, type Notice } from '../notices';
import { common, useMay, useSession } from '../session';
import { words, useWords } from '../words';

type Binding = components['schemas']['BindingView'];
const book = words(
  { done: '任务完成：成功 {done}，失败 {failed}', failed: '任务中断', offers: '{name} 申请绑定，等你确认', active: '{name} 已确认绑定', declined: '{name} 拒绝了绑定', ending: '{name} 要结束合作' },
  { done: 'Job done: {done} done, {failed} failed', failed: 'A job stopped short', offers: '{name} asks to be bound: your decision', active: '{name} confirmed the binding', declined: '{name} declined the binding', ending: '{name} is ending the binding' },
);

/** Says something when a number grew while one looked elsewhere; the first number is only looked at. */
export function useGrowth(now: number | undefined, told: (more: number, now: number) => void): void {
  const before = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (now === undefined) return;
    const more = before.current === undefined ? 0 : now - before.current;
    before.current = now;
    if (more > 0) told(more, now);
  }, [now]);
}

export const quietly = (notice: Pick<Notice, 'tone' | 'text' | 'to'> & { id?: string }) => notify({ ...notice, quiet: true });

/** What became of a binding since it was last looked at, where the other side did it. */
export function turned(before: Binding['state'] | undefined, { state, offered_by }: Pick<Binding, 'state' | 'offered_by'>, mine: Binding['offered_by']): 'offers' | 'active' | 'declined' | 'ending' | undefined {
  if (before === state) return undefined;
  if (state === 'offered') return offered_by === mine ? undefined : 'offers';
  if (before === 'offered' && (state === 'active' || state === 'declined')) return offered_by === mine ? state : undefined;
  return before === 'active' && state === 'ending' ? 'ending' : undefined;
}

function useBindings(): void {
  const w = useWords(book);
  const { side } = useSession();
  const sees = useMay()('bindings:read');
  const mine = side === 'merchant' ? 'merchant' : 'fulfiller';
  const { data } = useQuery({ queryKey: ['bindings', 'watch'], queryFn: () => ok(common.GET('/v1/bindings', { params: { query: { limit: 200 } } })), refetchInterval: 60_000, enabled: sees });
  const before = useRef<ReadonlyMap<string, Binding['state']> | undefined>(undefined);
  useEffect(() => {
    if (!data) return;
    const known = before.current;
    before.current = new Map(data.items.map(({ id, state }) => [id, state]));
    if (!known) return;
    for (const binding of data.items) {
      const what = turned(known.get(binding.id), binding, mine);
      const ours = what === 'ending' && 'by' in binding && binding.by === mine;
      if (what && !ours) quietly({ id: `${binding.id} ${what}`, tone: what === 'active' ? 'good' : what === 'offers' ? 'plain' : 'bad', text: w(what, { name: binding.other.name }), to: `/bindings?open=${binding.id}` });
    }
  }, [data]);
}

/** For the top bar of a side that has bindings and batches. */
export function Watch() {
  const w = useWords(book);
  useBindings();
  useLive(({ name, data: batch }) => {
    if (name !== 'batch' || !batch.id || (batch.state !== 'done' && batch.state !== 'failed') || location.search.includes(batch.id)) return;
    const text = batch.state === 'done' ? w('done', { done: batch.done ?? 0, failed: batch.refused ?? 0 }) : w('failed');
    quietly({ id: batch.id, tone: batch.state === 'done' && !batch.refused ? 'good' : 'bad', text, to: `/jobs?open=${batch.id}` });
  });
  return null;
}
