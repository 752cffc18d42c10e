import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadDataset } from '../load/load-dataset.js';
import { generateShop } from './generate-shop.js';
import { published } from './published.js';
import { type ShopTotals, shopTotals } from './shop-totals.js';

/** Totals as one flat row: `itemEvents.p50` and so on. */
const flat = ({ itemEvents, ...totals }: ShopTotals): Record<string, number> => ({
  ...totals,
  ...Object.fromEntries(Object.entries(itemEvents).map(([name, value]) => [`itemEvents.${name}`, value])),
});

/** Known of RetailRocket, but not asked for: shown, not held. */
const shownOnly = ['cartVisitors', 'buyers', 'transactionIds'];

it('meets the published totals of RetailRocket within 2 % at full size', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'full-size-'));
  const { log } = await generateShop({ events: published.events, seed: 1, folder })
    .then(() => loadDataset(folder))
    .finally(() => rm(folder, { recursive: true }));
  const measured = flat(shopTotals(log));
  const asked = flat(published);
  const table = Object.keys(measured).map((total) => ({
    total,
    asked: asked[total]!,
    measured: measured[total]!,
    deviation: measured[total]! / asked[total]! - 1,
  }));
  const shown = table.map(({ total, asked, measured, deviation }) =>
    [
      total.padEnd(20),
      asked.toLocaleString('en').padStart(10),
      measured.toLocaleString('en').padStart(10),
      `${(100 * deviation).toFixed(2)} %`.padStart(9),
      shownOnly.includes(total) ? '  (shown only)' : '',
    ].join(' '),
  );
  console.log(['total                     asked   measured deviation', ...shown].join('\n'));
  for (const { total, deviation } of table)
    if (!shownOnly.includes(total)) expect(Math.abs(deviation), total).toBeLessThanOrEqual(0.02);
});
