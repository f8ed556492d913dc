// What a person sets for this browser: language, light or dark, row height. Views and columns are the server's.
import { store } from './store';

export type Locale = 'zh' | 'en';
export type Density = 'roomy' | 'tight';
export interface Prefs {
  locale: Locale;
  theme: 'light' | 'dark' | 'system';
  density: Density;
  sound: boolean;
}

const KEY = 'sealship.prefs';

function read(): Prefs {
  const usual: Prefs = { locale: navigator.language.startsWith('zh') ? 'zh' : 'en', theme: 'system', density: 'roomy', sound: true };
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Prefs>) };
  } catch {
    return usual;
  }
}

export const prefs = store<Prefs>(read(), (now) => localStorage.setItem(KEY, JSON.stringify(now)));
export const setPref = <K extends keyof Prefs>(key: K, value: Prefs[K]) => prefs.set((now) => ({ ...now, [key]: value }));

const night = matchMedia('(prefers-color-scheme: dark)');
const systemDark = store(night.matches);
night.addEventListener('change', (event) => systemDark.set(event.matches));

/** True if the screen is dark now. */
export function useDark(): boolean {
  const { theme } = prefs.use();
  const system = systemDark.use();
  return theme === 'dark' || (theme === 'system' && system);
}

/** Heights of a row, in pixels. */
export const ROW: Record<Density, number> = { roomy: 56, tight: 40 };
