// A batch, asked again and again while it lives; and one begun anew over the rows that another refused.
import { useQuery } from '@tanstack/react-query';
import { ok } from '../../../api/door';
import type { components } from '../../../api/merchant';
import { allPages } from '../../../api/pages';
import type { Code } from '../../../kit/refusals';
import type { Failure } from '../../../kit/Results';
import { common } from '../../session';

export type Batch = components['schemas']['Batch'];

export const isLive = (batch: Batch | undefined) => batch === undefined || batch.state === 'waiting' || batch.state === 'running';

export const useBatch = (id: string | undefined) => useQuery({
  queryKey: ['batches', 'one', id],
  queryFn: () => ok(common.GET('/v1/batches/{batch}', { params: { path: { batch: id ?? '' } } })),
  enabled: Boolean(id),
  refetchInterval: (query) => (isLive(query.state.data) ? 500 : false),
});

export const stopBatch = (batch: string) => ok(common.POST('/v1/batches/{batch}/cancel', { params: { path: { batch } } }));

/** What an ended batch refused, each row by its name. */
export function useRefused(batch: Batch | undefined, row: (n: number) => string): readonly Failure[] {
  const id = batch?.id ?? '';
  const { data } = useQuery({
    queryKey: ['batches', 'refusals', id],
    queryFn: () => allPages<{ row?: number | null; code: string; subject: string; number?: string | null; detail?: string | null; column: string }>((cursor) => ok(common.GET('/v1/batches/{batch}/refusals', { params: { path: { batch: id }, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })), 20_000),
    enabled: Boolean(batch && batch.refused > 0 && !isLive(batch)),
  });
  return (data ?? []).map((each) => ({ name: each.number || each.subject || `${row(each.row ?? 0)} ${each.column}`, code: each.code, detail: each.detail ?? null }));
}

/** Refusals that stay until something else is done first: to try at once would meet them again. */
const LASTING: ReadonlySet<string> = new Set<Code>(['order_given', 'order_closed', 'already_decided', 'undo_too_late', 'not_found']);
export const worthAgain = (failures: readonly Failure[]) => failures.some(({ code }) => !LASTING.has(code));

type Begin = (path: string, init: { body: unknown }) => Promise<{ data?: Batch; error?: unknown; response: Response }>;

/** The same verb, told the same, over the rows `batch` refused. */
export function again(batch: Batch): Promise<Batch> {
  const { verb } = batch.request as { verb: Record<string, unknown> };
  const { do: name, of, ...told } = verb;
  const selection = { refused_by: batch.id };
  const body = typeof of === 'string' ? { ...told, [of]: selection } : { ...told, selection };
  return ok((common.POST as unknown as Begin)(`/v1/batches/${String(name).replaceAll('_', '-')}`, { body }));
}
