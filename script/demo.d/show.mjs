// What a person sees while it runs: one line a step, a bar where work is long; and the report that stays.
import { writeFileSync } from 'node:fs';

const tty = process.stdout.isTTY;

export class Report {
  steps = [];
  refused = [];
  orders = [];

  /** Runs one step; `work(bar)` returns how many it did, and throws when it fell short. */
  async step(name, work) {
    const begun = Date.now();
    const line = (mark, text) => `${mark} ${name.padEnd(34)} ${text}`;
    const seconds = () => ((Date.now() - begun) / 1000).toFixed(1);
    const bar = (done, total) => {
      if (!tty || !total) return;
      const filled = Math.round((done / total) * 24);
      process.stdout.write(`\r${line('·', `${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${done}/${total}`)} `);
    };
    try {
      const count = await work(bar);
      this.steps.push({ name, ok: true, count: count ?? 0, seconds: Number(seconds()) });
      process.stdout.write(`${tty ? '\r\x1b[K' : ''}${line('✓', `${count ?? ''}`.padStart(7))}  ${seconds()} s\n`);
    } catch (error) {
      this.steps.push({ name, ok: false, count: 0, seconds: Number(seconds()), why: error.message });
      process.stdout.write(`${tty ? '\r\x1b[K' : ''}${line('✗', error.message)}\n`);
      throw error;
    }
  }

  write(path) {
    const { steps, orders, refused, labels, searched } = this;
    writeFileSync(path, `${JSON.stringify({ steps, orders, refused, labels, searched }, null, 1)}\n`);
  }
}
