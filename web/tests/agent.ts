// A print agent of a test's own: enrolled with a code, in a folder of its own, and a label printer that is a socket.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { world } from './at';

const found = process.env['AGENT_BIN'] ?? ['debug', 'quick'].map((kind) => join(process.env['CARGO_TARGET_DIR'] ?? resolve('../target'), kind, 'print-agent')).find(existsSync);

/** The binary. Without it the printing line is not tested, and that is no success. */
function bin(): string {
  if (!found || !existsSync(found)) throw new Error('no print agent was built: cargo build -p print-agent, or name one in AGENT_BIN');
  return found;
}

export class Agent {
  readonly home = mkdtempSync(join(tmpdir(), 'sealship-agent-'));
  readonly out = join(this.home, 'labels');
  readonly bin = bin();
  port = '0';
  private child: ChildProcess | undefined;
  private readonly env = { ...process.env, RUST_LOG: 'warn', SEALSHIP_AGENT_HOME: this.home, SEALSHIP_FONTS: resolve('../fonts') };

  /** `print-agent WORDS`, as a person types it. */
  run(...words: string[]): void { execFileSync(this.bin, [...words, '--home', this.home], { env: this.env }); }
  enrol(code: string, name: string): void {
    this.run('enrol', world().platform, code, '--name', name);
    this.allow(world().factory);
  }
  allow(origin: string): void { this.run('allow', origin); }
  /** Printers are added on the agent's own page; this is what it writes. */
  printer(name: string, address: string): void {
    writeFileSync(join(this.home, 'printers.json'), JSON.stringify({ printers: [{ name, transport: { kind: 'raw', address, language: 'tspl' }, dpi: '203' }], configs: {} }));
  }
  get token(): string { return readFileSync(join(this.home, 'pairing-token'), 'utf8').trim(); }

  async start(): Promise<void> {
    const child = spawn(this.bin, ['run', '--home', this.home, '--port', this.port, '--out', this.out], { env: this.env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    this.port = await new Promise<string>((heard, fail) => {
      let said = '';
      child.stdout.on('data', (chunk) => { const port = /ws:\/\/127\.0\.0\.1:(\d+)/.exec((said += String(chunk)))?.[1]; if (port) heard(port); });
      child.on('exit', () => fail(new Error(`the print agent ended: ${said}`)));
    });
  }
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((end) => child.once('exit', end));
    child.kill('SIGTERM');
    await gone;
  }
  async end(): Promise<void> {
    await this.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Prints a test label from the agent's own page: comes out whatever waits in the queue. */
  async sample(printer: string): Promise<void> {
    const local = async (path: string, body: unknown, token = '') => {
      const answer = await fetch(`http://127.0.0.1:${this.port}/local/${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { token: string };
    };
    const { token } = await local('session', { password: readFileSync(join(this.home, 'page-password'), 'utf8').trim() });
    await local('printers/test', { printer, size: '76x130' }, token);
  }

  /** What a person did once in this browser: the port, and the pairing code pasted. */
  async known(page: Page): Promise<void> {
    await page.evaluate(([port, token]) => { localStorage.setItem('sealship.agent.port', port ?? ''); localStorage.setItem('sealship.agent.token', token ?? ''); }, [this.port, this.token]);
  }
  async connect(page: Page): Promise<void> {
    const ready = page.locator('.lamp').filter({ hasText: '打印组件已连接' });
    const ask = page.getByRole('button', { name: '连接打印组件' }).and(page.locator('.guide button'));
    await expect(ready.or(ask)).toBeVisible();
    if (await ask.isVisible()) await ask.click();
    await expect(ready).toBeVisible();
  }
}

/** A label printer that speaks TSPL: says how it is when asked, counts what comes out, holds what it was ordered without paper. */
export class LabelPrinter {
  labels = 0;
  private held = 0;
  private status = 0;
  private constructor(private readonly server: Server, readonly address: string) {}

  static async start(address = '127.0.0.1', port = 9109): Promise<LabelPrinter> {
    const server = createServer((socket) => printer.serve(socket));
    const printer = new LabelPrinter(server, `${address}:${port}`);
    await new Promise<void>((up, fail) => server.once('error', fail).listen(port, address, up));
    return printer;
  }
  /** 4 is out of paper, 1 an open cover, 0 ready: it prints what it holds. */
  set(status: 0 | 1 | 4): void {
    this.status = status;
    if (status === 0) { this.labels += this.held; this.held = 0; }
  }
  stop(): void { this.server.close(); }

  private serve(socket: Socket): void {
    let pending = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      for (let taken = this.step(pending, socket); taken > 0; taken = this.step(pending, socket)) pending = pending.subarray(taken);
    });
  }
  /** Takes one command off the front; 0 when more bytes are needed. */
  private step(bytes: Buffer, socket: Socket): number {
    const text = bytes.subarray(0, 80).toString('latin1');
    if (text.startsWith('\x1b!?')) { socket.write(Buffer.from([this.status])); return 3; }
    const bitmap = /^BITMAP \d+,\d+,(\d+),(\d+),\d+,/.exec(text);
    if (bitmap) { const whole = bitmap[0].length + Number(bitmap[1]) * Number(bitmap[2]) + 2; return bytes.length >= whole ? whole : 0; }
    const end = bytes.indexOf('\r\n');
    if (end < 0 || text.startsWith('BITMAP')) return 0;
    if (text.startsWith('PRINT')) { if (this.status === 0) this.labels += 1; else this.held += 1; }
    return end + 2;
  }
}
