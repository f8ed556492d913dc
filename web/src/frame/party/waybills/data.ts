// Waybill accounts and carriers, as both sides ask for them.
import { queryOptions } from '@tanstack/react-query';
import { ok } from '../../../api/door';
import type { components } from '../../../api/merchant';
import { allPages } from '../../../api/pages';
import { common } from '../../session';

export type Account = components['schemas']['WaybillAccount'];

export const carriersQuery = queryOptions({ queryKey: ['carriers'], queryFn: () => ok(common.GET('/v1/carriers')), staleTime: 600_000 });
export const accountsQuery = queryOptions({ queryKey: ['accounts'], queryFn: () => allPages<Account>((cursor) => ok(common.GET('/v1/waybill-accounts', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } }))), refetchInterval: 30_000 });

/** How many numbers an account still pays for; undefined where numbers cost nothing. */
export const lasts = (account: Account) => (account.price_fen > 0 ? Math.max(0, Math.floor((account.balance_fen - account.held_fen) / account.price_fen)) : undefined);
/** Fewer than this many numbers left is worth a warning. */
const LOW = 100;
export const isLow = (account: Account) => account.state === 'active' && (lasts(account) ?? LOW) < LOW;
