import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastingFolder } from '../testing/pipeline-run.js';
import { candidateTable, compareCandidates } from './compare-candidates.js';
import { compareParameters } from './compare-parameters.js';

describe('candidates', () => {
  let scratch: string;
  const settings = () => ({ events: 20_000, cache: join(scratch, 'cache'), protocol: 'future' });
  beforeAll(async () => {
    scratch = await lastingFolder();
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('are measured by how many targets they hold, beside those of the first model', async () => {
    const rows = await compareCandidates(
      settings(),
      {
        popular: { model: 'popular' },
        neighbours: { model: 'item-knn' },
        one: { model: 'item-knn', parameters: { neighbours: 1 } },
      },
      [20, 100],
    );
    const [popular, neighbours, one] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
    expect(popular.ahead).toBeUndefined();
    for (const k of [20, 100])
      expect(one.ahead!.get(k)!.mean).toBeCloseTo(one.recall.get(k)!.mean - popular.recall.get(k)!.mean, 12);
    expect(neighbours.recall.get(100)!.mean).toBeGreaterThan(neighbours.recall.get(20)!.mean);
    expect(neighbours.recall.get(100)!.mean).toBeGreaterThan(one.recall.get(100)!.mean);
    expect(candidateTable(rows)[0]).toMatchObject({
      name: 'popular',
      'recall@20': expect.stringMatching(/^\.\d{4}/),
      'less popular’s @20': '–',
    });
  });

  it('have the recall that a leaderboard tells', async () => {
    const [row] = await compareCandidates(settings(), { usual: { model: 'item-knn' } }, [20]);
    const [variant] = await compareParameters(settings(), 'item-knn', { usual: {} }, { metric: 'recall@20' });
    expect(row!.recall.get(20)).toEqual(variant!.figure);
  });

  it('come with what the model said of its search', async () => {
    const quick = { factors: 8, hidden: 8, epochs: 1, search: 'hnsw' };
    const [row] = await compareCandidates(settings(), { quick: { model: 'two-tower', parameters: quick } });
    expect(row!.notes.join('\n')).toMatch(/hnsw: .*recall@100 [\d.]+, recall@500 [\d.]+ against exact search/);
  });
});
