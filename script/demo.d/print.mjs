// Labels: every fulfiller prints what it numbered, each on a print agent of its own; one PDF of them all stays.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Agent } from './agent.mjs';
import { chunks, until } from './api.mjs';
import { PASSWORD } from './people.mjs';

/** PDFs one call of pdfunite joins. */
const AT_ONCE = 400;

/** A fulfiller's packing table: its agent runs until it is closed. */
class Table {
  static async open(factory, scratch, platform) {
    const table = Object.assign(new Table(), { factory, home: join(scratch, 'agent'), prints: join(scratch, 'labels'), printed: 0 });
    await factory.post('/v1/session/step-up', { password: PASSWORD });
    const invitation = await factory.post('/v1/print-agents', { name: '打包台1' });
    table.id = invitation.agent;
    const env = { RUST_LOG: 'warn', ...process.env, SEALSHIP_AGENT_HOME: table.home, SEALSHIP_FONTS: resolve('fonts') };
    execFileSync(process.env.AGENT_BIN, ['enrol', platform, invitation.code, '--name', '打包台1', '--home', table.home], { env, stdio: 'pipe' });
    table.process = spawn(process.env.AGENT_BIN, ['run', '--home', table.home, '--port', '0', '--out', table.prints], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    table.agent = await Agent.connect(await table.address(), readFileSync(join(table.home, 'pairing-token'), 'utf8').trim(), factory);
    return table;
  }

  address() {
    return new Promise((found, fail) => {
      let said = '';
      this.process.stdout.on('data', (chunk) => { const m = /(ws:\/\/\S+)/.exec(said += chunk); if (m) found(m[1]); });
      this.process.on('exit', () => fail(new Error('the print agent ended')));
    });
  }

  async print(parcels, size, printed) {
    for (const some of chunks(parcels.map((parcel) => parcel.id), 500)) {
      const asked = await this.factory.post('/v1/prints', { agent: this.id, parcels: some, size });
      const no = asked.rows.find((row) => row.problem);
      if (no) throw new Error(`print: ${no.problem.code} ${no.problem.detail ?? ''}`);
      const task = await until('tickets', 60, () => this.factory.get(`/v1/prints/${asked.task}`), (view) => view.ready);
      for (const ten of chunks(task.documents, 10)) printed(await this.ten(ten));
    }
  }

  async ten(documents) {
    const fates = await this.agent.print(documents.map(({ envelope, custom }) => ({ documentID: envelope.header.document_id, standard: envelope, custom: custom ?? null })));
    const no = fates.find((fate) => fate.status !== 'printed');
    if (no) throw new Error(`label ${no.documentID}: ${no.code} ${no.msg ?? ''}`);
    this.printed += fates.length;
    return fates.length;
  }

  close() { this.agent?.close(); this.process?.kill('SIGTERM'); }
}

/** One agent for each fulfiller that has something to print. */
export async function enrol(at) {
  at.tables = [];
  for (const factory of at.factories.filter((one) => one.parcels.length)) {
    at.tables.push(await Table.open(factory, join(at.scratch, `table-${at.tables.length}`), at.house.platform));
  }
  return at.tables.length;
}

/** As many labels as numbers, and as many pages as labels, else it fell short. */
export async function print(at, bar) {
  const numbered = at.factories.reduce((sum, factory) => sum + factory.parcels.length, 0);
  let printed = 0;
  for (const table of at.tables) await table.print(table.factory.parcels, '76x130', (n) => bar(printed += n, numbered));
  const path = join(at.out, 'labels.pdf');
  const pages = unite(at.tables.map((table) => table.prints), path, at.scratch);
  at.report.labels = { numbered, printed, pages, agents: at.tables.map(({ factory, printed: n }) => ({ factory: factory.name, printed: n })) };
  if (!numbered) throw new Error('no parcel has a number: there is nothing to print');
  if (printed !== numbered || pages !== numbered) throw new Error(`${numbered} numbers, ${printed} labels, ${pages} pages in ${path}`);
  return printed;
}

/** Joins the PDFs of these folders; answers how many pages the whole has. */
function unite(folders, path, scratch) {
  const labels = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.pdf')).sort().map((name) => join(folder, name)));
  if (!labels.length) return 0;
  const parts = chunks(labels, AT_ONCE).map((some, n) => joined(some, join(scratch, `part-${n}.pdf`)));
  return Number(/^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [joined(parts, path)], { encoding: 'utf8' }))[1]);
}

function joined(pdfs, path) {
  execFileSync('pdfunite', [...pdfs, path], { stdio: 'pipe' });
  return path;
}

export const receipts = async (at) => {
  for (const { factory } of at.tables) await until('receipts', 120, () => factory.all('/v1/parcels?stage=print'), (rows) => rows.length === 0);
  return at.tables.reduce((sum, table) => sum + table.printed, 0);
};
