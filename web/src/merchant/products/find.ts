// Products found by the beginning of their SKU, for pickers.
import { useQuery } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { api, type Shapes } from '../api';

export type Product = Shapes['Product'];
export const findProducts = (begins: string) => ok(api.GET('/v1/products', { params: { query: { limit: 50, ...(begins ? { begins } : {}) } } }));
export const productName = ({ sku, name, spec }: Pick<Product, 'sku' | 'name' | 'spec'>) => [sku, name, spec].filter(Boolean).join(' ');

export const useProducts = (begins: string) => useQuery({ queryKey: ['products', 'find', begins], queryFn: () => findProducts(begins), staleTime: 60_000 });
