// Ten seconds to think again: acts are taken back whole.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { api } from '../api';
import { book } from './words';

export function useUndo() {
  const w = useWords(book);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (acts: readonly string[]) => {
      let done = 0;
      for (const act of acts) done += (await ok(api.POST('/v1/assignments/undo', { body: { act } }))).done;
      return done;
    },
    onSuccess: (n) => notify({ tone: 'plain', text: w('undone', { n }) }),
    onSettled: () => refresh(queries, 'orders', 'bindings'),
  });
}

/** The same for what a batch gave; what it had not come to yet is stopped. */
export function useUndoBatch() {
  const w = useWords(book);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (batch: string) => {
      await ok(api.POST('/v1/batches/{batch}/cancel', { params: { path: { batch } } })).catch(() => undefined);
      return ok(api.POST('/v1/batches/undo', { body: { selection: { made_by: batch } } }));
    },
    onSuccess: (begun) => notify({ tone: 'plain', text: w('undoing'), to: `/jobs?open=${begun.id}` }),
    onSettled: () => refresh(queries, 'orders', 'bindings', 'batches'),
  });
}
