// The columns a person wants in a list: kept by the server, so that they are the same on every machine. An address that
// names columns, as a shared view does, goes before them, and is what changes then.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ok } from '../api/door';
import type { Address } from './address';
import { common } from './session';

const NAME = 'usual';

export interface Columns {
  /** Ids of the shown ones, in order. */
  shown: readonly string[];
  set(next: readonly string[] | undefined): void;
}

export function useColumns(list: string, usual: readonly string[], at: Address, setAt: (change: Address) => void): Columns {
  const queries = useQueryClient();
  const page = `${list}.columns`;
  const key = ['views', page];
  const read = () => ok(common.GET('/v1/views', { params: { query: { page } } }));
  const { data } = useQuery({ queryKey: key, queryFn: read, staleTime: 60_000 });
  const save = useMutation({
    mutationFn: async (cols: readonly string[]) => {
      const body = { cols } as never;
      const kept = (await read()).find(({ name }) => name === NAME);
      if (kept) await ok(common.PUT('/v1/views/{id}', { params: { path: { id: kept.id } }, body: { name: NAME, body, version: kept.version } }));
      else await ok(common.POST('/v1/views', { body: { page, name: NAME, body } }));
    },
    mutationKey: key,
    scope: { id: page },
    // What was really kept is read after the last of several changes: an earlier answer would undo a later one on screen.
    onSettled: () => (queries.isMutating({ mutationKey: key }) > 1 ? undefined : queries.invalidateQueries({ queryKey: key })),
  });
  /** Shown at once. */
  const keep = (cols: readonly string[]) => {
    void queries.cancelQueries({ queryKey: key });
    queries.setQueryData(key, (now: typeof data) => [{ id: '', page, version: 0, created_at: '', ...now?.[0], name: NAME, body: { cols } }]);
    save.mutate(cols);
  };
  const mine = (data?.find(({ name }) => name === NAME)?.body as { cols?: readonly string[] } | undefined)?.cols;
  const named = at['cols']?.split(',');
  return {
    shown: named ?? (mine && mine.length > 0 ? mine : usual),
    set: (next) => (named ? setAt({ cols: next?.join(',') }) : keep(next ?? [])),
  };
}
