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

it('says where visitors leave a step out', () => {
  const { data, caption } = funnelFigure([
    { kind: 'view', events: 10, visitors: 5 },
    { kind: 'addtocart', events: 4, visitors: 2 },
    { kind: 'transaction', events: 4, visitors: 3 },
  ]);
  expect(data[1]).toMatchObject({ text: ['5', '2 (40 %)', '3 (150 %)'] });
  expect(caption).toMatch(/the visitors to 150 %: some have transaction events and no addtocart event\.$/);
});

it('gives no share of a step that nobody took', () => {
  const { data, caption } = funnelFigure([
    { kind: 'view', events: 10, visitors: 5 },
    { kind: 'addtocart', events: 0, visitors: 0 },
    { kind: 'transaction', events: 1, visitors: 1 },
  ]);
  expect(data[0]).toMatchObject({ text: ['10', '0 (0 %)', '1'] });
  expect(caption).toMatch(/; no addtocart event comes before the 1 transaction event\.$/);
});

it('shows what the steps are worth, where prices are known', () => {
  const { data, caption } = funnelFigure([
    { kind: 'view', events: 10, visitors: 5, value: 1234.5 },
    { kind: 'addtocart', events: 4, visitors: 2, value: 0 },
    { kind: 'transaction', events: 1, visitors: 1, value: 12 },
  ]);
  expect(data[2]).toMatchObject({ x: [1234.5, 0, 12], text: ['1,234.50', '0.00 (0 %)', '12.00'] });
  expect(caption).toMatch(
    / Value at known prices, and its share of the step before: view 1,234\.50, addtocart 0\.00 \(0 %\), transaction 12\.00\.$/,
  );
});

it('says nothing of worth where no price is known', () => {
  const { data, caption } = funnelFigure([{ kind: 'view', events: 10, visitors: 5, value: 0 }]);
  expect(data).toHaveLength(2);
  expect(caption).not.toContain('Value');
});
