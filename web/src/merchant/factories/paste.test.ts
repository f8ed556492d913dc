import { expect, test } from 'vitest';
import { readTable } from './paste';

test('columns of a spreadsheet, with a header or without', () => {
  const text = '商家编码\t厂商编码\t厂商叫法\t供货价\r\nSJ-4\tYF-88\t四件套A\t62.5\r\nJM-120\tXK-1\r\n';
  expect(readTable(text)).toEqual({ rows: [{ sku: 'SJ-4', fulfiller_sku: 'YF-88', fulfiller_name: '四件套A', supply_fen: 6250 }, { sku: 'JM-120', fulfiller_sku: 'XK-1', fulfiller_name: '', supply_fen: null }], bad: [] });
  expect(readTable('SJ-4,YF-88').rows).toHaveLength(1);
});

test('what makes no sense is given back as it was', () => {
  expect(readTable('SJ-4\n\nJM-120\tXK-1\t名\t十元\nA\tB\tC\t1.5').bad).toEqual(['SJ-4', 'JM-120\tXK-1\t名\t十元']);
});
