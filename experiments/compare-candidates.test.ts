import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastingFolder } from '../testing/pipeline-run.js';
import { compareCandidates } from './compare-candidates.js';
import { compareParameters } from './compare-parameters.js';

describe('candidates', () => {
  let scratch: string;
  const settings = () => ({ events: 20_000, cache: join(scratch, 'cache'), protocol: 'future' });
  beforeAll(async () => {
    scratch = await lastingFolder();
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('are measured by how many targets they hold, beside those of the first model', async () => {
    const { rows } = await compareCandidates(
      settings(),
      {
        popular: { model: 'popular' },
        neighbours: { model: 'item-knn' },
        one: { model: 'item-knn', parameters: { neighbours: 1 } },
      },
      [20, 100],
    );
    expect(rows.map(({ name, metric }) => `${name} ${metric}`)).toEqual([
      ...['popular recall@20', 'neighbours recall@20', 'one recall@20'],
      ...['popular recall@100', 'neighbours recall@100', 'one recall@100'],
    ]);
    const [popular, neighbours, one, popular100, neighbours100, one100] = rows.map(({ figure }) => figure.mean);
    expect(rows.map(({ difference }) => difference?.mean)).toEqual([
      ...[undefined, expect.closeTo(neighbours! - popular!, 12), expect.closeTo(one! - popular!, 12)],
      ...[undefined, expect.closeTo(neighbours100! - popular100!, 12), expect.closeTo(one100! - popular100!, 12)],
    ]);
    expect(rows[1]!.difference!.comparisons).toBe(4);
    expect(neighbours100!).toBeGreaterThan(neighbours!);
    expect(neighbours100!).toBeGreaterThan(one100!);
  });

  it('have the recall that a leaderboard tells', async () => {
    const { rows } = await compareCandidates(settings(), { usual: { model: 'item-knn' } }, [20]);
    const [variant] = await compareParameters(settings(), 'item-knn', { usual: {} }, { metric: 'recall@20' });
    expect(rows[0]!.figure).toEqual(variant!.figure);
  });

  it('refuse a parameter that there is not, before any is fitted', async () => {
    const wrong = { usual: { model: 'popular' }, wrong: { model: 'item-knn', parameters: { neighbors: 1 } } } as const;
    const cache = join(scratch, 'unused');
    await expect(compareCandidates({ ...settings(), cache }, wrong)).rejects.toThrow(/did you mean "neighbours"/);
    expect(existsSync(cache)).toBe(false);
  });

  it('come with what the model said of its search', async () => {
    const quick = { factors: 8, hidden: 8, epochs: 1, search: 'hnsw' };
    const { notes } = await compareCandidates(settings(), { quick: { model: 'two-tower', parameters: quick } });
    expect(notes.quick!.join('\n')).toMatch(/hnsw: .*recall@100 [\d.]+, recall@500 [\d.]+ against exact search/);
  });
});
