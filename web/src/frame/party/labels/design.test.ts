import { describe, expect, it } from 'vitest';
import { add, AREAS, back, begun, blamed, drop, empty, filled, forth, fresh, MOST, moved, placed, raise, sized, step } from './design';

const text = fresh('text', '76x130');

describe('geometry', () => {
  it('moves on the grid and stays inside', () => {
    expect(moved(text, 0.3, 0.2, '76x130')).toMatchObject({ x: 2.5, y: 2 });
    expect(moved(text, 500, 500, '76x130')).toMatchObject({ x: 76 - text.w, y: 37 - text.h });
    expect(moved(text, -500, -500, '76x130')).toMatchObject({ x: 0, y: 0 });
  });
  it('sizes to the edge and never to nothing', () => {
    expect(sized(text, 500, 500, '76x130')).toMatchObject({ w: 74, h: 35 });
    expect(sized(text, -500, -500, '76x130')).toMatchObject({ w: 1, h: 1 });
    expect(sized(fresh('line', '76x130'), 0, -500, '76x130').h).toBe(0.25);
  });
  it('brings typed numbers inside', () => {
    expect(placed(text, 'x', 900, '76x130').x).toBe(76 - text.w);
    expect(placed(text, 'w', -3, '76x130').w).toBe(0.25);
  });
  it('makes every kind inside every paper', () => {
    for (const size of Object.keys(AREAS) as (keyof typeof AREAS)[]) for (const kind of ['text', 'items', 'line', 'frame'] as const) {
      const { x, y, w, h } = fresh(kind, size);
      expect(x + w).toBeLessThanOrEqual(AREAS[size].w);
      expect(y + h).toBeLessThanOrEqual(AREAS[size].h);
    }
  });
});

describe('steps', () => {
  it('goes back and forth; a new step forgets what was ahead', () => {
    const one = add(empty, text);
    let steps = step(begun(empty), one);
    steps = step(steps, add(one, text));
    expect(back(steps).now).toEqual(one);
    expect(forth(back(steps)).now.elements).toHaveLength(2);
    expect(back(back(back(steps))).now).toEqual(empty);
    expect(step(back(steps), empty).next).toEqual([]);
  });
  it('keeps a drag one step', () => {
    const dragged = step(step(begun(empty), add(empty, text)), add(empty, moved(text, 5, 5, '76x130')), true);
    expect(back(dragged).now).toEqual(empty);
  });
});

describe('elements', () => {
  it('are at most forty, and keep their order', () => {
    let design = empty;
    for (let n = 0; n < MOST + 3; n += 1) design = add(design, { ...text, text: String(n) });
    expect(design.elements).toHaveLength(MOST);
    expect(raise(design, 0, 1).elements.slice(0, 2).map((each) => each.text)).toEqual(['1', '0']);
    expect(raise(design, 0, -1)).toEqual(design);
    expect(drop(design, 1).elements[1]?.text).toBe('2');
  });
});

describe('words', () => {
  it('fills fields, keeps braces and what it does not know', () => {
    expect(filled('{shop} {index}/{total} {{x}} {nonsense} 共{pieces}件')).toBe('星空旗舰店 6/500 {x} {nonsense} 共3件');
  });
  it('finds the element a refusal names', () => {
    expect(blamed('/design/elements/3/text')).toBe(3);
    expect(blamed('/name')).toBeUndefined();
  });
});
