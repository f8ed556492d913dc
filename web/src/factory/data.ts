// What several rooms of the factory ask for.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ok, pieces } from '../api/door';
import { allPages } from '../api/pages';
import type { Failure } from '../kit/Results';
import { api, type Shapes } from './api';

export { accountsQuery, carriersQuery, isLow, lasts, type Account } from '../frame/party/waybills/data';

export type Card = Shapes['AssignmentCard'];
export type Parcel = Shapes['Parcel'];

export const countsQuery = queryOptions({ queryKey: ['assignments', 'counts'], queryFn: () => ok(api.GET('/v1/assignments/counts')), refetchInterval: 20_000, placeholderData: keepPreviousData });
export const agentsQuery = queryOptions({ queryKey: ['printing', 'agents'], queryFn: () => ok(api.GET('/v1/print-agents')), refetchInterval: 20_000 });
export const recallsQuery = queryOptions({ queryKey: ['assignments', 'recalls'], queryFn: () => ok(api.GET('/v1/recall-requests', { params: { query: { state: 'asked', limit: 100 } } })), refetchInterval: 20_000 });

/** Parcels of a stage, oldest first. */
export const parcelsOf = (stage: Shapes['ParcelStage'], most?: number) => allPages<Parcel>((cursor) => ok(api.GET('/v1/parcels', { params: { query: { stage, limit: 200, ...(cursor ? { cursor } : {}) } } })), most);

/** Every parcel with pieces of an assignment, whatever it waits for. */
export const parcelsIn = async (assignment: string) => (await ok(api.GET('/v1/parcels', { params: { query: { assignment, limit: 200 } } }))).items;

/** How many parcels of a stage an act takes, exactly: tabs stop counting at 1,000, a button that acts on all must not. */
export const exactQuery = (stage: Shapes['ParcelStage'], verb: Shapes['BatchCountParcels']['verb'], verified?: boolean) => queryOptions({
  queryKey: ['parcels', 'exact', stage, verb, verified ?? null],
  queryFn: async () => (await ok(api.POST('/v1/batches/count/parcels', { body: { verb, selection: { filter: { stage, ...(verified === undefined ? {} : { verified }) } } } }))).matched,
});

export interface Outcome {
  total: number;
  done: number;
  failures: (Failure & { id: string })[];
}
interface Named { id: string; name: string }
interface RowsLike { rows: { index: number; problem?: Shapes['RowProblem'] | null }[] }

/** Runs `call` over the rows, 500 at a time, telling how far it is; the refused are gathered by name. */
export async function sweep(rows: readonly Named[], call: (some: readonly Named[]) => Promise<RowsLike>, told: (now: Outcome) => void = () => undefined): Promise<Outcome> {
  let now: Outcome = { total: rows.length, done: 0, failures: [] };
  told(now);
  for (const some of pieces(rows)) {
    const answer = await call(some);
    const failures = answer.rows.flatMap(({ index, problem }) => { const row = some[index]; return problem && row ? [{ ...row, code: problem.code, detail: problem.detail ?? null }] : []; });
    now = { total: rows.length, done: now.done + some.length - failures.length, failures: [...now.failures, ...failures] };
    told(now);
  }
  return now;
}
