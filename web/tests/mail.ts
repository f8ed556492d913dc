// Letters of the house: kept as files outside of production.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { world } from './at';

function plain(eml: string): string {
  const part = eml.split('Content-Type: text/plain')[1] ?? '';
  const head = part.split('\r\n\r\n')[0] ?? '';
  const body = (part.slice(head.length + 4).split('\r\n--')[0] ?? '');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  return Buffer.from(body.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
}

/** The links to a page in letters to somebody, once there are that many. */
export async function links(to: string, page: string, many = 1): Promise<string[]> {
  const folder = join(world().data, 'mail');
  const found = () => readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((eml) => eml.includes(to)).flatMap((eml) => new RegExp(`https?://\\S+/${page}#[\\w.~-]+`).exec(plain(eml))?.[0] ?? []);
  await expect.poll(() => found().length, { timeout: 30_000 }).toBe(many);
  return found();
}
