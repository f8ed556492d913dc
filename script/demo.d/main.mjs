// `script/demo`: the product with sample data, up until it is told to stop; or, with --once, its main job as a proof.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { House } from './house.mjs';
import { load } from './load.mjs';
import { FACTORIES, MERCHANTS, PASSWORD } from './people.mjs';
import { walk } from './walk.mjs';

const { values } = parseArgs({
  options: { once: { type: 'boolean' }, orders: { type: 'string' }, out: { type: 'string' }, data: { type: 'string' } },
});

if (values.once) process.exit(await walk(values));

const data = resolve(values.data ?? 'data');
let stopping = false;
const house = await House.start(data, [8081, 8082, 8083]);
// From now on, so that it can be stopped while it loads.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, async () => { stopping = true; await house.stop(); process.exit(0); });
house.child.on('exit', (code) => stopping || process.exit(code ?? 1));
try {
  await load(house, await house.operator(), data);
} catch (error) {
  // Told to stop in the middle: the next start goes on.
  if (stopping) await new Promise(() => {});
  throw error;
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
