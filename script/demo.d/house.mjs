// Starts `sealship serve` in a folder of its own and finds out where its doors are and who may enter.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Door } from './api.mjs';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

export class House {
  /** `data` is the data folder; with `ports` fixed ones are used, else free ones. */
  static async start(data, ports) {
    mkdirSync(data, { recursive: true });
    const [merchant, factory, platform] = ports ?? [await freePort(), await freePort(), await freePort()];
    if (process.env.SPLIT_BIN) return (await import('./split.mjs')).Split.start(data, [merchant, factory, platform]);
    const env = {
      PATH: process.env.PATH, HOME: process.env.HOME, RUST_LOG: process.env.RUST_LOG ?? 'warn',
      SEALSHIP_ENV: 'development', SEALSHIP_DATA: data, SEALSHIP_MAIL: `file:${join(data, 'mail')}`,
      SEALSHIP_MERCHANT: `127.0.0.1:${merchant}`, SEALSHIP_FACTORY: `127.0.0.1:${factory}`,
      SEALSHIP_PLATFORM: `127.0.0.1:${platform}`,
      ...(process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {}),
      ...(process.env.SEALSHIP_TRUSTED_PROXIES ? { SEALSHIP_TRUSTED_PROXIES: process.env.SEALSHIP_TRUSTED_PROXIES } : {}),
    };
    const child = spawn(process.env.SEALSHIP_BIN, ['serve'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const house = new House();
    Object.assign(house, { child, data, said: '' });
    house.merchant = `http://localhost:${merchant}`;
    house.factory = `http://localhost:${factory}`;
    house.platform = `http://localhost:${platform}`;
    child.stdout.on('data', (chunk) => { house.said += chunk; house.remember(); });
    child.on('exit', (code) => { house.ended = code ?? 1; });
    for (let tries = 0; !/ready in/.test(house.said); tries += 1) {
      if (house.ended !== undefined || tries > 300) throw new Error(`sealship serve did not start: ${house.said}`);
      await new Promise((next) => setTimeout(next, 100));
    }
    return house;
  }

  /** The first operator is said once: kept beside the data at once, so that a demo that is stopped can come back. */
  remember() {
    const said = /first operator: (\S+) password: (\S+) \(/.exec(this.said);
    if (said && !this.operatorLogin) writeFileSync(join(this.data, 'demo-operator.json'), JSON.stringify({ mail: said[1], password: said[2] }), { mode: 0o600 });
    if (said) this.operatorLogin = { mail: said[1], password: said[2] };
  }

  async operator() {
    const path = join(this.data, 'demo-operator.json');
    if (!existsSync(path)) throw new Error('the first operator was made elsewhere: remove the data folder to begin anew');
    const { mail, password } = JSON.parse(readFileSync(path, 'utf8'));
    this.operatorLogin = { mail, password };
    return new Door(this.platform).signIn(mail, password);
  }

  async stop() {
    if (this.ended !== undefined) return;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await once(this.child, 'exit');
    clearTimeout(late);
  }
}
