import { describe, expect, it } from 'vitest';
import type { Run } from '../files/run-folder.js';
import { odditiesOf } from './oddities-of-runs.js';

/** A run whose models have these figures, by metric. */
const runOf = (protocol: string, models: Readonly<Record<string, Readonly<Record<string, number>>>>): Run =>
  ({
    config: { on: 'test', evaluation: { keepSeen: false } },
    leaderboard: {
      ...{ dataset: 'shop', protocol, queries: 10 },
      models: Object.entries(models).map(([model, metrics]) => ({
        model,
        metrics: Object.fromEntries(
          Object.entries(metrics).map(([name, mean]) => [name, { mean, low: mean - 0.01, high: mean + 0.01 }]),
        ),
      })),
    },
  }) as unknown as Run;

const plain = (texts: readonly string[]) => texts.map((text) => text.replaceAll('\u00a0', ' '));

describe('what is odd in several runs', () => {
  const ndcg = (...means: number[]) =>
    Object.fromEntries(['stan', 'als', 'popular'].map((name, i) => [name, { 'ndcg@10': means[i]! }]));

  it('is a model that leads one protocol and is among the last third of another', () => {
    const runs = [runOf('holdout', ndcg(0.3, 0.2, 0.1)), runOf('future', ndcg(0.1, 0.3, 0.2))];
    expect(odditiesOf(runs)).toEqual([
      'stan leads P-holdout and is only 3rd of 3 in P-future, which asks for items not seen before.',
    ]);
  });

  it('is nothing where leaders are second elsewhere', () => {
    expect(odditiesOf([runOf('holdout', ndcg(0.3, 0.2, 0.1)), runOf('future', ndcg(0.2, 0.3, 0.1))])).toEqual([]);
  });

  it('is what is odd in each', () => {
    const rates = {
      stan: { 'hitRate@10': 0.7, 'viewToCart@10': 0.06 },
      random: { 'hitRate@10': 0.1, 'viewToCart@10': 0.12 },
    };
    expect(plain(odditiesOf([runOf('funnel', rates)]))).toEqual([
      expect.stringMatching(/^In shop, P-funnel random has a higher viewToCart@10 than stan/),
    ]);
  });
});
