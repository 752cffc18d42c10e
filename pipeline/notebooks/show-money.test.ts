import { beforeEach, expect, it, vi } from 'vitest';
import { type EventLine, logOf } from '../../testing/log-of.js';
import type { PreparedLog } from '../study/prepare-log.js';
import { showTable, showText } from './show.js';
import { showMoney } from './show-money.js';

// Outside a notebook nothing can be shown: what would be is looked at.
vi.mock('./show.js', () => ({ showTable: vi.fn(), showText: vi.fn() }));

const shown = async (...lines: readonly EventLine[]) => {
  await showMoney({ dataset: { name: 'a shop' }, log: logOf(lines) } as unknown as PreparedLog);
  return {
    texts: vi.mocked(showText).mock.calls.flat(),
    captions: vi.mocked(showTable).mock.calls.map(([, options]) => options?.caption),
  };
};
beforeEach(() => void vi.clearAllMocks());

it('shows value, sales and prices under a heading of their own, in the words of the log', async () => {
  const { texts, captions } = await shown(
    { visitor: 1, item: 1, time: 1, session: 1, price: 5 },
    { visitor: 1, item: 1, time: 2, session: 1, event: 'transaction', price: 5 },
  );
  expect(texts[0]).toBe('### What it is worth');
  expect(texts.at(-1)).toMatch(/^\*\*The revenue is 5\.00 from 1 purchase/);
  expect(captions).toEqual([
    'a shop: value of what is viewed, put into the cart and bought',
    'a shop: what the purchases come to',
    'a shop: quantiles of the prices, one an event',
  ]);
});

it('shows no sales where no purchase has a price', async () => {
  expect((await shown({ visitor: 1, item: 1, time: 1, price: 5 })).captions).toHaveLength(2);
});

it('shows nothing of a log without prices', async () => {
  expect(await shown({ visitor: 1, item: 1, time: 1 })).toEqual({ texts: [], captions: [] });
});
