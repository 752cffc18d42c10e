import { expect, it } from 'vitest';
import type { Leaderboard } from '../../evaluation/index.js';
import { oddities } from './oddities.js';

const cost = { fitSeconds: 1, predictSeconds: 1, peakMemoryMB: 200 };
const at = (mean: number, margin = 0.01) => ({ mean, low: mean - margin, high: mean + margin });

/** A board of P-funnel, models with their hitRate@10 and, where said, other metrics. */
const board = (
  models: Readonly<Record<string, readonly [hitRate: number, more?: Record<string, number>]>>,
): Leaderboard => ({
  ...{ dataset: 'shop', protocol: 'funnel', queries: 100, targets: 100 },
  models: Object.entries(models).map(([model, [hitRate, more = {}]]) => ({
    model,
    metrics: {
      'hitRate@10': at(hitRate),
      ...Object.fromEntries(Object.entries(more).map(([metric, mean]) => [metric, at(mean)])),
    },
    ...cost,
  })),
});
const found = (leaderboard: Leaderboard) => oddities(leaderboard).map((text) => text.replaceAll('\u00a0', ' '));

it('finds nothing odd where the leader leads and chance is last', () => {
  const rates = {
    'v-stan': [0.7, { 'mrr@10': 0.5 }],
    popular: [0.2, { 'mrr@10': 0.1 }],
    random: [0.01, { 'mrr@10': 0 }],
  } as const;
  expect(found(board(rates))).toEqual([]);
});

it('remarks that random lists are ahead of the leader’s by another metric', () => {
  const rates = { 'v-stan': [0.7, { 'viewToCart@10': 0.06 }], random: [0.01, { 'viewToCart@10': 0.12 }] } as const;
  expect(found(board(rates))).toEqual([
    'random has a higher viewToCart@10 than v-stan, which leads: .1200 [.1100, .1300] against .0600 [.0500, .0700]. viewToCart@10 does not rank the models here.',
  ]);
  const near = { 'v-stan': [0.7, { 'viewToCart@10': 0.11 }], random: [0.01, { 'viewToCart@10': 0.12 }] } as const;
  expect(found(board(near))[0]).toContain('; the intervals overlap.');
  expect(found(board({ 'v-stan': [0.7, { 'coverage@10': 0.1 }], random: [0.01, { 'coverage@10': 0.9 }] }))).toEqual([]);
});

it('remarks a model that is behind chance, but not within the noise', () => {
  expect(found(board({ als: [0.3], bpr: [0.01], random: [0.05] }))).toEqual(['bpr is behind random by hitRate@10.']);
  expect(found(board({ als: [0.3], bpr: [0.04], random: [0.05] }))).toEqual([]);
});

it('remarks a model of the last third that leads by another metric', () => {
  const rates = Object.fromEntries(
    [0.7, 0.6, 0.5, 0.4, 0.3, 0.2].map((rate, i) => [`m${i}`, [rate, { 'mrr@10': i === 4 ? 0.9 : rate / 2 }] as const]),
  );
  expect(found(board(rates))).toEqual(['m4 leads by mrr@10, though by hitRate@10 it is 5th of 6.']);
  const few = { stan: [0.7, { 'mrr@10': 0.1 }], als: [0.6, { 'mrr@10': 0.2 }], bpr: [0.5, { 'mrr@10': 0.3 }] } as const;
  expect(found(board(few))).toEqual(['bpr leads by mrr@10, though by hitRate@10 it is 3rd of 3.']);
});

it('remarks models with the very same figures, unless they have no hit at all', () => {
  const same = { stan: [0.7], popular: [0.3, { 'mrr@10': 0.1 }], 'session-popular': [0.3, { 'mrr@10': 0.1 }] } as const;
  expect(found(board(same))).toEqual([
    'popular and session-popular have the very same figures: their lists are likely the same.',
  ]);
  expect(found(board({ stan: [0.7], popular: [0], markov: [0] }))).toEqual([]);
});
