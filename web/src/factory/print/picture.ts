// The picture of a label before it is printed: the agent draws it as its printer will, with a placeholder for the receiver, and spends
// no ticket. The custom area is the one this party uses for that merchant and paper, filled from the parcel.
import { queryOptions } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { allPages } from '../../api/pages';
import { shortTime } from '../../kit/Time';
import { api, type Shapes } from '../api';
import type { Parcel } from '../data';
import { ask } from './agent';

export const parcelQuery = (number: string) => queryOptions({ queryKey: ['parcels', 'number', number], queryFn: async () => (await ok(api.GET('/v1/parcels', { params: { query: { number } } }))).items[0] ?? null });
const defaultsQuery = queryOptions({ queryKey: ['labels', 'defaults'], queryFn: () => allPages<Shapes['LabelDefault']>((cursor) => ok(api.GET('/v1/label-defaults', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }))), staleTime: 60_000 });

type Size = Shapes['Size'];
/** The template in use: this merchant's for the paper, else the one for everybody. */
async function templateOf(parcel: Parcel, size: Size, defaults: readonly Shapes['LabelDefault'][]) {
  const of = defaults.filter((each) => each.size === size && each.template);
  if (of.length === 0) return undefined;
  const card = await ok(api.GET('/v1/assignments/{assignment}', { params: { path: { assignment: parcel.items[0]?.assignment ?? '' } } }));
  const use = of.find(({ binding }) => binding && binding === card.binding) ?? of.find(({ binding }) => !binding);
  return use?.template ? { template: use.template, shop: card.merchant.name } : undefined;
}

async function customOf(parcel: Parcel, size: Size, carrier: string, defaults: readonly Shapes['LabelDefault'][]): Promise<Shapes['CustomArea'] | null> {
  const use = await templateOf(parcel, size, defaults);
  if (!use) return null;
  const { design } = await ok(api.GET('/v1/label-templates/{template}', { params: { path: { template: use.template } } }));
  const data = {
    shop: use.shop, carrier, alias: parcel.items[0]?.number ?? '', number: parcel.waybill?.number ?? '', product: parcel.waybill?.product ?? '', remark: parcel.note, made_at: shortTime(parcel.created_at).replace('/', '-'), index: 1, total: 1,
    goods: parcel.items.map(({ name, spec, sku, fulfiller_sku, quantity }) => ({ name, spec, sku: fulfiller_sku ?? sku, quantity })),
  };
  return { template: design, data };
}

export const pictureQuery = (parcel: Parcel | null | undefined, size: Size, printer: string, carrier: string) => queryOptions({
  queryKey: ['labels', 'picture', parcel?.id, size, printer, carrier],
  queryFn: async ({ client }) => {
    const custom = parcel ? await customOf(parcel, size, carrier, await client.fetchQuery(defaultsQuery)) : null;
    const { data } = await ask<{ data: string }>('preview', { size, format: 'png', ...(printer ? { printer } : {}), custom });
    return `data:image/png;base64,${data}`;
  },
  staleTime: 600_000,
  retry: false,
});
