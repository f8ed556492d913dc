// Loads the sample into a house that stays. Each step first looks what is there: one that was stopped goes on.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accounts, assign, bind, importFile, parties } from './people.mjs';
import { csv } from './sample.mjs';

/** How many orders each merchant has, and how their numbers begin. */
const SAMPLES = [[500, '6925813200'], [100, 'SY2026']];

export async function load(house, operator, data) {
  const mark = join(data, 'demo-loaded');
  if (existsSync(mark)) return;
  console.log('loading the sample: 2 merchants, 3 factories, 1 warehouse, 600 orders …');
  const people = await parties(house, operator);
  await bind(people);
  await accounts(people, operator);
  const now = begun(join(data, 'demo-begun'));
  for (const [n, merchant] of people.merchants.entries()) await bring(merchant, n, now);
  writeFileSync(mark, '');
}

/** The moment all deadlines of the sample stand around, the same when it goes on: else it would be another file. */
function begun(path) {
  if (!existsSync(path)) writeFileSync(path, new Date().toISOString());
  return new Date(readFileSync(path, 'utf8'));
}

/** A file brought again is unchanged; half of its orders are given, those included that were given before. */
async function bring(merchant, n, now) {
  const [count, prefix] = SAMPLES[n];
  const there = await merchant.all('/v1/orders');
  if (there.length < count) await importFile(merchant, 'sample.csv', Buffer.from(csv(count, 7 + n, prefix, now)));
  const free = await merchant.all('/v1/orders?stage=to_assign');
  await assign(merchant, free.slice(0, Math.max(0, free.length - Math.ceil(count / 2))));
}
