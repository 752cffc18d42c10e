import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { meanSignals } from './mean-signals.js';

it('tells how much more a pair is worth when carts and purchases count more', async () => {
  // Train and validation hold two pairs: a view, and a view with a purchase.
  const day = 86_400_000;
  const from = Date.UTC(2015, 5, 1);
  const line = (days: number, ...fields: (string | number)[]) => [from + days * day, ...fields].join(',');
  const data = await folderOf({
    'events.csv': [
      'timestamp,visitorid,event,itemid,transactionid',
      line(0, 1, 'view', 10, ''),
      line(1, 2, 'view', 11, ''),
      line(7.5, 2, 'transaction', 11, 1),
      line(9, 1, 'view', 11, ''),
    ].join('\n'),
  });
  const settings = { data, protocol: 'future', split: { kind: 'last-days', days: 1 }, cache: await folderOf({}) };
  const worth = await meanSignals(settings, {
    uniform: { weights: { view: 1, addtocart: 1, transaction: 1 }, repeats: 1 },
    byKind: { weights: { view: 1, addtocart: 3, transaction: 5 }, repeats: 1 },
  });
  expect(worth).toEqual({ uniform: (1 + 2) / 2, byKind: (1 + 6) / 2 });
});
