import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../data/index.js';
import { lastingFolder } from '../testing/pipeline-run.js';
import { tuneByBudget, tunedFinding, tunedTable } from './tune-by-budget.js';

let scratch: string;
beforeAll(async () => {
  scratch = await lastingFolder();
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe('models tuned by an equal budget', () => {
  const settings = () => ({ events: 20_000, seed: 1, protocol: 'future', cache: join(scratch, 'cache') });

  it('try as many combinations each, and show what is best on validation beside the defaults', async () => {
    const tuned = await tuneByBudget(settings(), ['item-knn', 'user-knn'], 3);
    expect(tuned.map(({ model, tried }) => [model, tried])).toEqual([
      ['item-knn', 3],
      ['user-knn', 3],
    ]);
    const compared = tuned.filter(({ chosen }) => chosen).length;
    expect(compared).toBeGreaterThan(0);
    for (const { defaults, chosen } of tuned) {
      expect(defaults.final.difference).toBeUndefined();
      if (!chosen) continue;
      expect(chosen.validation.figure.mean).toBeGreaterThan(defaults.validation.figure.mean);
      const { difference, figure } = chosen.final;
      expect(difference).toMatchObject({ comparisons: compared });
      expect(difference!.mean).toBeCloseTo(figure.mean - defaults.final.figure.mean, 12);
    }
    expect(await tuneByBudget(settings(), ['item-knn', 'user-knn'], 3)).toEqual(tuned); // the same seed draws the same
  });

  it('are not compared with themselves where the defaults are the best', async () => {
    // One trial is that of the defaults.
    const [usual, ...others] = await tuneByBudget(settings(), ['item-knn'], 1);
    expect(others).toEqual([]);
    expect(usual).toMatchObject({ model: 'item-knn', tried: 1 });
    expect(usual).not.toHaveProperty('chosen');
    const [row] = tunedTable([usual!]);
    expect(row).toMatchObject({ tried: 1, chosen: 'the default', difference: '–', 'p (Holm)': '–', verdict: '–' });
    expect(tunedFinding([usual!])).toMatch(
      /^Tuned on validation, of item-knn nothing tried was better than the default\. The best of them is then item-knn, ndcg@10 \.\d{4}/,
    );
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'are not tuned by a budget of %d trials',
    async (trials) => {
      await expect(tuneByBudget(settings(), ['item-knn'], trials)).rejects.toThrow(
        new InputError(`${trials} trials of each model`, {}, 'a whole number from 1'),
      );
    },
  );

  it('are refused where a search space is too small for the budget', async () => {
    await expect(tuneByBudget(settings(), ['als', 'popular'], 2)).rejects.toThrow(
      /the search space of popular has 0 combinations beside the defaults\s+expected: at most 1 trials of each model/,
    );
  });
});

it('says of tuned models what was chosen and whether it is better', () => {
  const figure = (mean: number) => ({ mean, low: mean - 0.01, high: mean + 0.01 });
  const row = (name: string, mean: number) => ({ name, metric: 'ndcg@10', figure: figure(mean) });
  const values = Float64Array.of();
  const difference = { ...figure(0.1), p: 0.001, atFloor: false, corrected: 0.002, comparisons: 2 };
  const als = {
    model: 'als' as const,
    tried: 8,
    defaults: { validation: { ...row('0', 0.1), values }, final: row('defaults', 0.2) },
  };
  const chosen = (verdict: 'better' | 'not told apart') => ({
    parameters: { factors: 32 },
    validation: { ...row('3', 0.2), values },
    final: { ...row('chosen', 0.3), difference: { ...difference, verdict } },
  });
  const tuned = [
    { ...als, chosen: chosen('better') },
    { ...als, model: 'bpr' as const, chosen: chosen('not told apart') },
    { ...als, model: 'stan' as const },
  ];
  expect(tunedTable(tuned).map((one) => [one.model, one.tried, one.chosen, one.verdict])).toEqual([
    ['als', 8, 'factors 32', 'better'],
    ['bpr', 8, 'factors 32', 'not told apart'],
    ['stan', 8, 'the default', '–'],
  ]);
  expect(tunedFinding(tuned).replaceAll('\u00a0', ' ')).toBe(
    'Tuned on validation, als is better than by default; for bpr no gain is shown; of stan nothing tried was better than the default. ' +
      'The best of them is then als, ndcg@10 .3000 [.2900, .3100].',
  );
});
