// Carriers by their names.
import { useQuery } from '@tanstack/react-query';
import { ok } from '../api/door';
import { prefs } from '../frame/prefs';
import { api } from './api';

export const useCarriers = () => useQuery({ queryKey: ['carriers'], queryFn: () => ok(api.GET('/v1/carriers')), staleTime: 600_000 }).data ?? [];

/** The name of a carrier's code in the language of the screen; the code where nobody knows it. */
export function useCarrierName(): (code: string) => string {
  const { locale } = prefs.use();
  const carriers = useCarriers();
  return (code) => { const found = carriers.find((carrier) => carrier.code === code); return found ? (locale === 'zh' ? found.name_zh : found.name_en) : code; };
}
