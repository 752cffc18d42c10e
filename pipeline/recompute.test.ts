import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Leaderboard } from '../evaluation/index.js';
import { type Ended, lastingFolder, readJson, runPipelineCommand } from '../testing/pipeline-run.js';
import { recompute } from '../testing/recompute/recompute.js';
import { sharedData } from '../testing/shared-data.js';
import type { Comparisons } from './leaderboard/comparisons-file.js';

const baselines = ['random', 'popular', 'recent-popular', 'session-popular', 'item-knn'];

/** What a run leaves behind beside `predictions/`. */
const files = [
  'comparisons.json',
  'config.json',
  'environment.json',
  'items.parquet',
  'leaderboard.json',
  'manifest.json',
  'per-query.parquet',
  'queries.parquet',
  'rejected.parquet',
  'report.html',
  'segments.json',
  'targets.parquet',
  'task.json',
];

const runs = [
  { data: 'retailrocket-buyers', protocol: 'future', models: ['random', 'popular', 'item-knn'] },
  { data: 'retailrocket-buyers', protocol: 'funnel', models: ['random', 'session-popular', 'item-knn'] },
  { data: 'retailrocket-buyers', protocol: 'holdout', models: ['random', 'recent-popular', 'item-knn'] },
  { data: 'retailrocket-sessions', protocol: 'next', models: baselines },
  { data: undefined, protocol: 'funnel', models: baselines },
];

for (const { data, protocol, models } of runs) {
  const source = data && sharedData(data);
  const missing = data && !source ? ` (skipped: no ../shared/data/${data})` : '';
  describe.skipIf(missing)(`a run on ${data ?? 'a generated shop'}, P-${protocol}${missing}`, () => {
    let scratch: string;
    let run: string;
    let ended: Ended;
    let board: Leaderboard;

    beforeAll(async () => {
      scratch = await lastingFolder();
      run = join(scratch, 'run');
      const input = source ? ['--data', source] : ['--events', '20000'];
      const places = ['--cache', join(scratch, 'cache'), '--out', run];
      // SQL takes long over the resamples of many visitors; the small shop has as many as usual.
      await writeFile(
        join(scratch, 'settings.json'),
        JSON.stringify({ protocol, models, evaluation: { resamples: source ? 200 : 1000 } }),
      );
      ended = await runPipelineCommand([...input, '--config', join(scratch, 'settings.json'), ...places]);
      board = await readJson<Leaderboard>(run, 'leaderboard.json');
    });
    afterAll(() => rm(scratch, { recursive: true, force: true }));

    it('ends well and leaves a complete run folder, and nothing beside it', async () => {
      expect(ended).toMatchObject({ code: 0 });
      expect((await readdir(run)).sort()).toEqual([...files, 'predictions'].sort());
      expect((await readdir(join(run, 'predictions'))).sort()).toEqual(models.map((name) => `${name}.parquet`).sort());
      expect((await readdir(scratch)).sort()).toEqual(['cache', 'run', 'settings.json']);
      expect((await readdir(join(scratch, 'cache'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });

    it('shows the leaderboard and where the report is', () => {
      for (const name of models) expect(ended.out).toContain(`│ ${name} `);
      expect(ended.out).toMatch(/\nreport: \S*report\.html\n$/);
    });

    it('has a leaderboard of exactly the agreed shape', () => {
      expect(Object.keys(board)).toEqual(['dataset', 'protocol', 'queries', 'targets', 'models']);
      expect(board).toMatchObject({ dataset: data ?? 'generated-20000-1', protocol });
      expect(board.models.map(({ model }) => model)).toEqual(models);
      for (const entry of board.models) {
        expect(Object.keys(entry)).toEqual(['model', 'metrics', 'fitSeconds', 'predictSeconds', 'peakMemoryMB']);
        for (const seconds of [entry.fitSeconds, entry.predictSeconds]) expect(seconds).toBeGreaterThan(0);
        expect(entry.peakMemoryMB).toBeGreaterThan(50);
        for (const [name, interval] of Object.entries(entry.metrics)) {
          expect(name).toMatch(/^[a-zA-Z]+@(5|10|20)$/);
          expect(Object.keys(interval)).toEqual(['mean', 'low', 'high']);
        }
      }
    });

    it('has figures, intervals and paired differences that SQL finds in its Parquet files', async () => {
      const [split] = (await readdir(join(scratch, 'cache'))).filter((name) => name.startsWith('split-'));
      const { rows } = await readJson<Comparisons>(run, 'comparisons.json');
      const pairs = rows.flatMap(({ name: other, metric, difference }) =>
        difference
          ? [{ first: rows[0]!.name, other, metric, difference, low: difference.low, high: difference.high }]
          : [],
      );
      const { figures, differences, perQueryDifference } = await recompute(run, join(scratch, 'cache', split!), pairs);
      const reported = board.models.flatMap(({ model, metrics }) =>
        Object.entries(metrics).map(([name, interval]) => [`${model} ${name}`, interval] as const),
      );
      if (protocol === 'funnel') expect(Object.keys(figures)).toContain('item-knn viewToCart@10');
      if (!data) expect(Object.keys(figures)).toContain('item-knn diversityCategory@10');
      expect(Object.keys(figures).sort()).toEqual(reported.map(([name]) => name).sort());
      const wrong = reported.filter(([name, interval]) =>
        (['mean', 'low', 'high'] as const).some((key) => {
          const [ours, theirs] = [figures[name]![key], interval[key]];
          return ours === null || theirs === null ? ours !== theirs : !(Math.abs(ours - theirs) < 1e-9);
        }),
      );
      expect(wrong).toEqual([]);
      expect(perQueryDifference).toBeLessThan(1e-9);
      expect(pairs).toHaveLength(2 * (models.length - 1));
      for (const [i, { first, other, metric, difference }] of pairs.entries()) {
        const found = differences[i]!;
        for (const key of ['mean', 'p', 'corrected'] as const)
          expect([first, other, metric, key, found[key]]).toEqual([
            ...[first, other, metric, key],
            expect.closeTo(difference[key], 9),
          ]);
        // An interval ends where p is .05, or where the metric does.
        const ends = [difference.low === -1 || found.pLow, difference.high === 1 || found.pHigh];
        const right = ends.map((p) => p === true || expect.closeTo(0.05, 6));
        expect([first, other, metric, ...ends]).toEqual([first, other, metric, ...right]);
      }
    });

    it('has a report that fetches nothing and runs nothing', async () => {
      const page = await readFile(join(run, 'report.html'), 'utf8');
      expect(page).toContain('<svg');
      expect(page).not.toMatch(/<script|<link|<iframe|@import/i);
      expect(page).not.toMatch(/(src|href|srcset|data|action)\s*=\s*["']?\s*(https?:)?\/\//i);
      expect(page).not.toMatch(/url\(\s*["']?\s*(https?:)?\/\//i);
      for (const name of models) expect(page).toContain(name);
    });

    if (protocol === 'next')
      it('reaches the reference figures of the field', () => {
        const mean = (model: string, metric: string) =>
          board.models.find((entry) => entry.model === model)!.metrics[metric]!.mean;
        expect(mean('item-knn', 'recall@20')).toBeGreaterThanOrEqual(0.5565);
        expect(mean('item-knn', 'mrr@20')).toBeGreaterThanOrEqual(0.3005);
        expect(Math.abs(mean('popular', 'recall@20') - 0.0237)).toBeLessThan(0.0002);
        expect(Math.abs(mean('popular', 'mrr@20') - 0.0049)).toBeLessThan(0.0002);
      });
  });
}
