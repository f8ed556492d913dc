// A tablet on the packing table: lists keep what is worked by, and leave the rest to the panel.
import type { Column } from '../grid/Grid';
import { store } from '../frame/store';

const narrow = matchMedia('(max-width: 1000px)');
const slim = store(narrow.matches);
narrow.addEventListener('change', (event) => slim.set(event.matches));

/** The columns that fit; `spare` are the ones a narrow screen does without. */
export function useSlim<T>(columns: Column<T>[], spare: readonly string[]): { columns: Column<T>[]; list: string } {
  const now = slim.use();
  return now ? { columns: columns.filter(({ id }) => !spare.includes(id)), list: 'list slim' } : { columns, list: 'list' };
}
