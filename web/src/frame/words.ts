// Words in two languages. Each room keeps its own dictionary beside its pages: `const w = words(zh, en)`, then `useWords(w)`.
import { prefs, type Locale } from './prefs';

export type Values = Record<string, string | number>;
export interface Words<K extends string> {
  zh: Record<K, string>;
  en: Record<K, string>;
}

/** A dictionary; English must know every word that Chinese knows, the compiler sees to it. */
export function words<K extends string>(zh: Record<K, string>, en: Record<NoInfer<K>, string>): Words<K> {
  return { zh, en };
}

const GROUPED: Record<Locale, Intl.NumberFormat> = { zh: new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') };

/** A number with thousands apart. */
export const num = (n: number) => GROUPED[prefs.get().locale].format(n);

/** Fills `{n}` with values; numbers are grouped. In English `{n|order|orders}` chooses by number. */
export function fill(text: string, values?: Values): string {
  if (!values) return text;
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one !== undefined) return value === 1 ? one : (many ?? '');
    return typeof value === 'number' ? num(value) : value;
  });
}

/** Looks words up outside of components; inside them use `useWords`, which follows a change of language. */
export const say = <K extends string>(book: Words<K>, key: K, values?: Values) => fill(book[prefs.get().locale][key], values);

export type Say<K extends string> = (key: K, values?: Values) => string;

export function useWords<K extends string>(book: Words<K>): Say<K> {
  const { locale } = prefs.use();
  return (key, values) => fill(book[locale][key], values);
}
