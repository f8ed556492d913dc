// What a page shows lives in its address: filters, tabs, the open row. A reload, a bookmark and a colleague see the same.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type Address = Record<string, string | undefined>;

export const parseAddress = (text: string): Address => Object.fromEntries(new URLSearchParams(text));
export function writeAddress(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '');
  const text = new URLSearchParams(kept).toString();
  return text ? `?${text}` : '';
}

/** The address's parameters, and a way to change some of them (undefined removes one). */
export function useAddress(): [Address, (change: Address, push?: boolean) => void] {
  const search: Address = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (some: Address, push = false) =>
      void navigate({ to: '.', search: ((now: Address) => ({ ...now, ...some })) as never, replace: !push }),
    [navigate],
  );
  return [search, change];
}

/** Goes to a room of this console. */
export function useGo(): (to: string, search?: Address) => void {
  const navigate = useNavigate();
  return useCallback((to, search = {}) => void navigate({ to, search: search as never }), [navigate]);
}
