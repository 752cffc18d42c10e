import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { comparedTable } from '../evaluation/index.js';
import { lastingFolder } from '../testing/pipeline-run.js';
import { compareParameters } from './compare-parameters.js';

describe('comparisons', () => {
  let scratch: string;
  const settings = () => ({ events: 20_000, cache: join(scratch, 'cache') });
  beforeAll(async () => {
    scratch = await lastingFolder();
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('of parameters say what each variant brings beside the first', async () => {
    const parameters = { 'item-knn': { neighbours: 100 } };
    const variants = { hundred: {}, same: { neighbours: 100 }, one: { neighbours: 1 } };
    const rows = await compareParameters({ ...settings(), parameters, on: 'validation' }, 'item-knn', variants);
    const [hundred, same, one] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
    expect(rows.map(({ name, metric }) => `${name} ${metric}`)).toEqual(
      ['hundred', 'same', 'one'].map((name) => `${name} recall@20`),
    );
    expect(hundred.difference).toBeUndefined();
    expect(same).toMatchObject({ figure: hundred.figure, difference: { mean: 0, verdict: 'same' } });
    expect(one.difference!.mean).toBeCloseTo(one.figure.mean - hundred.figure.mean, 12);
    expect(one.difference!.high).toBeLessThan(0);
    expect(one.difference!.verdict).toBe('worse');
    expect(comparedTable(rows)[2]).toMatchObject({
      name: 'one',
      'less hundred’s': expect.stringMatching(/^−\./),
      'p (Holm)': expect.stringMatching(/^≤\u00a0\.00(10|2)$/), // one comparison: the variant that is the same is none
      verdict: 'worse',
    });
  });

  it('of parameters show the others where one cannot be fitted, and refuse where the first cannot', async () => {
    const vast = { factors: 2 ** 30 };
    const warnings = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const rows = await compareParameters(settings(), 'als', { few: { factors: 4 }, vast, more: { factors: 8 } });
    expect(rows.map(({ name }) => name)).toEqual(['few', 'more']);
    expect(rows[1]!.difference).toBeDefined();
    expect(warnings.mock.calls.flat()).toContainEqual(
      expect.stringMatching(/^als: warning: vast is left out: the model needs .* GiB of memory/),
    );
    warnings.mockRestore();
    await expect(compareParameters(settings(), 'als', { vast, few: { factors: 4 } })).rejects.toThrow(/^als: .*GiB/);
  });

  it('of parameters refuse one that there is not, before any is fitted', async () => {
    const variants = { usual: {}, wrong: { neighbors: 1 } };
    await expect(compareParameters(settings(), 'item-knn', variants)).rejects.toThrow(/did you mean "neighbours"/);
  });
});
