// Granting a recall. A number holds the pieces: it is given back first, and the carrier may take a moment to agree.
import { ok } from '../../api/door';
import { problemOf, Refused } from '../../api/problem';
import { api, type Shapes } from '../api';
import { parcelsIn } from '../data';

const PATIENCE_MS = 20_000;
const WAIT_MS = 800;
type Asked = Pick<Shapes['RecallQuestion'], 'id' | 'version' | 'lines'>;

export async function grant(recall: Asked, assignment: string, answer: string): Promise<void> {
  await giveBack(recall, assignment);
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    try {
      await ok(api.POST('/v1/recall-requests/{request}/grant', { params: { path: { request: recall.id } }, body: { answer, version: recall.version } }));
      return;
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'has_waybill' || Date.now() > end) throw error;
    }
    await new Promise((next) => setTimeout(next, WAIT_MS));
  }
}

async function giveBack({ lines }: Asked, assignment: string): Promise<void> {
  const wanted = new Set(lines.map(({ line }) => line));
  const held = (await parcelsIn(assignment)).filter(({ items }) => items.some((item) => item.assignment === assignment && wanted.has(item.line)));
  const rows = held.flatMap(({ waybill, actions }) => (waybill && actions.includes('void') ? [{ waybill: waybill.id }] : []));
  if (rows.length === 0) return;
  const answer = await ok(api.POST('/v1/waybills/void', { body: { rows } }));
  const no = answer.rows.find(({ problem }) => problem)?.problem;
  if (no) throw new Refused({ ...problemOf(undefined), ...no });
}
