import { expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { funnelSteps } from './funnel-steps.js';

it('counts events and the visitors behind them, kind by kind', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1 },
    { visitor: 1, item: 1, time: 2 },
    { visitor: 1, item: 1, time: 3, event: 'addtocart' },
    { visitor: 2, item: 1, time: 4 },
  ]);
  expect(funnelSteps(log)).toEqual([
    { kind: 'view', events: 3, visitors: 2 },
    { kind: 'addtocart', events: 1, visitors: 1 },
    { kind: 'transaction', events: 0, visitors: 0 },
  ]);
});
