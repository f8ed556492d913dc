// What is done with many orders at once: which they are, in pieces a call takes, and what became of each.
import type { Failure } from '../../kit/Results';
import { ok, pieces } from '../../api/door';
import { count, has, type Selection } from '../../grid/selection';
import { api, type Shapes } from '../api';
import type { Order } from './columns';
import type { Query } from './filter';

export interface Outcome {
  total: number;
  done: number;
  failures: Failure[];
}

/** The orders of a selection: the loaded ones that are ticked, or every one of the filter but its exceptions. */
export async function ordersOf(selection: Selection, filter: Query, loaded: readonly Order[], told: (n: number) => void = () => undefined): Promise<Order[]> {
  if (selection.kind === 'some') return loaded.filter((order) => has(selection, order.id));
  const found: Order[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await ok(api.GET('/v1/orders', { params: { query: { ...filter, limit: 200, ...(cursor ? { cursor } : {}) } } }));
    found.push(...page.items.filter((order) => has(selection, order.id)));
    told(found.length);
    if (!page.next) return found;
    cursor = page.next;
  }
}

export const counted = (selection: Selection, total: number | undefined) => count(selection, total);

interface RowsLike {
  rows: { index: number; problem?: Shapes['RowProblem'] | null }[];
}

/** Runs `call` over the orders, 500 at a time, and gathers what was refused by order number. */
export async function sweep<T extends RowsLike>(orders: readonly Order[], call: (some: readonly Order[]) => Promise<T>, told: (at: Outcome) => void): Promise<{ outcome: Outcome; answers: T[] }> {
  const outcome: Outcome = { total: orders.length, done: 0, failures: [] };
  const answers: T[] = [];
  for (const some of pieces(orders)) {
    const answer = await call(some);
    answers.push(answer);
    for (const { index, problem } of answer.rows) {
      if (problem) outcome.failures.push({ name: some[index]?.external_no ?? String(index), code: problem.code, detail: problem.detail ?? null });
      else outcome.done += 1;
    }
    told({ ...outcome, failures: [...outcome.failures] });
  }
  return { outcome, answers };
}
