// Starts `sealship serve` over a scratch folder, brings the sample's parties in, and leaves their doors in the environment.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FullConfig } from '@playwright/test';
// The demo's own hands: parties, bindings, accounts, files.
import { House } from '../../script/demo.d/house.mjs';
import { accounts, bind, importFile, parties, PASSWORD } from '../../script/demo.d/people.mjs';
import { csv } from '../../script/demo.d/sample.mjs';

export interface World {
  merchant: string;
  factory: string;
  platform: string;
  operator: { mail: string; password: string };
  password: string;
  codes: string[];
  data: string;
}

export const MANY = 10_000;

export default async function setup(_: FullConfig): Promise<() => Promise<void>> {
  const target = process.env['CARGO_TARGET_DIR'] ?? resolve('../target');
  process.env['SEALSHIP_BIN'] ??= join(target, 'debug', 'sealship');
  mkdirSync('test-results/xdg', { recursive: true });
  rmSync('test-results/xdg/fonts', { force: true });
  symlinkSync(resolve('../fonts'), 'test-results/xdg/fonts');
  rmSync('gallery', { recursive: true, force: true });

  // More people apply here in a quarter of an hour than one address may: each comes from his own.
  process.env['SEALSHIP_TRUSTED_PROXIES'] = '127.0.0.1,::1';
  const data = mkdtempSync(join(tmpdir(), 'sealship-web-'));
  const house = await House.start(data, undefined);
  const operator = await house.operator();
  const people = await parties(house, operator);
  await bind(people);
  await accounts(people, operator);
  const [first, second] = people.merchants;
  await importFile(first, 'sample.csv', Buffer.from(csv(60, 7, '6925813200', new Date())));
  await importFile(second, 'many.csv', Buffer.from(csv(MANY, 11, '7031')));
  const world: World = {
    merchant: house.merchant, factory: house.factory, platform: house.platform, operator: house.operatorLogin,
    password: PASSWORD, codes: people.factories.map(({ party }: { party: { code: string } }) => party.code), data,
  };
  process.env['WORLD'] = JSON.stringify(world);
  return async () => {
    await house.stop();
    rmSync(data, { recursive: true, force: true });
  };
}
