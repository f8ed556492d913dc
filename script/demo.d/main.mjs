// `script/demo`: the product with sample data, up until it is told to stop; or, with --once, its main job as a proof.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { House } from './house.mjs';
import { FACTORIES, MERCHANTS, PASSWORD, accounts, assign, bind, importFile, parties } from './people.mjs';
import { csv } from './sample.mjs';
import { walk } from './walk.mjs';

const { values } = parseArgs({
  options: { once: { type: 'boolean' }, orders: { type: 'string' }, out: { type: 'string' }, data: { type: 'string' } },
});

if (values.once) process.exit(await walk(values));

const data = resolve(values.data ?? 'data');
const house = await House.start(data, [8081, 8082, 8083]);
const operator = await house.operator();
const mark = join(data, 'demo-loaded');
if (!existsSync(mark)) {
  console.log('loading the sample: 2 merchants, 3 factories, 1 warehouse, 600 orders …');
  const people = await parties(house, operator);
  await bind(people);
  await accounts(people, operator);
  for (const [n, merchant] of people.merchants.entries()) {
    const count = n === 0 ? 500 : 100;
    await importFile(merchant, 'sample.csv', Buffer.from(csv(count, 7 + n, n === 0 ? '6925813200' : 'SY2026', new Date())));
    const orders = await merchant.all('/v1/orders?stage=to_assign');
    await assign(merchant, orders.slice(0, Math.floor(count / 2)));
  }
  writeFileSync(mark, '');
}
const login = (mail) => `${mail}  ${PASSWORD}`;
console.log(`
merchants   ${house.merchant}   ${MERCHANTS.map(([, mail]) => login(mail)).join('\n                                     ')}
factories   ${house.factory}   ${FACTORIES.map(([, mail]) => login(mail)).join('\n                                     ')}
operator    ${house.platform}   ${house.operatorLogin.mail}  ${house.operatorLogin.password}
documents   ${house.merchant}/docs  ${house.factory}/docs  ${house.platform}/docs
mail        ${join(data, 'mail')}

Ctrl-C stops it; the data stays in ${data}.`);
if (process.env.DISPLAY) {
  for (const door of [house.merchant, house.factory, house.platform]) spawn('xdg-open', [door], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, async () => { await house.stop(); process.exit(0); });
house.child.on('exit', (code) => process.exit(code ?? 1));
