// README's "Four processes and PostgreSQL", word for word: tables and roles by the owner, a login for each process, the
// worker first, then the doors with the keys they may hold; and the sandbox carrier beside them.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Door } from './api.mjs';

const bin = process.env.SPLIT_BIN;
const owner = process.env.SPLIT_OWNER;
const GIVEN = { merchant: ['kek', 'token'], factory: [], platform: ['kek', 'token', 'ticket-public'] };

/** A login in one of the four roles, and the URL it enters by. */
function login(role) {
  const user = `split_${role}`;
  const sql = `DO $$ BEGIN CREATE USER ${user} PASSWORD 'split'; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT sealship_${role} TO ${user};`;
  execFileSync(process.env.SPLIT_PSQL, ['-q', owner, '-c', sql]);
  const url = new URL(owner);
  [url.username, url.password] = [user, 'split'];
  return url.toString();
}

export class Split {
  static async start(data, ports) {
    const split = new Split();
    Object.assign(split, { children: [], data: join(data, 'worker'), root: data, ports });
    mkdirSync(split.data, { recursive: true, mode: 0o700 });
    const said = execFileSync(join(bin, 'sealship'), ['migrate', '--roles'], { env: split.env('worker', owner), encoding: 'utf8' });
    const [, mail, password] = /first operator: (\S+) password: (\S+)/.exec(said);
    split.operatorLogin = { mail, password };
    await split.carrier();
    split.spawn('worker', join(bin, 'sealship'), ['worker']);
    await split.until('the worker\'s keys', () => existsSync(join(split.data, 'keys', 'ticket-public')));
    for (const side of Object.keys(GIVEN)) await split.door(side);
    return split;
  }

  env(process_, url) {
    const [merchant, factory, platform] = this.ports;
    return {
      PATH: process.env.PATH, HOME: process.env.HOME, RUST_LOG: process.env.RUST_LOG ?? 'warn', SEALSHIP_ENV: 'development',
      SEALSHIP_DATA: process_ === 'worker' ? this.data : join(this.root, process_), SEALSHIP_SPOOL: join(this.root, 'spool'),
      SEALSHIP_MAIL: `file:${join(this.data, 'mail')}`, DATABASE_URL: url,
      SEALSHIP_MERCHANT: `127.0.0.1:${merchant}`, SEALSHIP_FACTORY: `127.0.0.1:${factory}`, SEALSHIP_PLATFORM: `127.0.0.1:${platform}`,
      ...(this.sandbox ?? {}),
    };
  }

  spawn(role, program, args) {
    const child = spawn(program, args, { env: this.env(role, login(role)), stdio: ['pipe', 'pipe', 'inherit'] });
    child.on('exit', (code) => { this.ended ??= `${role} ended with ${code}`; });
    this.children.push(child);
    return child;
  }

  /** The sandbox carrier as a process, and its secret sealed among the worker's keys. */
  async carrier() {
    const state = join(this.root, 'carrier');
    const child = spawn(join(bin, 'sealship'), ['sandbox-carrier', '--listen', '127.0.0.1:0', '--with-parent', '--state', state], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.children.push(child);
    let said = '';
    child.stdout.on('data', (chunk) => { said += chunk; });
    await this.until('the sandbox carrier', () => /sandbox carrier on \S+/.test(said));
    const { app_key: key, secret } = JSON.parse(readFileSync(`${state}.credential`, 'utf8'));
    execFileSync(join(bin, 'sealship'), ['credential', 'sandbox'], { env: this.env('worker', owner), input: secret });
    this.sandbox = { SEALSHIP_SANDBOX_CARRIER: /on (\S+)/.exec(said)[1], SEALSHIP_SANDBOX_KEY: key };
  }

  async door(side) {
    const keys = join(this.root, side, 'keys');
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    for (const name of GIVEN[side]) copyFileSync(join(this.data, 'keys', name), join(keys, name));
    const [program, args] = side === 'platform' ? ['sealship', ['platform']] : [`${side}-api`, []];
    this.spawn(side, join(bin, program), args);
    this[side] = `http://localhost:${this.ports[Object.keys(GIVEN).indexOf(side)]}`;
    await this.until(`the ${side}'s door`, async () => {
      try { return (await fetch(`${this[side]}/readyz`)).ok; } catch { return false; }
    });
  }

  async until(what, holds) {
    for (let tries = 0; !(await holds()); tries += 1) {
      if (this.ended || tries > 300) throw new Error(`${what}: ${this.ended ?? 'not there after 30 s'}`);
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  async operator() {
    return new Door(this.platform).signIn(this.operatorLogin.mail, this.operatorLogin.password);
  }

  async stop() {
    for (const child of this.children.reverse()) {
      if (child.exitCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(late);
    }
  }
}
