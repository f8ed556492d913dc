// The saved views of the list of orders.
import { store } from '../../frame/store';

export interface View {
  name: string;
  search: string;
}

const KEY = 'sealship.views.orders';
const kept = store<readonly View[]>(JSON.parse(localStorage.getItem(KEY) ?? '[]') as View[], (now) => localStorage.setItem(KEY, JSON.stringify(now)));

export function useViews() {
  const views = kept.use();
  return {
    views,
    save: (name: string, search: string) => kept.set((now) => [...now.filter((view) => view.name !== name), { name, search }]),
    remove: (name: string) => kept.set((now) => now.filter((view) => view.name !== name)),
  };
}
