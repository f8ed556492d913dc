import { expect, it } from 'vitest';
import { regions } from './regions';

it('names a division with what it lies in, on every level', async () => {
  const all = await regions();
  const label = (code: string) => all.find(({ value }) => value === code)?.label;
  expect(label('330000')).toBe('浙江省');
  expect(label('330700')).toBe('浙江省 金华市');
  expect(label('330782')).toBe('浙江省 金华市 义乌市');
  expect(all.length).toBeGreaterThan(3000);
});
