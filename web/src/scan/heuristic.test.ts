import { expect, test } from 'vitest';
import { Ear, GAP_MS } from './heuristic';

function hear(text: string, gap: number, ear = new Ear(), from = 0): { scans: string[]; at: number } {
  let at = from;
  const scans: string[] = [];
  for (const key of [...text, 'Enter']) {
    const { scan } = ear.key(key, (at += gap));
    if (scan !== undefined) scans.push(scan);
  }
  return { scans, at };
}

test('a scan is quick, long and ended', () => {
  expect(hear('6901234500011', 8).scans).toEqual(['6901234500011']);
  expect(hear('73129001', GAP_MS).scans).toEqual(['73129001']);
});

test('typing is not a scan, however long', () => {
  expect(hear('6901234500011', 120).scans).toEqual([]);
  expect(hear('6901234500011', GAP_MS + 1).scans).toEqual([]);
});

test('a short burst is not a scan', () => {
  expect(hear('1234567', 5).scans).toEqual([]);
});

test('what was typed before does not stick to a scan', () => {
  const ear = new Ear();
  const { at } = hear('typed slowly', 200, ear);
  expect(hear('SF1234567890', 6, ear, at + 900).scans).toEqual(['SF1234567890']);
});

test('an Enter that comes late ends nothing', () => {
  const ear = new Ear();
  let at = 0;
  for (const key of '6901234500011') ear.key(key, (at += 5));
  expect(ear.key('Enter', at + 400)).toEqual({});
});

test('shift and other keys without a character do not break a scan', () => {
  const ear = new Ear();
  let at = 0;
  for (const key of ['Shift', 'S', 'Shift', 'F', ...'12345678']) ear.key(key, (at += 4));
  expect(ear.key('Enter', at + 4)).toEqual({ scan: 'SF12345678' });
});

test('a scan that lands in an input method is noticed once', () => {
  const ear = new Ear();
  const heard = Array.from({ length: 13 }, (_, n) => ear.key('Process', n * 6, true));
  expect(heard.filter(({ ime }) => ime)).toHaveLength(1);
});

test('a person who types with an input method is left alone', () => {
  const ear = new Ear();
  const heard = Array.from({ length: 30 }, (_, n) => ear.key('Process', n * 160, true));
  expect(heard.filter(({ ime }) => ime)).toHaveLength(0);
});
