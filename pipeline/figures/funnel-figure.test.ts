import { expect, it } from 'vitest';
import { funnelFigure } from './funnel-figure.js';

it('gives each step as a share of the step before', () => {
  const { data, caption } = funnelFigure([
    { kind: 'view', events: 1000, visitors: 200 },
    { kind: 'addtocart', events: 100, visitors: 40 },
    { kind: 'transaction', events: 50, visitors: 30 },
  ]);
  expect(data[0]).toMatchObject({ text: ['1,000', '100 (10 %)', '50 (50 %)'] });
  expect(caption).toBe(
    'Of 1,000 view events by 200 visitors: from view to addtocart the events come to 10 %, the visitors to 20 %; ' +
      'from addtocart to transaction the events come to 50 %, the visitors to 75 %.',
  );
});
