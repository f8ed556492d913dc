import { describe, expect, it } from 'vitest';
import { lastDays, perDay } from './days';

describe('days in the zone of the platform', () => {
  const now = Date.parse('2026-03-01T17:00:00Z');
  it('end today, there where it is already tomorrow', () => expect(lastDays(3, now)).toEqual(['2026-02-28', '2026-03-01', '2026-03-02']));
  it('count the moments of each', () => expect(perDay(lastDays(2, now), ['2026-03-01T15:59:59Z', '2026-03-01T16:00:00Z', '2026-03-01T23:00:00Z', '2025-01-01T00:00:00Z'])).toEqual([1, 2]));
});
