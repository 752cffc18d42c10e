import { expect, it } from 'vitest';
import { merged } from './evidence.js';

it('adds up what is cited several times, each way to an item apart', () => {
  const event = { kind: 'event', event: 4 } as const;
  const all = [
    { ...event, weight: 1 },
    { ...event, weight: 2, via: 'visitors' },
    { kind: 'feature', feature: 'hour', weight: 3 },
    { ...event, weight: 4 },
    { kind: 'feature', feature: 'price', weight: 5 },
    { kind: 'popularity', weight: 6 },
    { kind: 'popularity', weight: 7 },
  ] as const;
  expect(merged(all)).toEqual([
    { ...event, weight: 5 },
    { ...event, weight: 2, via: 'visitors' },
    { kind: 'feature', feature: 'hour', weight: 3 },
    { kind: 'feature', feature: 'price', weight: 5 },
    { kind: 'popularity', weight: 13 },
  ]);
});
