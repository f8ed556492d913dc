// A list behind a grid: keyset pages, fetched as they are scrolled to.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { FEW_PAGES, useLive } from '../frame/live';

export interface PageOf<T> {
  items: T[];
  next?: string | null;
}

export interface Pages<T> {
  rows: readonly T[];
  hasMore: boolean;
  more(): void;
  loading: boolean;
  error: Error | null;
  again(): void;
  /** Something changed, and too much is loaded to ask again unasked: show a button that calls `again`. */
  outdated: boolean;
}

/** Rows of a list, in pages of 200 at most. `fetch` gets the cursor of the page before; the key begins with the noun of the door's
 *  events (`orders`, `parcels` …), so that what changes is asked again. */
export function usePages<T>(key: readonly unknown[], fetch: (cursor: string | undefined) => Promise<PageOf<T>>, options: { enabled?: boolean; every?: number } = {}): Pages<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetch(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: options.enabled ?? true,
    ...(options.every ? { refetchInterval: options.every } : {}),
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const [outdated, setOutdated] = useState(false);
  useLive(({ name, data: told }) => { if (name === 'stir' && told.nouns?.includes(String(key[0])) && (data?.pages.length ?? 0) > FEW_PAGES) setOutdated(true); });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useCallback(() => void (isFetchingNextPage ? undefined : fetchNextPage()), [isFetchingNextPage, fetchNextPage]);
  return { rows, hasMore: hasNextPage, more, loading: query.isPending || isFetchingNextPage, error: query.error, again: useCallback(() => { setOutdated(false); void refetch(); }, [refetch]), outdated };
}

/** Every row of a list that is small by nature; stops at `most` all the same. */
export async function allPages<T>(fetch: (cursor: string | undefined) => Promise<PageOf<T>>, most = 2000): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await fetch(cursor);
    rows.push(...page.items);
    if (!page.next || rows.length >= most) return rows;
    cursor = page.next;
  }
}
