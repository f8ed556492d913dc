// A list behind a grid: keyset pages, fetched as they are scrolled to.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

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
}

/** Rows of a list, in pages of `limit` (200 at most). `fetch` gets the cursor of the page before. */
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
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useCallback(() => void (isFetchingNextPage ? undefined : fetchNextPage()), [isFetchingNextPage, fetchNextPage]);
  return { rows, hasMore: hasNextPage, more, loading: query.isPending || isFetchingNextPage, error: query.error, again: useCallback(() => void refetch(), [refetch]) };
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
