import { afterEach, expect, it, vi } from 'vitest';
import { scratchFolder } from '../../testing/pipeline-run.js';
import { positionsLog } from '../../testing/positions-log.js';
import { resolveStage } from '../engine/stage.js';
import { split } from '../stages/split.js';
import { quietPipeline } from './quiet-pipeline.js';

afterEach(() => void vi.restoreAllMocks());

it('keeps quiet of its stages, but not of a warning', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await resolveStage(quietPipeline({ data: await positionsLog(), cache: await scratchFolder() }), split);
  expect(stderr.mock.calls.map(([text]) => text)).toEqual([
    expect.stringMatching(/^ingest: warning: train\.tsv: Time is taken for positions/),
    expect.stringMatching(/^ingest: warning: test\.tsv: Time is taken for positions/),
  ]);
});
