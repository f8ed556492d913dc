// What is done with many orders at once: which they are, in pieces a call takes, and what became of each.
import type { Failure } from '../../kit/Results';
import { ok, pieces } from '../../api/door';
import { problemOf } from '../../api/problem';
import { count, has, type Selection } from '../../grid/selection';
import { api, type Shapes } from '../api';
import type { Order } from './columns';
import type { Query } from './filter';

export interface Outcome {
  total: number;
  done: number;
  failures: Failure[];
}

export const numberOf = (order: Order) => order.external_no;

/** The orders of a selection: those on screen, where they are all loaded, else sought page by page under the filter. */
export async function ordersOf(selection: Selection, filter: Query, loaded: readonly Order[], told: (n: number) => void = () => undefined): Promise<Order[]> {
  const here = loaded.filter((order) => has(selection, order.id));
  const wanted = count(selection, undefined) ?? Infinity;
  if (here.length >= wanted) return here;
  const found: Order[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await ok(api.GET('/v1/orders', { params: { query: { ...filter, limit: 200, ...(cursor ? { cursor } : {}) } } }));
    found.push(...page.items.filter((order) => has(selection, order.id)));
    told(found.length);
    if (!page.next || found.length >= wanted) return found;
    cursor = page.next;
  }
}

interface RowsLike {
  rows: { index: number; problem?: Shapes['RowProblem'] | null }[];
}

/** Rows that go in one call. The key stays with them: sent again after nobody answered, they are done once. */
export interface Piece<R> {
  key: string;
  rows: readonly R[];
}
const piece = <R>(rows: readonly R[]): Piece<R> => ({ key: crypto.randomUUID(), rows });
export const inPieces = <R>(rows: readonly R[]): Piece<R>[] => pieces(rows).map(piece);

export interface Swept<R, T> {
  outcome: Outcome;
  answers: T[];
  /** What was not done, to be tried again. */
  left: Piece<R>[];
}

/** Runs `call` over the pieces and gathers what was refused by name. Where a call ends without an answer, or is refused as
 *  a whole, that piece and those after it are failures too: what was done before stays told, and can be taken back.
 *  `before` is how many were done when these were left over. */
export async function sweep<R, T extends RowsLike>(todo: readonly Piece<R>[], name: (row: R) => string, call: (rows: readonly R[], headers: { 'Idempotency-Key': string }) => Promise<T>, told: (at: Outcome) => void, before = 0): Promise<Swept<R, T>> {
  const total = todo.reduce((sum, { rows }) => sum + rows.length, before);
  const outcome: Outcome = { total, done: before, failures: [] };
  const swept: Swept<R, T> = { outcome, answers: [], left: [] };
  told(outcome);
  for (const [n, { key, rows }] of todo.entries()) {
    try {
      const answer = await call(rows, { 'Idempotency-Key': key });
      swept.answers.push(answer);
      const refused = answer.rows.flatMap(({ index, problem }) => { const row = rows[index]; return problem && row !== undefined ? [{ row, problem }] : []; });
      outcome.done += rows.length - refused.length;
      outcome.failures.push(...refused.map(({ row, problem }) => ({ name: name(row), code: problem.code, detail: problem.detail ?? null })));
      if (refused.length > 0) swept.left.push(piece(refused.map(({ row }) => row)));
    } catch (error) {
      const { code, detail } = problemOf(error);
      const rest = todo.slice(n);
      outcome.failures.push(...rest.flatMap((each) => each.rows.map((row) => ({ name: name(row), code, detail: detail ?? null }))));
      swept.left.push(...rest);
      told({ ...outcome, failures: [...outcome.failures] });
      return swept;
    }
    told({ ...outcome, failures: [...outcome.failures] });
  }
  return swept;
}
