// What is ticked, and what "all" means: these rows, or every row of the filter except some.

export type Selection = { readonly kind: 'some'; readonly ids: ReadonlySet<string> } | { readonly kind: 'all'; readonly except: ReadonlySet<string> };

export const none: Selection = { kind: 'some', ids: new Set() };
/** Every row that matches the filter, loaded or not. */
export const everything: Selection = { kind: 'all', except: new Set() };

export function has(selection: Selection, id: string): boolean {
  return selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id);
}

export const isEmpty = (selection: Selection) => selection.kind === 'some' && selection.ids.size === 0;

/** How many are ticked; undefined for "all" while nobody has counted them. */
export function count(selection: Selection, total: number | undefined): number | undefined {
  if (selection.kind === 'some') return selection.ids.size;
  return total === undefined ? undefined : Math.max(0, total - selection.except.size);
}

/** Ticks or unticks some rows. */
export function put(selection: Selection, ids: Iterable<string>, on: boolean): Selection {
  const adds = (selection.kind === 'some') === on;
  const set = new Set(selection.kind === 'some' ? selection.ids : selection.except);
  for (const id of ids) {
    if (adds) set.add(id);
    else set.delete(id);
  }
  return selection.kind === 'some' ? { kind: 'some', ids: set } : { kind: 'all', except: set };
}

export const toggle = (selection: Selection, id: string) => put(selection, [id], !has(selection, id));

/** The rows between two of the list, both included, wherever they begin; the anchor's own tick is what they all get. */
export function range(selection: Selection, rows: readonly string[], anchor: string, to: string): Selection {
  const ends = [rows.indexOf(anchor), rows.indexOf(to)];
  const from = Math.min(...ends);
  if (from < 0) return toggle(selection, to);
  return put(selection, rows.slice(from, Math.max(...ends) + 1), has(selection, anchor));
}

/** The box in the header: all loaded rows are ticked, none, or some. */
export function headState(selection: Selection, rows: readonly string[]): 'all' | 'none' | 'some' {
  if (rows.length === 0) return 'none';
  const ticked = rows.reduce((sum, id) => sum + (has(selection, id) ? 1 : 0), 0);
  if (ticked === 0) return selection.kind === 'all' ? 'some' : 'none';
  return ticked === rows.length ? 'all' : 'some';
}

/** Which of the ticked left the list: no page of it has them any more. With more pages to come, only a row that was loaded,
 *  and whose place is still loaded however many came in before it, is known to be gone. */
export function gone(selection: Selection, before: ReadonlyMap<string, number>, rows: readonly string[], hasMore: boolean): string[] {
  if (selection.kind === 'all' || selection.ids.size === 0) return [];
  const now = new Set(rows);
  const missing = [...selection.ids].filter((id) => !now.has(id));
  if (!hasMore || missing.length === 0) return missing;
  const fresh = rows.filter((id) => !before.has(id)).length;
  return missing.filter((id) => { const at = before.get(id); return at !== undefined && at + fresh < rows.length; });
}

/** What the tab keeps of a selection, and what it reads back: only under the filter it was made under. */
export const written = (selection: Selection, filter: string) => JSON.stringify(selection.kind === 'some' ? { filter, ids: [...selection.ids] } : { filter, except: [...selection.except] });
export function read(text: string | null, filter: string): Selection {
  const kept = JSON.parse(text ?? '{}') as { filter?: string; ids?: string[]; except?: string[] };
  if (kept.filter !== filter) return none;
  return kept.except ? { kind: 'all', except: new Set(kept.except) } : { kind: 'some', ids: new Set(kept.ids) };
}

/** Rows that are gone from the list take their ticks with them; an "all" keeps its exceptions. */
export function keep(selection: Selection, still: (id: string) => boolean): Selection {
  if (selection.kind === 'all') return selection;
  const ids = [...selection.ids].filter(still);
  return ids.length === selection.ids.size ? selection : { kind: 'some', ids: new Set(ids) };
}

/** What a bulk call is told: the ids, or the filter and its exceptions. */
export function asked<F>(selection: Selection, filter: F): { ids: string[] } | { filter: F; except: string[] } {
  return selection.kind === 'some' ? { ids: [...selection.ids] } : { filter, except: [...selection.except] };
}
