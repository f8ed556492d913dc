// Who takes part in the sample: two merchants, three factories, a warehouse; bound, with waybill accounts and money.
import { Door, chunks, until } from './api.mjs';

export const PASSWORD = 'sample-password-2026';
export const PERSON = '张经理';
export const SENDER = { name: '云坊仓', phone: '0579-88888888', province: '浙江省', city: '金华市', district: '义乌市', address: '北苑街道秋实路88号' };
export const MERCHANTS = [['锦时家居旗舰店', 'merchant1@example.com'], ['山野户外', 'merchant2@example.com']];
export const FACTORIES = [['云坊家纺厂', 'factory1@example.com', 'factory'], ['义乌星空礼品厂', 'factory2@example.com', 'factory'],
  ['绍兴晴川针织厂', 'factory3@example.com', 'factory'], ['杭州中心外仓', 'warehouse1@example.com', 'warehouse']];

/** Applies, is approved, and switches drop-shipping on; whoever did so before goes on from there. */
export async function enter(origin, operator, name, mail, kind) {
  const door = new Door(origin);
  const application = { party: name, name: PERSON, mail, password: PASSWORD, locale: 'zh-CN', ...(kind ? { kind } : {}) };
  await unlessDone('mail_taken', () => door.post('/v1/applications', application));
  const waiting = await operator.all('/v1/parties?state=applied');
  const party = waiting.find((row) => row.mail === mail);
  if (party) await operator.post(`/v1/parties/${party.id}/approve`, { version: party.version });
  await door.signIn(mail, PASSWORD);
  door.party = await door.get('/v1/party');
  if (!door.party.drop_shipping) door.party = await door.patch('/v1/party', { version: door.party.version, drop_shipping: true, sender: SENDER });
  door.name = name;
  return door;
}

/** A refusal that says it was done before is no refusal. */
async function unlessDone(code, work) {
  try { await work(); } catch (error) { if (error.code !== code) throw error; }
}

export async function parties(house, operator, bar = () => {}) {
  const all = MERCHANTS.length + FACTORIES.length;
  const merchants = [];
  const factories = [];
  for (const [name, mail] of MERCHANTS) { merchants.push(await enter(house.merchant, operator, name, mail)); bar(merchants.length, all); }
  for (const [name, mail, kind] of FACTORIES) { factories.push(await enter(house.factory, operator, name, mail, kind)); bar(merchants.length + factories.length, all); }
  return { merchants, factories };
}

/** Every merchant offers every factory by its public code; the factory accepts. */
export async function bind({ merchants, factories }) {
  for (const merchant of merchants) {
    const before = await merchant.all('/v1/bindings');
    merchant.bindings = [];
    for (const factory of factories) {
      const found = before.find((one) => one.other.code === factory.party.code);
      const offer = found ?? await merchant.post('/v1/bindings', { code: factory.party.code, note: '长期合作，每日约500单' });
      if (offer.state === 'offered') await factory.post(`/v1/bindings/${offer.id}/accept`, { version: offer.version });
      merchant.bindings.push(offer.id);
    }
  }
  return merchants.length * factories.length;
}

/** Each factory applies for a waybill account; the operator approves it and tops it up. */
export async function accounts({ factories }, operator) {
  for (const factory of factories) {
    const number = Math.abs(hash(factory.name));
    const [found] = await factory.all('/v1/waybill-accounts');
    const asked = found ?? await factory.post('/v1/waybill-accounts', { carrier: 'sandbox', name: `${factory.name} 测试面单`, settlement_no: `ST${number}`, branch: '义乌北苑网点' });
    const path = `/v1/waybill-accounts/${asked.id}`;
    if (asked.state === 'applied') await operator.post(`${path}/approve`, { version: asked.version, price_fen: 220 });
    // One reference is booked once, however often it is said.
    await operator.post(`${path}/top-ups`, { fen: 5_000_000, reference: `TOPUP-${number}`, note: '首次充值' });
    factory.account = asked.id;
  }
  return factories.length;
}

function hash(text) {
  return [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) | 0, 7);
}

/** Uploads a file as a clerk does and waits for its batch; every refused row is told. */
export async function importFile(merchant, name, bytes, bar = () => {}) {
  const begun = await merchant.upload(`/v1/imports?name=${encodeURIComponent(name)}`, bytes, 'application/octet-stream');
  const batch = await until('import', 600, () => merchant.get(`/v1/batches/${begun.id}`), (view) => {
    bar(view.done + view.refused, view.total ?? 0);
    return !['waiting', 'running'].includes(view.state);
  });
  const refused = await merchant.all(`/v1/batches/${begun.id}/refusals`);
  if (batch.state !== 'done') throw new Error(`import ${batch.state}: ${batch.code}`);
  return { batch, refused: refused.map(({ row, column, code }) => ({ row, column, code })) };
}

/** Gives every free piece to the factories in turn; answers how many orders were given. */
export async function assign(merchant, orders, bar = () => {}) {
  let given = 0;
  const rows = orders.map((order, n) => ({ order: order.id, to: merchant.bindings[n % merchant.bindings.length] }));
  for (const some of chunks(rows, 500)) {
    const answer = await merchant.post('/v1/assignments', { rows: some });
    const no = answer.rows.find((row) => row.problem);
    if (no) throw new Error(`assign: ${no.problem.code} ${no.problem.detail ?? ''}`);
    given += answer.done;
    bar(given, rows.length);
  }
  return given;
}
