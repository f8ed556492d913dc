// The custom area as data: what may stand where, moving and sizing on a grid, and the steps one can take back. No React here.
import type { components } from '../../../api/merchant';

export type Size = components['schemas']['Size'];
export type Element = components['schemas']['LabelElement'];
export type Design = components['schemas']['LabelDesign'];
export type Kind = Element['kind'];

/** Millimetres: docs/labels.md. */
export const AREAS: Record<Size, { w: number; h: number }> = { '76x130': { w: 76, h: 37 }, '100x150': { w: 100, h: 40 }, '100x180': { w: 100, h: 38 } };
export const SIZES = Object.keys(AREAS) as Size[];
/** Half a millimetre: four dots at 203 dpi. */
export const GRID = 0.5;
export const MOST = 40;
const LEAST = 0.25;

export const FIELDS = ['shop', 'alias', 'remark', 'goods', 'pieces', 'kinds', 'index', 'total', 'number', 'carrier', 'product', 'made_at'] as const;
export const COLUMNS = ['index', 'sku', 'name', 'spec', 'quantity'] as const;

const snap = (value: number, grid = GRID) => Math.round(value / grid) * grid;
const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), Math.max(least, most));
/** Quarters of a millimetre are all a design is written in. */
const tidy = (value: number) => Math.round(value * 100) / 100;

export const empty: Design = { version: 1, elements: [] };

/** A new element of a kind, in the top left corner. */
export function fresh(kind: Kind, size: Size): Element {
  const { w, h } = AREAS[size];
  if (kind === 'text') return { kind, x: 2, y: 2, w: 40, h: 5, text: '{alias}', size: 3, bold: false, invert: false, shrink: true, align: 'left', valign: 'top' };
  if (kind === 'items') return { kind, x: 2, y: 8, w: w - 4, h: h - 14, columns: ['sku', 'name', 'spec', 'quantity'], head: true, size: 3, shrink: true };
  if (kind === 'line') return { kind, x: 2, y: 7, w: w - 4, h: 0.25 };
  return { kind, x: 1, y: 1, w: w - 2, h: h - 2, thick: 0.375 };
}

/** Moved by so many millimetres, on the grid and inside the area. */
export function moved(element: Element, dx: number, dy: number, size: Size, grid = GRID): Element {
  const { w, h } = AREAS[size];
  return { ...element, x: tidy(within(snap(element.x + dx, grid), 0, w - element.w)), y: tidy(within(snap(element.y + dy, grid), 0, h - element.h)) };
}

/** Its lower right corner moved. Lines keep the thickness of a line. */
export function sized(element: Element, dw: number, dh: number, size: Size, grid = GRID): Element {
  const { w, h } = AREAS[size];
  const least = element.kind === 'line' ? LEAST : 1;
  const fine = element.kind === 'line' ? LEAST : grid;
  return { ...element, w: tidy(within(snap(element.w + dw, fine), least, w - element.x)), h: tidy(within(snap(element.h + dh, fine), least, h - element.y)) };
}

/** With one number typed in: what does not fit is brought inside. */
export function placed(element: Element, key: 'x' | 'y' | 'w' | 'h', value: number, size: Size): Element {
  const { w, h } = AREAS[size];
  const room = { x: w - element.w, y: h - element.h, w: w - element.x, h: h - element.y }[key];
  return { ...element, [key]: tidy(within(value, key === 'x' || key === 'y' ? 0 : LEAST, room)) };
}

// ---- steps -----------------------------------------------------------------------------------------------------------

export interface Steps { past: readonly Design[]; now: Design; next: readonly Design[] }
export const begun = (now: Design): Steps => ({ past: [], now, next: [] });
const KEPT = 100;

/** `same` goes on with the step before: a drag is one step, however many moves it has. */
export function step(steps: Steps, now: Design, same = false): Steps {
  return { past: same ? steps.past : [...steps.past, steps.now].slice(-KEPT), now, next: [] };
}
export function back(steps: Steps): Steps {
  const last = steps.past.at(-1);
  return last ? { past: steps.past.slice(0, -1), now: last, next: [steps.now, ...steps.next] } : steps;
}
export function forth(steps: Steps): Steps {
  const [first, ...next] = steps.next;
  return first ? { past: [...steps.past, steps.now], now: first, next } : steps;
}

export const put = (design: Design, at: number, element: Element): Design => ({ ...design, elements: design.elements.map((each, n) => (n === at ? element : each)) });
export const add = (design: Design, element: Element): Design => (design.elements.length < MOST ? { ...design, elements: [...design.elements, element] } : design);
export const drop = (design: Design, at: number): Design => ({ ...design, elements: design.elements.filter((_, n) => n !== at) });
/** One place nearer to the front or the back. */
export function raise(design: Design, at: number, by: 1 | -1): Design {
  const elements = [...design.elements];
  const [one] = elements.splice(at, 1);
  if (one) elements.splice(within(at + by, 0, elements.length), 0, one);
  return { ...design, elements };
}

// ---- what fields say on the drawing board ----------------------------------------------------------------------------

export const SAMPLE: components['schemas']['CustomData'] = {
  shop: '星空旗舰店', alias: 'DS2026112500017', remark: '易碎品，请轻拿轻放', index: 6, total: 500, number: 'SB8853734286041', carrier: '沙箱快递', product: '标准快递', made_at: '11-25 17:05',
  goods: [{ sku: 'PC7746-21', name: '手机壳 磨砂软壳', spec: '墨绿色', quantity: 1 }, { sku: 'KC2001', name: '四件套 全棉', spec: '1.8 米床 · 雾蓝', quantity: 2 }],
};

/** A text with its fields filled in by the sample; `{{` and `}}` are braces. */
export function filled(text: string): string {
  const goods = SAMPLE.goods ?? [];
  const own: Record<string, string> = {
    ...Object.fromEntries(Object.entries(SAMPLE).filter(([, value]) => typeof value !== 'object').map(([key, value]) => [key, String(value)])),
    goods: goods.map(({ name, spec, quantity }) => `${name} ${spec} ×${quantity}`).join('；'),
    pieces: String(goods.reduce((sum, { quantity }) => sum + quantity, 0)),
    kinds: String(goods.length),
  };
  return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (all, field: string | undefined) => (all === '{{' ? '{' : all === '}}' ? '}' : own[field ?? ''] ?? all));
}

/** Which element, and which part of it, a refusal names: `/design/elements/3/text`. */
export function blamed(at: string | null | undefined): number | undefined {
  const found = /\/elements\/(\d+)/.exec(at ?? '');
  return found ? Number(found[1]) : undefined;
}
