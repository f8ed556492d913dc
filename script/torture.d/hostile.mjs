// Every operation of the three doors is asked nonsense: broken JSON, wrong kinds, huge and tiny values, foreign ids, wrong
// types of content. Whatever is asked, the answer comes, is no fault of the server, and a refusal names code and remedy.
//   SEALSHIP_BIN=target/quick/sealship node script/torture.d/hostile.mjs [MUTATIONS-PER-OPERATION]
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Door } from '../demo.d/api.mjs';
import { House } from '../demo.d/house.mjs';
import { accounts, assign, bind, importFile, parties, PASSWORD } from '../demo.d/people.mjs';
import { csv } from '../demo.d/sample.mjs';

const MOST = Number(process.argv[2] ?? 700);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** What would end the walk's own sessions. */
const SPARED = /session|totp|password/;
const EVIL = [null, true, 0, -1, 1e308, 9223372036854775807, 18446744073709551615, '', '\u0000', 'a'.repeat(20_000), '𠮷䶮', '../../../etc/passwd',
  "' OR 1=1 --", '\ud800', [], {}, [[]], { a: { b: 1 } }, Array(3000).fill('x'), '9'.repeat(400), '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00Z', '262142-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '-9999-01-01T00:00:00Z'];
const IDS = ['x', 'ord_AaIR4i4pd-ioBtFKMWW1yQ', '%00', '..%2f..%2fetc', 'a'.repeat(3000), '%F0%A0%AE%B7', '-1', "'"];
const TEXTS = ['', '{', 'null', '[]', '"x"', '{"a":1}', '\u0000', '['.repeat(5000), '{"a":'.repeat(3000), '\ufeff{}', '1e999'];
const FILES = [new Uint8Array(0), new Uint8Array(100).fill(255), Buffer.from('PK\x03\x04garbage'), Buffer.from('a,b\n"unclosed')];

const told = { asked: 0, wrong: [] };

/** One call; what is wrong with the answer is kept. */
async function ask(side, door, method, path, body, headers = {}) {
  told.asked += 1;
  const wrong = (what) => told.wrong.push(`${side} ${method} ${path.slice(0, 120)} ${String(body).slice(0, 120)}: ${what}`);
  const own = { Origin: door.origin, 'Sealship-Console': '1', Cookie: door.cookie, 'Idempotency-Key': randomUUID() };
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  try {
    const answer = await fetch(door.origin + path, { method, headers: { ...own, ...type, ...headers }, body, signal: AbortSignal.timeout(30_000) });
    if (answer.headers.get('content-type')?.includes('event-stream')) return void (await answer.body.cancel());
    const text = await answer.text();
    if (answer.status >= 500) wrong(`${answer.status} ${text.slice(0, 300)}`);
    if (answer.status === 401) await door.signIn(door.mail, door.password);
    if (answer.status >= 400) { const { code, remedy } = JSON.parse(text); if (!code || !remedy) wrong(`no code or remedy: ${text.slice(0, 300)}`); }
  } catch (error) {
    wrong(`no answer: ${error.message}`);
  }
}

/** A body of the shape that a document asks for. */
function example(doc, schema, depth = 0) {
  if (!schema || depth > 8) return null;
  if (schema.$ref) return example(doc, doc.components.schemas[schema.$ref.split('/').pop()], depth + 1);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => example(doc, part, depth + 1)));
  const any = schema.oneOf ?? schema.anyOf;
  if (any) return example(doc, any.find(({ type }) => type !== 'null') ?? any[0], depth + 1);
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat().find((kind) => kind !== 'null');
  if (type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, example(doc, value, depth + 1)]));
  if (type === 'array') return [example(doc, schema.items, depth + 1)];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  return schema.format === 'date-time' ? '2026-11-25T00:00:00Z' : 'abcdefgh';
}

/** The value with one part of it, at any depth, made evil. */
function* spoilt(value, put = (part) => part) {
  for (const evil of EVIL) yield put(evil);
  if (Array.isArray(value)) for (const [at, part] of value.entries()) yield* spoilt(part, (evil) => put(value.with(at, evil)));
  else if (value && typeof value === 'object') for (const key of Object.keys(value)) yield* spoilt(value[key], (evil) => put({ ...value, [key]: evil }));
}

function encoded(value) {
  try { return encodeURIComponent(String(value).slice(0, 6000)); } catch { return '%ED%A0%80'; }
}

async function walk(side, door) {
  const doc = await door.get('/v1/openapi.json');
  for (const [path, item] of Object.entries(doc.paths).filter(([path]) => !SPARED.test(path))) {
    for (const method of METHODS.filter((name) => item[name])) await operation(side, door, doc, method, path, item);
  }
}

async function operation(side, door, doc, method, path, item) {
  const { parameters = [], requestBody } = item[method];
  const verb = method.toUpperCase();
  const at = (id) => path.replace(/\{[^}]+\}/g, id);
  const usual = verb === 'GET' ? undefined : '{}';
  for (const id of path.includes('{') ? IDS : ['']) await ask(side, door, verb, at(id), usual);
  const queries = [...(item.parameters ?? []), ...parameters].filter((parameter) => parameter.in === 'query');
  for (const { name } of queries) for (const evil of EVIL.filter((value) => typeof value !== 'object')) await ask(side, door, verb, `${at('x')}?${name}=${encoded(evil)}`, usual);
  const json = requestBody?.content?.['application/json'];
  if (!json) { if (requestBody) for (const file of FILES) await ask(side, door, verb, at('x'), file, { 'Content-Type': 'application/octet-stream' }); return; }
  for (const text of TEXTS) await ask(side, door, verb, at('x'), text);
  for (const headers of [{ 'Content-Type': 'text/plain' }, { 'Content-Type': 'application/json; charset=gbk' }, { 'Idempotency-Key': 'k'.repeat(5000) }]) await ask(side, door, verb, at('x'), '{}', headers);
  let left = MOST;
  for (const body of spoilt(example(doc, json.schema))) { if ((left -= 1) < 0) break; await ask(side, door, verb, at('x'), JSON.stringify(body)); }
}

const data = mkdtempSync(join(tmpdir(), 'sealship-hostile-'));
const house = await House.start(data);
try {
  const operator = await house.operator();
  const people = await parties(house, operator);
  await bind(people);
  await accounts(people, operator);
  const [merchant] = people.merchants;
  await importFile(merchant, 'orders.csv', Buffer.from(csv(30, 7, '69258132', new Date())));
  await assign(merchant, await merchant.all('/v1/orders?stage=to_assign'));
  const signed = (door, mail, password) => Object.assign(door, { mail, password });
  await walk('merchant', signed(merchant, 'merchant1@example.com', PASSWORD));
  await walk('factory', signed(people.factories[0], 'factory1@example.com', PASSWORD));
  await walk('platform', signed(operator, house.operatorLogin.mail, house.operatorLogin.password));
  // After all of it the house stands and works.
  await new Door(house.merchant).signIn('merchant1@example.com', PASSWORD);
  if (house.ended !== undefined) told.wrong.push('the service ended');
} finally {
  await house.stop();
  rmSync(data, { recursive: true, force: true });
}
told.wrong.slice(0, 40).forEach((line) => console.error(line));
console.log(`test result: ${told.wrong.length ? 'FAILED' : 'ok'}. ${told.asked} hostile requests, ${told.wrong.length} answered wrongly;`);
process.exitCode = told.wrong.length ? 1 : 0;
