// A small client of the doors: a browser's session, an idempotency key per intent, refusals as errors with their code.
import { randomBytes, randomUUID } from 'node:crypto';

export class Refused extends Error {
  constructor(what, status, problem) {
    super(`${what}: ${status} ${problem.code ?? ''} ${problem.detail ?? problem.title ?? ''}`.trim());
    this.code = problem.code;
    this.status = status;
  }
}

export class Door {
  constructor(origin) {
    this.origin = origin;
    this.cookie = '';
    // Each caller is at an address of its own, for a house that believes its proxy; any other counts all as one.
    this.address = ['10', ...randomBytes(3)].join('.');
    this.seen = [];
  }

  async call(method, path, body, headers = {}) {
    const raw = body instanceof Uint8Array;
    const answer = await fetch(this.origin + path, {
      method,
      headers: {
        Origin: this.origin,
        'Sealship-Console': '1',
        'X-Forwarded-For': this.address,
        ...(this.cookie ? { Cookie: this.cookie } : {}),
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        ...(body === undefined || raw ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    });
    for (const cookie of answer.headers.getSetCookie()) this.cookie = cookie.split(';')[0];
    const text = await answer.text();
    const value = text ? JSON.parse(text) : {};
    this.seen.push(`${text}\n${JSON.stringify([...answer.headers])}`);
    if (!answer.ok) throw new Refused(`${method} ${path}`, answer.status, value);
    return value;
  }

  get(path) { return this.call('GET', path); }
  post(path, body) { return this.call('POST', path, body); }
  put(path, body) { return this.call('PUT', path, body); }
  patch(path, body) { return this.call('PATCH', path, body); }
  upload(path, bytes, type) { return this.call('POST', path, bytes, { 'Content-Type': type }); }

  /** Hears all events of the door from now on, as a console does. */
  listen() {
    this.heard = '';
    this.ears = new AbortController();
    const hear = async () => {
      const headers = { Origin: this.origin, 'Sealship-Console': '1', Cookie: this.cookie };
      const stream = await fetch(`${this.origin}/v1/events`, { headers, signal: this.ears.signal });
      const letters = new TextDecoder();
      for await (const chunk of stream.body) this.heard += letters.decode(chunk, { stream: true });
    };
    // Closed with the walk; a stream that breaks before is told by what it did not hear.
    hear().catch(() => {});
  }

  deaf() { this.ears?.abort(); }

  async signIn(mail, password) {
    await this.post('/v1/session', { mail, password });
    return this;
  }

  /** Every row of a list, page by page. */
  async all(path) {
    const rows = [];
    for (let cursor; ;) {
      const join = path.includes('?') ? '&' : '?';
      const page = await this.get(`${path}${join}limit=200${cursor ? `&cursor=${cursor}` : ''}`);
      rows.push(...page.items);
      if (!page.next) return rows;
      cursor = page.next;
    }
  }
}

/** Asks again and again until `done` says so; every wait has a limit. */
export async function until(what, seconds, ask, done) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (done(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((next) => setTimeout(next, 150));
  }
}

export const chunks = (rows, size) =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, (n + 1) * size));
