// What the rooms know about a waybill account.
import type { Account } from '../data';

export const STATES = ['applied', 'active', 'refused', 'closed'] as const;
export type State = (typeof STATES)[number];
export const TONE: Record<string, 'wait' | 'good' | 'idle'> = { applied: 'wait', active: 'good', refused: 'idle', closed: 'idle' };

/** Numbers that should be left on an account; below that the packing table will stop within the day. */
const FEW_NUMBERS = 200;

/** How many numbers the balance still pays; undefined where the carrier sets the price. */
export const lasts = (account: Account) => (account.price_fen > 0 ? Math.floor(account.balance_fen / account.price_fen) : undefined);

export function isLow(account: Account): boolean {
  const left = lasts(account);
  return account.state === 'active' && (left === undefined ? account.balance_fen <= 0 : left < FEW_NUMBERS);
}
