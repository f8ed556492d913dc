// The bindings of the merchant: asked once, used by filters, the picker and the factories' page.
import { queryOptions } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { allPages } from '../../api/pages';
import { api, type Shapes } from '../api';

export type Binding = Shapes['BindingView'];

export const bindingsQuery = queryOptions({
  queryKey: ['bindings'],
  queryFn: () => allPages<Binding>((cursor) => ok(api.GET('/v1/bindings', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }))),
  staleTime: 10_000,
});

/** Those that take new work. */
export const active = (bindings: readonly Binding[] | undefined) => (bindings ?? []).filter((binding) => binding.actions.includes('assign'));

