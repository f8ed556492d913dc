// The main job, once, from nothing: through the public HTTP API and the print agent's WebSocket alone.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { chunks, until } from './api.mjs';
import { House } from './house.mjs';
import { FACTORIES, accounts, assign, bind, importFile, parties } from './people.mjs';
import { enrol, print, receipts } from './print.mjs';
import { csv } from './sample.mjs';
import { Report } from './show.mjs';
import { places, receivers, unread } from './unread.mjs';

export async function walk({ orders: file, out = 'demo-out' }) {
  const scratch = mkdtempSync(join(tmpdir(), 'sealship-demo-'));
  const report = new Report();
  const at = { scratch, out: resolve(out), file, report };
  mkdirSync(at.out, { recursive: true });
  // What an earlier run left would pass for this one's.
  for (const name of ['labels.pdf', 'mail', 'report.json']) rmSync(join(at.out, name), { recursive: true, force: true });
  let code = 0;
  try {
    await steps(at);
  } catch {
    const fell = report.steps.find((step) => !step.ok);
    console.error(`\nfell short at: ${fell?.name ?? 'starting'}`);
    code = 1;
  } finally {
    keepMail(at);
    report.write(join(at.out, 'report.json'));
    at.tables?.forEach((table) => table.close());
    at.factories?.forEach((factory) => factory.deaf());
    await at.house?.stop();
    rmSync(scratch, { recursive: true, force: true });
    console.log(`\n${join(at.out, 'report.json')}  labels.pdf  mail/*.eml`);
  }
  return code;
}

async function steps(at) {
  const { report } = at;
  await report.step('start: doors, worker, sandbox carrier', async () => { at.house = await House.start(join(at.scratch, 'data')); });
  at.operator = await at.house.operator();
  await report.step('parties apply, operator approves', async (bar) => { Object.assign(at, await parties(at.house, at.operator, bar)); at.factories.forEach((factory) => factory.listen()); return 6; });
  await report.step('bind by public code', () => bind(at));
  await report.step('waybill accounts, money', () => accounts(at, at.operator));
  await report.step('import the merchant\'s file', (bar) => bring(at, bar));
  await report.step('assign to the factories', (bar) => give(at, bar));
  await report.step('mail tells the factories', () => told(at));
  await report.step('factories accept', (bar) => accept(at, bar));
  await report.step('take waybills from the carrier', (bar) => take(at, bar));
  await report.step('enrol a print agent for each factory', () => enrol(at));
  await report.step('print sealed labels', (bar) => print(at, bar));
  await report.step('receipts reach the platform', () => receipts(at));
  await report.step('ship', (bar) => ship(at, bar));
  await report.step('the merchant sees carrier and number', () => seen(at));
  await report.step('no factory was told a receiver', () => searched(at));
}

async function bring(at, bar) {
  [at.merchant] = at.merchants;
  at.bytes = at.file ? readFileSync(at.file) : Buffer.from(csv(500, 20261123, '6925813200'));
  const { batch, refused } = await importFile(at.merchant, basename(at.file ?? 'sample.csv'), at.bytes, bar);
  at.report.refused = refused;
  if (batch.done === 0) throw new Error('no order of the file could be taken');
  at.orders = await at.merchant.all('/v1/orders?stage=to_assign');
  if (!at.orders.length) throw new Error('no order of the file waits to be assigned');
  return batch.done;
}

async function give(at, bar) {
  const given = await assign(at.merchant, at.orders, bar);
  // The undo window is part of the job: a factory sees nothing before it ends.
  await until('the undo window', 60, () => at.merchant.get('/v1/orders/counts'), (counts) => counts.to_assign.n === 0);
  return given;
}

async function told(at) {
  const mails = await until('the first mails', 60, () => emls(at), (found) => found.some((name) => readFileSync(name, 'utf8').includes('factory1@example.com')));
  return mails.length;
}

function emls(at) {
  const folder = join(at.house.data, 'mail');
  try { return readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => join(folder, name)); } catch { return []; }
}

function keepMail(at) {
  if (!at.house) return;
  mkdirSync(join(at.out, 'mail'), { recursive: true });
  for (const name of emls(at)) copyFileSync(name, join(at.out, 'mail', basename(name)));
}

async function each(at, work) {
  let count = 0;
  for (const factory of at.factories) count += await work(factory);
  return count;
}

async function accept(at, bar) {
  const visible = () => each(at, async (factory) => (await factory.get('/v1/assignments/counts')).to_accept.n);
  await until('assignments to appear', 60, visible, (n) => n >= Math.min(at.orders.length, 1000));
  let accepted = 0;
  return each(at, async (factory) => {
    const rows = await factory.all('/v1/assignments?tab=to_accept');
    for (const some of chunks(rows, 500)) {
      const answer = await factory.post('/v1/assignments/accept', { assignments: some.map((row) => row.id) });
      fellShort('accept', answer);
      bar(accepted += answer.done, at.orders.length);
    }
    return rows.length;
  });
}

function fellShort(what, answer) {
  const no = answer.rows.find((row) => row.problem);
  if (no) throw new Error(`${what}: ${no.problem.code} ${no.problem.detail ?? ''}`);
}

async function take(at, bar) {
  await each(at, async (factory) => {
    const rows = await factory.all('/v1/assignments?tab=to_number');
    for (const some of chunks(rows, 500)) {
      fellShort('take', await factory.post('/v1/waybills', { carrier: 'sandbox', account: factory.account, rows: some.map((row) => ({ assignment: row.id })) }));
    }
    return rows.length;
  });
  return until('numbers', 600, () => each(at, async (factory) => {
    factory.parcels = await factory.all('/v1/parcels?stage=print');
    return factory.parcels.length;
  }), (n) => { bar(n, at.orders.length); return n >= at.orders.length; });
}

async function ship(at, bar) {
  let shipped = 0;
  return each(at, async (factory) => {
    for (const some of chunks(factory.parcels, 500)) {
      const answer = await factory.post('/v1/parcels/ship', { parcels: some.map((parcel) => ({ parcel: parcel.id })) });
      fellShort('ship', answer);
      bar(shipped += answer.done, at.orders.length);
    }
    return factory.parcels.length;
  });
}

async function seen(at) {
  const cards = await at.merchant.all('/v1/orders?stage=shipped');
  at.report.orders = cards.map((card) => ({
    external_no: card.external_no, assignment: card.assignments[0]?.id, waybill_number: card.parcels[0]?.number,
    status: card.work.shipped > 0 && card.parcels[0]?.state === 'shipped' ? 'shipped' : 'open',
  }));
  const short = at.report.orders.find((order) => !order.waybill_number || order.status !== 'shipped');
  if (short) throw new Error(`order ${short.external_no} has no number or is not shipped`);
  if (cards.length < at.orders.length) throw new Error(`${cards.length} of ${at.orders.length} orders shipped`);
  return cards.length;
}

/** Everything the factories were ever told, searched for every receiver of the file. */
function searched(at) {
  const mails = emls(at).map((name) => readFileSync(name, 'utf8')).filter((eml) => FACTORIES.some(([, mail]) => eml.includes(mail)));
  const told = places({ factories: at.factories, mails });
  // A row may have been refused: any of the goods shows that the answers are there.
  const { goods } = receivers(at.bytes);
  const shown = goods.find((one) => told.answers.includes(one)) ?? goods[0];
  at.report.searched = unread(at.bytes, told, { answers: shown, events: 'assignments', mails: FACTORIES[0][1] });
  return at.report.searched.bytes;
}
