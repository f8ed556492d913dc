// The divisions orders may be narrowed by: the very list that addresses are split by, loaded when somebody looks.
export interface Region { value: string; label: string }

/** Lines of code and name, in the order of codes: a name is told with what it lies in. */
export function read(list: string): Region[] {
  const names = new Map(list.split('\n').map((line) => line.split('\t')).filter(([code]) => /^\d{6}$/.test(code ?? '')).map(([code, name]) => [code ?? '', name ?? '']));
  const above = (code: string) => [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`].filter((each) => each !== code).map((each) => names.get(each));
  return [...names].map(([value, name]) => ({ value, label: [...above(value), name].filter(Boolean).join(' ') }));
}

export async function regions(): Promise<Region[]> {
  const { default: list } = await import('../../../../shared/data/divisions.tsv?raw');
  return read(list);
}
