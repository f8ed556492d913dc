// The saved views of the list of orders: kept by the server for the person, so that they are there on every machine.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { api } from '../api';

export interface View {
  id: string;
  name: string;
  search: string;
  version: number;
}

const PAGE = 'orders';
const body = (search: string) => ({ search }) as never;

export function useViews() {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['views', PAGE],
    queryFn: () => ok(api.GET('/v1/views', { params: { query: { page: PAGE } } })),
    select: (rows): View[] => rows.map(({ id, name, body: kept, version }) => ({ id, name, version, search: String((kept as { search?: string }).search ?? '') })),
    staleTime: 60_000,
  });
  const views = data ?? [];
  const onSettled = () => queries.invalidateQueries({ queryKey: ['views', PAGE] });
  const save = useMutation({
    mutationFn: async ({ name, search }: { name: string; search: string }) => {
      const known = views.find((view) => view.name === name);
      if (known) await ok(api.PUT('/v1/views/{id}', { params: { path: { id: known.id } }, body: { name, body: body(search), version: known.version } }));
      else await ok(api.POST('/v1/views', { body: { page: PAGE, name, body: body(search) } }));
    },
    onSettled,
  });
  const remove = useMutation({ mutationFn: (id: string) => ok(api.DELETE('/v1/views/{id}', { params: { path: { id } } })), onSettled });
  return { views, save: (name: string, search: string) => save.mutate({ name, search }), remove: (id: string) => remove.mutate(id) };
}
