import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { withInterval } from '../../evaluation/index.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { leadingMetrics } from '../leaderboard/leading-metrics.js';
import { runPipeline } from '../study/run-pipeline.js';
import { show } from './show.js';
import { showRun } from './show-run.js';

// Outside a notebook nothing can be shown: what would be is looked at.
vi.mock('./show.js', () => ({ show: vi.fn(), showTable: vi.fn(), showText: vi.fn() }));

let scratch: string;
beforeAll(async () => {
  scratch = await lastingFolder();
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

it('draws the best possible ranking beside the models where the truth is known', async () => {
  const settings = { models: ['random', 'popular'], protocol: 'next', events: 20_000 };
  const run = await runPipeline({ ...settings, cache: join(scratch, 'cache'), out: join(scratch, 'run') });
  const [leading] = leadingMetrics(run.leaderboard);
  const best = run.task.bestPossible![leading]!;
  await showRun(run);
  const [board] = vi.mocked(show).mock.calls[0]!;
  expect(board.caption).toContain(`${leading} ${withInterval(best)}.`);
  expect(board.data.some((trace) => 'x' in trace && (trace.x as number[]).every((x) => x === best.mean))).toBe(true);
});
