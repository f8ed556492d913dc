// A shop and a factory of one story's own, bound, with money for numbers and orders brought in: no neighbour counts there.
import { expect } from '@playwright/test';
import { Door } from '../../script/demo.d/api.mjs';
import { accounts, bind, enter, importFile } from '../../script/demo.d/people.mjs';
import { csv } from '../../script/demo.d/sample.mjs';
import { world } from './at';

export async function line(name: string, orders: number, bound = true) {
  const { merchant, factory, platform, operator } = world();
  const [shopMail, worksMail] = [`${name}-shop@example.com`, `${name}-works@example.com`];
  const desk = await new Door(platform).signIn(operator.mail, operator.password);
  const shop = await enter(merchant, desk, `${name} 店`, shopMail);
  const works = await enter(factory, desk, `${name} 厂`, worksMail, 'factory');
  if (bound) await bind({ merchants: [shop], factories: [works] });
  await accounts({ factories: [works] }, desk);
  if (orders > 0) await importFile(shop, `${name}.csv`, Buffer.from(csv(orders, 23, `8${name.length}46`)));
  /** Gives every order, past the undo window. */
  const give = async () => {
    const free = await shop.all('/v1/orders?stage=to_assign');
    await shop.post('/v1/assignments', { rows: free.map(({ id }: { id: string }) => ({ order: id, to: shop.bindings[0] })) });
    await expect.poll(async () => (await works.get('/v1/assignments/counts')).to_accept.n, { timeout: 40_000 }).toBe(free.length);
  };
  return { shop, works, shopMail, worksMail, give };
}
