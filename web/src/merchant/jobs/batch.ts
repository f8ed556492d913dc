// A batch, asked again and again while it lives.
import { useQuery } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { api, type Batch } from '../api';

export const isLive = (batch: Batch | undefined) => batch === undefined || batch.state === 'waiting' || batch.state === 'running';

export const useBatch = (id: string | undefined) => useQuery({
  queryKey: ['batches', 'one', id],
  queryFn: () => ok(api.GET('/v1/batches/{batch}', { params: { path: { batch: id ?? '' } } })),
  enabled: Boolean(id),
  refetchInterval: (query) => (isLive(query.state.data) ? 500 : false),
});
