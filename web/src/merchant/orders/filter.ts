// What the list is narrowed by, as it stands in the address and as the door takes it.
import type { Address } from '../../frame/address';
import type { paths } from '../../api/merchant';

export type Query = NonNullable<paths['/v1/orders']['get']['parameters']['query']>;
export const STAGES = ['to_assign', 'to_accept', 'to_number', 'to_print', 'to_ship', 'exception', 'shipped', 'all'] as const;
export type Tab = (typeof STAGES)[number];

export const tabOf = (at: Address): Tab => STAGES.find((stage) => stage === at['stage']) ?? 'to_assign';

const REGION = /^\d{6}$/;
const ORIGINS = ['platform', 'merchant'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** The beginning of a day on the platform's clock. */
const dayBegins = (day: string, plus = 0) => new Date(Date.parse(`${day}T00:00:00+08:00`) + plus * 86_400_000).toISOString();

/** The moment that `late` means. It stands while one works on what was late then, so that ticks and pages hold. */
let due = '';
export const lateFromNow = () => { due = new Date().toISOString(); };
const dueBefore = () => { if (!due) lateFromNow(); return due; };

/** Characters a number is found by at least: the door takes no shorter ones. */
export const LEAST = 4;
/** What is searched for, once it is long enough to be. */
const findOf = (at: Address) => { const find = at['find']?.trim() ?? ''; return [...find].length >= LEAST ? find : ''; };
/** Something is typed that does not narrow the list yet. */
export const isTooShort = (at: Address) => Boolean(at['find']?.trim()) && !findOf(at);

/** The door's filter for an address; a search of six characters is the end of a number, any other its beginning. */
export function filterOf(at: Address): Query {
  const tab = tabOf(at);
  const find = findOf(at);
  const from = at['from'] ?? '';
  const to = at['to'] ?? '';
  return {
    ...(tab === 'all' ? {} : { stage: tab }),
    ...(at['late'] ? { due_before: dueBefore() } : {}),
    ...(at['fulfiller'] ? { fulfiller: at['fulfiller'] } : {}),
    ...(REGION.test(at['region'] ?? '') ? { region: Number(at['region']) } : {}),
    ...(ORIGINS.find((each) => each === at['origin']) ? { origin: at['origin'] as Query['origin'] & string } : {}),
    ...(at['source'] ? { source: at['source'] } : {}),
    ...(at['product'] ? { product: at['product'] } : {}),
    ...(DAY.test(from) ? { placed_from: dayBegins(from) } : {}),
    ...(DAY.test(to) ? { placed_to: dayBegins(to, 1) } : {}),
    ...([...find].length === 6 ? { number_tail: find } : find ? { number_prefix: find } : {}),
  };
}

/** True if more than the tab narrows the list. */
export const isNarrowed = (at: Address) => Boolean(findOf(at)) || ['late', 'fulfiller', 'source', 'product', 'region', 'origin', 'from', 'to'].some((key) => at[key]);
export const CLEAR: Address = { late: undefined, fulfiller: undefined, source: undefined, product: undefined, productName: undefined, region: undefined, origin: undefined, from: undefined, to: undefined, find: undefined };
/** Everything that a view may say: one that is used begins from here. */
export const BLANK: Address = { ...CLEAR, stage: undefined, cols: undefined, numbers: undefined, open: undefined, job: undefined };
