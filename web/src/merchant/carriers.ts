// Carriers by their names.
import { useQuery } from '@tanstack/react-query';
import { carriersQuery } from '../frame/party/waybills/data';
import { prefs } from '../frame/prefs';

export const useCarriers = () => useQuery(carriersQuery).data ?? [];

/** The name of a carrier's code in the language of the screen; the code where nobody knows it. */
export function useCarrierName(): (code: string) => string {
  const { locale } = prefs.use();
  const carriers = useCarriers();
  return (code) => { const found = carriers.find((carrier) => carrier.code === code); return found ? (locale === 'zh' ? found.name_zh : found.name_en) : code; };
}
