// A hand scanner is a keyboard that types fast: at most 50 ms between keys, at least 8 characters, Enter at the end.

export const GAP_MS = 50;
export const SHORTEST = 8;

export interface Heard {
  /** A whole scan. */
  scan?: string;
  /** Keys came as from a scanner but through an input method: 中文输入法 swallows codes. */
  ime?: boolean;
}

/** Listens to keys one by one and tells scans from typing. `at` is in milliseconds. */
export class Ear {
  private text = '';
  private last = -Infinity;
  private composed = 0;

  key(key: string, at: number, composing = false): Heard {
    const quick = at - this.last <= GAP_MS;
    this.last = at;
    if (composing || key === 'Process') return this.muffled(quick);
    if (key === 'Enter') return this.end(quick);
    if ([...key].length !== 1) return {};
    this.text = quick ? this.text + key : key;
    this.composed = 0;
    return {};
  }

  /** Keys an input method took: a run of them at a scanner's pace is a scan that was lost. */
  private muffled(quick: boolean): Heard {
    this.composed = quick ? this.composed + 1 : 1;
    this.text = '';
    return this.composed === SHORTEST ? { ime: true } : {};
  }

  private end(quick: boolean): Heard {
    const text = this.text;
    this.text = '';
    return quick && text.length >= SHORTEST ? { scan: text } : {};
  }
}
